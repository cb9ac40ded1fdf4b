"""The log of messages: numbers without gaps, nothing twice, words sealed and forgettable."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bot.records import DuplicateMessage, Missing, Records
from bot.records.models import Message
from tests.integration.records.kit import AT, Seed, add_client


def _say(records: Records, conversation: str, words: str = "你好", **more: Any) -> Message:
    fields = {"origin": "client", "at": AT, "language": "zh", "body": {"text": words}, **more}
    with records.begin() as work:
        return work.messages.append(conversation, **fields)


def test_messages_are_numbered_from_one_and_come_back_as_they_were(
    records: Records, seed: Seed
) -> None:
    first = _say(records, seed.conversation, "我想给孩子存教育金", external_id="wamid.HBgN")
    card = {"text": "…", "card": {"type": "assessment", "scores": {"capacity": 61.5}}}
    second = _say(records, seed.conversation, origin="assistant", in_reply_to=1, body=card)
    assert (first.seq, second.seq) == (1, 2)
    with records.read() as work:
        assert work.messages.list(seed.conversation) == [first, second]
        assert work.messages.get(seed.conversation, 2) == second
        assert work.messages.by_external_id(seed.conversation, "wamid.HBgN") == first
        assert work.messages.replies_to(seed.conversation, 1) == [second]
        conversation = work.conversations.get(seed.conversation)
    assert conversation is not None and conversation.last_seq == 2


def test_writers_at_once_get_numbers_without_gaps_or_twins(records: Records, seed: Seed) -> None:
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(lambda n: _say(records, seed.conversation, str(n)), range(40)))
    assert sorted(message.seq for message in said) == list(range(1, 41))
    with records.read() as work:
        kept = work.messages.list(seed.conversation)
    assert {m.seq: m.body for m in kept} == {m.seq: m.body for m in said}


def test_conversations_are_numbered_each_on_its_own(records: Records, seed: Seed) -> None:
    _, other = add_client(records)
    assert [_say(records, one).seq for one in (seed.conversation, other, other)] == [1, 1, 2]


def test_a_rolled_back_message_leaves_no_gap(records: Records, seed: Seed) -> None:
    with pytest.raises(ZeroDivisionError), records.begin() as work:
        work.messages.append(
            seed.conversation, origin="client", at=AT, language="zh", body={"text": "x"}
        )
        raise ZeroDivisionError
    assert _say(records, seed.conversation).seq == 1


def test_the_same_external_id_is_kept_once_and_the_first_is_named(
    records: Records, seed: Seed
) -> None:
    _say(records, seed.conversation)
    first = _say(records, seed.conversation, external_id="id-1")
    with pytest.raises(DuplicateMessage) as caught:
        _say(records, seed.conversation, external_id="id-1")
    assert caught.value.seq == first.seq
    assert _say(records, seed.conversation, external_id="ID-1").seq == 3


def test_of_many_deliveries_of_one_message_one_is_kept(records: Records, seed: Seed) -> None:
    def deliver(_: int) -> int:
        try:
            return _say(records, seed.conversation, external_id="once").seq
        except DuplicateMessage as duplicate:
            return duplicate.seq

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(deliver, range(12))) == {1}
    assert _say(records, seed.conversation).seq == 2


def test_another_conversation_may_use_the_same_external_id(records: Records, seed: Seed) -> None:
    _, other = add_client(records)
    _say(records, seed.conversation, external_id="id-1")
    assert _say(records, other, external_id="id-1").seq == 1


def test_a_message_needs_a_conversation(records: Records) -> None:
    with pytest.raises(Missing):
        _say(records, "nowhere")


def test_hidden_messages_are_shown_only_when_asked_for(records: Records, seed: Seed) -> None:
    event = _say(records, seed.conversation, origin="system", body={"event": "open"}, hidden=True)
    words = _say(records, seed.conversation)
    with records.read() as work:
        assert work.messages.list(seed.conversation) == [words]
        assert work.messages.list(seed.conversation, hidden=True) == [event, words]


def test_reading_goes_on_after_a_number(records: Records, seed: Seed) -> None:
    for number in range(5):
        _say(records, seed.conversation, str(number))
    with records.read() as work:
        assert [m.seq for m in work.messages.list(seed.conversation, after=1, limit=3)] == [2, 3, 4]
        assert work.messages.list(seed.conversation, after=5) == []


def test_what_is_not_done_waits_in_order_also_after_a_crash(records: Records, seed: Seed) -> None:
    _, other = add_client(records)
    _say(records, other)
    _say(records, seed.conversation, status="pending")
    _say(records, seed.conversation, status="pending")
    with records.begin() as work:
        work.messages.set_status(seed.conversation, 1, "working")
    with records.begin() as work:
        waiting = work.messages.next_pending(seed.conversation)
        assert waiting is not None and waiting.seq == 1
        assert work.messages.conversations_with_pending() == [seed.conversation]
        work.messages.set_status(seed.conversation, 1, "done")
        following = work.messages.next_pending(seed.conversation)
        assert following is not None and following.seq == 2
        work.messages.set_status(seed.conversation, 2, "done")
        assert work.messages.next_pending(seed.conversation) is None
        assert work.messages.conversations_with_pending() == []


def test_forgotten_words_are_gone_and_the_rest_stays(records: Records, seed: Seed) -> None:
    said = _say(records, seed.conversation, "我月薪两万", external_id="id-1")
    with records.begin() as work:
        work.messages.forget_body(seed.conversation, said.seq)
    with records.read() as work:
        kept = work.messages.get(seed.conversation, said.seq)
    assert kept is not None and kept.body is None
    assert (kept.origin, kept.at, kept.external_id) == ("client", AT, "id-1")


def test_no_representation_of_a_message_shows_its_words(records: Records, seed: Seed) -> None:
    said = _say(records, seed.conversation, "我月薪两万", external_id="wamid.13800138000")
    assert "月薪" not in repr(said) and "138001" not in repr(said)
