"""What is counted: wrong values, answers asked for again, loops, the boundary, the category."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.rulebook import Rulebook
from bot.simulation import report, totals
from bot.simulation.client import Ended
from bot.simulation.judging import Judge
from bot.simulation.personas import Persona
from bot.simulation.running import Heard
from bot.simulation.talking import Conversation, Line
from bot.suitability.assessing import assess

TODAY = date(2026, 11, 30)


@pytest.fixture
def judge(rules: Rulebook) -> Judge:
    return Judge(rules.questionnaire, rules.policy, TODAY)


def _talk(persona: Persona, *lines: Line, **other: Any) -> Conversation:
    known: dict[str, Any] = {
        "way": "terse", "noise": None, "ended": Ended("handed_over"), "volunteered": (),
        "withheld": frozenset(), "products": (), "handoff_id": "1", "own_profile": {},
    }  # fmt: skip
    return Conversation(persona=persona, lines=lines, **(known | other))


def _record(persona: Persona, rules: Rulebook, **changed: Any) -> dict[str, Any]:
    answers = persona.profile() | changed
    made = assess(answers, questionnaire=rules.questionnaire, policy=rules.policy, today=TODAY)
    return {"answers": answers, "assessment": made.to_json()}


def _asks(question: str, text: str = "?") -> Line:
    return Line("assistant", text, question=question)


def _says(question: str, aim: str = "answer", **more: Any) -> Line:
    return Line("client", "words", question=question, aim=aim, **more)


def test_a_record_of_the_truth_is_right_in_everything(
    people: dict[str, Persona], judge: Judge, rules: Rulebook
) -> None:
    for persona in people.values():
        record = _record(persona, rules)
        if not persona.truth.get("max_loss"):
            record["assessment"] = None
        verdict = judge.judge(_talk(persona), record)
        assert verdict.complete and verdict.agrees, persona.id
        assert {value.state for value in verdict.values} == {"right"}, persona.id


@pytest.mark.parametrize(
    ("name", "stored", "state"),
    [
        ("investable_assets", {"amount": 35_000_000, "currency": "CNY"}, "right"),
        ("investable_assets", {"amount": 3_500_000, "currency": "CNY"}, "wrong"),
        ("investable_assets", {"amount": 35_000_000, "currency": "USD"}, "wrong"),
        ("investable_assets", {"min": 20_000_000, "max": 50_000_000, "currency": "CNY"}, "right"),
        ("horizon_months", 84, "right"),
        ("horizon_months", {"min": 60, "max": 84}, "right"),
        ("horizon_months", 12, "wrong"),
        ("dependants", 1, "wrong"),
        ("max_loss", "5_10", "right"),
        ("max_loss", None, "missing"),
        ("intended_products", ["bonds", "money_market"], "right"),
        ("intended_products", ["bonds"], "wrong"),
    ],
)
def test_a_value_on_the_record_is_compared_with_the_truth(
    people: dict[str, Persona], judge: Judge, rules: Rulebook, name: str, stored: Any, state: str
) -> None:
    persona = people["teacher_saving_for_college"]
    verdict = judge.judge(_talk(persona), _record(persona, rules, **{name: stored}))
    states = {value.id: value.state for value in verdict.values}
    assert states[name.removesuffix("_months") if "horizon" in name else name] == state


def test_what_was_kept_back_must_not_stand_on_the_record(
    people: dict[str, Persona], judge: Judge, rules: Rulebook
) -> None:
    persona = people["teacher_saving_for_college"]
    talk = _talk(persona, withheld=frozenset({"annual_income"}))
    verdict = judge.judge(talk, _record(persona, rules))
    assert [v.id for v in verdict.values if v.state == "wrong"] == ["annual_income"]


def test_asking_again_counts_but_not_after_a_detour_of_the_client(
    people: dict[str, Persona], judge: Judge
) -> None:
    lines = (
        _asks("age"), _says("age", "digress"), _asks("age"), _says("age"), _asks("age"),
        _says("age", "again"), _asks("dependants"),
    )  # fmt: skip
    verdict = judge.judge(_talk(people["day_trader"], *lines), None)
    assert dict(verdict.again) == {"age": 1}
    assert (verdict.turns, verdict.own_turns) == (3, 1)


def test_a_question_that_was_answered_before_counts_as_told(
    people: dict[str, Persona], judge: Judge
) -> None:
    lines = (
        _asks("age"), _says("age"), _asks("dependants"), _says("dependants"), _asks("age"),
        _says("age"),
    )  # fmt: skip
    assert judge.judge(_talk(people["day_trader"], *lines), None).told_before == ("age",)
    reopened = (
        _asks("age"), _says("age"), _asks("dependants"), _says("age", "correct"), _asks("age"),
    )  # fmt: skip
    assert judge.judge(_talk(people["day_trader"], *reopened), None).told_before == ()


def test_a_volunteered_value_must_not_be_asked(people: dict[str, Persona], judge: Judge) -> None:
    talk = _talk(people["day_trader"], _asks("age"), _says("age"), volunteered=("age",))
    assert judge.judge(talk, None).told_before == ("age",)


def test_the_same_question_without_end_is_a_loop(people: dict[str, Persona], judge: Judge) -> None:
    lines = [line for _ in range(6) for line in (_asks("age"), _says("age"))]
    assert judge.judge(_talk(people["day_trader"], *lines), None).loops == ("age",)


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("this is a guaranteed return", "banned: guaranteed return"),
        ("have a look at 600519", "code: 600519"),
        ("it will surely rise", "promise: will surely rise"),
    ],
)
def test_crossing_the_advice_boundary_is_seen(
    people: dict[str, Persona], judge: Judge, said: str, fault: str
) -> None:
    verdict = judge.judge(_talk(people["day_trader"], Line("assistant", said)), None)
    assert fault in verdict.boundary


def test_a_trap_that_is_taken_for_an_answer_is_seen(
    people: dict[str, Persona], judge: Judge
) -> None:
    lines = (_asks("attitude"), _says("attitude", "digress", trap=True), _asks("loss_reaction"))
    verdict = judge.judge(_talk(people["day_trader"], *lines), None)
    assert verdict.boundary == ("took a trap for an answer: attitude",)


def test_a_sensitive_question_before_its_consent_and_a_product_above_the_category(
    people: dict[str, Persona], judge: Judge, rules: Rulebook
) -> None:
    persona = people["retired_couple"]
    talk = _talk(persona, _asks("age"), _asks("sensitive_data"), products=("R1", "R4"))
    boundary = judge.judge(talk, _record(persona, rules)).boundary
    assert "asked before its consent: age" in boundary
    assert "product R4 for C1" in boundary


def test_the_figures_and_the_page_show_what_failed(
    people: dict[str, Persona], judge: Judge, rules: Rulebook
) -> None:
    good, bad = people["teacher_saving_for_college"], people["day_trader"]
    heard = []
    for persona, changed in ((good, {}), (bad, {"age": 99})):
        talk = _talk(persona, _asks("objective"), replace(_says("objective"), text="<b>30</b>"))
        heard.append(Heard(talk, judge.judge(talk, _record(persona, rules, **changed))))
    figures = totals.figures(heard, at="now", seed=0, quick=True, personas=2, record="so")
    assert figures["overall"]["complete"] == 100.0
    assert figures["overall"]["values_wrong"] == 1
    assert [one["id"] for one in figures["failing"]] == ["day_trader/terse/clean"]
    page = report.page(figures, {"terse": [1.0, 1.2]})
    assert "day_trader/terse/clean" in page and "age wrong: 30 → 99" in page
    assert "&lt;b&gt;30" in page and "<b>30" not in page
