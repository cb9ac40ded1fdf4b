"""A whole installation for tests: `zhiyin run` in a folder of its own, on free ports."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests import shell
from tests.ports import free_ports

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Installation:
    """A running installation: where it is, what it printed, who may sign in."""

    home: Path
    port: int
    environment: dict[str, str]
    process: subprocess.Popen[bytes]
    output: Path

    @property
    def base(self) -> str:
        """The gateway's address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def printed(self) -> str:
        """All that `zhiyin run` printed so far."""
        return self.output.read_text(encoding="utf-8", errors="replace")

    def one_time_password(self) -> str:
        """The first administrator's one-time password, as printed."""
        found = re.search(r"One-time password\s+(\S+)", self.printed)
        assert found, self.printed
        return found.group(1)

    def zhiyin(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run the `zhiyin` command on this installation."""
        done = shell.zhiyin(*arguments, environment=self.environment)
        if check:
            assert done.returncode == 0, done.stderr
        return done

    def advisor(self, email: str = "desk@example.com") -> httpx.Client:
        """A client of the advisor API with a token of its own; the account is made on first use."""
        self.zhiyin("advisor", "add", email, "--name", "Desk", check=False)
        token = json.loads(self.zhiyin("advisor", "token", email, "--json").stdout)["token"]
        headers = {"Authorization": f"Bearer {token}"}
        return httpx.Client(base_url=self.base, headers=headers, timeout=60)


RUN = ("-m", "bot", "run")


@contextlib.contextmanager
def running(home: Path, *, run: Sequence[str] = RUN, **settings: str) -> Iterator[Installation]:
    """Start an installation in `home` and stop it again; `settings` are environment variables,
    `run` is what Python is called with."""
    port = free_ports(3)
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("ZHIYIN_")},
        "ZHIYIN_HOME": str(home / "var"),
        "ZHIYIN_PORT": str(port),
        "PYTHONUNBUFFERED": "1",
        "COLUMNS": "120",
        **settings,
    }
    output = home / "run.log"
    with output.open("wb") as sink:
        process = subprocess.Popen(
            [sys.executable, *run],
            cwd=ROOT,
            env=environment,
            stdout=sink,
            stderr=subprocess.STDOUT,
        )
    installation = Installation(home / "var", port, environment, process, output)
    try:
        _wait(installation)
        yield installation
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(installation: Installation, within: float = 240.0) -> None:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        assert installation.process.poll() is None, installation.printed
        with contextlib.suppress(httpx.HTTPError):
            ready = httpx.get(f"{installation.base}/readyz", timeout=2).status_code == 200
            if ready and "is running" in installation.printed:
                return
        time.sleep(0.2)
    raise AssertionError(f"not ready within {within:.0f} s:\n{installation.printed}")
