"""Handing a conversation to a person and back: who waits, who took it, who may speak."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.records.models import Advisor, Handoff, Message
from bot.records.unit import UnitOfWork
from bot.services import (
    expected_wait,
    hours,
    inboxes,
    messages,
    openings,
    packets,
    signals,
    webhook_events,
)
from bot.services import handoff_access as access
from bot.services.advisors import OVERSEEING, SERVING
from bot.services.app import App
from bot.services.errors import Invalid, NotAllowed, NotFound
from bot.services.handoff_access import WAITING, Taken
from bot.services.openings import Place

OUTCOMES = (
    "opened_relationship",
    "not_suitable",
    "client_declined",
    "follow_up",
    "no_contact",
    "other",
)
_LONGEST_REASON = 500


@dataclass(frozen=True)
class HandoffView:
    """What the client is told about a request for a person.

    `position` is 1 for the one who is served next and None while an advisor speaks; `hours` are
    the opening hours in the client's language, `opens_at` the next opening while closed (UTC).
    `expected_minutes` is what half of the clients really waited at this time of the week, None
    where there are too few to say.
    """

    handoff_id: str
    conversation_id: str
    status: str
    position: int | None
    language: str
    hours: str
    opens_at: datetime | None
    first_response_due: datetime | None
    expected_minutes: int | None = None
    already: bool = False

    def card(self) -> dict[str, Any]:
        """The handoff card of the chat API's contract."""
        return {
            "type": "handoff",
            "handoff_id": self.handoff_id,
            "status": self.status,
            "position": self.position,
            "expected_minutes": self.expected_minutes,
            "hours": self.hours,
            "opens_at": messages.iso(self.opens_at) if self.opens_at else None,
        }


def request(
    app: App, conversation_id: str, reason: str, *, task: Mapping[str, str] | None = None
) -> HandoffView:
    """Ask for a person; while one request is open the same one is given back.

    `task` is what the advisor is to tell the client, in both languages, where the assistant could
    not (see bot.services.proactive).

    `reason` is a code of `packets.REASONS` (or the institution's own). Inside business hours, with
    somebody who could come, the client waits in the queue; otherwise they are called back. The
    packet for the advisor is made now; the answers and the transcript are read when it is opened.
    Raises Gone, NotFound, NotAllowed (`restricted`).
    """
    reason = reason.strip()[:_LONGEST_REASON] or "asked_for_human"
    with app.records.begin() as work:
        conversation = work.conversations.get(conversation_id)
        if conversation is None:
            raise NotFound("conversation")
        client = access.living(work, conversation.client_id)
        standing = work.handoffs.open_of(conversation_id)
        if standing is not None:
            if task is not None:
                body = {**standing.body, "task": dict(task)}
                work.handoffs.change(standing.id, expect_status=standing.status, body=body)
            return _view(app, work, standing, already=True)
        now = app.now()
        open_now = app.rulebook.policy.business_hours.is_open(now) and access.somebody_serves(work)
        status = "queued" if open_now else "callback"
        handoff = Handoff(
            id=app.new_id(),
            client_id=client.id,
            conversation_id=conversation_id,
            status=status,
            requested_at=now,
            language=conversation.language,
            body={
                **packets.at_request(app, work, client, reason=reason, now=now),
                **({"task": dict(task)} if task else {}),
            },
        )
        work.handoffs.add(handoff)
        access.own(work, conversation_id, "requested", handoff.id, now)
        access.own(work, conversation_id, status, handoff.id, now)
        work.audit.record(
            at=now,
            actor="assistant",
            action="handoff.requested",
            client_id=client.id,
            reason=reason,
            detail={"handoff": handoff.id, "status": status},
        )
        _tell(app, work, "handoff.requested", handoff)
        view = _view(app, work, handoff)
    signals.changed(conversation_id)
    return view


def standing(app: App, conversation_id: str) -> HandoffView | None:
    """The open request of a conversation, with its place in the queue; None when there is none."""
    with app.records.read() as work:
        handoff = work.handoffs.open_of(conversation_id)
        return None if handoff is None else _view(app, work, handoff, already=True)


