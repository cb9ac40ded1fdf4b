"""How the talk shows where it stands: names that fit the client, what may be changed, progress."""

from __future__ import annotations

from typing import Any

import pytest

from bot.services import asking
from bot.services.app import App
from bot.services.course import Course, Pending
from bot.services.intake import Taken
from tests.integration.services.test_talking import YUAN_500K, asked, client, say, value
from tests.integration.services.walk import Walk

FIRM: dict[str, Any] = {
    "needs": ["financing"], "segment": "business", "financing_purpose": ["working_capital"],
    "goal_amount": YUAN_500K, "horizon": "1_3y", "debt_position": "some_savings",
    "annual_income": YUAN_500K,
}  # fmt: skip
PERSON: dict[str, Any] = {
    "needs": ["investing"], "segment": "individual", "horizon": "5_10y", "objective": "balanced",
    "liquidity_need": "some", "income_source": "salary", "annual_income": YUAN_500K,
}  # fmt: skip


# ── names ──


@pytest.mark.parametrize(
    ("language", "profit", "term"),
    [("zh", "年净利润", "用款期限"), ("en", "Annual profit", "Term of the funding")],
)
def test_a_firms_values_have_a_firms_names(app: App, language: str, profit: str, term: str) -> None:
    walk = client(app, language, **FIRM)
    at = asking.ask(app, walk.conversation, language, Course())
    assert at.course.asking == "summary"
    rows = {row["id"]: row["label"] for row in at.messages[-1]["card"]["rows"]}
    assert rows["annual_income"] == profit and rows["horizon"] == term
    chosen = say(app, walk, "", at.course, "deny", choice=("summary", ("change",)))
    options = {one["id"]: one["label"] for one in asked(app, walk, chosen)["options"]}
    assert options["annual_income"] == profit


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [("zh", "一年八十万", "年净利润"), ("en", "800k a year", "Annual profit")],
)
def test_a_firms_profit_is_said_back_as_one(app: App, language: str, text: str, said: str) -> None:
    walk = client(app, language, **{n: v for n, v in FIRM.items() if n != "annual_income"})
    taken = say(app, walk, text, Course(asking="annual_income"))
    assert said in taken.course.preface[0]


def test_a_persons_income_is_called_income(app: App) -> None:
    walk = client(app, **PERSON)
    taken = say(app, walk, "把年收入改成三十万", Course(asking="investable_assets"))
    assert "年收入" in taken.course.preface[0]


# ── for whom the consent is asked ──


@pytest.mark.parametrize(("language", "firm"), [("zh", "单位"), ("en", "organisation")])
@pytest.mark.parametrize("segment", [None, "individual"])
def test_the_separate_consent_is_put_to_whom_it_concerns(
    app: App, language: str, firm: str, segment: str | None
) -> None:
    walk = Walk.begin(app, language)
    walk.agree("privacy")
    walk.tell(needs=["investing"], **({"segment": segment} if segment else {}))
    text = "我45岁，手上有50万" if language == "zh" else "I'm 45 and I have 500k"
    question = asked(app, walk, say(app, walk, text, Course(asking="segment")))
    assert question["id"] == "sensitive_data"
    assert (firm in question["text"]) is (segment is None), "it is not known for whom: both"


# ── what may be changed ──


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_was_left_out_may_still_be_answered(app: App, language: str) -> None:
    walk = client(app, language, **{n: v for n, v in FIRM.items() if n != "debt_position"})
    say(app, walk, "", Course(asking="debt_position"), choice=("debt_position", ("skip",)))
    at = asking.ask(app, walk.conversation, language, Course())
    assert at.course.asking == "summary"
    chosen = say(app, walk, "", at.course, "deny", choice=("summary", ("change",)))
    ids = [one["id"] for one in asked(app, walk, chosen)["options"]]
    assert "debt_position" in ids and ids.count("annual_income") == 1
    opened = say(app, walk, "", chosen.course, choice=("change", ("debt_position",)))
    assert asked(app, walk, opened)["id"] == "debt_position"
    course = asking.ask(app, walk.conversation, language, opened.course).course
    say(app, walk, "", course, choice=("debt_position", ("comfortable",)))
    assert value(walk, "debt_position") == "comfortable"


# ── progress ──


