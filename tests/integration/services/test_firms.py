"""A company and an institution are spoken to as such, and what they read is what is kept."""

from __future__ import annotations

import hashlib

import pytest

from bot.services import asking, explaining, intake
from bot.services.app import App
from bot.services.course import Course
from bot.services.heard import Heard
from tests.integration.services.walk import Walk


def firm(app: App, language: str = "zh", need: str = "corporate_treasury") -> Walk:
    walk = Walk.begin(app, language)
    walk.agree("privacy")
    walk.tell(needs=[need], segment="business")
    return walk


@pytest.mark.parametrize(
    ("language", "why", "plainer"),
    [("zh", "还款能力", "净利润"), ("en", "what can be repaid", "net profit")],
)
def test_a_company_is_told_of_its_profit_and_not_of_a_household(
    app: App, language: str, why: str, plainer: str
) -> None:
    walk = firm(app, language)
    open_ = Course(asking="annual_income")
    asked_why = Heard(5, language, "ask_why", 1.0, text="?")
    assert why in explaining.explain(app, walk.conversation, asked_why, open_)
    unclear = Heard(6, language, "ask_explain", 1.0, text="?")
    assert plainer in explaining.explain(app, walk.conversation, unclear, open_)


def test_the_ledger_holds_the_hash_of_the_text_that_the_company_read(app: App) -> None:
    walk = firm(app, need="financing")
    walk.tell(financing_purpose=["expansion"])
    asked = asking.ask(app, walk.conversation, "zh", Course())
    assert asked.course.asking == "sensitive_data"
    read = str(asked.messages[-1]["text"])
    assert "单位的盈利、资金、负债" in read
    yes = Heard(5, "zh", "affirm", 1.0, choice=("sensitive_data", ("accept",)))
    intake.take(app, walk.conversation, yes, asked.course)
    with app.records.read() as work:
        kept = {one.purpose: one for one in work.consents.history(walk.client)}["sensitive_data"]
    assert kept.granted
    assert kept.text_hash == hashlib.sha256(read.encode()).hexdigest()


def test_a_company_says_which_payments_and_the_next_question_follows(app: App) -> None:
    walk = firm(app, need="payments")
    asked = asking.ask(app, walk.conversation, "zh", Course())
    assert asked.course.asking == "payment_services"
    chosen = ("payment_services", ("collect", "cross_border"))
    said = Heard(5, "zh", "inform", 1.0, choice=chosen)
    taken = intake.take(app, walk.conversation, said, asked.course)
    assert walk.known()["payment_services"].value == ["collect", "cross_border"]
    after = asking.ask(app, walk.conversation, "zh", taken.course)
    assert any(message.get("card", {}).get("type") == "summary" for message in after.messages)
