"""A double of api.telegram.org for one bot."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.gateway.channels.telegram import SECRET_HEADER
from tests.integration.channels.providers.base import Answer, Provider, is_picture


@dataclass
class TelegramDouble(Provider):
    """api.telegram.org for one bot."""

    token: str = "123456:AAF-test"
    secret: str = "a-secret-of-our-own"
    chats: set[int] = field(default_factory=set)
    blocked: set[int] = field(default_factory=set)
    pressed: list[str] = field(default_factory=list)
    _update: int = 1000

    def counts(self, path: str) -> bool:
        return path.endswith(("/sendMessage", "/sendPhoto"))

    def take(self, path: str, headers: dict[str, str], body: dict[str, Any]) -> Answer:
        if not path.startswith(f"/bot{self.token}/"):
            return self.refuse(
                "token", (401, {"ok": False, "error_code": 401, "description": "Unauthorized"}, {})
            )
        if path.endswith("/answerCallbackQuery"):
            self.pressed.append(body["callback_query_id"])
            return 200, {"ok": True, "result": True}, {}
        chat = int(body["chat_id"])
        if chat in self.blocked:
            why = {
                "ok": False,
                "error_code": 403,
                "description": "Forbidden: bot was blocked by the user",
            }
            return self.refuse("blocked", (403, why, {}))
        photo, text = path.endswith("/sendPhoto"), body.get("text") or body.get("caption") or ""
        bad = ""
        if chat not in self.chats:
            bad = "chat not found"
        elif photo and not is_picture(body.get("photo")):
            bad = "PHOTO_INVALID_DIMENSIONS"
        elif photo and len(text) > 1024:
            bad = "message caption is too long"
        elif not text.strip() or len(text.encode("utf-16-le")) // 2 > 4096:
            bad = "message is too long or empty"
        for row in body.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                if not 1 <= len(button["callback_data"].encode()) <= 64 or not button["text"]:
                    bad = "BUTTON_DATA_INVALID"
        if bad:
            return self.refuse(
                bad,
                (400, {"ok": False, "error_code": 400, "description": f"Bad Request: {bad}"}, {}),
            )
        self.delivered.append(body)
        return 200, {"ok": True, "result": {"message_id": len(self.delivered)}}, {}

    def texts(self) -> list[str]:
        return [one["text"] for one in self.delivered if "text" in one]

    def buttons(self) -> list[tuple[str, str]]:
        for one in reversed(self.delivered):
            rows = one.get("reply_markup", {}).get("inline_keyboard")
            if rows:
                return [(b["text"], b["callback_data"]) for row in rows for b in row]
        return []

    def update(self, chat: int, **what: Any) -> dict[str, Any]:
        self.chats.add(chat)
        self._update += 1
        who = {"id": chat, "is_bot": False, "first_name": "Li", "language_code": "zh-hans"}
        if "data" in what:
            inner = {"message_id": 1, "chat": {"id": chat, "type": "private"}, "date": 1}
            return {
                "update_id": self._update,
                "callback_query": {
                    "id": f"q{self._update}",
                    "from": who,
                    "message": inner,
                    "chat_instance": "1",
                    **what,
                },
            }
        message = {
            "message_id": self._update,
            "from": who,
            "chat": {"id": chat, "type": "private"},
            "date": 1,
            **what,
        }
        return {"update_id": self._update, "message": message}

    def hook(self, update: dict[str, Any], secret: str | None = None) -> httpx.Response:
        headers = {SECRET_HEADER: self.secret if secret is None else secret}
        return self.post("/channels/telegram", json.dumps(update).encode(), headers)

    def words(self, person: int, text: str) -> Any:
        return self.update(person, text=text)

    def say(self, person: int, text: str) -> httpx.Response:
        return self.hook(self.words(person, text))

    def press(self, person: int, token: str) -> httpx.Response:
        return self.hook(self.update(person, data=token))

    def show(self, person: int) -> httpx.Response:
        return self.hook(self.update(person, photo=[{"file_id": "x"}]))
