"""When a webhook that was not taken is tried again: the schedule of Standard Webhooks."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""After the first attempt, which is made at once. Ten attempts over three days."""
JITTER = 0.2
"""So much of a wait is added at random at most: many messages do not come back at one moment."""
LONGEST = timedelta(hours=24)
"""A receiver that asks for a longer rest is tried again after this."""


def next_attempt(
    attempts: int, now: datetime, chance: float, rest: timedelta | None
) -> datetime | None:
    """When to try again after so many `attempts`; None when that was the last.

    `chance` is a random number from 0 to 1. `rest` is what the receiver asked for: nothing is
    tried before it is over.
    """
    if attempts > len(WAITS):
        return None
    wait = WAITS[attempts - 1] * (1 + JITTER * chance)
    return now + max(wait, rest or timedelta(0))


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """The rest that a `Retry-After` header asks for, in seconds or as a date (RFC 9110, 10.2.3);
    None where there is none that can be read. Never negative, never above LONGEST."""
    given = (value or "").strip()
    if given.isascii() and given.isdigit():
        return min(timedelta(seconds=int(given[:9])), LONGEST)
    try:
        until = parsedate_to_datetime(given)
    except (TypeError, ValueError, IndexError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=timezone.utc)
    return min(max(until - now, timedelta(0)), LONGEST)
