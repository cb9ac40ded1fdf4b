"""A gateway that really listens, over real records, beside an engine double."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import socket
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from bot import rulebook, web
from bot.gateway.dispatcher import Patience
from bot.gateway.rate_limits import Rates
from bot.records import Records
from bot.records.models import Consent
from bot.services import signals, turns
from bot.services.app import App, new_ulid, utc_now
from bot.services.secrets import secret
from bot.settings import load_settings
from tests.integration.gateway.engine_double import EngineDouble
from tests.ports import free_ports

QUICK = Patience(slow=5.0, first_retry=0.02, last_retry=0.1, poll=0.1, failures=3)


def eventually(found: Callable[[], Any], seconds: float = 15.0) -> Any:
    """What `found` gives as soon as it is true; fails after `seconds`."""
    until = time.monotonic() + seconds
    while True:
        result = found()
        if result:
            return result
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.02)


class Gateway:
    """A gateway under test: starts, stops and starts again over the same records."""

    def __init__(self, home: Path, **more: str) -> None:
        self.settings = load_settings(
            {
                "ZHIYIN_HOME": str(home),
                "ZHIYIN_PORT": str(free_ports(2)),
                "ZHIYIN_ALLOWED_ORIGINS": "https://bank.example",
                **more,
            }
        )
        self.app = App(
            settings=self.settings,
            records=Records.open(self.settings, create=True),
            rulebook=rulebook.load(self.settings),
            now=utc_now,
            new_id=new_ulid,
        )
        self.engine = EngineDouble(self.settings.engine_port, secret(self.settings, "engine"))
        self.url = f"http://127.0.0.1:{self.settings.port}"
        self._server: web.Server | None = None
        self._thread: threading.Thread | None = None

    def settle(self) -> None:
        """Wait until nothing waits for the engine any more."""
        eventually(lambda: not turns.waiting(self.app), seconds=30)

    def start(self, *, patience: Patience = QUICK, rates: Rates | None = None) -> None:
        if self._server is not None:
            return
        self._server = web.server(self.app, patience=patience, rates=rates)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        eventually(lambda: self._server.started or not self._thread.is_alive())
        assert self._server.started, "the gateway did not start"

    def stop(self) -> None:
        if self._server is None:
            return
        self._server.handle_exit(15, None)
        self._thread.join(10)
        assert not self._thread.is_alive(), "the gateway did not stop"
        self._server = None

    def http(self, **options: Any) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=20, trust_env=False, **options)

    def client(self, language: str = "zh") -> Client:
        with self.http() as http:
            answer = http.post("/api/chat/session", json={"language": language})
        assert answer.status_code == 201, answer.text
        return Client(self, **answer.json())


@dataclasses.dataclass
class Client:
    """A client with a session."""

    gateway: Gateway
    token: str
    conversation_id: str
    language: str

    def __post_init__(self) -> None:
        self.http = self.gateway.http(headers={"Authorization": f"Bearer {self.token}"})

    def say(self, text: str, id: str | None = None, **more: Any) -> list[dict[str, Any]]:
        """Send words and wait for the replies."""
        sent = {"id": id or str(uuid.uuid4()), "text": text, **more}
        return self.wait(sent)

    def choose(self, token: str | list[str]) -> list[dict[str, Any]]:
        return self.wait({"id": str(uuid.uuid4()), "choice": token})

    def wait(self, sent: dict[str, Any]) -> list[dict[str, Any]]:
        answer = self.http.post("/api/chat/messages?wait=1", json=sent)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["messages"])

    def post(self, text: str, id: str | None = None) -> int:
        """Send words without waiting; their number."""
        sent = {"id": id or str(uuid.uuid4()), "text": text}
        answer = self.http.post("/api/chat/messages", json=sent)
        assert answer.status_code == 202, answer.text
        return int(answer.json()["seq"])

    def read(self, after: int = 0) -> list[dict[str, Any]]:
        answer = self.http.get("/api/chat/messages", params={"after": after})
        assert answer.status_code == 200, answer.text
        return list(answer.json()["messages"])

    def agree(self) -> None:
        """Give the consent to storage, straight into the ledger."""
        app = self.gateway.app
        with app.records.begin() as work:
            work.consents.add(
                Consent(
                    id=app.new_id(),
                    client_id=self.id,
                    purpose="privacy",
                    granted=True,
                    text_version="1",
                    text_hash="0",
                    language="zh",
                    method="choice",
                    at=app.now(),
                )
            )

    @property
    def id(self) -> str:
        """The client's id in the records."""
        with self.gateway.app.records.read() as work:
            return work.conversations.get(self.conversation_id).client_id

    def owned_by(self, state: str, *, epoch: int) -> None:
        """Let somebody take over (or give back) at this very moment."""
        app = self.gateway.app
        with app.records.begin() as work:
            now = work.ownership.get(self.conversation_id)
            assert work.ownership.change(
                self.conversation_id,
                expect_state=now.state,
                expect_epoch=now.epoch,
                state=state,
                epoch=epoch,
                at=app.now(),
            )
        signals.changed(self.conversation_id)

    def stream(self, last: int | None = None) -> Stream:
        return Stream(self, last)


class Stream:
    """An open event stream, read in a thread of its own."""

    def __init__(self, client: Client, last: int | None) -> None:
        self.events: list[tuple[str, str | None, Any]] = []
        self.ended = threading.Event()
        self._http = client.gateway.http(headers={"Authorization": f"Bearer {client.token}"})
        headers = {} if last is None else {"Last-Event-ID": str(last)}
        request = self._http.build_request("GET", "/api/chat/stream", headers=headers)
        self.response = self._http.send(request, stream=True)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        fields: dict[str, str] = {}
        try:
            for line in self.response.iter_lines():
                if line:
                    name, _, value = line.partition(":")
                    fields[name] = value.strip()
                    continue
                if "data" in fields:
                    data = json.loads(fields["data"])
                    self.events.append((fields.get("event", "message"), fields.get("id"), data))
                fields = {}
        except (httpx.HTTPError, OSError):
            pass
        self.ended.set()

    def messages(self) -> list[dict[str, Any]]:
        return [data for kind, _, data in self.events if kind == "message"]

    def close(self) -> None:
        """Hang up, as a browser that leaves the page does (a mere close waits for the reader)."""
        line = self.response.extensions["network_stream"].get_extra_info("socket")
        with contextlib.suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
        self.ended.wait(5)
        self._http.close()
