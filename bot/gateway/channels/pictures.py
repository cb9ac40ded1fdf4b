"""What a card draws, as a PNG with its key, for channels that take pictures."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.drawing import FILLS, from_tree
from bot.gateway.channels.base import Payload
from bot.services.report import fonts

CAPTION_LIMIT = 1024
"""Characters under a picture, at Telegram and WhatsApp alike."""
_TEMPLATE = Path(__file__).with_name("picture.typ")
_WIDTH = {"mix": 190, "outlook": 360, "scale": 360}  # of the drawing, in points
_PIXELS_PER_INCH = 216.0  # a phone shows a picture 400 points wide at about three pixels a point


@dataclass(frozen=True)
class Picture:
    """A drawing with what stands around it. `tree` is as `bot.drawing` gives it, `key` holds
    (colour, label, share); `caption` says in words what it shows."""

    name: str
    title: str
    caption: str
    tree: Any = field(repr=False)
    key: tuple[tuple[str, str, str], ...] = field(default=(), repr=False)
    note: str = field(default="", repr=False)


def pictures(message: Mapping[str, Any]) -> tuple[Picture, ...]:
    """The pictures of a message's card, in their order; none where it has no card or draws none."""
    card = message.get("card")
    return tuple(_of(card)) if isinstance(card, Mapping) else ()


def drawn(message: Mapping[str, Any], language: str) -> list[tuple[int, Payload]]:
    """The pictures of a message as payloads that come before its words, and do not complete it.

    They are made when they are sent: `body` holds the Picture and its language."""
    seq = int(message["seq"])
    return [
        (seq - 1, Payload({"picture": one, "language": language}, seq)) for one in pictures(message)
    ]


def png(picture: Picture, language: str) -> bytes:
    """The picture, on white, about 1,200 pixels wide. Takes a few hundred milliseconds of a core;
    nothing is fetched from anywhere."""
    import typst

    data = {
        "language": language,
        "title": picture.title,
        "svg": from_tree(picture.tree).markup(),
        "width": _WIDTH[picture.name],
        "key": [
            {"colour": colour, "label": label, "share": share}
            for colour, label, share in picture.key
        ],
        "note": picture.note,
    }
    return bytes(
        typst.compile(
            str(_TEMPLATE),
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            font_paths=[str(fonts())],
            ignore_system_fonts=True,
            format="png",
            ppi=_PIXELS_PER_INCH,
        )
    )


def _of(card: Mapping[str, Any]) -> Iterator[Picture]:
    title = str(card.get("title") or "")
    if card.get("type") == "assessment" and card.get("picture"):
        tree = card["picture"]
        yield Picture("scale", title or _shown(tree), _shown(tree), tree)
    drawn = card.get("pictures") or {}
    if drawn.get("mix"):
        key = tuple(
            (FILLS[at % len(FILLS)], str(one["label"]), f"{round(100 * float(one['weight']))}%")
            for at, one in enumerate(card.get("slices") or ())
        )
        yield Picture("mix", title, _shown(drawn["mix"]), drawn["mix"], key)
    ahead = card.get("outlook") or {}
    if drawn.get("outlook"):
        yield Picture(
            "outlook",
            str(ahead.get("title") or title),
            _shown(drawn["outlook"]),
            drawn["outlook"],
            note=str(ahead.get("legend") or ""),
        )


def _shown(tree: Any) -> str:
    """What a drawing says of itself for those who cannot see it."""
    return str(tree[1].get("aria-label") or "")[:CAPTION_LIMIT]
