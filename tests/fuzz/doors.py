"""The doors of the channels for whatever throws things at them: parsers, and what must hold."""

from __future__ import annotations

from bot.gateway.channels.base import Channel, Forged, Request, Unreadable
from bot.gateway.channels.line import Line
from bot.gateway.channels.telegram import Telegram
from bot.gateway.channels.wechat import WeChat
from bot.gateway.channels.wechat_crypt import Crypt
from bot.gateway.channels.wecom import WeCom
from bot.gateway.channels.whatsapp import WhatsApp
from bot.services.channels import Incoming

KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
CHANNELS: dict[str, Channel] = {
    "telegram": Telegram("t", "s"),
    "whatsapp": WhatsApp("t", "s", "v", "1"),
    "line": Line("t", "s"),
    "wechat": WeChat("wx1", "s", "t"),
    "wechat-safe": WeChat("wx1", "s", "t", KEY),
    "wecom": WeCom("ww1", "s", "t", KEY),
}
_RECEIVERS = {"wechat-safe": "wx1", "wecom": "ww1"}
"""Channels whose requests are sealed, and for whom."""


def is_sealed(name: str) -> bool:
    """Whether what comes to a channel is sealed by the provider."""
    return name in _RECEIVERS


def sealed(name: str, inner: bytes) -> bytes:
    """The body of a request that holds `inner` sealed, as the provider would send it."""
    return f"<xml><Encrypt>{Crypt(KEY, _RECEIVERS[name]).seal(inner)}</Encrypt></xml>".encode()


def try_door(name: str, method: str, query: str, body: bytes) -> None:
    """Give a parser a genuine request: it reads it into whole messages, or says that it cannot.

    Raises whatever else the parser raises, and AssertionError for half a message.
    """
    request = Request(
        method, {"echostr": query, "hub.challenge": query, "timestamp": query}, {}, body
    )
    try:
        parsed = CHANNELS[name].parse(request)
    except (Forged, Unreadable):
        return
    for one in parsed.incoming:
        assert isinstance(one, Incoming)
        for name in (one.id, one.address["id"]):
            assert name and name.encode()
        given = [one.text is not None, one.choice is not None, one.media is not None]
        assert given.count(True) == 1
