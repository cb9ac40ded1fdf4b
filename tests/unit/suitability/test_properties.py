"""What must hold for every client there can be.

The full run makes 20,000 clients for each: `ZHIYIN_EXAMPLES=20000`, with this module alone.
"""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.suitability import Assessment, recompute
from bot.suitability.counterfactual import mattered, what_if
from bot.suitability.illustration import allocate
from bot.suitability.matching import match
from bot.suitability.policy import CATEGORIES
from bot.suitability.products import NEEDS
from bot.suitability.scoring import compute
from tests.unit.suitability.examples import POLICY, PRODUCTS, QUESTIONNAIRE, RULES, STRONG, assessed
from tests.unit.suitability.strategies import (
    AMOUNTS,
    CLIMBS,
    ITEMS,
    client,
    holds_for,
    one_of,
    shuffling,
    some_of,
    value_of,
    whole,
)

SPANS = ("lt_1y", "1_3y", "3_5y", "5_10y", "gt_10y")


def level(answers: dict[str, Any]) -> int:
    return compute(answers, QUESTIONNAIRE, POLICY).level


def span(answers: dict[str, Any]) -> str:
    """The horizon, read here once more and on its own: the shorter of what is stated."""
    found = [answers["horizon"]] if "horizon" in answers else []
    if "horizon_months" in answers:
        months = answers["horizon_months"]
        found.append(SPANS[sum(months > last for last in (11, 36, 60, 120))])
    return min(found, key=SPANS.index, default="lt_1y")


def explainable(rule: Any) -> bool:
    return bool(getattr(rule, "explainable", False))


def individual(answers: dict[str, Any]) -> bool:
    return answers.get("segment", "individual") == "individual"


@holds_for(200, client)
def test_the_level_is_never_above_any_cap(answers: dict[str, Any]) -> None:
    reached = level(answers)
    most = {"lt_1y": 1, "1_3y": 2, "3_5y": 3}.get(span(answers), 5)
    reserve = answers.get("reserve_months", 0)
    if (reserve["min"] if isinstance(reserve, dict) else reserve) < 3:
        most = min(most, 2)
    if answers.get("max_loss", "none") in ("none", "lt_5"):
        most = min(most, 2)
    if answers.get("liquidity_need", "most") == "most":
        most = min(most, 2)
    if answers.get("max_loss", "none") == "none":
        most = 1
    unknown = "limited" if individual(answers) else "full"
    if answers.get("civil_capacity", unknown) == "limited":
        most = 1
    assert reached <= most


@holds_for(200, client)
def test_the_level_is_never_above_what_is_wanted_borne_understood_or_regulated(
    answers: dict[str, Any],
) -> None:
    result = compute(answers, QUESTIONNAIRE, POLICY)
    assert result.level <= result.scores["tolerance"].level
    assert result.level <= result.scores["capacity"].level
    assert result.level <= result.scores["knowledge"].level + 1
    assert result.regulatory_level is not None
    assert result.level <= result.regulatory_level


@pytest.mark.parametrize("item", CLIMBS)
@holds_for(25, client)
def test_a_bolder_answer_alone_never_lowers_the_level(item: str, answers: dict[str, Any]) -> None:
    if item == "horizon":
        answers.pop("horizon_months", None)
    levels = [level({**answers, item: option}) for option in CLIMBS[item]]
    assert levels == sorted(levels)


@holds_for(100, client, whole(0, 60), whole(0, 60))
def test_more_reserve_never_lowers_the_level(answers: dict[str, Any], one: int, other: int) -> None:
    less, more = sorted((one, other))
    assert level({**answers, "reserve_months": less}) <= level({**answers, "reserve_months": more})


@holds_for(100, client, whole(0, 400), whole(0, 400))
def test_more_months_never_lower_the_level(answers: dict[str, Any], one: int, other: int) -> None:
    shorter, longer = sorted((one, other))
    answers.pop("horizon", None)
    low = level({**answers, "horizon_months": shorter})
    assert low <= level({**answers, "horizon_months": longer})


