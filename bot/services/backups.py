"""Backups of data and keys: made while the system serves, verified, put back, and not kept long."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot import rulebook as rulebooks
from bot.records import archive, backup, restore
from bot.records.archive import Manifest, Progress, unheard
from bot.records.backup import Kept
from bot.records.restore import Restored
from bot.records.store import Records, key_provider
from bot.records.unit import UnitOfWork
from bot.services import duties
from bot.services.app import App, new_ulid, utc_now
from bot.settings import Settings

KINDS = archive.KINDS
SYSTEM = "system"


def make(
    app: App, kind: str, to: Path, *, actor: str = SYSTEM, progress: Progress = unheard
) -> Kept:
    """Write a backup of `data` or `keys`: `to` is a new file, or a folder to make one in.

    Audited with its kind, hash and number of rows. Raises BackupUnusable, RecordsUnavailable.
    """
    now = app.now()
    if to.is_dir():
        to /= backup.name_for(kind, now)
    kept = app.records.back_up(kind, to, now, progress)
    with app.records.begin() as work:
        work.audit.record(
            at=now,
            actor=actor,
            action="backup.made",
            detail={
                "kind": kind,
                "sha256": kept.manifest.sha256,
                "rows": sum(kept.manifest.rows.values()),
            },
        )
    return kept


def verify(app: App, path: Path) -> Manifest:
    """Check a backup from end to end: form, hash, rows, signature. Raises BackupUnusable."""
    return app.records.verify_backup(path)


def found_in(folder: Path) -> list[Kept]:
    """The backups in a folder, newest first, as their manifests have them (unverified)."""
    return backup.found_in(folder)


def prune(app: App, folder: Path, kind: str, keep: int) -> list[Path]:
    """Remove all but the newest `keep` backups of a kind of this installation; gives which."""
    return backup.prune(folder, kind, app.records.vault.deployment, keep)


def prune_keys(app: App, folder: Path) -> list[Path]:
    """Remove backups of the key store that are older than the policy lets them get.

    An erasure is complete when the last backup of the key store that holds the key is gone.
    """
    oldest = app.now() - timedelta(days=app.rulebook.policy.retention.key_backup_days)
    return backup.prune_older(folder, "keys", app.records.vault.deployment, oldest)


def nightly(app: App, folder: Path) -> dict[str, int]:
    """Back up data and keys into `folder`, each in a folder of its own, and remove old ones.

    Data first, keys second: so the key store holds every key that the data need.
    """
    counts: dict[str, int] = {}
    retention = app.rulebook.policy.retention
    for kind in KINDS:
        place = folder / kind
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        counts[f"{kind}_rows"] = sum(make(app, kind, place).manifest.rows.values())
    removed = prune(app, folder / "data", "data", retention.data_backups)
    removed += prune_keys(app, folder / "keys")
    return {**counts, "removed": len(removed)}


def restore_data(
    settings: Settings,
    path: Path,
    *,
    replace: bool = False,
    progress: Progress = unheard,
    now: Callable[[], datetime] = utc_now,
) -> Restored:
    """Put the data back; see `bot.records.restore`. Raises as it does."""
    rules = rulebooks.load(settings)

    def restrict(work: UnitOfWork, client_id: str, at: datetime, until: datetime) -> None:
        duties.end_again(rules.policy, work, client_id, at, until)

    done = restore.data(
        settings,
        path,
        provider=key_provider(settings),
        restrict=restrict,
        new_id=new_ulid,
        at=now(),
        replace=replace,
        progress=progress,
    )
    Records.open(settings).close()
    return done


def restore_keys(
    settings: Settings,
    path: Path,
    *,
    replace: bool = False,
    progress: Progress = unheard,
    now: Callable[[], datetime] = utc_now,
) -> Restored:
    """Put the key store back; see `bot.records.restore`. Audited where the data are there."""
    at = now()
    done = restore.keys(
        settings,
        path,
        provider=key_provider(settings),
        at=at,
        replace=replace,
        progress=progress,
    )
    _note_keys(settings, done, at)
    return done


def operator() -> str:
    """Who is at the shell, for the audit trail."""
    return f"operator:{getpass.getuser()}"


def _note_keys(settings: Settings, done: Restored, at: datetime) -> None:
    from bot.records.errors import RecordsError

    try:
        records = Records.open(settings)
    except RecordsError:
        return  # no data yet: restoring them says so in the trail
    detail: dict[str, Any] = {"kind": "keys", "made_at": done.manifest.made_at, **done.counts}
    with records.begin() as work:
        work.audit.record(at=at, actor=operator(), action="backup.restored", detail=detail)
    records.close()
