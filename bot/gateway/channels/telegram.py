"""Telegram: the Bot API over webhooks (core.telegram.org/bots/api)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx
from anyio import to_thread

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
from bot.gateway.channels.pictures import Picture, drawn, png
from bot.gateway.channels.plain import Option, bubble, columns, cut, listed, short
from bot.records.models import Peer
from bot.services.channels import Incoming

SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - a header's name
TEXT_LIMIT = 4096
"""UTF-16 code units in a message, as Telegram counts."""
LABEL_LIMIT = 60
LABEL_SHOWN = 34
"""Columns of a button's label that a phone shows; the rest it cuts off."""
MANY, HALF = 8, 16
"""Of more options than this, neighbours no wider than half a row share one."""
_MEDIA = ("photo", "voice", "audio", "video", "video_note", "sticker", "document", "animation",
          "location", "contact", "poll", "venue", "dice")  # fmt: skip
_CHAT_GONE = ("chat not found", "bot was blocked", "user is deactivated", "bot can't initiate")


@dataclass(frozen=True)
class Telegram:
    """A bot. `secret` is what Telegram sends back with each update."""

    token: str = field(repr=False)
    secret: str = field(repr=False)
    api: str = "https://api.telegram.org"
    name: str = "telegram"

    def verify(self, request: Request) -> None:
        """The secret token set with `setWebhook`. Raises Forged."""
        if not self.secret or not same(request.headers.get(SECRET_HEADER), self.secret):
            raise Forged

    def parse(self, request: Request) -> Parsed:
        """An Update: a private message, or a pressed button. Groups are passed over.

        Raises Unreadable.
        """
        with reading():
            update = json.loads(request.body)
            number = int(update["update_id"])
            pressed, message = update.get("callback_query"), update.get("message")
            if pressed is not None:
                return Parsed(tuple(self._pressed(number, pressed)))
            if message is None or message["chat"].get("type") != "private":
                return Parsed()
            return Parsed((self._said(number, message),))

    def _said(self, number: int, message: Mapping[str, Any]) -> Incoming:
        address = {"id": str(int(message["chat"]["id"]))}
        language = _language((message.get("from") or {}).get("language_code"))
        text = message.get("text")
        if text is not None and not isinstance(text, str):
            raise ValueError
        if text is not None and text.startswith("/start"):
            text = {"zh": "你好", "en": "Hello"}[language or "en"]
        if text is None and any(kind in message for kind in _MEDIA):
            media = next(kind for kind in _MEDIA if kind in message)
            return Incoming(f"u{number}", address, media=media, language=language)
        if text is None:
            return Incoming(f"u{number}", address, media="message", language=language)
        return Incoming(f"u{number}", address, text=text, language=language)

    def _pressed(self, number: int, pressed: Mapping[str, Any]) -> Sequence[Incoming]:
        # A button may outlive its message; then whoever pressed it is the chat.
        chat = (pressed.get("message") or {}).get("chat") or {**pressed["from"], "type": "private"}
        if chat.get("type") != "private":
            return ()
        address = {"id": str(int(chat["id"])), "pressed": str(pressed["id"])}
        language = _language(pressed["from"].get("language_code"))
        return (Incoming(f"u{number}", address, choice=str(pressed["data"]), language=language),)

    def render(
        self, said: Sequence[Mapping[str, Any]], language: str
    ) -> Sequence[tuple[int, Payload]]:
        """A message each, cut at the limit, its pictures before it; options as buttons under the
        last part, and in full above them where a button would not show all of one."""
        found: list[tuple[int, Payload]] = []
        for message in said:
            shown = bubble(message, language)
            found += drawn(message, language)
            wide = any(columns(one.label) > LABEL_SHOWN for one in shown.options)
            words = listed(shown) if wide else shown.text
            parts = cut(words or "…", TEXT_LIMIT, size=_units)
            for at, part in enumerate(parts, start=1):
                body: dict[str, Any] = {"text": part, "link_preview_options": {"is_disabled": True}}
                if at == len(parts) and shown.options:
                    body["reply_markup"] = {"inline_keyboard": _keyboard(shown.options)}
                # Only the last part completes the message.
                seq = int(message["seq"])
                found.append((seq if at == len(parts) else seq - 1, Payload(body, seq)))
        return found

    async def send(self, http: httpx.AsyncClient, peer: Peer, payload: Payload) -> None:
        """sendMessage or sendPhoto; a button that was pressed is answered first, as Telegram asks.

        Raises NotTaken, final where the person blocked the bot.
        """
        pressed = peer.address.get("pressed")
        if pressed and peer.sent_since == 0:
            # Only stops the little clock on the button; it fails when it comes late.
            await self._call(http, "answerCallbackQuery", json={"callback_query_id": pressed})
        to = {"chat_id": peer.address["id"]}
        if isinstance(picture := payload.body.get("picture"), Picture):
            made = await to_thread.run_sync(png, picture, payload.body["language"])
            form = {**to, "caption": picture.caption}
            photo = {"photo": ("picture.png", made, "image/png")}
            answer = await self._call(http, "sendPhoto", data=form, files=photo)
        else:
            answer = await self._call(http, "sendMessage", json={**to, **payload.body})
        if answer.get("ok"):
            return
        code, why = int(answer.get("error_code") or 0), str(answer.get("description") or "").lower()
        gone = code == 403 or (code == 400 and any(one in why for one in _CHAT_GONE))
        if picture is not None and code == 400 and not gone:
            return  # a picture it does not like is left out: the words say it all
        raise NotTaken(f"Telegram {code}", seconds=_wait(answer), final=gone)

    async def _call(self, http: httpx.AsyncClient, method: str, **given: Any) -> Mapping[str, Any]:
        url = f"{self.api}/bot{self.token}/{method}"
        try:
            answer = await call(http, "POST", url, **given)
        except NotTaken:
            if method == "answerCallbackQuery":
                return {}
            raise
        try:
            found = answer.json()
        except ValueError:
            raise NotTaken("no JSON") from None
        return found if isinstance(found, dict) else {}

    def may_send(self, peer: Peer, hours_since_heard: float) -> bool:
        """Telegram sets no window once a person has begun."""
        return True


def _keyboard(options: Sequence[Option]) -> list[list[dict[str, str]]]:
    """Buttons in a column; many short ones in two."""
    buttons = [
        {"text": short(one.label, LABEL_LIMIT), "callback_data": one.token} for one in options
    ]
    rows: list[list[dict[str, str]]] = []
    for button, one in zip(buttons, options, strict=True):
        half = len(options) > MANY and columns(one.label) <= HALF
        if half and rows and len(rows[-1]) == 1 and columns(rows[-1][0]["text"]) <= HALF:
            rows[-1].append(button)
        else:
            rows.append([button])
    return rows


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _wait(answer: Mapping[str, Any]) -> float | None:
    seconds = (answer.get("parameters") or {}).get("retry_after")
    return float(seconds) if isinstance(seconds, int | float) else None


def _language(code: Any) -> str | None:
    tag = str(code or "").lower()
    return "zh" if tag.startswith("zh") else "en" if tag else None
