"""WhatsApp: Meta's Cloud API (developers.facebook.com/docs/whatsapp/cloud-api)."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping, Sequence
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
    Unreadable,
    call,
    reading,
    same,
)
from bot.gateway.channels.pictures import Picture, drawn, png
from bot.gateway.channels.plain import Bubble, bubble, cut, numbered, short
from bot.records.models import Peer
from bot.services.channels import Incoming

_PRODUCT = {"messaging_product": "whatsapp"}
WINDOW_HOURS = 24.0
"""Free words may be sent for so long after the person's last message; then templates only."""
TEXT_LIMIT, BUTTON_BODY_LIMIT = 4096, 1024
BUTTONS, BUTTON_LABEL = 3, 20
ROWS, ROW_TITLE, ROW_DESCRIPTION = 10, 24, 72
_GONE = frozenset({131026, 131030, 131031})


@dataclass(frozen=True)
class WhatsApp:
    """A business number. `app_secret` signs what comes in, `verify_token` proves the set-up."""

    token: str = field(repr=False)
    app_secret: str = field(repr=False)
    verify_token: str = field(repr=False)
    number_id: str
    api: str = "https://graph.facebook.com/v21.0"
    name: str = "whatsapp"

    def verify(self, request: Request) -> None:
        """HMAC-SHA-256 of the raw body; for the set-up call the verify token. Raises Forged."""
        if request.method == "GET":
            if not self.verify_token or not same(
                request.query.get("hub.verify_token"), self.verify_token
            ):
                raise Forged
            return
        mac = hmac.new(self.app_secret.encode(), request.body, hashlib.sha256).hexdigest()
        if not self.app_secret or not same(
            request.headers.get("x-hub-signature-256"), f"sha256={mac}"
        ):
            raise Forged

    def parse(self, request: Request) -> Parsed:
        """Messages of all changes in a notification, without statuses. Raises Unreadable."""
        if request.method == "GET":
            challenge = request.query.get("hub.challenge", "")
            if not challenge.isascii() or not challenge.isalnum():
                raise Unreadable
            return Parsed(answer=challenge)
        with reading():
            return Parsed(tuple(self._messages(json.loads(request.body))))

    def _messages(self, notification: Mapping[str, Any]) -> Iterator[Incoming]:
        for entry in notification.get("entry") or ():
            for change in entry.get("changes") or ():
                value = change.get("value") or {}
                meant = (value.get("metadata") or {}).get("phone_number_id")
                if meant not in (None, self.number_id):
                    continue
                for message in value.get("messages") or ():
                    yield self._one(message)

    def _one(self, message: Mapping[str, Any]) -> Incoming:
        address, id = {"id": str(message["from"])}, str(message["id"])
        if not id or not address["id"].isdigit():
            raise ValueError
        kind = message.get("type")
        if kind == "text":
            return Incoming(id, address, text=str(message["text"]["body"]))
        if kind == "interactive":
            given = message["interactive"]
            reply = given.get("button_reply") or given["list_reply"]
            return Incoming(id, address, choice=str(reply["id"]))
        if kind == "button":
            return Incoming(id, address, text=str(message["button"]["text"]))
        return Incoming(id, address, media=str(kind or "message"))

    def render(
        self, said: Sequence[Mapping[str, Any]], language: str
    ) -> Sequence[tuple[int, Payload]]:
        """Pictures, then up to three buttons, up to ten rows of a list, else numbered text."""
        found: list[tuple[int, Payload]] = []
        for message in said:
            shown, seq = bubble(message, language), int(message["seq"])
            found += drawn(message, language)
            bodies = list(self._bodies(shown, language))
            for at, body in enumerate(bodies, start=1):
                found.append((seq if at == len(bodies) else seq - 1, Payload(body, seq)))
        return found

    def _bodies(self, shown: Bubble, language: str) -> Iterator[dict[str, Any]]:
        options = shown.options
        labels = [one.label for one in options]
        if not options or len(options) > ROWS:
            for part in cut(numbered(shown, language) or "…", TEXT_LIMIT):
                yield {"type": "text", "text": {"body": part, "preview_url": False}}
            return
        *before, last = cut(shown.text or "…", BUTTON_BODY_LIMIT)
        for part in before:
            yield {"type": "text", "text": {"body": part, "preview_url": False}}
        action: dict[str, Any]
        if len(options) <= BUTTONS and all(len(label) <= BUTTON_LABEL for label in labels):
            action = {
                "buttons": [
                    {"type": "reply", "reply": {"id": one.token, "title": one.label}}
                    for one in options
                ]
            }
            kind = "button"
        else:
            action = {
                "button": "选择" if language == "zh" else "Choose",
                "sections": [{"rows": [_row(one.token, one.label) for one in options]}],
            }
            kind = "list"
        yield {
            "type": "interactive",
            "interactive": {"type": kind, "body": {"text": last}, "action": action},
        }

    async def send(self, http: httpx.AsyncClient, peer: Peer, payload: Payload) -> None:
        """One message; a picture is uploaded first. Raises NotTaken, final where the number cannot
        be reached."""
        content = payload.body
        picture = content.get("picture")
        if isinstance(picture, Picture):
            uploaded = await self._upload(http, picture, content["language"])
            if uploaded is None:
                return  # a picture it does not like is left out: the words say it all
            content = {"type": "image", "image": {"id": uploaded, "caption": picture.caption}}
        to = {"recipient_type": "individual", "to": peer.address["id"]}
        answer = await self._post(http, "messages", json={**_PRODUCT, **to, **content})
        if answer.status_code < 300:
            return
        code = _code(answer)
        if picture is not None and code not in _GONE and answer.status_code == 400:
            return
        raise NotTaken(f"WhatsApp {code or answer.status_code}", final=code in _GONE)

    async def _upload(self, http: httpx.AsyncClient, picture: Picture, language: str) -> str | None:
        """The id under which the provider keeps a picture; None where it does not take it."""
        made = await to_thread.run_sync(png, picture, language)
        file = {"file": ("picture.png", made, "image/png")}
        form = {**_PRODUCT, "type": "image/png"}
        answer = await self._post(http, "media", data=form, files=file)
        try:
            return str(answer.json()["id"]) if answer.status_code < 300 else None
        except (ValueError, KeyError, TypeError):
            return None

    async def _post(self, http: httpx.AsyncClient, what: str, **given: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}"}
        return await call(
            http, "POST", f"{self.api}/{self.number_id}/{what}", headers=headers, **given
        )

    def may_send(self, peer: Peer, hours_since_heard: float) -> bool:
        """Free words within a day of the person's last message."""
        return hours_since_heard < WINDOW_HOURS


def _code(answer: httpx.Response) -> int:
    """The provider's own number of what went wrong; 0 where it names none."""
    try:
        return int(((answer.json() or {}).get("error") or {}).get("code") or 0)
    except (ValueError, AttributeError):
        return 0


def _row(token: str, label: str) -> dict[str, str]:
    row = {"id": token, "title": short(label, ROW_TITLE)}
    if len(label) > ROW_TITLE:
        row["description"] = short(label, ROW_DESCRIPTION)
    return row
