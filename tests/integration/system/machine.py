"""What the kernel knows of our processes: who they are, and where they listen."""

from __future__ import annotations

import contextlib
import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

PROC = Path("/proc")


def children(parent: int) -> dict[str, int]:
    """The supervised processes of an installation: name → process id."""
    modules = {"actions": "actions", "bot.engine": "engine", "bot.web": "gateway"}
    found: dict[str, int] = {}
    for process in PROC.glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError):
            stat = (process / "stat").read_text().rsplit(")", 1)[1].split()
            # A process that dies has no command line left; one just forked still has its parent's.
            words = (process / "cmdline").read_bytes().decode().split("\0")
            ours = int(stat[1]) == parent and stat[0] != "Z"
            if ours and words[1:2] == ["-m"] and words[2] in modules:
                found[modules[words[2]]] = int(process.name)
    return found


def alive(pid: int) -> bool:
    """Whether a process lives; one that only waits to be buried does not."""
    try:
        return (PROC / str(pid) / "stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def listens(pid: int) -> set[tuple[str, int]]:
    """The addresses and TCP ports a process listens on."""
    inodes = set()
    for descriptor in (PROC / str(pid) / "fd").iterdir():
        with contextlib.suppress(OSError):
            target = os.readlink(descriptor)
            if target.startswith("socket:["):
                inodes.add(target[8:-1])
    found = set()
    for table, family in (("tcp", socket.AF_INET), ("tcp6", socket.AF_INET6)):
        lines = (PROC / str(pid) / "net" / table).read_text().splitlines()[1:]
        for row in (line.split() for line in lines):
            if row[3] == "0A" and row[9] in inodes:
                address, port = row[1].split(":")
                raw = bytes.fromhex(address)
                turned = b"".join(raw[at : at + 4][::-1] for at in range(0, len(raw), 4))
                found.add((socket.inet_ntop(family, turned), int(port, 16)))
    return found


def eventually(condition: Callable[[], bool], within: float, what: str) -> None:
    """Wait until the condition holds; fail, naming `what`, when it does not in so many seconds."""
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, f"not within {within:.0f} s: {what}"
        time.sleep(0.1)
