"""Seal an owner's cells anew under their newest data key and the cipher that is written now.

Every sealed column is listed here with the coordinates its repository binds it to. Which cells are
to be sealed anew the database tells from the first bytes of their envelopes; the others are left
alone, so a sweep may be stopped and repeated at will.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import (
    ColumnElement,
    LargeBinary,
    Row,
    Select,
    String,
    Table,
    bindparam,
    func,
    or_,
    select,
    tuple_,
    update,
)

from bot.records.repository import Session
from bot.records.sealing import cell
from bot.records.tables import (
    advisors,
    answers,
    assessments,
    choices,
    contacts,
    conversations,
    handoffs,
    messages,
    notes,
    outbox,
    peers,
    proofs,
    tracker_chunks,
    webhooks,
)
from bot.vault import STAFF, Purpose, Tampered
from bot.vault.envelope import HEADING_BYTES


@dataclass(frozen=True)
class _Kept:
    """Where cells of an owner lie: their table and columns, purpose, and which rows are theirs."""

    table: Table
    columns: tuple[str, ...]
    purpose: Purpose
    theirs: Callable[[ColumnElement[str]], ColumnElement[bool]]

    @cached_property
    def key(self) -> list[ColumnElement[Any]]:
        """The columns whose values name a row in its cells' coordinates."""
        return [self.table.c.id] if "id" in self.table.c else [*self.table.primary_key.columns]

    def row_id(self, key: tuple[Any, ...]) -> str:
        """The name of a row in its cells' coordinates."""
        return "/".join(str(part) for part in key)

    # Statements are made once: to make them anew for each owner takes longer than to run them.

    @cached_property
    def older(self) -> Select[Any]:
        """The rows of an `owner` with a cell whose envelope begins otherwise than `heading`."""
        heading = bindparam("heading", type_=LargeBinary)
        columns = (*self.key, *(self.table.c[name] for name in self.columns))
        otherwise = or_(*(begins(self.table.c[name]) != heading for name in self.columns))
        return select(*columns).where(self.theirs(bindparam("owner", type_=String)), otherwise)

    @cached_property
    def first(self) -> Select[Any]:
        """The first `rows` of them, kept from others until the transaction ends."""
        return self.older.order_by(*self.key).limit(bindparam("rows")).with_for_update()

    @cached_property
    def any(self) -> Select[Any]:
        """One of them, if there is any."""
        return self.older.limit(1)


