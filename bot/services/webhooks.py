"""The webhooks of an installation: added, listed, tried, given a new secret, ended; and their log.

Whoever adds one is shown its secret once; it is kept sealed. What is sent and when stands in
webhook_events.py and webhook_sending.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

from bot.records.models import Advisor, OutboxItem, Webhook, WebhookAttempt
from bot.records.unit import UnitOfWork
from bot.services import reaching, webhook_events
from bot.services.app import App
from bot.services.errors import Conflict, Gone, Invalid, NotAllowed, NotFound
from bot.services.webhook_events import EVENTS, PREFIX, TEST
from bot.services.webhook_signing import new_secret

OVERLAP = timedelta(hours=24)
"""How long the former secret signs beside a new one, unless another time is given."""
LONGEST_OVERLAP = timedelta(days=30)
PAGE = 50
_NAME = re.compile(r"[^\W_][\w .-]{0,62}", re.UNICODE)
_LEASE = timedelta(minutes=2)


@dataclass(frozen=True)
class Added:
    """A webhook and its secret, which is shown only here."""

    webhook: Webhook
    secret: str = field(repr=False)


@dataclass(frozen=True)
class Delivery:
    """One message to one webhook, as the log shows it; nothing of what it says but its kind.

    `event` is None where what was to be sent is gone and nothing was tried.
    """

    id: str
    webhook: Webhook
    event: str | None
    status: str
    item: OutboxItem = field(repr=False)
    attempts: tuple[WebhookAttempt, ...]

    @property
    def repeatable(self) -> bool:
        """Whether it can be sent again."""
        held = bool(self.item.body) and self.status != "pending"
        return held and self.webhook.state == "active"


def add(app: App, *, name: str, url: str, events: Sequence[str] = EVENTS, actor: str) -> Added:
    """Add a webhook. Raises Invalid (`webhook_name`, `webhook_url`, `webhook_address`,
    `webhook_events`), Conflict (`webhook_name_taken`)."""
    name, url = name.strip(), url.strip()
    if not _NAME.fullmatch(name):
        raise Invalid("webhook_name")
    chosen = tuple(one for one in EVENTS if one in events)
    if not chosen or set(events) - set(EVENTS):
        raise Invalid("webhook_events")
    try:
        reaching.check(url, app.settings.webhook_networks)
    except reaching.Unreachable as problem:
        code = "webhook_address" if problem.code == "address_refused" else "webhook_url"
        raise Invalid(code) from None
    made = Webhook(app.new_id(), name, url, chosen, new_secret(), app.now())
    with app.records.begin() as work:
        if work.webhooks.named(name) is not None:
            raise Conflict("webhook_name_taken")
        work.webhooks.add(made)
        _audit(app, work, actor, "webhook.added", made, events=list(chosen))
    return Added(made, made.secret)


def list_webhooks(app: App) -> list[Webhook]:
    """All webhooks, in the order they were added."""
    with app.records.read() as work:
        return work.webhooks.list()


def found(work: UnitOfWork, name: str) -> Webhook:
    """The webhook of a name or an id. Raises NotFound (`webhook`)."""
    webhook = work.webhooks.named(name) or work.webhooks.get(name)
    if webhook is None:
        raise NotFound("webhook")
    return webhook


def rotate(app: App, name: str, *, overlap: timedelta = OVERLAP, actor: str) -> Added:
    """Give a webhook a new secret. The former one signs as well for `overlap`; with none of it,
    it ends now. Raises NotFound, Invalid (`webhook_overlap`)."""
    if not timedelta(0) <= overlap <= LONGEST_OVERLAP:
        raise Invalid("webhook_overlap")
    secret = new_secret()
    with app.records.begin() as work:
        webhook = found(work, name)
        until = app.now() + overlap if overlap else None
        former = webhook.secret if overlap else None
        work.webhooks.set_secret(webhook.id, secret, former=former, former_until=until)
        hours = int(overlap.total_seconds() // 3600)
        _audit(app, work, actor, "webhook.rotated", webhook, overlap_hours=hours)
        return Added(found(work, webhook.id), secret)


def disable(app: App, name: str, *, actor: str) -> int:
    """Tell a webhook nothing more; what was still to be sent becomes dead letters, and it is given
    back how many. Raises NotFound."""
    with app.records.begin() as work:
        webhook = found(work, name)
        work.webhooks.set_state(webhook.id, "disabled", "operator")
        ended = work.outbox.give_up_topic(webhook_events.topic(webhook.id))
        _audit(app, work, actor, "webhook.disabled", webhook, dead_letters=ended)
    return ended


def enable(app: App, name: str, *, actor: str) -> Webhook:
    """Tell a disabled webhook of events again, from now on. Raises NotFound."""
    with app.records.begin() as work:
        webhook = found(work, name)
        if webhook.state != "active":
            work.webhooks.set_state(webhook.id, "active")
            _audit(app, work, actor, "webhook.enabled", webhook)
        return found(work, webhook.id)


def begin_test(app: App, name: str, *, actor: str) -> OutboxItem:
    """Write a message that says nothing, leased to the caller, who sends it at once. Raises
    NotFound, Conflict (`webhook_disabled`)."""
    with app.records.begin() as work:
        webhook = found(work, name)
        if webhook.state != "active":
            raise Conflict("webhook_disabled")
        data = {"webhook_id": webhook.id}
        item = webhook_events.put(app, work, webhook.id, TEST, data, None)
        work.outbox.lease(item.id, app.now() + _LEASE)
        _audit(app, work, actor, "webhook.tested", webhook)
    return item


def end_test(app: App, item: OutboxItem) -> None:
    """A test that was not taken is not tried again."""
    with app.records.begin() as work:
        present = work.outbox.get(item.id)
        if present is not None and present.status == "pending":
            work.outbox.give_up(item.id)


def deliveries(
    app: App,
    *,
    webhook_id: str | None = None,
    status: str | None = None,
    before: str = "",
    limit: int = PAGE,
) -> list[Delivery]:
    """The log: what was and is to be sent, the newest first, with all attempts at it."""
    with app.records.read() as work:
        prefix = PREFIX + (webhook_id or "")
        items = work.outbox.newest(prefix, limit, before=before, status=status)
        known = {one.id: one for one in work.webhooks.list()}
        tried: dict[str, list[WebhookAttempt]] = {}
        for attempt in work.webhook_attempts.of([item.id for item in items]):
            tried.setdefault(attempt.delivery_id, []).append(attempt)
    return [
        Delivery(
            id=item.id,
            webhook=known[item.topic.removeprefix(PREFIX)],
            event=item.body.get("type") or (tried[item.id][0].event if item.id in tried else None),
            status=item.status,
            item=item,
            attempts=tuple(tried.get(item.id, ())),
        )
        for item in items
    ]


def attempts(app: App, *, name: str | None = None, limit: int = PAGE) -> list[WebhookAttempt]:
    """The newest attempts, newest first. Raises NotFound."""
    with app.records.read() as work:
        return work.webhook_attempts.newest(limit, found(work, name).id if name else None)


def send_again(app: App, advisor: Advisor, delivery_id: str) -> None:
    """Send a message once more under the same `webhook-id`, for an administrator.

    Raises NotAllowed, NotFound (`delivery`), Conflict (`delivery_pending`, `webhook_disabled`),
    Gone (`delivery_gone`: what it said is no longer kept).
    """
    administrating(advisor)
    with app.records.begin() as work:
        item = work.outbox.get(delivery_id)
        if item is None or not item.topic.startswith(PREFIX):
            raise NotFound("delivery")
        webhook = found(work, item.topic.removeprefix(PREFIX))
        if item.status == "pending":
            raise Conflict("delivery_pending")
        if webhook.state != "active":
            raise Conflict("webhook_disabled")
        if not item.body:
            raise Gone("delivery_gone")
        work.outbox.again(item.id, app.now())
        actor = f"advisor:{advisor.id}"
        _audit(app, work, actor, "webhook.sent_again", webhook, delivery=item.id)


def administrating(advisor: Advisor) -> None:
    """Raise NotAllowed unless this is an administrator."""
    if advisor.role != "admin":
        raise NotAllowed("role")


def place_of(webhook: Webhook) -> str:
    """Where a webhook's address is, without its path, which may hold a token."""
    parts = urlsplit(webhook.url)
    return f"{parts.scheme}://{parts.netloc}"


def _audit(
    app: App, work: UnitOfWork, actor: str, action: str, webhook: Webhook, **detail: object
) -> None:
    work.audit.record(
        at=app.now(),
        actor=actor,
        action=action,
        detail={"webhook": webhook.id, "name": webhook.name, **detail},
    )
