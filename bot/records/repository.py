"""What every repository has: the open transaction, the sealer, and who owns a conversation."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, overload

from sqlalchemy import ColumnElement, Delete, Executable, Insert, Table, Update, select
from sqlalchemy.engine import Connection, CursorResult
from sqlalchemy.exc import IntegrityError

from bot.records.anchoring import ANCHORED, DOOR, Touched
from bot.records.errors import Conflict, Missing
from bot.records.sealing import Sealer
from bot.records.tables import conversations


@dataclass(frozen=True)
class Written:
    """What a write did: how many rows it touched."""

    rowcount: int


@dataclass
class Session:
    """One transaction's connection and what the repositories in it share.

    Statements go through `run`, which notes the rows that are written, so that the audit trail can
    vouch for them (bot/records/anchoring.py).
    """

    connection: Connection
    sealer: Sealer
    new_id: Callable[[], str]
    read_only: bool = False
    owners: dict[str, str] = field(default_factory=dict)
    touched: Touched = field(default_factory=Touched)

    @overload
    def run(  # type: ignore[overload-overlap]
        self, statement: Insert | Update | Delete, parameters: Any = None
    ) -> Written: ...

    @overload
    def run(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]: ...

    def run(self, statement: Executable, parameters: Any = None) -> Written | CursorResult[Any]:
        """Execute a statement. One that writes gives only how many rows it touched."""
        if not isinstance(statement, (Insert, Update, Delete)):
            return self.connection.execute(statement, parameters)
        statement = statement.execution_options(**{DOOR: True})
        anchored = ANCHORED.get(_table_of(statement))
        if anchored is None or _changes_only(statement, anchored.left_out, parameters):
            return Written(self.connection.execute(statement, parameters).rowcount)
        rows = self.connection.execute(statement.returning(*anchored.key), parameters).all()
        self.touched.note(anchored.table.name, (tuple(row) for row in rows))
        return Written(len(rows))

    def run_each(
        self, statement: Insert | Update, rows: Sequence[Mapping[str, Any]], key: Sequence[str]
    ) -> None:
        """Execute a statement once for each of `rows` (its parameters), in one go.

        `key` names the parameters that hold a row's key: so many rows need not be asked for theirs.
        """
        if not rows:
            return
        self.connection.execute(statement, rows, execution_options={DOOR: True})
        table = _table_of(statement)
        if table in ANCHORED:
            self.touched.note(table, (tuple(row[name] for name in key) for row in rows))

    def client_of(self, conversation_id: str) -> str:
        """The client a conversation belongs to. Raises Missing."""
        owner = self.owners.get(conversation_id)
        if owner is None:
            query = select(conversations.c.client_id).where(conversations.c.id == conversation_id)
            owner = self.run(query).scalar_one_or_none()
            if owner is None:
                raise Missing(f"there is no conversation {conversation_id}")
            self.owners[conversation_id] = owner
        return owner


class Repository:
    """Base of the repositories."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._run = session.run
        self._sealer = session.sealer

    @contextmanager
    def _unique(self, what: str) -> Iterator[None]:
        """Turn a broken uniqueness into Conflict, leaving the transaction usable."""
        try:
            with self._session.connection.begin_nested():
                yield
        except IntegrityError as error:
            # The database's own words quote the row; ours must not.
            kind = str(getattr(error.orig, "sqlstate", "") or error.orig)
            if kind in {"23503"} or "FOREIGN KEY" in kind:
                raise Missing(f"{what}: what it belongs to does not exist") from None
            raise Conflict(f"{what}: it exists already or breaks a rule of the table") from None


def _table_of(statement: Insert | Update | Delete) -> str:
    return statement.table.name if isinstance(statement.table, Table) else ""


def _changes_only(
    statement: Insert | Update | Delete, columns: frozenset[str], parameters: Any
) -> bool:
    """Whether a statement changes nothing but these columns."""
    if not isinstance(statement, Update) or parameters is not None:
        return False
    changed = {c if isinstance(c, str) else c.key for c in statement._values or ()}
    return bool(changed) and changed <= columns


def among(column: ColumnElement[Any], words: str | Collection[str]) -> ColumnElement[bool]:
    """A condition on one word or several."""
    return column == words if isinstance(words, str) else column.in_(list(words))
