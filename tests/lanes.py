"""All tests, several rooms of them at once: `python -m tests.lanes`.

A room is a set of folders that pytest goes through in a process of its own, as it would alone. What
it prints is shown when it ends. Rooms whose tests fill the database server take turns: what is
looked for in the server's log must not be drowned by what others write.

`ZHIYIN_TEST_LANES` is the number of rooms at once (as many as there are processors, two at least).
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
COUNTED = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed|deselected)\b")


@dataclass(frozen=True)
class Room:
    """Tests that run in one process. `turns` names what it shares with others in turns."""

    name: str
    paths: tuple[str, ...]
    turns: str = ""


ROOMS = (
    Room("system", ("tests/integration/system",), turns="PostgreSQL"),
    Room("dialogue", ("tests/dialogue", "tests/browser/e2e")),
    Room("records", ("tests/integration/records",), turns="PostgreSQL"),
    Room("gateway", ("tests/integration/gateway", "tests/integration/channels")),
    Room("console", ("tests/integration/console", "tests/browser/console", "tests/browser/widget")),
    Room("engine", ("tests/integration/engine",)),
    Room("services", ("tests/integration/services",), turns="PostgreSQL"),
)
"""The longest first, so that no lane stands empty at the end."""
REST = "the rest"


def rooms() -> tuple[Room, ...]:
    """All rooms; the last one has every test that no other has."""
    named = [path for room in ROOMS for path in room.paths]
    return (*ROOMS, Room(REST, ("tests", *(f"--ignore={path}" for path in named))))


def following(waiting: Sequence[Room], busy: Sequence[Room]) -> Room | None:
    """The next room to begin, where these are busy; None where all have to wait."""
    taken = {room.turns for room in busy if room.turns}
    return next((room for room in waiting if room.turns not in taken), None)


def counted(output: str) -> Counter[str]:
    """How many tests passed, failed and so on, by the last line of what pytest printed."""
    for line in reversed(output.splitlines()):
        if found := COUNTED.findall(line):
            return Counter({kind.rstrip("s"): int(number) for number, kind in found})
    return Counter()


@dataclass
class Running:
    """A room that is under way."""

    room: Room
    output: IO[bytes] = field(default_factory=tempfile.TemporaryFile)
    began: float = field(default_factory=time.monotonic)
    took: float = 0.0
    used: float = 0.0

    def __post_init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-um", "pytest", "-q", "-p", "no:cacheprovider", *self.room.paths],
            cwd=ROOT,
            stdout=self.output,
            stderr=subprocess.STDOUT,
        )

    def ended(self) -> bool:
        """Whether it has ended; then `took` are its seconds and `used` those of a processor."""
        before = os.times()
        if self.process.poll() is None:
            return False
        after = os.times()
        self.took = time.monotonic() - self.began
        self.used = sum(after[2:4]) - sum(before[2:4])
        return True

    def said(self) -> str:
        """All that it printed so far."""
        self.output.seek(0)
        return self.output.read().decode("utf-8", "replace")


def run(lanes: int) -> int:
    """Run all rooms; gives 0 where every one of them succeeded."""
    waiting, busy = list(rooms()), list[Running]()
    total, unwell, began = Counter[str](), list[str](), time.monotonic()
    try:
        while waiting or busy:
            while len(busy) < lanes and (room := following(waiting, [one.room for one in busy])):
                waiting.remove(room)
                busy.append(Running(room))
                _say(f"{room.name}: begun")
            time.sleep(0.2)
            for one in [one for one in busy if one.ended()]:
                busy.remove(one)
                said = one.said()
                total += counted(said)
                failed = one.process.returncode != 0
                if failed:
                    unwell.append(one.room.name)
                how = f"{'failed' if failed else 'done'} after {_minutes(one.took)}"
                _say(f"{one.room.name}: {how}, {_minutes(one.used)} of a processor", said)
    finally:
        _end(busy, interrupted=isinstance(sys.exc_info()[1], KeyboardInterrupt))
    found = ", ".join(f"{number} {kind}" for kind, number in sorted(total.items()))
    _say(f"{found} in {_minutes(time.monotonic() - began)}")
    if unwell:
        _say(f"Failed: {', '.join(unwell)}")
    return 1 if unwell else 0


def _end(busy: Sequence[Running], *, interrupted: bool) -> None:
    """Let what still runs end the servers it started. Ctrl-C has reached it by itself; a second
    one would break that off."""
    for one in busy:
        if not interrupted:
            one.process.send_signal(signal.SIGINT)
    for one in busy:
        try:
            one.process.wait(90)
        except subprocess.TimeoutExpired:
            one.process.kill()


def _minutes(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def _say(line: str, more: str = "") -> None:
    print(f"── {line}", more, sep="\n" if more else "", flush=True)


def _stop(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _stop)
    # Who is started in the background ignores it, and the rooms with it: they could not be ended.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    processors = os.cpu_count() or 1
    sys.exit(run(int(os.environ.get("ZHIYIN_TEST_LANES", max(2, processors)))))
