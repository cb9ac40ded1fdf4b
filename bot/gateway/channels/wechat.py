"""WeChat Official Account 微信公众号: plain or safe mode, customer-service messages."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.gateway.channels.access_tokens import AccessToken
from bot.gateway.channels.base import (
    NotTaken,
    Parsed,
    Payload,
    Request,
    Unreadable,
    call,
    reading,
)
from bot.gateway.channels.counted import in_time, one_bubble
from bot.gateway.channels.plain import Option
from bot.gateway.channels.wechat_crypt import Crypt, check_age, check_signature, read_xml
from bot.records.models import Peer
from bot.services.channels import Incoming

_DONE = "success"
_TOKEN_ENDED = frozenset({40001, 40014, 42001})
_SPENT = frozenset({45015, 45047})
_GONE = frozenset({40003, 43004, 48002})


@dataclass
class WeChat:
    """An official account. With an `encoding_key` only sealed callbacks are taken (safe mode)."""

    app_id: str
    app_secret: str = field(repr=False)
    token: str = field(repr=False)
    encoding_key: str = field(repr=False, default="")
    api: str = "https://api.weixin.qq.com"
    clock: Callable[[], float] = time.time
    name: str = "wechat"
    _access: dict[int, AccessToken] = field(default_factory=dict, repr=False)

    def verify(self, request: Request) -> None:
        """SHA-1 of token, time and nonce, in safe mode of what is sealed too. Raises Forged."""
        query = request.query
        stamp, nonce = query.get("timestamp", ""), query.get("nonce", "")
        if self.encoding_key and request.method == "POST":
            sealed = read_xml(request.body).get("Encrypt", "")
            check_signature(query.get("msg_signature"), self.token, stamp, nonce, sealed)
        else:
            check_signature(query.get("signature"), self.token, stamp, nonce)
        check_age(stamp, self.clock())

    def parse(self, request: Request) -> Parsed:
        """One message or event; the set-up call gets its echo. Raises Unreadable, Forged."""
        if request.method == "GET":
            echo = request.query.get("echostr", "")
            if not echo.isascii() or not echo.isalnum():
                raise Unreadable
            return Parsed(answer=echo)
        given = read_xml(request.body)
        if self.encoding_key:
            given = read_xml(Crypt(self.encoding_key, self.app_id).open(given.get("Encrypt", "")))
        with reading():
            one = self._one(given)
        return Parsed((one,) if one else (), answer=_DONE)

    def _one(self, given: Mapping[str, str]) -> Incoming | None:
        person, kind = given.get("FromUserName", ""), given.get("MsgType", "")
        if not person or not kind:
            raise Unreadable
        address, language = {"id": person}, "zh"
        if kind == "event":
            id = f"{person}/{given.get('CreateTime', '')}/{given.get('Event', '')}"
            if given.get("Event") == "subscribe":
                return Incoming(id, address, text="你好", language=language)
            if given.get("Event") == "CLICK":
                return Incoming(id, address, text=given.get("EventKey", ""), language=language)
            return None
        id = given.get("MsgId") or f"{person}/{given.get('CreateTime', '')}"
        if kind != "text":
            return Incoming(id, address, media=kind, language=language)
        token = given.get("bizmsgmenuid", "")
        if token:
            return Incoming(id, address, choice=token, language=language)
        return Incoming(id, address, text=given.get("Content", ""), language=language)

    def render(
        self, said: Sequence[Mapping[str, Any]], language: str
    ) -> Sequence[tuple[int, Payload]]:
        """All that was said as one bubble: messages are counted. Options as a menu."""
        return one_bubble(said, language, lambda head, options: _menu(head, options, language))

    async def send(self, http: httpx.AsyncClient, peer: Peer, payload: Payload) -> None:
        """A customer-service message. Raises NotTaken."""
        tokens = self._access.setdefault(id(http), AccessToken(lambda: self._fetch(http)))
        for attempt in range(2):
            token = await tokens.get()
            answer = await call(
                http,
                "POST",
                f"{self.api}/cgi-bin/message/custom/send",
                params={"access_token": token},
                json={"touser": peer.address["id"], **payload.body},
            )
            code = _code(answer)
            if code == 0:
                return
            if code in _TOKEN_ENDED and attempt == 0:
                tokens.forget()
                continue
            raise NotTaken(f"WeChat {code}", final=code in _SPENT | _GONE)

    async def _fetch(self, http: httpx.AsyncClient) -> tuple[str, float]:
        """A stable token: several processes may hold the same one."""
        body = {"grant_type": "client_credential", "appid": self.app_id, "secret": self.app_secret}
        answer = await call(http, "POST", f"{self.api}/cgi-bin/stable_token", json=body)
        return token_of(answer)

    def may_send(self, peer: Peer, hours_since_heard: float) -> bool:
        """Within the window, and while the quota lasts."""
        return in_time(hours_since_heard, peer.sent_since)


def token_of(answer: httpx.Response) -> tuple[str, float]:
    """The access token of an answer and its seconds. Raises NotTaken."""
    try:
        found = answer.json()
        return str(found["access_token"]), float(found["expires_in"])
    except (ValueError, KeyError, TypeError):
        raise NotTaken(f"no access token ({_code(answer)})") from None


def _code(answer: httpx.Response) -> int:
    try:
        return int(answer.json().get("errcode") or 0)
    except (ValueError, AttributeError, TypeError):
        return answer.status_code


def _menu(head: str, options: Sequence[Option], language: str) -> Mapping[str, Any]:
    """A menu message; a press comes back as a text with the row's id."""
    tail = "点选，或直接用自己的话说" if language == "zh" else "Choose, or answer in your own words"
    rows = [{"id": one.token, "content": one.label} for one in options]
    return {"head_content": head, "list": rows, "tail_content": tail}
