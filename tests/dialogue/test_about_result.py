"""After the result: why, what if, and a wish for a product above the category."""

from __future__ import annotations

from typing import Any

import pytest

from tests.dialogue.personas import CAREFUL, ENGLISH, SAVER
from tests.talk import Talk

pytestmark = pytest.mark.rasa


def assessed(installation: Any, language: str) -> Talk:
    answers = SAVER if language == "zh" else ENGLISH
    talk = Talk(installation.base, language).begin().consent().answer(answers)
    talk.choose("confirm")
    assert talk.card("assessment")["mattered"]
    return talk


@pytest.mark.parametrize(
    ("language", "why", "supposing", "note"),
    [
        ("zh", "为什么我是这个等级？", "如果投资期限是十二年呢？", "您的回答没有改动"),
        (
            "en",
            "Why is my category this one?",
            "What if my time horizon were twelve years?",
            "none of your answers was changed",
        ),
    ],
)
def test_a_result_can_be_asked_about_and_the_offer_stays_open(
    installation: Any, language: str, why: str, supposing: str, note: str
) -> None:
    talk = assessed(installation, language)
    before = talk.profile()["answers"]
    talk.say(why)
    assert ("什么会改变" if language == "zh" else "would change it") in talk.words
    assert talk.asking == "offer"
    talk.say(supposing)
    assert note in talk.words
    assert talk.asking == "offer"
    assert talk.profile()["answers"] == before
    talk.choose("no")
    talk.say(supposing)
    assert note in talk.words and talk.asking is None


def test_a_repeated_wish_above_the_category_is_warned_about_and_goes_to_an_advisor(
    installation: Any,
) -> None:
    talk = assessed(installation, "zh")
    talk.say("我想买期货")
    assert "高于您的等级" in talk.words
    talk.say("我就想买期货")
    assert "特别警示" in talk.words
    assert (talk.asking or "").startswith("above:")
    talk.choose("insist")
    assert talk.card("handoff")["status"] in {"queued", "callback"}


def test_who_leaves_it_goes_on_talking(installation: Any) -> None:
    talk = assessed(installation, "en")
    talk.say("I want to buy futures")
    talk.say("I still want to buy futures")
    assert "Special warning" in talk.words
    talk.choose("leave")
    assert "off the table" in talk.words


def test_in_the_minimum_category_no_wish_leads_anywhere(installation: Any) -> None:
    talk = Talk(installation.base, "zh").begin().consent().answer(CAREFUL)
    while (talk.asking or "").startswith("contradiction:"):
        talk.choose("keep")
    talk.choose("confirm")
    if not talk.card("assessment")["minimum_risk"]:
        pytest.fail("the careful client is in the minimum category")
    for _ in range(3):
        talk.say("我一定要买期货")
        assert "只能办理 R1" in talk.words
