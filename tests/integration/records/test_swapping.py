"""A sealed cell opens in its own place: nowhere else in the database, and in no weaker form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from typing import NamedTuple

import pytest
from sqlalchemy import select

from bot.records import Records
from bot.records.models import (
    Answer,
    Assessment,
    Choice,
    ContactEntry,
    Handoff,
    Note,
    OutboxItem,
    Peer,
    Proof,
    Webhook,
)
from bot.records.resealing import KEPT, STAFF_KEPT
from bot.records.sealing import cell
from bot.records.tables import metadata
from bot.vault import AUDIT, STAFF, Cell, Purpose, Tampered, VaultError
from bot.vault.ciphers import AES_256_GCM, CHACHA20_POLY1305
from tests.integration.records.kit import (
    AT,
    Installation,
    add_client,
    an_advisor,
    later,
    new_id,
)


class Sealed(NamedTuple):
    """A cell as it stands in the database, with its place and purpose."""

    place: Cell
    purpose: Purpose
    envelope: bytes


def _fill(records: Records) -> None:
    """Two clients with two rows in every table that has a sealed column."""
    advisor, other = an_advisor(), an_advisor("zhao@example.com")
    with records.begin() as work:
        work.advisors.add(advisor)
        work.advisors.add(other)
        work.outbox.add(OutboxItem(new_id(), "mail", AT, body={"to": "staff"}))
        work.outbox.add(OutboxItem(new_id(), "mail", AT, body={"to": "staff"}))
        for name in ("crm", "desk"):
            hook = Webhook(new_id(), name, f"https://{name}.example/in", ("x",), "whsec_a", AT)
            work.webhooks.add(replace(hook, former_secret="whsec_b", former_until=AT))
    for _ in range(2):
        client, conversation = add_client(records)
        with records.begin() as work:
            for n in range(2):
                work.messages.append(
                    conversation,
                    origin="client",
                    at=AT,
                    language="zh",
                    body={"text": "你好"},
                    external_id=f"e{n}",
                )
                work.choices.add(Choice(f"t{n}", conversation, 1, "horizon", "1_3y"))
                work.answers.put(
                    Answer(new_id(), client, conversation, f"q{n}", AT, body={"value": 45})
                )
                work.assessments.add(
                    Assessment(new_id(), client, conversation, AT, "1", "1", "1", {"c": "C3"})
                )
                kind = ("email", "phone")[n]
                work.contacts.put(ContactEntry(new_id(), client, kind, "li@example.com", AT))
                work.outbox.add(OutboxItem(new_id(), "crm", AT, body={"a": 1}, client_id=client))
                ends = later(hours=1)
                proof = Proof(new_id(), conversation, "sent", AT, ends, "phone", "i", None)
                work.proofs.add(replace(proof, body={"to": "x"}))
                address = {"id": f"{conversation}-{n}"}
                work.peers.add(Peer(new_id(), "line", conversation, address, AT, AT, AT))
                work.audit.record(
                    at=AT, actor="system", action="look", client_id=client, reason="why"
                )
            handoff = Handoff(new_id(), client, conversation, "queued", AT, "zh", {"s": "摘要"})
            work.handoffs.add(handoff)
            for _n in range(2):
                work.notes.add(Note(new_id(), handoff.id, advisor.id, AT, {"text": "记录"}))
            work.trackers.append(conversation, 0, [b"events", b"events"])


def _cells(records: Records) -> list[Sealed]:
    """Every sealed cell of the database."""
    found = []
    with records.read() as work:
        clients = [(client.id, KEPT) for client in work.clients.list()]
        for owner, tables in (*clients, (STAFF, STAFF_KEPT)):
            for kept in tables:
                given = {"owners": [owner], "heading": b""}
                for _, *row in work._session.run(kept.older, given):
                    key = tuple(row[: len(kept.key)])
                    for name, envelope in zip(kept.columns, row[len(kept.key) :], strict=True):
                        place = cell(kept.table.name, name, kept.row_id(key), owner)
                        if envelope is not None:
                            found.append(Sealed(place, kept.purpose, bytes(envelope)))
        audit = metadata.tables["audit"]
        for seq, body in work._session.run(select(audit.c.seq, audit.c.body)):
            if body is not None:
                found.append(
                    Sealed(cell("audit", "body", str(seq), AUDIT), Purpose.AUDIT, bytes(body))
                )
    return found


@pytest.fixture(params=["aes-256-gcm", "chacha20-poly1305"])
def cells(
    request: pytest.FixtureRequest, installation: Installation
) -> Iterator[tuple[Records, list[Sealed]]]:
    records = Records.open(replace(installation.settings, cipher=request.param))
    _fill(records)
    yield records, _cells(records)
    records.close()


def test_no_two_cells_of_the_database_can_change_places(
    cells: tuple[Records, list[Sealed]],
) -> None:
    records, found = cells
    sealed = {
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.c
        if column.info.get("sealed")
    }
    assert {(one.place.table, one.place.column) for one in found} == sealed
    vault = records.vault
    for one in found:
        assert vault.open(one.place, one.envelope, one.purpose) is not None
    for one, other in permutations(found, 2):
        with pytest.raises(Tampered):
            vault.open(one.place, other.envelope, one.purpose)
        with pytest.raises(Tampered):
            vault.open(one.place, other.envelope, other.purpose)


def test_no_bit_of_a_stored_cell_can_be_flipped_and_no_part_of_it_cut(
    cells: tuple[Records, list[Sealed]],
) -> None:
    """One cell of each column, through the vault with its real keys."""
    records, found = cells
    vault = records.vault
    for place, purpose, envelope in {(c.place.table, c.place.column): c for c in found}.values():
        for position in range(len(envelope) * 8):
            changed = bytearray(envelope)
            changed[position // 8] ^= 1 << position % 8
            with pytest.raises(Tampered):
                vault.open(place, bytes(changed), purpose)
        for length in range(len(envelope)):
            for cut in (envelope[:length], envelope[length + 1 :]):
                with pytest.raises(Tampered):
                    vault.open(place, cut, purpose)
        assert vault.open(place, envelope, purpose) is not None


def test_no_cell_opens_under_an_older_name_of_itself(
    cells: tuple[Records, list[Sealed]],
) -> None:
    """Another format, another cipher, another version of its key, another schema."""
    records, found = cells
    for place, purpose, envelope in found:
        here = envelope[1]
        other = {AES_256_GCM.id, CHACHA20_POLY1305.id} - {here}
        for position, values in ((0, {0, 2, 255}), (1, other | {0, 3, 255}), (5, {0, 2, 9})):
            for value in values:
                changed = bytearray(envelope)
                changed[position] = value
                with pytest.raises(VaultError):
                    records.vault.open(place, bytes(changed), purpose)
        with pytest.raises(Tampered):
            records.vault.open(replace(place, schema=place.schema + 1), envelope, purpose)
        with pytest.raises(Tampered):
            records.vault.open(place, b'{"value": 45}'.ljust(len(envelope)), purpose)


def test_a_cell_of_another_installation_does_not_open(
    cells: tuple[Records, list[Sealed]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    _, found = cells
    other = Installation(tmp_path_factory.mktemp("other") / "home", "").open(create=True)
    for place, purpose, envelope in found:
        with pytest.raises(VaultError):
            other.vault.open(place, envelope, purpose)
    other.close()
