"""An installation of its own for simulated clients, and the advisor who reads what they left."""

from __future__ import annotations

import contextlib
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from bot.simulation.talking import SystemUnreachable

READY_WITHIN = 300.0
ADVISOR = "simulation@zhiyin.local"
_LOWEST, _HIGHEST = 32_000, 32_700
"""Below the range from which systems take ports for outgoing connections."""


@dataclass(frozen=True)
class House:
    """A running system: its address, and an advisor's token where there is one."""

    url: str
    token: str | None = None

    def record(self, http: httpx.Client, handoff_id: str) -> Mapping[str, Any] | None:
        """The handed-over packet as the advisor API gives it; None without a token or access."""
        if self.token is None:
            return None
        try:
            answer = http.get(
                f"/api/advisor/handoffs/{handoff_id}",
                headers={"Authorization": f"Bearer {self.token}"},
            )
        except httpx.HTTPError as error:
            raise SystemUnreachable(f"{self.url}: {type(error).__name__}") from None
        if answer.status_code in (401, 403):
            raise SystemUnreachable("the advisor's token is not accepted")
        return dict(answer.json()) if answer.is_success else None


@contextlib.contextmanager
def own_house(root: Path) -> Iterator[House]:
    """Start `zhiyin run` in a temporary home on free ports, and take all of it away afterwards.

    Raises SystemUnreachable when it does not come up.
    """
    with tempfile.TemporaryDirectory(prefix="zhiyin-simulate-") as folder:
        port = _free_ports(3)
        environment = {
            **{k: v for k, v in os.environ.items() if k not in _NOT_OURS},
            "ZHIYIN_HOME": folder,
            "ZHIYIN_HOST": "127.0.0.1",
            "ZHIYIN_PORT": str(port),
        }
        command = [sys.executable, "-m", "bot"]
        process = subprocess.Popen(
            [*command, "run"],
            cwd=root,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            _wait(url, process)
            yield House(url, _token(command, root, environment))
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


_NOT_OURS = ("ZHIYIN_DATABASE_URL", "ZHIYIN_REDIS_URL", "ZHIYIN_KEY_PROVIDER")
"""Settings that would lead into another installation's records."""


def _token(command: list[str], root: Path, environment: dict[str, str]) -> str:
    def call(*arguments: str) -> str:
        done = subprocess.run(
            [*command, *arguments],
            cwd=root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemUnreachable(done.stderr.strip() or f"zhiyin {arguments[0]} failed")
        return done.stdout

    call("advisor", "add", ADVISOR, "--name", "Simulation", "--role", "supervisor")
    return str(json.loads(call("advisor", "token", ADVISOR, "--json"))["token"])


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemUnreachable("the system did not start; `zhiyin doctor` says why")
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(f"{url}/readyz", timeout=2).is_success:
                return
        time.sleep(0.3)
    raise SystemUnreachable(f"the system was not ready within {READY_WITHIN:.0f} s")


def _free_ports(count: int) -> int:
    for _ in range(200):
        first = random.SystemRandom().randrange(_LOWEST, _HIGHEST - count)
        with contextlib.ExitStack() as stack:
            try:
                for port in range(first, first + count):
                    stack.enter_context(socket.socket()).bind(("127.0.0.1", port))
            except OSError:
                continue
        return first
    raise SystemUnreachable(f"no {count} free ports in a row")
