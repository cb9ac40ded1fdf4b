"""The key store: wrapped data keys in a database of their own, apart from the data.

It is backed up apart from the data and for a shorter time, so that destroying a key also ends what
an older backup of the data holds. It also keeps high-water marks (the head of the audit trail),
which make a cut or rolled back data database visible.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    String,
    Table,
    bindparam,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.sql.expression import FromClause

from bot.vault.providers import Wrapped

SCHEMA = "1"
# An execution option: the transaction only reads, so it need not wait for the one writer of SQLite.
READING = "zhiyin_reading"
STAMPS = ("keyed_at", "swept_at", "activated_at", "finished_at")
KEK_FLOOR = "kek-floor"
metadata = MetaData()

_keys = Table(
    "data_keys",
    metadata,
    Column("owner", String(64), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("kek", Integer, nullable=False, index=True),
    Column("wrapped", LargeBinary, nullable=False),
    Column("floor", Integer, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
)
_rotations = Table(
    "rotations",
    metadata,
    Column("generation", Integer, primary_key=True, autoincrement=False),
    Column("kek", Integer, nullable=False),
    Column("started_at", DateTime(timezone=True), nullable=False),
    *(Column(name, DateTime(timezone=True)) for name in STAMPS),
)
_destroyed = Table(
    "destroyed_keys",
    metadata,
    Column("owner", String(64), primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
)
_marks = Table(
    "marks",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("height", BigInteger, nullable=False),
    Column("value", String(128), nullable=False),
)
_facts = Table(
    "keystore_facts",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", String(200), nullable=False),
)


@dataclass(frozen=True)
class StoredKey:
    """One wrapped data key of an owner.

    `floor` is the oldest version of the owner's keys that may still open anything; it counts where
    it stands on the newest key. `generation` is the rotation that made the key (0: before any).
    """

    owner: str
    version: int
    wrapped: Wrapped
    floor: int = 1
    generation: int = 0


_REPLACE = (
    update(_keys)
    .where(
        _keys.c.owner == bindparam("of"),
        _keys.c.version == bindparam("number"),
        _keys.c.wrapped == bindparam("former"),
    )
    .values(kek=bindparam("under"), wrapped=bindparam("fresh"), floor=bindparam("lowest"))
)
"""Put another wrapping in the place of the one it was made from."""
_END_OLDER = delete(_keys).where(
    _keys.c.owner == bindparam("of"), _keys.c.version < bindparam("below")
)


def _replacing(key: StoredKey, former: Wrapped) -> dict[str, object]:
    """The parameters of _REPLACE."""
    return {
        "of": key.owner,
        "number": key.version,
        "former": former.blob,
        "under": key.wrapped.version,
        "fresh": key.wrapped.blob,
        "lowest": key.floor,
    }


@dataclass(frozen=True)
class Rotation:
    """A rotation of all data keys: since when, over which key-encryption key, and how far it is.

    `keyed_at`: every owner has a new key. `swept_at`: all cells were sealed anew. `activated_at`:
    new blind indexes use the new index key. `finished_at`: the older keys are destroyed.
    """

    generation: int
    kek: int
    started_at: datetime
    keyed_at: datetime | None = None
    swept_at: datetime | None = None
    activated_at: datetime | None = None
    finished_at: datetime | None = None


@dataclass(frozen=True)
class Mark:
    """How far a counted thing had come when it was last looked at."""

    height: int
    value: str


class KeyStore:
    """Wrapped data keys, destroyed owners and high-water marks, on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def create(self) -> None:
        """Make the tables that are missing. The caller holds a lock against other processes."""
        metadata.create_all(self._engine)
        self.set_fact("schema", SCHEMA)

    def fact(self, name: str) -> str | None:
        """A fact about the installation (`deployment`, `schema`)."""
        with self._reading() as connection:
            found = connection.execute(select(_facts.c.value).where(_facts.c.name == name))
            return found.scalar_one_or_none()

    def set_fact(self, name: str, value: str) -> str:
        """Keep a fact unless it is there already; gives the one that counts."""
        with self._engine.begin() as connection:
            self._insert_once(connection, _facts, name=name, value=value)
            found = connection.execute(select(_facts.c.value).where(_facts.c.name == name))
            return str(found.scalar_one())

    def facts(self, prefix: str) -> dict[str, str]:
        """The facts whose names begin so, by name."""
        query = select(_facts).where(_facts.c.name.startswith(prefix, autoescape=True))
        with self._reading() as connection:
            return {row.name: row.value for row in connection.execute(query)}

    def keys(self, owner: str) -> tuple[StoredKey, ...]:
        """The wrapped keys of an owner, oldest first."""
        query = select(_keys).where(_keys.c.owner == owner).order_by(_keys.c.version)
        with self._reading() as connection:
            return tuple(stored(row) for row in connection.execute(query))

    def keys_of(self, owners: Collection[str]) -> dict[str, tuple[StoredKey, ...]]:
        """The wrapped keys of several owners, each oldest first; nothing of those without."""
        query = select(_keys).where(_keys.c.owner.in_(owners))
        found: dict[str, tuple[StoredKey, ...]] = {}
        with self._reading() as connection:
            for row in connection.execute(query.order_by(_keys.c.owner, _keys.c.version)):
                found[row.owner] = (*found.get(row.owner, ()), stored(row))
        return found

    def add(self, key: StoredKey, at: datetime) -> bool:
        """Keep a new wrapped key; False when that version is there or the owner was destroyed.

        It counts as made by the newest rotation, which therefore need not replace it.
        """
        return self.add_all([key], at) == 1

    def add_all(self, keys: Sequence[StoredKey], at: datetime) -> int:
        """Keep new wrapped keys of several owners in one transaction; gives how many were new."""
        if not keys:
            return 0
        newest = select(func.coalesce(func.max(_rotations.c.generation), 0))
        owners = sorted({key.owner for key in keys})
        with self._engine.begin() as connection:
            for owner in owners:
                self._alone_with(connection, owner)
            gone = select(_destroyed.c.owner).where(_destroyed.c.owner.in_(owners))
            destroyed = set(connection.execute(gone).scalars())
            generation = connection.execute(newest).scalar_one()
            rows = [
                {
                    "owner": key.owner,
                    "version": key.version,
                    "kek": key.wrapped.version,
                    "wrapped": key.wrapped.blob,
                    "floor": key.floor,
                    "generation": generation,
                    "created_at": at,
                }
                for key in keys
                if key.owner not in destroyed
            ]
            if not rows:
                return 0
            return connection.execute(self._once(connection, _keys), rows).rowcount

    def rewrapped(self, pairs: Sequence[tuple[StoredKey, Wrapped]]) -> int:
        """Replace former wrappings by new ones of the same keys, in one transaction.

        Gives how many: one that changed meanwhile is left alone.
        """
        if not pairs:
            return 0
        with self._engine.begin() as connection:
            return connection.execute(_REPLACE, [_replacing(*pair) for pair in pairs]).rowcount

    def retire(self, pairs: Sequence[tuple[StoredKey, Wrapped]]) -> int:
        """Destroy all keys of owners but the one given, whose wrapping now holds the new floor.

        The former wrapping of that one is given beside it; an owner whose keys changed meanwhile
        is left alone. Gives how many owners were done.
        """
        pairs = sorted(pairs, key=lambda pair: pair[0].owner)
        done: list[StoredKey] = []
        with self._engine.begin() as connection:
            for key, _ in pairs:
                self._alone_with(connection, key.owner)
            newest = self._newest(connection, [key.owner for key, _ in pairs])
            due = [
                (key, former)
                for key, former in pairs
                if newest.get(key.owner) == (key.version, former.blob)
            ]
            if due:
                connection.execute(_REPLACE, [_replacing(*pair) for pair in due])
                # A rewrapping that came in between has left its own wrapping, and the older keys.
                raised = self._newest(connection, [key.owner for key, _ in due])
                done = [key for key, _ in due if raised[key.owner][1] == key.wrapped.blob]
                if done:
                    ends = [{"of": key.owner, "below": key.version} for key in done]
                    connection.execute(_END_OLDER, ends)
        self._cut_log()
        return len(done)

    @staticmethod
    def _newest(connection: Connection, owners: Sequence[str]) -> dict[str, tuple[int, bytes]]:
        """Version and wrapping of the newest keys of owners."""
        query = select(_keys.c.owner, _keys.c.version, _keys.c.wrapped)
        query = query.where(_keys.c.owner.in_(owners)).order_by(_keys.c.version)
        return {row.owner: (row.version, bytes(row.wrapped)) for row in connection.execute(query)}

    def not_under(self, kek: int, limit: int) -> Sequence[StoredKey]:
        """Keys that are wrapped under another key-encryption key than `kek`, at most `limit`."""
        # In no order, and not as "another one", so that the index over `kek` finds them.
        query = select(_keys).where((_keys.c.kek < kek) | (_keys.c.kek > kek)).limit(limit)
        with self._reading() as connection:
            return [stored(row) for row in connection.execute(query)]

    def not_of(self, generation: int, after: str, limit: int) -> Sequence[StoredKey]:
        """The newest keys of owners whose newest is older than a rotation, by owner from `after`
        on, at most `limit`."""
        newest = (
            select(_keys.c.owner, func.max(_keys.c.version).label("version"))
            .where(_keys.c.owner > after)
            .group_by(_keys.c.owner)
            .having(func.max(_keys.c.generation) < generation)
            .order_by(_keys.c.owner)
            .limit(limit)
            .subquery()
        )
        query = (
            select(_keys)
            .join(newest, (_keys.c.owner == newest.c.owner) & (_keys.c.version == newest.c.version))
            .order_by(_keys.c.owner)
        )
        with self._reading() as connection:
            return [stored(row) for row in connection.execute(query)]

    def owners_not_of(self, generation: int) -> int:
        """How many owners have no key of this rotation yet."""
        older = (
            select(_keys.c.owner)
            .group_by(_keys.c.owner)
            .having(func.max(_keys.c.generation) < generation)
        )
        return self._count(older.subquery())

    def several(self, after: str, limit: int) -> Sequence[tuple[str, int, datetime]]:
        """Owners with more than one key, from `after` on: owner, newest version, made when."""
        query = (
            select(_keys.c.owner, func.max(_keys.c.version), func.max(_keys.c.created_at))
            .where(_keys.c.owner > after)
            .group_by(_keys.c.owner)
            .having(func.count() > 1)
            .order_by(_keys.c.owner)
            .limit(limit)
        )
        with self._reading() as connection:
            return [(row[0], int(row[1]), _utc(row[2])) for row in connection.execute(query)]

    def owner_count(self) -> int:
        """How many owners have a key."""
        return self._count(select(_keys.c.owner).distinct().subquery())

    def begin_rotation(self, kek: int, at: datetime) -> Rotation:
        """Record that all data keys are to be replaced; gives the one under way, if there is."""
        with self._engine.begin() as connection:
            found = self._newest_rotation(connection)
            if found is None or found.finished_at is not None:
                generation = 1 if found is None else found.generation + 1
                values = {"generation": generation, "kek": kek, "started_at": at}
                self._insert_once(connection, _rotations, **values)
                found = self._newest_rotation(connection)
        assert found is not None
        return found

    def abandon(self, rotation: Rotation) -> None:
        """Forget a rotation that could not begin: no key was made for it."""
        with self._engine.begin() as connection:
            place = _rotations.c.generation == rotation.generation
            connection.execute(delete(_rotations).where(place))

    def rotation(self) -> Rotation | None:
        """The newest rotation of all data keys, finished or not."""
        with self._reading() as connection:
            return self._newest_rotation(connection)

    def stamp(self, rotation: Rotation, name: str, at: datetime | None) -> Rotation:
        """Note how far a rotation is: one of STAMPS. Gives it as it now stands."""
        with self._engine.begin() as connection:
            place = _rotations.c.generation == rotation.generation
            connection.execute(update(_rotations).where(place).values({name: at}))
            row = connection.execute(select(_rotations).where(place)).one()
        return _rotation(row)

    def counts(self) -> dict[int, int]:
        """How many data keys each version of the key-encryption key wraps."""
        query = select(_keys.c.kek, func.count()).group_by(_keys.c.kek).order_by(_keys.c.kek)
        with self._reading() as connection:
            return {int(kek): int(count) for kek, count in connection.execute(query)}

    def destroyed(self) -> int:
        """How many owners' keys were destroyed."""
        return self._count(_destroyed)

    def owners(self) -> frozenset[str]:
        """The owners that have a key."""
        with self._reading() as connection:
            return frozenset(connection.execute(select(_keys.c.owner).distinct()).scalars())

    def destroyed_owners(self) -> frozenset[str]:
        """The owners whose keys were destroyed."""
        with self._reading() as connection:
            return frozenset(connection.execute(select(_destroyed.c.owner)).scalars())

    def destroy(self, owner: str, at: datetime) -> None:
        """Destroy every key of an owner for good, and remember that it was done."""
        with self._engine.begin() as connection:
            self._alone_with(connection, owner)
            self._insert_once(connection, _destroyed, owner=owner, at=at)
            connection.execute(delete(_keys).where(_keys.c.owner == owner))
        self._cut_log()

    def is_destroyed(self, owner: str) -> bool:
        """Whether the owner's keys were destroyed."""
        with self._reading() as connection:
            return self._is_destroyed(connection, owner)

    def mark(self, name: str) -> Mark | None:
        """The high-water mark of that name."""
        with self._reading() as connection:
            row = connection.execute(select(_marks).where(_marks.c.name == name)).one_or_none()
            return None if row is None else Mark(int(row.height), str(row.value))

    def raise_mark(
        self, name: str, mark: Mark, follows: Callable[[Mark], bool] = lambda _former: True
    ) -> bool:
        """Raise a high-water mark; one that is already higher stays.

        `follows` is asked whether the new mark continues the former one. False when it does not:
        then the former stays, for it is the one that something was lost after.
        """
        with self._engine.begin() as connection:
            values = {"height": mark.height, "value": mark.value}
            if self._insert_once(connection, _marks, name=name, **values):
                return True
            mine = _marks.c.name == name
            row = connection.execute(select(_marks).where(mine)).one()
            former = Mark(int(row.height), str(row.value))
            if former.height >= mark.height:
                return True
            if not follows(former):
                return False
            connection.execute(
                update(_marks).where(mine, _marks.c.height < mark.height).values(**values)
            )
            return True

    def set_mark(self, name: str, mark: Mark) -> None:
        """Set a high-water mark whatever it was: only where a loss was acknowledged."""
        with self._engine.begin() as connection:
            values = {"height": mark.height, "value": mark.value}
            if not self._insert_once(connection, _marks, name=name, **values):
                connection.execute(update(_marks).where(_marks.c.name == name).values(**values))

    def _count(self, what: FromClause) -> int:
        with self._reading() as connection:
            query = select(func.count()).select_from(what)
            return int(connection.execute(query).scalar_one())

    @staticmethod
    def _newest_rotation(connection: Connection) -> Rotation | None:
        query = select(_rotations).order_by(_rotations.c.generation.desc()).limit(1)
        row = connection.execute(query).one_or_none()
        return None if row is None else _rotation(row)

    @staticmethod
    def _alone_with(connection: Connection, owner: str) -> None:
        """Until the transaction ends nobody else adds or destroys keys of this owner."""
        if connection.dialect.name == "postgresql":
            lock = func.pg_advisory_xact_lock(func.hashtextextended(owner, 0x5A48))
            connection.execute(select(lock))

    def _cut_log(self) -> None:
        """What SQLite deleted lives on in the write-ahead log until that is folded in and cut."""
        if self._engine.dialect.name == "sqlite":
            raw = self._engine.raw_connection()
            try:
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
            finally:
                raw.close()

    def _reading(self) -> Connection:
        return self._engine.connect().execution_options(**{READING: True})

    @staticmethod
    def _is_destroyed(connection: Connection, owner: str) -> bool:
        query = select(_destroyed.c.owner).where(_destroyed.c.owner == owner)
        return connection.execute(query).first() is not None

    def _insert_once(self, connection: Connection, table: Table, **values: object) -> bool:
        return connection.execute(self._once(connection, table).values(**values)).rowcount == 1

    @staticmethod
    def _once(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
        """An insert that leaves alone what is there already."""
        if connection.dialect.name == "postgresql":
            return postgresql.insert(table).on_conflict_do_nothing()
        return sqlite.insert(table).on_conflict_do_nothing()


def stored(row: Row[Any]) -> StoredKey:
    """What a row of the table `data_keys` holds."""
    wrapped = Wrapped(row.kek, bytes(row.wrapped))
    return StoredKey(row.owner, row.version, wrapped, row.floor, row.generation)


def _rotation(row: Row[Any]) -> Rotation:
    values = dict(row._mapping)
    for name in ("started_at", *STAMPS):
        values[name] = None if values[name] is None else _utc(values[name])
    return Rotation(**values)


def _utc(at: datetime) -> datetime:
    """SQLite gives times back without their zone, which is always UTC."""
    return at.replace(tzinfo=timezone.utc) if at.tzinfo is None else at.astimezone(timezone.utc)
