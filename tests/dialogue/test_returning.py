"""Somebody who was here before shows it with a code and goes on; somebody else gets nowhere."""

from __future__ import annotations

import itertools
import json

import pytest

from tests.dialogue.personas import ENGLISH, SAVER
from tests.installation import Installation
from tests.post import Post
from tests.talk import Talk

pytestmark = pytest.mark.rasa

_numbers = itertools.count(10)


def phone() -> tuple[str, str]:
    """A mobile number of this test alone: as it is said, and as it is dialled."""
    number = f"138001381{next(_numbers):02d}"
    return number, f"+86{number}"


def leave_contact(talk: Talk, answers: dict[str, object], contact: str) -> Talk:
    """Answer everything, accept the offer of an advisor, agree to be called, say where."""
    talk.consent().answer(answers)
    talk.choose("confirm", "summary")
    talk.choose("yes", "offer")
    talk.choose("accept", "contact_consent")
    talk.say(contact)
    assert talk.profile()["answers"]["contact"]
    return talk


def client_of(talk: Talk) -> str:
    return str(talk.profile()["client_id"])


def test_a_client_of_before_goes_on_where_they_were_zh(
    installation: Installation, post: Post
) -> None:
    said, dialled = phone()
    before = leave_contact(Talk(installation.base, "zh").begin(), SAVER, f"王小明 {said}")
    talk = Talk(installation.base, "zh").begin()
    talk.say("我是老客户，以前在另一台电脑上来过")
    assert talk.asking == "returning_address" and "手机号" in talk.words
    assert talk.say(f"{said}") and talk.asking == "returning_code"
    assert talk.question is not None and talk.question["input"] == "code"

    talk.say(post.code(dialled))

    assert "欢迎回来" in talk.words
    rows = {row["id"] for row in talk.card("summary")["rows"]}
    assert {"age", "investable_assets", "contact"} <= rows
    assert client_of(talk) == client_of(before)
    assert not {"privacy", "needs", "age"} & {talk.asking}
    log = json.dumps(talk.history(), ensure_ascii=False)
    assert post.code(dialled) not in log
    assert said not in json.dumps([m["text"] for m in talk.history()])


def test_a_client_of_before_goes_on_where_they_were_en(
    installation: Installation, post: Post
) -> None:
    mail = "anna.returning@example.com"
    before = Talk(installation.base, "en").begin()
    leave_contact(before, ENGLISH, f"Anna Smith, {mail}")
    talk = Talk(installation.base, "en").begin()
    talk.say("I've been here before, it's the same me")
    assert talk.asking == "returning_address" and "email" in talk.words
    talk.say(f"my email is {mail.upper()}")
    assert talk.asking == "returning_code"
    talk.say(f"the code is {post.code(mail)}")
    assert "Welcome back" in talk.words
    assert client_of(talk) == client_of(before)
    talk.say("show me my result")
    assert talk.words


def test_what_differs_is_asked_about_and_nothing_else(
    installation: Installation, post: Post
) -> None:
    said, dialled = phone()
    leave_contact(Talk(installation.base, "zh").begin(), SAVER, f"电话 {said}")
    talk = Talk(installation.base, "zh").begin()
    talk.consent()
    talk.say("我46岁")
    talk.say("我之前来过，不是新客户")
    talk.say(said)
    talk.say(post.code(dialled))
    assert talk.asking == "differs:age"
    assert "45" in talk.words and "46" in talk.words
    talk.say("以这次的为准")
    assert talk.profile()["answers"]["age"] == 46
    assert talk.asking not in ("differs:age", "needs", "segment", "privacy")


def test_an_attacker_without_the_code_learns_and_gets_nothing(
    installation: Installation, post: Post
) -> None:
    said, dialled = phone()
    leave_contact(Talk(installation.base, "zh").begin(), SAVER, f"张伟 {said}")
    heard = []
    for number in (said, phone()[0]):
        talk = Talk(installation.base, "zh").begin()
        talk.say("我以前来过")
        words = [talk.words]
        talk.say(number)
        words.append(talk.words)
        right = post.code(dialled)
        for guess in [f"{(int(right) + n) % 10**6:06d}" for n in range(1, 6)]:
            talk.say(guess)
            words.append(talk.words)
        assert talk.profile()["answers"] == {}
        talk.say(right)
        words.append(talk.words)
        heard.append(words)
    assert heard[0] == heard[1]


def test_who_would_rather_not_goes_on_as_usual(zh: Talk) -> None:
    zh.say("我以前来过")
    assert zh.asking == "returning_address"
    zh.say("算了，不用了")
    assert zh.asking == "privacy", "and it was no refusal of the privacy notice"
    zh.consent()
    assert zh.asking == "needs"


def test_a_question_in_between_is_answered(installation: Installation, post: Post) -> None:
    said, dialled = phone()
    leave_contact(Talk(installation.base, "zh").begin(), SAVER, f"李雷 {said}")
    talk = Talk(installation.base, "zh").begin()
    talk.say("我以前来过")
    talk.say(said)
    talk.say("你们收费吗？")
    assert "不收费" in talk.words
    talk.say(f"验证码{post.code(dialled)}")
    assert "欢迎回来" in talk.words
