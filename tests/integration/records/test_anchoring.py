"""The audit trail vouches for rows: what is changed, removed, slipped in or put back is named."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Integer, LargeBinary, func, insert, select, update
from sqlalchemy.engine import Connection

from bot.records import AuditBroken, Records, UnitOfWork
from bot.records.anchoring import ANCHORED, NOT_ANCHORED, Touched, pack, unpack
from bot.records.columns import Instant
from bot.records.models import (
    AdvisorSession,
    AdvisorToken,
    Answer,
    Assessment,
    Choice,
    Consent,
    ContactEntry,
    Handoff,
    InboxLink,
    Note,
    OutboxItem,
    Peer,
    Proof,
    Webhook,
    WebhookAttempt,
)
from bot.records.tables import answers, clients, metadata
from tests.integration.records.kit import (
    AT,
    Installation,
    Seed,
    add_client,
    copied,
    later,
    new_id,
    put_back,
    tamper,
)


def _found(records: Records) -> list[tuple[str, str | None, str | None]]:
    return [(one.kind, one.table, one.row) for one in records.examine().findings]


def _answer(seed: Seed, value: int, question: str = "age") -> Answer:
    return Answer(
        id=new_id(),
        client_id=seed.client,
        conversation_id=seed.conversation,
        question=question,
        at=later(minutes=value),
        body={"value": value},
    )


def _fill(work: UnitOfWork, seed: Seed) -> None:
    """Something in every anchored table."""
    work.answers.put(_answer(seed, 44))
    work.answers.put(_answer(seed, 45))
    work.messages.append(
        seed.conversation,
        origin="client",
        at=AT,
        language="zh",
        body={"text": "你好"},
        external_id="x",
    )
    work.choices.add(Choice("token-1", seed.conversation, 1, "age", "45"))
    work.choices.add(Choice("token-2", seed.conversation, 1, "age", "46"))
    work.consents.add(Consent(new_id(), seed.client, "privacy", True, "1", "h", "zh", "choice", AT))
    work.assessments.add(
        Assessment(new_id(), seed.client, seed.conversation, AT, "1", "1", "1", {"category": "C3"})
    )
    handoff = Handoff(new_id(), seed.client, seed.conversation, "queued", AT, "zh", {"reason": "x"})
    work.handoffs.add(handoff)
    work.notes.add(Note(new_id(), handoff.id, seed.advisor, AT, {"text": "note"}))
    work.advisor_sessions.add(AdvisorSession("a" * 64, seed.advisor, "csrf", AT, AT, later(days=1)))
    work.advisor_tokens.add(AdvisorToken("b" * 64, seed.advisor, AT))
    work.outbox.add(OutboxItem(new_id(), "handoff.requested", AT, client_id=seed.client))
    work.trackers.append(seed.conversation, 0, [b"one", b"two"])
    work.contacts.put(ContactEntry(new_id(), seed.client, "email", "li@example.com", AT))
    work.proofs.add(
        Proof(new_id(), seed.conversation, "sent", AT, later(minutes=10), "phone", "i", None)
    )
    work.rules.keep("policy", "1", {"text": "rules"}, AT)
    work.peers.add(Peer(new_id(), "telegram", seed.conversation, {"id": "42"}, AT, AT, AT))
    work.inbox_links.add(
        InboxLink(handoff.id, seed.conversation, "chatwoot", "s", AT, AT, AT, 0, 7, 8)
    )
    hook = Webhook(new_id(), "crm", "https://crm.example/in", ("handoff.closed",), "whsec_x", AT)
    work.webhooks.add(hook)
    work.webhook_attempts.add(
        WebhookAttempt(new_id(), hook.id, new_id(), "handoff.closed", AT, 12, status=204)
    )


@pytest.fixture
def filled(records: Records, seed: Seed) -> Seed:
    with records.begin() as work:
        _fill(work, seed)
    return seed


def test_every_table_is_anchored_or_it_is_said_why_not() -> None:
    assert set(ANCHORED) | set(NOT_ANCHORED) == set(metadata.tables)
    assert not set(ANCHORED) & set(NOT_ANCHORED)
    assert all(len(why) > 20 for why in NOT_ANCHORED.values())
    for anchored in ANCHORED.values():
        assert anchored.left_out <= {column.name for column in anchored.table.c}
        sealed = {column.name for column in anchored.table.c if column.info.get("sealed")}
        assert not anchored.left_out & sealed


def test_what_was_written_through_the_repositories_verifies(records: Records, filled: Seed) -> None:
    with records.begin() as work:
        for table in ANCHORED:
            rows = work._session.run(select(func.count()).select_from(metadata.tables[table]))
            assert rows.scalar_one() > 0, f"{table} has no row here: the tests below prove nothing"
    with records.begin() as work:
        work.answers.withdraw(filled.client, "age", later(days=1))
        work.messages.set_status(filled.conversation, 1, "working")
        work.conversations.touch(filled.conversation, later(days=1))
        work.outbox.claim(later(days=1), later(days=2))
        work.advisors.set_state(filled.advisor, "disabled")
        work.advisor_sessions.touch("a" * 64, later(hours=1))
        work.advisor_sessions.delete_of(filled.advisor)
        work.trackers.delete(filled.conversation)
    verdict = records.examine()
    assert verdict.whole and verdict.rows > 12 and verdict.entries >= 3


_ALLOWED = {
    ("clients", "state"): "restricted",
    ("messages", "origin"): "system",
    ("ownership", "state"): "callback",
    ("consents", "purpose"): "contact",
    ("handoffs", "status"): "closed",
    ("advisors", "role"): "admin",
    ("advisors", "state"): "disabled",
    ("outbox", "status"): "dead",
    ("contacts", "kind"): "phone",
    ("proofs", "status"): "failed",
    ("peers", "state"): "blocked",
    ("inbox_links", "state"): "ended",
    ("webhooks", "state"): "disabled",
}
"""Another value, where the database holds a column to a list of words."""


def _forged(column: Column[Any], present: object) -> object:
    allowed = _ALLOWED.get((column.table.name, column.name))
    if allowed is not None:
        return allowed
    if isinstance(column.type, Instant):
        return AT.replace(year=2001)
    if isinstance(column.type, LargeBinary):
        return b"\x00" * 90
    if isinstance(column.type, Boolean):
        return not present
    return 4711 if isinstance(column.type, Integer) else "forged"


@pytest.mark.parametrize("table", sorted(ANCHORED))
def test_a_change_to_any_anchored_column_is_seen(
    records: Records, installation: Installation, filled: Seed, table: str
) -> None:
    anchored, whole = ANCHORED[table], copied(installation)
    row = whole[table][0]
    this = [column == row[column.name] for column in anchored.key]
    for column in anchored.table.c:
        if column.name in anchored.left_out:
            continue
        change = (
            update(anchored.table)
            .where(*this)
            .values({column.name: _forged(column, row[column.name])})
        )
        tamper(installation, lambda c, change=change: c.execute(change))
        assert {name for _, name, _ in _found(records)} == {table}, column
        put_back(installation, whole)
    assert records.examine().whole


def _one_row(table: str) -> Callable[[Connection], None]:
    anchored = ANCHORED[table]

    def act(connection: Connection) -> None:
        key = connection.execute(select(*anchored.key).limit(1)).one()
        gone = anchored.table.delete()
        for column, value in zip(anchored.key, key, strict=True):
            gone = gone.where(column == value)
        connection.execute(gone)

    return act


@pytest.mark.parametrize(
    "table", sorted(set(ANCHORED) - {"clients", "conversations", "advisors", "handoffs"})
)
def test_a_removed_row_is_named(
    records: Records, installation: Installation, filled: Seed, table: str
) -> None:
    tamper(installation, _one_row(table))
    assert [(kind, name) for kind, name, _ in _found(records)] == [("row_removed", table)]


def test_an_older_row_put_back_is_named_though_it_opens(
    records: Records, installation: Installation, seed: Seed
) -> None:
    first = _answer(seed, 45)
    with records.begin() as work:
        work.answers.put(first)
    old = copied(installation)["answers"][0]
    with records.begin() as work:
        work.answers.put(_answer(seed, 46))
    tamper(
        installation,
        lambda c: [
            c.execute(answers.delete().where(answers.c.id != first.id)),
            c.execute(update(answers).values(superseded_at=old["superseded_at"])),
        ],
    )
    with records.read() as work:
        assert work.answers.current(seed.client)["age"].value == 45
    assert {(kind, row == first.id) for kind, _, row in _found(records)} == {
        ("row_put_back", True),
        ("row_removed", False),
    }


def test_a_row_that_was_deleted_and_comes_back_is_named(
    records: Records, installation: Installation, filled: Seed
) -> None:
    session = copied(installation)["advisor_sessions"][0]
    with records.begin() as work:
        work.advisor_sessions.delete("a" * 64)
    assert records.examine().whole
    tamper(
        installation,
        lambda c: c.execute(insert(metadata.tables["advisor_sessions"]).values(**session)),
    )
    assert _found(records) == [("row_put_back", "advisor_sessions", "a" * 64)]


def test_a_row_slipped_in_is_named(
    records: Records, installation: Installation, seed: Seed
) -> None:
    tamper(
        installation,
        lambda c: c.execute(
            insert(metadata.tables["advisor_tokens"]).values(
                token_hash="f" * 64, advisor_id=seed.advisor, created_at=AT, revoked_at=None
            )
        ),
    )
    assert _found(records) == [("row_slipped_in", "advisor_tokens", "f" * 64)]
    slipped = f"advisor_tokens {'f' * 64} was slipped in"
    with pytest.raises(AuditBroken, match=slipped), records.read() as work:
        work.audit.verify()


@pytest.mark.parametrize(
    "write",
    [
        lambda c: c.execute(update(clients).values(tier="private")),
        lambda c: c.exec_driver_sql("UPDATE clients SET tier = 'private'"),
        lambda c: c.exec_driver_sql("delete from answers"),
        lambda c: c.exec_driver_sql("INSERT INTO \"clients\" (id) VALUES ('x')"),
    ],
)
def test_a_write_past_the_door_is_refused_in_the_program_itself(
    records: Records, seed: Seed, write: Callable[[Connection], object]
) -> None:
    with pytest.raises(RuntimeError, match="past the audit trail"), records.begin() as work:
        write(work._session.connection)
    assert records.examine().whole


def test_what_only_moves_a_column_left_out_costs_no_entry(records: Records, filled: Seed) -> None:
    with records.read() as work:
        before = len(work.audit.list(anchors=True))
    with records.begin() as work:
        work.messages.set_status(filled.conversation, 1, "working")
        work.conversations.touch(filled.conversation, later(days=1))
        work.advisor_sessions.touch("a" * 64, later(hours=1))
    with records.read() as work:
        assert len(work.audit.list(anchors=True)) == before


def test_a_transaction_that_is_rolled_back_leaves_no_anchor(records: Records, seed: Seed) -> None:
    with pytest.raises(ZeroDivisionError), records.begin() as work:
        work.answers.put(_answer(seed, 45))
        raise ZeroDivisionError
    verdict = records.examine()
    assert verdict.whole


def test_an_erased_clients_rows_verify(records: Records, filled: Seed) -> None:
    with records.begin() as work:
        work.erase_client(filled.client, later(days=1))
    assert records.examine().whole


def test_cells_sealed_anew_verify_and_their_older_form_put_back_does_not(
    records: Records, installation: Installation, filled: Seed
) -> None:
    old = {row["id"]: row["body"] for row in copied(installation)["assessments"]}
    records.rotate_data_key(filled.client, later(days=1))
    assert records.examine().whole
    assessments = metadata.tables["assessments"]
    for id, body in old.items():
        tamper(
            installation,
            lambda c, id=id, body=body: c.execute(
                update(assessments).where(assessments.c.id == id).values(body=body)
            ),
        )
    assert [kind for kind, *_ in _found(records)] == ["row_put_back"]


def test_writers_at_once_anchor_what_was_written_last(records: Records, seed: Seed) -> None:
    def write(number: int) -> None:
        with records.begin() as work:
            work.clients.set_standing(seed.client, stage=f"s{number}", at=later(minutes=number))

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(24)))
    assert records.examine().whole


def test_a_verification_beside_writers_raises_no_false_alarm(records: Records, seed: Seed) -> None:
    others = [add_client(records)[0] for _ in range(4)]

    def write(number: int) -> None:
        with records.begin() as work:
            work.clients.set_standing(others[number % 4], stage=f"s{number}", at=AT)
            work.audit.record(at=AT, actor="system", action="x")

    with ThreadPoolExecutor(4) as pool:
        writing = [pool.submit(write, number) for number in range(40)]
        verdicts = [records.examine() for _ in range(6)]
        for one in writing:
            one.result()
    assert all(verdict.whole for verdict in verdicts), verdicts


def test_anchors_pack_to_little_and_come_back_the_same() -> None:
    ids = [new_id() for _ in range(3)]
    entries = [
        ("answers", (ids[0],), b"a" * 16),
        ("answers", (ids[1],), None),
        ("choices", (ids[2], "tok_en-1"), b"b" * 16),
        ("choices", (ids[2], "令牌"), b"c" * 16),
        ("tracker_chunks", (ids[2], 7), b"d" * 16),
        ("ownership_events", (2**40,), b"e" * 16),
        ("advisor_tokens", ("f" * 64,), None),
    ]
    packed = pack(entries)
    assert list(unpack(packed)) == entries
    assert len(pack(entries[:1])) == 1 + 5 + len("answers") + 17 + 17
    for cut in range(1, len(packed)):
        with pytest.raises(ValueError):
            assert list(unpack(packed[:cut])) != entries
            raise ValueError


def test_touched_rows_are_noted_once_and_forgotten_when_taken() -> None:
    touched = Touched()
    touched.note("answers", [("a",), ("b",)])
    touched.note("answers", [("a",)])
    assert touched.take() == {"answers": [("a",), ("b",)]}
    assert touched.take() == {}
