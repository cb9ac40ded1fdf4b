"""Things to send, and the engine's dialogue events."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.records import Conflict, Missing, Records
from bot.records.models import OutboxItem, TrackerChunk
from tests.integration.records.kit import AT, Seed, later, new_id


def _item(due_minutes: int = 0, **changes: object) -> OutboxItem:
    fields = {"id": new_id(), "topic": "handoff", "due_at": later(minutes=due_minutes)}
    return OutboxItem(**{**fields, "body": {"url": "https://crm.example"}, **changes})  # type: ignore[arg-type]


def test_an_item_comes_up_when_it_is_due(records: Records, seed: Seed) -> None:
    late, early, future = _item(-1, client_id=seed.client), _item(-5), _item(5)
    with records.begin() as work:
        for item in (late, early, future):
            work.outbox.add(item)
        assert work.outbox.due(AT, 10) == [early, late]
        assert work.outbox.due(AT, 1) == [early]
        work.outbox.done(early.id)
        work.outbox.retry(late.id, later(minutes=3))
        assert work.outbox.due(AT, 10) == []
        again = work.outbox.due(later(minutes=4), 10)
    assert [(one.id, one.attempts, one.body) for one in again] == [(late.id, 1, late.body)]


def test_the_same_item_is_queued_once(records: Records) -> None:
    item = _item()
    with pytest.raises(Conflict), records.begin() as work:
        work.outbox.add(item)
        work.outbox.add(item)


def test_an_item_given_up_stays_as_a_dead_letter(records: Records) -> None:
    item = _item()
    with records.begin() as work:
        work.outbox.add(item)
        work.outbox.give_up(item.id)
        assert work.outbox.due(later(days=9), 10) == []
    with records._engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT status, attempts FROM outbox").one()
    assert tuple(kept) == ("dead", 1)


def test_of_workers_at_once_each_gets_its_own_items(records: Records) -> None:
    with records.begin() as work:
        for _ in range(12):
            work.outbox.add(_item())

    def claim(_: int) -> list[str]:
        with records.begin() as work:
            return [one.id for one in work.outbox.claim(AT, later(minutes=1), limit=3)]

    with ThreadPoolExecutor(4) as pool:
        claimed = [one for ids in pool.map(claim, range(8)) for one in ids]
    assert len(claimed) == len(set(claimed)) == 12
    with records.begin() as work:
        assert len(work.outbox.due(later(minutes=2), 20)) == 12


def test_chunks_are_read_as_they_were_written(records: Records, seed: Seed) -> None:
    chunks = [b"\x00first", "第二".encode(), b""]
    with records.begin() as work:
        assert work.trackers.last_seq(seed.conversation) == 0
        assert work.trackers.append(seed.conversation, 0, chunks) == 3
    with records.begin() as work:
        assert work.trackers.append(seed.conversation, 3, [b"fourth"]) == 4
    with records.read() as work:
        found = work.trackers.read(seed.conversation)
        assert [one.body for one in found] == [*chunks, b"fourth"]
        assert work.trackers.read(seed.conversation, after=3) == [
            TrackerChunk(seed.conversation, 4, b"fourth")
        ]
        assert work.trackers.last_seq(seed.conversation) == 4
        assert work.trackers.keys() == [seed.conversation]


@pytest.mark.parametrize("expected", [0, 1, 3])
def test_a_writer_who_does_not_stand_at_the_end_is_refused(
    records: Records, seed: Seed, expected: int
) -> None:
    with records.begin() as work:
        work.trackers.append(seed.conversation, 0, [b"a", b"b"])
    with pytest.raises(Conflict), records.begin() as work:
        work.trackers.append(seed.conversation, expected, [b"c"])
    with records.read() as work:
        assert [one.body for one in work.trackers.read(seed.conversation)] == [b"a", b"b"]


def test_of_engines_that_append_at_once_one_wins(records: Records, seed: Seed) -> None:
    def append(number: int) -> bool:
        try:
            with records.begin() as work:
                work.trackers.append(seed.conversation, 0, [str(number).encode()])
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(5) as pool:
        assert sorted(pool.map(append, range(5))) == [False] * 4 + [True]
    with records.read() as work:
        assert len(work.trackers.read(seed.conversation)) == 1


def test_a_tracker_needs_a_conversation(records: Records) -> None:
    with records.begin() as work:
        with pytest.raises(Missing):
            work.trackers.append("nowhere", 0, [b"a"])
        assert work.trackers.read("nowhere") == []


def test_a_deleted_tracker_starts_anew(records: Records, seed: Seed) -> None:
    with records.begin() as work:
        work.trackers.append(seed.conversation, 0, [b"a", b"b"])
        work.trackers.delete(seed.conversation)
        assert work.trackers.keys() == [] and work.trackers.read(seed.conversation) == []
        assert work.trackers.append(seed.conversation, 0, [b"c"]) == 1