def begins(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The first bytes of an envelope: its format, cipher and data key version."""
    return func.substr(column, 1, HEADING_BYTES, type_=LargeBinary)


def _in_their_conversations(table: Table) -> Callable[[ColumnElement[str]], ColumnElement[bool]]:
    def theirs(owner: ColumnElement[str]) -> ColumnElement[bool]:
        mine = select(conversations.c.id).where(conversations.c.client_id == owner)
        return table.c.conversation_id.in_(mine)

    return theirs


def _in_their_name(table: Table) -> Callable[[ColumnElement[str]], ColumnElement[bool]]:
    return lambda owner: table.c.client_id == owner


def _on_their_handoffs(owner: ColumnElement[str]) -> ColumnElement[bool]:
    return notes.c.handoff_id.in_(select(handoffs.c.id).where(handoffs.c.client_id == owner))


KEPT = (
    _Kept(messages, ("external_id", "body"), Purpose.TRANSCRIPT, _in_their_conversations(messages)),
    _Kept(choices, ("body",), Purpose.TRANSCRIPT, _in_their_conversations(choices)),
    _Kept(tracker_chunks, ("body",), Purpose.TRACKER, _in_their_conversations(tracker_chunks)),
    _Kept(answers, ("body",), Purpose.PROFILE, _in_their_name(answers)),
    _Kept(assessments, ("body",), Purpose.PROFILE, _in_their_name(assessments)),
    _Kept(handoffs, ("body",), Purpose.PROFILE, _in_their_name(handoffs)),
    _Kept(notes, ("body",), Purpose.PROFILE, _on_their_handoffs),
    _Kept(outbox, ("body",), Purpose.CONTACT, _in_their_name(outbox)),
    _Kept(contacts, ("value",), Purpose.CONTACT, _in_their_name(contacts)),
    _Kept(proofs, ("body",), Purpose.PROFILE, _in_their_conversations(proofs)),
    _Kept(peers, ("address",), Purpose.CONTACT, _in_their_conversations(peers)),
)
STAFF_KEPT = (
    _Kept(
        advisors,
        ("email", "name", "password_hash"),
        Purpose.STAFF,
        lambda _owner: advisors.c.id.is_not(None),
    ),
    _Kept(outbox, ("body",), Purpose.CONTACT, lambda _owner: outbox.c.client_id.is_(None)),
    _Kept(
        webhooks,
        ("url", "secret", "former_secret"),
        Purpose.STAFF,
        lambda _owner: webhooks.c.id.is_not(None),
    ),
)
COLUMNS = frozenset((kept.table.name, name) for kept in KEPT + STAFF_KEPT for name in kept.columns)


class Sweep:
    """Goes over the cells of one owner (a client, or STAFF) in steps, each of one transaction."""

    def __init__(self, owner: str) -> None:
        self.owner = owner
        self.sealed = 0
        self.damaged: list[str] = []
        self._left = list(STAFF_KEPT if owner == STAFF else KEPT)
        self._after: tuple[Any, ...] | None = None

    @property
    def done(self) -> bool:
        """Whether all cells were looked at."""
        return not self._left

    def step(self, session: Session, limit: int) -> int:
        """Seal up to `limit` rows anew; gives how many rows there were.

        A cell that does not open is named in `damaged` and passed over. Raises Erased for an
        erased client, KeyUnavailable when keys cannot be had.
        """
        kept, heading = self._left[0], session.sealer.vault.heading(self.owner)
        query = kept.first
        if self._after is not None:
            query = query.where(tuple_(*kept.key) > self._after)
        given = {"owner": self.owner, "heading": heading, "rows": limit}
        rows = session.run(query, given).all()
        for row in rows:
            self._reseal(session, kept, row, heading)
        if len(rows) < limit:
            self._left.pop(0)
            self._after = None
        else:
            self._after = tuple(rows[-1][: len(kept.key)])
        return len(rows)

    def _reseal(self, session: Session, kept: _Kept, row: Row[Any], heading: bytes) -> None:
        key = tuple(row[: len(kept.key)])
        values = {}
        for name, sealed in zip(kept.columns, row[len(kept.key) :], strict=True):
            if sealed is None or bytes(sealed[:HEADING_BYTES]) == heading:
                continue
            place = cell(kept.table.name, name, kept.row_id(key), self.owner)
            try:
                plain = session.sealer.open_bytes(place, sealed, kept.purpose)
            except Tampered:
                self.damaged.append(f"{kept.table.name}.{name} {kept.row_id(key)}")
                continue
            values[name] = session.sealer.seal_bytes(place, plain, kept.purpose)
        if values:
            change = update(kept.table).values(**values)
            for column, part in zip(kept.key, key, strict=True):
                change = change.where(column == part)
            session.run(change)
            self.sealed += len(values)


def reseal(session: Session, owner: str) -> int:
    """Seal all that is under an older key of `owner` in this one transaction; gives how many cells.

    Raises Erased for an erased client, Tampered when a cell does not open.
    """
    sweep = Sweep(owner)
    while not sweep.done:
        sweep.step(session, 1000)
    if sweep.damaged:
        raise Tampered(f"{sweep.damaged[0]} does not open")
    return sweep.sealed


def older_cells(session: Session, owner: str) -> bool:
    """Whether any cell of an owner is under an older key or another cipher than is written now."""
    heading = session.sealer.vault.heading(owner)
    return any(
        session.run(kept.any, {"owner": owner, "heading": heading}).first() is not None
        for kept in (STAFF_KEPT if owner == STAFF else KEPT)
    )


def count_older(session: Session, owner: str) -> int:
    """How many rows of an owner have a cell under an older key or another cipher."""
    heading = session.sealer.vault.heading(owner)
    return sum(
        session.run(
            select(func.count()).select_from(kept.older.subquery()),
            {"owner": owner, "heading": heading},
        ).scalar_one()
        for kept in (STAFF_KEPT if owner == STAFF else KEPT)
    )


def headings(session: Session) -> Iterator[tuple[bytes, int]]:
    """What the envelopes of the whole database begin with, and how many do. The audit trail's are
    left out: they cannot be sealed anew."""
    columns = [kept.table.c[name] for kept in KEPT for name in kept.columns]
    columns += [advisors.c[name] for name in STAFF_KEPT[0].columns]
    for column in columns:
        begun = begins(column)
        query = select(begun, func.count()).where(column.is_not(None)).group_by(begun)
        for heading, count in session.run(query):
            yield bytes(heading), int(count)
