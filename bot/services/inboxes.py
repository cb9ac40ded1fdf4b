"""Handoffs that are answered in another system's inbox: what is due between both sides.

A link is written in the transaction of the request, with nothing of the client. From then on it is
looked at, by one process at a time, whenever something happened on either side, and each look
brings both sides to the same state from what is stored: what was said here since, what was said
there since, who holds the handoff, whether it is over. A look that is cut off is made again and
does nothing twice. What a client may be told of to others (`consent.may_tell`) is asked at each
look and right before each message.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.records.models import Conversation, Handoff, InboxLink, Message
from bot.records.unit import UnitOfWork
from bot.services import consent, inbox_words, messages, signals
from bot.services.app import App
from bot.services.handoff_access import ENDED
from bot.services.logs import log

CHATWOOT = "chatwoot"
LEASE = timedelta(minutes=2)
"""So long nobody else looks at a link; one whose process died is taken up again after it."""
RELOOK = timedelta(minutes=2)
"""So often an open link is looked at though nobody knocked: a knock may get lost."""
UNANSWERED = timedelta(seconds=1)
"""So soon it is looked again at a client's message that the assistant has still to answer."""
FIRST_RETRY = timedelta(seconds=2)
LAST_RETRY = timedelta(minutes=15)
ATTEMPTS = 40
"""Given up after so many failures in a row, about nine hours. A knock takes it up again."""
_PAGE = 50


@dataclass(frozen=True)
class Bringing:
    """One message to bring there: as the client's words, or as a note that only staff see."""

    seq: int
    text: str = field(repr=False)
    private: bool = False


@dataclass(frozen=True)
class Look:
    """What is due for a link at this moment.

    `gone` when the client's data are erased, `allowed` while others may be told of them, `over`
    when the handoff is ended here. Everything up to `last_seq` is brought once `said` is; `waits`
    when the assistant has still to answer what comes after it. `knocked` when the other side is to
    be looked at, whatever was said here.
    """

    link: InboxLink
    knocked: bool
    gone: bool
    allowed: bool
    over: bool
    said: tuple[Bringing, ...]
    last_seq: int
    waits: bool


def follow(app: App, work: UnitOfWork, event: str, handoff: Handoff) -> None:
    """A handoff was requested or changed: written in the transaction that does it."""
    if not app.settings.chatwoot:
        return
    if event != "handoff.requested":
        work.inbox_links.knock(handoff.id, app.now())
        return
    now, conversation = app.now(), work.conversations.get(handoff.conversation_id)
    work.inbox_links.add(
        InboxLink(
            handoff_id=handoff.id,
            conversation_id=handoff.conversation_id,
            inbox=CHATWOOT,
            source_id=str(uuid.uuid4()),
            created_at=now,
            due_at=now,
            busy_until=now,
            sent_seq=conversation.last_seq if conversation else 0,
        )
    )


def knock(app: App, remote_id: int) -> bool:
    """Something happened in a conversation there; False where it is none of ours."""
    with app.records.read() as work:
        link = work.inbox_links.by_remote(CHATWOOT, remote_id)
    if link is None:
        return False
    with app.records.begin() as work:
        work.inbox_links.knock(link.handoff_id, app.now())
    signals.changed(link.conversation_id)
    return True


def claim(app: App, limit: int) -> list[InboxLink]:
    """Links to look at now, leased to the caller. Asks without a lock first."""
    now = app.now()
    with app.records.read() as work:
        if not work.inbox_links.claim(CHATWOOT, now, now, 1):
            return []
    with app.records.begin() as work:
        return work.inbox_links.claim(CHATWOOT, now, now + LEASE, limit)


def look(app: App, link: InboxLink) -> Look | None:
    """What is due for a link; None where there is none any more."""
    with app.records.read() as work:
        present = work.inbox_links.get(link.handoff_id)
        handoff = work.handoffs.get(link.handoff_id)
        conversation = work.conversations.get(link.conversation_id)
        if present is None or handoff is None or conversation is None:
            return None
        client = work.clients.get(handoff.client_id)
        over = handoff.status in ENDED
        allowed = consent.may_tell(work, handoff.client_id)
        # what was said while others could not be told of it is never brought there
        found: tuple[tuple[Bringing, ...], int, bool] = ((), conversation.last_seq, False)
        if allowed and present.state == "open":
            found = _said(app, work, present, conversation, handoff.closed_at)
    gone = client is None or client.gone
    knocked = present.due_at is not None and present.due_at <= app.now()
    return Look(present, knocked, gone, allowed, over, *found)


