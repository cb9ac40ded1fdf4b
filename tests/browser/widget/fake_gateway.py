"""A gateway for tests of the widget alone: speaks the chat API of the contracts, thinks nothing."""

from __future__ import annotations

import json
import queue
import threading
import time
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

WIDGET = Path(__file__).resolve().parents[3] / "bot" / "widget"
STRICT_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types zhiyin"
)
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
}


@dataclass
class Conversation:
    """One client's conversation and the streams that listen to it."""

    token: str
    language: str
    messages: list[dict[str, Any]] = field(default_factory=list)
    received: dict[str, int] = field(default_factory=dict)
    streams: list[queue.Queue[Any]] = field(default_factory=list)


class FakeGateway:
    """Serves the built widget, the demo page and the chat API on a free port of loopback.

    `replies` maps what a client sends (text, or the id of the chosen option) to the messages that
    answer it; `greeting` opens each conversation. `calls` records every call to the chat API.
    """

    def __init__(self) -> None:
        self.greeting: list[dict[str, Any]] = []
        self.replies: dict[str, list[dict[str, Any]]] = {}
        self.profile: dict[str, Any] = {}
        self.kept: list[dict[str, str]] = []
        self.conversations: dict[str, Conversation] = {}
        self.choices: dict[str, tuple[str, str]] = {}
        self.calls: list[tuple[str, str, Any]] = []
        self.failures: list[tuple[str, int, dict[str, str]]] = []
        self.streams_break = False
        self.lock = threading.RLock()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        """Address of the gateway without a slash at its end."""
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def close(self) -> None:
        """Ends the server and every open stream."""
        self.drop_streams()
        self.server.shutdown()
        self.server.server_close()

    @property
    def only(self) -> Conversation:
        """The one conversation of a test."""
        (conversation,) = self.conversations.values()
        return conversation

    def sent(self) -> list[dict[str, Any]]:
        """Bodies of all attempts to send a message, in order."""
        return [body for method, path, body in self.calls if (method, path) == ("POST", "messages")]

    def fail(self, path: str, status: int, detail: str = "", headers: dict[str, str] | None = None):
        """The next call to `path` fails with a problem document; `status` 0 cuts the line."""
        self.failures.append((path, status, {"detail": detail, **(headers or {})}))

    def open(self, language: str) -> Conversation:
        """A new conversation with the greeting in it."""
        conversation = Conversation(token=uuid.uuid4().hex, language=language)
        with self.lock:
            self.conversations[conversation.token] = conversation
        for message in self.greeting:
            self.push(message, conversation)
        return conversation

    def push(self, message: dict[str, Any], to: Conversation | None = None) -> dict[str, Any]:
        """Stores a message and sends it down every stream. Defaults: from the assistant, now."""
        with self.lock:
            conversation = to or self.only
            stored = {
                "seq": len(conversation.messages) + 1,
                "from": "assistant",
                "at": datetime.now(timezone.utc).isoformat().replace("+00:00", "Z"),
                "language": conversation.language,
                **message,
            }
            if question := stored.get("question"):
                options = [
                    {**option, "choice": self._token(question["id"], option)}
                    for option in question.get("options", [])
                ]
                stored["question"] = {**question, "options": options}
            conversation.messages.append(stored)
            for stream in conversation.streams:
                stream.put(("message", stored))
        return stored

    def typing(self, active: bool = True, who: str = "assistant") -> None:
        """Says that somebody types."""
        self.tell("typing", {"from": who, "on": active})

    def tell(self, event: str, data: dict[str, Any]) -> None:
        """Sends an event that is kept nowhere down every stream, once there is one."""
        until = time.monotonic() + 10
        while not self.only.streams:
            assert time.monotonic() < until, "nobody listens"
            time.sleep(0.02)
        for stream in self.only.streams:
            stream.put((event, data))

    def drop_streams(self) -> None:
        """Cuts every open stream; clients may come back at once."""
        with self.lock:
            for conversation in self.conversations.values():
                for stream in conversation.streams:
                    stream.put(None)

    def _token(self, question: str, option: dict[str, Any]) -> str:
        token = f"c-{uuid.uuid4().hex[:12]}"
        self.choices[token] = (option["id"], option["label"])
        return token

    def receive(self, conversation: Conversation, body: dict[str, Any]) -> int:
        """Takes a client's message once per id; answers from `replies`. Gives its number."""
        with self.lock:
            if body["id"] in conversation.received:
                return conversation.received[body["id"]]
            said, label = body.get("text"), body.get("text")
            if choice := body.get("choice"):
                tokens = [choice] if isinstance(choice, str) else choice
                said = ",".join(self.choices[token][0] for token in tokens)
                label = "、".join(self.choices[token][1] for token in tokens)
            stored = self.push({"from": "client", "text": label, "id": body["id"]}, conversation)
            conversation.received[body["id"]] = stored["seq"]
            for reply in self.replies.get(said or "", []):
                self.push(reply, conversation)
            return stored["seq"]


