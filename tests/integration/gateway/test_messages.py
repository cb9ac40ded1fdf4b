"""Messages: stored first, answered once, in order, in the client's language."""

from __future__ import annotations

import threading
import uuid
from typing import Any

import pytest

from tests.integration.gateway.engine_double import echo
from tests.integration.gateway.kit import Gateway, eventually

QUESTION = {
    "text": "请问打算放多久？",
    "question": {
        "id": "horizon",
        "kind": "single",
        "step": 6,
        "of": 18,
        "options": [{"id": "lt_1y", "label": "1 年以内"}, {"id": "1_3y", "label": "1–3 年"}],
    },
}


def test_opening_a_session_shows_the_greeting_at_once(gateway: Gateway) -> None:
    client = gateway.client("zh")

    messages = client.read()

    assert [(m["from"], m["text"], m["language"]) for m in messages] == [
        ("assistant", "您好", "zh")
    ]


def test_the_language_of_a_session_follows_the_browser_when_not_given(gateway: Gateway) -> None:
    with gateway.http() as http:
        answer = http.post(
            "/api/chat/session", headers={"Accept-Language": "fr, en-GB;q=0.8, zh;q=0.5"}
        )

    assert answer.status_code == 201
    assert answer.json()["language"] == "en"


def test_wait_gives_the_replies_and_history_gives_both_sides(gateway: Gateway) -> None:
    client = gateway.client()
    id = str(uuid.uuid4())

    replies = client.say("我想存点钱", id)

    assert [reply["text"] for reply in replies] == ["zh:我想存点钱"]
    mine, answer = client.read()[-2:]
    assert (mine["from"], mine["id"]) == ("client", id)
    assert answer == replies[0]
    assert answer["in_reply_to"] == mine["seq"] < answer["seq"]


def test_reading_after_a_number_gives_only_what_came_later(gateway: Gateway) -> None:
    client = gateway.client()
    first = client.say("一")[-1]["seq"]

    client.say("二")

    assert [m["text"] for m in client.read(after=first)][-1] == "zh:二"
    assert all(m["seq"] > first for m in client.read(after=first))


def test_the_same_id_twice_is_answered_the_same_and_run_once(gateway: Gateway) -> None:
    client = gateway.client()
    id = str(uuid.uuid4())
    first = client.say("我45岁", id)

    again = client.say("我45岁", id)
    other_words = client.say("我54岁", id)

    assert first == again == other_words
    assert gateway.engine.texts() == ["我45岁"]


def test_the_same_id_many_times_at_once_is_run_once(gateway: Gateway) -> None:
    client = gateway.client()
    id = str(uuid.uuid4())
    answers: list[list[dict[str, Any]]] = []

    def send() -> None:
        answers.append(client.say("你好呀朋友", id))

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 6
    assert all(answer == answers[0] for answer in answers)
    assert gateway.engine.texts() == ["你好呀朋友"]


def test_messages_sent_in_a_row_are_answered_one_at_a_time_in_order(gateway: Gateway) -> None:
    client = gateway.client()
    running = threading.Semaphore(1)
    together: list[bool] = []

    def one_at_a_time(asked: dict[str, Any]) -> list[dict[str, Any]]:
        alone = running.acquire(blocking=False)
        together.append(not alone)
        try:
            threading.Event().wait(0.02)
            return echo(asked)
        finally:
            if alone:
                running.release()

    gateway.engine.script = one_at_a_time
    said = [f"第{n}句话" for n in range(8)]
    for text in said:
        client.post(text)

    def answers() -> list[str]:
        return [m["text"] for m in client.read() if m["from"] == "assistant"][1:]

    eventually(lambda: len(answers()) == len(said))
    assert gateway.engine.texts() == said
    assert not any(together)
    assert answers() == [f"zh:{text}" for text in said]


def test_the_language_follows_the_client_and_neutral_words_do_not_flip_it(
    gateway: Gateway,
) -> None:
    client = gateway.client("zh")

    said = ["你好，想问问", "ok", "R3", "I would like to save for retirement", "50万"]
    languages = [client.say(text)[0]["language"] for text in said]

    assert languages == ["zh", "zh", "zh", "en", "en"]


def test_a_client_can_choose_the_language(gateway: Gateway) -> None:
    client = gateway.client("zh")

    answer = client.http.put("/api/chat/language", json={"language": "en"})

    assert answer.status_code == 200
    assert client.say("ok")[0]["language"] == "en"


def test_a_question_gets_choice_tokens_and_a_choice_reaches_the_engine(gateway: Gateway) -> None:
    client = gateway.client()
    client.agree()
    gateway.engine.script = lambda asked: [QUESTION]
    question = client.say("开始吧")[0]["question"]
    gateway.engine.script = echo

    replies = client.choose(question["options"][1]["choice"])

    tokens = [option["choice"] for option in question["options"]]
    assert len(set(tokens)) == 2
    assert all(len(token) <= 40 for token in tokens)
    assert (question["id"], question["step"], question["of"]) == ("horizon", 6, 18)
    assert replies[0]["text"] == "horizon=1_3y"
    assert client.read()[-2]["text"] == "1–3 年"


def test_several_choices_of_a_question_go_together(gateway: Gateway) -> None:
    client = gateway.client()
    client.agree()
    gateway.engine.script = lambda asked: [QUESTION]
    options = client.say("开始吧")[0]["question"]["options"]
    gateway.engine.script = echo

    replies = client.choose([option["choice"] for option in options])

    assert replies[0]["text"] == "horizon=['lt_1y', '1_3y']"
    assert client.read()[-2]["text"] == "1 年以内、1–3 年"


def test_a_choice_of_another_conversation_is_refused(gateway: Gateway) -> None:
    client, other = gateway.client(), gateway.client()
    gateway.engine.script = lambda asked: [QUESTION]
    token = client.say("开始吧")[0]["question"]["options"][0]["choice"]

    answer = other.http.post("/api/chat/messages", json={"id": str(uuid.uuid4()), "choice": token})

    assert answer.status_code == 422
    assert answer.json()["code"] == "choice_unknown"


@pytest.mark.parametrize("text", ['/inform{"amount": 1}', "  /restart", "／restart"])
def test_a_slash_is_never_a_command(gateway: Gateway, text: str) -> None:
    client = gateway.client()

    client.say(text)

    assert not gateway.engine.texts()[0].startswith("/")


def test_a_card_number_reaches_neither_the_engine_nor_the_log(gateway: Gateway) -> None:
    client = gateway.client()

    replies = client.say("我的卡号是 6222021234567894 ，请帮我看看")

    assert "6222021234567894" not in str(gateway.engine.asked)
    assert "6222021234567894" not in str(client.read())
    assert "银行卡号" in replies[0]["text"]
    assert len(replies) == 2


def test_nothing_but_a_card_number_is_answered_without_the_engine(gateway: Gateway) -> None:
    client = gateway.client("en")

    replies = client.say("4111111111111111")

    assert ["card number" in reply["text"] for reply in replies] == [True]
    assert gateway.engine.texts() == []


def test_words_are_forgotten_once_answered_while_there_is_no_consent(gateway: Gateway) -> None:
    client = gateway.client()

    client.say("我有两百万")

    mine = next(m for m in client.read() if m["from"] == "client")
    assert mine["forgotten"] is True
    assert "两百万" not in mine["text"]


def test_words_are_kept_once_the_client_has_agreed(gateway: Gateway) -> None:
    client = gateway.client()
    client.agree()

    client.say("我有两百万")

    assert [m["text"] for m in client.read() if m["from"] == "client"] == ["我有两百万"]
