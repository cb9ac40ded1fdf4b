"""Give a conversation to another client: its cells are sealed anew under that client's key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Table, or_, select, update

from bot.records.errors import Missing
from bot.records.repository import Session
from bot.records.sealing import cell
from bot.records.tables import (
    assessments,
    choices,
    clients,
    conversations,
    handoffs,
    messages,
    notes,
    peers,
    proofs,
    tracker_chunks,
)
from bot.vault import Purpose


def _here(table: Table) -> Callable[[str], ColumnElement[bool]]:
    return lambda conversation_id: table.c.conversation_id == conversation_id


def _noted_here(conversation_id: str) -> ColumnElement[bool]:
    mine = select(handoffs.c.id).where(handoffs.c.conversation_id == conversation_id)
    return notes.c.handoff_id.in_(mine)


_Mine = Callable[[str], ColumnElement[bool]]
_MOVED: tuple[tuple[Table, tuple[str, ...], Purpose, _Mine], ...] = (
    (messages, ("external_id", "body"), Purpose.TRANSCRIPT, _here(messages)),
    (choices, ("body",), Purpose.TRANSCRIPT, _here(choices)),
    (tracker_chunks, ("body",), Purpose.TRACKER, _here(tracker_chunks)),
    (proofs, ("body",), Purpose.PROFILE, _here(proofs)),
    (peers, ("address",), Purpose.CONTACT, _here(peers)),
    (assessments, ("body",), Purpose.PROFILE, _here(assessments)),
    (notes, ("body",), Purpose.PROFILE, _noted_here),
    (handoffs, ("body",), Purpose.PROFILE, _here(handoffs)),
)
STAYING = {
    ("answers", "body"): "taken over one by one, or asked about; the others die with their client",
    ("contacts", "value"): "a client's, not a conversation's",
    ("outbox", "body"): "what was on its way for the former client goes no further",
}
"""Sealed cells of a client that do not move with a conversation, and why."""
MOVING = frozenset((table.name, name) for table, names, _, _ in _MOVED for name in names)


def move(session: Session, conversation_id: str, to: str) -> int:
    """Give a conversation to client `to`; gives how many cells were sealed anew.

    Messages, choices, tracker, assessments, handoffs and notes go along; answers and consents are
    for the caller to decide on. Nobody else writes to the conversation until the transaction ends.
    Raises Missing, and Erased where either client's key is destroyed.
    """
    run = session.run
    locked = select(conversations.c.client_id).where(conversations.c.id == conversation_id)
    former = run(locked.with_for_update()).scalar_one_or_none()
    if former is None or run(select(clients.c.id).where(clients.c.id == to)).first() is None:
        raise Missing(f"there is no conversation {conversation_id} or no client {to}")
    if former == to:
        return 0
    done = 0
    for table, names, purpose, mine in _MOVED:
        done += _reseal(session, table, names, purpose, mine(conversation_id), (former, to))
    for table in (assessments, handoffs):
        where = table.c.conversation_id == conversation_id
        run(update(table).where(where).values(client_id=to))
    run(update(conversations).where(conversations.c.id == conversation_id).values(client_id=to))
    session.owners[conversation_id] = to
    return done


def _reseal(
    session: Session,
    table: Table,
    names: tuple[str, ...],
    purpose: Purpose,
    mine: ColumnElement[bool],
    owners: tuple[str, str],
) -> int:
    former, to = owners
    key = [table.c.id] if "id" in table.c else list(table.primary_key.columns)
    cells = [table.c[name] for name in names]
    query = select(*key, *cells).where(mine, or_(*(one.is_not(None) for one in cells)))
    done = 0
    for row in session.run(query.with_for_update()).all():
        id = "/".join(str(part) for part in row[: len(key)])
        values: dict[str, Any] = {}
        for name, sealed in zip(names, row[len(key) :], strict=True):
            if sealed is not None:
                place = cell(table.name, name, id, former)
                plain = session.sealer.open_bytes(place, bytes(sealed), purpose)
                place = cell(table.name, name, id, to)
                values[name] = session.sealer.seal_bytes(place, plain, purpose)
        where = [column == part for column, part in zip(key, row, strict=False)]
        session.run(update(table).where(*where).values(**values))
        done += len(values)
    return done
