"""Tests side by side: each is run once, rooms that share a server take turns, nothing is hidden."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests import lanes
from tests.lanes import Room

MODULES = sorted((lanes.ROOT / "tests").rglob("test_*.py"))


def goes_through(room: Room, module: Path) -> bool:
    own = str(module.relative_to(lanes.ROOT))

    def within(path: str) -> bool:
        return own == path or own.startswith(f"{path}/")

    ignored = [path.removeprefix("--ignore=") for path in room.paths if path.startswith("--")]
    return any(map(within, room.paths)) and not any(map(within, ignored))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_a_module_is_in_one_room(module: Path) -> None:
    assert sum(goes_through(room, module) for room in lanes.rooms()) == 1


def test_every_room_leads_somewhere() -> None:
    for room in lanes.ROOMS:
        assert all((lanes.ROOT / path).exists() for path in room.paths)


def test_rooms_that_share_a_server_take_turns() -> None:
    records, services = (Room(name, (), turns="PostgreSQL") for name in ("records", "services"))
    others = [Room("engine", ()), Room("console", ())]
    assert lanes.following([services, *others], [records]) == others[0]
    assert lanes.following([services], [records, others[0]]) is None
    assert lanes.following([services, *others], [others[1]]) == services
    assert lanes.following(others[1:], others[:1]) == others[1]


@pytest.mark.parametrize(
    ("output", "counts"),
    [
        ("...\n570 passed in 950.92s (0:15:50)\n", {"passed": 570}),
        ("1 failed, 57 passed, 2 skipped, 3 errors in 9s\n", {
            "failed": 1, "passed": 57, "skipped": 2, "error": 3,
        }),
        ("2 passed in 1s\n2 tests were skipped, which this run does not allow\n", {"passed": 2}),
        ("Interrupted", {}),
    ],
)  # fmt: skip
def test_the_last_line_is_counted(output: str, counts: dict[str, int]) -> None:
    assert lanes.counted(output) == Counter(counts)


@pytest.mark.parametrize(("body", "status"), [("pass", 0), ("assert False", 1)])
def test_one_room_that_fails_fails_the_run(
    body: str, status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "ROOT", tmp_path)
    for name, said in (("well", "pass"), ("other", body)):
        (tmp_path / f"test_{name}.py").write_text(f"def test_{name}():\n    {said}\n")
    both = (Room("well", ("test_well.py",)), Room("other", ("test_other.py",)))
    monkeypatch.setattr(lanes, "rooms", lambda: both)
    assert lanes.run(2) == status