def _handler(gateway: FakeGateway) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: Any) -> None:
            """Keeps the test's output quiet."""

        def answer(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
            raw = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def problem(self, status: int, detail: str, headers: dict[str, str] | None = None) -> None:
            document = {"type": "about:blank", "title": "", "status": status, "detail": detail}
            self.answer(
                status, document, {"Content-Type": "application/problem+json", **(headers or {})}
            )

        def conversation(self) -> Conversation | None:
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            return gateway.conversations.get(token)

        def planned_failure(self, path: str) -> bool:
            for failure in gateway.failures:
                if failure[0] != path:
                    continue
                gateway.failures.remove(failure)
                _, status, headers = failure
                if status == 0:
                    self.close_connection = True
                    self.connection.close()
                else:
                    self.problem(status, headers.pop("detail"), headers)
                return True
            return False

        def do_PUT(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
            gateway.calls.append(("PUT", urlsplit(self.path).path.removeprefix("/api/chat/"), body))
            conversation = self.conversation()
            if conversation is None:
                return self.problem(401, "")
            conversation.language = body["language"]
            return self.answer(200, body)

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            body = json.loads(raw) if raw else None
            path = urlsplit(self.path).path.removeprefix("/api/chat/")
            gateway.calls.append(("POST", path, body))
            if self.planned_failure(path):
                return
            if path == "session":
                opened = gateway.open((body or {}).get("language", "zh"))
                answer = {
                    "token": opened.token,
                    "conversation_id": "1",
                    "language": opened.language,
                }
                return self.answer(201, answer)
            conversation = self.conversation()
            if conversation is None:
                return self.problem(401, "")
            if path == "messages":
                return self.answer(202, {"seq": gateway.receive(conversation, body)})
            if path == "erase":
                del gateway.conversations[conversation.token]
                return self.answer(200, {"erased": not gateway.kept, "kept": gateway.kept})
            return self.problem(404, "")

        def do_GET(self) -> None:
            address = urlsplit(self.path)
            if not address.path.startswith("/api/chat/"):
                return self.file(address.path)
            path = address.path.removeprefix("/api/chat/")
            gateway.calls.append(("GET", path, None))
            if self.planned_failure(path):
                return
            conversation = self.conversation()
            if conversation is None:
                return self.problem(401, "")
            if path == "messages":
                after = int(parse_qs(address.query).get("after", ["0"])[0])
                found = [m for m in conversation.messages if m["seq"] > after][:200]
                return self.answer(200, {"messages": found})
            if path == "stream":
                return self.stream(conversation)
            if path == "profile":
                return self.answer(200, gateway.profile)
            if path == "erasure":
                return self.answer(200, {"erased": not gateway.kept, "kept": gateway.kept})
            if path == "report":
                (form,) = parse_qs(address.query)["format"]
                name = f'attachment; filename="report.{form}"'
                return self.answer(200, {"form": form}, {"Content-Disposition": name})
            if path == "export":
                (form,) = parse_qs(address.query)["format"]
                name = f'attachment; filename="my-data.{form}"'
                return self.answer(200, gateway.profile, {"Content-Disposition": name})
            return self.problem(404, "")

        def stream(self, conversation: Conversation) -> None:
            if gateway.streams_break:
                return self.problem(503, "")
            events: queue.Queue[Any] = queue.Queue()
            after = int(self.headers.get("Last-Event-ID") or 0)
            with gateway.lock:
                for message in conversation.messages:
                    if message["seq"] > after:
                        events.put(("message", message))
                conversation.streams.append(events)
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            try:
                self.wfile.write(b": open\n\n")
                while (item := events.get()) is not None:
                    kind, data = item
                    head = f"id: {data['seq']}\n" if kind == "message" else f"event: {kind}\n"
                    self.wfile.write(f"{head}data: {json.dumps(data)}\n\n".encode())
                    self.wfile.flush()
            except OSError:
                pass
            finally:
                with gateway.lock:
                    conversation.streams.remove(events)

        def file(self, path: str) -> None:
            name = "demo/index.html" if path == "/" else path.lstrip("/")
            found = WIDGET / (
                name if name.startswith("demo/") else name.replace("widget", "dist", 1)
            )
            if not found.is_file():
                return self.problem(404, "")
            kind = TYPES.get(found.suffix, "application/octet-stream")
            headers = {"Content-Type": kind, "Content-Security-Policy": STRICT_CSP}
            self.answer(200, found.read_bytes(), headers)

    return Handler
