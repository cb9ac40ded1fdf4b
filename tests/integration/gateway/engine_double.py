"""A small real server that speaks the engine's private channel, for tests of the gateway."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = dict[str, Any]
Script = Callable[[dict[str, Any]], list[Reply]]


class Fails(Exception):
    """A script raises it to answer with this status."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


def echo(asked: dict[str, Any]) -> list[Reply]:
    """Greet on opening; say back what was said otherwise."""
    if asked.get("event") == "open":
        return [{"text": {"zh": "您好", "en": "Hello"}[asked["language"]]}]
    if asked.get("event"):
        return [{"text": f"event {asked['event']}"}]
    if "choice" in asked:
        return [{"text": f"{asked['choice']['question']}={asked['choice']['option']}"}]
    return [{"text": f"{asked['language']}:{asked['text']}"}]


class EngineDouble:
    """Remembers what it answered to each (conversation, seq) and runs nothing twice, as the real
    engine does. `script` decides the answers; `asked` is everything that came, `ran` what was run.
    """

    def __init__(self, port: int, secret: str) -> None:
        self.port = port
        self.secret = secret
        self.script: Script = echo
        self.durable = True
        self.asked: list[dict[str, Any]] = []
        self.ran: list[dict[str, Any]] = []
        self._remembered: dict[tuple[str, int], list[Reply]] = {}
        self._server: ThreadingHTTPServer | None = None
        self._lock = threading.Lock()

    def start(self) -> None:
        if self._server is not None:
            return
        double = self

        class Handler(BaseHTTPRequestHandler):
            # HTTP/1.0: a connection for each request, so that a stopped double is really silent
            def do_GET(self) -> None:
                self._send(200 if self.path == "/webhooks/gateway/" else 404, {})

            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                raw = self.rfile.read(length)
                if len(raw) < length:
                    return  # whoever asked has died in the middle of it
                if self.headers.get("Authorization") != f"Bearer {double.secret}":
                    return self._send(401, {})
                if self.path != "/webhooks/gateway/messages":
                    return self._send(404, {})
                self._send(*double.answer(json.loads(raw)))

            def _send(self, status: int, body: Any) -> None:
                data = json.dumps(body).encode()
                try:
                    self.send_response(status)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(data)))
                    self.end_headers()
                    self.wfile.write(data)
                except OSError:
                    self.close_connection = True

            def log_message(self, *args: Any) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def answer(self, asked: dict[str, Any]) -> tuple[int, Any]:
        key = (asked["conversation_id"], asked["seq"])
        with self._lock:
            self.asked.append(asked)
            known = self._remembered.get(key)
        if known is None:
            try:
                known = self.script(asked)
            except Fails as failure:
                return failure.status, {"status": failure.status}
            with self._lock:
                self.ran.append(asked)
                self._remembered[key] = known
        if not self.durable:
            return 503, {"status": 503}
        return 200, {"messages": known, "durable": True}

    def fresh(self) -> None:
        """Forget everything and answer as at first."""
        self.script, self.durable = echo, True
        self.asked, self.ran = [], []
        self.start()

    def texts(self) -> list[str]:
        """The clients' words that were run, in order."""
        return [one["text"] for one in self.ran if "text" in one and "choice" not in one]
