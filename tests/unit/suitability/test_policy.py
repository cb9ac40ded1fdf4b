"""The policy file: every mistake is refused with its place, and the hours are kept."""

# A mistake is read best as one row of a table.
# ruff: noqa: E501

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.rulebook.calendars import statutory
from bot.suitability.coherence import problems
from bot.suitability.frequency import refusal
from bot.suitability.hours import BusinessHours
from bot.suitability.policy import Policy, category
from bot.suitability.products import Products
from bot.suitability.questionnaire import Questionnaire
from bot.suitability.reading import RuleError
from tests.unit.suitability.examples import POLICY, QUESTIONNAIRE, TODAY

DATA = Path(__file__).parents[3] / "data"
FILE: dict[str, Any] = YAML(typ="safe").load(DATA / "policy.yml")
CATALOGUE: dict[str, Any] = YAML(typ="safe").load(DATA / "products.yml")
Spoil = Callable[[dict[str, Any]], Any]

MISTAKES: list[tuple[str, Spoil]] = [
    ("scores.bands.tolerance", lambda d: d["scores"]["bands"].update(tolerance=[0, 40, 20, 60, 80])),
    ("scores.weights.capacity", lambda d: d["scores"]["weights"]["capacity"].update(age=0)),
    ("currency.rates", lambda d: d["currency"].update(base="XYZ")),
    ("currency.rates.USD.rate", lambda d: d["currency"]["rates"]["USD"].update(rate=0)),
    ("caps[0].level", lambda d: d["caps"][0].update(level="C9")),
    ("caps[0]", lambda d: d["caps"][0].pop("options")),
    ("contradictions[0].kind", lambda d: d["contradictions"][0].update(kind="other")),
    ("contradictions[0].text.zh", lambda d: d["contradictions"][0].update(text={"zh": "哪个对？", "en": "{left}{right}"})),
    ("regulatory.governs", lambda d: d["regulatory"].update(governs="higher")),
    ("illustration.categories.C3.weights", lambda d: d["illustration"]["categories"]["C3"].update(weights={"equity": 99})),
    ("wording.tolerance", lambda d: d["wording"].pop("tolerance")),
    ("wording.items.max_loss", lambda d: d["wording"]["items"].pop("max_loss")),
    ("business_hours.timezone", lambda d: d["business_hours"].update(timezone="Moon/Base")),
    ("business_hours.weekly.monday[0].from", lambda d: d["business_hours"]["weekly"].update(monday=[{"from": 540, "to": "12:00"}])),
    ("qualified.experience_years", lambda d: d["qualified"].update(experience_years=[25])),
    ("need.required_return", lambda d: d["need"].update(required_return=[{"up_to": 2, "points": 10}])),
    ("effective", lambda d: d.update(effective="soon")),
    ("retention.audit_years", lambda d: d["retention"].pop("audit_years")),
]  # fmt: skip


@pytest.mark.parametrize(("place", "spoil"), MISTAKES, ids=[place for place, _ in MISTAKES])
def test_a_mistake_is_refused_with_its_place(place: str, spoil: Spoil) -> None:
    spoiled = copy.deepcopy(FILE)
    spoil(spoiled)
    with pytest.raises(RuleError) as caught:
        Policy.from_mapping(spoiled, calendar=statutory)
    assert caught.value.path == place


def test_a_product_that_serves_an_unknown_need_or_has_an_unknown_rating_is_refused() -> None:
    for change in ({"needs": ["gambling"]}, {"rating": "R6"}, {"liquidity": "never"}):
        spoiled = copy.deepcopy(CATALOGUE)
        spoiled["products"][0].update(change)
        with pytest.raises(RuleError, match="demand_deposit"):
            Products.from_mapping(spoiled)


def test_policy_and_questionnaire_fit_together() -> None:
    assert problems(QUESTIONNAIRE, POLICY) == ()


