"""The interview: what is asked, what is not asked, and where it ends."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.suitability.interview import (
    Ask,
    AskContradiction,
    Declined,
    Done,
    Interview,
    Step,
    Summarise,
    next_handoff_step,
    next_step,
)
from bot.suitability.questionnaire import Question
from tests.unit.suitability.examples import POLICY, QUESTIONNAIRE, STRONG

CONSENTED = {"privacy": True, "sensitive_data": True}
PROFILE = {key: value for key, value in STRONG.items() if key not in ("segment", "needs")}
INVESTOR = Interview(
    segment="individual",
    needs=frozenset({"investing"}),
    answers=PROFILE,
    consents=CONSENTED,
)
SEGMENTS = ("individual", "business", "institution")
NEEDS = tuple(option.id for option in QUESTIONNAIRE.question("needs").options)


def step_of(interview: Interview) -> Step:
    return next_step(interview, QUESTIONNAIRE, POLICY)


def asked(interview: Interview) -> str:
    """The id of the question that comes next; fails when none does."""
    step = step_of(interview)
    assert isinstance(step, Ask), step
    return step.question.id


def without(*ids: str) -> Interview:
    return replace(INVESTOR, answers={k: v for k, v in PROFILE.items() if k not in ids})


HOUSEHOLD = {
    "zh": (
        "您家",
        "你家",
        "您自己",
        "孩子",
        "自住",
        "房贷",
        "贴补家用",
        "年龄",
        "最像您",
        "收入突然",
    ),
    "en": ("household", "child", "family", "the home you", "your age", "like you?", "yourself"),
}
"""Words that fit a person and not a firm."""


def answered(interview: Interview, question: Question, choice: int) -> Interview:
    """The interview after the client chose an option of the question."""
    if question.kind == "consent":
        return replace(interview, consents={**interview.consents, question.answer_id: choice >= 0})
    if choice < 0:
        return replace(interview, skipped=interview.skipped | {question.id})
    option = question.options[choice % len(question.options)].id
    if question.id == "needs":
        return replace(interview, needs=frozenset({option}))
    if question.id == "segment":
        return replace(interview, segment=option)
    value: Any = [option] if question.kind == "multiple" else question.value_of(option)
    return replace(interview, answers={**interview.answers, question.id: value})


def run(interview: Interview, choices: list[int]) -> tuple[list[str], list[Ask], Step]:
    """Answer whatever is asked with the choices in turn; gives what was asked and the end."""
    seen: list[str] = []
    asks: list[Ask] = []
    for at in range(100):
        step = step_of(interview)
        choice = choices[at % len(choices)]
        if isinstance(step, Ask):
            seen.append(step.question.id)
            asks.append(step)
            interview = answered(interview, step.question, choice)
        elif isinstance(step, AskContradiction):
            seen.append(f"contradiction:{step.contradiction.id}")
            settled = interview.contradictions_asked | {step.contradiction.id}
            interview = replace(interview, contradictions_asked=settled)
        elif isinstance(step, Summarise):
            seen.append("summary")
            interview = replace(interview, confirmed=True)
        else:
            return seen, asks, step
    raise AssertionError("the interview does not end")


def test_the_notice_comes_before_anything_else() -> None:
    assert asked(Interview(needs=frozenset({"investing"}), answers={"age": 45})) == "privacy"


def test_without_the_notice_accepted_there_is_no_interview() -> None:
    assert step_of(replace(INVESTOR, consents={"privacy": False})) == Declined("privacy")


def test_needs_and_segment_come_first_and_are_not_asked_when_known() -> None:
    start = Interview(consents={"privacy": True})
    assert asked(start) == "needs"
    assert asked(replace(start, needs=frozenset({"education"}))) == "segment"


def test_the_separate_consent_stands_right_before_the_first_sensitive_question() -> None:
    start = Interview("individual", frozenset({"education"}), consents={"privacy": True})
    assert asked(start) == "sensitive_data"
    assert asked(replace(start, consents=CONSENTED)) == "goal_amount"
    investing = replace(start, needs=frozenset({"investing"}))
    assert asked(investing) == "horizon"


def test_a_volunteered_sensitive_value_does_not_get_around_its_consent() -> None:
    start = replace(INVESTOR, consents={"privacy": True})
    assert asked(start) == "sensitive_data"


def test_declining_the_separate_consent_ends_the_interview_without_an_assessment() -> None:
    step = step_of(replace(INVESTOR, consents={"privacy": True, "sensitive_data": False}))
    assert isinstance(step, Done)
    assert not step.assessable
    assert step.declined == "sensitive_data"


def test_needs_without_sensitive_questions_never_ask_for_the_separate_consent() -> None:
    seen, _, end = run(
        Interview("business", frozenset({"payments"}), consents={"privacy": True}), [0]
    )
    assert seen == ["payment_services", "summary"]
    assert end == Done(assessable=False)


def course(segment: str, *needs: str) -> list[str]:
    """What a client of a segment with these needs is asked, each question answered."""
    return run(Interview(segment, frozenset(needs), consents=CONSENTED), [2])[0]


def test_a_firm_that_borrows_says_what_for_and_is_not_assessed() -> None:
    seen, _, end = run(Interview("business", frozenset({"financing"}), consents=CONSENTED), [0])
    assert seen == [
        "financing_purpose", "goal_amount", "horizon", "annual_income", "debt_position", "summary",
    ]  # fmt: skip
    assert end == Done(assessable=False)


def test_research_is_asked_about_by_field() -> None:
    assert course("institution", "research") == [
        "research_fields", "information_channel", "summary",
    ]  # fmt: skip


def test_only_firms_are_asked_which_payments_and_what_a_loan_is_for() -> None:
    assert "payment_services" not in course("individual", "payments", "financing")
    assert "financing_purpose" not in course("individual", "payments", "financing")


def test_the_courses_grow_shorter_from_person_to_firm_to_institution() -> None:
    person, firm, institution = (
        course(segment, "corporate_treasury")
        for segment in ("individual", "business", "institution")
    )
    assert len(person) > len(firm) > len(institution)
    assert set(institution) < set(firm) < set(person)
    assert {"max_loss", "attitude", "horizon", "investable_assets"} < set(institution)
    assert not {"age", "dependants", "civil_capacity", "income_source"} & set(firm)


@pytest.mark.parametrize("segment", ["business", "institution"])
@pytest.mark.parametrize("need", ["corporate_treasury", "financing", "payments", "research"])
def test_a_firm_is_never_spoken_to_as_a_household(segment: str, need: str) -> None:
    needs = frozenset({need})
    asks = run(Interview(segment, needs, consents={"privacy": True}), [0])[1]
    assert asks
    for ask in asks:
        said = [ask.question.text, ask.question.why, ask.question.help or {}]
        for language, words in HOUSEHOLD.items():
            for text in said:
                found = [word for word in words if word in text.get(language, "").lower()]
                assert not found, (ask.question.id, found)


@pytest.mark.parametrize("need", ["protection", "financing", "payments", "research"])
def test_needs_that_invest_nothing_do_not_ask_about_risk(need: str) -> None:
    seen, _, end = run(Interview("individual", frozenset({need}), consents=CONSENTED), [1])
    assert not {"max_loss", "attitude", "loss_reaction", "civil_capacity"} & set(seen)
    assert isinstance(end, Done)
    assert not end.assessable


def test_an_individual_investor_is_asked_at_most_twenty_four_questions() -> None:
    seen, asks, end = run(Interview(), [0, 5, 4, 3])
    questions = [ask for ask in asks if ask.question.kind != "consent"]
    assert len(questions) <= 24
    assert questions[-1].of <= 24
    assert isinstance(end, Done)
    assert seen[-1] == "summary"


@pytest.mark.parametrize("segment", ["business", "institution"])
def test_companies_and_institutions_are_asked_less_and_nothing_personal(segment: str) -> None:
    start = Interview(segment, frozenset({"investing"}), consents=CONSENTED)
    seen, _, _ = run(start, [0])
    person, _, _ = run(replace(start, segment="individual"), [0])
    assert len(seen) < len(person)
    assert not {"age", "dependants", "civil_capacity", "income_source"} & set(seen)


def test_months_are_as_good_as_a_band_for_the_horizon() -> None:
    start = replace(without("horizon"), answers={**without("horizon").answers})
    assert asked(start) == "horizon"
    step = step_of(replace(start, answers={**start.answers, "horizon_months": 36}))
    assert not (isinstance(step, Ask) and step.question.id == "horizon")


def test_years_of_investing_are_asked_only_of_those_who_invested() -> None:
    never = without("experience_years", "experience_products")
    assert asked(never) == "experience_products"
    beginner = replace(never, answers={**never.answers, "experience_products": "deposits"})
    step = step_of(beginner)
    assert not (isinstance(step, Ask) and step.question.id == "experience_years")
    investor = replace(never, answers={**never.answers, "experience_products": "stocks_funds"})
    assert asked(investor) == "experience_years"


def test_a_skipped_question_is_not_asked_again_and_is_named_as_missing() -> None:
    interview = replace(without("age"), skipped=frozenset({"age"}), confirmed=True)
    assert step_of(interview) == Done(assessable=True, missing=("age",))


@pytest.mark.parametrize("essential", ["max_loss", "civil_capacity"])
def test_without_an_essential_answer_no_assessment_is_made(essential: str) -> None:
    interview = replace(without(essential), skipped=frozenset({essential}), confirmed=True)
    step = step_of(interview)
    while isinstance(step, AskContradiction):
        known = interview.contradictions_asked | {step.contradiction.id}
        interview = replace(interview, contradictions_asked=known)
        step = step_of(interview)
    assert isinstance(step, Done)
    assert not step.assessable
    assert essential in step.missing


def test_a_client_who_will_not_name_a_segment_is_protected_like_a_person() -> None:
    interview = replace(without("civil_capacity"), segment=None, skipped=frozenset({"segment"}))
    assert asked(interview) == "civil_capacity"


def test_a_contradiction_is_put_once_and_before_the_summary() -> None:
    torn = replace(INVESTOR, answers={**PROFILE, "max_loss": "lt_5"})
    step = step_of(torn)
    assert isinstance(step, AskContradiction)
    settled = torn
    while isinstance(step, AskContradiction):
        assert step.contradiction.id not in settled.contradictions_asked
        known = settled.contradictions_asked | {step.contradiction.id}
        settled = replace(settled, contradictions_asked=known)
        step = step_of(settled)
    assert isinstance(step, Summarise)


def test_the_summary_is_confirmed_before_the_assessment() -> None:
    assert isinstance(step_of(INVESTOR), Summarise)
    assert step_of(replace(INVESTOR, confirmed=True)) == Done(assessable=True)


def test_questions_are_worded_for_the_client() -> None:
    borrower = Interview("individual", frozenset({"financing"}), consents=CONSENTED)
    step = step_of(borrower)
    assert isinstance(step, Ask)
    assert step.question.id == "goal_amount"
    assert step.question.text["zh"] == "您大概想借多少钱？"


def test_volunteered_values_count_as_steps_already_taken() -> None:
    nothing = step_of(Interview("individual", frozenset({"investing"}), consents=CONSENTED))
    told = step_of(
        Interview(
            "individual",
            frozenset({"investing"}),
            {"age": 45, "dependants": 1},
            consents=CONSENTED,
        )
    )
    assert isinstance(nothing, Ask)
    assert isinstance(told, Ask)
    assert (told.step, told.of) == (nothing.step + 2, nothing.of)


def test_before_an_advisor_calls_the_consent_and_then_the_contact_is_asked() -> None:
    first = next_handoff_step(INVESTOR, QUESTIONNAIRE)
    assert isinstance(first, Ask)
    assert (first.question.kind, first.question.answer_id) == ("consent", "contact")
    agreed = replace(INVESTOR, consents={**CONSENTED, "contact": True})
    second = next_handoff_step(agreed, QUESTIONNAIRE)
    assert isinstance(second, Ask)
    assert second.question.id == "contact"
    known = replace(agreed, answers={**PROFILE, "contact": {"phone": "+8613800138000"}})
    assert next_handoff_step(known, QUESTIONNAIRE) is None
    refused = replace(INVESTOR, consents={**CONSENTED, "contact": False})
    assert next_handoff_step(refused, QUESTIONNAIRE) == Declined("contact")


CHOICES = st.lists(st.integers(min_value=-1, max_value=7), min_size=1, max_size=40)
VOLUNTEERED = st.sets(st.sampled_from(sorted(PROFILE)))


@settings(max_examples=60, deadline=None)
@given(
    choices=CHOICES,
    volunteered=VOLUNTEERED,
    segment=st.sampled_from([None, *SEGMENTS]),
    needs=st.sets(st.sampled_from(NEEDS), max_size=3),
)
def test_every_interview_ends_and_never_asks_twice_or_what_is_known(
    choices: list[int], volunteered: set[str], segment: str | None, needs: set[str]
) -> None:
    known = {key: PROFILE[key] for key in volunteered}
    seen, asks, end = run(Interview(segment, frozenset(needs), known), choices)
    assert len(seen) == len(set(seen))
    assert not volunteered & set(seen)
    assert all(1 <= ask.step <= ask.of for ask in asks)
    assert isinstance(end, (Done, Declined))


@settings(max_examples=60, deadline=None)
@given(
    choices=st.lists(st.integers(min_value=0, max_value=7), min_size=1, max_size=40),
    volunteered=VOLUNTEERED,
    segment=st.sampled_from(SEGMENTS),
    needs=st.sets(st.sampled_from(NEEDS), min_size=1, max_size=3),
)
def test_all_that_concerns_a_client_is_known_when_the_interview_ends(
    choices: list[int], volunteered: set[str], segment: str, needs: set[str]
) -> None:
    known = {key: PROFILE[key] for key in volunteered}
    seen, asks, end = run(Interview(segment, frozenset(needs), known, consents=CONSENTED), choices)
    assert isinstance(end, Done)
    assert end.missing == ()
    steps = [ask.step for ask in asks]
    assert steps == sorted(steps)
    assert [ask.of for ask in asks] == sorted((ask.of for ask in asks), reverse=True)
    essential = {
        question.id
        for question in QUESTIONNAIRE.asked_of(segment, frozenset(needs), {})
        if question.essential
    }
    assert end.assessable == bool(essential)
    assert essential <= set(seen) | volunteered


@settings(max_examples=30, deadline=None)
@given(
    order=st.permutations(sorted(PROFILE)), upto=st.integers(min_value=0, max_value=len(PROFILE))
)
def test_the_order_of_answers_does_not_matter(order: list[str], upto: int) -> None:
    known = {key: PROFILE[key] for key in order[:upto]}
    turned = dict(reversed(known.items()))
    assert step_of(replace(INVESTOR, answers=known)) == step_of(replace(INVESTOR, answers=turned))


def test_what_is_sensitive_and_was_volunteered_waits_for_the_consent_alone() -> None:
    told = Interview(
        needs=frozenset({"education"}), answers={"age": 45}, consents={"privacy": True}
    )
    step = next_step(told, QUESTIONNAIRE, POLICY)
    assert isinstance(step, Ask) and step.question.id == "sensitive_data"
    silent = replace(told, answers={})
    step = next_step(silent, QUESTIONNAIRE, POLICY)
    assert isinstance(step, Ask) and step.question.id == "segment"