def cancel(app: App, conversation_id: str) -> bool:
    """Take back a request that nobody has taken up; False when there is none to take back."""
    with app.records.begin() as work:
        handoff = work.handoffs.open_of(conversation_id)
        if handoff is None or handoff.status == "accepted":
            return False
        now = app.now()
        work.handoffs.change(
            handoff.id, expect_status=handoff.status, status="cancelled", closed_at=now
        )
        access.own(work, conversation_id, "bot", None, now)
        _forget_unconsented(work, handoff)
        work.audit.record(
            at=now,
            actor="client",
            action="handoff.cancelled",
            client_id=handoff.client_id,
            detail={"handoff": handoff.id},
        )
        _tell(app, work, "handoff.cancelled", handoff)
    signals.changed(conversation_id)
    return True


def accept(app: App, advisor: Advisor, handoff_id: str, *, place: Place) -> dict[str, Any]:
    """Take a handoff: from now on this advisor speaks and the assistant is silent.

    Of several who click at once exactly one wins; the others get Taken with the winner's name.
    Accepting what one has already is no error. Raises NotFound, NotAllowed, Gone, Conflict.
    """
    access.serving(advisor)
    with app.records.begin() as work:
        handoff = access.found(work, handoff_id)
        access.living(work, handoff.client_id)
        if handoff.status == "accepted" and handoff.advisor_id == advisor.id:
            openings.handoff(app, work, advisor, handoff, place, None)
            return packets.full(app, work, handoff, access.names(work))
        if handoff.status == "offered" and handoff.advisor_id not in (None, advisor.id):
            raise Taken(access.name_of(work, handoff.advisor_id))
        now = app.now()
        if handoff.status not in WAITING or not work.handoffs.change(
            handoff.id,
            expect_status=handoff.status,
            status="accepted",
            advisor_id=advisor.id,
            accepted_at=now,
        ):
            raise access.lost(work, handoff_id)
        access.own(
            work,
            handoff.conversation_id,
            "advisor",
            handoff.id,
            now,
            advisor_id=advisor.id,
            speaks=True,
        )
        _tell_client(app, work, handoff, "utter_advisor_joined", advisor=advisor)
        work.conversations.touch(handoff.conversation_id, now)
        taken = access.found(work, handoff_id)
        openings.handoff(app, work, advisor, taken, place, None, action="handoff.accepted")
        _tell(app, work, "handoff.accepted", handoff)
        accepted = packets.full(app, work, access.found(work, handoff_id), access.names(work))
    signals.changed(handoff.conversation_id)
    return accepted


def assign(app: App, advisor: Advisor, handoff_id: str, to: str) -> None:
    """Offer a waiting handoff to one advisor, or take a taken one over for them (supervisors).

    Raises NotAllowed, NotFound, Invalid (`advisor` cannot serve), Conflict.
    """
    if advisor.role not in OVERSEEING:
        raise NotAllowed("role")
    with app.records.begin() as work:
        handoff, now = access.found(work, handoff_id), app.now()
        access.living(work, handoff.client_id)
        chosen = work.advisors.get(to)
        if chosen is None or chosen.state != "active" or chosen.role not in SERVING:
            raise Invalid("advisor")
        taken_over = handoff.status == "accepted"
        if handoff.status not in (*WAITING, "accepted") or not work.handoffs.change(
            handoff.id,
            expect_status=handoff.status,
            status="accepted" if taken_over else "offered",
            advisor_id=chosen.id,
        ):
            raise access.lost(work, handoff_id)
        state = "advisor" if taken_over else "offered"
        access.own(
            work,
            handoff.conversation_id,
            state,
            handoff.id,
            now,
            advisor_id=chosen.id,
            speaks=taken_over,
        )
        if taken_over and handoff.advisor_id != chosen.id:
            _tell_client(app, work, handoff, "utter_advisor_joined", advisor=chosen)
            _tell(app, work, "handoff.accepted", handoff)
        access.audit(app, work, advisor, "handoff.assigned", handoff, to=chosen.id)
    signals.changed(handoff.conversation_id)


