"""Work that is taken up at once when something is said, several pieces side by side."""

from __future__ import annotations

import asyncio
import contextlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

import structlog

from bot.gateway.problems import place_of
from bot.services import signals

T = TypeVar("T")
_log = structlog.get_logger(__name__)


class Visits(ABC, Generic[T]):
    """Claims what is due, woken by signals and every `seconds`, and visits each by itself, at most
    `at_once` at a time: a slow one holds up nobody else. A visit that was cut off, or failed, comes
    up again after its lease."""

    name: str
    """What the log calls it: `NAME_failed`."""

    def __init__(self, at_once: int, seconds: float) -> None:
        self._at_once = at_once
        self._seconds = seconds
        self._visits: set[asyncio.Task[None]] = set()
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._deaf: Callable[[], None] | None = None
        self._stopping = False

    @abstractmethod
    async def claim(self, room: int) -> Sequence[T]:
        """At most `room` pieces that are due, leased."""

    @abstractmethod
    async def visit(self, one: T) -> None:
        """Do one of them."""

    async def start(self) -> None:
        """Begin to look."""
        loop = asyncio.get_running_loop()

        def heard(_: str) -> None:
            with contextlib.suppress(RuntimeError):  # the loop has closed
                loop.call_soon_threadsafe(self._woken.set)

        self._stopping = False
        self._deaf = signals.listen(heard)
        self._task = asyncio.create_task(self._work())

    async def stop(self) -> None:
        """Stop at once. A visit that ends wakes the looking in the very moment in which that is
        cancelled, and Python 3.10's `wait_for` then takes the one and forgets the other."""
        self._stopping = True
        if self._deaf is not None:
            self._deaf()
        tasks = [*self._visits, *([self._task] if self._task else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def failed(self, error: BaseException) -> None:
        """Say that something failed, by its kind and place only."""
        _log.error(f"{self.name}_failed", error=type(error).__name__, name=place_of(error))

    async def _work(self) -> None:
        while not self._stopping:
            room = self._at_once - len(self._visits)
            taken: Sequence[T] = ()
            try:
                taken = await self.claim(room) if room > 0 else ()
            except Exception as error:
                self.failed(error)
            for one in taken:
                visit = asyncio.create_task(self._visited(one))
                self._visits.add(visit)
                visit.add_done_callback(self._left)
            if not taken:
                with contextlib.suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), self._seconds)
                self._woken.clear()

    async def _visited(self, one: T) -> None:
        try:
            await self.visit(one)
        except Exception as error:
            self.failed(error)

    def _left(self, visit: asyncio.Task[None]) -> None:
        self._visits.discard(visit)
        self._woken.set()
