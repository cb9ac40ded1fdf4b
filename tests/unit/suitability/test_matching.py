"""What is shown to whom, and the reason against everything else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.suitability.matching import Matches, match
from bot.suitability.products import Minimum, Product, Target
from tests.unit.suitability.examples import MIDDLING, POLICY, PRODUCTS, STRONG, assessed, yuan


def matched(answers: dict[str, Any], *needs: str, assess: bool = True) -> Matches:
    assessment = assessed(answers) if assess else None
    return match(PRODUCTS, assessment, answers, needs, policy=POLICY)


def suitable(found: Matches) -> list[str]:
    return [one.product.id for one in found.suitable]


def against(found: Matches, product_id: str) -> list[str]:
    return next([r.code for r in m.reasons] for m in found.excluded if m.product.id == product_id)


def test_a_client_who_accepts_no_loss_is_offered_r1_only() -> None:
    found = matched({**STRONG, "max_loss": "none"}, "investing", "cash_management")
    assert {one.product.rating for one in found.suitable} == {"R1"}
    assert against(found, "pure_bond_fund")[0] == "minimum_risk_only"


def test_a_product_above_the_category_says_so() -> None:
    found = matched({**MIDDLING}, "investing")
    assert "rating_above_category" in against(found, "broad_equity_index")


def test_products_above_c2_wait_for_an_advisor_when_the_client_is_older() -> None:
    found = matched({**STRONG, "age": 70}, "investing")
    assert all(one.product.level <= 2 for one in found.suitable if one.product.level)
    assert against(found, "broad_equity_index") == ["awaits_confirmation"]


def test_money_is_never_tied_up_beyond_the_horizon() -> None:
    found = matched({**STRONG, "horizon": None, "horizon_months": 5}, "cash_management")
    assert "term_beyond_horizon" in against(found, "time_deposit")
    assert "demand_deposit" in suitable(found)


def test_a_span_counts_by_its_shortest_reading() -> None:
    found = matched({**STRONG, "horizon": "1_3y"}, "investing", "retirement")
    assert "hold_beyond_horizon" in against(found, "fixed_income_plus")


def test_what_may_be_needed_early_is_not_locked_away() -> None:
    found = matched({**STRONG, "liquidity_need": "most"}, "cash_management")
    assert "needed_early" in against(found, "large_deposit_certificate")
    half = matched({**STRONG, "liquidity_need": "half"}, "cash_management")
    assert "large_deposit_certificate" in suitable(half)


def test_a_minimum_amount_that_was_not_reached_excludes() -> None:
    found = matched({**STRONG, "investable_assets": yuan(199_999)}, "cash_management")
    assert "minimum_amount" in against(found, "large_deposit_certificate")
    enough = matched({**STRONG, "investable_assets": yuan(200_000)}, "cash_management")
    assert "large_deposit_certificate" in suitable(enough)


@pytest.mark.parametrize(
    ("changes", "qualified"),
    [
        ({}, True),
        ({"investable_assets": yuan(4_999_999), "annual_income": yuan(399_999)}, False),
        ({"investable_assets": yuan(4_000_000), "annual_income": yuan(400_000)}, True),
        ({"experience_years": "lt_2"}, False),
    ],
)
def test_funds_for_qualified_investors_ask_for_assets_or_income_and_years(
    changes: dict[str, Any], qualified: bool
) -> None:
    found = matched({**STRONG, **changes}, "investing")
    codes = (
        [] if "private_equity_fund" in suitable(found) else against(found, "private_equity_fund")
    )
    assert ("qualified_only" not in codes) is qualified


def test_complex_products_ask_for_experience() -> None:
    found = matched({**STRONG, "experience_products": "deposits"}, "investing")
    assert "experience_needed" in against(found, "structured_product")


@pytest.mark.parametrize(
    ("need", "segment", "expected"),
    [
        ("protection", "individual", "term_life_insurance"),
        ("protection", "business", "business_insurance"),
        ("financing", "individual", "home_mortgage"),
        ("financing", "business", "business_loan"),
        ("payments", "business", "merchant_acquiring"),
        ("research", "institution", "research_subscription"),
        ("corporate_treasury", "institution", "payroll_and_cash_pool"),
        ("wealth_planning", "individual", "planning_service"),
    ],
)
def test_services_are_matched_by_need_and_segment_without_an_assessment(
    need: str, segment: str, expected: str
) -> None:
    found = matched({"segment": segment}, need, assess=False)
    assert expected in suitable(found)
    assert all(one.product.rating is None for one in found.suitable)


def test_investments_are_never_matched_without_an_assessment() -> None:
    found = matched(dict(STRONG), "investing", assess=False)
    assert found.suitable == ()
    assert "no_assessment" in against(found, "money_market_fund")


def test_every_need_is_served_by_something_for_somebody() -> None:
    for need in PRODUCTS.needs:
        shown = [
            product_id
            for segment in ("individual", "business", "institution")
            for product_id in suitable(matched({**STRONG, "segment": segment}, need))
        ]
        assert shown, need


def test_what_serves_more_of_the_needs_comes_first() -> None:
    found = matched(dict(MIDDLING), "retirement", "education")
    served = [len({"retirement", "education"} & set(one.product.needs)) for one in found.suitable]
    assert served == sorted(served, reverse=True)
    assert served[0] == 2


def test_the_catalogue_says_nothing_that_is_banned_and_names_risks_and_fees() -> None:
    for product in PRODUCTS.products:
        for language in ("zh", "en"):
            words = (product.name, product.description, product.risk, product.fees)
            said = " ".join(text[language] for text in words)
            assert not POLICY.banned_in(said, language), (product.id, language)
    for reason in PRODUCTS.reasons.values():
        assert not POLICY.banned_in(reason["zh"], "zh")
        assert not POLICY.banned_in(reason["en"], "en")


CLIENTS: list[dict[str, Any]] = [
    dict(STRONG),
    {**MIDDLING, "liquidity_need": "half", "horizon": "1_3y"},
    {**MIDDLING, "experience_products": "deposits", "annual_income": yuan(90_000)},
    {**STRONG, "segment": "business", "objective": "preserve", "attitude": "averse"},
]
BOND = PRODUCTS.product("pure_bond_fund")
TWINS: list[dict[str, Any]] = [
    {"needs": ("payments",)},
    {"segments": frozenset({"institution"})},
    {"jurisdictions": frozenset({"HK"})},
    {"rating": "R5"},
    {"rating": None},
    {"complex": True},
    {"qualified_only": True},
    {"term_months": 24},
    {"hold_months": 120},
    {"liquidity": "term"},
    {"liquidity": "term", "term_months": 18},
    {"minimum": Minimum(20_000_000, "CNY")},
    {"minimum": Minimum(20_000_000, "XXX")},
    {"target": Target(BOND.name, BOND.risk, {"objective": frozenset({"preserve", "growth"})})},
]
"""Whatever decides about a product, changed alone."""


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("changed", TWINS)
def test_a_product_is_judged_the_same_alone_and_beside_one_that_differs_in_one_thing(
    client: dict[str, Any], changed: dict[str, Any]
) -> None:
    twin = replace(BOND, id="twin", **changed)
    assessment = assessed(client)

    def judged(*products: Product) -> dict[str, Any]:
        catalogue = replace(PRODUCTS, products=products)
        needs = ("investing", "retirement", "cash_management")
        found = match(
            catalogue, assessment, client, needs, policy=POLICY, jurisdiction="CN", consents=None
        )
        both = (*found.suitable, *found.excluded)
        return {one.product.id: (one in found.suitable, one.reasons) for one in both}

    assert judged(BOND, twin) == judged(BOND) | judged(twin)
    assert judged(twin, BOND) == judged(BOND) | judged(twin)
