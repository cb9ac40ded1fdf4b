"""What the doubles of the providers share: a real server, what was delivered, troubles to come."""

from __future__ import annotations

import json
import struct
import threading
import time
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx

from tests.ports import free_ports

Answer = tuple[int, dict[str, Any], dict[str, str]]


def _form(kind: str, raw: bytes) -> dict[str, Any]:
    """The fields of an uploaded form: words as text, files as bytes."""
    head = f"Content-Type: {kind}\r\n\r\n".encode()
    form = message_from_bytes(head + raw, policy=policy.HTTP)
    found: dict[str, Any] = {}
    for part in form.iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        content = part.get_payload(decode=True)
        found[name] = content if part.get_filename() else content.decode()
    return found


def is_picture(content: Any) -> bool:
    """Whether a provider would take it: a PNG, below five megabytes, neither huge nor a thread."""
    if not isinstance(content, bytes) or not content.startswith(b"\x89PNG\r\n\x1a\n"):
        return False
    width, height = struct.unpack(">II", content[16:24])
    narrow, wide = sorted((width, height))
    return len(content) < 5_000_000 and width + height <= 10_000 and wide <= 20 * narrow


@dataclass
class Provider:
    """What the doubles share: a server, what was delivered, and troubles to come."""

    base: str = ""
    delivered: list[dict[str, Any]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    troubles: list[Answer | float] = field(default_factory=list)
    """What happens to the next calls: an answer, or seconds of silence before the right one."""
    port: int = field(default_factory=free_ports)

    def start(self) -> None:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.reply(*provider.fetch(self.path))

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {key.lower(): value for key, value in self.headers.items()}
                kind = headers.get("content-type", "")
                told = _form(kind, raw) if kind.startswith("multipart/") else json.loads(raw)
                status, body, more = provider.answer(self.path, headers, told)
                self.reply(status, body, more)

            def reply(self, status: int, body: dict[str, Any], more: dict[str, str]) -> None:
                data = json.dumps(body).encode()
                self.send_response(status)
                for key, value in {**more, "Content-Length": str(len(data))}.items():
                    self.send_header(key, value)
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *args: Any) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def answer(self, path: str, headers: dict[str, str], body: dict[str, Any]) -> Answer:
        if self.troubles and self.counts(path):
            trouble = self.troubles.pop(0)
            if not isinstance(trouble, float):
                return trouble
            time.sleep(trouble)
        return self.take(path, headers, body)

    def counts(self, path: str) -> bool:
        return True

    def fetch(self, path: str) -> Answer:
        return 404, {}, {}

    def take(self, path: str, headers: dict[str, str], body: dict[str, Any]) -> Answer:
        raise NotImplementedError

    def refuse(self, why: str, answer: Answer) -> Answer:
        self.refused.append(why)
        return answer

    def texts(self) -> list[str]:
        """What was delivered, in words."""
        raise NotImplementedError

    def buttons(self) -> list[tuple[str, str]]:
        """Label and token of the buttons under the last message that had any."""
        raise NotImplementedError

    def words(self, person: int, text: str) -> Any:
        """An event in which a person says something."""
        raise NotImplementedError

    def hook(self, event: Any, secret: str | None = None) -> httpx.Response:
        """Bring an event to the gateway, signed with the real secret or another."""
        raise NotImplementedError

    def say(self, person: int, text: str) -> httpx.Response:
        return self.hook(self.words(person, text))

    def press(self, person: int, token: str) -> httpx.Response:
        raise NotImplementedError

    def show(self, person: int) -> httpx.Response:
        raise NotImplementedError

    def post(self, door: str, body: bytes, headers: dict[str, str]) -> httpx.Response:
        return httpx.post(f"{self.base}{door}", content=body, headers=headers, trust_env=False)
