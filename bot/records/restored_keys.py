"""The rows of a backup of the key store, brought into the present one: nothing that was destroyed
returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Connection, Engine

from bot.vault import Keyring
from bot.vault.keystore import metadata as keystore
from bot.vault.keystore import stored


def opener(ring: Keyring) -> Callable[[Any], bool]:
    return lambda row: ring.opens(stored(row))


def merge(
    source: Connection,
    target: Connection,
    erased: frozenset[str],
    opens: Callable[[Any], bool],
    at: datetime,
) -> dict[str, int]:
    """Bring the rows of a key store's backup into the present one, as `restore.keys` says."""
    own = keystore.tables
    gone, wrapped, marks = own["destroyed_keys"], own["data_keys"], own["marks"]
    brought = mended = 0
    for row in source.execute(select(gone)).all():
        _add(target, gone, row._mapping)
    for id in erased:
        _add(target, gone, {"owner": id, "at": at})
    destroyed = set(target.execute(select(gone.c.owner)).scalars())
    # What a rotation has destroyed does not come back either.
    highest = select(wrapped.c.owner, func.max(wrapped.c.floor)).group_by(wrapped.c.owner)
    floors = {row[0]: int(row[1]) for row in target.execute(highest)}
    for row in source.execute(select(wrapped).order_by(*wrapped.primary_key.columns)):
        if row.owner in destroyed or row.version < floors.get(row.owner, 1):
            continue
        here = _same(wrapped, row._mapping)
        present = target.execute(select(wrapped).where(here)).one_or_none()
        if present is None:
            target.execute(insert(wrapped).values(**row._mapping))
            brought += 1
        elif bytes(present.wrapped) != bytes(row.wrapped) and not opens(present) and opens(row):
            target.execute(update(wrapped).where(here).values(**row._mapping))
            mended += 1
    ended = target.execute(
        delete(wrapped).where(wrapped.c.owner.in_(select(gone.c.owner)))
    ).rowcount
    for row in source.execute(select(marks)).all():
        if not _add(target, marks, row._mapping):
            lower = marks.c.height < row.height
            target.execute(
                update(marks).where(_same(marks, row._mapping), lower).values(**row._mapping)
            )
    for table in own.values():
        if table not in (gone, wrapped, marks):
            for row in source.execute(select(table)).all():
                _add(target, table, row._mapping)
    return {"keys": brought, "mended": mended, "destroyed": len(destroyed), "ended": ended}


def _add(connection: Connection, table: Any, values: Mapping[Any, Any]) -> bool:
    """Put a row in unless there is one of its key."""
    if connection.execute(select(table).where(_same(table, values))).first() is not None:
        return False
    connection.execute(insert(table).values(**values))
    return True


def _same(table: Any, values: Mapping[Any, Any]) -> Any:
    columns: Sequence[Any] = list(table.primary_key.columns)
    found = columns[0] == values[columns[0].name]
    for column in columns[1:]:
        found &= column == values[column.name]
    return found


def cut_log(engine: Engine) -> None:
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    finally:
        raw.close()
