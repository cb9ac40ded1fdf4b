"""Seal owners' cells anew under their newest data key and the cipher that is written now.

Every sealed column is listed here with the coordinates its repository binds it to. Which cells are
to be sealed anew the database tells from the first bytes of their envelopes; the others are left
alone, so a sweep may be stopped and repeated at will.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from sqlalchemy import (
    ColumnElement,
    LargeBinary,
    Row,
    Select,
    String,
    Table,
    Update,
    bindparam,
    case,
    func,
    literal,
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
from bot.vault import STAFF, Erased, Purpose, Tampered
from bot.vault.envelope import HEADING_BYTES


@dataclass(frozen=True)
class _Kept:
    """Where cells lie: their table and columns, their purpose, and whose they are."""

    table: Table
    columns: tuple[str, ...]
    purpose: Purpose
    owner: ColumnElement[Any]
    """Whose a row is: a column of the table, or of the one it is joined with."""
    joined: Table | None = None

    @cached_property
    def key(self) -> list[ColumnElement[Any]]:
        """The columns whose values name a row in its cells' coordinates."""
        return [self.table.c.id] if "id" in self.table.c else [*self.table.primary_key.columns]

    def row_id(self, key: tuple[Any, ...]) -> str:
        """The name of a row in its cells' coordinates."""
        return "/".join(str(part) for part in key)

    # Statements are made once: to make them anew for each step takes longer than to run them.

    @cached_property
    def older(self) -> Select[Any]:
        """Owner, key and cells of the rows of some `owners` with a cell whose envelope begins
        otherwise than `heading`."""
        columns = (self.owner.label("owner"), *self.key, *(self.table.c[n] for n in self.columns))
        return self._otherwise(select(*columns))

    @cached_property
    def first(self) -> Select[Any]:
        """The first `rows` of them, kept from others until the transaction ends."""
        found = self.older.order_by(*self.key).limit(bindparam("rows"))
        return found.with_for_update(of=self.table)

    @cached_property
    def following(self) -> Select[Any]:
        """The next of them, behind the key that is given as `key_0`, `key_1` …"""
        return self.first.where(tuple_(*self.key) > tuple_(*self._given))

    @cached_property
    def whose(self) -> Select[Any]:
        """Which of the `owners` have any."""
        return self._otherwise(select(self.owner.label("owner"))).distinct()

    @cached_property
    def count(self) -> Select[Any]:
        """How many there are."""
        return self._otherwise(select(func.count()))

    @cached_property
    def change(self) -> Update:
        """Put `new_…` into the cells of the row whose key is given as `key_0`, `key_1` …"""
        mine = (column == given for column, given in zip(self.key, self._given, strict=True))
        cells: dict[str, Any] = {name: bindparam(f"new_{name}") for name in self.columns}
        return update(self.table).where(*mine).values(cells)

    def named(self, key: tuple[Any, ...]) -> dict[str, Any]:
        """A key as the parameters by which `following` and `change` know it."""
        return {f"key_{n}": part for n, part in enumerate(key)}

    @property
    def _given(self) -> list[ColumnElement[Any]]:
        return [bindparam(f"key_{n}", type_=one.type) for n, one in enumerate(self.key)]

    def _otherwise(self, query: Select[Any]) -> Select[Any]:
        heading = bindparam("heading", type_=LargeBinary)
        theirs = self.owner.in_(bindparam("owners", type_=String, expanding=True))
        source = self.table if self.joined is None else self.table.join(self.joined)
        otherwise = or_(*(begins(self.table.c[name]) != heading for name in self.columns))
        return query.select_from(source).where(theirs, otherwise)


