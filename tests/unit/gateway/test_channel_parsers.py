"""Whatever comes to a channel's door is read, refused or unreadable, and never anything else.

`ZHIYIN_TEST_FUZZ` is the number of inputs for each parser (quick by default).
"""

from __future__ import annotations

import json
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.gateway.channels.base import Forged, Request, Unreadable
from bot.gateway.channels.plain import cut
from bot.gateway.channels.wechat_crypt import Crypt, signature
from tests.fuzz.doors import CHANNELS, KEY, is_sealed, sealed, try_door

INPUTS = int(os.environ.get("ZHIYIN_TEST_FUZZ", "60"))
WORDS = st.sampled_from([
    "update_id", "message", "chat", "id", "type", "private", "text", "from", "callback_query",
    "data", "photo", "entry", "changes", "value", "messages", "metadata", "interactive",
    "button_reply", "list_reply", "body", "events", "source", "userId", "user", "webhookEventId",
    "postback", "phone_number_id", "language_code", "button", "sticker",
])  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=6),
    max_leaves=25,
)
TAGS = st.sampled_from(
    ["FromUserName", "MsgType", "Content", "Event", "MsgId", "CreateTime", "EventKey", "OpenKfId",
     "bizmsgmenuid", "Encrypt", "Token"]
)  # fmt: skip
XML = st.dictionaries(TAGS, st.sampled_from(["text", "event", "kf_msg_or_event"]) | st.text()).map(
    lambda rows: (
        "<xml>"
        + "".join(f"<{tag}><![CDATA[{text}]]></{tag}>" for tag, text in rows.items())
        + "</xml>"
    )
)
ODD_BODIES = (
    b'{"update_id": Infinity}',
    b'{"update_id": 1, "message": {"chat": {"type": "private", "id": 1e999}}}',
    b"[" * 20_000,
    b'{"events": [{"source": {"type": "user", "userId": "\\ud800"}, "webhookEventId": "E",'
    b' "type": "follow"}]}',
    b"<xml><FromUserName>" + b"o" * 5_000 + b"</FromUserName><MsgType>text</MsgType></xml>",
)
BODIES = (
    st.binary(max_size=400) | JSON.map(lambda one: json.dumps(one).encode()) | XML.map(str.encode)
)


@pytest.mark.parametrize("name", sorted(CHANNELS))
@settings(max_examples=INPUTS, deadline=None, suppress_health_check=list(HealthCheck))
@given(body=BODIES, method=st.sampled_from(["GET", "POST"]), xml=XML)
def test_a_parser_reads_refuses_or_gives_up(name: str, body: bytes, method: str, xml: str) -> None:
    if is_sealed(name) and method == "POST":
        body = sealed(name, xml.encode("utf-8", "replace"))
    try_door(name, method, xml, body)


@pytest.mark.parametrize("name", sorted(CHANNELS))
@pytest.mark.parametrize("body", ODD_BODIES)
def test_what_once_broke_a_parser_is_refused(name: str, body: bytes) -> None:
    """Found by `scripts/fuzz`."""
    try_door(name, "POST", "", sealed(name, body) if is_sealed(name) else body)


@pytest.mark.parametrize("name", sorted(CHANNELS))
@settings(max_examples=INPUTS, deadline=None, suppress_health_check=list(HealthCheck))
@given(body=BODIES, guess=st.text(max_size=80))
def test_nobody_without_the_secret_is_let_in(name: str, body: bytes, guess: str) -> None:
    headers = {
        "x-telegram-bot-api-secret-token": guess,
        "x-hub-signature-256": guess,
        "x-line-signature": guess,
    }
    query = {"signature": guess, "msg_signature": guess, "timestamp": guess, "nonce": guess}
    if guess in ("s", "v"):
        return  # the secret itself
    with pytest.raises((Forged, Unreadable)):
        CHANNELS[name].verify(Request("POST", query, headers, body))


@settings(max_examples=INPUTS, deadline=None)
@given(text=st.text(), limit=st.integers(8, 60))
def test_a_cut_text_keeps_to_the_limit_and_loses_no_word(text: str, limit: int) -> None:
    parts = cut(text, limit, size=lambda part: len(part.encode("utf-8", "surrogatepass")))
    assert all(len(part.encode("utf-8", "surrogatepass")) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_the_cipher_is_the_published_one() -> None:
    # The receiver's id closes the message, so that one account's callback is no other's.
    sealed = Crypt(KEY, "ww1").seal("你好".encode())
    assert Crypt(KEY, "ww1").open(sealed).decode() == "你好"
    with pytest.raises(Forged):
        Crypt(KEY, "ww2").open(sealed)
    # developer.work.weixin.qq.com, “回调和回复的消息加解密方案”: the parts are sorted, then hashed.
    assert signature("b", "a", "c") == signature("c", "b", "a")
