"""What happens to handoffs and clients is told to the systems that listen, by ids and states.

Each event is written to the outbox in the transaction of the work, once for every webhook that is
told of it. No words, no contact, no answer, no score: whoever may read more asks the advisor API.
What concerns a client is written only where their consent to be contacted stands, and looked at
again right before it is sent (`consent.may_send`). That a client is erased is told in any case, so
that others erase as well (GDPR art. 19), and only of clients something may have been told of.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.records.models import Client, Handoff, OutboxItem
from bot.records.unit import UnitOfWork
from bot.services import consent, messages
from bot.services.app import App

PREFIX = "webhook."
"""The topic of a webhook's items in the outbox is this and its id."""
HANDOFF_EVENTS = (
    "handoff.requested",
    "handoff.accepted",
    "handoff.reassigned",
    "handoff.returned",
    "handoff.closed",
    "handoff.cancelled",
)
STAGE_CHANGED, ERASED, TEST = "client.stage_changed", "client.erased", "webhook.test"
EVENTS = (*HANDOFF_EVENTS, STAGE_CHANGED, ERASED)
Data = Mapping[str, str | None]


def topic(webhook_id: str) -> str:
    """The topic of a webhook's items in the outbox."""
    return PREFIX + webhook_id


def handoff(app: App, work: UnitOfWork, event: str, one: Handoff) -> None:
    """Something happened to a handoff (HANDOFF_EVENTS), which is told as it stands now."""
    data: dict[str, str | None] = {
        "handoff_id": one.id,
        "client_id": one.client_id,
        "status": one.status,
        "language": one.language,
    }
    if one.advisor_id is not None:
        data["advisor_id"] = one.advisor_id
    if one.outcome is not None:
        data["outcome"] = one.outcome
    _about(app, work, event, one.client_id, data)


def stage(app: App, work: UnitOfWork, client: Client, to: str) -> None:
    """A client's stage became `to`; nothing where it was that already."""
    if client.stage == to:
        return
    data = {"client_id": client.id, "from": client.stage, "to": to}
    _about(app, work, STAGE_CHANGED, client.id, data)


def told_of(work: UnitOfWork, client_id: str) -> bool:
    """Whether something may have been told of a client: all of it begins with a handoff."""
    return bool(work.handoffs.of_client(client_id))


def erased(app: App, work: UnitOfWork, client_id: str, state: str) -> None:
    """A client is `erased`, or `restricted` while a duty to keep runs: erase what you hold."""
    for webhook_id in work.webhooks.listening(ERASED):
        put(app, work, webhook_id, ERASED, {"client_id": client_id, "state": state}, None)


def put(
    app: App,
    work: UnitOfWork,
    webhook_id: str,
    event: str,
    data: Data,
    client_id: str | None,
) -> OutboxItem:
    """Write one message to the outbox. Its id is the `webhook-id`, the same at each attempt."""
    now = app.now()
    item = OutboxItem(
        id=app.new_id(),
        topic=topic(webhook_id),
        due_at=now,
        body={"type": event, "timestamp": messages.iso(now), "data": dict(data)},
        client_id=client_id,
    )
    work.outbox.add(item)
    return item


def _about(app: App, work: UnitOfWork, event: str, client_id: str, data: Data) -> None:
    listening = work.webhooks.listening(event)
    if not listening or "contact" not in consent.granted(work, client_id):
        return
    for webhook_id in listening:
        put(app, work, webhook_id, event, data, client_id)
