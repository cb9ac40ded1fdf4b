"""What belongs to one turn as one bubble: for channels that count messages (WeChat, WeCom)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.gateway.channels.base import Payload
from bot.gateway.channels.plain import Option, bubble, cut, merged, numbered

WINDOW_HOURS, QUOTA = 48.0, 5
"""Five messages within 48 hours of each message of the person."""
TEXT_BYTES = 2048
MENU_ITEMS = 10

Menu = Callable[[str, Sequence[Option]], Mapping[str, Any]]


def one_bubble(
    said: Sequence[Mapping[str, Any]], language: str, menu: Menu, *, head_bytes: int = TEXT_BYTES
) -> Sequence[tuple[int, Payload]]:
    """Payloads of `msgtype` text, the last one a menu where there are options for one.

    `menu` makes its inner part of a head of at most `head_bytes` and the options.
    """
    if not said:
        return []
    shown = merged([bubble(message, language) for message in said])
    first, last = int(said[0]["seq"]), int(said[-1]["seq"])
    options = shown.options if len(shown.options) <= MENU_ITEMS else ()
    text = shown.text if options else numbered(shown, language)
    parts = cut(text or "…", head_bytes if options else TEXT_BYTES, size=_bytes)
    bodies: list[Mapping[str, Any]] = [
        {"msgtype": "text", "text": {"content": part}} for part in parts
    ]
    if options:
        bodies[-1] = {"msgtype": "msgmenu", "msgmenu": menu(parts[-1], options)}
    # Only the last of them completes the turn.
    before = [(first - 1, Payload(body, first)) for body in bodies[:-1]]
    return [*before, (last, Payload(bodies[-1], last))]


def in_time(hours_since_heard: float, sent_since: int) -> bool:
    """Within the window, and while the quota lasts."""
    return hours_since_heard < WINDOW_HOURS and sent_since < QUOTA


def _bytes(text: str) -> int:
    return len(text.encode())
