"""A double of graph.facebook.com for one number."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.integration.channels.providers.base import Answer, Provider, is_picture


@dataclass
class WhatsAppDouble(Provider):
    """graph.facebook.com for one number."""

    token: str = "EAAG-test"
    app_secret: str = "app-secret"
    verify_token: str = "verify-me"
    number: str = "106540352242922"
    uploaded: dict[str, bytes] = field(default_factory=dict)
    _id: int = 0

    def take(self, path: str, headers: dict[str, str], body: dict[str, Any]) -> Answer:
        def no(code: int, why: str) -> Answer:
            return self.refuse(why, (400, {"error": {"code": code, "message": why}}, {}))

        if headers.get("authorization") != f"Bearer {self.token}":
            return self.refuse("token", (401, {"error": {"code": 190}}, {}))
        if path == f"/{self.number}/media":
            if body.get("type") != "image/png" or not is_picture(body.get("file")):
                return no(131053, "media")
            self.uploaded[f"media{len(self.uploaded)}"] = body["file"]
            return 200, {"id": list(self.uploaded)[-1]}, {}
        if path != f"/{self.number}/messages" or body.get("messaging_product") != "whatsapp":
            return no(100, "path")
        if body["type"] == "text":
            if not 1 <= len(body["text"]["body"]) <= 4096:
                return no(100, "text length")
        elif body["type"] == "image":
            known = body["image"]["id"] in self.uploaded
            if not known or len(body["image"].get("caption", "")) > 1024:
                return no(131053, "image")
        else:
            inner = body["interactive"]
            if not 1 <= len(inner["body"]["text"]) <= 1024:
                return no(100, "body length")
            if inner["type"] == "button":
                buttons = [one["reply"] for one in inner["action"]["buttons"]]
                if not 1 <= len(buttons) <= 3 or any(
                    not 1 <= len(b["title"]) <= 20 for b in buttons
                ):
                    return no(100, "buttons")
            else:
                rows = [row for section in inner["action"]["sections"] for row in section["rows"]]
                if not 1 <= len(rows) <= 10 or not 1 <= len(inner["action"]["button"]) <= 20:
                    return no(100, "rows")
                for row in rows:
                    if not 1 <= len(row["title"]) <= 24 or len(row.get("description", "")) > 72:
                        return no(100, "row")
                    if not 1 <= len(row["id"]) <= 200:
                        return no(100, "row id")
        self.delivered.append(body)
        return 200, {"messages": [{"id": f"wamid.out{len(self.delivered)}"}]}, {}

    def texts(self) -> list[str]:
        return [
            one["text"]["body"] if one["type"] == "text" else one["interactive"]["body"]["text"]
            for one in self.delivered
            if one["type"] != "image"
        ]

    def buttons(self) -> list[tuple[str, str]]:
        for one in reversed(self.delivered):
            if one["type"] != "interactive":
                continue
            action = one["interactive"]["action"]
            if "buttons" in action:
                return [(b["reply"]["title"], b["reply"]["id"]) for b in action["buttons"]]
            return [(r["title"], r["id"]) for s in action["sections"] for r in s["rows"]]
        return []

    def event(self, person: int, **message: Any) -> dict[str, Any]:
        self._id += 1
        inner = {"from": str(person), "id": f"wamid.{self._id}", "timestamp": "1", **message}
        value = {
            "messaging_product": "whatsapp",
            "metadata": {"phone_number_id": self.number},
            "messages": [inner],
        }
        return {
            "object": "whatsapp_business_account",
            "entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}],
        }

    def hook(self, event: dict[str, Any], secret: str | None = None) -> httpx.Response:
        body = json.dumps(event).encode()
        key = (self.app_secret if secret is None else secret).encode()
        signed = hmac.new(key, body, hashlib.sha256).hexdigest()
        return self.post("/channels/whatsapp", body, {"x-hub-signature-256": f"sha256={signed}"})

    def words(self, person: int, text: str) -> Any:
        return self.event(person, type="text", text={"body": text})

    def say(self, person: int, text: str) -> httpx.Response:
        return self.hook(self.words(person, text))

    def press(self, person: int, token: str) -> httpx.Response:
        reply = {"type": "list_reply", "list_reply": {"id": token, "title": "x"}}
        return self.hook(self.event(person, type="interactive", interactive=reply))

    def show(self, person: int) -> httpx.Response:
        return self.hook(self.event(person, type="image", image={"id": "1"}))
