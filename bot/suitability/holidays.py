"""Days off and make-up working days: those of a country's law, and what the institution adds. Pure:
the country's calendar comes in as an argument."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.suitability.reading import day, fail, items, mapping, text

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ANY_YEAR = 2026


@dataclass(frozen=True)
class StatutoryDays:
    """What the law of a country says of one year: days off, and weekend days that are worked
    instead (调休)."""

    off: frozenset[date]
    working: frozenset[date]


Calendar = Callable[[str, int], StatutoryDays]
"""(ISO 3166 country, year) → its days. Raises RuleError where the country is not known."""


def no_calendar(country: str, year: int) -> StatutoryDays:
    """Knows no country. Raises RuleError."""
    fail("business_hours.holidays.country", f"no calendar of {country} is at hand")


@dataclass(frozen=True)
class Holidays:
    """Which days are off, and which are worked although they would be off.

    What the institution names itself comes before the country's days. A make-up working day has the
    regular hours of the weekday `hours_of` (0 is Monday).
    """

    country: str | None = None
    extra: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()
    hours_of: int = 0
    calendar: Calendar = no_calendar

    @classmethod
    def from_mapping(
        cls, source: Mapping[str, Any], calendar: Calendar, path: str = "business_hours.holidays"
    ) -> Holidays:
        """Build from the policy's section. Raises RuleError."""
        extra = _days(source.get("extra", ()), f"{path}.extra")
        working = _days(source.get("working", ()), f"{path}.working")
        for place, when in working.items():
            if when in extra.values():
                fail(place, "is named under `extra` as well: a day is either off or worked")
        hours_of = str(source.get("hours_of", WEEKDAYS[0]))
        if hours_of not in WEEKDAYS:
            fail(f"{path}.hours_of", "must be a day of the week, such as monday")
        country = source.get("country")
        if country is not None:
            calendar(str(country), _ANY_YEAR)  # an unknown country is refused now, not at midnight
        return cls(
            country=None if country is None else str(country),
            extra=frozenset(extra.values()),
            working=frozenset(working.values()),
            hours_of=WEEKDAYS.index(hours_of),
            calendar=calendar,
        )

    def worked(self, when: date) -> bool:
        """Whether a day is a make-up working day."""
        if when in self.working or when in self.extra:
            return when in self.working
        return self.country is not None and when in self._statutory(when.year).working

    def off(self, when: date) -> bool:
        """Whether a day is off."""
        if when in self.extra or when in self.working:
            return when in self.extra
        return self.country is not None and when in self._statutory(when.year).off

    def _statutory(self, year: int) -> StatutoryDays:
        assert self.country is not None
        return self.calendar(self.country, year)


def _days(rows: Any, path: str) -> dict[str, date]:
    """The named days by their place in the file."""
    found = {}
    for i, row in enumerate(items(rows, path)):
        named = mapping(row, f"{path}[{i}]")
        text(named, f"{path}[{i}]")
        found[f"{path}[{i}].date"] = day(named.get("date"), f"{path}[{i}].date")
    return found
