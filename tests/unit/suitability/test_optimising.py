"""The mixes that are shipped are those that the optimiser finds, and it finds the best."""

from __future__ import annotations

import dataclasses
import itertools

import pytest

from bot.suitability.assumptions import Limits
from bot.suitability.optimising import compute
from bot.suitability.reading import RuleError
from tests.unit.suitability.examples import RULES

ASSUMED = RULES.assumptions


def test_the_shipped_mixes_are_computed_from_the_shipped_assumptions() -> None:
    assert compute(ASSUMED) == {name: dict(mix) for name, mix in ASSUMED.mixes.items()}


def test_no_mix_in_steps_of_ten_percent_beats_the_computed_one() -> None:
    names = list(ASSUMED.classes)
    best = ASSUMED.mean(ASSUMED.mixes["C3"])
    home = {name for name, one in ASSUMED.classes.items() if one.home and one.equity}
    for parts in itertools.product(range(0, 101, 10), repeat=len(names) - 1):
        if sum(parts) > 100:
            continue
        mix = dict(zip(names, (*parts, 100 - sum(parts)), strict=True))
        at_home = sum(mix[name] for name in home)
        if at_home > ASSUMED.home_share / 100 * ASSUMED.in_equity(mix):
            continue
        if ASSUMED.deviation(mix) <= ASSUMED.limits["C3"].max_sd and not ASSUMED.broken("C3", mix):
            # Rounding to whole percents may cost a little.
            assert ASSUMED.mean(mix) <= best + 0.05


def test_limits_that_no_mix_can_keep_are_named() -> None:
    tight = Limits(max_sd=0.5, max_equity=0, least={"bonds": 50}, most={})
    narrow = dataclasses.replace(ASSUMED, limits={**ASSUMED.limits, "C2": tight})
    with pytest.raises(RuleError, match=r"limits\.categories\.C2"):
        compute(narrow)
