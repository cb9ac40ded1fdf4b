"""WeCom customer service 微信客服: a sealed callback that only knocks, then the list is pulled."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.gateway.channels.access_tokens import AccessToken
from bot.gateway.channels.base import (
    NotTaken,
    Parsed,
    Payload,
    Pulled,
    Request,
    Unreadable,
    call,
    reading,
)
from bot.gateway.channels.counted import in_time, one_bubble
from bot.gateway.channels.plain import Option, short
from bot.gateway.channels.wechat import token_of
from bot.gateway.channels.wechat_crypt import Crypt, check_age, check_signature, read_xml
from bot.records.models import Peer
from bot.services.channels import Incoming

MENU_HEAD_BYTES, MENU_LABEL_BYTES = 1024, 128
_CLIENT = 3
_TOKEN_ENDED = frozenset({40014, 42001})
_SPENT = frozenset({95001, 95002, 95016})
_GONE = frozenset({40003, 95018})


@dataclass
class WeCom:
    """A corporation's customer service. `token` and `encoding_key` are those of the callback."""

    corp_id: str
    secret: str = field(repr=False)
    token: str = field(repr=False)
    encoding_key: str = field(repr=False)
    api: str = "https://qyapi.weixin.qq.com"
    clock: Callable[[], float] = time.time
    name: str = "wecom"
    _access: dict[int, AccessToken] = field(default_factory=dict, repr=False)

    def verify(self, request: Request) -> None:
        """SHA-1 of token, time, nonce and what is sealed. Raises Forged."""
        query = request.query
        stamp, nonce = query.get("timestamp", ""), query.get("nonce", "")
        if request.method == "GET":
            sealed = query.get("echostr", "")
        else:
            sealed = read_xml(request.body).get("Encrypt", "")
        check_signature(query.get("msg_signature"), self.token, stamp, nonce, sealed)
        check_age(stamp, self.clock())

    def parse(self, request: Request) -> Parsed:
        """That there is something to pull, from which account. Raises Unreadable, Forged."""
        crypt = Crypt(self.encoding_key, self.corp_id)
        if request.method == "GET":
            return Parsed(answer=crypt.open(request.query.get("echostr", "")).decode())
        given = read_xml(crypt.open(read_xml(request.body).get("Encrypt", "")))
        if given.get("Event") != "kf_msg_or_event":
            return Parsed(answer="success")
        account, knock = given.get("OpenKfId", ""), given.get("Token", "")
        if not account:
            raise Unreadable
        return Parsed(answer="success", pull=(account, knock))

    async def pull(self, http: httpx.AsyncClient, account: str, knock: str, mark: str) -> Pulled:
        """The next page of an account's list after `mark`. Raises NotTaken."""
        body = {"open_kfid": account, "limit": 1000}
        body |= {"token": knock} if knock else {}
        body |= {"cursor": mark} if mark else {}
        page = await self._call(http, "kf/sync_msg", body)
        came = [
            self._one(one) for one in page.get("msg_list") or () if one.get("origin") == _CLIENT
        ]
        return Pulled(
            [one for one in came if one is not None],
            str(page.get("next_cursor") or mark),
            bool(page.get("has_more")),
        )

    def _one(self, message: Mapping[str, Any]) -> Incoming | None:
        """One message of the list; None for what is not in the documented form, or the whole list
        would come again for ever."""
        with suppress(Unreadable), reading():
            person, account = str(message["external_userid"]), str(message["open_kfid"])
            id, kind = str(message["msgid"]), str(message["msgtype"])
            address = {"id": f"{account}/{person}", "person": person, "account": account}
            if kind != "text":
                return Incoming(id, address, media=kind, language="zh")
            text = message.get("text") or {}
            if text.get("menu_id"):
                return Incoming(id, address, choice=str(text["menu_id"]), language="zh")
            return Incoming(id, address, text=str(text.get("content") or ""), language="zh")
        return None

    def render(
        self, said: Sequence[Mapping[str, Any]], language: str
    ) -> Sequence[tuple[int, Payload]]:
        """All that was said as one bubble: messages are counted. Options as a menu."""
        return one_bubble(said, language, _menu, head_bytes=MENU_HEAD_BYTES)

    async def send(self, http: httpx.AsyncClient, peer: Peer, payload: Payload) -> None:
        """One message with an id of ours, by which WeCom drops what it has. Raises NotTaken."""
        named = f"{peer.id}/{peer.sent_seq}/{peer.sent_since}/{payload.body}".encode()
        body = {
            "touser": peer.address["person"],
            "open_kfid": peer.address["account"],
            "msgid": hashlib.sha256(named).hexdigest()[:32],
            **payload.body,
        }
        await self._call(http, "kf/send_msg", body)

    async def _call(
        self, http: httpx.AsyncClient, method: str, body: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        tokens = self._access.setdefault(id(http), AccessToken(lambda: self._fetch(http)))
        for attempt in range(2):
            token = await tokens.get()
            answer = await call(
                http,
                "POST",
                f"{self.api}/cgi-bin/{method}",
                params={"access_token": token},
                json=dict(body),
            )
            try:
                found = dict(answer.json())
                code = int(found.get("errcode") or 0)
            except (ValueError, TypeError):
                raise NotTaken(f"HTTP {answer.status_code}") from None
            if code == 0:
                return found
            if code in _TOKEN_ENDED and attempt == 0:
                tokens.forget()
                continue
            raise NotTaken(f"WeCom {code}", final=code in _SPENT | _GONE)
        raise NotTaken("no access token")

    async def _fetch(self, http: httpx.AsyncClient) -> tuple[str, float]:
        given = {"corpid": self.corp_id, "corpsecret": self.secret}
        return token_of(await call(http, "GET", f"{self.api}/cgi-bin/gettoken", params=given))

    def may_send(self, peer: Peer, hours_since_heard: float) -> bool:
        """Within the window, and while the quota lasts."""
        return in_time(hours_since_heard, peer.sent_since)


def _menu(head: str, options: Sequence[Option]) -> Mapping[str, Any]:
    rows = [
        {
            "type": "click",
            "click": {"id": one.token, "content": short(one.label, MENU_LABEL_BYTES, size=_bytes)},
        }
        for one in options
    ]
    return {"head_content": head, "list": rows}


def _bytes(text: str) -> int:
    return len(text.encode())