def return_to_bot(app: App, advisor: Advisor, handoff_id: str) -> None:
    """Give the conversation back to the assistant, which greets and goes on where it stood.

    Raises NotFound, NotAllowed, Gone, Conflict (`not_accepted`, or somebody was faster).
    """
    with app.records.begin() as work:
        handoff, now = access.ending(work, advisor, handoff_id), app.now()
        if not work.handoffs.change(
            handoff.id, expect_status="accepted", status="returned", closed_at=now
        ):
            raise access.lost(work, handoff_id)
        access.own(work, handoff.conversation_id, "bot", None, now, speaks=True)
        conversation = work.conversations.get(handoff.conversation_id)
        work.messages.append(
            handoff.conversation_id,
            origin="system",
            at=now,
            language=conversation.language if conversation else handoff.language,
            body={"event": "returned"},
            status="pending",
            hidden=True,
        )
        _forget_unconsented(work, handoff)
        access.audit(app, work, advisor, "handoff.returned", handoff)
        _tell(app, work, "handoff.returned", handoff)
    signals.changed(handoff.conversation_id)


def close(app: App, advisor: Advisor, handoff_id: str, outcome: str) -> None:
    """End a handoff with what came of it; the assistant answers again, without being called.

    Whoever holds it closes it; a request that nobody has taken (a call back, say) is closed by
    whoever serves. Raises NotFound, NotAllowed, Gone, Invalid (`outcome`), Conflict.
    """
    if outcome not in OUTCOMES:
        raise Invalid("outcome")
    with app.records.begin() as work:
        handoff, now = access.ending(work, advisor, handoff_id, also_waiting=True), app.now()
        spoke = handoff.status == "accepted"
        if not work.handoffs.change(
            handoff.id,
            expect_status=handoff.status,
            status="closed",
            closed_at=now,
            outcome=outcome,
            advisor_id=handoff.advisor_id or advisor.id,
        ):
            raise access.lost(work, handoff_id)
        access.own(work, handoff.conversation_id, "closed", None, now, speaks=spoke)
        if spoke:
            _tell_client(app, work, handoff, "utter_after_advisor")
        if outcome == "opened_relationship":
            client = work.clients.get(handoff.client_id)
            if client is not None:
                work.clients.set_standing(client.id, stage="client", tier=client.tier, at=now)
                webhook_events.stage(app, work, client, "client")
        _forget_unconsented(work, handoff)
        access.audit(app, work, advisor, "handoff.closed", handoff, outcome=outcome)
        _tell(app, work, "handoff.closed", handoff)
    signals.changed(handoff.conversation_id)


def _tell(app: App, work: UnitOfWork, event: str, handoff: Handoff) -> None:
    """Tell the systems that listen, of the handoff as this transaction leaves it."""
    now = access.found(work, handoff.id)
    webhook_events.handoff(app, work, event, now)
    inboxes.follow(app, work, event, now)


def _tell_client(
    app: App, work: UnitOfWork, handoff: Handoff, reply: str, advisor: Advisor | None = None
) -> Message:
    conversation = work.conversations.get(handoff.conversation_id)
    language = conversation.language if conversation else handoff.language
    values = {"advisor": advisor.name} if advisor else {}
    return work.messages.append(
        handoff.conversation_id,
        origin="system",
        at=app.now(),
        language=language,
        # the name on a system message tells a channel that this person speaks from now on
        body={
            "text": app.rulebook.replies.text(reply, language, **values),
            **({"name": advisor.name} if advisor else {}),
        },
    )


def _forget_unconsented(work: UnitOfWork, handoff: Handoff) -> None:
    """Without consent to storage a client's words outlive neither the answer nor the handoff."""
    consent = work.consents.standing(handoff.client_id, "privacy")
    if consent is not None and consent.granted:
        return
    after = 0
    while page := work.messages.list(handoff.conversation_id, after=after, limit=200, hidden=True):
        for message in page:
            after = message.seq
            if message.origin == "client" and message.status == "done" and message.body:
                work.messages.forget_body(handoff.conversation_id, message.seq)


def _view(app: App, work: UnitOfWork, handoff: Handoff, *, already: bool = False) -> HandoffView:
    business_hours, now = app.rulebook.policy.business_hours, app.now()
    conversation = work.conversations.get(handoff.conversation_id)
    language = conversation.language if conversation else handoff.language
    queued = handoff.status in WAITING and handoff.status != "callback"
    return HandoffView(
        handoff_id=handoff.id,
        conversation_id=handoff.conversation_id,
        status=handoff.status,
        position=packets.position(work, handoff),
        language=language,
        hours=hours.describe(business_hours, language),
        opens_at=None if business_hours.is_open(now) else business_hours.next_opening(now),
        first_response_due=packets.first_response_due(app, handoff),
        expected_minutes=expected_wait.minutes(app, work, now) if queued else None,
        already=already,
    )
