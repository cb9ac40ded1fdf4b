"""A double of qyapi.weixin.qq.com for one corporation's customer service."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.gateway.channels.wechat_crypt import Crypt, signature
from tests.integration.channels.providers.base import Answer, Provider


@dataclass
class WeComDouble(Provider):
    """qyapi.weixin.qq.com for one corporation's customer service."""

    corp: str = "ww1234567890abcdef"
    secret: str = "kf-secret"
    token: str = "kf-token"
    key: str = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
    account: str = "wkAJ2GCAAASSm4_FhToWMFea0xAFfd3Q"
    list: list[dict[str, Any]] = field(default_factory=list)
    left: dict[str, int] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    _id: int = 0

    def counts(self, path: str) -> bool:
        return "/kf/send_msg" in path

    def fetch(self, path: str) -> Answer:
        if path == f"/cgi-bin/gettoken?corpid={self.corp}&corpsecret={self.secret}":
            return 200, {"errcode": 0, "access_token": "kf-access", "expires_in": 7200}, {}
        return 200, {"errcode": 40001}, {}

    def take(self, path: str, headers: dict[str, str], body: dict[str, Any]) -> Answer:
        address, _, query = path.partition("?")
        if query != "access_token=kf-access":
            return 200, {"errcode": 40014}, {}
        if address == "/cgi-bin/kf/sync_msg":
            start = int(body.get("cursor") or 0)
            page = self.list[start : start + 2]  # small pages, so that reading on is tested
            end = start + len(page)
            return (
                200,
                {
                    "errcode": 0,
                    "next_cursor": str(end),
                    "has_more": int(end < len(self.list)),
                    "msg_list": page,
                },
                {},
            )
        if body["msgid"] in self.ids:
            return 200, {"errcode": 0, "msgid": body["msgid"]}, {}
        person = body["touser"]
        if body["open_kfid"] != self.account or len(body["msgid"]) > 32:
            return self.refuse("account", (200, {"errcode": 95000}, {}))
        if self.left.get(person, 0) <= 0:
            return self.refuse(
                "quota", (200, {"errcode": 95001, "errmsg": "reply count limit"}, {})
            )
        if body["msgtype"] == "text":
            if not 1 <= len(body["text"]["content"].encode()) <= 2048:
                return self.refuse("length", (200, {"errcode": 40058}, {}))
        else:
            menu = body["msgmenu"]
            rows = [row["click"] for row in menu["list"]]
            if not 1 <= len(rows) <= 10 or len(menu["head_content"].encode()) > 1024:
                return self.refuse("menu", (200, {"errcode": 40058}, {}))
            if any(len(r["id"].encode()) > 64 or len(r["content"].encode()) > 128 for r in rows):
                return self.refuse("row", (200, {"errcode": 40058}, {}))
        self.left[person] -= 1
        self.ids.add(body["msgid"])
        self.delivered.append(body)
        return 200, {"errcode": 0, "msgid": body["msgid"]}, {}

    def texts(self) -> list[str]:
        return [
            one["text"]["content"] if one["msgtype"] == "text" else one["msgmenu"]["head_content"]
            for one in self.delivered
        ]

    def buttons(self) -> list[tuple[str, str]]:
        for one in reversed(self.delivered):
            if one["msgtype"] == "msgmenu":
                return [(r["click"]["content"], r["click"]["id"]) for r in one["msgmenu"]["list"]]
        return []

    def event(self, person: int, **what: Any) -> None:
        self._id += 1
        who = f"wm{person}"
        self.left[who] = 5
        self.list.append(
            {
                "msgid": f"m{self._id}",
                "open_kfid": self.account,
                "external_userid": who,
                "send_time": 1,
                "origin": 3,
                **what,
            }
        )

    def hook(self, event: Any = None, secret: str | None = None) -> httpx.Response:
        inner = (
            "<xml><MsgType>event</MsgType><Event>kf_msg_or_event</Event><Token>t</Token>"
            f"<OpenKfId>{self.account}</OpenKfId></xml>"
        )
        sealed = Crypt(self.key, self.corp).seal(inner.encode())
        stamp, nonce = str(int(time.time())), "n0nce"
        signed = signature(self.token if secret is None else secret, stamp, nonce, sealed)
        body = f"<xml><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"
        query = f"?msg_signature={signed}&timestamp={stamp}&nonce={nonce}"
        return self.post(f"/channels/wecom{query}", body.encode(), {})

    def words(self, person: int, text: str) -> Any:
        return self.event(person, msgtype="text", text={"content": text})

    def say(self, person: int, text: str) -> httpx.Response:
        return self.hook(self.words(person, text))

    def press(self, person: int, token: str) -> httpx.Response:
        self.event(person, msgtype="text", text={"content": "x", "menu_id": token})
        return self.hook()

    def show(self, person: int) -> httpx.Response:
        self.event(person, msgtype="voice", voice={"media_id": "1"})
        return self.hook()
