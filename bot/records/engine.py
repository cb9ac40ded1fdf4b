"""Open a database the way we want it: durable, strict, several processes at once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError

from bot.records.errors import RecordsUnavailable
from bot.vault import READING

BUSY_SECONDS = 15


def reading(engine: Engine) -> Connection:
    """A connection whose transactions only read, and so wait for no writer."""
    return engine.connect().execution_options(**{READING: True})


def sqlite_path(url: str | URL) -> Path | None:
    """The file of an SQLite database; None for any other database."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return None
    if not parsed.database or parsed.database == ":memory:":
        raise RecordsUnavailable("the database must be a file or a PostgreSQL server")
    return Path(parsed.database)


def open_engine(url: str, *, create: bool = False) -> Engine:
    """An engine for `url`; with `create`, an SQLite file that is missing is made (mode 0600).

    Raises RecordsUnavailable when the file is missing or the address cannot be used.
    """
    try:
        path = sqlite_path(url)
        backend = make_url(url).get_backend_name()
    except ArgumentError:
        raise RecordsUnavailable(
            "the database address cannot be read; it looks like "
            "postgresql://user@host:5432/name or sqlite:////folder/file.db"
        ) from None
    if path is not None:
        return _sqlite(url, path, create)
    if backend == "postgresql":
        return _postgresql(url)
    raise RecordsUnavailable(f"{backend} is not supported; use PostgreSQL or SQLite")


def _sqlite(url: str, path: Path, create: bool) -> Engine:
    if create:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Made by hand first, so that the file and its log are never readable by others.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    elif not path.exists():
        raise RecordsUnavailable(f"there is no database at {path}; `zhiyin run` makes one")
    engine = create_engine(
        url,
        pool_size=8,
        max_overflow=24,
        pool_timeout=BUSY_SECONDS,
        hide_parameters=True,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_SECONDS * 1000}",
            "secure_delete=ON",
            "temp_store=MEMORY",
            "trusted_schema=OFF",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A transaction that reads first and writes later could not be upgraded when another
        # process wrote in between; so whoever may write says so at once and waits in line.
        reading = connection.get_execution_options().get(READING, False)
        connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reading else 'OFF'}")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _postgresql(url: str) -> Engine:
    engine = create_engine(
        url,
        pool_size=8,
        max_overflow=24,
        pool_timeout=BUSY_SECONDS,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"connect_timeout": 5, "application_name": "zhiyin"},
    )

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        former, connection.autocommit = connection.autocommit, True
        with connection.cursor() as cursor:
            cursor.execute("SET TIME ZONE 'UTC'")
            cursor.execute("SET synchronous_commit TO on")
            cursor.execute(f"SET lock_timeout TO '{BUSY_SECONDS}s'")
            cursor.execute("SET idle_in_transaction_session_timeout TO '60s'")
        connection.autocommit = former

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get(READING, False):
            # One snapshot for all its statements, as on SQLite: a profile is never half old.
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")

    return engine
