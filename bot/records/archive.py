"""A backup file: the tables as one SQLite database, compressed, with a signed manifest beside it.

The file is a zip of two members, so that any machine can look into it: `manifest.json` says what it
is, `records.sqlite` holds the rows as they stood, sealed cells still sealed. It is the same whether
the rows came from SQLite or from PostgreSQL. It is written aside and renamed, mode 0600.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import IO, Any

from bot.records.errors import BackupUnusable
from bot.vault import Vault, VaultError

FORMAT = "zhiyin-backup-1"
KINDS = ("data", "keys")
PAYLOAD = "records.sqlite"
MANIFEST = "manifest.json"
_CHUNK = 1 << 20
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What reading a damaged zip may raise."""
_LARGEST_MANIFEST = 1 << 20
_ASIDE = ".zhiyin-backup-"
_STALE_SECONDS = 24 * 3600.0

Progress = Callable[[str, int, int], None]
"""Hears what is being done, how much of it is done, and of how much (0: unknown)."""


def unheard(_what: str, _done: int, _of: int) -> None:
    """A progress that nobody listens to."""


@dataclass(frozen=True)
class Manifest:
    """What a backup is. `signature` is keyed (audit key) over everything else in it."""

    kind: str
    deployment: str
    made_at: str
    revision: str
    columns: str
    rows: dict[str, int]
    size: int
    sha256: str
    format: str = FORMAT
    signature: str = field(default="", repr=False)

    def signed_by(self, vault: Vault) -> Manifest:
        """The same, signed."""
        return replace(self, signature=vault.sign("backup manifest", self._content()))

    def check_signature(self, vault: Vault) -> None:
        """Raises BackupUnusable unless this installation signed it, word for word."""
        try:
            expected = vault.sign("backup manifest", self._content())
        except VaultError as error:
            raise BackupUnusable(f"its signature cannot be checked: {error}") from None
        if expected != self.signature:
            raise BackupUnusable(
                "its signature does not fit: it was changed, or another installation made it"
            )

    def _content(self) -> bytes:
        content = {k: v for k, v in asdict(self).items() if k != "signature"}
        return json.dumps(content, sort_keys=True, ensure_ascii=True).encode()


@contextmanager
def aside(folder: Path) -> Iterator[Path]:
    """A folder of mode 0700 beside the file that is being made; gone afterwards.

    What a killed run left more than a day ago is removed on the way.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for left in folder.glob(f"{_ASIDE}*"):
        if left.is_dir() and time.time() - left.stat().st_mtime > _STALE_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
    made = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=folder))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def pack(payload: Path, manifest: Manifest, to: Path, progress: Progress = unheard) -> None:
    """Write the file under its name at once and whole. Raises FileExistsError, never overwrites."""
    part = payload.parent / "part.zip"
    handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "w+b") as file:
        # Sealed cells do not get smaller; the quickest level does for the rest.
        with zipfile.ZipFile(
            file, "w", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=1
        ) as archive:
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=2) + "\n")
            with payload.open("rb") as rows, archive.open(PAYLOAD, "w", force_zip64=True) as member:
                _pour(rows, member, lambda done: progress("packing", done, manifest.size))
        file.flush()
        os.fsync(file.fileno())
    os.link(part, to)
    part.unlink()
    folder = os.open(to.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def read_manifest(path: Path) -> Manifest:
    """The manifest of a backup, unchecked. Raises BackupUnusable for anything that is none."""
    with _opened(path) as archive:
        return _manifest(archive)


def unpack(path: Path, folder: Path, progress: Progress = unheard) -> tuple[Manifest, Path]:
    """Unpack the rows into `folder` and hold them against the manifest's size and hash.

    Raises BackupUnusable. The signature is the caller's to check: it needs keys.
    """
    rows = folder / PAYLOAD
    with _opened(path) as archive:
        manifest = _manifest(archive)
        try:
            handle = os.open(rows, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            with os.fdopen(handle, "wb") as target, archive.open(PAYLOAD) as member:
                digest = _pour(
                    member,
                    target,
                    lambda done: progress("unpacking", done, manifest.size),
                    at_most=manifest.size,
                )
        except KeyError:
            raise BackupUnusable(f"{path} is no backup: it holds no rows") from None
        except _DAMAGED as error:
            raise BackupUnusable(f"{path} is damaged: {error}") from None
    if digest != manifest.sha256:
        raise BackupUnusable(f"{path} was changed or damaged: its rows do not fit its manifest")
    return manifest, rows


def fingerprint(path: Path) -> str:
    """SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise BackupUnusable(f"there is no file {path}") from None
    except _DAMAGED as error:
        raise BackupUnusable(f"{path} is no backup of Zhiyin, or it is damaged: {error}") from None
    with archive:
        yield archive


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    name = archive.filename
    try:
        if archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
            raise ValueError
        found: Any = json.loads(archive.read(MANIFEST))
        made = Manifest(**found) if set(found) == {one.name for one in fields(Manifest)} else None
    except (KeyError, TypeError, *_DAMAGED):
        made = None
    if made is None or made.kind not in KINDS or not isinstance(made.size, int):
        raise BackupUnusable(f"{name} is no backup of Zhiyin, or its manifest is damaged")
    if made.format != FORMAT:
        raise BackupUnusable(f"{name} has the form {made.format}; this program reads {FORMAT}")
    return made


def _pour(
    source: IO[bytes], target: IO[bytes], tell: Callable[[int], None], at_most: int | None = None
) -> str:
    digest, done = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK):
        done += len(chunk)
        if at_most is not None and done > at_most:
            raise ValueError("it holds more than its manifest says")
        digest.update(chunk)
        target.write(chunk)
        tell(done)
    return digest.hexdigest()
