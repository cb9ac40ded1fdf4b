"""What may be said of the wait, who may be asked next, and how long the house was open."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.suitability.hours import BusinessHours
from bot.suitability.reading import RuleError
from bot.suitability.waiting import ExpectedWait, Waiting, usual_wait

SHANGHAI = ZoneInfo("Asia/Shanghai")
TUESDAY = datetime(2026, 11, 24, 10, 30, tzinfo=SHANGHAI)
RULE = ExpectedWait(weeks=8, hours=2, at_least=3)
SECTION: dict[str, Any] = {
    "answer_minutes": {"urgent": 5, "high": 15, "normal": 30},
    "present_minutes": 15,
    "conversations_at_once": 5,
    "roles_by_tier": {"private": ["supervisor"]},
    "expected": {"weeks": 8, "hours": 2, "at_least": 10},
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def waits(*minutes: float, days: int = -7, hours: float = 0) -> list[tuple[datetime, timedelta]]:
    at = TUESDAY + timedelta(days=days, hours=hours)
    return [(at, timedelta(minutes=one)) for one in minutes]


def test_the_median_of_the_same_time_of_the_week_is_said_rounded_up() -> None:
    assert usual_wait(waits(1, 4, 200), TUESDAY, RULE) == 5
    assert usual_wait(waits(6, 8), TUESDAY, RULE) is None, "two say nothing"
    assert usual_wait([], TUESDAY, RULE) is None


def test_other_times_of_the_day_do_not_count() -> None:
    assert usual_wait(waits(1, 1, 1, hours=2.1), TUESDAY, RULE) is None
    assert usual_wait(waits(1, 1, 1, hours=-2), TUESDAY, RULE) == 1
    midnight = TUESDAY.replace(hour=0, minute=30)
    late = [(midnight - timedelta(days=6, hours=1), timedelta(minutes=9))] * 3
    assert usual_wait(late, midnight, RULE) == 10, "23:30 is an hour from 00:30"


def test_with_too_few_of_the_day_the_same_kind_of_day_counts_and_no_other() -> None:
    wednesdays = waits(20, 22, 24, days=-6)
    assert usual_wait([*waits(1, 1), *wednesdays], TUESDAY, RULE) == 20
    saturdays = waits(20, 22, 24, days=-3)
    assert usual_wait(saturdays, TUESDAY, RULE) is None


@pytest.mark.parametrize(
    ("minutes", "said"), [(0.2, 1), (1.01, 2), (31, 45), (60, 60), (61, 120), (300.5, 360)]
)
def test_a_wait_is_never_said_shorter_than_it_was(minutes: float, said: int) -> None:
    assert usual_wait(waits(minutes, minutes, minutes), TUESDAY, RULE) == said


def test_clients_of_a_tier_are_given_to_its_roles_only() -> None:
    waiting = Waiting.from_mapping(SECTION, ["standard", "private"])
    assert waiting.may_serve("supervisor", "private")
    assert not waiting.may_serve("advisor", "private")
    assert waiting.may_serve("advisor", "standard") and waiting.may_serve("advisor", None)


@pytest.mark.parametrize(
    ("path", "spoil"),
    [
        ("waiting.answer_minutes.high", lambda d: d["answer_minutes"].pop("high")),
        ("waiting.answer_minutes.urgent", lambda d: d["answer_minutes"].update(urgent="soon")),
        ("waiting.present_minutes", lambda d: d.pop("present_minutes")),
        ("waiting.roles_by_tier.gold", lambda d: d["roles_by_tier"].update(gold=["advisor"])),
        ("waiting.expected.at_least", lambda d: d["expected"].pop("at_least")),
    ],
)
def test_a_mistake_is_refused_with_its_place(path: str, spoil: Callable[[Any], Any]) -> None:
    section = copy.deepcopy(SECTION)
    spoil(section)
    with pytest.raises(RuleError) as found:
        Waiting.from_mapping(section, ["standard", "private"])
    assert found.value.path == path


HOURS = BusinessHours.from_mapping(
    {
        "timezone": "Asia/Shanghai",
        "weekly": {
            day: [{"from": "09:00", "to": "12:00"}, {"from": "22:00", "to": "02:00"}]
            for day in WEEKDAYS
        },
    }
)


def test_only_open_hours_are_counted_past_midnight_too() -> None:
    at = TUESDAY.replace(hour=11, minute=0)
    assert HOURS.open_between(at, at + timedelta(hours=24)) == timedelta(hours=7)
    night = TUESDAY.replace(hour=1, minute=0)
    assert HOURS.open_between(night, night + timedelta(hours=3)) == timedelta(hours=1)
    assert HOURS.open_between(at, at) == timedelta()


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_open_time_adds_up(first: int, second: int) -> None:
    start = TUESDAY.astimezone(timezone.utc)
    middle = start + timedelta(minutes=first)
    end = middle + timedelta(minutes=second)
    whole = HOURS.open_between(start, end)
    assert whole == HOURS.open_between(start, middle) + HOURS.open_between(middle, end)
    assert timedelta() <= whole <= end - start
