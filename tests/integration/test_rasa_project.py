"""It stays a Rasa project: Rasa's own validation passes from the root, with no warning."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.installation import ROOT

pytestmark = pytest.mark.rasa


def test_rasa_data_validate_finds_nothing_to_warn_of(tmp_path: Path) -> None:
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "ZHIYIN_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "rasa", "data", "validate", "--fail-on-warnings"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    said = done.stdout + done.stderr
    assert done.returncode == 0, said[-2000:]
    warned = [line for line in said.splitlines() if re.search(r"rasa/.*UserWarning", line)]
    assert [line for line in warned if "pkg_resources" not in line] == []
    assert "No story structure conflicts found" in said
