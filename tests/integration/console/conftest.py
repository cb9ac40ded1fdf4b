"""Fixtures of the console's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from bot.services import passwords
from tests.integration.console.kit import Desk


@pytest.fixture(autouse=True, scope="session")
def quick_hashes() -> Iterator[None]:
    """Password hashes that cost next to nothing; their real cost has a test of its own."""
    earnest = passwords._hasher
    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    yield
    passwords._hasher = earnest


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A console on a Monday morning, with empty records."""
    one = Desk(tmp_path / "home")
    yield one
    one.app.records.close()
