"""Where an installation keeps what it writes: its folder, and databases on a PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.installation import Installation, running
from tests.integration.records.kit import new_id

SERVER = "postgresql://postgres@127.0.0.1:5432"


@dataclass(frozen=True)
class House:
    """A running installation, the folder it may write to, and its databases on the server."""

    own: Installation | None
    folder: Path
    databases: tuple[str, ...] = ()
    since: str = field(default="0/0")
    """From where on the server's write-ahead log is its work."""

    @property
    def running(self) -> Installation:
        """The installation, which runs."""
        assert self.own is not None
        return self.own

    def on_the_server(self) -> Iterator[tuple[str, bytes]]:
        """All that the server keeps of it: the files of every table and index, the rows as text,
        and the write-ahead log."""
        for database in self.databases:
            with psycopg.connect(f"{SERVER}/{database}", autocommit=True) as server:
                server.execute("CHECKPOINT")
                yield from _relations(server, database)
        if self.databases:
            with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
                yield from _log(server, self.since)


@contextmanager
def databases(*names: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Empty databases on the server, and the place its log was at before; skips without one."""
    try:
        server = psycopg.connect(f"{SERVER}/postgres", autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        pytest.skip("there is no PostgreSQL on 127.0.0.1:5432")
    made = tuple(f"zhiyin_house_{new_id().lower()}_{name}" for name in names)
    with server:
        place = server.execute("SELECT pg_current_wal_lsn()::text").fetchone()
        assert place is not None
        for name in made:
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield str(place[0]), made
        finally:
            for name in made:
                drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
                server.execute(drop)


@contextmanager
def on_postgresql(folder: Path, **settings: str) -> Iterator[House]:
    """An installation whose data and keys are in two databases of a PostgreSQL server."""
    with databases("data", "keys") as (since, made):
        data, keys = (f"{SERVER}/{name}" for name in made)
        named = {"ZHIYIN_DATABASE_URL": data, "ZHIYIN_KEYSTORE_URL": keys}
        with running(folder, **named, **settings) as own:
            yield House(own, folder, made, since)


def _relations(
    server: psycopg.Connection[tuple[object, ...]], database: str
) -> Iterator[tuple[str, bytes]]:
    kept = """
        SELECT c.relname, c.relkind, pg_relation_filepath(c.oid) FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname IN ('public', 'pg_toast') AND pg_relation_filepath(c.oid) IS NOT NULL
    """
    for name, kind, path in server.execute(kept).fetchall():
        content = server.execute("SELECT pg_read_binary_file(%s)", (path,), binary=True).fetchone()
        assert content is not None
        yield f"{database}/{name}", bytes(content[0])  # type: ignore[call-overload]
        if kind == "r" and not str(name).startswith("pg_toast"):
            query = sql.SQL("SELECT t::text FROM public.{} t").format(sql.Identifier(str(name)))
            rows = server.execute(query).fetchall()
            yield f"{database}/{name} as text", "\n".join(str(row[0]) for row in rows).encode()


def _log(server: psycopg.Connection[tuple[object, ...]], since: str) -> Iterator[tuple[str, bytes]]:
    """The segments since then, the last one as far as it is written: behind that lies what older
    segments held."""
    place = server.execute(
        "SELECT (pg_walfile_name_offset(pg_current_wal_lsn())).*, pg_walfile_name(%s)", (since,)
    ).fetchone()
    assert place is not None
    last, end, first = str(place[0]), int(str(place[1])), str(place[2])
    names = server.execute("SELECT name FROM pg_ls_waldir() ORDER BY name").fetchall()
    for name in (str(row[0]) for row in names):
        if first <= name <= last:
            read = "SELECT pg_read_binary_file('pg_wal/' || %s)"
            content = server.execute(read, (name,), binary=True).fetchone()
            assert content is not None
            whole = bytes(content[0])  # type: ignore[call-overload]
            yield f"pg_wal/{name}", whole[:end] if name == last else whole
