"""The answer given last, set right while the next is asked; whose a value is; what money is for."""

from __future__ import annotations

from typing import Any

import pytest

from bot.services.app import App
from bot.services.course import Course
from tests.integration.services.test_talking import YUAN_500K, asked, client, say, value

KNOWN: dict[str, Any] = {
    "needs": ["investing"], "segment": "individual", "horizon": "5_10y",
    "liquidity_need": "none", "loss_reaction": "sell_some",
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "before", "option"),
    [
        ("zh", "等等，下跌时的反应我刚才说错了，应该是不动", "loss_reaction", "hold"),
        ("zh", "刚才说错了，应该是一半", "liquidity_need", "half"),
        ("en", "sorry, I said that wrong just now, it should be half", "liquidity_need", "half"),
    ],
)
def test_the_answer_before_is_set_right(
    app: App, learnt_answers: object, language: str, text: str, before: str, option: str
) -> None:
    walk = client(app, language, **KNOWN)
    course = Course(asking="gain_loss_choice", answered=("horizon", before))
    say(app, walk, text, course, "correct_answer", 0.8)
    assert value(walk, before) == option
    assert value(walk, "gain_loss_choice") is None


def test_the_answer_before_is_asked_again_where_the_new_one_is_not_clear(
    app: App, learnt_answers: object
) -> None:
    walk = client(app, "en", **KNOWN)
    course = Course(asking="gain_loss_choice", answered=("horizon", "loss_reaction"))
    text = "sorry, I got that last one wrong, it's another thing"
    taken = say(app, walk, text, course, "correct_answer", 0.8)
    assert value(walk, "gain_loss_choice") is None
    assert "loss_reaction" in (taken.course.asking, asked(app, walk, taken)["id"])


def test_a_sum_before_is_set_right_though_it_has_another_name(app: App) -> None:
    walk = client(app, **KNOWN, investable_assets=YUAN_500K)
    course = Course(asking="debt_position", answered=("investable_assets",))
    say(app, walk, "刚才的可投资的钱不对，改成差不多18万", course, "correct_answer", 0.9)
    assert value(walk, "investable_assets") == {"amount": 18_000_000, "currency": "CNY"}
    assert value(walk, "debt_position") is None


@pytest.mark.parametrize(
    ("language", "text"), [("zh", "公司用的，我是老板"), ("en", "for my company, I own it")]
)
def test_what_the_owner_lives_on_is_not_the_firms(app: App, language: str, text: str) -> None:
    walk = client(app, language, needs=["financing"])
    taken = say(app, walk, text, Course(asking="segment"))
    assert value(walk, "segment") == "business"
    assert value(walk, "income_source") is None and taken.course.held == ()


@pytest.mark.parametrize(
    ("language", "text", "need"),
    [
        ("en", "It's for my daughter's education. I have 500,000 yuan to invest.", "education"),
        ("zh", "过几年准备买套自己的房，能拿出来投资的有50万块", "home_purchase"),
    ],
)
def test_money_to_invest_for_a_goal_is_no_second_need(
    app: App, language: str, text: str, need: str
) -> None:
    walk = client(app, language)
    say(app, walk, text, Course(asking="needs"), "state_need", 0.9)
    assert value(walk, "needs") == [need]


@pytest.mark.parametrize(
    "text",
    [
        "想给孩子存学费，另外手里有50万想拿出来投资",
        "打算给小孩存一笔教育金，我想投资，让钱别躺着，能拿出来投资的有320万元",
    ],
)
def test_a_wish_to_invest_beside_a_goal_is_a_second_need(
    app: App, learnt_answers: object, text: str
) -> None:
    walk = client(app)
    say(app, walk, text, Course(asking="needs"), "state_need", 1.0)
    assert value(walk, "needs") == ["education", "investing"]


@pytest.mark.parametrize(
    ("language", "text", "need"),
    [
        (
            "en",
            "Want to put something by for when I'm retired. There's CNY 2,100,000 I could invest.",
            "retirement",
        ),
        ("zh", "想把将来养老的钱提前备好，能拿出来投资的有210万", "retirement"),
    ],
)
def test_a_goal_in_a_clause_of_its_own_comes_before_money_to_invest(
    app: App, learnt_answers: object, language: str, text: str, need: str
) -> None:
    walk = client(app, language)
    say(app, walk, text, Course(asking="needs"), "state_need", 0.9)
    assert value(walk, "needs") == [need]


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("想把平时周转的活钱管一管", ["cash_management"]),
        ("想借点钱周转，平时的活钱也想管一管", ["cash_management", "financing"]),
    ],
)
def test_cash_for_daily_use_is_nothing_to_be_borrowed(
    app: App, learnt_answers: object, text: str, needs: list[str]
) -> None:
    walk = client(app)
    say(app, walk, text, Course(asking="needs"), "state_need", 1.0)
    assert value(walk, "needs") == needs


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "很富裕，没债……不对不对，是有点结余"),
        ("en", "we're wealthy, no debts. no wait, we manage to save a bit each month"),
    ],
)
def test_of_a_slip_in_the_same_breath_only_what_comes_last_is_read(
    app: App, learnt_answers: object, language: str, text: str
) -> None:
    walk = client(app, language, **KNOWN)
    say(app, walk, text, Course(asking="debt_position"))
    assert value(walk, "debt_position") == "some_savings"
