"""A goal given up for another while something else is asked."""

from __future__ import annotations

from typing import Any

import pytest

from bot.services import asking
from bot.services.app import App
from bot.services.course import Course
from tests.integration.services.test_talking import YUAN_500K, asked, client, say, value

KNOWN: dict[str, Any] = {
    "segment": "individual", "goal_amount": YUAN_500K, "horizon": "5_10y",
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "intent", "confidence"),
    [
        ("en", "I changed my mind, it's not for college, I want to buy a home", "state_need", 0.48),
        ("en", "it's not for my son's studies, it's for a house", "correct_answer", 0.73),
        ("en", "change the goal to buying a home", "correct_answer", 0.61),
        ("zh", "算了，不存学费了，改成买房", "correct_answer", 0.88),
        ("zh", "不对，我是想买房，不是给孩子存学费", "state_need", 0.81),
        ("zh", "目标改成买房", "correct_answer", 0.99),
    ],
)
@pytest.mark.parametrize("open_question", ["objective", "liquidity_need", "summary"])
def test_a_goal_is_given_up_for_another(
    app: App, language: str, text: str, intent: str, confidence: float, open_question: str
) -> None:
    walk = client(app, language, needs=["education"], **KNOWN)
    taken = say(app, walk, text, Course(asking=open_question), intent, confidence)
    assert value(walk, "needs") == ["home_purchase"]
    assert taken.course.preface[0].startswith("Changed" if language == "en" else "已更改")
    assert asked(app, walk, taken)["id"] == "confirm:goal_amount", "whether it still holds"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Forget the college fund, we'd rather buy a flat"),
        ("zh", "学费的事先不管了，想先攒首付"),
    ],
)
def test_of_several_goals_the_one_that_is_given_up_goes(app: App, language: str, text: str) -> None:
    walk = client(app, language, needs=["education", "retirement"], **KNOWN)
    say(app, walk, text, Course(asking="liquidity_need"), "state_need")
    assert value(walk, "needs") == ["home_purchase", "retirement"]
    assert value(walk, "goal_amount") == YUAN_500K


@pytest.mark.parametrize(
    ("language", "text", "intent"),
    [
        ("en", "let's make it retirement instead", "state_need"),
        ("zh", "改主意了，换成养老吧", "correct_answer"),
    ],
)
def test_a_goal_in_a_half_sentence_takes_the_place_of_another(
    app: App, learnt_answers: object, language: str, text: str, intent: str
) -> None:
    walk = client(app, language, needs=["education"], **KNOWN)
    say(app, walk, text, Course(asking="liquidity_need"), intent, 0.49)
    assert value(walk, "needs") == ["retirement"]


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "we no longer want to save for university"), ("zh", "算了，学费不存了")],
)
def test_where_nothing_takes_the_place_of_a_goal_the_needs_are_asked_again(
    app: App, learnt_answers: object, language: str, text: str
) -> None:
    walk = client(app, language, needs=["education"], **KNOWN)
    taken = say(app, walk, text, Course(asking="liquidity_need"), "state_need")
    assert value(walk, "needs") is None
    assert asked(app, walk, taken)["id"] == "needs"


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "actually we also want to save for retirement"), ("zh", "其实还想存点养老钱")],
)
def test_a_goal_that_comes_to_another_takes_no_place(app: App, language: str, text: str) -> None:
    walk = client(app, language, needs=["education"], **KNOWN)
    say(app, walk, text, Course(asking="objective"), "state_need")
    assert value(walk, "needs") == ["education", "retirement"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "stocks, but I no longer invest in them"),
        ("zh", "不买股票了，以前买过，现在只存定期"),
    ],
)
def test_what_is_bought_no_more_is_an_answer_and_no_goal_given_up(
    app: App, language: str, text: str
) -> None:
    walk = client(app, language, needs=["investing"], segment="individual", horizon="5_10y")
    say(app, walk, text, Course(asking="experience_products"))
    assert value(walk, "needs") == ["investing"]


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "There's 620k RMB that I could invest."), ("zh", "能拿出来投资的有62万")],
)
def test_money_to_invest_takes_no_goals_place(app: App, language: str, text: str) -> None:
    walk = client(app, language, needs=["home_purchase"], **KNOWN)
    say(app, walk, text, Course(asking="investable_assets"), "correct_answer", 0.7)
    assert value(walk, "needs") == ["home_purchase"]
    assert value(walk, "investable_assets") == {"amount": 62_000_000, "currency": "CNY"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "收入来源我记错了，是养老金"),
        ("en", "I got the source of income wrong, it's my pension"),
    ],
)
def test_a_correction_of_another_answer_changes_no_goal(
    app: App, learnt_answers: object, language: str, text: str
) -> None:
    known = {**KNOWN, "needs": ["investing"], "income_source": "none"}
    walk = client(app, language, **known)
    course = Course(asking="annual_income", answered=("income_source",))
    say(app, walk, text, course, "correct_answer")
    assert value(walk, "needs") == ["investing"]


# ── the summary ──

FIRST = {"needs": ["financing"], "debt_position": "some_savings", "annual_income": YUAN_500K}


@pytest.mark.parametrize(
    ("language", "text", "intent"),
    [
        ("en", "something is wrong", "deny"),
        ("en", "that's not all correct", "deny"),
        ("en", "one thing is off", "out_of_scope"),
        ("en", "wait, one of these isn't right", "wait"),
        ("zh", "有个地方不对", "correct_answer"),
        ("zh", "好像有一项不太对", "dont_know"),
        ("zh", "有错", "affirm"),
        ("zh", "不太准确", "dont_know"),
    ],
)
def test_that_something_in_the_summary_is_wrong_does_what_its_button_does(
    app: App, language: str, text: str, intent: str
) -> None:
    walk = client(app, language, **KNOWN, **FIRST)
    at = asking.ask(app, walk.conversation, language, Course())
    assert at.course.asking == "summary"
    assert asked(app, walk, say(app, walk, text, at.course, intent))["id"] == "change"


@pytest.mark.parametrize(("language", "text"), [("en", "the horizon is wrong"), ("zh", "期限不对")])
def test_what_is_wrong_in_the_summary_and_named_is_asked_again(
    app: App, language: str, text: str
) -> None:
    walk = client(app, language, **KNOWN, **FIRST)
    taken = say(app, walk, text, Course(asking="summary"), "out_of_scope")
    assert asked(app, walk, taken)["id"] == "horizon"


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "I don't see anything wrong"), ("en", "no errors"), ("zh", "没什么不对的"),
     ("zh", "不用改了")],
)  # fmt: skip
def test_nothing_wrong_confirms_the_summary(app: App, language: str, text: str) -> None:
    walk = client(app, language, **KNOWN, **FIRST)
    say(app, walk, text, Course(asking="summary"), "deny")
    assert value(walk, "summary") is not None
