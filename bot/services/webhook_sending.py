"""What stands in the outbox for webhooks goes out: leased, sent, noted, tried again or given up.

The lease is taken in a transaction, the message goes out in none, and what came of it is noted in
another. A process that dies in between sends once more after the lease, under the same
`webhook-id`, by which the receiver knows that it has it already.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from anyio import CapacityLimiter, to_thread

from bot.records.models import OutboxItem, Webhook, WebhookAttempt
from bot.records.unit import UnitOfWork
from bot.services import consent, reaching, webhook_events, webhook_schedule
from bot.services.app import App
from bot.services.logs import log
from bot.services.reaching import Answer, Resolver, Unreachable
from bot.services.webhook_events import PREFIX
from bot.services.webhook_signing import headers

LEASE = timedelta(minutes=2)
"""So long nobody else takes a message up; far longer than one attempt may take."""
AT_ONCE = 4
"""So many messages go to one receiver at the same time."""
_GONE = 410
_ASKING = (429, 503)


@dataclass(frozen=True)
class Letter:
    """A leased message, ready to be sent, with every key that signs it."""

    item: OutboxItem
    webhook: Webhook
    body: bytes = field(repr=False)
    keys: tuple[str, ...] = field(repr=False)


def due(app: App) -> list[str]:
    """Ids of webhooks with something to be sent now; asks without a lock."""
    now = app.now()
    with app.records.read() as work:
        topics = work.outbox.due_topics(now, PREFIX)
        paused = set(work.webhooks.paused(now)) if topics else set()
    return [one for one in (topic.removeprefix(PREFIX) for topic in topics) if one not in paused]


def claim(app: App, webhook_id: str, limit: int = AT_ONCE) -> list[OutboxItem]:
    """Messages for a webhook whose time has come, leased to the caller; none while it is paused."""
    now = app.now()
    with app.records.begin() as work:
        if webhook_id in work.webhooks.paused(now):
            return []
        topics = (webhook_events.topic(webhook_id),)
        return work.outbox.claim(now, now + LEASE, limit, topics=topics)


def prepare(app: App, item: OutboxItem) -> Letter | None:
    """A leased message as it is sent; None where it is not to be.

    What concerns a client whose consent does not stand at this moment is given up, unsent.
    """
    now, id = app.now(), item.topic.removeprefix(PREFIX)
    with app.records.begin() as work:
        present, webhook = work.outbox.get(item.id), work.webhooks.get(id)
        if present is None or present.status != "pending" or webhook is None:
            return None
        if webhook.state != "active":
            work.outbox.give_up(item.id)
            return None
        if not consent.may_send(work, item):
            work.outbox.give_up(item.id, keep=False)
            _note(app, work, item, webhook, now, None, "consent_missing")
            log().info("webhook.withheld", code="consent_missing")
            return None
        keys = [webhook.secret]
        if webhook.former_secret is not None and webhook.former_until is not None:
            if webhook.former_until > now:
                keys.append(webhook.former_secret)
            else:
                work.webhooks.set_secret(id, webhook.secret, former=None, former_until=None)
    raw = json.dumps(item.body, ensure_ascii=False, separators=(",", ":")).encode()
    return Letter(item, webhook, raw, tuple(keys))


async def send(
    app: App,
    item: OutboxItem,
    *,
    resolver: Resolver = reaching.resolve,
    threads: CapacityLimiter | None = None,
) -> str | None:
    """Make one attempt at a leased message and note what came of it.

    Gives None where it was taken, else a code of what went wrong (`HTTP 500`, `timed_out` …,
    `withheld` where it was not to be sent).
    """

    async def in_thread(call: Callable[[], Letter | None]) -> Letter | None:
        return await to_thread.run_sync(call, limiter=threads)

    letter = await in_thread(lambda: prepare(app, item))
    if letter is None:
        return "withheld"
    began = app.now()
    signed = headers(letter.keys, item.id, int(began.timestamp()), letter.body)
    answer: Answer | None = None
    problem: str | None = None
    try:
        answer = await reaching.post(
            letter.webhook.url,
            signed,
            letter.body,
            allowed=app.settings.webhook_networks,
            resolver=resolver,
        )
        if not 200 <= answer.status < 300:
            problem = f"HTTP {answer.status}"
    except Unreachable as error:
        problem = error.code
    await in_thread(lambda: note(app, letter, began, answer, problem))
    return problem


def note(
    app: App, letter: Letter, began: datetime, answer: Answer | None, problem: str | None
) -> None:
    """Write down what came of an attempt, and when to try again if it is to be."""
    item, webhook, now = letter.item, letter.webhook, app.now()
    with app.records.begin() as work:
        present = work.outbox.get(item.id)
        _note(app, work, item, webhook, began, answer, None if answer else problem)
        if present is None or present.status != "pending":
            return  # the client was erased meanwhile, or the webhook disabled
        if problem is None:
            work.outbox.done(item.id, keep=True)
            _told(app, work, item, webhook)
        elif answer is not None and answer.status == _GONE:
            _end(app, work, webhook)
        else:
            _later(app, work, present, webhook, answer, now)
    if problem is not None:
        log().warning("webhook.not_taken", code=problem, attempt=item.attempts + 1)


def _later(
    app: App,
    work: UnitOfWork,
    item: OutboxItem,
    webhook: Webhook,
    answer: Answer | None,
    now: datetime,
) -> None:
    rest = None
    if answer is not None and answer.status in _ASKING:
        rest = webhook_schedule.retry_after(answer.headers.get("retry-after"), now)
    if rest:
        work.webhooks.pause(webhook.id, now + rest)
    chance = secrets.randbelow(1_000_000) / 1_000_000
    at = webhook_schedule.next_attempt(item.attempts + 1, now, chance, rest)
    if at is None:
        work.outbox.give_up(item.id)
        log().error("webhook.given_up", attempt=item.attempts + 1)
    else:
        work.outbox.retry(item.id, at)


def _end(app: App, work: UnitOfWork, webhook: Webhook) -> None:
    """The receiver is gone: nothing is sent there until somebody enables it again."""
    work.webhooks.set_state(webhook.id, "disabled", "gone")
    ended = work.outbox.give_up_topic(webhook_events.topic(webhook.id))
    work.audit.record(
        at=app.now(),
        actor="system",
        action="webhook.disabled",
        reason="the receiver answered 410",
        detail={"webhook": webhook.id, "name": webhook.name, "dead_letters": ended},
    )
    log().error("webhook.disabled", code="HTTP 410")


def _told(app: App, work: UnitOfWork, item: OutboxItem, webhook: Webhook) -> None:
    """Who was told of which client stands in the audit trail."""
    if item.client_id is not None:
        work.audit.record(
            at=app.now(),
            actor="system",
            action="webhook.delivered",
            client_id=item.client_id,
            detail={"webhook": webhook.id, "event": item.body["type"], "delivery": item.id},
        )


def _note(
    app: App,
    work: UnitOfWork,
    item: OutboxItem,
    webhook: Webhook,
    began: datetime,
    answer: Answer | None,
    problem: str | None,
) -> None:
    took = (app.now() - began).total_seconds()
    work.webhook_attempts.add(
        WebhookAttempt(
            id=app.new_id(),
            webhook_id=webhook.id,
            delivery_id=item.id,
            event=str(item.body.get("type")),
            at=began,
            milliseconds=max(0, round(took * 1000)),
            status=answer.status if answer else None,
            problem=problem,
        )
    )
