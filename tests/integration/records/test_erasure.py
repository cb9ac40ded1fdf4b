"""After an erasure nothing of the client opens: not here, and not from yesterday's backup."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.records import Records
from bot.records.models import (
    Answer,
    Assessment,
    Choice,
    Consent,
    ContactEntry,
    Handoff,
    Note,
    OutboxItem,
    Proof,
)
from bot.records.tables import metadata
from bot.vault import Erased
from tests.integration.records.kit import (
    AT,
    Installation,
    Seed,
    add_client,
    an_advisor,
    later,
    new_id,
)

WORDS = "我叫王小明，电话13800138000"


def _fill(records: Records, client: str, conversation: str, advisor: str) -> str:
    """Write something into every table that knows a client; gives the handoff's id."""
    handoff = Handoff(
        new_id(), client, conversation, "queued", AT, "zh", {"summary": WORDS}, advisor_id=advisor
    )
    with records.begin() as work:
        work.consents.add(Consent(new_id(), client, "privacy", True, "v1", "h", "zh", "choice", AT))
        work.messages.append(
            conversation,
            origin="client",
            at=AT,
            language="zh",
            body={"text": WORDS},
            external_id="wamid.1",
            status="pending",
        )
        work.choices.add(Choice("token", conversation, 1, "horizon", "1_3y"))
        work.answers.put(
            Answer(new_id(), client, conversation, "age", AT, body={"value": 45, "said": WORDS})
        )
        work.assessments.add(
            Assessment(new_id(), client, conversation, AT, "q", "p", "s", {"category": "C3"})
        )
        work.handoffs.add(handoff)
        work.notes.add(Note(new_id(), handoff.id, advisor, AT, {"text": WORDS}))
        work.outbox.add(OutboxItem(new_id(), "crm", AT, body={"name": WORDS}, client_id=client))
        work.trackers.append(conversation, 0, [WORDS.encode()])
        work.contacts.put(ContactEntry(new_id(), client, "phone", "+8613800138000", AT))
        work.proofs.add(
            Proof(
                new_id(),
                conversation,
                "sent",
                AT,
                later(minutes=10),
                "phone",
                "index",
                "hash",
                body={"said": WORDS},
            )
        )
        work.audit.record(at=AT, actor=advisor, action="profile.opened", client_id=client)
    return handoff.id


@pytest.fixture
def handoff(records: Records, seed: Seed) -> str:
    return _fill(records, seed.client, seed.conversation, seed.advisor)


def _erase(records: Records, client: str) -> None:
    with records.begin() as work:
        work.erase_client(client, later(days=1))


def test_what_is_left_of_a_client_is_ids_times_and_consents(
    records: Records, seed: Seed, handoff: str
) -> None:
    _erase(records, seed.client)
    with records.read() as work:
        client = work.clients.get(seed.client)
        assert client is not None and (client.state, client.stage) == ("erased", None)
        assert work.conversations.by_token_hash(f"hash-{seed.conversation}") is None
        (message,) = work.messages.list(seed.conversation)
        assert (message.body, message.external_id, message.status) == (None, None, "done")
        assert work.messages.by_external_id(seed.conversation, "wamid.1") is None
        assert work.choices.get(seed.conversation, "token") is None
        assert [one.body for one in work.answers.history(seed.client)] == [None]
        assert work.answers.current(seed.client) == {}
        assert work.assessments.list(seed.client) == []
        left = work.handoffs.get(handoff)
        assert left is not None and (left.status, left.body) == ("cancelled", {})
        assert work.notes.of(handoff) == []
        assert work.outbox.due(later(days=2), 10) == []
        assert work.trackers.read(seed.conversation) == []
        assert len(work.consents.history(seed.client)) == 1
        assert [one.action for one in work.audit.list(seed.client)] == ["profile.opened"]
        work.audit.verify()


def test_a_reply_under_way_finds_the_epoch_moved(
    records: Records, seed: Seed, handoff: str
) -> None:
    _erase(records, seed.client)
    with records.read() as work:
        owner = work.ownership.get(seed.conversation)
    assert (owner.state, owner.epoch) == ("closed", 1)


def test_nothing_can_be_written_for_an_erased_client(
    records: Records, seed: Seed, handoff: str
) -> None:
    _erase(records, seed.client)
    with pytest.raises(Erased), records.begin() as work:
        work.messages.append(
            seed.conversation, origin="client", at=AT, language="zh", body={"text": "x"}
        )
    with pytest.raises(Erased), records.begin() as work:
        work.trackers.append(seed.conversation, 0, [b"late"])