@pytest.mark.parametrize("item", ["annual_income", "investable_assets"])
@holds_for(100, client, whole(0, 10**7), whole(0, 10**7))
def test_more_money_never_lowers_the_level(
    item: str, answers: dict[str, Any], one: int, other: int
) -> None:
    less, more = sorted((one, other))
    held = [{"amount": amount * 100, "currency": "CNY"} for amount in (less, more)]
    assert level({**answers, item: held[0]}) <= level({**answers, item: held[1]})


@holds_for(200, client, one_of(ITEMS))
def test_leaving_an_item_unanswered_never_raises_the_level(
    answers: dict[str, Any], item: str
) -> None:
    if not individual(answers) and item == "civil_capacity":
        return  # Not asked of companies; where one states it all the same, the law holds.
    without = {key: value for key, value in answers.items() if key != item}
    if item == "horizon":
        without.pop("horizon_months", None)
    assert level(without) <= level(answers)


@holds_for(200, client, some_of(ITEMS))
def test_leaving_several_items_unanswered_never_raises_the_level(
    answers: dict[str, Any], left_out: list[str]
) -> None:
    gone = {*left_out, *(["horizon_months"] if "horizon" in left_out else [])}
    if not individual(answers):
        gone.discard("civil_capacity")
    without = {key: value for key, value in answers.items() if key not in gone}
    assert level(without) <= level(answers)


@holds_for(25, client, shuffling)
def test_the_order_of_answers_is_irrelevant(answers: dict[str, Any], random: Any) -> None:
    shuffled = list(answers.items())
    random.shuffle(shuffled)
    assert json.dumps(assessed(dict(shuffled)).to_json()) == json.dumps(assessed(answers).to_json())


@holds_for(25, client, one_of([None, {}, {"max_loss": "lt_5"}, STRONG]))
def test_an_assessment_is_recomputed_from_what_was_stored_bit_for_bit(
    answers: dict[str, Any], earlier: dict[str, Any] | None
) -> None:
    previous = None if earlier is None else assessed(earlier)
    made = assessed(answers, previous=previous, products_version="p1")
    stored = json.dumps(made.to_json(), ensure_ascii=False)
    again = recompute(
        Assessment.from_json(json.loads(stored)), questionnaire=QUESTIONNAIRE, policy=POLICY
    )
    assert json.dumps(again.to_json(), ensure_ascii=False) == stored


@holds_for(50, client, value_of("goal_amount"), value_of("objective"))
def test_what_the_goal_asks_for_never_moves_the_level(
    answers: dict[str, Any], goal: dict[str, Any], objective: str
) -> None:
    assert level({**answers, "goal_amount": goal, "objective": objective}) == level(
        {key: value for key, value in answers.items() if key not in ("goal_amount", "objective")}
    )


@holds_for(100, client, some_of([rule.id for rule in POLICY.contradictions]))
def test_a_contradiction_that_is_not_explained_never_raises_the_level(
    answers: dict[str, Any], explained: list[str]
) -> None:
    after = compute(answers, QUESTIONNAIRE, POLICY, explained=frozenset(explained))
    assert level(answers) <= after.level
    fixed = frozenset(rule.id for rule in POLICY.contradictions if not explainable(rule))
    assert compute(answers, QUESTIONNAIRE, POLICY, explained=fixed).level == level(answers)


@holds_for(40, client, whole(65, 100))
def test_from_65_nothing_above_c2_is_offered_before_an_advisor_confirms(
    answers: dict[str, Any], age: int
) -> None:
    made = assessed({**answers, "segment": "individual", "age": age})
    assert made.offered_level <= 2
    assert ("senior_confirmation" in made.flags) == (made.level > 2)


@holds_for(40, client, client)
def test_a_jump_of_two_levels_waits_for_an_advisor(
    answers: dict[str, Any], earlier: dict[str, Any]
) -> None:
    before = assessed(earlier)
    made = assessed(answers, previous=before)
    assert ("level_jump" in made.flags) == (abs(made.level - before.level) >= 2)
    assert made.category == assessed(answers).category, "the result itself is the answers' alone"
    if "level_jump" in made.flags:
        assert made.offered_level <= before.level


