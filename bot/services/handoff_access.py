"""Who may see, take, hold and end a handoff; and how its conversation changes hands."""

from __future__ import annotations

from datetime import datetime

from bot.records.models import Advisor, Client, Handoff, Ownership
from bot.records.unit import UnitOfWork
from bot.services.advisors import OVERSEEING, READING_ALL, SERVING
from bot.services.app import App
from bot.services.errors import Conflict, Gone, NotAllowed, NotFound

WAITING = ("requested", "queued", "offered", "callback")
ENDED = ("returned", "closed", "cancelled")
_TRIES = 5


class Taken(Conflict):
    """Somebody else was first; `advisor_name` says who, so that colleagues can talk."""

    default_code = "taken"

    def __init__(self, advisor_name: str | None) -> None:
        super().__init__("taken")
        self.advisor_name = advisor_name


def found(work: UnitOfWork, handoff_id: str) -> Handoff:
    handoff = work.handoffs.get(handoff_id)
    if handoff is None:
        raise NotFound("handoff")
    return handoff


def seen(work: UnitOfWork, advisor: Advisor, handoff_id: str) -> Handoff:
    handoff = found(work, handoff_id)
    if not may_see(advisor, handoff):
        raise NotAllowed("not_yours")
    return handoff


def held(work: UnitOfWork, advisor: Advisor, handoff_id: str) -> Handoff:
    """The handoff, where this advisor speaks in its conversation right now."""
    serving(advisor)
    handoff = found(work, handoff_id)
    living(work, handoff.client_id)
    if handoff.status != "accepted":
        raise Conflict("not_accepted")
    owner = work.ownership.get(handoff.conversation_id)
    if handoff.advisor_id != advisor.id or owner.advisor_id != advisor.id:
        raise NotAllowed("not_yours")
    return handoff


def ending(
    work: UnitOfWork, advisor: Advisor, handoff_id: str, *, also_waiting: bool = False
) -> Handoff:
    """The handoff, where this advisor may end it."""
    serving(advisor)
    handoff = found(work, handoff_id)
    client = work.clients.get(handoff.client_id)
    if client is None or client.gone:
        raise Gone("erased")
    if handoff.status == "accepted":
        if handoff.advisor_id != advisor.id and advisor.role not in OVERSEEING:
            raise NotAllowed("not_yours")
        return handoff
    if also_waiting and handoff.status in WAITING:
        return handoff
    raise Conflict("not_accepted" if handoff.status in WAITING else "ended")


def living(work: UnitOfWork, client_id: str) -> Client:
    client = work.clients.get(client_id)
    if client is None or client.gone:
        raise Gone("erased")
    if client.state == "restricted":
        raise NotAllowed("restricted")
    return client


def may_see(advisor: Advisor, handoff: Handoff) -> bool:
    if advisor.role in READING_ALL or handoff.advisor_id == advisor.id:
        return True
    if handoff.status == "offered":
        return False
    return handoff.status in WAITING and advisor.role in SERVING


def serving(advisor: Advisor) -> None:
    if advisor.role not in SERVING:
        raise NotAllowed("role")


def somebody_serves(work: UnitOfWork) -> bool:
    return any(one.state == "active" and one.role in SERVING for one in work.advisors.list())


def own(
    work: UnitOfWork,
    conversation_id: str,
    state: str,
    handoff_id: str | None,
    at: datetime,
    *,
    advisor_id: str | None = None,
    speaks: bool = False,
) -> Ownership:
    """Move the ownership by compare-and-set; `speaks` counts a change of who speaks.

    The transaction holds the write lock, so a lost race is rare and looked at again.
    """
    for _ in range(_TRIES):
        before = work.ownership.get(conversation_id)
        if work.ownership.change(
            conversation_id,
            expect_state=before.state,
            expect_epoch=before.epoch,
            state=state,
            epoch=before.epoch + int(speaks),
            advisor_id=advisor_id,
            handoff_id=handoff_id,
            at=at,
        ):
            return before
    raise Conflict("busy")


def lost(work: UnitOfWork, handoff_id: str) -> Conflict:
    now = found(work, handoff_id)
    if now.status in {"accepted", "offered"}:
        return Taken(name_of(work, now.advisor_id))
    return Conflict("ended" if now.status in ENDED else "busy")


def name_of(work: UnitOfWork, advisor_id: str | None) -> str | None:
    """An advisor's name; None where there is no such advisor."""
    advisor = work.advisors.get(advisor_id) if advisor_id else None
    return advisor.name if advisor else None


def names(work: UnitOfWork) -> dict[str, str]:
    """Who the advisors are, by id."""
    return {one.id: one.name for one in work.advisors.list()}


def actor(advisor: Advisor) -> str:
    """An advisor as the audit trail names them."""
    return f"advisor:{advisor.id}"


def audit(
    app: App, work: UnitOfWork, advisor: Advisor, action: str, handoff: Handoff, **detail: str
) -> None:
    """Put what an advisor did with a handoff into the trail."""
    work.audit.record(
        at=app.now(),
        actor=actor(advisor),
        action=action,
        client_id=handoff.client_id,
        detail={"handoff": handoff.id, **detail},
    )
