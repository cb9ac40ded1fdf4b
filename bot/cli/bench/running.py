"""Starts what is measured, speaks to it, and looks at its processes."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bot.cli.output import CommandFailed
from bot.cli.processes import answers, port_is_free, start
from bot.cli.train import child_environment
from bot.settings import load_settings


@contextlib.contextmanager
def ours(
    place: Path, seen: dict[str, Any], program: tuple[str, ...] = ("bot",)
) -> Iterator[Callable[[int, str], None]]:
    """A whole installation in `place`, as `zhiyin run` starts it.

    `program` is what Python runs: another one starts the same with the identity cipher.
    """
    port, log = free_ports(3), place / "run.log"
    environment = {"ZHIYIN_HOME": str(place / "home"), "ZHIYIN_PORT": str(port)}
    environment |= {"ZHIYIN_HOST": "127.0.0.1", "ZHIYIN_DATABASE_URL": ""}
    environment |= {"ZHIYIN_KEYSTORE_URL": "", "ZHIYIN_KEY_PROVIDER": "file"}
    command = [sys.executable, "-m", *program, "run"]
    base = seen["base"] = f"http://127.0.0.1:{port}"
    with started(command, load_settings().root, environment, log) as process:
        began = time.monotonic()
        wait(lambda: answers(f"{base}/readyz"), process, log)
        seen["start_seconds"] = round(time.monotonic() - began, 1)
        seen["process"] = process.pid
        tokens: dict[int, str] = {}

        def ask(conversation: int, text: str) -> None:
            if conversation not in tokens:
                tokens[conversation] = post(f"{base}/api/chat/session", {})["token"]
            body = {"id": str(uuid.uuid4()), "text": text}
            post(f"{base}/api/chat/messages?wait=1", body, tokens[conversation])

        yield ask
        names = {"actions": "actions", "bot.engine": "engine", "bot.web": "gateway"}
        used = {"supervisor": memory(process.pid)}
        for child, command_line in _children(process.pid):
            for module, name in names.items():
                if module in command_line:
                    used[name] = memory(child)
        seen["memory_mb"] = used


@contextlib.contextmanager
def started(
    command: list[str], cwd: Path, environment: dict[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as sink:
        process = start(command, cwd=cwd, environment=child_environment(**environment), out=sink)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait(ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 300
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            raise CommandFailed(f"what was to be measured did not start: {last_line(log)}")
        time.sleep(0.2)


def last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1][:300] if lines else "it said nothing"


def post(url: str, body: dict[str, Any], token: str = "") -> Any:
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    request = urllib.request.Request(url, json.dumps(body).encode(), headers)  # noqa: S310
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - our own address
        return json.load(answer)


def free_ports(count: int) -> int:
    """The first of so many free ports in a row, below those taken for outgoing connections."""
    for _ in range(200):
        first = random.SystemRandom().randrange(20_000, 32_000)
        if all(port_is_free("127.0.0.1", first + n) for n in range(count)):
            return first
    raise CommandFailed("there are no free ports")


def _ps(*arguments: str) -> list[str]:
    if shutil.which("ps") is None:
        return []
    done = subprocess.run(["ps", *arguments], capture_output=True, text=True, check=False)
    return done.stdout.splitlines()


def _children(parent: int) -> list[tuple[int, str]]:
    """Process ids and command lines of a process's children."""
    found = (line.split(None, 2) for line in _ps("-A", "-o", "pid=,ppid=,args="))
    return [(int(row[0]), row[2]) for row in found if len(row) == 3 and row[1] == str(parent)]


def cpu_seconds(pid: int) -> float:
    """Processor time that a process and its children have used; 0 where it cannot be had."""
    total = 0.0
    for one in (pid, *(child for child, _ in _children(pid))):
        with contextlib.suppress(OSError, ValueError, IndexError):
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def memory(pid: int) -> float:
    """Resident megabytes of a process; 0 where this machine cannot say."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        return round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, 1)
    lines = _ps("-o", "rss=", "-p", str(pid))
    return round(int(lines[0]) * 1024 / 1e6, 1) if lines else 0.0
