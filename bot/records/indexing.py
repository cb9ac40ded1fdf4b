"""Make stored blind indexes anew under the index key that is written now.

Every indexed column is listed here with the sealed column its value is read from, and with what its
repository makes the index of. The version beside an index tells whether it is left to be done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, Select, Table, func, select, update

from bot.records.repository import Session
from bot.records.sealing import cell
from bot.records.tables import advisors, contacts, conversations, messages, peers
from bot.vault import STAFF, Purpose, Tampered


@dataclass(frozen=True)
class Indexed:
    """A blind index: its column, its value's sealed column and purpose, and what it is made of."""

    table: Table
    index: str
    value: str
    purpose: Purpose
    owner: ColumnElement[str] | None
    column: Callable[[Row[Any]], str]
    fold: bool = False
    of: Callable[[Any], str] = str
    """What of the opened value is indexed."""

    @property
    def version(self) -> Column[int]:
        """The column with the version of the index key."""
        return self.table.c.index_version

    def left(self, version: int) -> ColumnElement[bool]:
        """The rows whose index was made under another version."""
        return self.table.c[self.index].is_not(None) & (self.version != version)


INDEXED = (
    Indexed(
        messages,
        "external_index",
        "external_id",
        Purpose.TRANSCRIPT,
        select(conversations.c.client_id)
        .where(conversations.c.id == messages.c.conversation_id)
        .scalar_subquery(),
        lambda row: f"messages.external_id/{row.conversation_id}",
    ),
    Indexed(
        advisors, "email_index", "email", Purpose.STAFF, None, lambda _row: "advisors.email", True
    ),
    Indexed(
        contacts,
        "value_index",
        "value",
        Purpose.CONTACT,
        contacts.c.client_id,
        lambda row: f"contacts.value/{row.kind}",
    ),
    Indexed(
        peers,
        "address_index",
        "address",
        Purpose.CONTACT,
        select(conversations.c.client_id)
        .where(conversations.c.id == peers.c.conversation_id)
        .scalar_subquery(),
        lambda row: f"peers.address/{row.channel}",
        of=lambda value: str(value["id"]),
    ),
)


def left(session: Session) -> int:
    """How many stored indexes are not under the version that is written now."""
    version = session.sealer.vault.index_version
    return sum(
        session.run(
            select(func.count()).select_from(kind.table).where(kind.left(version))
        ).scalar_one()
        for kind in INDEXED
    )


def reindex(session: Session, limit: int, damaged: set[str]) -> int:
    """Make up to `limit` indexes anew; gives how many. Call until it gives 0.

    A row whose value does not open is named in `damaged` and passed over.
    """
    version, done = session.sealer.vault.index_version, 0
    for kind in INDEXED:
        rows = session.run(_rows(kind, version, damaged, limit - done)).all()
        for row in rows:
            _renew(session, kind, row, version, damaged)
        done += len(rows)
        if done >= limit:
            break
    return done


def _rows(kind: Indexed, version: int, damaged: set[str], limit: int) -> Select[Any]:
    query = select(kind.table) if kind.owner is None else select(kind.table, kind.owner.label("of"))
    passed = [name.partition(" ")[2] for name in damaged if name.startswith(f"{kind.table.name}.")]
    query = query.where(kind.left(version), kind.table.c.id.not_in(passed))
    return query.order_by(kind.table.c.id).limit(limit).with_for_update(of=kind.table)


def _renew(session: Session, kind: Indexed, row: Row[Any], version: int, damaged: set[str]) -> None:
    owner = STAFF if kind.owner is None else row.of
    place = cell(kind.table.name, kind.value, row.id, owner)
    try:
        value = session.sealer.open_json(place, getattr(row, kind.value), kind.purpose)
    except Tampered:
        damaged.add(f"{kind.table.name}.{kind.value} {row.id}")
        return
    index = session.sealer.vault.find(
        kind.column(row), kind.of(value), fold=kind.fold, version=version
    )
    session.run(
        update(kind.table)
        .where(kind.table.c.id == row.id)
        .values({kind.index: index, "index_version": version})
    )
