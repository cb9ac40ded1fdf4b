"""A dozen simulated clients with the shared installation: the quick set of `zhiyin simulate`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.rasa


def test_a_dozen_clients_are_understood_and_handed_over(installation: Any, tmp_path: Path) -> None:
    added = ("advisor", "add", "watch@example.com", "--name", "Watch", "--role", "supervisor")
    installation.zhiyin(*added, check=False)
    token = json.loads(
        installation.zhiyin("advisor", "token", "watch@example.com", "--json").stdout
    )
    done = installation.zhiyin(
        "simulate", "--quick", "--json", "--url", installation.base,
        "--token", token["token"], "--out", str(tmp_path),
    )  # fmt: skip
    figures = json.loads(done.stdout)
    overall = figures["overall"]
    faults = [
        (one["id"], one["why"], one["values"], one["category"], one["boundary"], one["loops"])
        for one in figures["failing"]
    ]
    assert figures["conversations"] == 12
    assert overall["complete"] == 100.0, faults
    assert (overall["loops"], overall["boundary"]) == (0, 0), faults
    assert overall["values_right"] >= 97.0, faults
    assert overall["category_agrees"] >= 90.0, faults
    assert overall["turns_ratio"] <= 1.4
    assert (tmp_path / "report.html").stat().st_size > 10_000
