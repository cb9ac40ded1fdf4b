"""How often a client may be assessed, and whether an assessment still holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.suitability.assessing import months_after
from bot.suitability.policy import Policy

YEAR_MONTHS = 12


def refusal(earlier: Iterable[date], today: date, policy: Policy) -> str | None:
    """Why no further assessment may be made today: `per_day`, `per_year`, or None when it may.

    `earlier` are the local days of former assessments. Answers that are tried out until the result
    pleases would empty the assessment of meaning (policy `validity`).
    """
    days = [day for day in earlier if day <= today]
    if sum(day == today for day in days) >= policy.validity.per_day:
        return "per_day"
    if sum(months_after(day, YEAR_MONTHS) > today for day in days) >= policy.validity.per_year:
        return "per_year"
    return None
