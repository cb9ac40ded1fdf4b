"""The supervisor with small processes in place of ours."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.cli import supervisor
from bot.cli.supervisor import Child, NotStarted, Supervisor

SERVER = """
import signal, sys
from http.server import BaseHTTPRequestHandler, HTTPServer
class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
    def log_message(self, *args): pass
if sys.argv[2] == "stubborn":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
HTTPServer(("127.0.0.1", int(sys.argv[1])), Answer).serve_forever()
"""


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "BACKOFF_FIRST", 0.05)
    monkeypatch.setattr(supervisor, "STOP_WITHIN", 1.0)


@pytest.fixture
def said() -> list[str]:
    """What the person watching was told."""
    return []


@pytest.fixture
def supervise(tmp_path: Path, said: list[str]) -> Iterator[Callable[[list[Child]], Supervisor]]:
    made: list[Supervisor] = []

    def make(children: list[Child]) -> Supervisor:
        made.append(
            Supervisor(children, cwd=tmp_path, environment=dict(os.environ), say=said.append)
        )
        return made[-1]

    yield make
    for one in made:
        one.stop()


def _server(folder: Path, name: str, kind: str = "plain") -> Child:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", SERVER, str(port), kind]
    return Child(name, command, f"http://127.0.0.1:{port}/", 60, folder / f"{name}.log")


def _failing(folder: Path, code: str) -> Child:
    command = [sys.executable, "-c", code]
    return Child("broken", command, "http://127.0.0.1:9/", 60, folder / "broken.log")


def test_all_are_ready_in_order_and_all_are_ended(
    tmp_path: Path, supervise: Callable[[list[Child]], Supervisor], said: list[str]
) -> None:
    children = [_server(tmp_path, "one"), _server(tmp_path, "two", "stubborn")]
    one = supervise(children)

    one.start()
    assert [line.split()[0] for line in said] == ["one", "two"]
    assert all(child.running for child in children)

    one.stop()
    assert not any(child.running for child in children)
    assert children[1].process is not None
    assert children[1].process.returncode == -signal.SIGKILL, "who does not go is killed"


def test_one_that_does_not_start_is_named_with_its_own_last_words(
    tmp_path: Path, supervise: Callable[[list[Child]], Supervisor]
) -> None:
    former = "an older run's words\n"
    (tmp_path / "broken.log").write_text(former)
    code = 'import sys; sys.exit(\'the engine does not start: no model\\n{"event": "x"}\')'
    one = supervise([_server(tmp_path, "one"), _failing(tmp_path, code)])
    with pytest.raises(NotStarted) as failed:
        one.start()
    assert "broken" in str(failed.value)
    assert "no model" in str(failed.value)
    assert "older" not in str(failed.value)


def test_one_that_dies_is_started_again_and_waits_longer_each_time(
    tmp_path: Path, supervise: Callable[[list[Child]], Supervisor], said: list[str]
) -> None:
    child = _server(tmp_path, "one")
    one = supervise([child])
    one.start()
    assert child.process is not None
    first = child.process.pid
    watching = threading.Thread(target=one.watch)
    watching.start()
    try:
        os.kill(first, signal.SIGKILL)
        _eventually(lambda: any("ready again" in line for line in said))
        assert child.process is not None
        assert child.process.pid != first
        assert child.failures == 1
        os.kill(child.process.pid, signal.SIGKILL)
        _eventually(lambda: child.failures == 2)
    finally:
        one.request_stop()
        watching.join(10)
    assert not watching.is_alive()


def _eventually(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)
