"""Keys are replaced while the system serves, and nothing is lost on the way."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import select, update

from bot.records import (
    CellsDamaged,
    Conflict,
    DuplicateMessage,
    KeysUnreadable,
    Records,
    RotationUnderWay,
    rotating,
)
from bot.records.filling import CELLS
from bot.records.models import Answer, Choice, ContactEntry, Handoff, Note, OutboxItem
from bot.records.resealing import COLUMNS
from bot.records.tables import answers, handoffs, metadata
from bot.vault import INDEX, STAFF, Erased, Keyring, KeyUnavailable, Tampered
from bot.vault.keystore import StoredKey
from bot.vault.keystore import metadata as keystore
from tests.integration.records.kit import (
    AT,
    Installation,
    Seed,
    add_client,
    an_advisor,
    new_id,
)

_data_keys = keystore.tables["data_keys"]


def _fill(records: Records, seed: Seed) -> str:
    handoff = Handoff(new_id(), seed.client, seed.conversation, "queued", AT, "zh", {"s": "摘要"})
    with records.begin() as work:
        work.messages.append(
            seed.conversation,
            origin="client",
            at=AT,
            language="zh",
            body={"text": "你好"},
            external_id="e1",
        )
        work.choices.add(Choice("t", seed.conversation, 1, "horizon", "1_3y"))
        work.answers.put(
            Answer(new_id(), seed.client, seed.conversation, "age", AT, body={"value": 45})
        )
        work.handoffs.add(handoff)
        work.notes.add(Note(new_id(), handoff.id, seed.advisor, AT, {"text": "记录"}))
        work.outbox.add(OutboxItem("o1", "crm", AT, body={"a": 1}, client_id=seed.client))
        work.outbox.add(OutboxItem("o2", "mail", AT, body={"b": 2}))
        work.trackers.append(seed.conversation, 0, [b"events"])
        work.contacts.put(
            ContactEntry(new_id(), seed.client, "email", "wang@example.com", AT, None, None)
        )
    return handoff.id


def _read(records: Records, seed: Seed, handoff: str) -> list[object]:
    with records.read() as work:
        return [
            work.messages.list(seed.conversation),
            work.messages.by_external_id(seed.conversation, "e1"),
            work.choices.get(seed.conversation, "t"),
            work.answers.current(seed.client),
            work.handoffs.get(handoff),
            work.notes.of(handoff),
            work.outbox.due(AT),
            work.trackers.read(seed.conversation),
            work.advisors.get(seed.advisor),
        ]


def test_a_new_key_encryption_key_wraps_every_data_key(
    records: Records, installation: Installation, seed: Seed
) -> None:
    handoff = _fill(records, seed)
    before = _read(records, seed, handoff)
    heard: list[tuple[str, int, int]] = []
    status = records.rotate_keys(lambda *told: heard.append(told), actor="operator:ann")
    assert status == {
        "provider": "file",
        "current_version": 2,
        "floor": 1,
        "versions_in_use": [2],
        "data_keys": 4,
        "data_keys_by_version": {"2": 4},
        "to_rewrap": 0,
        "destroyed": 0,
        "owners": {"clients": 1, "our_own": 3, "with_older_keys": 0},
        "cipher": "aes-256-gcm",
        "cells": {"total": 13, "by_cipher": {"aes-256-gcm": 13}, "under_older_keys": 0},
        "index": {"version": 1, "versions": [1], "to_reindex": 0},
        "rotation": None,
    }
    assert heard == [("Wrapping data keys anew", 4, 4)]
    assert _acts(records) == [("operator:ann", "keys.rotate", {"version": 2})]
    (installation.home / "keys" / "kek-1.key").unlink()
    fresh = installation.open()
    assert _read(fresh, seed, handoff) == before
    fresh.close()


def _acts(records: Records) -> list[tuple[str, str, object]]:
    with records.read() as work:
        return [(e.actor, e.action, e.detail) for e in work.audit.list() if "keys" in e.action]


def test_a_rotation_that_was_broken_off_goes_on_with_the_same_key(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        add_client(records)
    real = Keyring.rewrap
    calls = iter([True])

    def rewrap(self: Keyring, limit: int = 500) -> int:
        if next(calls, False):
            return real(self, 2)
        raise OSError("killed")

    monkeypatch.setattr(Keyring, "rewrap", rewrap)
    with pytest.raises(Exception, match="killed"):
        records.rotate_keys()
    monkeypatch.undo()
    assert records.key_status()["to_rewrap"] == 4
    assert records.rotate_keys()["versions_in_use"] == [2]


def test_a_clients_new_data_key_takes_over_all_their_cells(
    records: Records, installation: Installation, seed: Seed
) -> None:
    handoff = _fill(records, seed)
    before = _read(records, seed, handoff)
    assert records.rotate_data_key(seed.client, AT) == 9
    with records.begin() as work:
        assert work.reseal(seed.client) == 0
    assert records.rotate_data_key(STAFF, AT) == 4
    assert records.key_status()["owners"]["with_older_keys"] == 2
    fresh = installation.open()
    assert _read(fresh, seed, handoff) == before
    # The first key of the client is needed by nothing any more.
    with fresh._keystore_engine.begin() as connection:
        connection.exec_driver_sql(
            f"DELETE FROM data_keys WHERE owner IN ('{seed.client}', '{STAFF}') AND version = 1"
        )
    fresh.vault.keyring.forget()
    assert _read(fresh, seed, handoff) == before
    fresh.close()


def test_the_sweep_knows_every_sealed_column() -> None:
    sealed = {
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.c
        if column.info.get("sealed")
    }
    # The audit trail cannot be rewritten; its older keys are kept.
    assert sealed - COLUMNS == {("audit", "body")} and sealed >= COLUMNS


def test_an_erased_client_gets_no_new_key(records: Records, seed: Seed) -> None:
    with records.begin() as work:
        work.erase_client(seed.client, AT)
    with pytest.raises(Erased):
        records.rotate_data_key(seed.client, AT)


def test_the_status_of_lost_keys_says_what_to_do(sqlite_installation: Installation) -> None:
    records = sqlite_installation.open()
    (sqlite_installation.home / "keys" / "kek-1.key").unlink()
    with pytest.raises(KeysUnreadable, match="no key-encryption key"):
        records.key_status()


class Clock:
    """A clock that moves when somebody waits."""

    def __init__(self) -> None:
        self.at = datetime.now(timezone.utc)

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def timed(installation: Installation, clock: Clock) -> Iterator[Records]:
    records = Records.open(installation.settings, now=clock.now)
    yield records
    records.close()


def test_all_data_keys_are_replaced_and_the_older_ones_destroyed(
    timed: Records, records: Records, seed: Seed, installation: Installation, clock: Clock
) -> None:
    handoff = _fill(records, seed)
    before = _read(records, seed, handoff)
    began = clock.now()
    heard: list[str] = []
    status = timed.rotate_data_keys(
        lambda stage, *_: heard.append(stage), actor="operator:ann", sleep=clock.sleep
    )
    assert list(dict.fromkeys(heard)) == [
        "Wrapping data keys anew",
        "Making data keys",
        "Sealing anew",
        "Waiting until no process uses older keys",
        "Indexing anew",
        "Destroying older keys",
    ]
    # Twice: until the new index key is known, and until the older ones are used by nobody.
    assert clock.now() - began >= 2 * timed.grace
    assert status["rotation"] is None and status["current_version"] == 2
    assert status["owners"]["with_older_keys"] == 0
    # Client, staff and index have one key; the trail's first one is kept.
    assert status["data_keys"] == 5
    assert status["index"] == {"version": 2, "versions": [2], "to_reindex": 0}
    assert {(k.version, k.floor) for o in (seed.client, STAFF, INDEX) for k in _keys(timed, o)} == {
        (2, 2)
    }
    fresh = installation.open()
    assert _read(fresh, seed, handoff) == before
    with fresh.read() as work:
        assert work.advisors.by_email("LI.NA@example.com") is not None
        (contact,) = work.contacts.find("email", "wang@example.com")
        assert contact.client_id == seed.client
        work.audit.verify()
    fresh.close()
    assert [action for _, action, _ in _acts(timed)] == [
        "keys.rotate_data_keys",
        "keys.rotated_data_keys",
    ]


def _keys(records: Records, owner: str) -> tuple[StoredKey, ...]:
    return records.keystore.keys(owner)


def test_cells_move_to_the_cipher_that_is_written_now(
    installation: Installation, records: Records, seed: Seed, clock: Clock
) -> None:
    handoff = _fill(records, seed)
    before = _read(records, seed, handoff)
    settings = replace(installation.settings, cipher="chacha20-poly1305")
    other = Records.open(settings, now=clock.now)
    status = other.rotate_data_keys(sleep=clock.sleep)
    assert status["cells"]["by_cipher"] == {"chacha20-poly1305": 13}
    assert status["cells"]["under_older_keys"] == 0
    assert _read(other, seed, handoff) == before
    # A process that still writes with the other one opens both.
    records.vault.keyring.forget()
    assert _read(records, seed, handoff) == before
    other.close()


def test_what_a_process_writes_under_an_older_key_meanwhile_is_not_lost(
    timed: Records, records: Records, seed: Seed, clock: Clock
) -> None:
    _fill(records, seed)
    stored = iter(range(10))

    def sleep(seconds: float) -> None:
        clock.sleep(seconds)
        n = next(stored, None)
        if n is not None:
            with records.begin() as work:
                work.messages.append(
                    seed.conversation,
                    origin="client",
                    at=AT,
                    language="zh",
                    body={"text": f"late {n}"},
                    external_id=f"late-{n}",
                )

    # Given: a process with its keys as they were before the rotation.
    with records.read() as work:
        work.messages.list(seed.conversation)
        assert records.vault.index_version == 1
    status = timed.rotate_data_keys(sleep=sleep)
    assert status["owners"]["with_older_keys"] == 0
    timed.vault.keyring.forget()
    with timed.read() as work:
        found = work.messages.list(seed.conversation)
        assert {m.body["text"] for m in found if m.body} >= {f"late {n}" for n in range(10)}
        for n in range(10):
            assert work.messages.by_external_id(seed.conversation, f"late-{n}") is not None


def test_the_same_message_is_known_under_every_index_key_in_use(
    timed: Records, records: Records, seed: Seed, clock: Clock
) -> None:
    _fill(records, seed)
    assert not timed.rotate_data_keys(wait=False)["index"]["to_reindex"]
    clock.sleep(timed.grace.total_seconds())
    assert timed.finish_rotation()
    assert timed.vault.index_version == 2
    with pytest.raises(DuplicateMessage), timed.begin() as work:
        work.messages.append(
            seed.conversation, origin="client", at=AT, language="zh", body={}, external_id="e1"
        )
    records.vault.keyring.forget()
    with pytest.raises(Conflict), timed.begin() as work:
        work.advisors.add(an_advisor())


def test_without_waiting_the_rest_is_left_to_the_next_runs(
    timed: Records, seed: Seed, clock: Clock
) -> None:
    status = timed.rotate_data_keys(wait=False)
    assert status["rotation"]["stage"] == "waiting for every process to know the new index key"
    assert timed.finish_rotation()
    clock.sleep(timed.grace.total_seconds())
    assert timed.finish_rotation()
    assert timed.key_status()["rotation"]["stage"] == "destroying older keys"
    clock.sleep(timed.grace.total_seconds())
    assert not timed.finish_rotation()
    assert timed.key_status()["rotation"] is None
    assert not timed.finish_rotation()
    assert timed.key_status()["current_version"] == 2


def test_a_longer_cache_anywhere_makes_the_rotation_wait_longer(
    installation: Installation, timed: Records
) -> None:
    assert timed.grace == timedelta(seconds=120)
    Records.open(replace(installation.settings, key_cache_seconds=300)).close()
    assert timed.grace == timedelta(seconds=600)
    Records.open(replace(installation.settings, key_cache_seconds=5)).close()
    assert timed.grace == timedelta(seconds=600)


def test_only_one_process_rotates(timed: Records, installation: Installation, clock: Clock) -> None:
    other = installation.open()
    refused: list[str] = []

    def heard(*_: object) -> None:
        for act in (other.rotate_keys, other.rotate_data_keys, other.finish_rotation):
            with pytest.raises(RotationUnderWay, match="keys status"):
                act()
            refused.append(act.__name__)

    timed.rotate_data_keys(heard, wait=False)
    assert refused
    assert other.finish_rotation()
    other.close()


def test_a_cell_that_does_not_open_is_named_and_keeps_its_key(
    timed: Records, records: Records, seed: Seed, installation: Installation, clock: Clock
) -> None:
    handoff = _fill(records, seed)
    engine = installation.engine()
    with engine.begin() as connection:
        damaged = update(handoffs).where(handoffs.c.id == handoff)
        connection.execute(damaged.values(body=b"\x01\x01" + b"\0" * 80))
    engine.dispose()
    with pytest.raises(CellsDamaged, match=f"handoffs.body {handoff}") as caught:
        timed.rotate_data_keys(sleep=clock.sleep)
    assert len(caught.value.cells) == 1
    status = timed.key_status()
    assert status["rotation"] is None
    assert status["owners"]["with_older_keys"] == 1
    assert len(_keys(timed, seed.client)) == 2 and len(_keys(timed, STAFF)) == 1
    with timed.read() as work:
        assert work.answers.current(seed.client)["age"].value == 45


def test_a_client_erased_in_the_middle_stays_erased(
    timed: Records, records: Records, seed: Seed, clock: Clock
) -> None:
    _fill(records, seed)
    timed.rotate_data_keys(wait=False)
    with records.begin() as work:
        work.erase_client(seed.client, AT)
    clock.sleep(timed.grace.total_seconds())
    timed.finish_rotation()
    clock.sleep(timed.grace.total_seconds())
    assert not timed.finish_rotation()
    assert _keys(timed, seed.client) == ()


def test_an_erasure_that_was_broken_off_does_not_hold_up_a_rotation(
    timed: Records, records: Records, seed: Seed, clock: Clock
) -> None:
    _fill(records, seed)
    # Given: the key is destroyed, and the crash came before the cells and indexes were cleared.
    records.vault.destroy(seed.client, AT)
    with pytest.raises(CellsDamaged) as caught:
        timed.rotate_data_keys(sleep=clock.sleep)
    assert {cell.split(" ")[0] for cell in caught.value.cells} == {
        "messages.external_id",
        "contacts.value",
    }
    assert timed.key_status()["rotation"] is None
    # The erasure is done again, and the next rotation leaves nothing.
    with timed.begin() as work:
        work.erase_client(seed.client, AT)
    assert timed.rotate_data_keys(sleep=clock.sleep)["index"]["to_reindex"] == 0


@pytest.mark.parametrize("step", [1, 2, 5])
def test_many_clients_are_taken_together_and_none_is_left_out(
    timed: Records, clock: Clock, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    monkeypatch.setattr(rotating, "STEP", step)
    monkeypatch.setattr(rotating, "TOGETHER", 3)
    with timed.begin() as work:
        ids = work.fill(7, AT)
    # One of them had a key of their own made meanwhile: their cells begin otherwise than others'.
    timed.rotate_data_key(ids[3], AT)
    status = timed.rotate_data_keys(sleep=clock.sleep)
    assert status["cells"]["total"] == 7 * CELLS
    assert status["cells"]["under_older_keys"] == status["index"]["to_reindex"] == 0
    assert [len(_keys(timed, id)) for id in ids] == [1] * 7
    with timed.read() as work:
        for id in ids:
            assert {a.body["value"] for a in work.answers.current(id).values()} == {0, 1, 2}
            (talk,) = work.conversations.of_client(id)
            assert len(work.messages.list(talk.id)) == 3
            assert work.messages.by_external_id(talk.id, "made-up-2") is not None
            assert len(work.trackers.read(talk.id)) == 1
    assert timed.examine().whole


def test_under_the_floor_nothing_opens_even_when_the_key_is_put_back(
    timed: Records, seed: Seed, clock: Clock
) -> None:
    _fill(timed, seed)
    with timed.read() as work:
        old = work._session.run(select(answers.c.id, answers.c.body)).one()
    with timed._keystore_engine.connect() as connection:
        former = connection.execute(select(_data_keys).where(_data_keys.c.owner == seed.client))
        row = dict(former.one()._mapping)
    timed.rotate_data_keys(sleep=clock.sleep)
    with timed._keystore_engine.begin() as connection:
        connection.execute(_data_keys.insert().values(**row))
    with timed.begin() as work:
        put_back = update(answers).where(answers.c.id == old.id).values(body=bytes(old.body))
        work._session.run(put_back)
    timed.vault.keyring.forget()
    with pytest.raises(Tampered, match="retired"), timed.read() as work:
        work.answers.current(seed.client)
    # And the floor cannot be lowered: the newest key is bound to it.
    with timed._keystore_engine.begin() as connection:
        connection.execute(update(_data_keys).values(floor=1))
    timed.vault.keyring.forget()
    with pytest.raises(KeyUnavailable), timed.read() as work:
        work.answers.current(seed.client)


def test_old_key_encryption_keys_are_retired_once_nothing_is_under_them(
    records: Records, installation: Installation, seed: Seed
) -> None:
    with pytest.raises(KeysUnreadable, match="make a newer one"):
        records.retire_keys(2)
    copy = (installation.home / "keys" / "kek-1.key").read_bytes()
    former = _keys(records, seed.client)[0]
    records.vault.keyring.provider.rotate()
    with pytest.raises(KeysUnreadable, match="4 data keys are still wrapped"):
        records.retire_keys(2)
    records.rotate_keys()
    records.retire_keys(2, actor="operator:ann")
    records.retire_keys(2, actor="operator:ann")
    assert [p.name for p in (installation.home / "keys").glob("kek-*")] == ["kek-2.key"]
    assert records.key_status()["floor"] == 2
    assert ("operator:ann", "keys.retire", {"below": 2}) in _acts(records)
    # An older backup of the key store with its key file is refused all the same.
    restored = installation.home / "keys" / "kek-1.key"
    restored.write_bytes(copy)
    restored.chmod(0o600)
    with records._keystore_engine.begin() as connection:
        place = update(_data_keys).where(_data_keys.c.owner == seed.client)
        connection.execute(place.values(kek=1, wrapped=former.wrapped.blob))
    fresh = installation.open()
    with pytest.raises(KeyUnavailable, match="key-encryption key 1, which was retired"):
        fresh.vault.keyring.versions(seed.client)
    fresh.close()


def test_keys_of_the_environment_are_made_outside_and_nothing_is_begun(
    sqlite_installation: Installation, clock: Clock
) -> None:
    settings = replace(sqlite_installation.settings, key_provider="env")
    text = (sqlite_installation.home / "keys" / "kek-1.key").read_text().strip()
    second = base64.b64encode(b"2" * 32).decode()
    records = Records.open(settings, environ={"ZHIYIN_KEK_1": text}, now=clock.now)
    with pytest.raises(KeysUnreadable, match="set ZHIYIN_KEK_2"):
        records.rotate_data_keys(sleep=clock.sleep)
    assert records.key_status()["rotation"] is None
    records.close()
    environ = {"ZHIYIN_KEK_1": text, "ZHIYIN_KEK_2": second}
    records = Records.open(settings, environ=environ, now=clock.now)
    assert records.rotate_keys()["versions_in_use"] == [2]
    records.retire_keys(2)
    assert records.key_status()["floor"] == 2
    records.close()
