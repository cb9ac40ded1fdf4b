"""The private channel: who may use it, what it answers, and that nothing runs twice."""

from __future__ import annotations

import asyncio
import json

import pytest

from tests.integration.engine.acts import Hear

pytestmark = pytest.mark.rasa


async def test_a_stranger_is_refused(engine, converse):
    body = {"conversation_id": converse(), "seq": 1, "language": "zh", "text": "你好"}
    assert (await engine.post(body, secret="-")).status_code == 401
    assert (await engine.post(body, secret="wrong")).status_code == 401
    assert (await engine.post(body)).status_code == 200


async def test_replies_come_whole_in_order_and_in_the_clients_language(engine, converse):
    zh, en = converse(), converse()
    said = await engine.say(zh, event="open")
    assert [message.get("text") for message in said] == ["您好", "1\n\n2"]
    assert said[0]["question"]["id"] == "privacy" and "card" not in said[0]
    assert said[1]["card"] == {"type": "summary"}
    assert (await engine.say(en, "hello", language="en"))[0]["text"] == "Hello"
    bye = await engine.say(en, "goodbye", language="en")
    assert bye[0] == {"text": "Bye Sample", "card": {"type": "feedback"}}
    assert (await engine.say(zh, "再见"))[0]["text"] == "再见 示范"


async def test_the_same_message_twice_is_answered_the_same_and_runs_once(engine, converse):
    conversation = converse()
    await engine.say(conversation, "好的")
    before = Hear.ran
    body = {"conversation_id": conversation, "seq": 2, "language": "zh", "text": "我今年45岁"}
    first = (await engine.post(body)).json()
    assert first == {"messages": [{"text": "heard 我今年45岁"}], "durable": True}
    assert (await engine.post(body)).json() == first
    engine.store.discard(conversation)  # as after a restart
    assert (await engine.post(body)).json() == first
    assert Hear.ran == before + 1
    assert (await engine.post({**body, "seq": 1})).status_code == 409


async def test_two_requests_at_once_for_one_message_run_it_once(engine, converse):
    conversation, before = converse(), Hear.ran
    body = {"conversation_id": conversation, "seq": 1, "language": "zh", "text": "我今年45岁"}
    answers = await asyncio.gather(*(engine.post(body) for _ in range(4)))
    assert {answer.text for answer in answers} == {answers[0].text}
    assert Hear.ran == before + 1


async def test_a_choice_is_taken_as_chosen_whatever_its_label_says(engine, converse):
    conversation = converse()
    said = await engine.say(conversation, "再见", choice={"question": "horizon", "option": "1_3y"})
    assert said == [{"text": "heard 1_3y"}]


async def test_a_slash_is_no_command(engine, converse):
    conversation = converse()
    said = await engine.say(conversation, '/affirm{"heard": "planted"}')
    assert said != [{"text": "agreed"}]
    tracker = await engine.store.retrieve(conversation)
    assert tracker.get_slot("privacy") is None and tracker.get_slot("heard") is None


@pytest.mark.parametrize(
    "body",
    [
        {"conversation_id": "x", "seq": 1, "language": "zh"},
        {"conversation_id": "x", "seq": 0, "language": "zh", "text": "a"},
        {"conversation_id": "../x", "seq": 1, "language": "zh", "text": "a"},
        {"conversation_id": "x", "seq": 1, "language": "fr", "text": "a"},
        {"conversation_id": "x", "seq": 1, "language": "zh", "event": "restart"},
        {"conversation_id": "x", "seq": 1, "language": "zh", "text": "a", "intent": "affirm"},
        [],
        None,
    ],
)
async def test_what_is_no_message_is_refused(engine, body):
    assert (await engine.post(body)).status_code == 422


async def test_too_much_is_refused(engine, converse):
    body = {"conversation_id": converse(), "seq": 1, "language": "zh", "text": "a" * 70_000}
    assert (await engine.post(body)).status_code == 413


async def test_an_unknown_conversation_is_not_begun(engine):
    body = {"conversation_id": "01HUNKNOWN", "seq": 1, "language": "zh", "text": "你好"}
    assert (await engine.post(body)).status_code == 404


async def test_when_actions_cannot_be_reached_nothing_of_the_turn_is_kept(engine, converse):
    conversation = converse()
    await engine.say(conversation, "好的")
    body = {"conversation_id": conversation, "seq": 2, "language": "zh", "text": "我今年45岁"}
    engine.actions_up(False)
    assert (await engine.post(body)).status_code == 503
    engine.actions_up(True)
    assert (await engine.post(body)).json()["messages"] == [{"text": "heard 我今年45岁"}]
    tracker = await engine.store.retrieve(conversation)
    texts = [event.text for event in tracker.events if event.type_name == "user"]
    assert texts.count("我今年45岁") == 1


async def test_a_broken_action_is_owned_up_to_and_its_words_reach_no_log(
    engine, converse, capfd, written
):
    said = await engine.say(converse(), "转人工 CANARY-7261")
    assert len(said) == 1 and "转人工" in said[0]["text"]
    shown = capfd.readouterr()
    lines = written.getvalue()
    assert "CANARY-7261" not in shown.out + shown.err + lines and "action.failed" in lines


async def test_when_it_cannot_be_written_it_is_not_answered(engine, converse, monkeypatch):
    conversation = converse()
    await engine.say(conversation, "好的")
    body = {"conversation_id": conversation, "seq": 2, "language": "zh", "text": "我今年45岁"}
    with monkeypatch.context() as broken:

        def fail(*_: object) -> int:
            raise OSError("disk full")

        broken.setattr(engine.store, "_append", fail)
        assert (await engine.post(body)).status_code == 503
    again = await engine.post(body)
    assert again.json() == {"messages": [{"text": "heard 我今年45岁"}], "durable": True}


async def test_another_store_is_not_answered_from(engine, converse):
    from rasa.core.tracker_store import InMemoryTrackerStore

    engine.agent.tracker_store = InMemoryTrackerStore(engine.agent.domain)
    body = {"conversation_id": converse(), "seq": 1, "language": "zh", "text": "你好"}
    answer = await engine.post(body)
    assert answer.status_code == 503 and json.loads(answer.text)["code"] == "not_sealed"


async def test_the_asked_question_reaches_the_grammar(engine, converse):
    conversation = converse()
    await engine.say(conversation, event="open")  # asks for the annual income
    await engine.say(conversation, "50万")
    tracker = await engine.store.retrieve(conversation)
    roles = {one.get("role") for one in tracker.latest_message.entities}
    assert "annual_income" in roles and tracker.latest_message.intent["name"] == "inform"
