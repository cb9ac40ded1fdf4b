"""The ground gives way under a running gateway: a full disk, a database that goes away."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.integration.gateway.engine_double import echo
from tests.integration.gateway.kit import Client, Gateway, eventually
from tests.integration.system.houses import SERVER, databases


def posted(client: Client, text: str) -> int:
    """The status of a client's message."""
    sent = {"id": str(uuid.uuid4()), "text": text}
    return client.http.post("/api/chat/messages", json=sent).status_code


def answered_once(client: Client, said: list[str]) -> bool:
    """Whether each of these words is there once, and answered once."""
    there = client.read()
    words = Counter(one["text"] for one in there if one["from"] == "client")
    answers = Counter(one["text"] for one in there if one["from"] == "assistant")
    assert {text: words[text] for text in said} == dict.fromkeys(said, 1)
    assert max(answers.values()) == 1
    return all(answers[f"zh:{text}"] == 1 for text in words)


# ── a full disk ──


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 48 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=48m,mode=700", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a disk of its own can be mounted by root only")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place: Path) -> Path:
    """Leave not a byte."""
    filler = place / "filler"
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"\0" * 4096)
    return filler


def test_on_a_full_disk_nothing_is_acknowledged_that_is_not_kept(small_disk: Path) -> None:
    gateway = Gateway(small_disk)
    gateway.engine.start()
    gateway.start()
    try:
        client = gateway.client()
        client.agree()
        said = [f"第{number}句" for number in range(3)]
        assert [posted(client, text) for text in said] == [202] * 3
        eventually(lambda: answered_once(client, said))

        filler = fill(small_disk)
        refused = 0
        for number in range(3, 400):
            status = posted(client, text := f"第{number}句，说得长一点" * 20)
            assert status in (202, 503), status
            said += [text] if status == 202 else []
            refused += status == 503
            if refused == 3:
                break
        assert refused == 3, "the disk was never full"
        filler.unlink()

        eventually(lambda: posted(client, "现在呢？") == 202)
        eventually(lambda: answered_once(client, [*said, "现在呢？"]), 60)
    finally:
        gateway.stop()
        gateway.engine.stop()
        gateway.app.records.close()


# ── a database that goes away ──


class Line:
    """A line to the database server that can be cut and mended."""

    def __init__(self) -> None:
        self._open: set[socket.socket] = set()
        self._listener = self._listen(0)
        self.port = self._listener.getsockname()[1]

    def _listen(self, port: int) -> socket.socket:
        listener = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self._accept, args=[listener], daemon=True).start()
        return listener

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = socket.create_connection(("127.0.0.1", 5432))
                self._open |= {near, far}
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=pair, daemon=True).start()

    @staticmethod
    def _carry(source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
        for one in (source, sink):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def cut(self) -> None:
        """Nobody is reached any more, and every connection breaks."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for one in self._open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._open.clear()

    def mend(self) -> None:
        self._listener = self._listen(self.port)


@pytest.mark.postgres
def test_while_the_database_is_away_nothing_is_lost_and_nothing_need_be_started_again(
    tmp_path: Path,
) -> None:
    with databases("data", "keys") as (_, (data, keys)):
        line = Line()
        server = SERVER.replace(":5432", f":{line.port}")
        gateway = Gateway(
            tmp_path,
            ZHIYIN_DATABASE_URL=f"{server}/{data}",
            ZHIYIN_KEYSTORE_URL=f"{server}/{keys}",
        )
        gateway.engine.start()
        gateway.start()
        try:
            _goes_away(gateway, line)
        finally:
            gateway.stop()
            gateway.engine.stop()
            gateway.app.records.close()
            line.cut()


def _goes_away(gateway: Gateway, line: Line) -> None:
    asked = threading.Event()

    def slowly(one: dict[str, Any]) -> list[dict[str, Any]]:
        asked.set()
        time.sleep(1)
        return echo(one)

    client = gateway.client()
    client.agree()
    gateway.engine.script = slowly
    said = ["在断线之前说的", "也是之前说的"]
    assert [posted(client, text) for text in said] == [202, 202]
    assert asked.wait(10)

    line.cut()
    gateway.engine.script = echo
    until = time.monotonic() + 5
    while time.monotonic() < until:
        sent = {"id": str(uuid.uuid4()), "text": "断线时说的"}
        answer = client.http.post("/api/chat/messages", json=sent, timeout=40)
        assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
        assert "断线时说的" not in answer.text
        assert client.http.get("/api/chat/messages", timeout=40).status_code == 503
        time.sleep(0.3)  # or a quick machine writes more than a client may in a minute
    with gateway.http() as http:
        ready: httpx.Response = http.get("/readyz")
    assert (ready.status_code, ready.json()["records"]) == (503, "down")
    line.mend()

    eventually(lambda: client.http.get("/api/chat/messages").status_code == 200, 30)
    eventually(lambda: answered_once(client, said), 30)
    assert posted(client, "接上以后说的") == 202
    eventually(lambda: answered_once(client, [*said, "接上以后说的"]), 30)
    assert "断线时说的" not in {one["text"] for one in client.read()}
