"""Dialogues in the records: sealed, bare before consent, one writer, nothing lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.engine.tracker_store import EncryptedTrackerStore
from bot.records.errors import Conflict

pytestmark = pytest.mark.rasa

WORDS = "CANARY-words-9183"


def chunks(engine, conversation):
    with engine.records.read() as work:
        return [json.loads(chunk.body) for chunk in work.trackers.read(conversation)]


def _plain(tracker):
    return json.loads(json.dumps([event.as_dict() for event in tracker.events]))


async def test_a_dialogue_goes_on_after_a_restart(engine, converse):
    conversation = converse()
    await engine.say(conversation, "好的")
    await engine.say(conversation, "我今年45岁")
    before = await engine.store.retrieve(conversation)
    other = EncryptedTrackerStore(engine.agent.domain, records=engine.records)
    after = await other.retrieve(conversation)
    assert after is not before
    assert after.current_slot_values() == before.current_slot_values()
    assert _plain(after) == _plain(before)


async def test_only_new_events_are_written(engine, converse):
    conversation = converse()
    await engine.say(conversation, "好的")
    first = chunks(engine, conversation)
    await engine.say(conversation, "我今年45岁")
    second = chunks(engine, conversation)
    assert second[: len(first)] == first and len(second) == len(first) + 1
    assert all(e["timestamp"] > first[-1]["events"][-1]["timestamp"] for e in second[-1]["events"])


async def test_before_consent_no_words_are_written_and_after_it_they_are(engine, converse):
    conversation = converse()
    await engine.say(conversation, event="open")
    await engine.say(conversation, f"我有50万 {WORDS}")
    bare = json.dumps(chunks(engine, conversation), ensure_ascii=False)
    events = json.dumps([c["events"] for c in chunks(engine, conversation)], ensure_ascii=False)
    assert WORDS not in events
    assert "50万" not in events and "5000000" not in events
    assert "SECRET-HELD" not in bare
    assert "annual_income" in events  # what is being asked is the course of the talk, kept
    live = await engine.store.retrieve(conversation)
    assert WORDS in live.get_slot("heard")["text"]
    engine.store._live[conversation].lent = False
    await engine.say(conversation, "好的，同意")
    await engine.say(conversation, "我今年45岁")
    engine.store.discard(conversation)
    restored = await engine.store.retrieve(conversation)
    assert restored.get_slot("privacy") is True
    assert WORDS in restored.get_slot("heard")["before"]["text"]  # known before, kept from now on
    said = [event.text for event in restored.events if event.type_name == "user"]
    assert said[-1] == "我今年45岁" and not any(WORDS in (text or "") for text in said)


async def test_nothing_stands_in_clear_in_any_file(engine, converse, settings):
    conversation = converse()
    await engine.say(conversation, "好的")
    await engine.say(conversation, f"我今年45岁 {WORDS}")
    for file in Path(settings.home).rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            for needle in (WORDS.encode(), WORDS.encode("utf-16-le"), b"action_hear", b"inform"):
                assert needle not in content, f"{needle!r} stands in {file.name}"


async def test_of_two_engines_the_slower_one_does_not_write(engine, converse):
    conversation = converse()
    await engine.say(conversation, "好的")
    slow = EncryptedTrackerStore(engine.agent.domain, records=engine.records)
    tracker = await slow.retrieve(conversation)
    await engine.say(conversation, "我今年45岁")
    from rasa.shared.core.events import ActionExecuted

    tracker.update(ActionExecuted("action_listen"))
    with pytest.raises(Conflict):
        await slow.save(tracker)
    fresh = await slow.retrieve(conversation)
    assert "45" in fresh.get_slot("heard")["text"]


async def test_a_turn_that_was_never_saved_leaves_nothing_behind(engine, converse):
    from rasa.shared.core.events import SlotSet

    conversation = converse()
    await engine.say(conversation, "好的")
    tracker = await engine.store.retrieve(conversation)
    tracker.update(SlotSet("heard", "half done"))
    assert (await engine.store.retrieve(conversation)).get_slot("heard") is None


async def test_a_long_dialogue_stays_short_in_memory_and_keeps_its_state(engine, converse):
    conversation = converse()
    await engine.say(conversation, event="open")
    await engine.say(conversation, "好的")
    for turn in range(40):
        await engine.say(conversation, "再见" if turn % 2 else "我今年45岁")
    tracker = await engine.store.retrieve(conversation)
    assert len(tracker.events) < 220
    assert tracker.get_slot("privacy") is True
    engine.store.discard(conversation)
    again = await engine.store.retrieve(conversation)
    assert again.current_slot_values() == tracker.current_slot_values()
    engine.store._live[conversation].lent = False
    assert (await engine.say(conversation, "我今年45岁"))[0]["text"] == "heard 我今年45岁"


async def test_memory_is_bounded_by_time(engine, converse):
    now = [0.0]
    store = EncryptedTrackerStore(engine.agent.domain, records=engine.records, clock=lambda: now[0])
    first, second = converse(), converse()
    for conversation in (first, second):
        await engine.say(conversation, "好的")
    await store.retrieve(first)
    now[0] = 3600.0
    await store.retrieve(second)
    assert list(store._live) == [second]


async def test_a_developers_shell_has_a_dialogue_that_is_never_written(engine):
    store = EncryptedTrackerStore(engine.agent.domain, records=engine.records)
    tracker = await store.get_or_create_tracker("shell", append_action_listen=False)
    from rasa.shared.core.events import UserUttered

    tracker.update(UserUttered("hello", intent={"name": "greet"}))
    await store.save(tracker)
    assert (await store.retrieve("shell")) is tracker
    assert list(await store.keys()) == []
