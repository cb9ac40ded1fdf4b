"""Days off and make-up working days: the country's, and what the institution names itself."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot import rulebook
from bot.rulebook import calendars
from bot.settings import load_settings
from bot.suitability.holidays import StatutoryDays
from bot.suitability.hours import BusinessHours
from bot.suitability.reading import RuleError

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday")
REGULAR: dict[str, Any] = {
    "timezone": "Asia/Shanghai",
    "weekly": {
        **{day: [{"from": "09:00", "to": "18:00"}] for day in WEEK},
        "saturday": [{"from": "10:00", "to": "16:00"}],
        "sunday": [],
    },
}


def days(*dates: str) -> frozenset[date]:
    return frozenset(date.fromisoformat(f"2026-{one}") for one in dates)


SPRING = StatutoryDays(
    off=days(*(f"02-{day}" for day in range(15, 24))), working=days("02-14", "02-28")
)
"""Spring Festival 2026 as the State Council announced it: 15 to 23 February off, the Saturdays of
the 14th and the 28th worked."""


def china(country: str, year: int) -> StatutoryDays:
    assert country == "CN"
    return SPRING if year == 2026 else StatutoryDays(frozenset(), frozenset())


def named(when: str) -> dict[str, str]:
    return {"date": f"2026-{when}", "zh": "某日", "en": "some day"}


def hours(**holidays: Any) -> BusinessHours:
    return BusinessHours.from_mapping({**REGULAR, "holidays": holidays}, calendar=china)


def at(when: str, hour: int, minute: int = 0) -> datetime:
    day = date.fromisoformat(f"2026-{when}")
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)


def test_the_countrys_days_off_are_closed_and_its_make_up_days_have_a_weekdays_hours() -> None:
    china_hours = hours(country="CN")
    assert not any(china_hours.is_open(at(f"02-{day}", 11)) for day in range(15, 24))
    assert china_hours.is_open(at("02-14", 17)) and china_hours.is_open(at("02-28", 9))
    assert not china_hours.is_open(at("03-07", 17)), "any other Saturday ends at 16:00"
    assert china_hours.next_opening(at("02-14", 18)) == at("02-24", 9)


def test_without_a_country_only_what_is_named_counts() -> None:
    own = hours(extra=[named("02-16")], working=[named("02-15")], hours_of="friday")
    assert not own.is_open(at("02-16", 11)) and own.is_open(at("02-17", 11))
    assert own.is_open(at("02-15", 17)), "a Sunday, worked like a Friday"


def test_what_the_institution_names_comes_before_the_calendar() -> None:
    own = hours(country="CN", extra=[named("02-28")], working=[named("02-23")])
    assert own.is_open(at("02-23", 17)) and not own.is_open(at("02-28", 11))


def test_closed_and_special_days_come_before_holidays() -> None:
    source = {
        **REGULAR,
        "holidays": {"country": "CN"},
        "closed": [named("02-14")],
        "special": [{"date": "2026-02-16", "periods": [{"from": "10:00", "to": "11:00"}]}],
    }
    own = BusinessHours.from_mapping(source, calendar=china)
    assert not own.is_open(at("02-14", 11)) and own.is_open(at("02-16", 10, 30))


def test_a_night_before_a_holiday_runs_on_past_midnight() -> None:
    late = {**REGULAR["weekly"], "friday": [{"from": "20:00", "to": "02:00"}]}
    own = BusinessHours.from_mapping(
        {**REGULAR, "weekly": late, "holidays": {"extra": [named("01-03")]}}
    )
    assert own.is_open(at("01-03", 1)) and not own.is_open(at("01-03", 11))


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("business_hours.holidays.extra[0].date", {"extra": [{**named("02-16"), "date": "soon"}]}),
        ("business_hours.holidays.extra[0].en", {"extra": [{"date": "2026-02-16", "zh": "节"}]}),
        (
            "business_hours.holidays.working[0].date",
            {"extra": [named("02-16")], "working": [named("02-16")]},
        ),
        ("business_hours.holidays.hours_of", {"hours_of": "someday"}),
    ],
)
def test_a_mistake_is_refused_with_its_place(path: str, section: dict[str, Any]) -> None:
    with pytest.raises(RuleError) as found:
        hours(**section)
    assert found.value.path == path


def test_a_country_without_a_calendar_at_hand_is_refused_at_once() -> None:
    with pytest.raises(RuleError, match="CN"):
        BusinessHours.from_mapping({**REGULAR, "holidays": {"country": "CN"}})


def test_the_library_knows_the_chinese_days_with_their_weekends_and_make_up_days() -> None:
    """国办发明电〔2025〕7号: the notice of the State Council for 2026."""
    found = calendars.statutory("CN", 2026)
    off = days(
        "01-01", "01-02", "01-03", "04-04", "04-05", "04-06", "05-01", "05-02", "05-03", "05-04",
        "05-05", "06-19", "06-20", "06-21", "09-25", "09-26", "09-27", "10-01", "10-02", "10-03",
        "10-04", "10-05", "10-06", "10-07",
    )  # fmt: skip
    assert found.off == SPRING.off | off
    assert found.working == SPRING.working | days("01-04", "05-09", "09-20", "10-10")


def test_a_year_that_was_not_announced_yet_has_the_days_of_the_law() -> None:
    found = calendars.statutory("CN", 2031)
    assert date(2031, 10, 1) in found.off and not found.working


def test_elsewhere_a_saturday_beside_a_holiday_stays_as_it_is() -> None:
    off = calendars.statutory("GB", 2026).off
    assert days("04-03") <= off and not days("04-04") & off, "Good Friday"


def test_an_unknown_country_is_refused() -> None:
    with pytest.raises(RuleError, match="not a country") as found:
        calendars.statutory("XX", 2026)
    assert found.value.path == "business_hours.holidays.country"


def test_the_policy_that_ships_keeps_the_chinese_holidays() -> None:
    policy = rulebook.load(load_settings({})).policy
    assert policy.business_hours.next_opening(at("02-14", 18)) == at("02-24", 9)


def test_the_open_time_of_a_holiday_is_none() -> None:
    spring = hours(country="CN")
    assert spring.open_between(at("02-14", 18), at("02-24", 9)) == timedelta()
