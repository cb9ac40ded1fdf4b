"""What the policy says of clients who wait for a person: how long an advisor may be silent, who is
asked next, and what may be said of the wait. Pure."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from types import MappingProxyType
from typing import Any

from bot.suitability.reading import fail, items, mapping, need, whole

URGENCIES = ("urgent", "high", "normal")
_STEPS = (1, 2, 3, 5, 10, 15, 20, 30, 45, 60)
"""Minutes a wait is rounded up to; from an hour on, whole hours."""
_DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class ExpectedWait:
    """From which waits the expected one is taken: of the last `weeks`, at most `hours` of the day
    away, and not at all from fewer than `at_least`."""

    weeks: int = 8
    hours: int = 2
    at_least: int = 10


@dataclass(frozen=True)
class Waiting:
    """The policy's section `waiting`; a file without it has these values.

    `answer_minutes` is how long, by urgency, a client may wait for the next words of an advisor who
    has spoken already; the first are due after `prospects.routing.first_response_minutes`.
    """

    answer_minutes: Mapping[str, int] = field(
        default_factory=lambda: MappingProxyType({"urgent": 5, "high": 15, "normal": 30})
    )
    present_minutes: int = 15
    conversations_at_once: int = 5
    roles_by_tier: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    expected: ExpectedWait = field(default_factory=ExpectedWait)

    @classmethod
    def from_mapping(
        cls, source: Mapping[str, Any], tiers: Collection[str], path: str = "waiting"
    ) -> Waiting:
        """Build from the policy's section; `tiers` are the ids of its tiers. Raises RuleError."""
        answers = mapping(need(source, "answer_minutes", path), f"{path}.answer_minutes")
        roles = mapping(source.get("roles_by_tier", {}), f"{path}.roles_by_tier")
        for tier in roles:
            if tier not in tiers:
                fail(f"{path}.roles_by_tier.{tier}", "is not the id of a tier")
        expected = mapping(need(source, "expected", path), f"{path}.expected")
        return cls(
            answer_minutes={
                urgency: whole(
                    need(answers, urgency, f"{path}.answer_minutes"),
                    f"{path}.answer_minutes.{urgency}",
                )
                for urgency in URGENCIES
            },
            present_minutes=_whole(source, "present_minutes", path),
            conversations_at_once=_whole(source, "conversations_at_once", path),
            roles_by_tier={
                tier: tuple(str(role) for role in items(row, f"{path}.roles_by_tier.{tier}"))
                for tier, row in roles.items()
            },
            expected=ExpectedWait(
                **{
                    name: _whole(expected, name, f"{path}.expected")
                    for name in ("weeks", "hours", "at_least")
                }
            ),
        )

    def may_serve(self, role: str, tier: str | None) -> bool:
        """Whether an advisor of that role is given clients of a tier."""
        allowed = self.roles_by_tier.get(tier or "")
        return allowed is None or role in allowed


def usual_wait(
    waits: Iterable[tuple[datetime, timedelta]], now: datetime, rule: ExpectedWait
) -> int | None:
    """Within how many minutes half of the clients heard a person, at this time of the week.

    `waits` are (when they asked, how long until the first human words); all times in the
    institution's zone. Taken from the same day of the week, else from the same kind of day (working
    day or weekend), within `rule.hours` of the time of the day. Rounded up; None where there are
    too few to say anything.
    """
    near = [(at, wait) for at, wait in waits if _apart(at, now) <= rule.hours * 60]
    same_day = [wait for at, wait in near if at.weekday() == now.weekday()]
    same_kind = [wait for at, wait in near if (at.weekday() < 5) == (now.weekday() < 5)]
    for found in (same_day, same_kind):
        if len(found) >= rule.at_least:
            return _rounded(median(one.total_seconds() for one in found) / 60)
    return None


def _apart(one: datetime, other: datetime) -> int:
    """Minutes between two times of the day, the short way round."""
    apart = abs((one.hour - other.hour) * 60 + one.minute - other.minute)
    return min(apart, _DAY_MINUTES - apart)


def _rounded(minutes: float) -> int:
    for step in _STEPS:
        if minutes <= step:
            return step
    return math.ceil(minutes / 60) * 60


def _whole(source: Mapping[str, Any], name: str, path: str) -> int:
    return whole(need(source, name, path), f"{path}.{name}")
