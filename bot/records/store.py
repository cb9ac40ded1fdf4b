"""Records: opens database, key store and keys together, or says clearly why it cannot."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from ulid import ULID

from bot.records import anchoring, backup, restore, schema
from bot.records.archive import Manifest, Progress, unheard
from bot.records.backup import Kept
from bot.records.checkpoints import Checkpoint
from bot.records.engine import BUSY_SECONDS, open_engine, reading
from bot.records.errors import AuditBroken, KeysUnreadable, RecordsUnavailable
from bot.records.heads import Head
from bot.records.keys import Keys, nothing_heard
from bot.records.providers import cipher_of, provider_of
from bot.records.rotating import Heard
from bot.records.tables import advisors, audit, clients, facts
from bot.records.unit import UnitOfWork
from bot.records.verifying import Verdict
from bot.settings import Settings
from bot.vault import (
    KeyProvider,
    Keyring,
    KeyStore,
    KeyUnavailable,
    Mark,
    NoKeyYet,
    Vault,
)
from bot.vault.foreign import ForeignKeyProvider

_DEPLOYMENT = "deployment"
_CACHE = "cache-seconds"


class Records:
    """One installation's records. Safe to share between threads; each process opens its own."""

    def __init__(
        self,
        engine: Engine,
        keystore_engine: Engine,
        vault: Vault,
        store: KeyStore,
        new_id: Callable[[], str],
        now: Callable[[], datetime],
        home: Path | None = None,
    ) -> None:
        anchoring.guard(engine)
        self._head = Head(engine, store)
        self._home = home
        self._engine = engine
        self._keystore_engine = keystore_engine
        self._store = store
        self._new_id = new_id
        self.now = now
        # SQLite lets one write at a time and makes the others poll; within a process we queue.
        self._queue = _Queue() if engine.dialect.name == "sqlite" else None
        self.vault = vault
        self._keys = Keys(self, keystore_engine)

    def __repr__(self) -> str:
        return f"Records({self._engine.dialect.name})"

    @classmethod
    def open(
        cls,
        settings: Settings,
        create: bool = False,
        *,
        environ: Mapping[str, str] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(timezone.utc),
        new_id: Callable[[], str] = lambda: str(ULID()),
    ) -> Records:
        """Open the records that `settings` name.

        With `create`, what is missing is made: folder, databases, keys; an older database is
        brought up to date. Several processes may do so at once. Nothing is made anew where data
        exist already: lost keys are an error, not a fresh start. `environ` is where the provider
        `env` looks for its keys.

        Raises RecordsUnavailable (database) or KeysUnreadable (keys), with what to do.
        """
        provider = key_provider(settings, environ)
        cipher = cipher_of(settings)
        with _explained(), schema.opening(settings.home, create):
            engine = open_engine(settings.database_url, create=create)
            keystore_engine = open_engine(settings.keystore_url, create=create)
            store = KeyStore(keystore_engine)
            if create:
                schema.upgrade(engine)
                with schema.alone(keystore_engine):
                    store.create()
                    _first_key(provider, store)
            schema.require_current(engine)
            deployment = _deployment(engine, store, new_id if create else None)
            seconds = settings.key_cache_seconds
            keyring = Keyring(provider, store, deployment, cipher=cipher, seconds=seconds)
            vault = Vault(keyring, deployment)
            if create:
                _own_keys(vault, store, now())
            if (store.mark(_CACHE) or Mark(0, "")).height < seconds:
                store.raise_mark(_CACHE, Mark(seconds, ""))
            records = cls(engine, keystore_engine, vault, store, new_id, now, settings.home)
            records.check()
        return records

    @contextmanager
    def begin(self) -> Iterator[UnitOfWork]:
        """One transaction: commits on leaving, rolls back when an exception leaves it.

        Do not call it within itself; pass the unit of work on instead. Raises RecordsUnavailable
        when the database cannot be reached or somebody holds it too long.
        """
        if self._queue is None:
            with self._transaction(read_only=False) as work:
                yield work
        else:
            with self._queue.turn(), self._transaction(read_only=False) as work:
                yield work

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        """One transaction that only reads: it waits for no writer, and a write in it fails."""
        with self._transaction(read_only=True) as work:
            yield work

    def check(self) -> None:
        """Make sure that database and keys can be used.

        Raises RecordsUnavailable or KeysUnreadable, with what to do.
        """
        with _explained():
            schema.require_current(self._engine)
            _deployment(self._engine, self._store, None)
            self.vault.check()

    @property
    def keystore(self) -> KeyStore:
        """The wrapped data keys and high-water marks."""
        return self._store

    @property
    def grace(self) -> timedelta:
        """How long a process may go on with keys as it knew them: twice the longest time for which
        any process of this installation has ever kept opened keys."""
        mark = self._store.mark(_CACHE)
        return timedelta(seconds=2 * (mark.height if mark else self.vault.keyring.seconds))

    def key_status(self) -> dict[str, Any]:
        """The state of the keys, in numbers: no key and no id is in it. Looks at every cell."""
        with _explained():
            return self._keys.status()

    def rotate_keys(self, heard: Heard = nothing_heard, *, actor: str = "system") -> dict[str, Any]:
        """Bring all data keys under a new key-encryption key; gives the state afterwards.

        Where an earlier rotation was broken off, or a newer key was put into the environment, it
        goes on with that one. `heard` hears of progress. The system may serve meanwhile. Raises
        KeysUnreadable with what to do, RotationUnderWay when another process is at it.
        """
        with _explained():
            self._keys.rotate(heard, actor)
            return self._keys.status()

    def rotate_data_keys(
        self,
        heard: Heard = nothing_heard,
        *,
        actor: str = "system",
        wait: bool = True,
        sleep: Callable[[float], None] = time.sleep,
    ) -> dict[str, Any]:
        """Give every client, and ourselves, a new data key, seal all cells anew and destroy the
        older keys, under a new key-encryption key; gives the state afterwards.

        One that was broken off goes on where it was. Without `wait` it stops where it would have
        to wait (`grace`), and `finish_rotation` goes on later. Raises as `rotate_keys` does, and
        CellsDamaged at its end when there are cells that do not open.
        """
        with _explained():
            self._keys.rotate_data_keys(heard, actor, wait=wait, sleep=sleep)
            return self._keys.status()

    def finish_rotation(
        self, heard: Heard = nothing_heard, *, actor: str = "system", wait: bool = False
    ) -> bool:
        """Go on with what a rotation has left, without `wait` as far as it goes now; does nothing
        where nothing is left. Gives whether something still is. Raises as `rotate_data_keys`."""
        with _explained():
            return self._keys.finish(heard, actor, wait=wait)

    def retire_keys(self, below: int, *, actor: str = "system") -> None:
        """Refuse and destroy the key-encryption keys under version `below`.

        Raises KeysUnreadable while a data key is wrapped under one of them.
        """
        with _explained():
            self._keys.retire(below, actor)

    def rotate_data_key(self, owner: str, at: datetime) -> int:
        """Give a client (or STAFF) a new data key and seal their cells anew; gives how many.

        The older key stays, for a process that still seals under it, until the next rotation of
        all data keys; doing it again is safe.
        """
        with _explained():
            self.vault.keyring.rotate(owner, at)
        with self.begin() as work:
            return work.reseal(owner)

    def back_up(self, kind: str, to: Path, at: datetime, progress: Progress = unheard) -> Kept:
        """Write a backup of the `data` or of the `keys` into a new file, while the system serves.

        Raises BackupUnusable when the file exists, RecordsUnavailable when it cannot be written.
        """
        engine = self._engine if kind == "data" else self._keystore_engine
        with _explained():
            return backup.make(kind, engine, self.vault, to, at, progress)

    def verify_backup(self, path: Path) -> Manifest:
        """Check a backup from end to end. Raises BackupUnusable."""
        return restore.check(path, self.vault.keyring.provider, self._store)

    def examine(
        self,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
        checkpoint: Checkpoint | None = None,
    ) -> Verdict:
        """Verify the whole audit trail and every row it vouches for (Audit.examine)."""
        with self.read() as work:
            return work.audit.examine(progress, checkpoint)

    def check_trail(self) -> None:
        """Look at the end of the audit trail, as fast as a start needs it. Raises AuditBroken."""
        with self.read() as work:
            findings = work.audit.glance()
        if findings:
            raise AuditBroken(findings)

    def resume_trail(self, *, at: datetime, actor: str, reason: str) -> bool:
        """Answer for an audit trail that restoring an older backup has set back (Audit.resume).

        Call it once after a restore, before anything else writes. False when nothing was lost.
        """
        with self.begin() as work:
            return work.audit.resume(at=at, actor=actor, reason=reason)

    def close(self) -> None:
        """Close all connections and drop the opened keys."""
        self._head.settle_or_warn()
        self.vault.keyring.forget()
        self._engine.dispose()
        self._keystore_engine.dispose()

    @contextmanager
    def _transaction(self, *, read_only: bool) -> Iterator[UnitOfWork]:
        with (
            _reachable(),
            reading(self._engine) if read_only else self._engine.connect() as connection,
        ):
            with connection.begin():
                work = UnitOfWork(
                    connection,
                    self.vault,
                    self._store,
                    self._new_id,
                    head=self._head,
                    now=self.now,
                    scratch=self._home,
                    read_only=read_only,
                )
                yield work
                work.before_commit()
            work.after_commit()


