"""Starts the nightly work under `zhiyin run`: a short process of its own, once a night."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable

from bot.cli.processes import start
from bot.cli.supervisor import LOG_LIMIT
from bot.settings import Settings

FIRST_LOOK = 600.0
"""Seconds after the start until a missed night is made up for; the start itself is work enough."""
AGAIN = 1260.0
"""Seconds until work that failed or was broken off is tried again (the lease is over by then)."""


class Nightly:
    """Asks once a second which night it is, and starts the work when there is a new one.

    Whether something is due is decided in the records (`bot.services.chores`), where other
    machines look as well; here it is only decided when to ask.
    """

    def __init__(
        self,
        settings: Settings,
        environment: dict[str, str],
        nights: Callable[[], str],
        *,
        clock: Callable[[], float] = time.monotonic,
        first_look: float = FIRST_LOOK,
    ) -> None:
        self._settings = settings
        self._environment = environment
        self._nights = nights
        self._clock = clock
        self._night = nights()
        self._at: float | None = clock() + first_look
        self._process: subprocess.Popen[bytes] | None = None

    def look(self) -> None:
        """Start the work where it is time, and see how it ended."""
        now = self._clock()
        if self._process is not None:
            status = self._process.poll()
            if status is None:
                return
            self._process = None
            self._at = None if status == 0 else now + AGAIN
        night = self._nights()
        if night != self._night or (self._at is not None and now >= self._at):
            self._night, self._at = night, None
            self._process = self._start()

    def stop(self) -> None:
        """End the work if it is under way; it goes on where it was."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        log = self._settings.logs_path / "chores.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_suffix(".log.1"))
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            return start(
                [sys.executable, "-m", "bot", "chores", "run", "--log"],
                cwd=self._settings.root,
                environment=self._environment,
                out=out,
                apart=True,
            )
        finally:
            os.close(out)
