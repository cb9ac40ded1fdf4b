"""What the tests of the records share: an installation, moments, and people to write about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import NullPool
from ulid import ULID

from bot.records import Records
from bot.records.engine import open_engine
from bot.records.models import Advisor, Client, Conversation
from bot.records.tables import metadata
from bot.settings import Settings, load_settings

AT = datetime(2026, 11, 22, 12, tzinfo=timezone.utc)
SERVER = "postgresql+psycopg://postgres@127.0.0.1:5432"


def later(**span: float) -> datetime:
    """A moment after AT."""
    return AT + timedelta(**span)


def new_id() -> str:
    return str(ULID())


@dataclass(frozen=True)
class Installation:
    """A home folder and a database; `records` are opened on it as a process would."""

    home: Path
    database_url: str

    @property
    def settings(self) -> Settings:
        environ = {"ZHIYIN_HOME": str(self.home), "ZHIYIN_DATABASE_URL": self.database_url}
        return load_settings(environ)

    def open(self, create: bool = False) -> Records:
        return Records.open(self.settings, create=create)

    def engine(self) -> Engine:
        """The data database, past all repositories."""
        return open_engine(self.settings.database_url)


@dataclass(frozen=True)
class Seed:
    """A client with a conversation, and an advisor."""

    client: str
    conversation: str
    advisor: str


@lru_cache(maxsize=4)
def _free(database_url: str) -> Engine:
    """A database without the rules that the product holds it to; it keeps no connection."""
    engine = create_engine(database_url, poolclass=NullPool)
    if engine.dialect.name == "sqlite":
        # Else Python ends the transaction at every trigger, and waits for the disk each time.
        @event.listens_for(engine, "connect")
        def _configure(connection: Any, _record: Any) -> None:
            connection.isolation_level = None

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def tamper(installation: Installation, act: Callable[[Connection], object]) -> None:
    """Do what somebody with full rights on the database, but without the keys, could do."""
    with _free(installation.settings.database_url).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            act(connection)
        else:
            triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            found = connection.exec_driver_sql(triggers).all()
            for name, _ in found:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            act(connection)
            for _, sql in found:
                connection.exec_driver_sql(sql)


def emptied(installation: Installation) -> None:
    """Make the data database as it was before anybody came."""
    tables = [name for name in metadata.tables if name != "facts"]
    deleted = "; ".join(f"DELETE FROM {name}" for name in tables)
    tamper(installation, lambda connection: connection.exec_driver_sql(deleted))


Copy = dict[str, list[dict[str, object]]]


def copied(installation: Installation) -> Copy:
    """The whole data database as it stands: what a backup of it holds."""
    with _free(installation.settings.database_url).connect() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(table.select()).mappings()]
            for table in metadata.sorted_tables
        }


def put_back(installation: Installation, copy: Copy) -> None:
    """Make the data database what it was, the key store left as it is."""

    def act(connection: Connection) -> None:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
        for table in metadata.sorted_tables:
            if copy[table.name]:
                connection.execute(table.insert(), copy[table.name])

    tamper(installation, act)


def add_client(records: Records, *, language: str = "zh") -> tuple[str, str]:
    """A new client with one conversation; gives both ids."""
    client, conversation = new_id(), new_id()
    with records.begin() as work:
        work.clients.add(Client(client, "active", "prospect", None, AT, AT))
        work.conversations.add(
            Conversation(conversation, client, "web", language, AT, AT), f"hash-{conversation}"
        )
    return client, conversation


def an_advisor(email: str = "li.na@example.com", **changes: object) -> Advisor:
    fields: dict[str, object] = {
        "id": new_id(),
        "email": email,
        "name": "李娜",
        "role": "advisor",
        "languages": ("zh", "en"),
        "state": "active",
        "password_hash": "$argon2id$…",
        "must_change": True,
        "created_at": AT,
    }
    return Advisor(**{**fields, **changes})  # type: ignore[arg-type]
