"""What is past its period: counted for a dry run, and cleared or deleted a bounded piece at a time.

Nothing of a client whose data are restricted is touched here: what is kept for a duty ends with the
duty, and what a client asked to have kept still is kept still.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, List

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    and_,
    delete,
    exists,
    func,
    or_,
    select,
    tuple_,
    update,
)

from bot.records.models import OPEN_HANDOFF_STATUSES
from bot.records.repository import Repository
from bot.records.tables import (
    advisor_sessions,
    advisor_tokens,
    answers,
    assessments,
    choices,
    clients,
    conversations,
    handoffs,
    messages,
    notes,
    outbox,
    proofs,
    tracker_chunks,
    tracker_heads,
    webhook_attempts,
)

BONDED = ("client", "loyal")
"""Stages of those who have a relationship with the institution: never erased for being silent."""

_ACTIVE = select(clients.c.id).where(clients.c.state == "active")
_TALKS = select(conversations.c.id).where(conversations.c.client_id.in_(_ACTIVE))
_BUSY = select(handoffs.c.conversation_id).where(handoffs.c.status.in_(OPEN_HANDOFF_STATUSES))


@dataclass(frozen=True)
class Rows:
    """A kind of row that ends: when its period begins, which rows, and what is done with them.

    `clears` are the columns that are emptied; without any the row is deleted. `along` are tables
    whose rows of the same conversation go with it.
    """

    table: Table
    since: ColumnElement[Any]
    which: ColumnElement[bool]
    clears: tuple[str, ...] = ()
    along: tuple[Table, ...] = field(default=())


def _last_said(conversation_id: ColumnElement[Any]) -> ColumnElement[Any]:
    query = select(conversations.c.last_at).where(conversations.c.id == conversation_id)
    return query.scalar_subquery()


def _closed(handoff_id: ColumnElement[Any]) -> ColumnElement[Any]:
    return select(handoffs.c.closed_at).where(handoffs.c.id == handoff_id).scalar_subquery()


_THEIR_HANDOFFS = select(handoffs.c.id).where(handoffs.c.client_id.in_(_ACTIVE))

ROWS: Mapping[str, Rows] = {
    "words": Rows(
        messages,
        messages.c.at,
        and_(
            messages.c.status == "done",
            or_(messages.c.body.is_not(None), messages.c.external_id.is_not(None)),
            messages.c.conversation_id.in_(_TALKS),
            messages.c.conversation_id.not_in(_BUSY),
        ),
        clears=("body", "external_id", "external_index"),
    ),
    "choices": Rows(
        choices, _last_said(choices.c.conversation_id), choices.c.conversation_id.in_(_TALKS)
    ),
    "trackers": Rows(
        tracker_heads,
        _last_said(tracker_heads.c.conversation_id),
        tracker_heads.c.conversation_id.in_(_TALKS),
        along=(tracker_chunks,),
    ),
    "proofs": Rows(proofs, proofs.c.expires_at, proofs.c.conversation_id.in_(_TALKS)),
    "former_answers": Rows(
        answers,
        answers.c.superseded_at,
        and_(answers.c.body.is_not(None), answers.c.client_id.in_(_ACTIVE)),
        clears=("body",),
    ),
    "assessments": Rows(
        assessments,
        assessments.c.at,
        and_(assessments.c.body.is_not(None), assessments.c.client_id.in_(_ACTIVE)),
        clears=("body",),
    ),
    "notes": Rows(
        notes,
        _closed(notes.c.handoff_id),
        and_(notes.c.body.is_not(None), notes.c.handoff_id.in_(_THEIR_HANDOFFS)),
        clears=("body",),
    ),
    "handoffs": Rows(
        handoffs,
        handoffs.c.closed_at,
        and_(handoffs.c.body.is_not(None), handoffs.c.client_id.in_(_ACTIVE)),
        clears=("body",),
    ),
    "outbox": Rows(outbox, outbox.c.due_at, outbox.c.status.in_(("done", "dead"))),
    "webhook_attempts": Rows(
        webhook_attempts, webhook_attempts.c.at, webhook_attempts.c.at.is_not(None)
    ),
    "staff_sessions": Rows(
        advisor_sessions, advisor_sessions.c.expires_at, advisor_sessions.c.expires_at.is_not(None)
    ),
    "staff_tokens": Rows(
        advisor_tokens, advisor_tokens.c.revoked_at, advisor_tokens.c.revoked_at.is_not(None)
    ),
}

_LAST_HERE = func.coalesce(
    select(func.max(conversations.c.last_at))
    .where(conversations.c.client_id == clients.c.id)
    .scalar_subquery(),
    clients.c.created_at,
)
_PROFILED = or_(
    exists().where(answers.c.client_id == clients.c.id, answers.c.body.is_not(None)),
    exists().where(assessments.c.client_id == clients.c.id),
    exists().where(handoffs.c.client_id == clients.c.id),
)
_SILENT = and_(
    clients.c.state == "active", or_(clients.c.stage.is_(None), clients.c.stage.not_in(BONDED))
)


def _followed(before: datetime) -> ColumnElement[bool]:
    """A handoff that is open, or was until lately: somebody follows up."""
    lately = func.coalesce(handoffs.c.closed_at, handoffs.c.requested_at) >= before
    open_ = handoffs.c.status.in_(OPEN_HANDOFF_STATUSES)
    return exists().where(handoffs.c.client_id == clients.c.id, or_(open_, lately))


def _clients(kind: str, before: datetime) -> tuple[ColumnElement[Any], ColumnElement[bool]]:
    if kind == "visitors":
        return _LAST_HERE, and_(_SILENT, ~_PROFILED)
    if kind == "prospects":
        return _LAST_HERE, and_(_SILENT, _PROFILED, ~_followed(before))
    if kind == "restricted":
        due = and_(clients.c.state == "restricted", clients.c.erase_after.is_not(None))
        return clients.c.erase_after, due
    raise KeyError(kind)


CLIENTS = ("visitors", "prospects", "restricted")
"""Kinds of clients that end as a whole, erased as far as no duty covers."""


@dataclass(frozen=True)
class Due:
    """How much of a kind is past its period, and since when the oldest of it is kept."""

    kind: str
    count: int
    oldest: datetime | None


class Retention(Repository):
    """What is past its period."""

    def due(self, kind: str, before: datetime) -> Due:
        """How much of a kind began before a time. Raises KeyError for an unknown kind."""
        since, which, table = self._part(kind, before)
        query = select(func.count(), func.min(since)).select_from(table)
        count, oldest = self._run(query.where(which, since < before)).one()
        return Due(kind, int(count), oldest)

    def clients(self, kind: str, before: datetime, limit: int, after: str = "") -> List[str]:
        """Ids of clients of a kind that are due, in order, above `after`."""
        since, which = _clients(kind, before)
        query = select(clients.c.id).where(which, since < before, clients.c.id > after)
        return list(self._run(query.order_by(clients.c.id).limit(limit)).scalars())

    def is_due(self, kind: str, before: datetime, client_id: str) -> bool:
        """Whether a client is (still) due."""
        since, which = _clients(kind, before)
        query = select(clients.c.id).where(which, since < before, clients.c.id == client_id)
        return self._run(query).first() is not None

    def end_rows(self, kind: str, before: datetime, limit: int) -> int:
        """Clear or delete up to `limit` rows of a kind; gives how many. 0: nothing is left."""
        rows = ROWS[kind]
        key: Sequence[ColumnElement[Any]] = list(rows.table.primary_key.columns)
        query: Select[Any] = select(*key).where(rows.which, rows.since < before)
        found = [tuple(row) for row in self._run(query.order_by(*key).limit(limit))]
        if not found:
            return 0
        these = key[0].in_([one for (one,) in found]) if len(key) == 1 else tuple_(*key).in_(found)
        for table in rows.along:
            named = [one[0] for one in found]
            self._run(delete(table).where(table.c.conversation_id.in_(named)))
        if rows.clears:
            self._run(update(rows.table).where(these).values(dict.fromkeys(rows.clears)))
        else:
            self._run(delete(rows.table).where(these))
        return len(found)

    def _part(self, kind: str, before: datetime) -> tuple[Any, Any, Table]:
        if kind in CLIENTS:
            return *_clients(kind, before), clients
        rows = ROWS[kind]
        return rows.since, rows.which, rows.table
