"""Where a prospect stands right now: fit, intent, tier, stage, and how soon a person is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.prospects import (
    FitFacts,
    GateFacts,
    ProspectRules,
    Route,
    Scored,
    Signal,
    StageFacts,
    fit,
    gates,
    intent_score,
    route,
    stage,
    tier,
)
from bot.records.models import Client, Handoff
from bot.records.unit import UnitOfWork
from bot.services import consent
from bot.services.app import App
from bot.suitability.values import amount

_MEETING_REASONS = frozenset({"asked_for_human", "qualified", "ready"})
_NEEDS_NO_ASSESSMENT = frozenset({"protection", "financing", "payments", "research"})


@dataclass(frozen=True)
class Known:
    """What is known of a client and may be used: values by id, consents, the shares answered."""

    values: Mapping[str, Any]
    consents: frozenset[str]
    asked: int
    missing: int


@dataclass(frozen=True)
class Prospect:
    """A prospect's scores (0–100), tier and stage ids, and how a request of theirs is routed."""

    fit: Scored
    intent: Scored
    tier: str | None
    stage: str
    route: Route


def measure(
    app: App, work: UnitOfWork, client: Client, known: Known, *, reason: str, now: datetime
) -> Prospect:
    """Score a prospect who asks for a person for `reason` at `now` (policy `prospects`).

    Without what they agreed to share the scores are low, never guessed; the tier is None while
    their assets are not known.
    """
    rules = ProspectRules.from_mapping(app.rulebook.policy.prospects)
    needs = frozenset(str(need) for need in known.values.get("needs") or ())
    segment = known.values.get("segment")
    assets = amount(known.values.get("investable_assets"), app.rulebook.policy)
    former = work.handoffs.of_client(client.id)
    latest = consent.assessment(work, client.id)
    body = latest.body if latest else {}
    shut = gates(
        GateFacts(
            consents=known.consents,
            contact_confirmed="contact" in known.values,
            assessment_valid=_valid(body, now.date()),
            open_contradictions="contradiction" in (body.get("flags") or ()),
            needs_assessment=not needs or not needs <= _NEEDS_NO_ASSESSMENT,
        ),
        rules,
    )
    held = tier(assets, rules) if assets is not None else None
    return Prospect(
        fit=fit(
            FitFacts(
                assets=assets,
                needs=needs,
                segment=segment,
                # Someone who acts for themselves decides; for a company nobody has said so yet.
                decides=True if segment == "individual" else None,
                completeness=1 - known.missing / known.asked if known.asked else 0.0,
            ),
            rules,
        ),
        intent=intent_score(_signals(work, client, former, reason, now), now, rules),
        tier=held,
        stage=stage(
            StageFacts(
                has_need=bool(needs),
                has_profile=bool(body),
                gates_shut=shut,
                visits=len(work.conversations.of_client(client.id)),
                client_since=_client_since(former),
            ),
            now.date(),
            rules,
        ),
        route=route(reason, flags=body.get("flags") or (), tier=held, rules=rules),
    )


def _signals(
    work: UnitOfWork, client: Client, former: Iterable[Handoff], reason: str, now: datetime
) -> list[Signal]:
    found = [Signal("meeting", one.requested_at) for one in former]
    if reason in _MEETING_REASONS:
        found.append(Signal("meeting", now))
    visits = {client.created_at.date()} | {
        one.created_at.date() for one in work.conversations.of_client(client.id)
    }
    if now.date() > min(visits):
        found.append(Signal("return_visit", now))
    return found


def _client_since(former: Iterable[Handoff]) -> date | None:
    opened = [
        one.closed_at.date()
        for one in former
        if one.outcome == "opened_relationship" and one.closed_at
    ]
    return min(opened, default=None)


def _valid(body: Mapping[str, Any], today: date) -> bool:
    until = body.get("valid_until")
    return bool(until) and today <= date.fromisoformat(str(until))
