"""Bring a database to the present schema, once, however many processes start together."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect
from sqlalchemy.engine import Connection, Engine

from bot.records.engine import reading
from bot.records.errors import RecordsUnavailable

if TYPE_CHECKING:
    from alembic.config import Config

# Alembic is imported only where something has to be migrated: it costs every process and every
# command more than half a second.

HEAD = "0006"
"""The revision this program works with: the newest in migrations/versions."""
HERE = Path(__file__).resolve().parent
# Any number of our own: whoever migrates a PostgreSQL database holds this advisory lock.
_LOCK = 0x5A_48_4D_47


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration; with a connection, migrations run on it."""
    from alembic.config import Config

    result = Config(str(HERE / "alembic.ini"))
    result.set_main_option("script_location", str(HERE / "migrations").replace("%", "%%"))
    result.attributes["connection"] = connection
    return result


@contextmanager
def opening(home: Path, create: bool) -> Iterator[None]:
    """While creating, hold a lock on the home folder, so that processes do it one by one."""
    if not create:
        yield
        return
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(home / ".records.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def alone(engine: Engine) -> Iterator[None]:
    """Hold PostgreSQL's advisory lock for a while; machines have no folder in common."""
    if engine.dialect.name != "postgresql":
        yield
        return
    with engine.connect() as connection:
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({_LOCK})")
        connection.commit()
        try:
            yield
        finally:
            connection.exec_driver_sql(f"SELECT pg_advisory_unlock({_LOCK})")
            connection.commit()


def make(connection: Connection) -> None:
    """Run the migrations that are missing, in the caller's transaction."""
    from alembic import command

    command.upgrade(config(connection), "head")


def upgrade(engine: Engine) -> None:
    """Run the migrations that are missing, in one transaction."""
    with alone(engine), engine.begin() as connection:
        if _revision(connection) != HEAD:
            make(connection)


def require_current(engine: Engine) -> None:
    """Raises RecordsUnavailable when the database is of another revision than this program."""
    with reading(engine) as connection:
        found = _revision(connection)
    if found != HEAD:
        raise RecordsUnavailable(
            f"the database is at revision {found or 'none'}, this program needs {HEAD}; "
            "`zhiyin run` brings an older one up to date, a newer one needs the newer program"
        )


def _revision(connection: Connection) -> str | None:
    """The revision a database is at; None for one that was never migrated."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)
