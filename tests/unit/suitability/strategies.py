"""Any client and any single answer, drawn from seeds that Hypothesis finds.

A client is made from one seed: drawing twenty answers one by one would take Hypothesis ten times as
long as assessing them, and thousands of clients find more than hundreds that shrink nicely.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

from hypothesis import given, settings
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


def client(dice: Random) -> dict[str, Any]:
    """Sparse, complete and bold clients alike; the bold ones are where somebody might slip by."""
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


Maker = Callable[[Random], Any]
EACH = 50
"""Clients made from one seed in a full run: Hypothesis takes longer for one than the assessment."""


def examples(quick: int) -> int:
    """How many examples a property gets: `quick`, or as many as ZHIYIN_EXAMPLES says."""
    return int(os.environ.get("ZHIYIN_EXAMPLES", quick))


def holds_for(quick: int, *makers: Maker) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A property of whatever the makers draw, as the test's last arguments.

    It is tried with `quick` examples, or with as many as ZHIYIN_EXAMPLES says. What a failing test
    was given is in its own message; the seed that Hypothesis prints makes the same again.
    """
    full = "ZHIYIN_EXAMPLES" in os.environ
    each = EACH if full else 1
    seeds = -(-examples(quick) // each)

    def made(test: Callable[..., None]) -> Callable[..., None]:
        named = tuple(inspect.signature(test).parameters)[: -len(makers)]

        def run(*, seed: int, **given_: Any) -> None:
            for at in range(each):
                dice = Random(f"{seed}/{at}")
                test(*(given_[name] for name in named), *(make(dice) for make in makers))

        run.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
            [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in (*named, "seed")]
        )
        run.__name__ = run.__qualname__ = test.__name__
        run.__module__, run.__doc__ = test.__module__, test.__doc__
        return settings(max_examples=seeds, deadline=None)(given(seed=SEEDS)(run))

    return made


def one_of(options: Sequence[Any]) -> Maker:
    """Any one of the options."""
    return lambda dice: dice.choice(options)


def some_of(options: Sequence[Any], least: int = 0) -> Maker:
    """Any of the options, in any order, each once at most."""
    return lambda dice: dice.sample(options, dice.randint(least, len(options)))


def whole(first: int, last: int) -> Maker:
    """Any whole number of the range."""
    return lambda dice: dice.randint(first, last)


def value_of(item: str) -> Maker:
    """Any value a client may give to one question."""
    return lambda dice: _value(item, dice)


def shuffling(dice: Random) -> Random:
    """A source of chance of its own."""
    return Random(dice.random())
