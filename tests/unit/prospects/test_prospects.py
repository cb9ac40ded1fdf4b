"""Stage, fit, intent, tier, gates and routing under the policy that ships."""

from __future__ import annotations

import copy
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bot.prospects import (
    FitFacts,
    GateFacts,
    ProspectRules,
    Signal,
    StageFacts,
    csat,
    fit,
    gates,
    intent_score,
    nps,
    route,
    stage,
    tier,
)

FILE: dict[str, Any] = YAML(typ="safe").load(Path(__file__).parents[3] / "data" / "policy.yml")
RULES = ProspectRules.from_mapping(FILE["prospects"])
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=timezone.utc)
ALL = frozenset({"privacy", "sensitive_data", "contact"})
BEST = FitFacts(Decimal(8_000_000), frozenset({"investing"}), "individual", True, 1.0)


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


@pytest.mark.parametrize(
    ("assets", "expected"),
    [
        (None, "standard"),
        (0, "standard"),
        (49_999, "standard"),
        (50_000, "gold"),
        (500_000, "premier"),
        (5_000_000, "diamond"),
        (6_000_000, "private"),
    ],
)
def test_a_tier_holds_from_its_assets_on(assets: int | None, expected: str) -> None:
    assert tier(assets, RULES) == expected


def test_the_best_fit_is_a_hundred_and_its_parts_add_up() -> None:
    best = fit(BEST, RULES)
    assert best.score == 100 == sum(best.parts.values())


def test_what_is_unknown_gives_no_fit() -> None:
    nothing = FitFacts(None, frozenset(), None, None, 0.0)
    assert fit(nothing, RULES).score == 0


def test_a_need_that_is_half_served_gives_half_of_its_points() -> None:
    facts = FitFacts(None, frozenset({"investing", "pawnshop"}), None, None, 0.0)
    assert fit(facts, RULES).parts["need"] == 12


def test_intent_halves_every_thirty_days() -> None:
    def meeting(days: float) -> int:
        return intent_score([Signal("meeting", days_ago(days))], NOW, RULES).score

    assert [meeting(days) for days in (0, 30, 60, 90)] == [40, 20, 10, 5]


def test_a_kind_counts_once_by_its_newest_signal() -> None:
    often = [Signal("return_visit", days_ago(days)) for days in (90, 0, 30)]
    assert intent_score(often, NOW, RULES).score == 10


def test_all_signals_today_make_a_hundred_and_unknown_ones_nothing() -> None:
    kinds = ("meeting", "act_soon", "product_depth", "return_visit", "documents", "weather")
    scored = intent_score([Signal(kind, NOW) for kind in kinds], NOW, RULES)
    assert scored.score == 100
    assert "weather" not in scored.parts


@given(
    st.lists(
        st.tuples(st.sampled_from(["meeting", "act_soon", "documents"]), st.integers(-5, 400)),
        max_size=6,
    )
)
def test_intent_stays_between_nothing_and_a_hundred(signals: list[tuple[str, int]]) -> None:
    made = [Signal(kind, days_ago(days)) for kind, days in signals]
    assert 0 <= intent_score(made, NOW, RULES).score <= 100


def test_all_gates_open_for_a_prospect_who_did_everything() -> None:
    assert gates(GateFacts(ALL, True, True), RULES) == ()


def test_every_shut_gate_is_named_in_the_order_of_opening() -> None:
    assert gates(GateFacts(frozenset(), False, False, 1, False), RULES) == (
        "consent_privacy",
        "consent_sensitive_data",
        "consent_contact",
        "assessment",
        "contradictions",
        "contact",
    )


def test_a_flagged_contradiction_passes_and_an_unflagged_one_does_not() -> None:
    assert gates(GateFacts(ALL, True, True, 1, True), RULES) == ()
    assert gates(GateFacts(ALL, True, True, 1, False), RULES) == ("contradictions",)


def test_needs_without_risk_ask_for_no_assessment_and_no_sensitive_data() -> None:
    facts = GateFacts(frozenset({"privacy", "contact"}), True, False, needs_assessment=False)
    assert gates(facts, RULES) == ()


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (StageFacts(), "visitor"),
        (StageFacts(has_need=True), "visitor"),
        (StageFacts(visits=2), "prospect"),
        (StageFacts(has_need=True, has_profile=True), "prospect"),
        (StageFacts(has_need=True, has_profile=True, gates_shut=()), "qualified"),
        (StageFacts(gates_shut=()), "visitor"),
        (StageFacts(client_since=TODAY), "client"),
        (StageFacts(client_since=date(2025, 11, 22), visits=3, nps=9), "loyal"),
        (StageFacts(client_since=date(2025, 11, 23), visits=3, nps=9), "client"),
        (StageFacts(client_since=date(2025, 11, 22), visits=2, nps=9), "client"),
        (StageFacts(client_since=date(2025, 11, 22), visits=3, nps=8), "client"),
        (StageFacts(client_since=date(2025, 11, 22), visits=3), "client"),
    ],
)
def test_a_stage_is_the_highest_whose_conditions_hold(facts: StageFacts, expected: str) -> None:
    assert stage(facts, TODAY, RULES) == expected


@pytest.mark.parametrize("reason", ["distress", "vulnerable", "complaint", "suspected_fraud"])
def test_who_is_in_need_goes_to_a_person_at_once_whatever_the_gates(reason: str) -> None:
    found = route(reason, gates_shut=("contact",), rules=RULES)
    assert found.urgency == "urgent" and found.goes_now


def test_whoever_asks_for_a_human_gets_one_whatever_the_gates() -> None:
    found = route("asked_for_human", gates_shut=("consent_contact",), rules=RULES)
    assert found.urgency == "high" and found.goes_now


@pytest.mark.parametrize("flag", ["senior_confirmation", "level_jump", "minor"])
def test_a_flag_that_waits_for_an_advisor_goes_ahead(flag: str) -> None:
    assert route("qualified", flags=[flag], rules=RULES).urgency == "high"


def test_anything_else_waits_for_its_gates_and_a_high_tier_is_answered_sooner() -> None:
    plain = route("qualified", tier="gold", gates_shut=("contact",), rules=RULES)
    assert (plain.urgency, plain.waits_for, plain.goes_now) == ("normal", ("contact",), False)
    lofty = route("qualified", tier="private", rules=RULES)
    assert lofty.urgency == "high"
    assert lofty.first_response_minutes < plain.first_response_minutes


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"tiers": [{"id": "a", "from": 1, "zh": "甲", "en": "a"}]}, "prospects.tiers"),
        ({"fit": {**FILE["prospects"]["fit"], "assets": 36}}, "prospects.fit"),
        ({"routing": {**FILE["prospects"]["routing"], "high_from_tier": "x"}}, "high_from_tier"),
    ],
)
def test_figures_that_contradict_each_other_are_refused(change: dict[str, Any], place: str) -> None:
    with pytest.raises(ValueError, match=place):
        ProspectRules.from_mapping({**copy.deepcopy(FILE["prospects"]), **change})


def test_nps_is_promoters_less_detractors() -> None:
    assert nps([10, 9, 8, 7, 6, 0]) == 0.0
    assert nps([10, 10, 9, 3]) == 50.0
    assert nps([]) is None


def test_csat_is_the_share_of_the_top_two() -> None:
    assert csat([5, 4, 3, 1]) == 50.0
    assert csat([]) is None
