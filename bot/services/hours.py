"""The business hours, and when they begin again, as a client reads them in their language."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.suitability.hours import BusinessHours, Period

_DAYS = {
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_ZONES = {
    "Asia/Shanghai": {"zh": "北京时间", "en": "Beijing time"},
    "Asia/Hong_Kong": {"zh": "香港时间", "en": "Hong Kong time"},
    "Asia/Singapore": {"zh": "新加坡时间", "en": "Singapore time"},
}


def describe(business_hours: BusinessHours, language: str) -> str:
    """The regular week: "周一至周五 09:00–12:00、13:30–18:00，周六 10:00–16:00，北京时间"."""
    days, parts = _DAYS[language], []
    start = 0
    while start < 7:
        end = start
        while end + 1 < 7 and business_hours.weekly[end + 1] == business_hours.weekly[start]:
            end += 1
        periods = business_hours.weekly[start]
        if periods:
            parts.append(f"{_span(days, start, end, language)} {_times(periods, language)}")
        start = end + 1
    zone = _zone(business_hours.zone, language)
    return ("，" if language == "zh" else ", ").join([*parts, zone])


def moment(at: datetime, business_hours: BusinessHours, language: str) -> str:
    """A moment in the house's zone: "2月24日（周二）09:00", "Tue 24 Feb, 09:00"."""
    local = at.astimezone(business_hours.zone)
    day = _DAYS[language][local.weekday()]
    if language == "zh":
        return f"{local.month}月{local.day}日（{day}）{local:%H:%M}"
    return f"{day} {local.day} {_MONTHS[local.month - 1]}, {local:%H:%M}"


def _span(days: tuple[str, ...], start: int, end: int, language: str) -> str:
    if start == end:
        return days[start]
    return f"{days[start]}至{days[end]}" if language == "zh" else f"{days[start]}–{days[end]}"


def _times(periods: tuple[Period, ...], language: str) -> str:
    spans = [f"{period.since:%H:%M}–{period.until:%H:%M}" for period in periods]
    return ("、" if language == "zh" else " and ").join(spans)


def _zone(zone: ZoneInfo, language: str) -> str:
    known = _ZONES.get(zone.key)
    return known[language] if known else zone.key