@pytest.mark.parametrize(("language", "question"), [("zh", "age"), ("en", "investable_assets")])
def test_what_is_read_back_shows_how_far_the_talk_is(
    app: App, language: str, question: str
) -> None:
    walk = client(app, language, **PERSON)
    plain = asked(app, walk, Taken(Course()))
    course = Course(pending=Pending(question, value=45 if question == "age" else YUAN_500K))
    read_back = asked(app, walk, Taken(course))
    assert read_back["id"] == f"confirm:{question}"
    assert (read_back["step"], read_back["of"]) == (plain["step"], plain["of"])


def test_two_answers_that_do_not_fit_show_how_far_the_talk_is(app: App) -> None:
    known = PERSON | {
        "investable_assets": YUAN_500K, "debt_position": "comfortable", "reserve_months": 12,
        "dependants": 1, "experience_products": "none", "knowledge": "none",
        "quiz_inflation": "correct", "quiz_diversification": "correct", "quiz_rates": "correct",
        "objective": "maximum_growth", "attitude": "averse", "loss_reaction": "sell_all",
        "gain_loss_choice": "g5_l0", "max_loss": "none", "intended_products": ["equity"],
        "age": 45, "civil_capacity": "full", "information_channel": ["media"],
    }  # fmt: skip
    walk = client(app, **known)
    question = asked(app, walk, Taken(Course()))
    assert question["id"].startswith("contradiction:")
    assert question["step"] == question["of"]


# ── what was told too early ──


@pytest.mark.parametrize(
    ("language", "text", "sum_", "need"),
    [
        ("en", "about 600,000 yuan, in three years", "CNY 600,000", "home_purchase"),
        ("zh", "大概60万，三年以后用", "60 万元", "home_purchase"),
        ("en", "about 600,000 yuan, in three years", "CNY 600,000", "investing"),
        ("zh", "大概60万，三年以后用", "60 万元", "investing"),
    ],
)
def test_what_is_told_before_the_consent_is_kept_in_mind_and_asked_about(
    app: App, language: str, text: str, sum_: str, need: str
) -> None:
    walk = Walk.begin(app, language)
    taken = say(app, walk, text, Course(asking="privacy"))
    assert not walk.known() and sum_ not in " ".join(taken.course.preface), "nothing is stored"
    at = asking.ask(app, walk.conversation, language, taken.course)
    taken = say(app, walk, "", at.course, choice=("privacy", ("accept",)))
    walk.agree("sensitive_data")
    walk.tell(**{n: v for n, v in PERSON.items() if n not in ("needs", "horizon")}, needs=[need])
    at = asking.ask(app, walk.conversation, language, taken.course)
    if at.messages[-1]["question"]["id"] == "confirm:horizon":
        at = asking.ask(app, walk.conversation, language, say(app, walk, "yes", at.course).course)
    name = "goal_amount" if need == "home_purchase" else "investable_assets"
    assert at.messages[-1]["question"]["id"] == f"confirm:{name}"
    assert sum_ in at.messages[-1]["text"]
    after = say(app, walk, "yes" if language == "en" else "对", at.course)
    assert value(walk, name) == {"amount": 60_000_000, "currency": "CNY"}
    assert not any(one.id == "investable_assets" for one in after.course.hunches)


def test_who_refuses_the_notice_leaves_nothing_in_mind(app: App) -> None:
    walk = Walk.begin(app, "en")
    taken = say(app, walk, "about 600,000 yuan, in three years", Course(asking="privacy"))
    assert taken.course.hunches
    taken = say(app, walk, "", taken.course, choice=("privacy", ("decline",)))
    assert taken.course.hunches == () and taken.course.held == ()


# ── currencies ──


@pytest.mark.parametrize(("language", "yes"), [("en", "yes"), ("zh", "对")])
def test_an_unsure_sum_that_is_confirmed_tells_the_currency(
    app: App, language: str, yes: str
) -> None:
    walk = client(app, language, **{n: v for n, v in PERSON.items() if n != "annual_income"})
    say(app, walk, "80k" if language == "en" else "8万", Course(asking="annual_income"))
    assert value(walk, "annual_income")["currency"] == "CNY"
    at = asking.ask(app, walk.conversation, language, Course())
    assert at.course.asking == "investable_assets"
    dollars = {"amount": 20_000_000, "currency": "USD"}
    course = Course(asking="investable_assets", pending=Pending("investable_assets", value=dollars))
    after = say(app, walk, yes, course)
    assert value(walk, "investable_assets") == dollars
    question = asked(app, walk, after)
    assert question["id"] == "confirm:annual_income"
    assert ("80,000" if language == "en" else "8 万") in question["text"]
