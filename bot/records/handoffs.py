"""Requests for a human advisor, and the advisors' private notes on them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, List

from sqlalchemy import Row, and_, func, insert, or_, select, update

from bot.records.errors import Missing
from bot.records.models import OPEN_HANDOFF_STATUSES, Handoff, Note
from bot.records.repository import Repository, among
from bot.records.sealing import cell
from bot.records.tables import handoffs, messages, notes
from bot.vault import Purpose

_CHANGEABLE = ("status", "accepted_at", "closed_at", "advisor_id", "outcome", "language", "body")


class Handoffs(Repository):
    """Repository of handoffs. A conversation has at most one open (OPEN_HANDOFF_STATUSES)."""

    def add(self, handoff: Handoff) -> None:
        """Keep a handoff. Raises Conflict when the conversation has an open one."""
        with self._unique("handoff"):
            self._run(
                insert(handoffs).values(
                    id=handoff.id,
                    client_id=handoff.client_id,
                    conversation_id=handoff.conversation_id,
                    status=handoff.status,
                    requested_at=handoff.requested_at,
                    accepted_at=handoff.accepted_at,
                    closed_at=handoff.closed_at,
                    advisor_id=handoff.advisor_id,
                    outcome=handoff.outcome,
                    language=handoff.language,
                    body=self._seal(handoff.id, handoff.client_id, handoff.body),
                )
            )

    def get(self, id: str) -> Handoff | None:
        """The handoff, or None."""
        row = self._run(select(handoffs).where(handoffs.c.id == id)).one_or_none()
        return None if row is None else self._handoff(row)

    def list(self, status: str | Collection[str] | None = None) -> List[Handoff]:
        """Handoffs by the time of the request, oldest first; of one status or several if given."""
        query = select(handoffs).order_by(handoffs.c.requested_at, handoffs.c.n)
        if status is not None:
            query = query.where(among(handoffs.c.status, status))
        return [self._handoff(row) for row in self._run(query)]

    def of_client(self, client_id: str) -> List[Handoff]:
        """A client's handoffs, oldest first."""
        query = select(handoffs).where(handoffs.c.client_id == client_id)
        query = query.order_by(handoffs.c.requested_at, handoffs.c.n)
        return [self._handoff(row) for row in self._run(query)]

    def open_of(self, conversation_id: str) -> Handoff | None:
        """The conversation's open handoff, if there is one."""
        query = select(handoffs).where(
            handoffs.c.conversation_id == conversation_id,
            handoffs.c.status.in_(OPEN_HANDOFF_STATUSES),
        )
        row = self._run(query).one_or_none()
        return None if row is None else self._handoff(row)

    def waits(self, since: datetime) -> List[tuple[datetime, datetime]]:
        """When a person was asked for and when one first spoke, of each request since a moment to
        which a person spoke at all; oldest first. Nothing sealed is opened."""
        spoken = and_(
            messages.c.conversation_id == handoffs.c.conversation_id,
            messages.c.origin == "advisor",
            messages.c.at >= handoffs.c.requested_at,
            or_(handoffs.c.closed_at.is_(None), messages.c.at <= handoffs.c.closed_at),
        )
        first = select(func.min(messages.c.at)).where(spoken).scalar_subquery().label("first")
        query = select(handoffs.c.requested_at, first).where(handoffs.c.requested_at >= since)
        rows = self._run(query.order_by(handoffs.c.requested_at, handoffs.c.n))
        return [(row.requested_at, row.first) for row in rows if row.first is not None]

    def change(self, id: str, *, expect_status: str | Collection[str], **new: Any) -> bool:
        """Compare-and-set: change the given fields, or give False when the status moved meanwhile.

        Fields: status, accepted_at, closed_at, advisor_id, outcome, language, body (the whole
        body). Raises TypeError for any other, Missing when there is no such handoff.
        """
        unknown = set(new) - set(_CHANGEABLE)
        if unknown or not new:
            raise TypeError(f"a handoff's {', '.join(sorted(unknown)) or 'nothing'} cannot change")
        if "body" in new:
            query = select(handoffs.c.client_id).where(handoffs.c.id == id)
            client_id = self._run(query).scalar_one_or_none()
            if client_id is None:
                raise Missing(f"there is no handoff {id}")
            new["body"] = self._seal(id, client_id, new["body"])
        with self._unique("handoff"):
            done = self._run(
                update(handoffs)
                .where(handoffs.c.id == id, among(handoffs.c.status, expect_status))
                .values(**new)
            )
        return done.rowcount == 1

    def position(self, id: str) -> int:
        """The place in the queue, 1 is next; 0 when the handoff is not queued."""
        mine = self._run(
            select(handoffs.c.requested_at, handoffs.c.n).where(
                handoffs.c.id == id, handoffs.c.status == "queued"
            )
        ).one_or_none()
        if mine is None:
            return 0
        earlier = or_(
            handoffs.c.requested_at < mine.requested_at,
            and_(handoffs.c.requested_at == mine.requested_at, handoffs.c.n <= mine.n),
        )
        query = select(func.count()).select_from(handoffs)
        return int(self._run(query.where(handoffs.c.status == "queued", earlier)).scalar_one())

    def _seal(self, id: str, client_id: str, body: Any) -> bytes:
        place = cell("handoffs", "body", id, client_id)
        return self._sealer.seal_json(place, body, Purpose.PROFILE)

    def _handoff(self, row: Row[Any]) -> Handoff:
        place = cell("handoffs", "body", row.id, row.client_id)
        return Handoff(
            id=row.id,
            client_id=row.client_id,
            conversation_id=row.conversation_id,
            status=row.status,
            requested_at=row.requested_at,
            language=row.language,
            body=self._sealer.open_json(place, row.body, Purpose.PROFILE) or {},
            accepted_at=row.accepted_at,
            closed_at=row.closed_at,
            advisor_id=row.advisor_id,
            outcome=row.outcome,
        )


class Notes(Repository):
    """Repository of private notes, sealed under the key of the handoff's client."""

    def add(self, note: Note) -> None:
        """Keep a note. Raises Missing when there is no such handoff."""
        place = cell("notes", "body", note.id, self._client_of(note.handoff_id))
        with self._unique("note"):
            self._run(
                insert(notes).values(
                    id=note.id,
                    handoff_id=note.handoff_id,
                    advisor_id=note.advisor_id,
                    at=note.at,
                    body=self._sealer.seal_json(place, note.body, Purpose.PROFILE),
                )
            )

    def of(self, handoff_id: str) -> List[Note]:
        """The notes of a handoff, oldest first; those that were erased are left out."""
        query = select(notes).where(notes.c.handoff_id == handoff_id, notes.c.body.is_not(None))
        rows = self._run(query.order_by(notes.c.n)).all()
        if not rows:
            return []
        owner = self._client_of(handoff_id)
        return [
            Note(
                id=row.id,
                handoff_id=row.handoff_id,
                advisor_id=row.advisor_id,
                at=row.at,
                body=self._sealer.open_json(
                    cell("notes", "body", row.id, owner), row.body, Purpose.PROFILE
                ),
            )
            for row in rows
        ]

    def _client_of(self, handoff_id: str) -> str:
        query = select(handoffs.c.client_id).where(handoffs.c.id == handoff_id)
        owner = self._run(query).scalar_one_or_none()
        if owner is None:
            raise Missing(f"there is no handoff {handoff_id}")
        return str(owner)
