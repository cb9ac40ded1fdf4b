"""What is committed in dist is what the sources build to, and it is small."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import subprocess

import pytest

from .fake_gateway import WIDGET

MANIFEST = json.loads((WIDGET / "dist" / "manifest.json").read_text())
KB = 1024


def _hash(path: str) -> str:
    return hashlib.sha256((WIDGET / path).read_bytes()).hexdigest()


def test_dist_was_built_from_the_sources_as_they_are():
    sources = sorted(str(p.relative_to(WIDGET)) for p in (WIDGET / "src").rglob("*") if p.is_file())

    stale = [name for name, known in MANIFEST["sources"].items() if _hash(name) != known]

    assert set(sources) == {name for name in MANIFEST["sources"] if name.startswith("src/")}
    assert stale == [], "run `npm ci && npm run build` in bot/widget"


def test_dist_was_not_changed_by_hand():
    for name, known in MANIFEST["files"].items():
        assert _hash(f"dist/{name}") == known["sha256"], name


def test_the_loader_and_the_opened_widget_keep_their_budgets():
    def size(name: str) -> int:
        return len(gzip.compress((WIDGET / "dist" / name).read_bytes(), 9))

    assert size("zhiyin.js") <= 3 * KB
    assert size("zhiyin.js") + size("chat.js") <= 25 * KB


@pytest.mark.parametrize(
    "sink", ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("]
)
def test_no_part_of_the_widget_can_turn_words_into_markup_or_code(sink):
    for name in ("zhiyin.js", "chat.js"):
        assert sink not in (WIDGET / "dist" / name).read_text()


@pytest.mark.skipif(
    not shutil.which("node") or not (WIDGET / "node_modules").is_dir(),
    reason="needs Node and `npm ci` in bot/widget",
)
def test_a_fresh_build_is_the_same_to_the_byte():
    done = subprocess.run(
        ["node", "build.mjs", "--check"], cwd=WIDGET, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
