"""Clients who wait too long for a person: an advisor who stays silent gives the conversation up,
and nobody waits in silence past the end of the day.

The clock runs from the client's request to the first human words, whatever the assistant says
meanwhile, and only while the house is open. Looked at by every gateway;
whoever is first acts, in one transaction.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Literal

from bot.records.errors import Conflict as Moved
from bot.records.models import Advisor, Handoff
from bot.records.unit import UnitOfWork
from bot.services import handoff_access as access
from bot.services import hours, packets, signals, webhook_events
from bot.services.advisors import SERVING
from bot.services.app import App
from bot.services.errors import Conflict
from bot.services.handoff_access import WAITING

Remedy = Literal["reassign", "call_back", "tell"]
_HELD = ("accepted", "offered")
_TOLD = "told_of_delay_at"
_BREAK = timedelta(hours=3)
"""A longer pause between opening hours is the end of the day, a shorter one is noon."""


def look(app: App) -> int:
    """Do what the policy asks for everybody who waits too long; gives for how many."""
    now = app.now()
    with app.records.read() as work:
        late = [
            one.id
            for one in work.handoffs.list((*WAITING, "accepted"))
            if _remedy(app, work, one, now) is not None
        ]
    return sum(_help(app, handoff_id) for handoff_id in late)


class _NoLonger(Exception):
    """The advisor spoke while this was being decided."""


def _help(app: App, handoff_id: str) -> bool:
    try:
        with app.records.begin() as work:
            handoff, now = access.found(work, handoff_id), app.now()
            work.ownership.lock(handoff.conversation_id)
            handoff = access.found(work, handoff_id)
            remedy = _remedy(app, work, handoff, now)
            if remedy == "reassign":
                _reassign(app, work, handoff, now)
            elif remedy == "call_back":
                _call_back(app, work, handoff, now)
            elif remedy == "tell":
                _tell_of_delay(app, work, handoff, now)
            else:
                return False
    except (_NoLonger, Moved, Conflict):
        return False
    signals.changed(handoff.conversation_id)
    return True


def _remedy(app: App, work: UnitOfWork, handoff: Handoff, now: datetime) -> Remedy | None:
    client = work.clients.get(handoff.client_id)
    if client is None or client.gone or client.state == "restricted":
        return None
    opens = app.rulebook.policy.business_hours.next_opening(now)
    if opens is None or opens > now:
        waits = handoff.status in WAITING and handoff.status != "callback"
        over = opens is None or opens - now > _BREAK
        return "call_back" if waits and over else None
    if handoff.status == "callback" or not _silent(app, work, handoff, now):
        return None
    if handoff.status in _HELD:
        return "reassign"
    return None if _TOLD in handoff.body else "tell"


def _silent(app: App, work: UnitOfWork, handoff: Handoff, now: datetime) -> bool:
    """Whether the client waits longer for human words than the policy allows. Who came late to a
    handoff has the whole span from then on."""
    business_hours = app.rulebook.policy.business_hours
    held = handoff.status in _HELD
    owned_since = work.ownership.get(handoff.conversation_id).since
    first, asked = work.messages.human_words(handoff.conversation_id, handoff.requested_at)
    since: datetime | None = handoff.requested_at
    allowed = handoff.body.get("first_response_minutes")
    if first is not None:
        urgency = str(handoff.body.get("urgency") or "normal")
        since, allowed = asked, app.rulebook.policy.waiting.answer_minutes.get(urgency)
    if allowed is None or since is None:
        return False
    since = max(since, owned_since) if held else since
    return business_hours.open_between(since, now) >= timedelta(minutes=allowed)


def _reassign(app: App, work: UnitOfWork, handoff: Handoff, now: datetime) -> None:
    """Offer it to somebody who is there and fits, else put it back where everybody sees it; its
    place in the queue is that of the request."""
    chosen = _next(app, work, handoff, now)
    spoke = handoff.status == "accepted"
    status = "queued" if chosen is None else "offered"
    to = None if chosen is None else chosen.id
    # What is said now is what `_tell_of_delay` would say later.
    if not work.handoffs.change(
        handoff.id,
        expect_status=handoff.status,
        status=status,
        advisor_id=to,
        accepted_at=None,
        body={**handoff.body, _TOLD: now.isoformat()},
    ):
        raise access.lost(work, handoff.id)
    # Only where an advisor could speak does the right to speak change; while the handoff was merely
    # offered the assistant speaks, and a new epoch would throw away what it is about to say.
    access.own(work, handoff.conversation_id, status, handoff.id, now, advisor_id=to, speaks=spoke)
    moved = access.found(work, handoff.id)
    reply = "utter_advisor_silent" if spoke else "utter_advisor_not_come"
    _tell_client(app, work, moved, reply, position=packets.position(work, moved))
    if not _silent_still(app, work, handoff, now):
        raise _NoLonger
    detail = {"handoff": handoff.id, "from": handoff.advisor_id, "to": to}
    work.audit.record(
        at=now,
        actor="system",
        action="handoff.reassigned",
        client_id=handoff.client_id,
        reason="silent",
        detail={name: value for name, value in detail.items() if value},
    )
    webhook_events.handoff(app, work, "handoff.reassigned", moved)


def _silent_still(app: App, work: UnitOfWork, handoff: Handoff, now: datetime) -> bool:
    """Whether no words came in meanwhile: our own message holds the conversation's row from here
    on, so those that were being written are seen now."""
    first, asked = work.messages.human_words(handoff.conversation_id, handoff.requested_at)
    return first is None or asked is not None


def _next(app: App, work: UnitOfWork, handoff: Handoff, now: datetime) -> Advisor | None:
    """Who is asked next: there, of a fitting language and role, with room, and not one who had it
    already; of several the one with the least to do."""
    waiting = app.rulebook.policy.waiting
    there = work.advisor_sessions.present(now - timedelta(minutes=waiting.present_minutes), now)
    had_it = {
        event.advisor_id
        for event in work.ownership.events(handoff.conversation_id)
        if event.handoff_id == handoff.id
    }
    busy = Counter(one.advisor_id for one in work.handoffs.list(_HELD))
    client = work.clients.get(handoff.client_id)
    tier = (client.tier if client else None) or handoff.body.get("tier")
    fit = [
        one
        for one in work.advisors.list()
        if one.state == "active"
        and one.role in SERVING
        and one.id in there
        and one.id not in had_it
        and handoff.language in one.languages
        and waiting.may_serve(one.role, tier)
        and busy[one.id] < waiting.conversations_at_once
    ]
    return min(fit, key=lambda one: (busy[one.id], one.id), default=None)


def _call_back(app: App, work: UnitOfWork, handoff: Handoff, now: datetime) -> None:
    """The house has closed and nobody came: the client is told so, and that they are answered when
    it opens again."""
    if not work.handoffs.change(
        handoff.id, expect_status=handoff.status, status="callback", advisor_id=None
    ):
        raise access.lost(work, handoff.id)
    access.own(work, handoff.conversation_id, "callback", handoff.id, now)
    moved = access.found(work, handoff.id)
    _tell_client(app, work, moved, "utter_nobody_came")
    work.audit.record(
        at=now,
        actor="system",
        action="handoff.postponed",
        client_id=handoff.client_id,
        reason="closed",
        detail={"handoff": handoff.id},
    )


def _tell_of_delay(app: App, work: UnitOfWork, handoff: Handoff, now: datetime) -> None:
    """Nobody took it in time: the client hears so, once, and what they can do."""
    body = {**handoff.body, _TOLD: now.isoformat()}
    if not work.handoffs.change(handoff.id, expect_status=handoff.status, body=body):
        raise access.lost(work, handoff.id)
    _tell_client(
        app, work, handoff, "utter_still_waiting", position=packets.position(work, handoff)
    )


def _tell_client(
    app: App, work: UnitOfWork, handoff: Handoff, reply: str, position: int | None = None
) -> None:
    conversation = work.conversations.get(handoff.conversation_id)
    language = conversation.language if conversation else handoff.language
    opening = hours.describe(app.rulebook.policy.business_hours, language)
    text = app.rulebook.replies.text(reply, language, hours=opening, position=position or 1)
    work.messages.append(
        handoff.conversation_id,
        origin="system",
        at=app.now(),
        language=language,
        body={"text": text},
    )