def begins(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The first bytes of an envelope: its format, cipher and data key version."""
    return func.substr(column, 1, HEADING_BYTES, type_=LargeBinary)


def _in_conversations(table: Table, purpose: Purpose, *columns: str) -> _Kept:
    return _Kept(table, columns, purpose, conversations.c.client_id, conversations)


def _in_their_name(table: Table, purpose: Purpose, *columns: str) -> _Kept:
    return _Kept(table, columns, purpose, table.c.client_id)


KEPT = (
    _in_conversations(messages, Purpose.TRANSCRIPT, "external_id", "body"),
    _in_conversations(choices, Purpose.TRANSCRIPT, "body"),
    _in_conversations(tracker_chunks, Purpose.TRACKER, "body"),
    _in_their_name(answers, Purpose.PROFILE, "body"),
    _in_their_name(assessments, Purpose.PROFILE, "body"),
    _in_their_name(handoffs, Purpose.PROFILE, "body"),
    _Kept(notes, ("body",), Purpose.PROFILE, handoffs.c.client_id, handoffs),
    _in_their_name(outbox, Purpose.CONTACT, "body"),
    _in_their_name(contacts, Purpose.CONTACT, "value"),
    _in_conversations(proofs, Purpose.PROFILE, "body"),
    _in_conversations(peers, Purpose.CONTACT, "address"),
)
_OURS = literal(STAFF, String)
STAFF_KEPT = (
    _Kept(advisors, ("email", "name", "password_hash"), Purpose.STAFF, _OURS),
    _Kept(outbox, ("body",), Purpose.CONTACT, case((outbox.c.client_id.is_(None), _OURS))),
    _Kept(webhooks, ("url", "secret", "former_secret"), Purpose.STAFF, _OURS),
)
COLUMNS = frozenset((kept.table.name, name) for kept in KEPT + STAFF_KEPT for name in kept.columns)


@dataclass(frozen=True)
class _Part:
    """A part of a sweep: the cells in one place of owners whose envelopes begin alike."""

    kept: _Kept
    heading: bytes
    owners: tuple[str, ...]

    @property
    def given(self) -> dict[str, Any]:
        """The parameters of the place's statements."""
        return {"owners": self.owners, "heading": self.heading}


def _parts(session: Session, owners: Iterable[str]) -> Iterator[_Part]:
    """What there is to look at for owners, each with what their envelopes begin with now. Those
    who were erased are left out. Raises KeyUnavailable."""
    vault, alike = session.sealer.vault, dict[tuple[bool, bytes], list[str]]()
    for batch in _batches(owners):
        vault.keyring.open_all(batch)
        for owner in batch:
            with suppress(Erased):
                alike.setdefault((owner == STAFF, vault.heading(owner)), []).append(owner)
    for (ours, heading), some in alike.items():
        for kept in STAFF_KEPT if ours else KEPT:
            yield from (_Part(kept, heading, batch) for batch in _batches(some))


def _batches(owners: Iterable[str]) -> Iterator[tuple[str, ...]]:
    left = iter(owners)
    while batch := tuple(islice(left, 500)):
        yield batch


class Sweep:
    """Goes over the cells of some owners (clients, or STAFF) in steps, each of one transaction.

    Owners are taken together: to ask the database for each of them alone takes longer than to seal
    anew what they have.
    """

    def __init__(self, owners: Iterable[str]) -> None:
        self.sealed = Counter[str]()
        """How many cells of each owner were sealed anew."""
        self.damaged: dict[str, set[str]] = {}
        """The cells of each owner that do not open. They are passed over."""
        self._owners = tuple(owners)
        self._left: list[_Part] | None = None
        self._after: dict[str, Any] | None = None

    @property
    def done(self) -> bool:
        """Whether all cells were looked at."""
        return self._left == []

    def step(self, session: Session, limit: int) -> int:
        """Seal up to `limit` rows anew; gives how many rows there were.

        Owners who are erased are passed over. Raises KeyUnavailable when keys cannot be had.
        """
        if self._left is None:
            self._left = list(_parts(session, self._owners))
        if not self._left:
            return 0
        part = self._left[0]
        kept, given = part.kept, part.given | {"rows": limit}
        query = kept.first
        if self._after is not None:
            query, given = kept.following, given | self._after
        rows = session.run(query, given).all()
        fresh = [new for row in rows if (new := self._sealed_anew(session, part, row)) is not None]
        session.run_each(kept.change, fresh, [f"key_{n}" for n in range(len(kept.key))])
        if len(rows) < limit:
            self._left.pop(0)
            self._after = None
        else:
            self._after = kept.named(tuple(rows[-1][1 : 1 + len(kept.key)]))
        return len(rows)

    def _sealed_anew(self, session: Session, part: _Part, row: Row[Any]) -> dict[str, Any] | None:
        """A row's cells sealed anew, with its key; None where there is nothing to change."""
        kept, sealer, owner = part.kept, session.sealer, row[0]
        key, cells = tuple(row[1 : 1 + len(kept.key)]), row[1 + len(kept.key) :]
        values, count = dict[str, Any](), 0
        for name, stored in zip(kept.columns, cells, strict=True):
            sealed = None if stored is None else bytes(stored)
            values[f"new_{name}"] = sealed
            if sealed is None or sealed.startswith(part.heading):
                continue
            place = cell(kept.table.name, name, kept.row_id(key), owner)
            try:
                plain = sealer.open_bytes(place, sealed, kept.purpose)
            except Tampered:
                named = f"{kept.table.name}.{name} {kept.row_id(key)}"
                self.damaged.setdefault(owner, set()).add(named)
                continue
            except Erased:
                return None
            values[f"new_{name}"] = sealer.seal_bytes(place, plain, kept.purpose)
            count += 1
        self.sealed[owner] += count
        return values | kept.named(key) if count else None


def reseal(session: Session, owner: str) -> int:
    """Seal all that is under an older key of `owner` in this one transaction; gives how many cells.

    Raises Erased for an erased client, Tampered when a cell does not open.
    """
    session.sealer.vault.heading(owner)
    sweep = Sweep([owner])
    while not sweep.done:
        sweep.step(session, 1000)
    for name in sorted(sweep.damaged.get(owner, ())):
        raise Tampered(f"{name} does not open")
    return sweep.sealed[owner]


def with_older_cells(session: Session, owners: Iterable[str]) -> set[str]:
    """Those of some owners who have a cell under an older key or another cipher than is written
    now."""
    return {
        owner
        for part in _parts(session, owners)
        for owner in session.run(part.kept.whose, part.given).scalars()
    }


def count_older(session: Session, owners: Iterable[str]) -> int:
    """How many rows of some owners have a cell under an older key or another cipher."""
    return sum(
        session.run(part.kept.count, part.given).scalar_one() for part in _parts(session, owners)
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
