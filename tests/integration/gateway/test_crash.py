"""kill -9 while messages come and go: what was acknowledged is there, and answered once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
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

KILLS = 2


class Process:
    """The gateway as a process of its own."""

    def __init__(self, gateway: Gateway) -> None:
        settings = gateway.settings
        self._environment = {
            **os.environ,
            "ZHIYIN_HOME": str(settings.home),
            "ZHIYIN_PORT": str(settings.port),
        }
        self._url = f"{gateway.url}/healthz"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot.web"],
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        eventually(self._lives, seconds=120)

    def _lives(self) -> bool:
        try:
            return httpx.get(self._url, trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False

    def kill(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None


@pytest.fixture
def crashing(tmp_path: Path) -> Iterator[tuple[Gateway, Process]]:
    gateway = Gateway(tmp_path)
    gateway.engine.start()
    process = Process(gateway)
    process.start()
    yield gateway, process
    process.kill()
    gateway.engine.stop()
    gateway.app.records.close()


def test_what_was_acknowledged_survives_every_kill_and_is_answered_once(
    crashing: tuple[Gateway, Process],
) -> None:
    gateway, process = crashing
    chance = random.Random(7)

    def takes_a_moment(asked: dict[str, Any]) -> list[dict[str, Any]]:
        time.sleep(chance.uniform(0, 0.03))
        return echo(asked)

    gateway.engine.script = takes_a_moment
    clients = [gateway.client() for _ in range(3)]
    for client in clients:
        client.agree()
    acknowledged: dict[str, list[str]] = {client.token: [] for client in clients}
    sent = 0

    for _ in range(KILLS):
        enough = sum(map(len, acknowledged.values())) + chance.randint(5, 9)
        while sum(map(len, acknowledged.values())) < enough:
            client = chance.choice(clients)
            text = f"第{sent}号消息"
            sent += 1
            if posted(client, text):
                acknowledged[client.token].append(text)
        process.kill()
        process.start()

    for client in clients:
        eventually(lambda c=client: len(answers(c)) == len(words(c)), seconds=60)
        heard = Counter(answers(client))
        said = acknowledged[client.token]
        assert {text: heard[f"zh:{text}"] for text in said} == dict.fromkeys(said, 1)
        assert answers(client) == [f"zh:{text}" for text in words(client)]
    run = Counter((one["conversation_id"], one["seq"]) for one in gateway.engine.ran)
    assert set(run.values()) == {1}


def posted(client: Client, text: str) -> bool:
    """Whether the gateway acknowledged it; a client that hears nothing does not know."""
    try:
        answer = client.http.post(
            "/api/chat/messages", json={"id": str(uuid.uuid4()), "text": text}
        )
    except httpx.HTTPError:
        return False
    return answer.status_code == 202


def words(client: Client) -> list[str]:
    return [m["text"] for m in client.read() if m["from"] == "client"]


def answers(client: Client) -> list[str]:
    return [m["text"] for m in client.read() if m["from"] == "assistant"][1:]
