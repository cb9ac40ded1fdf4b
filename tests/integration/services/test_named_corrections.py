"""Answers that are set right by the name of their question, and needs that are read back."""

from __future__ import annotations

from typing import Any

import pytest

from bot.services.app import App
from bot.services.course import Course, Pending
from tests.integration.services.test_talking import asked, client, say, value

KNOWN: dict[str, Any] = {
    "segment": "individual", "debt_position": "comfortable", "loss_reaction": "sell_some",
    "investable_assets": {"amount": 1_350_000_000, "currency": "CNY"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "name", "holds"),
    [
        ("en", "let me correct the debts: a bit left over", "debt_position", "some_savings"),
        ("en", "sorry, the debts is actually some savings", "debt_position", "some_savings"),
        ("zh", "下跌时的反应我记错了，是清仓", "loss_reaction", "sell_all"),
        ("zh", "刚才的负债情况不对，改成刚够花", "debt_position", "break_even"),
    ],
)
def test_an_option_is_set_right_by_the_name_of_its_question(
    app: App, language: str, text: str, name: str, holds: str
) -> None:
    walk = client(app, language, needs=["investing"], **KNOWN)
    say(app, walk, text, Course(asking="reserve_months"), "correct_answer")
    assert value(walk, name) == holds


def test_a_sum_is_set_right_by_another_name_of_its_question(app: App) -> None:
    walk = client(app, "zh", needs=["investing"], **KNOWN)
    text = "可投资的钱我记错了，是450万块吧"
    say(app, walk, text, Course(asking="reserve_months"), "correct_answer")
    assert value(walk, "investable_assets")["amount"] == 450_000_000


def test_a_need_that_was_read_back_is_a_list_as_any_other(app: App) -> None:
    walk = client(app, "zh", segment="individual")
    mended = "过几年准备买套自己的房"  # typed 德房: what is read of it is not sure
    course = say(app, walk, mended, Course(asking="needs"), doubtful=((5, 11),)).course
    assert course.pending == Pending("needs", value=["home_purchase"])
    taken = say(app, walk, "对的，就是这样", course, "affirm")
    assert value(walk, "needs") == ["home_purchase"]
    assert asked(app, walk, taken)["id"] == "goal_amount"
