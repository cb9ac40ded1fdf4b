"""What people really say to the questions: in the light of their need, corrected, half said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.services import asking, intake
from bot.services.app import App
from bot.services.course import Course, Pending
from bot.services.heard import Heard
from bot.services.intake import Taken
from bot.services.listening import HELP_AFTER, PERSON_AFTER
from tests.integration.services.walk import Walk

YUAN_500K = {"amount": 50_000_000, "currency": "CNY"}


def client(app: App, language: str = "zh", **known: Any) -> Walk:
    walk = Walk.begin(app, language)
    walk.agree("privacy", "sensitive_data")
    walk.tell(**known)
    return walk


def say(
    app: App,
    walk: Walk,
    text: str,
    course: Course,
    intent: str = "inform",
    confidence: float = 0.9,
    **more: Any,
) -> Taken:
    seq = course.seen + 2
    heard = Heard(seq, walk.language, intent, confidence, text=text, typed=text, **more)
    return intake.take(app, walk.conversation, heard, course)


def value(walk: Walk, name: str) -> Any:
    known = walk.known().get(name)
    return None if known is None else known.value


def asked(app: App, walk: Walk, taken: Taken) -> dict[str, Any]:
    message = asking.ask(app, walk.conversation, walk.language, taken.course).messages[-1]
    return {**message["question"], "text": message["text"]}


# ── for whom it is ──


@pytest.mark.parametrize(
    ("language", "text"),
    [("zh", "我做生意的，一年大概五十万"), ("en", "I run a small shop, about 500k RMB a year")],
)
def test_who_lives_on_a_business_and_saves_for_a_child_speaks_as_a_person(
    app: App, language: str, text: str
) -> None:
    walk = client(app, language, needs=["education"])
    taken = say(app, walk, text, Course(asking="segment"))
    assert value(walk, "segment") == "individual"
    assert value(walk, "annual_income") in (None, YUAN_500K), "turnover may be meant: it is asked"
    if value(walk, "annual_income") is None:
        assert [half.value for half in taken.course.hunches] == [YUAN_500K]


def test_a_company_that_is_named_and_nothing_else_is_a_company(app: App) -> None:
    walk = client(app, needs=["education"])
    say(app, walk, "公司", Course(asking="segment"))
    assert value(walk, "segment") == "business"


def test_who_borrows_for_their_business_speaks_for_it(app: App) -> None:
    walk = client(app, needs=["financing"])
    say(app, walk, "我做生意的", Course(asking="segment"))
    assert value(walk, "segment") == "business"


def test_a_business_beside_a_private_need_is_asked_about(app: App) -> None:
    walk = client(app)
    say(app, walk, "我自己开了个小店，想给孩子存学费", Course(asking="needs"))
    assert value(walk, "needs") == ["education"]
    assert value(walk, "segment") is None


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("zh", "两样都有，贷款是店里的，存钱是自家的", "先看哪一边"),
        ("en", "both, the loan is for the shop and the savings are ours", "Which shall we take"),
    ],
)
def test_for_both_at_once_it_asks_which_comes_first(
    app: App, language: str, text: str, words: str
) -> None:
    walk = client(app, language, needs=["education", "financing"])
    taken = say(app, walk, text, Course(asking="segment"))
    assert value(walk, "segment") is None
    question = asked(app, walk, taken)
    assert words in question["text"]
    assert [one["id"] for one in question["options"]] == ["individual", "business"]


# ── what was half said ──


def test_what_was_half_said_is_read_back_when_its_question_comes(app: App) -> None:
    walk = client(app, needs=["education"])
    taken = say(app, walk, "我做生意的，一年大概五十万", Course(asking="segment"))
    walk.tell(
        goal_amount=YUAN_500K, horizon="5_10y", objective="balanced", liquidity_need="some",
        income_source="business",
    )  # fmt: skip
    at = asking.ask(app, walk.conversation, "zh", taken.course)
    (message,) = at.messages
    assert message["question"]["id"] == "confirm:annual_income"
    assert "50 万元" in message["text"]
    assert value(walk, "annual_income") is None
    say(app, walk, "对", at.course)
    assert value(walk, "annual_income") == YUAN_500K


def test_what_was_half_said_and_is_denied_is_asked_in_full(app: App) -> None:
    walk = client(app, needs=["education"])
    half = say(app, walk, "我做生意的，一年大概五十万", Course(asking="segment")).course
    walk.tell(
        segment="individual", goal_amount=YUAN_500K, horizon="5_10y", objective="balanced",
        liquidity_need="some", income_source="business",
    )  # fmt: skip
    at = asking.ask(app, walk.conversation, "zh", half).course
    assert at.pending is not None and at.pending.value == YUAN_500K
    taken = say(app, walk, "不对", at)
    assert asked(app, walk, taken)["id"] == "annual_income"
    assert value(walk, "annual_income") is None


def test_who_refused_the_consent_leaves_nothing_half_said(app: App) -> None:
    walk = Walk.begin(app)
    walk.agree("privacy", granted=False)
    taken = say(app, walk, "我做生意的，一年大概五十万", Course(asking="privacy"))
    assert taken.course.hunches == ()


def test_a_course_comes_back_from_its_slot_as_it_was(app: App) -> None:
    walk = client(app, needs=["education"])
    course = say(app, walk, "我做生意的，一年大概五十万", Course(asking="segment")).course
    course = replace(course, pending=Pending("needs", reply="utter_counts"), currency="USD")
    assert Course.from_slot(course.to_slot()) == course


# ── needs ──


def test_a_need_that_nothing_names_is_understood(app: App, learnt_answers: object) -> None:
    walk = client(app, "en")
    text = "I have some savings I'd like to put somewhere better than my bank"
    say(app, walk, text, Course(asking="segment"), "state_need", 1.0)
    assert value(walk, "needs") == ["investing"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "You know what, forget retirement, I'd rather buy a flat for my son first"),
        ("zh", "后来想想，养老先不管了，还是先给儿子买房"),
    ],
)
def test_whether_the_amount_and_time_of_a_goal_given_up_still_hold_is_asked(
    app: App, language: str, text: str
) -> None:
    dollars = {"amount": 80_000_000, "currency": "USD"}
    walk = client(app, language, needs=["retirement"], segment="individual", goal_amount=dollars,
                  horizon="gt_10y", horizon_months=156, objective="balanced")  # fmt: skip
    taken = say(app, walk, text, Course(asking="income_source"), "state_need")
    assert value(walk, "needs") == ["home_purchase"]
    assert value(walk, "goal_amount") is None and value(walk, "horizon_months") is None
    assert value(walk, "objective") == "balanced"
    at = asking.ask(app, walk.conversation, language, taken.course)
    assert at.messages[-1]["question"]["id"] == "confirm:goal_amount"
    after = say(app, walk, "350k", at.course)
    assert asked(app, walk, after)["id"] == "confirm:horizon"
    assert value(walk, "goal_amount") == {"amount": 35_000_000, "currency": "USD"}


# ── corrections ──


def test_a_mere_number_behind_a_slip_has_the_unit_of_the_first(app: App) -> None:
    walk = client(app, "en", needs=["investing"], segment="individual")
    say(app, walk, "three years. hmm, actually four", Course(asking="horizon"))
    assert value(walk, "horizon_months") == 48


def test_an_answer_that_is_repeated_to_be_corrected_is_corrected(app: App) -> None:
    walk = client(app, "en", needs=["investing"], segment="individual", horizon="3_5y",
                  horizon_months=48, objective="balanced")  # fmt: skip
    course = Course(asking="liquidity_need", answered=("horizon", "objective"))
    text = "sorry, I said four years but it should be three and a half years"
    taken = say(app, walk, text, course, "correct_answer")
    assert value(walk, "horizon_months") == 42
    assert taken.course.pending is None, "no half of the money was spoken of"


@pytest.mark.parametrize(
    ("asking_", "text", "name", "amount"),
    [
        ("summary", "the income is wrong, it's 95k", "annual_income", 9_500_000),
        ("investable_assets", "wait, the goal is 240k, not 250k", "goal_amount", 24_000_000),
    ],
)
def test_a_sum_is_set_right_at_once(
    app: App, asking_: str, text: str, name: str, amount: int
) -> None:
    sums = {"amount": 9_000_000, "currency": "CNY"}
    walk = client(app, "en", needs=["home_purchase"], goal_amount=sums, annual_income=sums)
    say(app, walk, text, Course(asking=asking_), "correct_answer")
    assert value(walk, name) == {"amount": amount, "currency": "CNY"}
    assert value(walk, "needs") == ["home_purchase"]


@pytest.mark.parametrize("passed_over", ["跳过", "不想说"])
def test_a_question_that_was_opened_again_and_left_out_keeps_its_answer(
    app: App, passed_over: str
) -> None:
    walk = client(app, needs=["investing"], segment="individual", horizon="3_5y",
                  horizon_months=48)  # fmt: skip
    course = Course(asking="objective", answered=("horizon",))
    opened = say(app, walk, "改一下投资期限", course, "correct_answer").course
    assert opened.asking == "horizon" and value(walk, "horizon_months") is None
    taken = say(app, walk, passed_over, opened, "skip_question")
    assert value(walk, "horizon") == "3_5y" and value(walk, "horizon_months") == 48
    assert "之前说的" in asked(app, walk, taken)["text"]


def test_getting_ones_money_back_is_no_going_back(app: App, learnt_answers: object) -> None:
    walk = client(app, needs=["investing"], attitude="averse")
    course = Course(asking="loss_reaction", answered=("attitude",))
    taken = say(app, walk, "拿回来", course, "go_back", 0.96)
    assert value(walk, "attitude") == "averse"
    assert taken.course.pending is not None and "sell_all" in taken.course.pending.options


# ── not knowing, not understanding ──


def test_who_does_not_know_twice_goes_on_without(app: App) -> None:
    walk = client(app, needs=["investing"], segment="individual", horizon="3_5y")
    once = say(app, walk, "不知道", Course(asking="objective"), "dont_know")
    question = asked(app, walk, once)
    assert question["id"] == "objective" and question["options"][-1]["id"] == "skip"
    twice = say(app, walk, "看情况", once.course, "show_summary", 0.71)
    assert asked(app, walk, twice)["id"] == "liquidity_need"


def test_what_an_assessment_cannot_do_without_is_not_left_out_so_soon(app: App) -> None:
    walk = client(app, needs=["investing"], segment="individual")
    taken = Taken(Course(asking="max_loss"))
    for _ in range(4):
        taken = say(app, walk, "不知道", taken.course, "dont_know")
        assert "max_loss" not in walk.known()
    say(app, walk, "不知道", taken.course, "dont_know")
    assert walk.known()["max_loss"].evidence["skipped"]


def test_the_button_that_leaves_a_question_out_does(app: App) -> None:
    walk = client(app, needs=["investing"], segment="individual", horizon="3_5y")
    chosen = ("objective", ("skip",))
    taken = say(app, walk, "", Course(asking="objective", misses=1), "affirm", choice=chosen)
    assert walk.known()["objective"].evidence["skipped"]
    assert asked(app, walk, taken)["id"] == "liquidity_need"


def test_leaving_a_question_out_is_no_answer_beside_others(app: App) -> None:
    walk = client(app, needs=["investing"], segment="individual")
    chosen = ("intended_products", ("mixed", "skip"))
    say(app, walk, "", Course(asking="intended_products"), "affirm", choice=chosen)
    assert value(walk, "intended_products") == ["mixed"]


def test_a_half_yes_to_a_consent_is_told_what_is_needed(app: App) -> None:
    walk = client(app, "en", needs=["investing"])
    course = Course(asking="sensitive_data")
    taken = say(app, walk, "fine, but I won't tell you my income", course, "affirm", 0.73)
    assert "leave out any question" in taken.course.preface[0]


@pytest.mark.parametrize(
    ("language", "text"),
    [("zh", "余额宝算吗"), ("en", "do money market funds count?")],
)
def test_whether_something_counts_is_answered(
    app: App, learnt_answers: object, language: str, text: str
) -> None:
    walk = client(app, language, needs=["investing"])
    taken = say(app, walk, text, Course(asking="experience_products"), "ask_explain", 0.6)
    assert not taken.digress
    pending = Pending("experience_products", value="wealth_products", reply="utter_counts")
    assert taken.course.pending == pending


def test_the_debts_of_who_answers_are_no_question_about_them(app: App) -> None:
    walk = client(app, needs=["financing"], segment="business")
    course = Course(asking="debt_position")
    assert not say(app, walk, "有贷款，正常还", course, "near_repayment", 0.77).digress
    assert say(app, walk, "我的贷款怎么提前还", course, "near_repayment", 0.9).digress


# ── the summary ──

KNOWN: dict[str, Any] = {
    "needs": ["financing"], "segment": "individual", "goal_amount": YUAN_500K, "horizon": "1_3y",
    "debt_position": "some_savings", "annual_income": YUAN_500K,
}  # fmt: skip


def at_change(app: App, walk: Walk) -> Course:
    at = asking.ask(app, walk.conversation, walk.language, Course())
    assert at.course.asking == "summary"
    chosen = ("summary", ("change",))
    taken = say(app, walk, "", at.course, "deny", choice=chosen)
    question = asked(app, walk, taken)
    assert question["id"] == "change"
    assert {"goal_amount", "debt_position"} <= {one["id"] for one in question["options"]}
    return taken.course


def test_what_is_wrong_in_the_summary_is_chosen_by_its_button(app: App) -> None:
    walk = client(app, **KNOWN)
    course = at_change(app, walk)
    taken = say(app, walk, "", course, "inform", choice=("change", ("debt_position",)))
    assert asked(app, walk, taken)["id"] == "debt_position"


def test_what_was_changed_by_its_button_is_said_back(app: App) -> None:
    walk = client(app, **KNOWN)
    opened = say(app, walk, "", at_change(app, walk), choice=("change", ("debt_position",)))
    course = asking.ask(app, walk.conversation, "zh", opened.course).course
    chosen = ("debt_position", ("comfortable",))
    question = asked(app, walk, say(app, walk, "", course, choice=chosen))
    assert question["id"] == "summary"
    assert question["text"].startswith("已更改：负债状况")


def test_to_say_that_something_is_wrong_is_to_be_asked_what(app: App) -> None:
    walk = client(app, **KNOWN)
    at = asking.ask(app, walk.conversation, walk.language, Course())
    question = asked(app, walk, say(app, walk, "有要改的", at.course, "correct_answer"))
    assert question["id"] == "change"
    assert question["text"].count("您想改哪一项") == 1


@pytest.mark.parametrize(
    ("text", "then"),
    [("负债", "debt_position"), ("年收入是三十万", "summary"), ("不用了", "summary")],
)
def test_what_is_wrong_in_the_summary_is_named_or_told(app: App, text: str, then: str) -> None:
    walk = client(app, **KNOWN)
    taken = say(app, walk, text, at_change(app, walk), "inform")
    assert asked(app, walk, taken)["id"] == then
    if "三十万" in text:
        assert value(walk, "annual_income") == {"amount": 30_000_000, "currency": "CNY"}


def test_who_says_the_same_again_is_not_asked_the_same_for_ever(app: App) -> None:
    walk = client(app, "en", needs=["investing"], segment="individual")
    taken = Taken(Course(asking="experience_years"))
    told = []
    for _ in range(5):
        taken = say(app, walk, "ten years or so", replace(taken.course, preface=()))
        told.append(taken.course)
        if taken.course.asking is None or "experience_years" in taken.course.answered:
            break
    assert told[0].pending is not None and told[0].misses == 0
    assert told[2].misses == HELP_AFTER and told[2].preface  # explained, with an example
    assert told[3].pending is None and told[3].misses == PERSON_AFTER  # a person is offered
    assert "experience_years" in told[-1].answered or told[-1].misses > PERSON_AFTER
