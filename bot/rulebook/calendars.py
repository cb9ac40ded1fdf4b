"""The statutory holidays of a country, from the library `holidays`."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays

from bot.suitability.holidays import StatutoryDays
from bot.suitability.reading import fail

_PATH = "business_hours.holidays.country"
_JOINED = frozenset({"CN"})
"""Countries where a weekend that touches a holiday belongs to it: the notices of the State Council
name the days from the first to the last, weekends included."""


@lru_cache(maxsize=64)
def statutory(country: str, year: int) -> StatutoryDays:
    """Days off and make-up working days of a country (ISO 3166, such as CN) in a year.

    Chinese make-up days are known once the State Council has announced the year (each November) and
    the library has followed; before that the days of the law alone. Raises RuleError.
    """
    try:
        found = holidays.country_holidays(country, years=year)
    except NotImplementedError:
        fail(_PATH, "is not a country whose holidays are known, such as CN")
    working = frozenset(d for d in found.weekend_workdays if d.year == year)
    off = frozenset(d for d in found if d.year == year)
    return StatutoryDays(_with_weekends(off, working) if country in _JOINED else off, working)


def _with_weekends(off: frozenset[date], working: frozenset[date]) -> frozenset[date]:
    joined = set(off)
    for step in (timedelta(days=1), timedelta(days=-1)):
        for day in off:
            beside = day + step
            while beside.weekday() >= 5 and beside not in working and beside.year == day.year:
                joined.add(beside)
                beside += step
    return frozenset(joined)
