"""Put backups back: the data, or the key store, whole or not at all.

What was erased stays erased. A key that was destroyed comes back from no backup of the key store,
and rows of an erased client that come back from a backup of the data are cleared again in the very
transaction that brings them. The present state is set aside as a backup before it is replaced.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import inspect, select, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.records import archive, backup, copying, schema
from bot.records.archive import Manifest, Progress, unheard
from bot.records.engine import open_engine, reading, sqlite_path
from bot.records.errors import BackupUnusable, RecordsUnavailable, RestoreRefused
from bot.records.restored_keys import cut_log, merge, opener
from bot.records.restored_rows import Former, Restrict, load
from bot.records.tables import (
    advisor_tokens,
    advisors,
    audit,
    clients,
    facts,
)
from bot.records.unit import RESTRICTED
from bot.settings import Settings
from bot.vault import KeyProvider, Keyring, KeyStore, Vault, VaultError
from bot.vault.keystore import metadata as keystore

_PATIENCE_SECONDS = 3.0


@dataclass(frozen=True)
class Restored:
    """What a restore did. `aside` is the backup of what was there before, None if nothing was."""

    manifest: Manifest
    aside: Path | None
    counts: Mapping[str, int]


def check(path: Path, provider: KeyProvider, store: KeyStore | None) -> Manifest:
    """Verify a backup from end to end without restoring it: form, hash, rows, signature.

    `store` is the present key store; a backup of the key store brings its own. Raises
    BackupUnusable.
    """
    with archive.aside(path.resolve().parent) as folder, _unpacked(path, None, folder) as opened:
        manifest, rows = opened
        _check_signature(manifest, rows, provider, store)
    return manifest


def data(
    settings: Settings,
    path: Path,
    *,
    provider: KeyProvider,
    restrict: Restrict,
    new_id: Callable[[], str],
    at: datetime,
    replace: bool = False,
    progress: Progress = unheard,
) -> Restored:
    """Restore a backup of the data into the database that `settings` name.

    Raises BackupUnusable (the file), RestoreRefused (the database is in use or not empty),
    RecordsUnavailable. Whatever it raises, and wherever it is killed, the former state stands.
    """
    with archive.aside(settings.home) as folder, _unpacked(path, "data", folder) as opened:
        manifest, rows = opened
        with _engine(settings.keystore_url, create=False) as keys:
            store = KeyStore(keys)
            _check_deployment(manifest, store)
            _check_signature(manifest, rows, provider, store)
            _check_rotation(manifest, store)
            vault = Vault(Keyring(provider, store, manifest.deployment), manifest.deployment)
            former, kept = _set_aside_data(settings, vault, store, at, replace, progress)
            with _engine(settings.database_url, create=True) as engine, schema.alone(engine):
                work, counts = load(
                    engine, rows, vault, store, new_id, former, restrict, at, manifest, progress
                )
            work.after_commit()
    return Restored(manifest, kept, counts)


def keys(
    settings: Settings,
    path: Path,
    *,
    provider: KeyProvider,
    at: datetime,
    replace: bool = False,
    progress: Progress = unheard,
) -> Restored:
    """Restore a backup of the key store into the one that `settings` name.

    Keys that are there and open stay, what is missing or does not open is brought back, and
    nothing that was destroyed returns: neither what the present store knows of nor what the data
    call erased. Raises as `data` does.
    """
    with archive.aside(settings.home) as folder, _unpacked(path, "keys", folder) as opened:
        manifest, rows = opened
        _check_signature(manifest, rows, provider, None)
        erased = _erased_in_data(settings, manifest)
        kept = _set_aside_keys(settings, provider, manifest, at, replace, progress)
        with _engine(settings.keystore_url, create=True) as engine, schema.alone(engine):
            with (
                copying.rows_file(rows) as file,
                file.connect() as source,
                engine.begin() as target,
            ):
                keystore.create_all(target)
                opens = opener(Keyring(provider, KeyStore(engine), manifest.deployment))
                counts = merge(source, target, erased, opens, at)
            if engine.dialect.name == "sqlite":
                cut_log(engine)
    return Restored(manifest, kept, counts)


# ── the file ────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def _unpacked(path: Path, kind: str | None, folder: Path) -> Iterator[tuple[Manifest, Path]]:
    told = archive.read_manifest(path)
    if kind is not None and told.kind != kind:
        raise BackupUnusable(
            f"{path} is a backup of the {told.kind}; use `zhiyin restore {told.kind}`"
        )
    manifest, rows = archive.unpack(path, folder)
    backup.check_rows(manifest, rows)
    yield manifest, rows


def _check_signature(
    manifest: Manifest, rows: Path, provider: KeyProvider, store: KeyStore | None
) -> None:
    def by(known: KeyStore) -> None:
        ring = Keyring(provider, known, manifest.deployment)
        manifest.check_signature(Vault(ring, manifest.deployment))

    if manifest.kind == "keys":
        with copying.rows_file(rows) as file:
            by(KeyStore(file))
    elif store is None:
        raise BackupUnusable(
            "its signature cannot be checked without the key store; restore that first "
            "(`zhiyin restore keys`)"
        )
    else:
        by(store)


def _check_deployment(manifest: Manifest, store: KeyStore) -> None:
    theirs = store.fact("deployment")
    if theirs is None:
        raise RestoreRefused("the key store is empty; restore it first: `zhiyin restore keys`")
    if theirs != manifest.deployment:
        raise RestoreRefused(
            "the backup belongs to another installation than the key store; look at "
            "ZHIYIN_KEYSTORE_URL"
        )


def _check_rotation(manifest: Manifest, store: KeyStore) -> None:
    """Refuse data that were sealed under keys which a rotation has destroyed since."""
    rotation = store.rotation()
    if rotation is None or rotation.finished_at is None or rotation.swept_at is None:
        return
    if datetime.fromisoformat(manifest.made_at) < rotation.swept_at:
        raise RestoreRefused(
            f"it was made before all data keys were replaced (finished "
            f"{rotation.finished_at:%Y-%m-%d %H:%M} UTC): the present key store does not open it. "
            "Take a newer one; or begin with an empty ZHIYIN_HOME and a backup of the key store "
            "from that time"
        )


# ── what is there now ───────────────────────────────────────────────────────────────────────────


def _set_aside_data(
    settings: Settings,
    vault: Vault,
    store: KeyStore,
    at: datetime,
    replace: bool,
    progress: Progress,
) -> tuple[Former, Path | None]:
    """Make sure that the database may be replaced, and keep what is in it."""
    destroyed, restricted = _known_to(store)
    former = Former(erased=destroyed, restricted=restricted)
    path = sqlite_path(settings.database_url)
    if path is not None and not path.exists():
        return former, None
    _alone_in(settings.database_url)
    try:
        with _engine(settings.database_url, create=False) as engine:
            if _is_empty(engine):
                return former, None
            _require(replace, "the database holds data")
            schema.require_current(engine)
            former = _former(engine, former)
            kept = _place(settings, backup.name_for("data", at))
            backup.make("data", engine, vault, kept, at, progress)
            return former, kept
    except (RecordsUnavailable, SQLAlchemyError) as error:
        if path is None:
            raise
        _require(replace, f"the database cannot be read ({_short(error)})")
        return former, _move_aside(path, settings, at)


def _set_aside_keys(
    settings: Settings,
    provider: KeyProvider,
    manifest: Manifest,
    at: datetime,
    replace: bool,
    progress: Progress,
) -> Path | None:
    path = sqlite_path(settings.keystore_url)
    if path is not None and not path.exists():
        return None
    _alone_in(settings.keystore_url)
    try:
        with _engine(settings.keystore_url, create=False) as engine:
            store = KeyStore(engine)
            if not inspect(engine).has_table("keystore_facts") or not (
                store.counts() or store.fact("deployment")
            ):
                return None
            if store.fact("deployment") not in (None, manifest.deployment):
                raise RestoreRefused(
                    "the backup belongs to another installation than the present key store"
                )
            _require(replace, "there is a key store")
            kept = _place(settings, backup.name_for("keys", at))
            vault = Vault(Keyring(provider, store, manifest.deployment), manifest.deployment)
            try:
                backup.make("keys", engine, vault, kept, at, progress)
            except VaultError:
                # The keys that would sign it are what is broken: keep the file as it is.
                if path is None:
                    raise
                kept = _place(settings, f"unsigned-{path.name}")
                shutil.copy2(path, kept)
            return kept
    except (RecordsUnavailable, SQLAlchemyError) as error:
        if path is None:
            raise
        _require(replace, f"the key store cannot be read ({_short(error)})")
        return _move_aside(path, settings, at)


def _require(replace: bool, why: str) -> None:
    if not replace:
        raise RestoreRefused(f"{why}; with --replace it is set aside as a backup and then replaced")


def _place(settings: Settings, name: str) -> Path:
    """A free place for what is set aside."""
    settings.set_aside_path.mkdir(parents=True, exist_ok=True, mode=0o700)
    place, n = settings.set_aside_path / f"before-restore-{name}", 1
    while place.exists():
        n += 1
        place = settings.set_aside_path / f"before-restore-{n}-{name}"
    return place


def _move_aside(path: Path, settings: Settings, at: datetime) -> Path:
    place = _place(settings, f"unreadable-{at:%Y%m%dT%H%M%SZ}-{path.name}")
    for end in ("-wal", "-shm", ""):
        part = path.with_name(path.name + end)
        if part.exists():
            part.rename(place.with_name(place.name + end))
    return place


def _is_empty(engine: Engine) -> bool:
    known = set(inspect(engine).get_table_names())
    with reading(engine) as connection:
        return not any(
            table.name in known and connection.execute(select(table).limit(1)).first()
            for table in (clients, advisors, audit)
        )


def _known_to(store: KeyStore) -> tuple[frozenset[str], dict[str, datetime | None]]:
    return store.destroyed_owners(), {
        name.removeprefix(RESTRICTED): datetime.fromisoformat(value) if value else None
        for name, value in store.facts(RESTRICTED).items()
    }


def _former(engine: Engine, known: Former) -> Former:
    """What the present database knows, together with what the key store knows."""
    with reading(engine) as connection:
        run = connection.execute
        states = run(select(clients.c.id, clients.c.state, clients.c.erase_after)).all()
        off = run(select(advisors.c.id).where(advisors.c.state == "disabled")).scalars()
        ended = select(advisor_tokens.c.token_hash).where(advisor_tokens.c.revoked_at.is_not(None))
        return Former(
            erased=known.erased | {row.id for row in states if row.state == "erased"},
            restricted={
                **known.restricted,
                **{row.id: row.erase_after for row in states if row.state == "restricted"},
            },
            disabled=frozenset(off),
            revoked=frozenset(run(ended).scalars()),
        )


def _erased_in_data(settings: Settings, manifest: Manifest) -> frozenset[str]:
    """The clients whom the present data call erased; none where there are no data."""
    path = sqlite_path(settings.database_url)
    if path is not None and not path.exists():
        return frozenset()
    try:
        with _engine(settings.database_url, create=False) as engine, reading(engine) as connection:
            if not inspect(connection).has_table("clients"):
                return frozenset()
            ours = select(facts.c.value).where(facts.c.name == "deployment")
            found = connection.execute(ours).scalar_one_or_none()
            if found not in (None, manifest.deployment):
                raise RestoreRefused(
                    "the backup belongs to another installation than the present data"
                )
            erased = select(clients.c.id).where(clients.c.state == "erased")
            return frozenset(connection.execute(erased).scalars())
    except (RecordsUnavailable, SQLAlchemyError):
        # Unreadable data are to be restored next, and that clears again what was destroyed.
        return frozenset()


def _alone_in(url: str) -> None:
    """Raises RestoreRefused while another process has the database open."""
    used = RestoreRefused(
        "the database is in use; stop Zhiyin and every other program on it, then restore"
    )
    path = sqlite_path(url)
    if path is not None:
        connection = sqlite3.connect(path, timeout=_PATIENCE_SECONDS)
        try:
            # Leaving the shared log is possible only for the one connection there is.
            connection.execute("PRAGMA journal_mode=DELETE").fetchone()
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise used from None
        except sqlite3.DatabaseError:
            pass  # not a database: found out where it is read
        finally:
            connection.close()
        return
    until = time.monotonic() + _PATIENCE_SECONDS
    with _engine(url, create=False) as engine:
        while _others_on_postgresql(engine):
            if time.monotonic() > until:
                raise used
            time.sleep(0.1)


def _others_on_postgresql(engine: Engine) -> int:
    query = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND application_name = 'zhiyin' AND pid <> pg_backend_pid()"
    )
    with reading(engine) as connection:
        return int(connection.execute(text(query)).scalar_one())


@contextmanager
def _engine(url: str, *, create: bool) -> Iterator[Engine]:
    """An engine for one step; the next one wants to be alone."""
    engine = open_engine(url, create=create)
    try:
        yield engine
    finally:
        engine.dispose()


def _short(error: Exception) -> str:
    return " ".join(str(getattr(error, "orig", None) or error).split())[:200]
