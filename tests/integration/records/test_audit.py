"""The audit trail is whole, or the first entry that is not is named."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.engine import Connection

from bot.records import AuditBroken, Records
from tests.integration.records.kit import AT, Installation, Seed, later, tamper


def _note(records: Records, number: int, client: str | None = None) -> None:
    with records.begin() as work:
        work.audit.record(
            at=later(minutes=number),
            actor="01JADVISOR",
            action="profile.opened",
            client_id=client,
            reason=f"客户来电 {number}",
            detail={"number": number},
        )


def _verify(records: Records) -> None:
    with records.read() as work:
        work.audit.verify()


def test_entries_come_back_with_reason_and_by_client(records: Records, seed: Seed) -> None:
    _note(records, 1, seed.client)
    _note(records, 2)
    with records.read() as work:
        entries = work.audit.list()
        assert [one.detail for one in work.audit.list(seed.client)] == [{"number": 1}]
        assert work.audit.list("other") == []
    assert [(e.at, e.reason, e.detail) for e in entries] == [
        (later(minutes=1), "客户来电 1", {"number": 1}),
        (later(minutes=2), "客户来电 2", {"number": 2}),
    ]
    assert entries[1].previous_hash == entries[0].hash
    assert seed.client not in repr(entries) and "客户" not in repr(entries)


def test_an_entry_is_written_with_the_work_it_tells_of_or_not_at_all(
    records: Records, seed: Seed
) -> None:
    with pytest.raises(ZeroDivisionError), records.begin() as work:
        work.audit.record(at=AT, actor="system", action="x")
        raise ZeroDivisionError
    with records.begin() as work:
        work.audit.record(at=AT, actor="system", action="y")
        assert [one.action for one in work.audit.list()] == ["y"]
    with records.read() as work:
        assert [one.action for one in work.audit.list()] == ["y"]


def test_a_whole_trail_verifies_also_an_empty_one(records: Records) -> None:
    _verify(records)
    for number in range(5):
        _note(records, number)
    _verify(records)


def test_writers_at_once_make_one_chain(records: Records) -> None:
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda number: _note(records, number), range(18)))
    _verify(records)
    with records.read() as work:
        assert [one.seq for one in work.audit.list()] == list(range(1, 19))


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE audit SET actor = 'somebody' WHERE seq = 3", 3),
        ("UPDATE audit SET action = 'nothing' WHERE seq = 1", 1),
        ("UPDATE audit SET at = (SELECT at FROM audit WHERE seq = 5) WHERE seq = 2", 2),
        ("UPDATE audit SET subject = NULL WHERE seq = 4", 4),
        ("UPDATE audit SET body = NULL WHERE seq = 4", 4),
        ("UPDATE audit SET body = (SELECT body FROM audit WHERE seq = 1) WHERE seq = 4", 4),
        ("UPDATE audit SET hash = (SELECT hash FROM audit WHERE seq = 1) WHERE seq = 4", 4),
        ("DELETE FROM audit WHERE seq = 3", 3),
        ("DELETE FROM audit WHERE seq = 1", 1),
        ("DELETE FROM audit WHERE seq = 5", 5),
        ("DELETE FROM audit WHERE seq > 2", 3),
        ("DELETE FROM audit", 1),
    ],
)
def test_the_first_changed_or_missing_entry_is_named(
    records: Records, installation: Installation, statement: str, named: int
) -> None:
    for number in range(5):
        _note(records, number, "01JCLIENT")
    tamper(installation, lambda connection: connection.exec_driver_sql(statement) and None)
    with pytest.raises(AuditBroken, match=f"entry {named}") as caught:
        _verify(records)
    assert caught.value.seq == named


def test_an_end_replaced_by_another_is_seen(records: Records, installation: Installation) -> None:
    for number in range(4):
        _note(records, number)
    mark = records._store.mark("audit")
    tamper(
        installation,
        lambda connection: connection.exec_driver_sql("DELETE FROM audit WHERE seq > 2") and None,
    )
    _note(records, 8)
    _note(records, 9)
    assert mark is not None and mark.height == 4
    with pytest.raises(AuditBroken, match="entry 4"):
        _verify(records)


def test_a_crash_before_the_key_store_knew_is_no_alarm(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    _note(records, 1)
    monkeypatch.setattr(records._store, "raise_mark", lambda *_: None)
    _note(records, 2)
    monkeypatch.undo()
    _verify(records)
    _note(records, 3)
    assert records._store.mark("audit").height == 3  # type: ignore[union-attr]


def test_once_cut_off_the_trail_never_looks_whole_again_by_growing(
    records: Records, installation: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(4):
        _note(records, number)
    tamper(
        installation,
        lambda connection: connection.exec_driver_sql("DELETE FROM audit WHERE seq > 2"),
    )
    for number in range(4, 10):
        _note(records, number)
    with pytest.raises(AuditBroken, match="entry 4 is not the one that the key store knows"):
        _verify(records)
    assert "audit.broken" in caplog.text


def test_every_fault_is_named_not_only_the_first(
    records: Records, installation: Installation
) -> None:
    for number in range(9):
        _note(records, number)
    tamper(
        installation,
        lambda connection: [
            connection.exec_driver_sql(act)
            for act in (
                "UPDATE audit SET actor = 'somebody' WHERE seq = 2",
                "DELETE FROM audit WHERE seq IN (4, 5)",
                "DELETE FROM audit WHERE seq = 9",
            )
        ],
    )
    with records.read() as work:
        found = [(one.kind, one.entry) for one in work.audit.examine().findings]
    assert found == [("entry_changed", 2), ("entry_missing", 4), ("entry_missing", 9)]


def test_two_entries_that_changed_places_are_seen(
    records: Records, installation: Installation
) -> None:
    for number in range(4):
        _note(records, number)

    def swap(connection: Connection) -> None:
        for before, after in ((2, 99), (3, 2), (99, 3)):
            connection.exec_driver_sql(f"UPDATE audit SET seq = {after} WHERE seq = {before}")

    tamper(installation, swap)
    with records.read() as work:
        found = {(one.kind, one.entry) for one in work.audit.examine().findings}
    assert {("entry_changed", 2), ("entry_changed", 3)} <= found


def test_reading_only_adds_nothing(records: Records) -> None:
    with pytest.raises(Exception, match=r"(?i)read.?only"), records.read() as work:
        work.audit.record(at=AT, actor="system", action="x")