def first_words(app: App, handoff_id: str) -> str | None:
    """The note that opens a conversation there; None where others may not be told any more."""
    with app.records.read() as work:
        handoff = work.handoffs.get(handoff_id)
        if handoff is None or not consent.may_tell(work, handoff.client_id):
            return None
        return inbox_words.packet(app, work, handoff)


def opened(app: App, link: InboxLink, *, contact_id: int, remote_id: int | None = None) -> None:
    """The client has a name there, or a conversation, which stands in the audit trail."""
    with app.records.begin() as work:
        work.inbox_links.change(link.handoff_id, contact_id=contact_id, remote_id=remote_id)
        handoff = work.handoffs.get(link.handoff_id)
        if remote_id is None or handoff is None:
            return
        work.audit.record(
            at=app.now(),
            actor="system",
            action="inbox.opened",
            client_id=handoff.client_id,
            reason=f"handoff:{handoff.id}",
            detail={
                "handoff": handoff.id,
                "inbox": link.inbox,
                "conversation": remote_id,
                "share": app.settings.chatwoot.share,
            },
        )


def brought(app: App, link: InboxLink, seq: int) -> None:
    """Everything up to `seq` is there. The lease begins anew."""
    with app.records.begin() as work:
        present = work.inbox_links.get(link.handoff_id)
        if present is not None:
            at = max(seq, present.sent_seq)
            work.inbox_links.change(link.handoff_id, sent_seq=at, busy_until=app.now() + LEASE)


def heard(app: App, link: InboxLink, mark: int) -> None:
    """Everything there up to number `mark` was heard, and nothing below it can still appear."""
    with app.records.begin() as work:
        work.inbox_links.change(link.handoff_id, mark=mark)


def release(
    app: App, link: InboxLink, *, over: bool, waits: bool = False, looked: bool = True
) -> None:
    """A look is over; `over` when both sides know that the handoff is, `looked` when the other side
    was looked at."""
    now = app.now()
    with app.records.begin() as work:
        due = None if over else now + RELOOK if looked else link.due_at
        work.inbox_links.release(link, now, due, "ended" if over else "open")
        if waits:
            work.inbox_links.change(link.handoff_id, busy_until=now + UNANSWERED)


def postpone(app: App, link: InboxLink, seconds: float | None, *, final: bool) -> None:
    """The other system could not take it: try again in `seconds`, or later each time."""
    last = final or link.attempts + 1 >= ATTEMPTS
    backoff = min(FIRST_RETRY * 2 ** min(link.attempts, 10), LAST_RETRY)
    wait = backoff if seconds is None else timedelta(seconds=seconds)
    with app.records.begin() as work:
        now = app.now()
        work.inbox_links.change(
            link.handoff_id,
            attempts=link.attempts + 1,
            busy_until=now + wait,
            due_at=now,
            state="stuck" if last else link.state,
        )
    if last:
        log().error("inbox.given_up", attempt=link.attempts + 1)


def forget(app: App, link: InboxLink) -> None:
    """Nothing of the client is left there."""
    with app.records.begin() as work:
        work.inbox_links.remove(link.handoff_id)


def stuck(app: App) -> int:
    """How many links were given up."""
    with app.records.read() as work:
        return work.inbox_links.count(CHATWOOT, "stuck")


def _said(
    app: App,
    work: UnitOfWork,
    link: InboxLink,
    conversation: Conversation,
    until: datetime | None,
) -> tuple[tuple[Bringing, ...], int, bool]:
    """What is to be brought, up to which number that is all, and whether the next one waits."""
    found: list[Bringing] = []
    last = link.sent_seq
    for one in work.messages.list(conversation.id, after=last, limit=_PAGE, hidden=True):
        if one.origin == "client" and one.status != "done":
            return tuple(found), last, True
        if until is None or one.at <= until:
            found += _brought_as(app, work, one)
        last = one.seq
    return tuple(found), last, False


def _brought_as(app: App, work: UnitOfWork, one: Message) -> list[Bringing]:
    """A client's words that the assistant did not answer; who joined, and what was said in the
    console, as notes."""
    body = one.body or {}
    text = str(body.get("text") or "").strip()
    if one.hidden or not text:
        return []
    if one.origin == "client":
        replies = work.messages.replies_to(one.conversation_id, one.seq)
        answered = any(not messages.is_slow_note(reply) for reply in replies)
        return [] if answered else [Bringing(one.seq, text)]
    if body.get("name") and body.get("via") != CHATWOOT:
        words = inbox_words.from_here(app, one)
        return [Bringing(one.seq, words, private=True)]
    return []
