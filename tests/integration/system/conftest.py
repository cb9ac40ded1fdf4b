"""One installation that system tests may kill, starve and stop; all others share a gentler one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installation import Installation, running


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything the installation may write to: its home, a user's home, a temporary folder."""
    place = tmp_path_factory.mktemp("system")
    (place / "user").mkdir()
    (place / "tmp").mkdir()
    return place


@pytest.fixture(scope="session")
def own(folder: Path) -> Iterator[Installation]:
    """An installation that listens on every address and logs as much as it can."""
    with running(
        folder,
        ZHIYIN_LOG_LEVEL="DEBUG",
        ZHIYIN_HOST="0.0.0.0",
        HOME=str(folder / "user"),
        TMPDIR=str(folder / "tmp"),
    ) as one:
        yield one