def test_a_rule_about_an_option_that_is_gone_is_named() -> None:
    thinned = tuple(
        replace(q, options=q.options[:-1]) if q.id == "attitude" else q
        for q in QUESTIONNAIRE.questions
        if q.id != "reserve_months"
    )
    found = problems(Questionnaire("x", thinned), POLICY)
    assert any("“attitude” has no option “seeking”" in problem for problem in found)
    assert any("no question “reserve_months”" in problem for problem in found)


def test_points_that_fall_towards_the_bolder_options_are_named() -> None:
    turned = tuple(
        replace(q, options=tuple(reversed(q.options))) if q.id == "attitude" else q
        for q in QUESTIONNAIRE.questions
    )
    found = problems(Questionnaire("x", turned), POLICY)
    assert [one for one in found if "attitude: tolerance points fall" in one]


def test_categories_have_names() -> None:
    assert category(5) == "C5"
    with pytest.raises(IndexError):
        category(0)


def test_a_banned_english_word_counts_as_a_whole_word_only() -> None:
    assert POLICY.banned_in("This is RISK-FREE.", "en") == ("risk-free",)
    assert POLICY.banned_in("the sure things of life", "en") == ()
    assert POLICY.banned_in("这是低风险产品", "zh") == ("低风险",)


def at(hour: int, minute: int = 0, day: int = 23) -> datetime:
    """A moment of November 2026 in Shanghai (UTC+8); the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=timezone(timedelta(hours=8)))


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (at(8, 59), False),
        (at(9), True),
        (at(11, 59), True),
        (at(12), False),
        (at(13, 30), True),
        (at(18), False),
        (at(10, day=22), False),
        (at(10, day=28), True),
    ],
)
def test_the_house_is_open_in_its_periods(moment: datetime, is_open: bool) -> None:
    assert POLICY.business_hours.is_open(moment) is is_open


def test_the_next_opening_skips_the_closed_day() -> None:
    assert POLICY.business_hours.next_opening(at(17, day=28)) == at(9, day=30)
    assert POLICY.business_hours.next_opening(at(12, 30)) == at(13, 30)
    assert POLICY.business_hours.next_opening(at(10)) == at(10)


def hours(**changes: Any) -> BusinessHours:
    return BusinessHours.from_mapping({**FILE["business_hours"], **changes}, calendar=statutory)


def test_a_period_may_run_past_midnight() -> None:
    week = {day: [] for day in FILE["business_hours"]["weekly"]}
    late = hours(weekly={**week, "monday": [{"from": "20:00", "to": "02:00"}]})
    assert late.is_open(at(1, 59, day=24))
    assert not late.is_open(at(2, day=24))
    assert not late.is_open(at(1, day=23))


def test_a_holiday_is_closed_and_a_special_day_has_its_own_hours() -> None:
    closed = hours(closed=[{"date": "2026-11-23", "zh": "休", "en": "closed"}])
    assert not closed.is_open(at(10))
    short = hours(
        closed=[{"date": "2026-11-23", "zh": "休", "en": "closed"}],
        special=[{"date": "2026-11-23", "periods": [{"from": "10:00", "to": "11:00"}]}],
    )
    assert short.is_open(at(10))
    assert not short.is_open(at(9))


def test_a_house_that_never_opens_has_no_next_opening() -> None:
    never = hours(weekly={day: [] for day in FILE["business_hours"]["weekly"]})
    assert never.next_opening(at(10)) is None


def test_assessments_are_limited_by_day_and_by_year() -> None:
    def ago(days: int) -> date:
        return TODAY - timedelta(days=days)

    assert refusal([TODAY], TODAY, POLICY) is None
    assert refusal([TODAY, TODAY], TODAY, POLICY) == "per_day"
    assert refusal([ago(n) for n in range(1, 9)], TODAY, POLICY) == "per_year"
    assert refusal([ago(n) for n in range(1, 8)] + [ago(365)], TODAY, POLICY) is None
