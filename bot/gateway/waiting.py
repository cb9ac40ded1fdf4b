"""Waiting for the answer to a message."""

from __future__ import annotations

import time
from typing import Any

from bot.gateway.access import run
from bot.gateway.dispatcher import Dispatcher
from bot.services import conversations, signals
from bot.services.app import App
from bot.services.errors import Gone

_LOOK = 1.0
"""Seconds after which it looks again without having been woken: another process may answer."""


async def answer_to(
    app: App, dispatcher: Dispatcher, conversation_id: str, seq: int, seconds: float
) -> list[dict[str, Any]] | None:
    """The replies to a message as soon as all of them are stored; None when time is up.

    Raises Gone when the client was erased meanwhile, unless this message brought that about: then
    it gives the assistant's last words.
    """
    until = time.monotonic() + seconds
    while True:
        mark = signals.seen(conversation_id)
        try:
            if await run(conversations.is_answered, app, conversation_id, seq):
                return await run(conversations.replies, app, conversation_id, seq)
        except Gone:
            last = await dispatcher.farewell(conversation_id)
            if any(words["in_reply_to"] == seq for words in last):
                return last
            raise
        left = until - time.monotonic()
        if left <= 0:
            return None
        await signals.wait(conversation_id, min(left, _LOOK), since=mark)
