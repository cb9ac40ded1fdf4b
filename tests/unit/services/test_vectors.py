"""Sentence vectors are kept, so that nothing is encoded twice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.services import vectors
from bot.services.vectors import embed_all


@pytest.fixture
def encoded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were encoded, by an encoder that takes no time."""
    seen: list[str] = []

    def quick(texts: list[str], *, alone: bool = False) -> vectors.Vectors:
        seen.extend(texts)
        rows = [np.full(512, float(len(text)), dtype=np.float32) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, 512), dtype=np.float32)

    monkeypatch.setattr(vectors, "encode_many", quick)
    return seen


def test_only_what_is_new_is_encoded(tmp_path: Path, encoded: list[str]) -> None:
    kept = tmp_path / "cache" / "kept.npy"
    first = embed_all(["一", "two", "一"], kept)
    again = embed_all(["two", "three", "一"], kept)

    assert encoded == ["一", "two", "three"]
    assert first[:, 0].tolist() == [1.0, 3.0, 1.0]
    assert again[:, 0].tolist() == [3.0, 5.0, 1.0]
    assert sorted(path.name for path in kept.parent.iterdir()) == ["kept.lock", "kept.npy"]


def test_no_text_stands_in_the_file(tmp_path: Path, encoded: list[str]) -> None:
    kept = tmp_path / "kept.npy"
    embed_all(["a sentence that is looked for", "要找的一句话"], kept)
    stored = kept.read_bytes()
    assert b"sentence" not in stored and "一句".encode() not in stored


def test_the_newest_are_kept(
    tmp_path: Path, encoded: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "_MOST", 2)
    kept = tmp_path / "kept.npy"
    assert len(embed_all(["a", "bb", "ccc"], kept)) == 3
    embed_all(["bb", "ccc"], kept)
    assert encoded == ["a", "bb", "ccc"]
    embed_all(["a"], kept)
    assert encoded[3:] == ["a"]


@pytest.mark.parametrize("stored", [b"", b"not numbers", b"\x93NUMPY\x01\x00 cut off"])
def test_an_unreadable_file_is_made_anew(tmp_path: Path, encoded: list[str], stored: bytes) -> None:
    kept = tmp_path / "kept.npy"
    kept.write_bytes(stored)
    embed_all(["a"], kept)
    embed_all(["a"], kept)
    assert encoded == ["a"]


def test_vectors_of_another_shape_are_not_used(tmp_path: Path, encoded: list[str]) -> None:
    kept = tmp_path / "kept.npy"
    np.save(kept, np.zeros((3, 512), dtype=np.float32))
    assert embed_all(["abc"], kept)[0, 0] == 3.0


def test_where_nothing_can_be_written_the_texts_are_encoded_all_the_same(
    tmp_path: Path, encoded: list[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    kept = tmp_path / "file" / "kept.npy"
    assert embed_all(["abc"], kept)[0, 0] == 3.0


def test_no_texts_have_no_vectors(tmp_path: Path, encoded: list[str]) -> None:
    assert embed_all([], tmp_path / "kept.npy").shape == (0, 512)
