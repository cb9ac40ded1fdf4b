"""A double of api.weixin.qq.com for one official account, in safe mode."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.gateway.channels.wechat_crypt import Crypt, signature
from tests.integration.channels.providers.base import Answer, Provider


@dataclass
class WeChatDouble(Provider):
    """api.weixin.qq.com for one official account, in safe mode."""

    app_id: str = "wx5823bf96d3bd56c7"
    app_secret: str = "app-secret"
    token: str = "callback-token"
    key: str = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
    access: str = "access-1"
    left: dict[str, int] = field(default_factory=dict)
    fetched: int = 0
    _id: int = 10_000

    def counts(self, path: str) -> bool:
        return "/custom/send" in path

    def take(self, path: str, headers: dict[str, str], body: dict[str, Any]) -> Answer:
        address, _, query = path.partition("?")
        if address == "/cgi-bin/stable_token":
            if (body["appid"], body["secret"]) != (self.app_id, self.app_secret):
                return 200, {"errcode": 40125, "errmsg": "invalid appsecret"}, {}
            self.fetched += 1
            return 200, {"access_token": self.access, "expires_in": 7200}, {}
        if query != f"access_token={self.access}":
            return 200, {"errcode": 40001, "errmsg": "invalid credential"}, {}
        person = body["touser"]
        if self.left.get(person, 0) <= 0:
            return self.refuse(
                "quota", (200, {"errcode": 45047, "errmsg": "out of response count limit"}, {})
            )
        if body["msgtype"] == "text":
            text = body["text"]["content"]
        else:
            text = body["msgmenu"]["head_content"]
            if not 1 <= len(body["msgmenu"]["list"]) <= 10:
                return self.refuse("menu", (200, {"errcode": 40008}, {}))
        if not 1 <= len(text.encode()) <= 2048:
            return self.refuse(
                "length", (200, {"errcode": 45002, "errmsg": "content size out of limit"}, {})
            )
        self.left[person] -= 1
        self.delivered.append(body)
        return 200, {"errcode": 0, "errmsg": "ok"}, {}

    def texts(self) -> list[str]:
        return [
            one["text"]["content"] if one["msgtype"] == "text" else one["msgmenu"]["head_content"]
            for one in self.delivered
        ]

    def buttons(self) -> list[tuple[str, str]]:
        for one in reversed(self.delivered):
            if one["msgtype"] == "msgmenu":
                return [(row["content"], row["id"]) for row in one["msgmenu"]["list"]]
        return []

    def event(self, person: int, **what: str) -> str:
        self._id += 1
        self.left[f"o{person}"] = 5
        inner = {
            "ToUserName": "gh_1",
            "FromUserName": f"o{person}",
            "CreateTime": str(int(time.time())),
            "MsgId": str(self._id),
            **what,
        }
        return "<xml>" + "".join(f"<{k}><![CDATA[{v}]]></{k}>" for k, v in inner.items()) + "</xml>"

    def hook(
        self, event: str, secret: str | None = None, *, at: int | None = None
    ) -> httpx.Response:
        sealed = Crypt(self.key, self.app_id).seal(event.encode())
        stamp, nonce = str(int(time.time()) if at is None else at), "n0nce"
        signed = signature(self.token if secret is None else secret, stamp, nonce, sealed)
        query = (
            f"?signature=x&timestamp={stamp}&nonce={nonce}&encrypt_type=aes&msg_signature={signed}"
        )
        body = f"<xml><ToUserName>gh_1</ToUserName><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"
        return self.post(f"/channels/wechat{query}", body.encode(), {})

    def words(self, person: int, text: str) -> Any:
        return self.event(person, MsgType="text", Content=text)

    def say(self, person: int, text: str) -> httpx.Response:
        return self.hook(self.words(person, text))

    def press(self, person: int, token: str) -> httpx.Response:
        return self.hook(self.event(person, MsgType="text", Content="x", bizmsgmenuid=token))

    def show(self, person: int) -> httpx.Response:
        return self.hook(self.event(person, MsgType="image", PicUrl="http://x", MediaId="1"))
