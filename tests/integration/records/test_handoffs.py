"""Handoffs and notes: one open at a time, changed by one, queued in order."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest

from bot.records import Conflict, Missing, Records
from bot.records.models import Handoff, Note
from tests.integration.records.kit import AT, Seed, add_client, later, new_id


def _handoff(client: str, conversation: str, **changes: Any) -> Handoff:
    fields: dict[str, Any] = {
        "id": new_id(),
        "client_id": client,
        "conversation_id": conversation,
        "status": "queued",
        "requested_at": AT,
        "language": "zh",
        "body": {"reason": "client_asked", "summary": "想配置两百万", "fit": 72},
    }
    return Handoff(**{**fields, **changes})


def _queue(records: Records, requested_at: datetime) -> str:
    handoff = _handoff(*add_client(records), requested_at=requested_at)
    with records.begin() as work:
        work.handoffs.add(handoff)
    return handoff.id


def test_a_handoff_comes_back_as_it_was(records: Records, seed: Seed) -> None:
    handoff = _handoff(seed.client, seed.conversation)
    with records.begin() as work:
        work.handoffs.add(handoff)
    with records.read() as work:
        assert work.handoffs.get(handoff.id) == handoff
        assert work.handoffs.open_of(seed.conversation) == handoff
        assert work.handoffs.of_client(seed.client) == [handoff]
        assert work.handoffs.get("none") is None


def test_a_conversation_has_one_open_handoff(records: Records, seed: Seed) -> None:
    first, second = (_handoff(seed.client, seed.conversation) for _ in range(2))
    with records.begin() as work:
        work.handoffs.add(first)
    with pytest.raises(Conflict), records.begin() as work:
        work.handoffs.add(second)
    with records.begin() as work:
        assert work.handoffs.change(first.id, expect_status="queued", status="closed")
        work.handoffs.add(second)
        open_ = work.handoffs.open_of(seed.conversation)
    assert open_ is not None and open_.id == second.id


def test_of_advisors_who_accept_at_once_one_wins(records: Records, seed: Seed) -> None:
    handoff = _handoff(seed.client, seed.conversation)
    with records.begin() as work:
        work.handoffs.add(handoff)

    def accept(_: int) -> bool:
        with records.begin() as work:
            return work.handoffs.change(
                handoff.id,
                expect_status=("queued", "offered"),
                status="accepted",
                advisor_id=seed.advisor,
                accepted_at=later(minutes=3),
            )

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(accept, range(6))) == [False] * 5 + [True]
    with records.read() as work:
        kept = work.handoffs.get(handoff.id)
    assert kept is not None
    assert (kept.status, kept.advisor_id, kept.accepted_at) == (
        "accepted",
        seed.advisor,
        later(minutes=3),
    )
    assert kept.body == handoff.body


def test_a_new_body_replaces_the_old_one(records: Records, seed: Seed) -> None:
    handoff = _handoff(seed.client, seed.conversation)
    with records.begin() as work:
        work.handoffs.add(handoff)
        assert work.handoffs.change(
            handoff.id, expect_status="queued", body={"summary": "改为一百万"}
        )
    with records.read() as work:
        kept = work.handoffs.get(handoff.id)
    assert kept is not None and kept.body == {"summary": "改为一百万"}


def test_only_what_may_change_can_be_changed(records: Records, seed: Seed) -> None:
    handoff = _handoff(seed.client, seed.conversation)
    with records.begin() as work:
        work.handoffs.add(handoff)
        with pytest.raises(TypeError, match="client_id"):
            work.handoffs.change(handoff.id, expect_status="queued", client_id="other")
        with pytest.raises(Missing):
            work.handoffs.change("none", expect_status="queued", body={})
        assert not work.handoffs.change("none", expect_status="queued", status="closed")


def test_an_accepted_handoff_names_an_advisor_who_exists(records: Records, seed: Seed) -> None:
    handoff = _handoff(seed.client, seed.conversation, advisor_id="nobody")
    with pytest.raises(Missing), records.begin() as work:
        work.handoffs.add(handoff)


def test_the_queue_is_served_in_the_order_of_asking(records: Records) -> None:
    third, first, second = (_queue(records, later(minutes=m)) for m in (9, 1, 1))
    with records.begin() as work:
        assert [work.handoffs.position(one) for one in (first, second, third)] == [1, 2, 3]
        assert [one.id for one in work.handoffs.list("queued")] == [first, second, third]
        work.handoffs.change(first, expect_status="queued", status="cancelled")
        assert [work.handoffs.position(one) for one in (first, second, third)] == [0, 1, 2]
        assert [one.id for one in work.handoffs.list(("queued", "cancelled"))] == [
            first,
            second,
            third,
        ]
        assert work.handoffs.list("closed") == []


def test_notes_stay_with_their_handoff_in_order(records: Records, seed: Seed) -> None:
    handoff = _handoff(seed.client, seed.conversation)
    notes = [
        Note(new_id(), handoff.id, seed.advisor, AT, {"text": words})
        for words in ("先了解赎回安排", "下周回电")
    ]
    with records.begin() as work:
        work.handoffs.add(handoff)
        for note in notes:
            work.notes.add(note)
        assert work.notes.of(handoff.id) == notes
        assert work.notes.of("none") == []
        with pytest.raises(Missing):
            work.notes.add(Note(new_id(), "none", seed.advisor, AT, {"text": "x"}))
