"""Keeps the processes of one installation running: start in order, wait, restart, stop together."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.cli.processes import answers, start

BACKOFF_FIRST = 1.0
BACKOFF_LONGEST = 60.0
STEADY_AFTER = 60.0
"""Seconds a process must have run for its next death to count as its first."""
STOP_WITHIN = 10.0
LOG_LIMIT = 20 * 1024 * 1024


class NotStarted(Exception):
    """A process did not become ready; the message names it and its log."""


@dataclass
class Child:
    """One supervised process: how it is started and when it is ready."""

    name: str
    command: list[str]
    ready_url: str
    ready_within: float
    log: Path
    process: subprocess.Popen[bytes] | None = None
    log_begins: int = 0
    started_at: float = 0.0
    ready: bool = False
    failures: int = 0
    retry_at: float = 0.0

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self.process is not None and self.process.poll() is None

    def last_words(self) -> str:
        """The last line of plain words in the log since the start; our log lines are JSON."""
        with contextlib.suppress(OSError), self.log.open("rb") as log:
            log.seek(self.log_begins)
            lines = log.read().decode("utf-8", "replace").splitlines()
            for line in reversed(lines):
                if line.strip() and not line.startswith("{"):
                    return line.strip()[:300]
        return "it ended at once"


class Supervisor:
    """Runs children until it is told to stop. `say` prints a line for the person watching;
    `meanwhile` is called about once a second and must not take long."""

    def __init__(
        self,
        children: list[Child],
        *,
        cwd: Path,
        environment: dict[str, str],
        say: Callable[[str], None],
        meanwhile: Callable[[], None] = lambda: None,
    ) -> None:
        self._meanwhile = meanwhile
        self.children = children
        self.stopping = False
        self._cwd = cwd
        self._environment = environment
        self._say = say

    def start(self) -> None:
        """Start the children in order and wait until each is ready. Raises NotStarted.

        They load at the same time, for which two cores are as good as one: none needs another to
        load, and one that is asked too early is asked again.
        """
        began = time.monotonic()
        for child in self.children:
            if not self.stopping:
                self._spawn(child)
        for child in self.children:
            self._wait_until_ready(child)
            if self.stopping:
                return
            self._say(f"  {child.name:<8} ready after {time.monotonic() - began:.1f} s")

    def watch(self) -> None:
        """Restart whatever dies, with backoff, until `stop` is asked for."""
        asked_at = 0.0
        while not self.stopping:
            now = time.monotonic()
            for child in self.children:
                if not child.running:
                    if child.process is not None:
                        self._note_death(child, now)
                    elif now >= child.retry_at:
                        self._say(f"  {child.name} is started again")
                        self._spawn(child)
            if now - asked_at > 1.0:
                asked_at = now
                self._welcome_back(now)
                self._meanwhile()
            time.sleep(0.2)

    def request_stop(self) -> None:
        """Ask for the end; `watch` and `start` return soon after."""
        self.stopping = True

    def stop(self) -> None:
        """End all children, last started first; those that do not go are killed."""
        self.stopping = True
        for child in reversed(self.children):
            if child.process is not None and child.running:
                child.process.terminate()
        deadline = time.monotonic() + STOP_WITHIN
        for child in reversed(self.children):
            if child.process is None:
                continue
            try:
                child.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()

    def _spawn(self, child: Child) -> None:
        child.log.parent.mkdir(parents=True, exist_ok=True)
        if child.log.exists() and child.log.stat().st_size > LOG_LIMIT:
            child.log.replace(child.log.with_suffix(".log.1"))
        descriptor = os.open(child.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            child.log_begins = os.fstat(descriptor).st_size
            child.process = start(
                child.command,
                cwd=self._cwd,
                environment=self._environment,
                out=descriptor,
                apart=True,  # Ctrl-C reaches the supervisor alone, which ends them in order
            )
        finally:
            os.close(descriptor)
        child.ready = False
        child.started_at = time.monotonic()

    def _wait_until_ready(self, awaited: Child) -> None:
        deadline = time.monotonic() + awaited.ready_within
        while not self.stopping:
            for child in self.children:
                if not child.running:
                    raise NotStarted(
                        f"{child.name} did not start: {child.last_words()} (see {child.log})"
                    )
            if answers(awaited.ready_url):
                awaited.ready = True
                return
            if time.monotonic() > deadline:
                raise NotStarted(
                    f"{awaited.name} was not ready within {awaited.ready_within:.0f} s; "
                    f"see {awaited.log}"
                )
            time.sleep(0.2)

    def _welcome_back(self, now: float) -> None:
        for child in self.children:
            if child.running and not child.ready and answers(child.ready_url, within=0.5):
                child.ready = True
                self._say(f"  {child.name} is ready again after {now - child.started_at:.1f} s")

    def _note_death(self, child: Child, now: float) -> None:
        assert child.process is not None
        status = child.process.returncode
        child.failures = 1 if now - child.started_at > STEADY_AFTER else child.failures + 1
        wait = min(BACKOFF_LONGEST, BACKOFF_FIRST * 2 ** (child.failures - 1))
        child.retry_at = now + wait
        child.process = None
        self._say(f"  {child.name} ended (status {status}); started again in {wait:.0f} s")
