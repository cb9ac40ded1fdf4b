"""A system that webhooks are sent to: it keeps what comes in, and misbehaves when it is told to."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import json
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

CLOSE = "close"
"""Hang up instead of answering."""
SILENT = "silent"
"""Say nothing until the receiver stops."""
DRIP = "drip"
"""Answer a letter at a time, without end."""


@dataclass(frozen=True)
class Arrived:
    """One message as it came in."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def document(self) -> dict[str, Any]:
        return json.loads(self.body)

    def signed_by(self, secret: str) -> bool:
        """Whether one of its signatures was made with this secret, by the specification."""
        key = base64.b64decode(secret.removeprefix("whsec_"))
        signed = f"{self.id}.{self.headers['webhook-timestamp']}.".encode() + self.body
        due = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        given = self.headers["webhook-signature"].split(" ")
        return any(hmac.compare_digest(one, f"v1,{due}") for one in given)


@dataclass
class Receiver:
    """What arrived, oldest first. `troubles` are the next answers: a status, a status with
    headers, CLOSE, SILENT or DRIP; after them each message is taken (204)."""

    port: int = 0
    scheme: str = "http"
    arrived: list[Arrived] = field(default_factory=list)
    troubles: list[Any] = field(default_factory=list)
    on_arrival: Callable[[Arrived], None] = lambda _: None
    stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}/in?team=7"

    def types(self) -> list[str]:
        return [one.document["type"] for one in self.arrived]


@contextlib.contextmanager
def listening(context: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """A receiver on this machine; over TLS with a context."""
    receiver = Receiver(scheme="https" if context else "http")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            one = Arrived(self.path, headers, body)
            receiver.arrived.append(one)
            receiver.on_arrival(one)
            trouble = receiver.troubles.pop(0) if receiver.troubles else 204
            if trouble == CLOSE:
                self.close_connection = True
                return
            if trouble == SILENT:
                receiver.stopped.wait(60)
                self.close_connection = True
                return
            if trouble == DRIP:
                self._drip()
                return
            status, more = trouble if isinstance(trouble, tuple) else (trouble, {})
            self.send_response(status)
            for name, value in more.items():
                self.send_header(name, value)
            self.send_header("content-length", "0")
            self.end_headers()

        def do_GET(self) -> None:
            receiver.arrived.append(Arrived(f"GET {self.path}", {}, b"{}"))
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()

        def _drip(self) -> None:
            with contextlib.suppress(OSError):
                self.wfile.write(b"HTTP/1.1 200 OK\r\nx-slow: ")
                while not receiver.stopped.wait(0.05):
                    self.wfile.write(b"a")
                    self.wfile.flush()
            self.close_connection = True

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    receiver.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield receiver
    finally:
        receiver.stopped.set()
        server.shutdown()
        server.server_close()
