"""A long search for an input that a channel's parser neither reads nor refuses, led by coverage.

    scripts/fuzz [PARSER …] [INPUTS]

Starts from genuine requests and changes them wherever that reaches code not reached before
(Atheris, libFuzzer): bytes at random, and parts of the JSON or XML, which stays whole. It ends with
the first input that breaks something and shows it.
"""

from __future__ import annotations

import json
import random
import re
import sys
from pathlib import Path
from typing import Any

import atheris

with atheris.instrument_imports(include=["bot.gateway.channels", "json", "xml"]):
    from tests.fuzz.doors import is_sealed, sealed, try_door

_WHO = {"id": 7, "is_bot": False, "first_name": "L", "language_code": "zh-hans"}
_CHAT = {"id": 7, "type": "private"}


def _whatsapp(**message: Any) -> Any:
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"phone_number_id": "1"},
        "messages": [{"from": "861", "id": "wamid.1", "timestamp": "1", **message}],
    }
    return {"entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}]}


def _line(**what: Any) -> Any:
    source = {"type": "user", "userId": "U" + "0" * 32}
    return {"destination": "x", "events": [{"webhookEventId": "E1", "source": source, **what}]}


def _xml(**tags: str) -> str:
    return "<xml>" + "".join(f"<{k}><![CDATA[{v}]]></{k}>" for k, v in tags.items()) + "</xml>"


_WECHAT = {"ToUserName": "g", "FromUserName": "o", "CreateTime": "1", "MsgId": "1"}
GENUINE: dict[str, list[Any]] = {
    "telegram": [
        {"update_id": 1, "message": {"from": _WHO, "chat": _CHAT, "text": "你好"}},
        {"update_id": 1, "message": {"from": _WHO, "chat": _CHAT, "photo": [{"file_id": "x"}]}},
        {"update_id": 1, "message": {"chat": {"id": 7, "type": "group"}, "text": "x"}},
        {
            "update_id": 1,
            "callback_query": {"id": "q", "from": _WHO, "message": {"chat": _CHAT}, "data": "t"},
        },
    ],
    "whatsapp": [
        _whatsapp(type="text", text={"body": "hi"}),
        _whatsapp(
            type="interactive", interactive={"type": "list_reply", "list_reply": {"id": "t"}}
        ),
        _whatsapp(
            type="interactive", interactive={"type": "button_reply", "button_reply": {"id": "t"}}
        ),
        _whatsapp(type="button", button={"payload": "t", "text": "x"}),
        _whatsapp(type="image", image={"id": "1"}),
        {"entry": [{"changes": [{"value": {"statuses": [{"id": "w", "status": "sent"}]}}]}]},
    ],
    "line": [
        _line(type="message", message={"type": "text", "id": "1", "text": "你好"}),
        _line(type="message", message={"type": "sticker", "id": "1"}),
        _line(type="postback", postback={"data": "t"}),
        _line(type="follow"),
    ],
    "wechat": [
        _xml(**_WECHAT, MsgType="text", Content="你好"),
        _xml(**_WECHAT, MsgType="text", Content="x", bizmsgmenuid="t"),
        _xml(**_WECHAT, MsgType="event", Event="subscribe"),
        _xml(**_WECHAT, MsgType="event", Event="CLICK", EventKey="k"),
        _xml(**_WECHAT, MsgType="image", PicUrl="http://x", MediaId="1"),
    ],
    "wecom": [_xml(MsgType="event", Event="kf_msg_or_event", Token="t", OpenKfId="k")],
}
GENUINE["wechat-safe"] = GENUINE["wechat"]


_ODD: tuple[Any, ...] = (
    *(None, True, 0, -1, 2**63, 10**400, 1.5, float("nan"), float("inf"), "", "0", "x", "\x00"),
    *(
        "\ud800",
        "text",
        "private",
        "event",
        "/start",
        "你好",
        "a" * 3000,
        [],
        {},
        [None],
        [[]],
        {"": 0},
    ),
)
_INSIDE = re.compile(r"(?<=\[CDATA\[).*?(?=\]\])|(?<=<)/?\w+(?=>)", re.DOTALL)


def _places(node: Any) -> list[tuple[Any, Any]]:
    """Each part of a JSON document as what holds it and where it stands there."""
    keys = node if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    return [place for key in keys for place in ((node, key), *_places(node[key]))]


def _changed(text: str, chance: random.Random) -> str:
    """A document of which one part is another, twice there, or gone. Raises ValueError."""
    if text.startswith("<"):
        some = list(_INSIDE.finditer(text))
        if not some:
            raise ValueError
        part, other = chance.choice(some), chance.choice(some).group()
        new = chance.choice((other, *(str(one) for one in _ODD)))
        return text[: part.start()] + new + text[part.end() :]
    root = [json.loads(text)]
    holder, key = chance.choice(_places(root))
    kind = chance.randrange(4)
    if kind == 0 and holder is not root:
        del holder[key]
    elif kind == 1:
        holder[key] = [holder[key]] * chance.randrange(4)
    elif kind == 2:
        holder[key] = json.loads(json.dumps(chance.choice(_places(root))[0]))
    else:
        holder[key] = chance.choice(_ODD)
    return json.dumps(root[0])


def _mutated(data: bytes, most: int, seed: int) -> bytes:
    chance = random.Random(seed)
    if chance.random() < 0.7:
        try:
            text = data[1:].decode("utf-8", "surrogatepass")
            for _ in range(chance.randrange(1, 4)):
                text = _changed(text, chance)
            return (data[:1] + text.encode("utf-8", "surrogatepass"))[:most]
        except (ValueError, RecursionError):
            pass
    return bytes(atheris.Mutate(data, most))


def _plant(corpus: Path, name: str) -> None:
    for at, one in enumerate(GENUINE[name]):
        body = one if isinstance(one, str) else json.dumps(one)
        (corpus / f"genuine-{at}").write_bytes(b"\x00" + body.encode())


def main(name: str, corpus: str, *flags: str) -> None:
    """Fuzz the parser `name`; `corpus` is the folder where inputs worth keeping gather."""
    folder = Path(corpus)
    folder.mkdir(parents=True, exist_ok=True)
    _plant(folder, name)

    def one(data: bytes) -> None:
        """The first byte is the method and whether the seal is genuine, the rest the body."""
        kind, body = data[:1], data[1:]
        method = "GET" if kind == b"\x01" else "POST"
        query = body.decode("utf-8", "replace")
        if is_sealed(name) and method == "POST" and kind != b"\x02":
            body = sealed(name, body)
        try_door(name, method, query, body)

    atheris.Setup([sys.argv[0], *flags, corpus], one, custom_mutator=_mutated)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
