"""The one door to a client's opened data for staff and operators: who, whose, from where and why.

No reason, no opening. Whoever serves a handoff that waits for them, or holds it, has the handoff
itself as the reason; everybody else gives one. Each opening is an entry in the audit trail. While
an opened conversation stays on a screen, what comes in belongs to that opening for FOLDED; then it
is an entry again.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from bot.language import normal, secrets
from bot.records.models import Advisor, AuditEntry, Body, Handoff
from bot.records.unit import UnitOfWork
from bot.services.advisors import SERVING
from bot.services.app import App
from bot.services.errors import Invalid
from bot.services.handoff_access import WAITING

FOLDED = timedelta(minutes=15)
"""How long what comes in belongs to an opening."""
_SITTING = timedelta(hours=12)
_LONGEST = 500
_OPENED, _FOLLOWED, _LISTED = "handoff.opened", "handoff.followed", "handoffs.listed"
_OPENINGS = (_OPENED, _FOLLOWED, "handoff.accepted")


@dataclass(frozen=True)
class Place:
    """From where somebody looks: `kind` is `console`, `api`, `shell`, `chat` or another system's
    inbox (`chatwoot`); the address of their machine; which session, token, terminal or conversation
    it was (never the token itself)."""

    kind: str
    address: str | None = None
    session: str | None = None

    def detail(self) -> Body:
        """As it stands, sealed, in the audit trail."""
        given = {"kind": self.kind, "address": self.address, "session": self.session}
        return {name: value[:100] for name, value in given.items() if value}


CHAT = Place("chat")
"""Where clients look at what is theirs."""


def cleaned(reason: str | None) -> str:
    """A reason as it is kept: one line without what cannot be seen, at most 500 characters, card
    numbers and the like cut out. Raises Invalid (`reason_required`) where nothing is left."""
    try:
        said = re.sub(r"\s+", " ", normal.clean((reason or "")[: 2 * _LONGEST])).strip()
    except normal.TooLong:
        raise Invalid("reason_required") from None
    said = secrets.redact(said)[:_LONGEST].strip()
    if not any(char.isalnum() for char in said):
        raise Invalid("reason_required")
    return said


def note(
    app: App,
    work: UnitOfWork,
    *,
    actor: str,
    place: Place,
    action: str,
    client_id: str,
    reason: str | None,
    detail: Body | None = None,
) -> None:
    """Write an opening down, in the transaction that opens. Raises Invalid (`reason_required`)."""
    work.audit.record(
        at=app.now(),
        actor=actor,
        action=action,
        client_id=client_id,
        reason=cleaned(reason),
        detail={**(detail or {}), "from": place.detail()},
    )


def handoff(
    app: App,
    work: UnitOfWork,
    advisor: Advisor,
    opened: Handoff,
    place: Place,
    reason: str | None,
    *,
    action: str = _OPENED,
) -> None:
    """Somebody of the staff opens a handoff's packet.

    Where it is neither theirs nor waiting for them, a reason is required; the one they gave from
    this very session within FOLDED goes on counting (a page that is loaded again). Raises Invalid
    (`reason_required`).
    """
    if not (reason or "").strip():
        reason = f"handoff:{opened.id}" if is_own(advisor, opened) else None
    if reason is None:
        former = _newest(app, work, advisor, opened, place, FOLDED)
        reason = former.reason if former else None
    _note_handoff(app, work, advisor, opened, place, action, reason)


def follow(app: App, advisor: Advisor, opened: Handoff, place: Place) -> None:
    """What came in since is shown to somebody who opened this handoff, or whose own it is.

    Folded: an entry each FOLDED, not each message. Raises Invalid (`reason_required`) where they
    never opened it from here.
    """
    with app.records.read() as work:
        former = _newest(app, work, advisor, opened, place, _SITTING)
    if former is not None and app.now() - former.at < FOLDED:
        return
    reason = former.reason if former else None
    if not reason and is_own(advisor, opened):
        reason = f"handoff:{opened.id}"
    with app.records.begin() as work:
        _note_handoff(app, work, advisor, opened, place, _FOLLOWED, reason)


def listed(app: App, advisor: Advisor, place: Place) -> None:
    """Somebody looks at the queue, which shows needs and category. Folded: an entry each FOLDED
    for a person and place."""
    now, key = app.now(), (advisor.id, place)
    with _lock:
        seen = _seen.setdefault(app.records, {})
        if now - seen.get(key, now - 2 * FOLDED) < FOLDED:
            return
        for old in [one for one, at in seen.items() if now - at >= FOLDED]:
            del seen[old]
        seen[key] = now
    with app.records.begin() as work:
        work.audit.record(
            at=now,
            actor=f"advisor:{advisor.id}",
            action=_LISTED,
            detail={"from": place.detail()},
        )


def is_own(advisor: Advisor, handoff: Handoff) -> bool:
    """Whether the handoff itself is this person's reason: they hold it or held it, or the client
    waits for whoever serves."""
    if handoff.advisor_id == advisor.id:
        return True
    waits = handoff.status in WAITING and handoff.advisor_id is None
    return waits and advisor.role in SERVING


def _note_handoff(
    app: App,
    work: UnitOfWork,
    advisor: Advisor,
    opened: Handoff,
    place: Place,
    action: str,
    reason: str | None,
) -> None:
    note(
        app,
        work,
        actor=f"advisor:{advisor.id}",
        place=place,
        action=action,
        client_id=opened.client_id,
        reason=reason,
        detail={"handoff": opened.id},
    )


def _newest(
    app: App, work: UnitOfWork, advisor: Advisor, opened: Handoff, place: Place, within: timedelta
) -> AuditEntry | None:
    """This person's newest opening of this handoff from this place."""
    since: datetime = app.now() - within
    actor = f"advisor:{advisor.id}"
    for entry in work.audit.recent(opened.client_id, actor=actor, actions=_OPENINGS, since=since):
        detail = entry.detail or {}
        if detail.get("handoff") == opened.id and detail.get("from") == place.detail():
            return entry
    return None


_seen: WeakKeyDictionary[object, dict[tuple[str, Place], datetime]] = WeakKeyDictionary()
_lock = threading.Lock()
