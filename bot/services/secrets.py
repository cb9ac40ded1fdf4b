"""The secrets our own processes know each other by: one file each, made on first use."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import stat
import tempfile
from pathlib import Path

from bot.settings import Settings

_NAME = re.compile(r"^[a-z][a-z0-9-]{1,40}$")


class SecretUnusable(Exception):
    """A secret's file cannot be trusted or read; the message names the file and the mend."""


def secret(settings: Settings, name: str) -> str:
    """Return the secret `name` (256 bits, URL-safe text), making its file on first use.

    Several processes may ask for the first time at once: all get the same secret, and none ever
    sees a half-written file (it is written aside and linked into place, which fails where another
    was faster). Raises SecretUnusable where the file is open to others, empty, or unreadable.
    """
    if not _NAME.match(name):
        raise ValueError(f"{name!r} is no name of a secret")
    path = settings.keys_path / f"{name}.secret"
    with contextlib.suppress(FileNotFoundError):
        return _read(path)
    _create(path)
    return _read(path)


def _create(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(prefix=".new-", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(32) + "\n")
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(aside, path)
    except OSError as problem:
        raise SecretUnusable(
            f"{path} cannot be written ({problem.strerror}); make its folder writable for us."
        ) from None
    finally:
        os.unlink(aside)


def _read(path: Path) -> str:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            raise SecretUnusable(f"{path} is open to others (mode {mode:o}); run: chmod 600 {path}")
        value = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise
    except (OSError, UnicodeDecodeError) as problem:
        raise SecretUnusable(
            f"{path} cannot be read ({type(problem).__name__}); restore it, or delete it and "
            "restart all processes so that a new one is made."
        ) from None
    if len(value) < 32:
        raise SecretUnusable(
            f"{path} holds no secret; delete it and restart all processes: a new one is made."
        )
    return value
