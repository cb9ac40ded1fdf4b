"""LINE: the Messaging API (developers.line.biz/en/reference/messaging-api)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.gateway.channels.base import (
    Forged,
    NotTaken,
    Parsed,
    Payload,
    Request,
    call,
    reading,
    same,
)
from bot.gateway.channels.plain import bubble, cut, listed, numbered, short
from bot.records.models import Peer
from bot.services.channels import Incoming

TEXT_LIMIT = 5000
QUICK_REPLIES, LABEL_LIMIT = 13, 20
AT_ONCE = 5
"""Messages in one push, which LINE counts as one for its quota's calls."""
_NAMESPACE = uuid.UUID("8f2d6c1e-1f0a-5b7e-9c52-6d7a0f4f9f10")


@dataclass(frozen=True)
class Line:
    """An official account. `secret` signs what comes in."""

    token: str = field(repr=False)
    secret: str = field(repr=False)
    api: str = "https://api.line.me"
    name: str = "line"

    def verify(self, request: Request) -> None:
        """Base64 of HMAC-SHA-256 of the raw body. Raises Forged."""
        mac = hmac.new(self.secret.encode(), request.body, hashlib.sha256).digest()
        expected = base64.b64encode(mac).decode()
        if not self.secret or not same(request.headers.get("x-line-signature"), expected):
            raise Forged

    def parse(self, request: Request) -> Parsed:
        """Messages and postbacks of single users; everything else is passed over.

        Raises Unreadable.
        """
        with reading():
            events = json.loads(request.body)["events"]
            return Parsed(tuple(self._events(events)))

    def _events(self, events: Sequence[Mapping[str, Any]]) -> Iterator[Incoming]:
        for event in events:
            source = event.get("source") or {}
            if source.get("type") != "user":
                continue
            address, id = {"id": str(source["userId"])}, str(event["webhookEventId"])
            kind = event.get("type")
            if kind == "message":
                message = event["message"]
                if message["type"] == "text":
                    yield Incoming(id, address, text=str(message["text"]))
                else:
                    yield Incoming(id, address, media=str(message["type"]))
            elif kind == "postback":
                yield Incoming(id, address, choice=str(event["postback"]["data"]))
            elif kind == "follow":
                yield Incoming(id, address, text="你好")

    def render(
        self, said: Sequence[Mapping[str, Any]], language: str
    ) -> Sequence[tuple[int, Payload]]:
        """All that was said as one push of up to five messages; quick replies under the last, and
        in full above them where a label is too long for one."""
        rows: list[tuple[int, int, dict[str, Any]]] = []
        for message in said:
            shown, seq = bubble(message, language), int(message["seq"])
            quick = shown.options if len(shown.options) <= QUICK_REPLIES else ()
            long = any(len(one.label) > LABEL_LIMIT for one in quick)
            text = listed(shown) if long else shown.text
            if shown.options and not quick:
                text = numbered(shown, language)
            parts = cut(text or "…", TEXT_LIMIT)
            for at, part in enumerate(parts, start=1):
                body: dict[str, Any] = {"type": "text", "text": part}
                if at == len(parts) and quick:
                    body["quickReply"] = {"items": [_quick(one.label, one.token) for one in quick]}
                rows.append((seq, seq if at == len(parts) else seq - 1, body))
        found = []
        for start in range(0, len(rows), AT_ONCE):
            several = rows[start : start + AT_ONCE]
            bodies = [body for _, _, body in several]
            payload = Payload({"messages": bodies}, several[0][0], bubbles=len(bodies))
            found.append((several[-1][1], payload))
        return found

    async def send(self, http: httpx.AsyncClient, peer: Peer, payload: Payload) -> None:
        """A push with a retry key, by which LINE drops what it has already. Raises NotTaken."""
        key = uuid.uuid5(_NAMESPACE, f"{peer.id}/{peer.sent_seq}/{json.dumps(payload.body)}")
        answer = await call(
            http,
            "POST",
            f"{self.api}/v2/bot/message/push",
            json={"to": peer.address["id"], **payload.body},
            headers={"Authorization": f"Bearer {self.token}", "X-Line-Retry-Key": str(key)},
        )
        if answer.status_code < 300 or answer.status_code == 409:
            return  # 409: it was accepted before
        gone = answer.status_code in (400, 403, 404)
        raise NotTaken(f"LINE {answer.status_code}", final=gone)

    def may_send(self, peer: Peer, hours_since_heard: float) -> bool:
        """LINE sets no window; a person who blocked the account is not reached."""
        return True


def _quick(label: str, token: str) -> dict[str, Any]:
    shown = short(label, LABEL_LIMIT)
    action = {"type": "postback", "label": shown, "data": token, "displayText": label[:300]}
    return {"type": "action", "action": action}
