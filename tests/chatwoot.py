"""A double of Chatwoot's application API for one account: it refuses what Chatwoot refuses, signs
its webhooks as Chatwoot does, and misbehaves when it is told to.

After app/controllers/api/v1/accounts/{contacts,conversations}_controller.rb, MessageFinder and
WebhookListener of chatwoot/chatwoot.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import httpx

CLOSE = "close"
"""Do the work, then hang up instead of answering."""
Row = dict[str, Any]
Answer = tuple[int, Any]
LONGEST = 150_000


@dataclass
class Agent:
    """Somebody who answers in Chatwoot."""

    id: int
    email: str
    name: str = "Agent"

    def pushed(self) -> Row:
        """As messages carry a user: without their address."""
        return {"id": self.id, "name": self.name, "type": "user"}


@dataclass
class ChatwootDouble:
    """One account with one inbox of the type API. `troubles` are what the next calls meet: a
    status, a status with headers, CLOSE, or seconds of silence before the right answer."""

    account: int = 3
    inbox: int = 8
    token: str = "agent-token"
    secret: str = "inbox-secret"
    hook: str = ""
    port: int = 0
    bot: bool = False
    agents: dict[int, Agent] = field(default_factory=dict)
    contacts: dict[int, Row] = field(default_factory=dict)
    conversations: dict[int, Row] = field(default_factory=dict)
    messages: list[Row] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    troubles: list[Any] = field(default_factory=list)
    on_call: Callable[[str, str], None] = lambda _method, _path: None
    hooks: bool = True
    now: float = 0.0
    _last: int = 100
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def settings(self) -> dict[str, str]:
        return {
            "ZHIYIN_CHATWOOT_URL": self.url,
            "ZHIYIN_CHATWOOT_ACCOUNT": str(self.account),
            "ZHIYIN_CHATWOOT_INBOX": str(self.inbox),
            "ZHIYIN_CHATWOOT_TOKEN": self.token,
            "ZHIYIN_CHATWOOT_SECRET": self.secret,
        }

    # what agents do

    def agent(self, email: str, name: str = "Agent") -> Agent:
        made = Agent(self._next(), email, name)
        self.agents[made.id] = made
        return made

    def reply(self, agent: Agent, conversation: int, text: str | None, **more: Any) -> Row:
        """An agent writes; the webhook follows unless `hooks` is off."""
        given = {"sender": agent.pushed(), "private": False, **more}
        row = self._message(conversation, text, 1, **given)
        self.knock("message_created", conversation, row)
        return row

    def note(self, agent: Agent, conversation: int, text: str) -> Row:
        return self.reply(agent, conversation, text, private=True)

    def status(self, conversation: int, status: str) -> None:
        self.conversations[conversation]["status"] = status
        self.knock("conversation_status_changed", conversation)

    # what stands there

    def said(self, conversation: int, *, private: bool | None = None) -> list[str]:
        """What we wrote there, oldest first."""
        return [
            str(one["content"])
            for one in self.messages
            if one["conversation_id"] == conversation
            and str(one["source_id"] or "").startswith("zhiyin-")
            and private in (None, one["private"])
        ]

    # webhooks

    def event(self, name: str, conversation: int, message: Row | None = None) -> Row:
        shown = self.conversations[conversation]
        about = {
            "id": conversation,
            "inbox_id": shown["inbox_id"],
            "status": shown["status"],
            "channel": "Channel::Api",
        }
        if message is None:
            return {"event": name, **about, "changed_attributes": []}
        return {
            "event": name,
            "account": {"id": self.account, "name": "Bank"},
            "inbox": {"id": shown["inbox_id"], "name": "Zhiyin"},
            "conversation": about,
            "id": message["id"],
            "content": message["content"],
            "message_type": "outgoing" if message["message_type"] == 1 else "incoming",
            "private": message["private"],
            "sender": message.get("sender"),
        }

    def knock(self, name: str, conversation: int, message: Row | None = None) -> None:
        if self.hooks and self.hook:
            body = json.dumps(self.event(name, conversation, message)).encode()
            threading.Thread(target=self.send, args=(body,), daemon=True).start()

    def send(
        self, body: bytes, *, secret: str | None = None, at: float | None = None, **more: str
    ) -> httpx.Response:
        """Bring a signed event to the hook."""
        stamp = str(int(time.time() if at is None else at))
        key = (self.secret if secret is None else secret).encode()
        mac = hmac.new(key, f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
        headers = {
            "content-type": "application/json",
            "x-chatwoot-timestamp": stamp,
            "x-chatwoot-signature": f"sha256={mac}",
            **more,
        }
        return httpx.post(self.hook, content=body, headers=headers, timeout=5, trust_env=False)

    # the API

    def answer(self, method: str, path: str, query: Row, token: str | None, body: Any) -> Answer:
        begin = f"/api/v1/accounts/{self.account}"
        if token != self.token:
            return self._refuse("token", 401, {"error": "Invalid Access Token"})
        if not path.startswith(f"{begin}/"):
            return self._refuse("path", 404, {"error": "Resource could not be found"})
        with self._lock:
            for (verb, shape), work in self._ROUTES.items():
                found = re.fullmatch(shape, path[len(begin) :])
                if verb == method and found:
                    return work(self, *found.groups(), query=query, body=body)
        return self._refuse("route", 404, {"error": "Resource could not be found"})

    def _contact(self, *, query: Row, body: Row) -> Answer:
        if body.get("inbox_id") != self.inbox:
            return self._refuse("inbox", 404, {"error": "Resource could not be found"})
        if any(one["identifier"] == body.get("identifier") for one in self.contacts.values()):
            said = {"message": "Identifier has already been taken", "attributes": ["identifier"]}
            return self._refuse("identifier", 422, said)
        row = {"id": self._next(), "name": body["name"], "identifier": body.get("identifier")}
        self.contacts[row["id"]] = row
        inbox = {"source_id": body.get("source_id"), "inbox": {"id": self.inbox}}
        return 200, {"payload": {"contact": row, "contact_inbox": inbox}}

    def _search(self, *, query: Row, body: Row) -> Answer:
        if not query.get("q"):
            return self._refuse("q", 422, {"error": "Specify search string with parameter q"})
        found = [one for one in self.contacts.values() if query["q"] in str(one["identifier"])]
        return 200, {"meta": {"count": len(found)}, "payload": found}

    def _delete(self, number: str, *, query: Row, body: Row) -> Answer:
        if int(number) not in self.contacts:
            return self._missing()
        del self.contacts[int(number)]
        for id in [k for k, v in self.conversations.items() if v["contact_id"] == int(number)]:
            del self.conversations[id]
            self.messages = [one for one in self.messages if one["conversation_id"] != id]
        return 200, None

    def _of_contact(self, number: str, *, query: Row, body: Row) -> Answer:
        if int(number) not in self.contacts:
            return self._missing()
        found = [v for v in self.conversations.values() if v["contact_id"] == int(number)]
        return 200, {"payload": found}

    def _open(self, *, query: Row, body: Row) -> Answer:
        if body.get("inbox_id") != self.inbox or body.get("contact_id") not in self.contacts:
            return self._missing()
        if not body.get("source_id"):
            return self._missing()
        row = {
            "id": self._next(),
            "inbox_id": self.inbox,
            "contact_id": body["contact_id"],
            "status": "pending" if self.bot else body.get("status") or "open",
            "labels": [],
            "custom_attributes": body.get("custom_attributes") or {},
            "meta": {"sender": self.contacts[body["contact_id"]], "channel": "Channel::Api"},
        }
        self.conversations[row["id"]] = row
        return 200, row

    def _shown(self, number: str, *, query: Row, body: Row) -> Answer:
        row = self.conversations.get(int(number))
        return self._missing() if row is None else (200, row)

    def _toggle(self, number: str, *, query: Row, body: Row) -> Answer:
        row = self.conversations.get(int(number))
        if row is None:
            return self._missing()
        if body.get("status") not in ("open", "resolved", "pending", "snoozed"):
            return self._refuse("status", 422, {"error": "invalid status"})
        self.status(int(number), body["status"])
        return 200, {"payload": {"success": True, "current_status": row["status"]}}

    def _write(self, number: str, *, query: Row, body: Row) -> Answer:
        if int(number) not in self.conversations:
            return self._missing()
        content, kind = body.get("content"), body.get("message_type", "outgoing")
        if not content or len(content) > LONGEST or kind not in ("incoming", "outgoing"):
            return self._refuse("content", 422, {"error": "Validation failed"})
        row = self._message(
            int(number), content, {"incoming": 0, "outgoing": 1}[kind],
            private=bool(body.get("private")), source_id=body.get("source_id"),
            sender={"id": 1, "name": "Zhiyin", "type": "user" if kind == "outgoing" else "contact"},
        )  # fmt: skip
        self.knock("message_created", int(number), row)
        return 200, row

    def _read(self, number: str, *, query: Row, body: Row) -> Answer:
        if int(number) not in self.conversations:
            return self._missing()
        mine = [one for one in self.messages if one["conversation_id"] == int(number)]
        if "after" not in query:
            return 200, {"meta": {}, "payload": mine[-20:]}
        found = [one for one in mine if one["id"] > int(query["after"])]
        found.sort(key=lambda one: one["created_at"])
        return 200, {"meta": {"labels": []}, "payload": found[:100]}

    def _agents(self, *, query: Row, body: Row) -> Answer:
        listed = [{"id": a.id, "email": a.email, "name": a.name} for a in self.agents.values()]
        return 200, listed

    _ROUTES: ClassVar[dict[tuple[str, str], Callable[..., Answer]]] = {
        ("POST", r"/contacts"): _contact,
        ("GET", r"/contacts/search"): _search,
        ("DELETE", r"/contacts/(\d+)"): _delete,
        ("GET", r"/contacts/(\d+)/conversations"): _of_contact,
        ("POST", r"/conversations"): _open,
        ("GET", r"/conversations/(\d+)"): _shown,
        ("POST", r"/conversations/(\d+)/toggle_status"): _toggle,
        ("POST", r"/conversations/(\d+)/messages"): _write,
        ("GET", r"/conversations/(\d+)/messages"): _read,
        ("GET", r"/agents"): _agents,
    }

    def _message(self, conversation: int, content: str | None, kind: int, **more: Any) -> Row:
        with self._lock:
            row: Row = {
                "id": self._next(),
                "conversation_id": conversation,
                "inbox_id": self.inbox,
                "content": content,
                "message_type": kind,
                "content_type": "text",
                "content_attributes": {},
                "created_at": int(self.now or time.time()),
                "source_id": None,
                **more,
            }
            self.messages.append(row)
            return row

    def _missing(self) -> Answer:
        return self._refuse("missing", 404, {"error": "Resource could not be found"})

    def _refuse(self, why: str, status: int, body: Row) -> Answer:
        self.refused.append(why)
        return status, body

    def _next(self) -> int:
        with self._lock:
            self._last += 1
            return self._last


@contextlib.contextmanager
def chatwoot() -> Iterator[ChatwootDouble]:
    """The double, listening on this machine."""
    double = ChatwootDouble()

    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            raw = self.rfile.read(length)
            parts = urlsplit(self.path)
            double.calls.append(f"{self.command} {parts.path}")
            trouble = double.troubles.pop(0) if double.troubles else None
            if isinstance(trouble, float):
                time.sleep(trouble)
            if isinstance(trouble, tuple):
                return self._send(trouble[0], {"error": "trouble"}, trouble[1])
            if isinstance(trouble, int):
                return self._send(trouble, {"error": "trouble"}, {})
            query = {key: values[0] for key, values in parse_qs(parts.query).items()}
            token = self.headers.get("api_access_token")
            body = json.loads(raw) if raw else {}
            status, answer = double.answer(self.command, parts.path, query, token, body)
            double.on_call(self.command, parts.path)
            if trouble == CLOSE:
                self.close_connection = True
                return None
            return self._send(status, answer, {})

        do_GET = do_POST = do_DELETE = _serve

        def _send(self, status: int, body: Any, more: dict[str, str]) -> None:
            data = b"" if body is None else json.dumps(body).encode()
            with contextlib.suppress(OSError):
                self.send_response(status)
                for name, value in {**more, "Content-Length": str(len(data))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

    server = Server(("127.0.0.1", 0), Handler)
    double.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield double
    finally:
        server.shutdown()
        server.server_close()
