"""The training examples are clean: what `zhiyin data check` finds is nothing to mend."""

from __future__ import annotations

import json
import subprocess
import sys

from bot.settings import ROOT


def test_the_examples_hold_no_errors() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "data", "check", "--json"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = json.loads(done.stdout)
    assert [f for f in found["findings"] if f["level"] == "error"] == []
    assert done.returncode == 0 and found["errors"] == 0
    assert found["examples"] >= 5000
    assert found["held_out"] >= 390, "the held-out sets were not found"
