"""Sentence vectors of many texts, kept in a file: training after an edit encodes what is new.

Only for the project's own texts (examples, questions, phrasings), never for what clients say.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.services.encoder import DIMENSIONS, Vectors, encode_many, encoder_version
from bot.settings import Settings

_ROW = np.dtype([("key", "V16"), ("vector", np.float32, (DIMENSIONS,))])
_MOST = 60_000
"""Vectors that are kept (120 MB), the newest; a project of the usual size has half as many."""

Rows = npt.NDArray[np.void]


def kept_vectors(settings: Settings) -> Path:
    """The file of the project's vectors; another encoder has another file."""
    return settings.models_path / ".cache" / f"{encoder_version()}.npy"


def embed_all(texts: Sequence[str], kept: Path, *, alone: bool = False) -> Vectors:
    """Encode `texts` as `embed` does, (len(texts), 512), but for those whose vectors are `kept`.

    What was encoded is added to the file. With `alone` it leaves the other cores to those who are
    at work there. One process encodes at a time; others wait for it, as they most likely need the
    same texts. A file that cannot be read counts as empty; one that cannot be written is left as
    it is.
    """
    keys = [_key(text) for text in texts]
    known = _known(_read(kept))
    if all(key in known for key in keys):
        return _stacked(keys, known)
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        lock = kept.with_suffix(".lock").open("a")
    except OSError:
        return encode_many(list(texts), alone=alone)
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        rows = _read(kept)
        known = _known(rows)
        missing = {key: one for key, one in zip(keys, texts, strict=True) if key not in known}
        if missing:
            added = np.empty(len(missing), _ROW)
            added["key"] = np.frombuffer(b"".join(missing), dtype="V16")
            added["vector"] = encode_many(list(missing.values()), alone=alone)
            _write(np.concatenate([rows, added])[-_MOST:], kept)
            known |= _known(added)
    return _stacked(keys, known)


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()


def _known(rows: Rows) -> dict[bytes, Vectors]:
    return dict(zip(map(bytes, rows["key"]), rows["vector"], strict=True))


def _stacked(keys: Sequence[bytes], known: dict[bytes, Vectors]) -> Vectors:
    if not keys:
        return np.zeros((0, DIMENSIONS), dtype=np.float32)
    return np.stack([known[key] for key in keys])


def _read(kept: Path) -> Rows:
    try:
        rows = np.load(kept, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        rows = np.empty(0, _ROW)
    return rows if rows.dtype == _ROW and rows.ndim == 1 else np.empty(0, _ROW)


def _write(rows: Rows, kept: Path) -> None:
    aside = kept.with_suffix(f".{os.getpid()}")
    try:
        with aside.open("wb") as file:
            np.save(file, rows, allow_pickle=False)
        aside.replace(kept)
    except OSError:
        pass  # no room, or no right: it is encoded again next time
    finally:
        aside.unlink(missing_ok=True)
