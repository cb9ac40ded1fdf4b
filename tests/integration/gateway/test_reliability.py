"""Crashes, a missing engine, a change of owner: nothing is lost, nothing is said twice."""

from __future__ import annotations

import threading
import uuid
from typing import Any

from bot.gateway.dispatcher import Patience
from bot.services import conversations
from tests.integration.gateway.engine_double import Fails, echo
from tests.integration.gateway.kit import QUICK, Gateway, eventually


def answers_of(client: Any) -> list[str]:
    return [m["text"] for m in client.read() if m["from"] == "assistant"]


def test_what_waited_when_the_gateway_stopped_is_answered_after_the_restart(
    gateway: Gateway,
) -> None:
    client = gateway.client()
    gateway.engine.stop()
    for text in ("一号消息", "二号消息"):
        client.post(text)
    gateway.stop()

    gateway.engine.start()
    gateway.start()

    eventually(lambda: answers_of(client) == ["您好", "zh:一号消息", "zh:二号消息"])


def test_a_message_whose_answer_was_lost_in_a_crash_is_answered_once(gateway: Gateway) -> None:
    client = gateway.client()
    in_engine, crashed = threading.Event(), threading.Event()

    def slowly(asked: dict[str, Any]) -> list[dict[str, Any]]:
        in_engine.set()
        crashed.wait(10)
        return echo(asked)

    gateway.engine.script = slowly
    client.post("请说一次")
    assert in_engine.wait(5)
    gateway.stop()
    crashed.set()

    gateway.start()

    eventually(lambda: answers_of(client) == ["您好", "zh:请说一次"])
    assert gateway.engine.texts() == ["请说一次"]


def test_a_message_another_process_stored_is_found_and_answered(gateway: Gateway) -> None:
    client = gateway.client()
    with gateway.app.records.begin() as work:
        work.messages.append(
            client.conversation_id,
            origin="system",
            at=gateway.app.now(),
            language="zh",
            body={"event": "returned"},
            status="pending",
            hidden=True,
        )

    eventually(lambda: answers_of(client)[-1] == "event returned")


def test_while_the_engine_cannot_keep_what_happened_the_message_waits(gateway: Gateway) -> None:
    client = gateway.client()
    gateway.engine.durable = False
    client.post("等一等")
    eventually(lambda: len(gateway.engine.asked) >= 4)
    assert answers_of(client) == ["您好"]

    gateway.engine.durable = True

    eventually(lambda: answers_of(client) == ["您好", "zh:等一等"])


def test_a_slow_answer_is_announced_once(idle: Gateway) -> None:
    idle.start(patience=Patience(slow=0.3, first_retry=0.05, last_retry=0.1, poll=0.1))
    client = idle.client("en")
    idle.engine.stop()
    client.post("I would like to invest")
    eventually(lambda: [m for m in client.read() if m["from"] == "system"])

    idle.engine.start()

    eventually(lambda: len(answers_of(client)) == 2)
    notes = [m for m in client.read() if m["from"] == "system"]
    assert [("a little longer" in note["text"], note["language"]) for note in notes] == [
        (True, "en")
    ]


def test_the_note_that_it_takes_longer_is_no_answer(idle: Gateway) -> None:
    idle.start(patience=Patience(slow=0.1, first_retry=0.05, last_retry=0.1, poll=0.1))
    client = idle.client()

    def slowly(asked: dict[str, Any]) -> list[dict[str, Any]]:
        threading.Event().wait(0.6)
        return echo(asked)

    idle.engine.script = slowly
    replies = client.say("慢慢来吧")

    assert [reply["from"] for reply in replies] == ["assistant"]
    assert [m["from"] for m in client.read()][-2:] == ["system", "assistant"]


