"""Column types and small parts the tables share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, DateTime, Integer, LargeBinary, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

LONG = BigInteger().with_variant(Integer(), "sqlite")


class Instant(TypeDecorator[datetime]):
    """A moment in UTC. Refuses a time without a zone; always gives back an aware one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Bring a time to UTC; SQLite keeps it without the zone. Raises ValueError for naive."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored; pass an aware UTC time")
        value = value.astimezone(timezone.utc)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the time back with its zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            return value.replace(tzinfo=timezone.utc)
        return value.astimezone(timezone.utc)


def ident(name: str, *args: Any, **kwargs: Any) -> Column[str]:
    """An id or a name of our own: a ULID, a state, a question id, a hash in hex."""
    return Column(name, String(64), *args, **kwargs)


def sealed(name: str) -> Column[bytes]:
    """A cell that holds an envelope of the vault, or nothing."""
    return Column(name, LargeBinary, nullable=True, info={"sealed": True})


def one_of(table: str, column: str, values: Iterable[str]) -> CheckConstraint:
    """Hold a column to a closed list of words."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"ck_{table}_{column}")


def ordered() -> Column[int]:
    """The order of writing: breaks ties between rows of the same moment."""
    return Column("n", LONG, primary_key=True, autoincrement=True)
