"""Worked cases: clients as a compliance officer would set them, checked by hand, with reasons."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.suitability import Assessment
from bot.suitability.scoring import compute
from tests.unit.suitability.examples import MIDDLING, POLICY, QUESTIONNAIRE, STRONG, assessed

CASES: list[dict[str, Any]] = YAML(typ="safe").load(Path(__file__).with_name("worked_cases.yml"))
CLIENTS: Mapping[str, Mapping[str, Any]] = {"strong": STRONG, "middling": MIDDLING, "nobody": {}}
BEFORE = {
    "C2": {**STRONG, "horizon": "1_3y"},
    "C3": MIDDLING,
    "C4": {**STRONG, "attitude": "averse"},
    "C5": STRONG,
}
"""A client of each category, for the assessment before."""


def answers_of(case: Mapping[str, Any]) -> dict[str, Any]:
    changed = {**CLIENTS[case["client"]], **case["changes"]}
    return {name: value for name, value in changed.items() if value is not None}


def before(case: Mapping[str, Any]) -> Assessment | None:
    if "previous" not in case:
        return None
    made = assessed(BEFORE[case["previous"]])
    assert made.category == case["previous"]
    return made


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_worked_case(case: dict[str, Any]) -> None:
    explained = frozenset(case.get("explained", ()))
    answers = answers_of(case)
    made = assessed(answers, previous=before(case), explained=explained)
    expected = case["expected"]
    assert made.category == expected["category"], case["because"]
    assert made.minimum_risk is expected.get("minimum_risk", False), case["because"]
    assert set(made.flags) == set(expected["flags"]), case["because"]
    if "offered" in expected:
        assert made.offered_level == expected["offered"], case["because"]
    if "governed_by" in expected:
        result = compute(answers, QUESTIONNAIRE, POLICY, explained=explained)
        assert list(result.governed_by) == expected["governed_by"]


def test_there_are_enough_cases_and_each_says_why() -> None:
    assert len(CASES) >= 60
    assert len({case["case"] for case in CASES}) == len(CASES)
    assert all(len(case["because"]) > 10 for case in CASES)
