"""How long each kind of record is kept, and which duties to keep forbid to erase it: pure.

Compliance writes the periods into `data/policy.yml`. A duty begins with something that happened
(the client was assessed, an advisor accepted them, a relationship was opened), covers certain
records, and ends so many years later, on the same day of the year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, time
from typing import Any

from bot.suitability.reading import fail, items, mapping, need, text, whole

SINCE = ("assessed", "accepted", "served", "relationship")
RECORDS = ("assessments", "answers", "handoffs", "notes", "contacts")
YEARS = ("suitability_years", "aml_years", "handoff_years")


@dataclass(frozen=True)
class Duty:
    """A duty to keep. `record` and `because` are said to the client, by language."""

    id: str
    since: str
    years: int
    keeps: frozenset[str]
    record: Mapping[str, str]
    because: Mapping[str, str]


@dataclass(frozen=True)
class Retention:
    """How long records are kept; each name says in which unit."""

    suitability_years: int
    aml_years: int
    impact_assessment_years: int
    visitor_days: int
    prospect_days: int
    transcript_days: int
    tracker_days: int
    former_answer_days: int
    handoff_years: int
    outbox_days: int
    staff_token_days: int
    audit_years: int
    key_backup_days: int
    data_backups: int
    nightly_at: time
    duties: tuple[Duty, ...]


@dataclass(frozen=True)
class Facts:
    """What happened to a client that a duty may begin with: the institution's day of the last
    time, None for never."""

    assessed: date | None = None
    accepted: date | None = None
    relationship: date | None = None

    @property
    def served(self) -> date | None:
        """When the client had both: a result, and an advisor who took them on."""
        if self.assessed is None or self.accepted is None:
            return None
        return max(self.assessed, self.accepted)


@dataclass(frozen=True)
class Kept:
    """A duty that runs for a client, through the day `until`."""

    duty: Duty
    until: date


def kept(retention: Retention, facts: Facts, today: date) -> tuple[Kept, ...]:
    """The duties that run for a client today, in the policy's order."""
    found = []
    for duty in retention.duties:
        began: date | None = getattr(facts, duty.since)
        if began is not None and (until := years_after(began, duty.years)) >= today:
            found.append(Kept(duty, until))
    return tuple(found)


def records(running: tuple[Kept, ...]) -> frozenset[str]:
    """The records that running duties cover."""
    return frozenset(name for one in running for name in one.duty.keeps)


def until(running: tuple[Kept, ...]) -> date | None:
    """The last day of the last duty that runs; None when none does."""
    return max((one.until for one in running), default=None)


def years_after(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def read(source: Mapping[str, Any]) -> Retention:
    """Build from the policy's section `retention`. Raises RuleError naming place and problem."""
    numbers = {
        field.name: whole(need(source, field.name, "retention"), f"retention.{field.name}")
        for field in fields(Retention)
        if field.name not in ("nightly_at", "duties")
    }
    try:
        nightly_at = time.fromisoformat(str(need(source, "nightly_at", "retention")))
    except ValueError:
        fail("retention.nightly_at", 'must be a time in quotes, such as "03:30"')
    rows = items(need(source, "duties", "retention"), "retention.duties")
    duties = tuple(_duty(row, f"retention.duties[{i}]", numbers) for i, row in enumerate(rows))
    for at, duty in enumerate(duties):
        _consistent(duty, numbers, f"retention.duties[{at}]")
    return Retention(**numbers, nightly_at=nightly_at, duties=duties)


def _duty(row: Any, path: str, numbers: Mapping[str, int]) -> Duty:
    row = mapping(row, path)
    since, years = str(need(row, "since", path)), str(need(row, "years", path))
    keeps = frozenset(map(str, items(need(row, "keeps", path), f"{path}.keeps")))
    if since not in SINCE:
        fail(f"{path}.since", f"must be one of {', '.join(SINCE)}")
    if years not in YEARS:
        fail(f"{path}.years", f"must be one of {', '.join(YEARS)}")
    if not keeps or keeps - set(RECORDS):
        fail(f"{path}.keeps", f"must name some of {', '.join(RECORDS)}")
    return Duty(
        id=str(need(row, "id", path)),
        since=since,
        years=numbers[years],
        keeps=keeps,
        record=text(need(row, "record", path), f"{path}.record"),
        because=text(need(row, "because", path), f"{path}.because"),
    )


def _consistent(duty: Duty, numbers: Mapping[str, int], path: str) -> None:
    """Nothing may be deleted by its period while a duty covers it."""
    days = {
        "assessments": numbers["suitability_years"] * 365,
        "handoffs": numbers["handoff_years"] * 365,
        "notes": numbers["handoff_years"] * 365,
    }
    for name in sorted(duty.keeps):
        if duty.years * 365 > days.get(name, duty.years * 365):
            fail(path, f"keeps {name} for {duty.years} years, longer than their own period lasts")
