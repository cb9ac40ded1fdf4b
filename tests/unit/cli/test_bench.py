"""The bench's identity cipher cannot be switched on anywhere else, and its figures are right."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from bot.cli.bench import measures
from bot.cli.bench.identity import MARK, PREFIX, NotTheBench, require_bench
from bot.settings import ROOT

WORD = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def place() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix=PREFIX) as folder:
        (Path(folder) / MARK).write_text(WORD)
        yield Path(folder)


def test_the_bench_knows_its_own_folder(place: Path) -> None:
    assert require_bench(WORD, str(place / "home")) == place.resolve()


def test_any_other_home_is_refused(place: Path, tmp_path: Path) -> None:
    (tmp_path / MARK).write_text(WORD)
    inner = place / f"{PREFIX}inner"
    inner.mkdir()
    (inner / MARK).write_text(WORD)
    for mark, home in (
        (WORD[:-1] + "0", place / "home"),
        ("", place / "home"),
        (WORD, place),
        (WORD, tmp_path / "home"),
        (WORD, inner / "home"),
        (WORD, ROOT / "var"),
        (WORD, ""),
    ):
        with pytest.raises(NotTheBench):
            require_bench(mark, str(home))
    (place / MARK).write_text("")
    with pytest.raises(NotTheBench):
        require_bench("", str(place / "home"))
    (place / MARK).unlink()
    with pytest.raises(NotTheBench):
        require_bench(WORD, str(place / "home"))


def test_in_a_real_installation_nothing_starts_with_it(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli.bench.identity", WORD, "bot", "advisor", "list"],
        cwd=ROOT,
        env={**os.environ, "ZHIYIN_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "in a folder of `zhiyin bench` only" in done.stderr
    assert not (tmp_path / "home").exists()


def test_no_other_part_of_the_program_leads_to_it() -> None:
    knowing = {
        str(path.relative_to(ROOT))
        for folder in ("bot", "actions")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"bench\.identity|bench import .*identity", path.read_text(encoding="utf-8"))
    }
    assert knowing == {"bot/cli/bench/identity.py", "bot/cli/bench/sealing.py"}


def test_both_sides_take_turns_at_going_first() -> None:
    asked: list[str] = []
    ours, theirs = measures.alternating(
        10, lambda *_: asked.append("ours"), lambda *_: asked.append("theirs")
    )
    assert len(ours) == len(theirs) == 10
    assert asked.count("ours") == asked.count("theirs") == 13
    first = asked[::2]
    assert all(one != following for one, following in pairwise(first))


def test_a_difference_is_found_and_a_few_slow_turns_do_not_count() -> None:
    theirs = [100.0 + n % 5 for n in range(100)]
    ours = [t + 2 for t in theirs]
    ours[3] = ours[50] = 5000
    found = measures.difference(ours, theirs)
    assert 1.9 < found["percent"] < 2.0
    assert found["from"] <= found["percent"] <= found["to"] < 3
    same = measures.difference(theirs, list(reversed(theirs)))
    assert same["from"] <= 0 <= same["to"]
