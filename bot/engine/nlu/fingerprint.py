"""What a trained component depends on beside its own source, so that the cache cannot be stale."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from bot.services.encoder import encoder_version

_BOT = Path(__file__).resolve().parents[2]


@lru_cache(maxsize=8)
def sources(*parts: str) -> str:
    """A hash over the encoder's version and the Python files `parts` (below bot/) stand for.

    Rasa keys its training cache by a component's own source; a change in a module that the
    component calls would otherwise not train again.
    """
    digest = hashlib.sha256(encoder_version().encode())
    for part in parts:
        path = _BOT / part
        files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
        for file in files:
            digest.update(str(file.relative_to(_BOT)).encode() + b"\0")
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
