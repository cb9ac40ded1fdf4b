"""Which handoff is answered in which conversation of another system, and how far both sides are."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any, List

from sqlalchemy import Row, Select, and_, delete, func, insert, or_, select, update

from bot.records.models import InboxLink
from bot.records.repository import Repository
from bot.records.tables import conversations, inbox_links


class InboxLinks(Repository):
    """Repository of links. Nothing in them is of a client but random ids."""

    def add(self, link: InboxLink) -> None:
        """Keep a new link. Raises Conflict when the handoff has one."""
        with self._unique("inbox link"):
            self._run(insert(inbox_links).values(**asdict(link)))

    def get(self, handoff_id: str) -> InboxLink | None:
        """The link of a handoff."""
        return self._one(select(inbox_links).where(inbox_links.c.handoff_id == handoff_id))

    def by_remote(self, inbox: str, remote_id: int) -> InboxLink | None:
        """The link of a conversation there."""
        query = select(inbox_links).where(
            inbox_links.c.inbox == inbox, inbox_links.c.remote_id == remote_id
        )
        return self._one(query)

    def claim(self, inbox: str, now: datetime, until: datetime, limit: int) -> List[InboxLink]:
        """Links that are to be looked at now, the longest due first; nobody else gets them before
        `until`. Those are due whose time has come, and open ones where something was said."""
        query = self._due(inbox, now).order_by(inbox_links.c.due_at, inbox_links.c.handoff_id)
        query = query.limit(limit)
        if self._session.read_only:
            return [_link(row) for row in self._run(query)]
        rows = self._run(query.with_for_update(of=inbox_links, skip_locked=True)).all()
        for row in rows:
            self.change(row.handoff_id, busy_until=until)
        return [_link(row) for row in rows]

    def knock(self, handoff_id: str, at: datetime) -> None:
        """Something happened: the link is to be looked at."""
        query = update(inbox_links).where(inbox_links.c.handoff_id == handoff_id)
        self._run(query.values(due_at=at, knocks=inbox_links.c.knocks + 1))
        given_up = and_(inbox_links.c.handoff_id == handoff_id, inbox_links.c.state == "stuck")
        self._run(
            update(inbox_links).where(given_up).values(state="open", attempts=0, busy_until=at)
        )

    def release(self, link: InboxLink, now: datetime, due_at: datetime | None, state: str) -> None:
        """A look is over. What knocked meanwhile is looked at at once."""
        mine = inbox_links.c.handoff_id == link.handoff_id
        self._run(update(inbox_links).where(mine).values(busy_until=now, attempts=0, state=state))
        unchanged = and_(mine, inbox_links.c.knocks == link.knocks)
        self._run(update(inbox_links).where(unchanged).values(due_at=due_at))

    def change(self, handoff_id: str, **values: Any) -> None:
        """Write columns of a link."""
        query = update(inbox_links).where(inbox_links.c.handoff_id == handoff_id)
        self._run(query.values(**values))

    def remove(self, handoff_id: str) -> None:
        """Forget a link."""
        self._run(delete(inbox_links).where(inbox_links.c.handoff_id == handoff_id))

    def count(self, inbox: str, state: str) -> int:
        """How many links of an inbox are in a state."""
        query = select(func.count()).select_from(inbox_links)
        where = (inbox_links.c.inbox == inbox, inbox_links.c.state == state)
        return int(self._run(query.where(*where)).scalar_one())

    def _due(self, inbox: str, now: datetime) -> Select[Any]:
        said = and_(
            inbox_links.c.state == "open", inbox_links.c.sent_seq < conversations.c.last_seq
        )
        return (
            select(inbox_links)
            .join(conversations, conversations.c.id == inbox_links.c.conversation_id)
            .where(
                inbox_links.c.inbox == inbox,
                inbox_links.c.state.in_(("open", "ended")),
                inbox_links.c.busy_until <= now,
                or_(inbox_links.c.due_at <= now, said),
            )
        )

    def _one(self, query: Select[Any]) -> InboxLink | None:
        row = self._run(query).one_or_none()
        return None if row is None else _link(row)


def _link(row: Row[Any]) -> InboxLink:
    return InboxLink(**row._mapping)
