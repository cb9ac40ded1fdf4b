"""Words that answer nothing: asked again, then explained, then a person; never guessed."""

from __future__ import annotations

import pytest

from tests.dialogue.personas import SAVER
from tests.talk import Talk

pytestmark = pytest.mark.rasa

NONSENSE = ("呜里哇啦叮叮咚咚", "哔哔叭叭呜啦呜啦", "咕噜咕噜叽里呱啦")


def test_it_explains_after_two_misunderstandings_and_offers_a_person_after_three(zh: Talk) -> None:
    zh.consent().answer(SAVER, until=("loss_reaction",))
    heard = []
    for said in NONSENSE:
        zh.say(said)
        heard.append(zh.words)
        assert zh.asking == "loss_reaction"
    assert "转人工" in heard[2]
    assert "loss_reaction" not in zh.profile()["answers"]


def test_a_question_that_leads_nowhere_is_put_aside_and_can_be_answered_later(zh: Talk) -> None:
    zh.consent().answer(SAVER, until=("loss_reaction",))
    for said in (*NONSENSE, *NONSENSE[:2]):
        zh.say(said)
    assert zh.asking not in (None, "loss_reaction")
    assert "先放一放" in zh.words


def test_where_two_options_are_near_it_asks_which(zh: Talk) -> None:
    zh.consent().answer(SAVER, until=("loss_reaction",))
    zh.say("看情况吧，也许卖一点也许不动")
    assert zh.asking == "loss_reaction"
    assert "loss_reaction" not in zh.profile()["answers"]
    zh.choose("hold")
    assert zh.profile()["answers"]["loss_reaction"] == "hold"


def test_sleeplessness_is_not_holding(zh: Talk) -> None:
    zh.consent().answer(SAVER, until=("loss_reaction",))
    zh.say("跌20%我肯定睡不着")
    assert zh.profile()["answers"].get("loss_reaction") != "hold"


def test_not_knowing_is_answered_with_an_explanation_and_never_guessed(zh: Talk) -> None:
    zh.consent().answer(SAVER, until=("loss_reaction",))
    zh.say("不知道呢")
    assert zh.asking == "loss_reaction"
    assert "跳过" in zh.words
