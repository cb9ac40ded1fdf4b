"""Copy tables row by row from one database into another, of the same kind or not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Table, create_engine, event, func, insert, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import NullPool

from bot.records.archive import Progress, unheard
from bot.vault import READING

_ROWS = 500


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the database as it stands now, whatever is written meanwhile."""
    connection = engine.connect().execution_options(**{READING: True})
    if engine.dialect.name == "postgresql":
        connection = connection.execution_options(isolation_level="REPEATABLE READ")
    with connection, connection.begin():
        yield connection


@contextmanager
def rows_file(path: Path) -> Iterator[Engine]:
    """An SQLite file that holds nothing but rows; without a log of its own, for it has no users."""
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "trusted_schema=OFF"):
            connection.execute(f"PRAGMA {pragma}")

    try:
        yield engine
    finally:
        engine.dispose()


def counts(connection: Connection, tables: Sequence[Table]) -> dict[str, int]:
    """How many rows each table has."""
    return {
        table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        for table in tables
    }


def copy(
    source: Connection,
    target: Connection,
    tables: Sequence[Table],
    progress: Progress = unheard,
) -> dict[str, int]:
    """Copy every row, a few hundred at a time, in an order the references allow.

    Gives how many rows of each table.
    """
    expected = counts(source, tables)
    total, done, copied = sum(expected.values()), 0, {}
    for table in tables:
        query = select(table).order_by(*table.primary_key.columns)
        found = source.execute(query.execution_options(yield_per=_ROWS))
        copied[table.name] = 0
        for part in found.mappings().partitions():
            target.execute(insert(table), [dict(row) for row in part])
            copied[table.name] += len(part)
            done += len(part)
            progress("rows", done, total)
    return copied


def count_on(connection: Connection, tables: Sequence[Table]) -> None:
    """Let PostgreSQL's counters go on after the rows that were copied with their numbers."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables:
        column = table.autoincrement_column
        if column is None or table.primary_key.columns.values() != [column]:
            continue
        if not column.autoincrement or column.autoincrement == "auto":
            continue
        highest = connection.execute(select(func.max(column))).scalar_one()
        place = func.setval(
            func.pg_get_serial_sequence(table.name, column.name), highest or 1, bool(highest)
        )
        connection.execute(select(place))


def shape(tables: Sequence[Table]) -> str:
    """A fingerprint of tables and columns, so that no row is put where it does not belong."""
    named = sorted(f"{table.name}.{column.name}" for table in tables for column in table.columns)
    return hashlib.sha256("\n".join(named).encode()).hexdigest()[:16]
