"""Messages that come due: a follow-up, a reminder, something to read. They find their own way.

Whoever has something to say later writes it into the outbox, in the transaction of the work. When
it is due it goes out on the messaging channel the client uses, within that channel's window and
quota; else on our page, where the client has just been; else to an address they agreed to be
contacted at; else it becomes a task for an advisor. Only while the consents `privacy` and `contact`
stand, only in business hours, and never while a person speaks with the client.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.language import secrets as forbidden
from bot.records.models import Conversation, OutboxItem, Peer
from bot.records.unit import UnitOfWork
from bot.services import codes, consent, handoffs, signals
from bot.services.app import App
from bot.services.conversations import LANGUAGES
from bot.services.errors import Gone, Invalid, NotAllowed, NotFound
from bot.services.logs import log
from bot.services.sending import ATTEMPTS, FIRST_RETRY, LEASE

TOPIC = "message"
REASON = "follow_up"
"""Why an advisor gets it as a task."""
ON_PAGE = timedelta(minutes=10)
"""So long after the last message of a conversation on our page the client is taken to be there."""
MEANWHILE = timedelta(hours=1)
"""While a person speaks with the client it waits for so long, then looks again."""
LONGEST = 2000
_KINDS = ("email", "phone")
_OWN_PAGE = "web"


@dataclass(frozen=True)
class Due:
    """What is to be said now, and where the client could be reached.

    `peers` are their messaging channels with the hours since they last wrote there, the newest
    first; `page` is the conversation on our page they have just been in.
    """

    conversation: Conversation
    text: str = field(repr=False)
    subject: str = field(repr=False)
    peers: tuple[tuple[Peer, float], ...]
    page: Conversation | None
    addresses: tuple[tuple[str, str], ...] = field(repr=False)


def plan(
    app: App,
    work: UnitOfWork,
    client_id: str,
    *,
    key: str,
    text: Mapping[str, str],
    due_at: datetime,
    subject: Mapping[str, str] | None = None,
    actor: str = "system",
    reason: str | None = None,
) -> bool:
    """Have something said to a client at `due_at`, in this transaction; the same `key` again plans
    nothing twice. `text` and `subject` (of a mail) are in both languages.

    False where it is planned already. Raises NotFound, Gone, NotAllowed (`consent_missing`),
    Invalid (`text`; `promise`: a banned word or a promise of the policy's lists; `secret_in_text`).
    """
    _check(app, text, subject or {})
    client = work.clients.get(client_id)
    if client is None:
        raise NotFound("client_unknown")
    if client.gone:
        raise Gone("erased")
    if not consent.may_tell(work, client_id):
        raise NotAllowed("consent_missing")
    id = hashlib.sha256(f"{client_id}/{key}".encode()).hexdigest()[:26].upper()
    if work.outbox.get(id) is not None:
        return False
    body = {"text": dict(text), "subject": dict(subject or {})}
    work.outbox.add(OutboxItem(id, TOPIC, due_at, body=body, client_id=client_id))
    work.audit.record(
        at=app.now(),
        actor=actor,
        action="client.message_planned",
        client_id=client_id,
        reason=reason,
    )
    return True


def _check(app: App, text: Mapping[str, str], subject: Mapping[str, str]) -> None:
    """The assistant says it, so it is held to what the assistant may say."""
    policy = app.rulebook.policy
    for language in LANGUAGES:
        words = text.get(language, "").strip()
        if not 0 < len(words) <= LONGEST:
            raise Invalid("text")
        said = f"{subject.get(language, '')}\n{words}"
        if policy.banned_in(said, language) or policy.leading_in(said, language):
            raise Invalid("promise")
        if forbidden.find(said):
            raise Invalid("secret_in_text")


def claim(app: App, limit: int = 8) -> list[OutboxItem]:
    """Messages whose time has come, leased to the caller. Asks without a lock first."""
    with app.records.read() as work:
        if not work.outbox.due(app.now(), 1, topics=(TOPIC,)):
            return []
    with app.records.begin() as work:
        return work.outbox.claim(app.now(), app.now() + LEASE, limit, topics=(TOPIC,))


def look(app: App, item: OutboxItem) -> Due | None:
    """What a leased message comes to now; None where it is not to be said, or not yet."""
    with app.records.begin() as work:
        if not _stands(work, item):
            return None
        now, opening = app.now(), app.rulebook.policy.business_hours
        if not opening.is_open(now):
            work.outbox.lease(item.id, opening.next_opening(now) or now + timedelta(days=1))
            return None
        assert item.client_id is not None
        talks = work.conversations.of_client(item.client_id)
        if not talks:
            work.outbox.give_up(item.id, keep=False)
            return None
        if any(work.ownership.get(talk.id).state == "advisor" for talk in talks):
            work.outbox.lease(item.id, now + MEANWHILE)
            return None
        newest = max(talks, key=lambda talk: talk.last_at)
        peers = [peer for talk in talks for peer in work.peers.of_conversation(talk.id)]
        active = sorted((one for one in peers if one.state == "active"), key=_heard, reverse=True)
        on_page = newest.channel == _OWN_PAGE and now - newest.last_at < ON_PAGE
        kept = {entry.kind: entry.value for entry in work.contacts.of_client(item.client_id)}
        return Due(
            conversation=newest,
            text=item.body["text"][newest.language],
            subject=_subject(app, item, newest.language),
            peers=tuple((one, (now - one.heard_at).total_seconds() / 3600) for one in active),
            page=newest if on_page else None,
            addresses=tuple((kind, kept[kind]) for kind in _KINDS if kind in kept),
        )


def say(app: App, item: OutboxItem, due: Due, conversation_id: str, way: str) -> None:
    """Say it in a conversation, from where its channel brings it to the client."""
    with app.records.begin() as work:
        work.ownership.lock(conversation_id)
        if not _stands(work, item):
            return
        if work.ownership.get(conversation_id).state == "advisor":
            work.outbox.lease(item.id, app.now() + MEANWHILE)
            return
        work.messages.append(
            conversation_id,
            origin="assistant",
            at=app.now(),
            language=due.conversation.language,
            body={"text": due.text},
        )
        _over(app, work, item, way)
    signals.changed(conversation_id)


def otherwise(app: App, item: OutboxItem, due: Due) -> None:
    """Where no messaging channel takes it: our page, an address, at last an advisor."""
    if due.page is not None:
        say(app, item, due, due.page.id, _OWN_PAGE)
        return
    for kind, to in due.addresses:
        sender = codes.sender(app, kind)
        if sender is None or not _may(app, item):
            continue
        language = due.conversation.language
        message = codes.Outgoing(
            item.id, to, due.subject, due.text, language, app.now(), "message.due"
        )
        try:
            sender.send(message)
        except codes.NotSent as problem:
            last = problem.final or item.attempts + 1 >= ATTEMPTS
            log().warning("message.not_sent", code=str(problem), final=last)
            if last:
                continue
            with app.records.begin() as work:
                work.outbox.retry(item.id, app.now() + FIRST_RETRY * 2**item.attempts)
            return
        with app.records.begin() as work:
            _over(app, work, item, kind)
        return
    _hand_over(app, item, due)


def _hand_over(app: App, item: OutboxItem, due: Due) -> None:
    """An advisor gets it as a task: to call, or to write to the client when they come back."""
    if not _may(app, item):
        return
    try:
        handoffs.request(app, due.conversation.id, REASON, task=item.body["text"])
    except (Gone, NotFound, NotAllowed) as refusal:
        log().info("message.withheld", code=refusal.code)
        with app.records.begin() as work:
            work.outbox.give_up(item.id, keep=False)
        return
    with app.records.begin() as work:
        _over(app, work, item, "advisor")


def _may(app: App, item: OutboxItem) -> bool:
    with app.records.begin() as work:
        return _stands(work, item)


def _stands(work: UnitOfWork, item: OutboxItem) -> bool:
    """Whether it is still to be said; what the consent no longer covers is given up."""
    present = work.outbox.get(item.id)
    if present is None or present.status != "pending":
        return False
    if consent.may_send(work, item):
        return True
    work.outbox.give_up(item.id, keep=False)
    log().info("message.withheld", code="consent_missing")
    return False


def _over(app: App, work: UnitOfWork, item: OutboxItem, way: str) -> None:
    work.outbox.done(item.id)
    work.audit.record(
        at=app.now(),
        actor="system",
        action="client.messaged",
        client_id=item.client_id,
        detail={"way": way},
    )


def _subject(app: App, item: OutboxItem, language: str) -> str:
    given = item.body.get("subject") or {}
    return str(given.get(language) or app.rulebook.replies.text("utter_message_subject", language))


def _heard(peer: Peer) -> datetime:
    return peer.heard_at
