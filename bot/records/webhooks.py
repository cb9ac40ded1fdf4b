"""Addresses outside that are told of events, and the log of attempts to deliver to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, List

from sqlalchemy import Row, insert, select, update

from bot.records.models import Webhook, WebhookAttempt
from bot.records.repository import Repository
from bot.records.sealing import cell
from bot.records.tables import webhook_attempts, webhooks
from bot.vault import STAFF, Purpose

_SEALED = ("url", "secret", "former_secret")


class Webhooks(Repository):
    """Repository of webhooks. Address and secrets are sealed under the staff key."""

    def add(self, webhook: Webhook) -> None:
        """Keep a new one. Raises Conflict when its id or name is taken."""
        with self._unique("webhook"):
            self._run(
                insert(webhooks).values(
                    id=webhook.id,
                    name=webhook.name,
                    events=",".join(webhook.events),
                    state=webhook.state,
                    disabled_for=webhook.disabled_for,
                    created_at=webhook.created_at,
                    former_until=webhook.former_until,
                    paused_until=webhook.paused_until,
                    **{
                        name: self._seal(name, webhook.id, getattr(webhook, name))
                        for name in _SEALED
                    },
                )
            )

    def get(self, id: str) -> Webhook | None:
        """The webhook of this id, also when it is disabled."""
        row = self._run(select(webhooks).where(webhooks.c.id == id)).one_or_none()
        return None if row is None else self._webhook(row)

    def named(self, name: str) -> Webhook | None:
        """The webhook of this name."""
        row = self._run(select(webhooks).where(webhooks.c.name == name)).one_or_none()
        return None if row is None else self._webhook(row)

    def list(self) -> List[Webhook]:
        """All webhooks, in the order they were added."""
        query = select(webhooks).order_by(webhooks.c.created_at, webhooks.c.id)
        return [self._webhook(row) for row in self._run(query)]

    def listening(self, event: str) -> List[str]:
        """Ids of the active ones that are told of an event; nothing is opened for it."""
        query = select(webhooks.c.id, webhooks.c.events).where(webhooks.c.state == "active")
        rows = self._run(query.order_by(webhooks.c.id))
        return [row.id for row in rows if event in row.events.split(",")]

    def paused(self, now: datetime) -> List[str]:
        """Ids of those to which nothing goes out now: disabled, or asked to be left alone."""
        rows = self._run(select(webhooks.c.id, webhooks.c.state, webhooks.c.paused_until))
        return [
            row.id
            for row in rows
            if row.state != "active" or (row.paused_until is not None and row.paused_until > now)
        ]

    def set_state(self, id: str, state: str, disabled_for: str | None = None) -> bool:
        """Make one `active` or `disabled`; False without such a one."""
        return self._change(id, state=state, disabled_for=disabled_for, paused_until=None)

    def pause(self, id: str, until: datetime) -> None:
        """Leave the receiver alone until then."""
        self._change(id, paused_until=until)

    def set_secret(
        self, id: str, secret: str, *, former: str | None, former_until: datetime | None
    ) -> None:
        """Keep a new secret, and the former one as long as it signs as well."""
        self._change(
            id,
            secret=self._seal("secret", id, secret),
            former_secret=self._seal("former_secret", id, former),
            former_until=former_until,
        )

    def _change(self, id: str, **values: Any) -> bool:
        return self._run(update(webhooks).where(webhooks.c.id == id).values(**values)).rowcount == 1

    def _seal(self, column: str, id: str, value: str | None) -> bytes | None:
        if value is None:
            return None
        return self._sealer.seal_json(cell("webhooks", column, id, STAFF), value, Purpose.STAFF)

    def _webhook(self, row: Row[Any]) -> Webhook:
        opened = {
            name: self._sealer.open_json(
                cell("webhooks", name, row.id, STAFF), getattr(row, name), Purpose.STAFF
            )
            for name in _SEALED
        }
        return Webhook(
            id=row.id,
            name=row.name,
            events=tuple(row.events.split(",")),
            state=row.state,
            disabled_for=row.disabled_for,
            created_at=row.created_at,
            former_until=row.former_until,
            paused_until=row.paused_until,
            **opened,
        )


class WebhookAttempts(Repository):
    """Repository of attempts to deliver."""

    def add(self, attempt: WebhookAttempt) -> None:
        """Note an attempt."""
        with self._unique("attempt"):
            self._run(insert(webhook_attempts).values(**attempt.__dict__))

    def of(self, deliveries: Sequence[str]) -> List[WebhookAttempt]:
        """The attempts at these deliveries, oldest first."""
        query = select(webhook_attempts).where(webhook_attempts.c.delivery_id.in_(deliveries))
        return [_attempt(row) for row in self._run(query.order_by(webhook_attempts.c.n))]

    def newest(self, limit: int, webhook_id: str | None = None) -> List[WebhookAttempt]:
        """The newest attempts, newest first; at one webhook where given."""
        query = select(webhook_attempts)
        if webhook_id is not None:
            query = query.where(webhook_attempts.c.webhook_id == webhook_id)
        rows = self._run(query.order_by(webhook_attempts.c.n.desc()).limit(limit))
        return [_attempt(row) for row in rows]


def _attempt(row: Row[Any]) -> WebhookAttempt:
    return WebhookAttempt(**{k: v for k, v in row._mapping.items() if k != "n"})