def test_no_sealed_cell_of_the_client_and_no_blind_index_is_left(
    records: Records, seed: Seed, handoff: str
) -> None:
    _erase(records, seed.client)
    kept = {"advisors", "audit"}
    with records._engine.connect() as connection:
        for table in metadata.tables.values():
            if table.name in kept:
                continue
            for column in table.c:
                if column.info.get("sealed") or column.name.endswith("_index"):
                    found = connection.execute(select(column).where(column.is_not(None))).all()
                    assert found == [], f"{table.name}.{column.name}"


def test_other_clients_keep_everything(records: Records, seed: Seed, handoff: str) -> None:
    other, conversation = add_client(records)
    _fill(records, other, conversation, seed.advisor)
    _erase(records, seed.client)
    with records.read() as work:
        assert work.answers.current(other)["age"].value == 45
        assert [one.body for one in work.messages.list(conversation)] == [{"text": WORDS}]
        assert [one.body for one in work.trackers.read(conversation)] == [WORDS.encode()]


def test_erasing_again_changes_nothing(records: Records, seed: Seed, handoff: str) -> None:
    _erase(records, seed.client)
    _erase(records, seed.client)
    with records.read() as work:
        assert work.ownership.get(seed.conversation).epoch == 1


def test_an_erasure_that_is_rolled_back_destroys_nothing(
    records: Records, seed: Seed, handoff: str
) -> None:
    with pytest.raises(ZeroDivisionError), records.begin() as work:
        work.erase_client(seed.client, AT)
        raise ZeroDivisionError
    with records.read() as work:
        assert work.answers.current(seed.client)["age"].value == 45


def test_a_crash_after_the_key_is_gone_leaves_the_client_unreadable_and_the_erasure_repeatable(
    records: Records, seed: Seed, handoff: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = records.vault.destroy

    def crash(owner: str, at: object) -> None:
        real(owner, at)  # type: ignore[arg-type]
        raise OSError("the power went out")

    monkeypatch.setattr(records.vault, "destroy", crash)
    with pytest.raises(OSError):
        _erase(records, seed.client)
    monkeypatch.undo()
    with pytest.raises(Erased), records.read() as work:
        work.answers.current(seed.client)
    _erase(records, seed.client)
    with records.read() as work:
        assert [one.body for one in work.answers.history(seed.client)] == [None]


def test_nothing_opens_from_yesterdays_backup_of_the_data(
    sqlite_installation: Installation, tmp_path: Path
) -> None:
    # Given: a client whose data were backed up yesterday, and then erased.
    records = sqlite_installation.open()
    client, conversation = add_client(records)
    with records.begin() as work:
        work.messages.append(
            conversation, origin="client", at=AT, language="zh", body={"text": WORDS}
        )
        work.answers.put(Answer(new_id(), client, conversation, "age", AT, body={"value": 45}))
    backup = tmp_path / "yesterday.db"
    with (
        sqlite3.connect(sqlite_installation.home / "zhiyin.db") as live,
        sqlite3.connect(backup) as copy,
    ):
        live.backup(copy)
    _erase(records, client)
    records.close()
    # When: the backup is restored in place of the database, keys and key store as they are now.
    for path in sqlite_installation.home.glob("zhiyin.db*"):
        path.unlink()
    shutil.copy(backup, sqlite_installation.home / "zhiyin.db")
    restored = sqlite_installation.open()
    # Then: the rows are back, but none of them opens.
    with restored.read() as work:
        found = work.clients.get(client)
        assert found is not None and found.state == "active"
        with pytest.raises(Erased):
            work.messages.list(conversation)
        with pytest.raises(Erased):
            work.answers.current(client)
    restored.close()


def test_no_word_stands_in_clear_in_any_file_before_or_after(
    sqlite_installation: Installation,
) -> None:
    records = sqlite_installation.open()
    client, conversation = add_client(records)
    with records.begin() as work:
        advisor = an_advisor("canary@example.com", name="王小明顾问")
        work.advisors.add(advisor)
    _fill(records, client, conversation, advisor.id)
    for moment in ("before", "after"):
        if moment == "after":
            _erase(records, client)
        for path in sqlite_installation.home.rglob("*"):
            if path.is_file():
                raw = path.read_bytes()
                for canary in ("王小明", "13800138000", "canary@", "category", "wamid", "1_3y"):
                    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
                        assert canary.encode(encoding) not in raw, (moment, path.name, canary)
    records.close()
