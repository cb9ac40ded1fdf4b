"""What advisors see of the handoffs: who waits, what each holds, and how far a talk is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.records.models import Advisor
from bot.services import handoff_access as access
from bot.services import openings, packets
from bot.services.advisors import READING_ALL
from bot.services.app import App
from bot.services.errors import Invalid, NotAllowed, NotFound
from bot.services.handoff_access import ENDED, WAITING
from bot.services.openings import Place

FILTERS = {
    "waiting": WAITING,
    "open": (*WAITING, "accepted"),
    "ended": ENDED,
}
"""Names for several statuses at once, accepted wherever a status is."""


def list_handoffs(
    app: App, advisor: Advisor, status: str | None = None, *, place: Place
) -> list[dict[str, Any]]:
    """What this advisor may see, without transcripts: those who wait longest first, then newest.

    Everyone sees who waits; what a colleague has taken is for supervisors, compliance and
    administrators. `status` is a status or one of FILTERS. Audited, folded. Raises Invalid
    (`status`).
    """
    wanted = _statuses(status)
    openings.listed(app, advisor, place)
    with app.records.read() as work:
        names = access.names(work)
        found = [
            packets.row(app, work, handoff, names)
            for one in (wanted or (None,))
            for handoff in work.handoffs.list(one)
            if access.may_see(advisor, handoff)
        ]
    waiting = [row for row in found if row["status"] in WAITING]
    other = [row for row in found if row["status"] not in WAITING]
    waiting.sort(key=lambda r: packets.turn(r["urgency"], r["requested_at"], r["id"]))
    other.sort(key=lambda r: r["requested_at"], reverse=True)
    return waiting + other


@dataclass(frozen=True)
class Open:
    """A handoff that is not ended, without anything of its client."""

    id: str
    status: str
    advisor_id: str | None


def going_on(app: App, advisor: Advisor) -> list[Open]:
    """The handoffs that are not ended and that this advisor may see; nothing of the clients."""
    with app.records.read() as work:
        return [
            Open(one.id, one.status, one.advisor_id)
            for status in FILTERS["open"]
            for one in work.handoffs.list(status)
            if access.may_see(advisor, one)
        ]


def get(
    app: App, advisor: Advisor, handoff_id: str, reason: str | None = None, *, place: Place
) -> dict[str, Any]:
    """Everything an advisor needs, as the contract shapes it. Opening it is audited.

    Whoever holds the handoff, or serves while it waits, has it as their reason; everybody else
    must say why. Raises NotFound, NotAllowed, Invalid (`reason_required`), Gone.
    """
    with app.records.begin() as work:
        handoff = access.seen(work, advisor, handoff_id)
        access.living(work, handoff.client_id)
        openings.handoff(app, work, advisor, handoff, place, reason)
        return packets.full(app, work, handoff, access.names(work))


def brief(app: App, advisor: Advisor, handoff_id: str) -> dict[str, Any]:
    """One handoff as it stands in a list. Raises NotFound, NotAllowed."""
    with app.records.read() as work:
        handoff = access.seen(work, advisor, handoff_id)
        return packets.row(app, work, handoff, access.names(work))


def check_may_see_client(app: App, advisor: Advisor, client_id: str) -> None:
    """Refuse where nothing this advisor may see belongs to that client.

    Raises NotFound, NotAllowed (also for a restricted client), Gone.
    """
    with app.records.read() as work:
        if work.clients.get(client_id) is None:
            raise NotFound("client")
        access.living(work, client_id)
        theirs = work.handoffs.of_client(client_id)
        if advisor.role not in READING_ALL and not any(
            access.may_see(advisor, one) for one in theirs
        ):
            raise NotAllowed("not_yours")


def transcript(
    app: App, advisor: Advisor, handoff_id: str, *, after: int = 0, place: Place
) -> list[dict[str, Any]]:
    """The messages above `after` of a handoff on somebody's screen; audited, folded. Raises as
    `get`."""
    with app.records.read() as work:
        handoff = access.seen(work, advisor, handoff_id)
        access.living(work, handoff.client_id)
    openings.follow(app, advisor, handoff, place)
    with app.records.read() as work:
        return packets.transcript(work, handoff, after=after)


@dataclass(frozen=True)
class Pulse:
    """How far a handoff's conversation is, without its words; cheap enough to ask each second."""

    seq: int
    from_client: bool
    status: str
    advisor_id: str | None


def pulse(app: App, advisor: Advisor, handoff_id: str) -> Pulse:
    """How far the conversation is. Raises NotFound, NotAllowed, Gone."""
    with app.records.read() as work:
        handoff = access.seen(work, advisor, handoff_id)
        access.living(work, handoff.client_id)
        conversation = work.conversations.get(handoff.conversation_id)
        seq = conversation.last_seq if conversation else 0
        last = work.messages.list(handoff.conversation_id, after=seq - 1, limit=1) if seq else []
        from_client = bool(last) and last[0].origin == "client"
        return Pulse(seq, from_client, handoff.status, handoff.advisor_id)


def watched(app: App, advisor: Advisor, handoff_id: str) -> str:
    """The conversation that a handoff on the screen belongs to. Raises NotFound, NotAllowed."""
    with app.records.read() as work:
        return access.seen(work, advisor, handoff_id).conversation_id


def speaking_in(app: App, advisor: Advisor, handoff_id: str) -> str:
    """The conversation in which this advisor speaks. Raises NotFound, NotAllowed, Conflict."""
    with app.records.read() as work:
        return access.held(work, advisor, handoff_id).conversation_id


def _statuses(status: str | None) -> tuple[str, ...] | None:
    if status is None or status in ("", "all"):
        return None
    if status in FILTERS:
        return FILTERS[status]
    if status not in (*WAITING, "accepted", *ENDED):
        raise Invalid("status")
    return (status,)
