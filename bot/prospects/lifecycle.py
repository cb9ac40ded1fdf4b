"""The stage of a relationship, from a first visit to a loyal client."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.prospects.rules import ProspectRules

Stage = Literal["visitor", "prospect", "qualified", "client", "loyal"]
STAGES: tuple[Stage, ...] = ("visitor", "prospect", "qualified", "client", "loyal")


@dataclass(frozen=True)
class StageFacts:
    """What the stage is read from. `client_since` is the day an advisor opened the relationship;
    `visits` counts conversations; `nps` is the last answer 0–10."""

    has_need: bool = False
    has_profile: bool = False
    gates_shut: tuple[str, ...] = ("consent_privacy",)
    visits: int = 1
    client_since: date | None = None
    nps: int | None = None


def stage(facts: StageFacts, today: date, rules: ProspectRules) -> Stage:
    """The stage on a day (policy `prospects.stages`): the highest whose conditions hold.

    Only an advisor makes a client; the assistant never does.
    """
    if facts.client_since is not None and facts.client_since <= today:
        lasting = _months(facts.client_since, today) >= rules.loyal_after_months
        used = facts.visits >= rules.loyal_visits
        praises = facts.nps is not None and facts.nps >= rules.loyal_nps
        return "loyal" if lasting and used and praises else "client"
    profiled = facts.has_need and facts.has_profile
    if profiled and not facts.gates_shut:
        return "qualified"
    if profiled or facts.visits >= rules.returning_visits:
        return "prospect"
    return "visitor"


def _months(since: date, today: date) -> int:
    """Whole calendar months between two days."""
    months = (today.year - since.year) * 12 + today.month - since.month
    return months - (today.day < since.day)
