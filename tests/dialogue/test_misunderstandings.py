"""Words that answer nothing: asked again, then explained, then a person; never guessed."""

from __future__ import annotations

import pytest

from tests.dialogue.personas import ENGLISH, SAVER
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


@pytest.mark.parametrize(
    ("question", "said", "left", "meant"),
    [
        ("income_source", "就靠这个面馆呗", {"self_employed", "business"}, "self_employed"),
        (
            "debt_position",
            "没有债",
            {"break_even", "some_savings", "comfortable", "wealthy"},
            "some_savings",
        ),
        ("experience_years", "十来年", {"5_10", "gt_10"}, "gt_10"),
        ("civil_capacity", "我跟先生一起决定", {"full", "limited"}, "full"),
    ],
)
def test_what_the_words_leave_open_is_asked(
    zh: Talk, question: str, said: str, left: set[str], meant: str
) -> None:
    zh.consent().answer(SAVER, until=(question,))
    zh.say(said)
    assert zh.asking == question
    assert question not in zh.profile()["answers"]
    assert {option["id"] for option in zh.question["options"]} == left
    zh.choose(meant)
    assert zh.profile()["answers"][question] == meant


@pytest.mark.parametrize(
    ("question", "said", "value"),
    [
        ("dependants", "just me", 0),
        ("attitude", "Averse", "averse"),
        ("max_loss", "100 quid on every 1000", "5_10"),
        ("intended_products", "MMFs, T-bills, CP", ["money_market"]),
    ],
)
def test_short_answers_of_clients_are_taken(
    en: Talk, question: str, said: str, value: object
) -> None:
    en.consent().answer(ENGLISH, until=(question,))
    en.say(said)
    assert en.profile()["answers"][question] == value, en.words
