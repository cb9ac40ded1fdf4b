"""What is to be sent to the outside, written in the transaction of the work that causes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, List

from sqlalchemy import Row, Select, insert, select, update

from bot.records.models import OutboxItem
from bot.records.repository import Repository
from bot.records.sealing import cell
from bot.records.tables import outbox
from bot.vault import STAFF, Cell, Purpose


class Outbox(Repository):
    """Repository of things to send."""

    def add(self, item: OutboxItem) -> None:
        """Keep an item. Raises Conflict when its id is taken (it was queued already)."""
        place = _place(item.id, item.client_id)
        with self._unique("outbox item"):
            self._run(
                insert(outbox).values(
                    id=item.id,
                    topic=item.topic,
                    due_at=item.due_at,
                    attempts=item.attempts,
                    status=item.status,
                    client_id=item.client_id,
                    body=self._sealer.seal_json(place, item.body, Purpose.CONTACT),
                )
            )

    def of_client(self, client_id: str) -> List[OutboxItem]:
        """What is or was to be sent for a client, oldest first."""
        query = select(outbox).where(outbox.c.client_id == client_id)
        found = self._run(query.order_by(outbox.c.due_at, outbox.c.id))
        return [self._item(row) for row in found]

    def due(
        self, now: datetime, limit: int = 20, *, topics: Sequence[str] | None = None
    ) -> list[OutboxItem]:
        """Pending items whose time has come, the longest due first; of these topics where given.

        Until this transaction ends nobody else gets the same ones.
        """
        return [self._item(row) for row in self._run(self._due(now, limit, topics)).all()]

    def claim(
        self,
        now: datetime,
        until: datetime,
        limit: int = 20,
        *,
        topics: Sequence[str] | None = None,
    ) -> list[OutboxItem]:
        """As `due`, and nobody else gets them before `until`: for sending outside of a
        transaction. What is neither done nor retried by then comes up again."""
        items = self.due(now, limit, topics=topics)
        for item in items:
            self._change(item.id, due_at=until)
        return items

    def due_topics(self, now: datetime, prefix: str) -> List[str]:
        """The topics, of those that begin with `prefix`, with items whose time has come."""
        query = select(outbox.c.topic).distinct().where(outbox.c.topic.startswith(prefix))
        return list(
            self._run(query.where(outbox.c.status == "pending", outbox.c.due_at <= now)).scalars()
        )

    def newest(
        self, prefix: str, limit: int, *, before: str = "", status: str | None = None
    ) -> List[OutboxItem]:
        """Items of the topics that begin with `prefix`, the newest first; with ids below `before`
        where given, of one status where given."""
        query = select(outbox).where(outbox.c.topic.startswith(prefix))
        if before:
            query = query.where(outbox.c.id < before)
        if status is not None:
            query = query.where(outbox.c.status == status)
        found = self._run(query.order_by(outbox.c.id.desc()).limit(limit))
        return [self._item(row) for row in found]

    def get(self, id: str) -> OutboxItem | None:
        """The item of this id."""
        row = self._run(select(outbox).where(outbox.c.id == id)).one_or_none()
        return None if row is None else self._item(row)

    def lease(self, id: str, until: datetime) -> None:
        """Nobody else gets an item before `until`."""
        self._change(id, due_at=until)

    def done(self, id: str, *, keep: bool = False) -> None:
        """The item was sent; its body is dropped unless `keep`, for sending it once more."""
        self._change(id, status="done", **({} if keep else {"body": None}))

    def again(self, id: str, due_at: datetime) -> None:
        """Begin anew with an item that was sent or given up."""
        self._change(id, status="pending", due_at=due_at, attempts=0)

    def give_up_topic(self, topic: str) -> int:
        """All that is still to be sent for a topic becomes a dead letter; gives how many."""
        where = (outbox.c.topic == topic, outbox.c.status == "pending")
        return self._run(update(outbox).where(*where).values(status="dead")).rowcount

    def retry(self, id: str, due_at: datetime) -> None:
        """Sending failed: try again at `due_at`; the attempt is counted."""
        self._change(id, due_at=due_at, attempts=outbox.c.attempts + 1)

    def give_up(self, id: str, *, keep: bool = True) -> None:
        """Sending failed for good: the item stays as a dead letter, with its body where `keep`."""
        body = {} if keep else {"body": None}
        self._change(id, status="dead", attempts=outbox.c.attempts + 1, **body)

    def _change(self, id: str, **values: Any) -> None:
        self._run(update(outbox).where(outbox.c.id == id).values(**values))

    def _due(self, now: datetime, limit: int, topics: Sequence[str] | None) -> Select[Any]:
        query = (
            select(outbox)
            .where(outbox.c.status == "pending", outbox.c.due_at <= now)
            .order_by(outbox.c.due_at, outbox.c.id)
            .limit(limit)
        )
        if topics is not None:
            query = query.where(outbox.c.topic.in_(topics))
        return query if self._session.read_only else query.with_for_update(skip_locked=True)

    def _item(self, row: Row[Any]) -> OutboxItem:
        place = _place(row.id, row.client_id)
        return OutboxItem(
            id=row.id,
            topic=row.topic,
            due_at=row.due_at,
            attempts=row.attempts,
            status=row.status,
            body=self._sealer.open_json(place, row.body, Purpose.CONTACT) or {},
            client_id=row.client_id,
        )


def _place(id: str, client_id: str | None) -> Cell:
    return cell("outbox", "body", id, client_id or STAFF)
