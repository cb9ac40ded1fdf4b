"""When advisors are there: several periods a day, past midnight, holidays, in the house's zone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.suitability.holidays import WEEKDAYS, Calendar, Holidays, no_calendar
from bot.suitability.reading import day, fail, items, mapping, need, text

LOOK_AHEAD_DAYS = 60


@dataclass(frozen=True)
class Period:
    """From (inclusive) to (exclusive) in local time; `until` at or before `since` runs past
    midnight, so 00:00–00:00 is the whole day."""

    since: time
    until: time

    def on(self, when: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """The period that starts on that local day, in UTC."""
        later = when + timedelta(days=1) if self.until <= self.since else when
        return (
            datetime.combine(when, self.since, zone).astimezone(timezone.utc),
            datetime.combine(later, self.until, zone).astimezone(timezone.utc),
        )


@dataclass(frozen=True)
class BusinessHours:
    """The week, holidays, other days that are closed, and days with hours of their own."""

    zone: ZoneInfo
    weekly: tuple[tuple[Period, ...], ...]
    closed: frozenset[date] = frozenset()
    special: Mapping[date, tuple[Period, ...]] = field(default_factory=dict)
    holidays: Holidays = field(default_factory=Holidays)

    @classmethod
    def from_mapping(
        cls,
        source: Mapping[str, Any],
        path: str = "business_hours",
        *,
        calendar: Calendar = no_calendar,
    ) -> BusinessHours:
        """Build from the policy's section; `calendar` knows the holidays of countries. Raises
        RuleError."""
        try:
            zone = ZoneInfo(str(need(source, "timezone", path)))
        except (ZoneInfoNotFoundError, ValueError):
            fail(f"{path}.timezone", "is not a time zone such as Asia/Shanghai")
        weekly = mapping(need(source, "weekly", path), f"{path}.weekly")
        special = {
            day(row.get("date"), f"{path}.special[{i}].date"): _periods(
                row.get("periods", ()), f"{path}.special[{i}].periods"
            )
            for i, row in enumerate(items(source.get("special", ()), f"{path}.special"))
        }
        closed = set()
        for i, row in enumerate(items(source.get("closed", ()), f"{path}.closed")):
            text(row, f"{path}.closed[{i}]")
            closed.add(day(row.get("date"), f"{path}.closed[{i}].date"))
        return cls(
            zone=zone,
            weekly=tuple(
                _periods(need(weekly, name, f"{path}.weekly"), f"{path}.weekly.{name}")
                for name in WEEKDAYS
            ),
            closed=frozenset(closed),
            special=special,
            holidays=Holidays.from_mapping(
                mapping(source.get("holidays", {}), f"{path}.holidays"),
                calendar,
                f"{path}.holidays",
            ),
        )

    def periods(self, when: date) -> tuple[Period, ...]:
        """The periods that start on a local day: of a special day its own, of a closed day none,
        of a make-up working day those of a weekday, of a holiday none, else those of the week."""
        if when in self.special:
            return self.special[when]
        if when in self.closed:
            return ()
        if self.holidays.worked(when):
            return self.weekly[self.holidays.hours_of]
        return () if self.holidays.off(when) else self.weekly[when.weekday()]

    def is_open(self, now: datetime) -> bool:
        """Whether advisors are there at `now` (aware)."""
        today = now.astimezone(self.zone).date()
        # A period that runs past midnight belongs to the day before.
        return any(
            since <= now < until
            for when in (today - timedelta(days=1), today)
            for since, until in (period.on(when, self.zone) for period in self.periods(when))
        )

    def open_between(self, start: datetime, end: datetime) -> timedelta:
        """How long advisors were there between two moments (aware); overlapping periods count
        once."""
        spent, counted = timedelta(), start
        when = start.astimezone(self.zone).date() - timedelta(days=1)
        while when <= end.astimezone(self.zone).date():
            for since, until in sorted(period.on(when, self.zone) for period in self.periods(when)):
                overlap = min(until, end) - max(since, counted)
                if overlap > timedelta():
                    spent += overlap
                    counted = min(until, end)
            when += timedelta(days=1)
        return spent

    def next_opening(self, now: datetime) -> datetime | None:
        """When somebody is there next, in UTC: `now` while open, None if not within 60 days."""
        if self.is_open(now):
            return now.astimezone(timezone.utc)
        today = now.astimezone(self.zone).date()
        for offset in range(LOOK_AHEAD_DAYS + 1):
            when = today + timedelta(days=offset)
            starts = sorted(period.on(when, self.zone)[0] for period in self.periods(when))
            for start in starts:
                if start > now:
                    return start
        return None


def _periods(rows: Any, path: str) -> tuple[Period, ...]:
    return tuple(
        Period(_time(row.get("from"), f"{path}[{i}].from"), _time(row.get("to"), f"{path}[{i}].to"))
        for i, row in enumerate(items(rows, path))
    )


def _time(value: Any, path: str) -> time:
    try:
        return time.fromisoformat(str(value))
    except ValueError:
        fail(path, 'must be a time in quotes, such as "09:00"')
