"""A double of api.line.me for one official account."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.integration.channels.providers.base import Answer, Provider


@dataclass
class LineDouble(Provider):
    """api.line.me for one official account."""

    token: str = "line-token"
    secret: str = "line-secret"
    keys: set[str] = field(default_factory=set)
    _id: int = 0

    def take(self, path: str, headers: dict[str, str], body: dict[str, Any]) -> Answer:
        if headers.get("authorization") != f"Bearer {self.token}":
            return self.refuse("token", (401, {"message": "Authentication failed"}, {}))
        if path != "/v2/bot/message/push" or not 1 <= len(body["messages"]) <= 5:
            return self.refuse(
                "messages", (400, {"message": "The request body has 1 error(s)"}, {})
            )
        for one in body["messages"]:
            items = one.get("quickReply", {}).get("items", [])
            labels = [item["action"]["label"] for item in items]
            data = [item["action"]["data"] for item in items]
            if not 1 <= len(one["text"]) <= 5000 or len(items) > 13:
                return self.refuse("text", (400, {"message": "invalid"}, {}))
            if any(not 1 <= len(label) <= 20 for label in labels) or any(
                len(d) > 300 for d in data
            ):
                return self.refuse("label", (400, {"message": "invalid"}, {}))
        key = headers["x-line-retry-key"]
        if key in self.keys:
            return 409, {"message": "The retry key is already accepted"}, {}
        self.keys.add(key)
        self.delivered += [{**one, "to": body["to"]} for one in body["messages"]]
        return 200, {"sentMessages": []}, {}

    def texts(self) -> list[str]:
        return [one["text"] for one in self.delivered]

    def buttons(self) -> list[tuple[str, str]]:
        for one in reversed(self.delivered):
            if "quickReply" in one:
                return [
                    (i["action"]["label"], i["action"]["data"]) for i in one["quickReply"]["items"]
                ]
        return []

    def event(self, person: int, **what: Any) -> dict[str, Any]:
        self._id += 1
        source = {"type": "user", "userId": f"U{person:032x}"}
        return {
            "destination": "x",
            "events": [{"webhookEventId": f"E{self._id}", "source": source, **what}],
        }

    def hook(self, event: dict[str, Any], secret: str | None = None) -> httpx.Response:
        body = json.dumps(event).encode()
        key = (self.secret if secret is None else secret).encode()
        signed = base64.b64encode(hmac.new(key, body, hashlib.sha256).digest()).decode()
        return self.post("/channels/line", body, {"x-line-signature": signed})

    def words(self, person: int, text: str) -> Any:
        message = {"type": "text", "id": "1", "text": text}
        return self.event(person, type="message", message=message)

    def press(self, person: int, token: str) -> httpx.Response:
        return self.hook(self.event(person, type="postback", postback={"data": token}))

    def show(self, person: int) -> httpx.Response:
        return self.hook(self.event(person, type="message", message={"type": "sticker", "id": "1"}))
