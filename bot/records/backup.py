"""Make backups of the data and of the key store, apart from each other, while the system serves."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from sqlalchemy import Table
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.records import archive, copying, schema
from bot.records.archive import Manifest, Progress, unheard
from bot.records.errors import BackupUnusable
from bot.records.tables import metadata
from bot.vault import Vault
from bot.vault.keystore import SCHEMA
from bot.vault.keystore import metadata as keystore


@dataclass(frozen=True)
class Kept:
    """A backup file and what it says of itself."""

    path: Path
    manifest: Manifest


def tables_of(kind: str) -> Sequence[Table]:
    """The tables of a kind of backup, in an order their references allow."""
    return (metadata if kind == "data" else keystore).sorted_tables


def revision_of(kind: str) -> str:
    """The schema a backup of this kind has today."""
    return schema.HEAD if kind == "data" else SCHEMA


def name_for(kind: str, at: datetime) -> str:
    """A file name that sorts by time: `zhiyin-data-20261122T030000Z.zip`."""
    return f"zhiyin-{kind}-{at.astimezone(timezone.utc):%Y%m%dT%H%M%SZ}.zip"


def make(
    kind: str,
    engine: Engine,
    vault: Vault,
    to: Path,
    at: datetime,
    progress: Progress = unheard,
) -> Kept:
    """Write what `engine` holds at this moment into a new file `to`.

    Others may read and write meanwhile; the backup shows one moment. Raises BackupUnusable when
    there is such a file, OSError when it cannot be written.
    """
    tables = tables_of(kind)
    if to.exists():
        raise BackupUnusable(f"{to} exists already; name another file")
    with archive.aside(to.parent) as folder:
        rows = folder / archive.PAYLOAD
        os.close(os.open(rows, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        with copying.rows_file(rows) as file, copying.snapshot(engine) as source:
            with file.begin() as target:
                for table in tables:
                    table.create(target)
            with file.begin() as target:
                copied = copying.copy(source, target, tables, progress)
        manifest = Manifest(
            kind=kind,
            deployment=vault.deployment,
            made_at=at.astimezone(timezone.utc).isoformat(timespec="seconds"),
            revision=revision_of(kind),
            columns=copying.shape(tables),
            rows=copied,
            size=rows.stat().st_size,
            sha256=archive.fingerprint(rows),
        ).signed_by(vault)
        try:
            archive.pack(rows, manifest, to, progress)
        except FileExistsError:
            raise BackupUnusable(f"{to} exists already; name another file") from None
    return Kept(to, manifest)


def check_rows(manifest: Manifest, rows: Path) -> None:
    """Hold unpacked rows against what this program can take. Raises BackupUnusable."""
    tables = tables_of(manifest.kind)
    if (manifest.revision, manifest.columns) != (
        revision_of(manifest.kind),
        copying.shape(tables),
    ):
        raise BackupUnusable(
            f"it was made at revision {manifest.revision} ({manifest.columns}), this program works "
            f"with {revision_of(manifest.kind)} ({copying.shape(tables)}): restore it with the "
            "program that made it, then update"
        )
    try:
        with copying.rows_file(rows) as file, file.connect() as connection:
            found = copying.counts(connection, tables)
    except (SQLAlchemyError, sqlite3.Error):
        raise BackupUnusable("its rows cannot be read") from None
    if found != manifest.rows:
        raise BackupUnusable("it holds other numbers of rows than its manifest says")


def found_in(folder: Path) -> list[Kept]:
    """The backups in a folder, newest first; files that are none are left out."""
    found = []
    for path in folder.glob("*.zip"):
        try:
            found.append(Kept(path, archive.read_manifest(path)))
        except BackupUnusable:
            continue
    return sorted(found, key=lambda kept: (kept.manifest.made_at, kept.path.name), reverse=True)


def prune(folder: Path, kind: str, deployment: str, keep: int) -> list[Path]:
    """Remove all but the newest `keep` backups of a kind of this installation; gives which."""
    mine = [
        kept
        for kept in found_in(folder)
        if (kept.manifest.kind, kept.manifest.deployment) == (kind, deployment)
    ]
    return [_remove(kept.path) for kept in mine[keep:]]


def prune_older(folder: Path, kind: str, deployment: str, before: datetime) -> list[Path]:
    """Remove the backups of a kind of this installation that were made before a time."""
    return [
        _remove(kept.path)
        for kept in found_in(folder)
        if (kept.manifest.kind, kept.manifest.deployment) == (kind, deployment)
        and datetime.fromisoformat(kept.manifest.made_at) < before
    ]


def _remove(path: Path) -> Path:
    path.unlink()
    return path
