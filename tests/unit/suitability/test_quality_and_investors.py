"""Signs of clicking through, and the four definitions of professional and qualified investors."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from bot.suitability.investors import check
from bot.suitability.quality import HASTY, STRAIGHT, Given, flags
from bot.suitability.rules import Quality
from tests.unit.suitability.examples import MIDDLING, POLICY, QUESTIONNAIRE, STRONG, yuan

RULE = Quality(straight_at_least=4, hasty_at_least=3, seconds=Decimal("1.5"))


def given(answers: dict[str, Any], gap: float) -> list[Given]:
    return [
        Given(question=name, value=value, second=at * gap, message=at)
        for at, (name, value) in enumerate(answers.items(), start=1)
    ]


FIRST = {
    name: QUESTIONNAIRE.question(name).options[0].id
    for name in ("objective", "liquidity_need", "attitude", "loss_reaction", "gain_loss_choice")
}


def test_the_same_place_in_the_list_again_and_again_is_a_sign() -> None:
    (found,) = flags(given(FIRST, 20), QUESTIONNAIRE, RULE)
    assert found == {"id": STRAIGHT, "run": 5, "of": 5}


def test_one_other_answer_in_between_breaks_the_run() -> None:
    mixed = {**FIRST, "attitude": "balanced"}
    assert flags(given(mixed, 20), QUESTIONNAIRE, RULE) == ()


def test_answers_faster_than_they_can_be_read_are_a_sign() -> None:
    mixed = {**FIRST, "attitude": "balanced"}
    (found,) = flags(given(mixed, 1.2), QUESTIONNAIRE, RULE)
    assert found["id"] == HASTY and found["answers"] == 4


def test_several_answers_in_one_message_are_one_answer() -> None:
    rushed = [Given(name, value, 1.0, 1) for name, value in FIRST.items()]
    assert all(one["id"] != HASTY for one in flags(rushed, QUESTIONNAIRE, RULE))


def test_the_order_in_which_answers_are_listed_is_irrelevant() -> None:
    rows = given(FIRST, 1.0)
    assert flags(rows, QUESTIONNAIRE, RULE) == flags(rows[::-1], QUESTIONNAIRE, RULE)


def outcomes(answers: dict[str, Any]) -> dict[str, str]:
    return {one.id: one.outcome for one in check(answers, POLICY)}


YES, NO = "may_qualify", "not_shown"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, (YES, YES, YES, YES)),
        ({"investable_assets": yuan(4_999_999), "annual_income": yuan(0)}, (NO, YES, YES, NO)),
        ({"investable_assets": yuan(2_999_999), "annual_income": yuan(299_999)}, (NO, NO, NO, NO)),
        ({"investable_assets": yuan(0), "annual_income": yuan(300_000)}, (NO, YES, NO, NO)),
        ({"investable_assets": yuan(0), "annual_income": yuan(400_000)}, (NO, YES, NO, YES)),
        ({"investable_assets": yuan(0), "annual_income": yuan(500_000)}, (YES, YES, YES, YES)),
        ({"experience_years": "lt_2"}, (NO, YES, YES, NO)),
        ({"experience_years": "0"}, (NO, NO, YES, NO)),
        ({"segment": "institution", "investable_assets": yuan(9_999_999)}, (NO, YES, NO, NO)),
        ({"segment": "institution", "investable_assets": yuan(10_000_000)}, (YES, YES, YES, YES)),
        ({"segment": "business", "investable_assets": yuan(4_999_999)}, (NO, NO, NO, NO)),
    ],
)
def test_each_definition_by_its_own_thresholds(
    changes: dict[str, Any], expected: tuple[str, ...]
) -> None:
    names = ("professional", "professional_on_application", "private_fund", "asset_management")
    found = outcomes({**STRONG, **changes})
    assert tuple(found[name] for name in names) == expected


def test_nothing_stated_shows_nothing_and_nothing_is_ever_a_status() -> None:
    assert set(outcomes({}).values()) == {NO}
    for one in check(MIDDLING, POLICY):
        assert one.outcome in (YES, NO) and one.evidence["zh"] and one.evidence["en"]
