"""Make stored blind indexes anew under the index key that is written now.

Every indexed column is listed here with the sealed column its value is read from, and with what its
repository makes the index of. The version beside an index tells whether it is left to be done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Integer,
    Row,
    Select,
    String,
    Table,
    Update,
    bindparam,
    func,
    select,
    update,
)

from bot.records.repository import Session
from bot.records.sealing import cell
from bot.records.tables import advisors, contacts, conversations, messages, peers
from bot.vault import STAFF, Erased, Purpose, Tampered


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

    @cached_property
    def change(self) -> Update:
        """Put another index into the row whose id is given."""
        fresh: dict[str, Any] = {
            self.index: bindparam("new_index"),
            "index_version": bindparam("new_version"),
        }
        return update(self.table).where(self.table.c.id == bindparam("row")).values(fresh)

    @cached_property
    def next(self) -> Select[Any]:
        """The first `rows` rows behind the id `after` whose index was made under another version
        than `version`, kept from others until the transaction ends."""
        columns = [c for c in self.table.c if c.name == self.value or not c.info.get("sealed")]
        query = select(*columns) if self.owner is None else select(*columns, self.owner.label("of"))
        query = query.where(self.left(bindparam("version", type_=Integer)))
        query = query.where(self.table.c.id > bindparam("after", type_=String))
        query = query.order_by(self.table.c.id).limit(bindparam("rows"))
        return query.with_for_update(of=self.table)

    def left(self, version: int | ColumnElement[int]) -> ColumnElement[bool]:
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


class Renewal:
    """Makes all stored indexes anew in steps, each of one transaction."""

    def __init__(self) -> None:
        self.damaged: set[str] = set()
        """Values that do not open: damaged ones, and those of a client whose erasure was broken
        off after the key was destroyed. Their indexes are passed over."""
        self._left = list(INDEXED)
        self._after = ""

    @property
    def done(self) -> bool:
        """Whether all indexes were looked at."""
        return not self._left

    def step(self, session: Session, limit: int) -> int:
        """Make up to `limit` indexes anew; gives how many rows there were."""
        kind, version = self._left[0], session.sealer.vault.index_version
        given = {"version": version, "after": self._after, "rows": limit}
        rows = session.run(kind.next, given).all()
        if kind.owner is not None:
            session.sealer.vault.keyring.open_all(list({row.of for row in rows}))
        fresh = [new for row in rows if (new := self._renewed(session, kind, row, version))]
        session.run_each(kind.change, fresh, ["row"])
        if len(rows) < limit:
            self._left.pop(0)
            self._after = ""
        else:
            self._after = rows[-1].id
        return len(rows)

    def _renewed(
        self, session: Session, kind: Indexed, row: Row[Any], version: int
    ) -> dict[str, Any] | None:
        """What a row's index is to be; None where its value does not open."""
        owner = STAFF if kind.owner is None else row.of
        place = cell(kind.table.name, kind.value, row.id, owner)
        try:
            value = session.sealer.open_json(place, getattr(row, kind.value), kind.purpose)
        except (Tampered, Erased):
            self.damaged.add(f"{kind.table.name}.{kind.value} {row.id}")
            return None
        index = session.sealer.vault.find(
            kind.column(row), kind.of(value), fold=kind.fold, version=version
        )
        return {"row": row.id, "new_index": index, "new_version": version}
