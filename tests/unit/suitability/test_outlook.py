"""What may become of a sum: follows its assumptions, never promises, never asks for more risk."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.suitability.assumptions import NAMES, Assumptions
from bot.suitability.outlook import look_ahead, years_of
from bot.suitability.reading import RuleError
from tests.unit.suitability.examples import RULES

ASSUMED = RULES.assumptions
CATEGORIES = ("C1", "C2", "C3", "C4", "C5")


def _mix(name: str) -> Mapping[str, int]:
    return ASSUMED.mixes[name]


# ── the mixes ──


def test_every_mix_keeps_to_its_limits_and_none_is_bolder_than_the_next() -> None:
    assert not [name for name in NAMES if ASSUMED.broken(name, _mix(name))]
    spread = [ASSUMED.deviation(_mix(name)) for name in CATEGORIES]
    assert spread == sorted(spread)
    shares = [ASSUMED.in_equity(_mix(name)) for name in CATEGORIES]
    assert shares == sorted(shares) and shares[0] == 0


def test_the_minimum_category_holds_cash_alone() -> None:
    assert dict(_mix("minimum")) == {"cash": 100}


def test_the_deviation_of_a_mix_is_markowitz() -> None:
    names = list(ASSUMED.classes)
    weights = np.array([_mix("C3").get(name, 0) / 100 for name in names])
    spread = np.array([ASSUMED.classes[name].sd / 100 for name in names])
    related = np.array([[ASSUMED.correlation(a, b) for b in names] for a in names])
    expected = 100 * np.sqrt(weights @ (related * np.outer(spread, spread)) @ weights)
    assert ASSUMED.deviation(_mix("C3")) == pytest.approx(expected)


def test_the_correlations_can_all_hold_at_once() -> None:
    names = list(ASSUMED.classes)
    related = [[ASSUMED.correlation(a, b) for b in names] for a in names]
    assert np.linalg.eigvalsh(np.array(related)).min() > 0


@pytest.mark.parametrize(
    ("name", "mix"),
    [
        ("C1", {"cash": 60, "bonds": 40}),
        ("C2", {"equity": 60, "cash": 40}),
        ("C3", {"cash": 50, "bonds": 40}),
        ("C3", {"cash": 50, "tulips": 50}),
    ],
)
def test_a_mix_that_breaks_its_limits_is_refused(name: str, mix: dict[str, int]) -> None:
    with pytest.raises(RuleError):
        ASSUMED.with_mixes({**ASSUMED.mixes, name: mix})


# ── the outcomes ──


def test_the_same_question_has_the_same_answer() -> None:
    one, other = (look_ahead(ASSUMED, _mix("C3"), amount=1e6, years=7, goal=2e6) for _ in "ab")
    assert one == other


def test_the_middle_path_grows_as_assumed_and_the_range_is_as_wide() -> None:
    years = 10
    for name in CATEGORIES:
        found = look_ahead(ASSUMED, _mix(name), amount=100.0, years=years).final.values
        grown = (found[2] / 100) ** (1 / years) - 1
        assert grown * 100 == pytest.approx(ASSUMED.mean(_mix(name)), abs=0.5), name
        # In logarithms the middle half of a normal law spans 1.349 deviations.
        width = np.log(found[3] / found[1]) / 1.349 / np.sqrt(years) * 100
        assert width == pytest.approx(ASSUMED.deviation(_mix(name)), rel=0.1), name


def test_a_bolder_mix_loses_more_in_a_bad_year_and_stays_longer_under_water() -> None:
    found = [look_ahead(ASSUMED, _mix(name), amount=1e4, years=10) for name in CATEGORIES]
    assert [one.bad_year for one in found] == sorted((o.bad_year for o in found), reverse=True)
    assert [one.long_under_water for one in found] == sorted(o.long_under_water for o in found)
    assert all(one.bad_year <= one.worst_year for one in found)


def test_inflation_takes_its_part() -> None:
    found = look_ahead(ASSUMED, _mix("minimum"), amount=1000.0, years=20, goal=900.0)
    assert found.real == pytest.approx(found.final.values[2] / 1.022**20, rel=0.01)
    assert found.goal_then == pytest.approx(900 * 1.022**20)


@settings(max_examples=25, deadline=None)
@given(
    name=st.sampled_from(CATEGORIES),
    amount=st.floats(1e3, 1e8),
    years=st.integers(1, 30),
    times=st.floats(0.3, 6.0),
)
def test_remedies_reach_the_goal_with_the_chance_they_name(
    name: str, amount: float, years: int, times: float
) -> None:
    goal = amount * times
    found = look_ahead(ASSUMED, _mix(name), amount=amount, years=years, goal=goal)
    assert found.chance is not None and 0 <= found.chance <= 100
    wanted = found.remedies
    if wanted is None:
        assert found.chance >= found.sure
        return
    assert found.chance < found.sure
    less = look_ahead(ASSUMED, _mix(name), amount=amount, years=years, goal=wanted.goal)
    assert less.chance is not None and less.chance >= found.sure - 0.1
    assert wanted.goal < goal
    if wanted.years is not None:
        assert wanted.years > years
        longer = look_ahead(ASSUMED, _mix(name), amount=amount, years=wanted.years, goal=goal)
        assert longer.chance is not None and longer.chance >= found.sure
    assert wanted.saving is None or wanted.saving > 0


def test_saving_each_month_closes_the_gap() -> None:
    found = look_ahead(ASSUMED, _mix("minimum"), amount=10_000, years=5, goal=40_000)
    assert found.remedies is not None and found.remedies.saving is not None
    # Cash hardly moves: what lacks, spread over sixty months, with a little interest.
    lacking = (40_000 - 10_000 * 1.031**5) / 60
    assert found.remedies.saving == pytest.approx(lacking, rel=0.1)


def test_more_time_or_a_lower_goal_never_lowers_the_chance_of_a_mix_that_grows() -> None:
    chances = [
        look_ahead(ASSUMED, _mix("C2"), amount=1e5, years=years, goal=1.4e5).chance
        for years in (2, 5, 10, 20)
    ]
    assert chances == sorted(chances)  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("amount", "years", "goal"), [(0.0, 5, None), (1.0, 0, None), (1.0, 5, 0.0), (-1.0, 5, None)]
)
def test_what_makes_no_sense_is_refused(amount: float, years: int, goal: float | None) -> None:
    with pytest.raises(ValueError):
        look_ahead(ASSUMED, _mix("C3"), amount=amount, years=years, goal=goal)


def test_a_span_is_shown_in_whole_years_and_not_for_ever() -> None:
    assert [years_of(months, ASSUMED) for months in (0, 1, 12, 13, 36)] == [1, 1, 1, 2, 3]
    assert years_of(12_000, ASSUMED) == ASSUMED.simulation.longest


def test_fewer_degrees_of_freedom_make_bad_years_worse() -> None:
    def with_tails(tails: int) -> Assumptions:
        drawn = dataclasses.replace(ASSUMED.simulation, tails=tails)
        return dataclasses.replace(ASSUMED, simulation=drawn)

    wild, tame = (
        look_ahead(with_tails(tails), _mix("C4"), amount=1.0, years=20).bad_year
        for tails in (3, 100)
    )
    assert wild < tame
