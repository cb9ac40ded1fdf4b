"""A conversation as server-sent events: resumable, with heartbeats and typing signs."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from typing import Any

from anyio import to_thread
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from bot.gateway.dispatcher import Dispatcher
from bot.services import conversations, signals
from bot.services.app import App
from bot.services.errors import Gone, TooMany, Unavailable

PAGE = 200

_LOOKS_A_SECOND = 40


class Streams:
    """The open streams of one process; bounded for each conversation and altogether."""

    def __init__(
        self,
        *,
        each: int = 5,
        altogether: int = 2_000,
        heartbeat: float = 15.0,
        look: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._each = each
        self._altogether = altogether
        self._heartbeat = heartbeat
        self._look = look
        self._clock = clock
        self._open: Counter[str] = Counter()
        self._closing = False

    @property
    def pause(self) -> float:
        """Seconds after which a stream looks for what another process stored. What this one stores
        wakes it at once; so that looking does not fill a core, many streams look less often each.
        """
        return max(self._look, self._open.total() / _LOOKS_A_SECOND)

    def close(self) -> None:
        """Let every stream end at its next look, so that the process can stop."""
        self._closing = True

    def open(
        self, app: App, dispatcher: Dispatcher, conversation_id: str, after: int
    ) -> StreamingResponse:
        """The response that streams a conversation from `after` on, and holds a place till its end.

        Raises TooMany or Unavailable when there is no place.
        """
        self._claim(conversation_id)
        return _Held(
            self.events(app, dispatcher, conversation_id, after),
            lambda: self._release(conversation_id),
        )

    def _claim(self, conversation_id: str) -> None:
        if self._open[conversation_id] >= self._each:
            raise TooMany("too_many_streams", retry_after=5)
        if self._open.total() >= self._altogether:
            raise Unavailable
        self._open[conversation_id] += 1

    def _release(self, conversation_id: str) -> None:
        self._open[conversation_id] -= 1
        if self._open[conversation_id] <= 0:
            del self._open[conversation_id]

    async def events(
        self, app: App, dispatcher: Dispatcher, conversation_id: str, after: int
    ) -> AsyncIterator[str]:
        """Everything said above `after`, then whatever comes, until the client leaves.

        After an erasure the last words and an `erased` event are sent and the stream ends.
        """
        typing: frozenset[str] = frozenset()
        silent_since = self._clock()
        yield "retry: 2000\n\n"
        while not self._closing:
            mark = signals.seen(conversation_id)
            try:
                new = await to_thread.run_sync(
                    conversations.history, app, conversation_id, after, PAGE
                )
            except Gone:
                for message in await dispatcher.farewell(conversation_id):
                    yield event("message", message, message["seq"])
                yield event("erased", {})
                return
            for message in new:
                after = message["seq"]
                yield event("message", message, after)
            types = signals.who_types(conversation_id, self._clock())
            for who in sorted(types ^ typing):
                yield event("typing", {"from": who, "on": who in types})
            if new or types != typing:
                silent_since = self._clock()
            elif self._clock() - silent_since >= self._heartbeat:
                silent_since = self._clock()
                yield ": here\n\n"
            typing = types
            if len(new) < PAGE:
                await signals.wait(conversation_id, self.pause, since=mark)


class _Held(StreamingResponse):
    """A stream that gives its place back however it ends, also when it never began."""

    def __init__(self, content: AsyncIterator[str], release: Callable[[], None]) -> None:
        super().__init__(
            content,
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )
        self._give_back = release

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._give_back()


def event(name: str, data: dict[str, Any], number: int | None = None) -> str:
    """One server-sent event; only messages carry a number to resume from."""
    head = f"id: {number}\n" if number is not None else ""
    return f"{head}event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