def key_provider(settings: Settings, environ: Mapping[str, str] | None = None) -> KeyProvider:
    """Where this installation's key-encryption keys come from. Raises KeysUnreadable."""
    return provider_of(settings, os.environ if environ is None else environ)


class _Queue:
    """A lock that notices a unit of work opened within another one, which would wait for itself."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holder: int | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        me = threading.get_ident()
        if self._holder == me:
            raise RuntimeError("a unit of work was opened within another; pass the open one on")
        if not self._lock.acquire(timeout=BUSY_SECONDS):
            raise RecordsUnavailable("the database is busy; another piece of work holds it")
        self._holder = me
        try:
            yield
        finally:
            self._holder = None
            self._lock.release()


def _first_key(provider: KeyProvider, store: KeyStore) -> None:
    """Make the first key-encryption key, unless anything was ever sealed under one."""
    if store.counts():
        return
    try:
        _ = provider.current
    except NoKeyYet:
        provider.rotate()
    if isinstance(provider, ForeignKeyProvider):
        provider.prove()


def _own_keys(vault: Vault, store: KeyStore, at: datetime) -> None:
    """Make the keys of our own once; later their absence is a loss, not a beginning."""
    if store.fact("prepared") is None:
        vault.prepare(at)
        store.set_fact("prepared", "yes")


def _deployment(engine: Engine, store: KeyStore, new_id: Callable[[], str] | None) -> str:
    """The installation's id, which database and key store must agree on."""
    query = select(facts.c.value).where(facts.c.name == _DEPLOYMENT)
    with reading(engine) as connection:
        ours = connection.execute(query).scalar_one_or_none()
    theirs = store.fact(_DEPLOYMENT)
    if new_id is not None and ours is None:
        # A key store that outlived its database goes on with it: a restored backup needs it.
        with engine.begin() as connection:
            insert = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert
            new = insert(facts).values(name=_DEPLOYMENT, value=theirs or new_id())
            connection.execute(new.on_conflict_do_nothing())
            ours = connection.execute(query).scalar_one()
        if theirs is None:
            theirs = store.set_fact(_DEPLOYMENT, ours)
    elif new_id is not None and theirs is None and not store.counts() and not _holds_data(engine):
        # A crash between the two: the database had its id, the key store not yet.
        theirs = store.set_fact(_DEPLOYMENT, str(ours))
    if ours is None or theirs is None:
        raise KeysUnreadable(
            "the key store does not know this database: it was lost or is a new, empty one; bring "
            "the key store's backup back (the data cannot be opened without it)"
        )
    if ours != theirs:
        raise KeysUnreadable(
            "the key store belongs to another database; look at ZHIYIN_DATABASE_URL and "
            "ZHIYIN_KEYSTORE_URL"
        )
    return str(ours)


def _holds_data(engine: Engine) -> bool:
    with reading(engine) as connection:
        return any(
            connection.execute(select(table).limit(1)).first() is not None
            for table in (clients, advisors, audit)
        )


@contextmanager
def _explained() -> Iterator[None]:
    """Say what went wrong while opening or checking in words of the one who runs the system."""
    try:
        yield
    except KeyUnavailable as error:
        raise KeysUnreadable(str(error)) from None
    except (SQLAlchemyError, OSError) as error:
        raise RecordsUnavailable(_words(error)) from None


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeout) as error:
        raise RecordsUnavailable(_words(error)) from None


def _words(error: Exception) -> str:
    """The database's own words without statement, parameters or address."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    words = " ".join(str(cause).split()) or type(cause).__name__
    return f"the database cannot be used: {words}"
