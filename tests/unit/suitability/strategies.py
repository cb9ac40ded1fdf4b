"""Hypothesis strategies: any client and any single answer.

A client is made from one seed: drawing twenty answers one by one would take Hypothesis ten times as
long as assessing them, and thousands of clients find more than hundreds that shrink nicely.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.unit.suitability.examples import QUESTIONNAIRE

CLIMBS: Mapping[str, tuple[str, ...]] = {
    "max_loss": ("none", "lt_5", "5_10", "10_30", "30_50", "gt_50"),
    "horizon": ("lt_1y", "1_3y", "3_5y", "5_10y", "gt_10y"),
    "attitude": ("averse", "cautious", "balanced", "willing", "seeking"),
    "gain_loss_choice": ("g5_l0", "g15_l5", "g30_l15", "g50_l30", "g100_l60"),
    "loss_reaction": ("sell_all", "sell_some", "hold", "buy_more"),
    "debt_position": ("heavy_debt", "break_even", "some_savings", "comfortable", "wealthy"),
    "income_source": ("none", "pension", "salary", "self_employed", "business"),
    "knowledge": ("none", "limited", "general", "good", "professional"),
    "experience_products": (
        "none",
        "deposits",
        "wealth_products",
        "bond_funds",
        "stocks_funds",
        "derivatives",
    ),
    "experience_years": ("0", "lt_2", "2_5", "5_10", "gt_10"),
    "intended_products": ("money_market", "bonds", "mixed", "equity", "derivatives"),
    "quiz_rates": ("wrong", "correct"),
    "liquidity_need": ("most", "half", "some", "none"),
    "civil_capacity": ("limited", "full"),
}
"""Options from the careful end to the bold one (contracts §Profile values)."""

AMOUNTS = ("annual_income", "investable_assets", "goal_amount")
NUMBERS: Mapping[str, int] = {"age": 100, "reserve_months": 60, "dependants": 6}


MAJOR = (0, 30, 49_999, 50_000, 120_000, 500_000, 1_000_000, 6_000_000, 20_000_000)
CURRENCIES = ("CNY", "USD", "HKD", "XXX")
ITEMS = tuple(
    question.id
    for question in QUESTIONNAIRE.questions
    if question.phase == "profile" and question.options
)
OPTIONS = {item: [o.id for o in QUESTIONNAIRE.question(item).options] for item in ITEMS}
SEEDS = st.integers(0, 2**64 - 1)


def _value(item: str, dice: Random) -> Any:
    if item in AMOUNTS:
        low, wide = dice.choice(MAJOR), dice.choice(MAJOR)
        if dice.random() < 0.3:
            return {"min": low * 100, "max": (low + wide) * 100, "currency": "CNY"}
        return {"amount": low * 100, "currency": dice.choice(CURRENCIES)}
    if item in NUMBERS:
        number = dice.randint(0, NUMBERS[item])
        return (
            number if dice.random() < 0.8 else {"min": number, "max": number + dice.randint(0, 9)}
        )
    if item == "intended_products" and dice.random() < 0.5:
        return dice.sample(OPTIONS[item], dice.randint(1, len(OPTIONS[item])))
    return dice.choice(OPTIONS[item])


def _client(seed: int) -> dict[str, Any]:
    """Sparse, complete and bold clients alike; the bold ones are where somebody might slip by."""
    dice = Random(seed)
    made = {item: _value(item, dice) for item in ITEMS}
    kind = dice.choice(("sparse", "complete", "bold", "bold"))
    if kind == "bold":
        made.update({item: dice.choice(options[-2:]) for item, options in CLIMBS.items()})
        made["reserve_months"] = dice.randint(2, 40)
        made["investable_assets"] = {"amount": dice.choice(MAJOR[5:]) * 100, "currency": "CNY"}
        made["annual_income"] = {"amount": dice.choice(MAJOR[4:]) * 100, "currency": "CNY"}
        one = dice.choice(ITEMS)
        made[one] = _value(one, dice)
    if kind == "sparse":
        made = {item: value for item, value in made.items() if dice.random() < 0.7}
        if dice.random() < 0.5:
            made["segment"] = dice.choice(("individual", "business", "institution"))
        if dice.random() < 0.3:
            made["horizon_months"] = dice.randint(0, 400)
    return made


def examples(quick: int) -> int:
    """How many examples a property gets: `quick`, or as many as ZHIYIN_EXAMPLES says."""
    return int(os.environ.get("ZHIYIN_EXAMPLES", quick))


def anyone() -> st.SearchStrategy[dict[str, Any]]:
    """The answers of any client."""
    return SEEDS.map(_client)


def value_of(item: str) -> st.SearchStrategy[Any]:
    """Any value a client may give to one question."""
    return SEEDS.map(lambda seed: _value(item, Random(seed)))