@holds_for(40, client, some_of(NEEDS, 1))
def test_no_product_above_the_level_is_ever_matched(
    answers: dict[str, Any], needs: list[str]
) -> None:
    assessment = assessed(answers)
    found = match(PRODUCTS, assessment, answers, needs, policy=POLICY)
    rated = [one.product for one in found.suitable if one.product.level is not None]
    assert all(product.level <= assessment.offered_level for product in rated)
    assert assessment.offered_level <= assessment.level
    if assessment.minimum_risk:
        assert {product.rating for product in rated} <= {"R1"}
    assert len(found.suitable) + len(found.excluded) == len(PRODUCTS.products)
    assert all(one.reasons for one in (*found.suitable, *found.excluded))


@holds_for(25, client, one_of(["max_loss", "civil_capacity"]))
def test_the_minimum_category_is_c1_and_r1_whatever_else_is_said(
    answers: dict[str, Any], cause: str
) -> None:
    made = assessed(
        {
            **answers,
            "segment": "individual",
            cause: {"max_loss": "none", "civil_capacity": "limited"}[cause],
        }
    )
    assert made.minimum_risk
    assert (made.category, made.highest_rating) == ("C1", "R1")
    assert "minimum_risk" in made.flags
    assert made.reasons[0].code == "minimum_risk"
    shares = allocate(
        made.category, POLICY, RULES.assumptions, minimum_risk=made.minimum_risk
    ).shares
    assert [share.id for share in shares] == ["cash"]


@settings(max_examples=50, deadline=None)  # texts and mappings take long to draw
@given(
    st.dictionaries(
        st.sampled_from([*ITEMS, "segment", "needs", "horizon_months", "contact"]),
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.text(max_size=8)
        | st.lists(st.sampled_from(["equity", "none", ""]))
        | st.dictionaries(st.sampled_from(["amount", "min", "max", "currency"]), st.integers()),
    )
)
def test_values_that_cannot_be_read_count_as_unanswered(answers: dict[str, Any]) -> None:
    made = assessed(answers)
    assert made.category in CATEGORIES
    assert "contact" not in made.answers
    assert {"age", "investable_assets"} - set(answers) <= {*made.missing} | (
        {"age"} if answers.get("segment") in ("business", "institution") else set()
    )


@holds_for(25, client)
def test_every_reason_is_said_in_both_languages_without_a_banned_word(
    answers: dict[str, Any],
) -> None:
    made = assessed(answers)
    for reason in (*made.reasons, *made.would_change):
        assert reason.zh and reason.en
        assert "{" not in reason.zh + reason.en
        assert not POLICY.banned_in(reason.zh, "zh")
        assert not POLICY.banned_in(reason.en, "en")


@holds_for(50, client, one_of(ITEMS), shuffling)
def test_a_supposition_gives_what_the_same_answers_would_have_given(
    answers: dict[str, Any], item: str, dice: Random
) -> None:
    assert what_if(answers, {}, questionnaire=QUESTIONNAIRE, policy=POLICY).same
    value = value_of(item)(dice)
    supposed = what_if(answers, {item: value}, questionnaire=QUESTIONNAIRE, policy=POLICY)
    told = {k: v for k, v in answers.items() if item != "horizon" or k != "horizon_months"}
    assert supposed.then == assessed({**told, item: value}).category


@holds_for(50, client)
def test_the_answers_that_mattered_are_answers_that_were_given(answers: dict[str, Any]) -> None:
    found = mattered(answers, questionnaire=QUESTIONNAIRE, policy=POLICY)
    assert len(found) == len(set(found)) <= 3
    assert set(found) <= {*answers, *(["horizon"] if "horizon_months" in answers else [])}
    if assessed(answers).minimum_risk:
        assert found[0] in ("civil_capacity", "max_loss")


def test_amount_items_are_those_of_the_questionnaire() -> None:
    asked = {q.id for q in QUESTIONNAIRE.questions if q.kind == "amount"}
    assert asked == set(AMOUNTS)
