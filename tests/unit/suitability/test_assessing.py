"""How answers become scores, flags and reasons, on a questionnaire one can check in the head."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.suitability import assess
from bot.suitability.assessing import months_after
from bot.suitability.assessment import Assessment
from bot.suitability.scoring import required_return
from tests.unit.suitability.examples import (
    MIDDLING,
    POLICY,
    STRONG,
    TODAY,
    assessed,
    small_questionnaire,
    yuan,
)

SMALL = small_questionnaire()
SURE = {
    "attitude": "seeking",
    "horizon": "gt_10y",
    "reserve_months": 12,
    "experience_products": "stocks_funds",
}


def small(answers: dict[str, Any], **changes: Any) -> Assessment:
    policy = replace(
        POLICY,
        weights={
            "tolerance": {"attitude": 1},
            "capacity": {"horizon": 3, "reserve_months": 1},
            "knowledge": {"experience_products": 1},
        },
        minimum_risk=(),
        **changes,
    )
    return assess(answers, questionnaire=SMALL, policy=policy, today=TODAY)


def test_a_score_is_the_weighted_mean_of_its_items() -> None:
    made = small({**SURE, "horizon": "3_5y", "reserve_months": 12})
    assert made.scores["capacity"] == (3 * 50 + 100) / 4


def test_a_score_is_rounded_down_so_that_it_never_claims_a_band_it_missed() -> None:
    made = small({**SURE, "horizon": "5_10y"})
    assert (3 * 75 + 100) / 4 == 81.25
    assert made.scores["capacity"] == 81.2


def test_an_unanswered_item_counts_as_its_lowest_points_and_is_named() -> None:
    made = small({key: value for key, value in SURE.items() if key != "reserve_months"})
    assert made.scores["capacity"] == 75.0
    assert made.missing == ("reserve_months",)
    assert "incomplete" in made.flags


def test_the_level_is_the_lowest_of_what_is_wanted_borne_and_understood_plus_one() -> None:
    assert small({**SURE, "attitude": "cautious"}).category == "C2"
    assert small({**SURE, "experience_products": "none"}).category == "C2"
    assert small({**SURE, "horizon": "5_10y", "reserve_months": 2}).category == "C2"


def test_without_regulatory_items_there_is_no_regulatory_result() -> None:
    assert small(SURE).regulatory is None
    assert small(SURE).category == "C5"


@pytest.mark.parametrize(
    ("governs", "category"), [("lower", "C3"), ("own", "C3"), ("regulatory", "C4")]
)
def test_policy_says_which_of_the_two_results_governs(governs: str, category: str) -> None:
    policy = replace(POLICY, regulatory=replace(POLICY.regulatory, governs=governs))
    made = assessed(MIDDLING, policy=policy)
    assert made.regulatory is not None
    assert (made.category, made.regulatory.category) == (category, "C4")


def test_caps_hold_even_where_the_regulatory_result_alone_governs() -> None:
    policy = replace(POLICY, regulatory=replace(POLICY.regulatory, governs="regulatory"))
    assert assessed({**STRONG, "reserve_months": 1}, policy=policy).category == "C2"


def test_the_lower_regulatory_result_governs_and_is_flagged() -> None:
    strict = replace(POLICY.regulatory, bands=(24, 35, 49, 85, 110))
    made = assessed(
        {**MIDDLING, "attitude": "seeking", "max_loss": "gt_50", "loss_reaction": "buy_more"},
        policy=replace(POLICY, regulatory=replace(strict, bands=(24, 35, 100, 110, 118))),
    )
    assert made.category == "C2"
    assert "regulatory_lower" in made.flags
    assert made.regulatory is not None and made.regulatory.governs


def test_at_65_products_above_c2_wait_for_an_advisor_but_the_category_stands() -> None:
    made = assessed({**STRONG, "age": 66})
    assert made.category == "C5" or made.level > 2
    assert (made.offered_level, made.highest_rating) == (2, "R2")
    assert "senior_confirmation" in made.flags


@pytest.mark.parametrize(
    ("age", "waits"), [(64, False), (65, True), ({"min": 60, "max": 70}, True)]
)
def test_the_care_for_older_clients_begins_at_65(age: Any, waits: bool) -> None:
    assert ("senior_confirmation" in assessed({**STRONG, "age": age}).flags) is waits


def test_an_unknown_age_waits_for_an_advisor_too() -> None:
    made = assessed({key: value for key, value in STRONG.items() if key != "age"})
    assert made.offered_level == 2


def test_a_minor_is_shown_r1_alone_until_a_guardian_and_an_advisor_take_over() -> None:
    made = assessed({**STRONG, "age": 17})
    assert "minor" in made.flags
    assert made.highest_rating == "R1"


def test_a_jump_of_two_levels_goes_to_an_advisor_and_a_rise_is_not_used_yet() -> None:
    before = assessed({**STRONG, "horizon": "1_3y"})
    made = assessed(STRONG, previous=before)
    assert (before.category, made.category) == ("C2", "C5")
    assert "level_jump" in made.flags
    assert made.offered_level == 2


def test_a_fall_of_two_levels_is_flagged_and_used_at_once() -> None:
    made = assessed({**STRONG, "horizon": "1_3y"}, previous=assessed(STRONG))
    assert "level_jump" in made.flags
    assert made.offered_level == 2


def test_a_change_of_one_level_needs_nobody() -> None:
    before = assessed({**STRONG, "attitude": "balanced", "max_loss": "10_30"})
    made = assessed(STRONG, previous=before)
    assert (before.category, made.category) == ("C4", "C5")
    assert "level_jump" not in made.flags


def test_the_return_a_goal_requires_is_worked_out_and_never_raises_the_level() -> None:
    made = assessed({**MIDDLING, "horizon_months": 72, "goal_amount": yuan(3_000_000)})
    assert made.required_return == 6.9  # 1.5 ** (1 / 6) = 1.0699…
    assert made.category == assessed(MIDDLING).category


def test_a_goal_beyond_the_category_is_flagged_for_a_talk() -> None:
    made = assessed({**MIDDLING, "horizon_months": 72, "goal_amount": yuan(9_000_000)})
    assert "goal_beyond_category" in made.flags
    assert made.category == assessed(MIDDLING).category


def test_assets_that_reach_the_goal_require_no_return() -> None:
    reached = {"goal_amount": yuan(100), "investable_assets": yuan(200), "horizon": "3_5y"}
    assert required_return(reached, POLICY) == Decimal("0.0")


def test_the_sum_of_a_loan_is_no_goal_to_save_for() -> None:
    far = {**MIDDLING, "horizon_months": 72, "goal_amount": yuan(9_000_000)}
    lent = assessed({**far, "needs": ["cash_management", "financing"]})
    assert lent.required_return is None
    assert "goal_beyond_category" not in lent.flags
    assert not {"need_return", "need_met"} & {reason.code for reason in lent.reasons}
    both = assessed({**far, "needs": ["financing", "education"]})
    assert both.required_return == assessed(far).required_return == 28.4


def test_a_company_is_not_asked_and_not_judged_by_what_concerns_persons() -> None:
    personal = ("age", "income_source", "dependants", "civil_capacity")
    company = {k: v for k, v in STRONG.items() if k not in personal} | {"segment": "institution"}
    made = assessed(company)
    assert made.category == "C5"
    assert made.missing == ()
    assert made.offered_level == 5


def test_a_silent_client_is_c1_yet_not_in_the_legal_minimum_category() -> None:
    made = assessed({})
    assert (made.category, made.minimum_risk) == ("C1", False)
    assert "incomplete" in made.flags


def test_an_amount_counts_by_its_lower_end() -> None:
    low = assessed({**MIDDLING, "investable_assets": yuan(100_000)})
    span = {"min": 10_000_000, "max": 900_000_000, "currency": "CNY"}
    wide = assessed({**MIDDLING, "investable_assets": span})
    assert wide.scores["capacity"] == low.scores["capacity"]


def test_an_amount_in_a_currency_without_a_rate_counts_as_unanswered() -> None:
    made = assessed({**MIDDLING, "investable_assets": {"amount": 10**9, "currency": "XXX"}})
    assert "investable_assets" in made.missing


def test_yen_have_no_minor_unit() -> None:
    # 20 million yen are near a million yuan; read with two decimals they would be a hundredth.
    assert POLICY.major(20_000_000, "JPY") == Decimal("920000.000")
    assert POLICY.major(20_000_000, "XXX") is None


def test_what_would_change_names_facts_and_was_computed_again() -> None:
    made = assessed({**STRONG, "horizon": "3_5y"})
    fact = made.would_change[0]
    assert fact.code == "change_fact"
    assert "5–10" in fact.zh and "5–10" in fact.en
    assert assessed({**STRONG, "horizon": "5_10y"}).level > made.level


def test_what_would_change_never_names_an_opinion() -> None:
    made = assessed({**STRONG, "attitude": "averse", "max_loss": "lt_5"})
    opinions = [
        POLICY.wording.item(name, "en") for name in ("attitude", "max_loss", "loss_reaction")
    ]
    facts = [reason.en for reason in made.would_change if reason.code == "change_fact"]
    assert not [fact for fact in facts if any(f"about {name} " in fact for name in opinions)]


def test_the_minimum_category_changes_only_when_its_cause_does() -> None:
    made = assessed({**STRONG, "max_loss": "none"})
    assert [reason.code for reason in made.would_change] == ["change_minimum"]


def test_consents_and_contact_details_are_never_kept_with_an_assessment() -> None:
    made = assessed({**STRONG, "contact": {"phone": "+8613800000000"}, "privacy": "accept"})
    assert "138" not in str(made.to_json())
    assert "privacy" not in made.answers


def test_an_assessment_holds_for_twelve_months() -> None:
    made = assessed(STRONG)
    assert made.valid_until == date(2027, 11, 22)
    assert made.is_valid(date(2027, 11, 22))
    assert not made.is_valid(date(2027, 11, 23))


def test_months_end_where_the_calendar_does() -> None:
    assert months_after(date(2027, 8, 31), 6) == date(2028, 2, 29)
    assert months_after(date(2026, 12, 1), 1) == date(2027, 1, 1)