def test_a_message_that_breaks_the_engine_gets_an_apology_and_the_next_one_an_answer(
    gateway: Gateway,
) -> None:
    client = gateway.client()

    def breaks(asked: dict[str, Any]) -> list[dict[str, Any]]:
        if asked.get("text") == "坏消息":
            raise Fails(500)
        return echo(asked)

    gateway.engine.script = breaks
    sorry = client.say("坏消息")
    fine = client.say("好消息")

    assert "人工顾问" in sorry[0]["text"]
    assert fine[0]["text"] == "zh:好消息"
    tries = [one for one in gateway.engine.asked if one.get("text") == "坏消息"]
    assert len(tries) == QUICK.failures


def test_a_reply_made_before_an_advisor_took_over_is_dropped(gateway: Gateway) -> None:
    client = gateway.client()

    def taken_over_meanwhile(asked: dict[str, Any]) -> list[dict[str, Any]]:
        client.owned_by("advisor", epoch=1)
        return echo(asked)

    gateway.engine.script = taken_over_meanwhile
    replies = client.say("我要找人")

    assert replies == []
    assert answers_of(client) == ["您好"]


def test_a_reply_is_dropped_also_when_the_conversation_came_back_meanwhile(
    gateway: Gateway,
) -> None:
    client = gateway.client()

    def there_and_back(asked: dict[str, Any]) -> list[dict[str, Any]]:
        client.owned_by("advisor", epoch=1)
        client.owned_by("bot", epoch=2)
        return echo(asked)

    gateway.engine.script = there_and_back

    assert client.say("我要找人") == []


def test_while_a_client_waits_for_an_advisor_the_assistant_still_answers(
    gateway: Gateway,
) -> None:
    client = gateway.client()
    client.owned_by("queued", epoch=0)

    assert client.say("还要等多久")[0]["text"] == "zh:还要等多久"


def test_words_to_an_advisor_never_reach_the_engine(gateway: Gateway) -> None:
    client = gateway.client()
    client.owned_by("advisor", epoch=1)

    replies = client.say("只给顾问看")
    client.owned_by("bot", epoch=2)
    client.say("给助手看")

    assert replies == []
    assert gateway.engine.texts() == ["给助手看"]
    assert "只给顾问看" in [m["text"] for m in client.read()]


def test_what_waited_for_the_engine_when_an_advisor_came_is_the_advisors(
    gateway: Gateway,
) -> None:
    client = gateway.client()
    gateway.engine.stop()
    client.post("有人吗")
    client.owned_by("advisor", epoch=1)
    eventually(lambda: conversations.is_answered(gateway.app, client.conversation_id, 3))

    gateway.engine.start()
    client.owned_by("bot", epoch=2)
    client.say("我回来了")

    assert gateway.engine.texts() == ["我回来了"]


def test_one_conversation_in_trouble_does_not_hold_up_another(gateway: Gateway) -> None:
    stuck, other = gateway.client(), gateway.client()
    release = threading.Event()

    def holds_one(asked: dict[str, Any]) -> list[dict[str, Any]]:
        if asked["conversation_id"] == stuck.conversation_id:
            release.wait(10)
        return echo(asked)

    gateway.engine.script = holds_one
    stuck.post("卡住了吗")

    assert other.say("我这边很好")[0]["text"] == "zh:我这边很好"
    release.set()


def test_a_session_opened_while_the_engine_starts_gets_its_greeting_later(idle: Gateway) -> None:
    idle.engine.stop()
    idle.start(patience=Patience(slow=0.2, first_retry=0.05, last_retry=0.1, poll=0.1))
    opened: list[Any] = []
    thread = threading.Thread(target=lambda: opened.append(idle.client()))
    thread.start()

    idle.engine.start()
    thread.join(10)

    eventually(lambda: answers_of(opened[0]) == ["您好"])


def test_an_unforeseen_id_of_another_conversation_is_nobodys(gateway: Gateway) -> None:
    one, other = gateway.client(), gateway.client()
    id = str(uuid.uuid4())
    one.say("同一个号码", id)

    assert other.say("不同的人说", id)[0]["text"] == "zh:不同的人说"
