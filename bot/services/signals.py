"""In-process wake-ups: who waits for a conversation hears at once that it changed.

A signal carries no data and may get lost with the process: what changed is in the records, and
every waiter looks there again after its timeout. That is also how several processes work together.
"""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Literal

Speaker = Literal["assistant", "advisor"]

_REMEMBERED = 10_000
"""Conversations whose change counter is kept; a forgotten one only costs one extra look."""


class _Board:
    """Counters and waiters by conversation; safe to use from any thread and any event loop."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: OrderedDict[str, int] = OrderedDict()
        self._next = 0
        self._waiters: dict[str, set[tuple[asyncio.AbstractEventLoop, asyncio.Future[None]]]] = {}
        self._typing: dict[str, dict[Speaker, float]] = {}
        self._listeners: list[Callable[[str], None]] = []

    def bump(self, conversation_id: str) -> None:
        with self._lock:
            self._next += 1
            self._counts[conversation_id] = self._next
            self._counts.move_to_end(conversation_id)
            while len(self._counts) > _REMEMBERED:
                self._counts.popitem(last=False)
            waiters = self._waiters.pop(conversation_id, set())
            listeners = tuple(self._listeners)
        for loop, future in waiters:
            _resolve_soon(loop, future)
        for listener in listeners:
            listener(conversation_id)

    def count(self, conversation_id: str) -> int:
        with self._lock:
            return self._counts.get(conversation_id, 0)

    def register(
        self, conversation_id: str, seen: int | None, future: asyncio.Future[None]
    ) -> bool:
        """Add a waiter; False when something newer than `seen` has already happened."""
        with self._lock:
            if seen is not None and self._counts.get(conversation_id, 0) != seen:
                return False
            self._waiters.setdefault(conversation_id, set()).add((future.get_loop(), future))
            return True

    def unregister(self, conversation_id: str, future: asyncio.Future[None]) -> None:
        with self._lock:
            waiters = self._waiters.get(conversation_id)
            if waiters is None:
                return
            waiters.discard((future.get_loop(), future))
            if not waiters:
                del self._waiters[conversation_id]

    def set_typing(self, conversation_id: str, who: Speaker, until: float | None) -> None:
        with self._lock:
            speakers = self._typing.setdefault(conversation_id, {})
            if until is None:
                speakers.pop(who, None)
            else:
                speakers[who] = until
            if not speakers:
                self._typing.pop(conversation_id, None)

    def typing(self, conversation_id: str, at: float) -> frozenset[Speaker]:
        with self._lock:
            speakers = self._typing.get(conversation_id, {})
            return frozenset(who for who, until in speakers.items() if until > at)

    def listen(self, listener: Callable[[str], None]) -> Callable[[], None]:
        with self._lock:
            self._listeners.append(listener)

        def stop() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return stop


def _resolve_soon(loop: asyncio.AbstractEventLoop, future: asyncio.Future[None]) -> None:
    def resolve() -> None:
        if not future.done():
            future.set_result(None)

    try:
        loop.call_soon_threadsafe(resolve)
    except RuntimeError:  # that loop has closed; nobody waits there any more
        return


_board = _Board()


def changed(conversation_id: str) -> None:
    """Tell all who wait that something was stored for this conversation. Any thread may call it."""
    _board.bump(conversation_id)


def seen(conversation_id: str) -> int:
    """A mark of the present state, to be taken BEFORE looking and given to `wait` after it."""
    return _board.count(conversation_id)


async def wait(conversation_id: str, timeout: float, *, since: int | None = None) -> bool:
    """Wait until the conversation changes, at most `timeout` seconds; True when it did.

    With `since` (from `seen`) a change between looking and waiting is not missed.
    """
    future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    if not _board.register(conversation_id, since, future):
        return True
    try:
        await asyncio.wait_for(future, timeout)
    except asyncio.TimeoutError:
        return False
    finally:
        _board.unregister(conversation_id, future)
    return True


def typing(conversation_id: str, who: Speaker, until: float | None) -> None:
    """Say that someone types until `until` (seconds of `time.monotonic`), or no more (None)."""
    _board.set_typing(conversation_id, who, until)
    changed(conversation_id)


def who_types(conversation_id: str, at: float) -> frozenset[Speaker]:
    """Who types at the moment `at` (seconds of `time.monotonic`)."""
    return _board.typing(conversation_id, at)


def listen(listener: Callable[[str], None]) -> Callable[[], None]:
    """Call `listener(conversation_id)` on every change, from the changing thread, till stopped.

    Gives back the function that stops it. The listener must be quick and must not raise.
    """
    return _board.listen(listener)
