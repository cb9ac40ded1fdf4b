"""Work that is looked for again and again, beside the conversations."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod

import structlog

from bot.gateway.problems import place_of

_log = structlog.get_logger(__name__)


class Rounds(ABC):
    """Makes a round every `seconds`; one that fails is logged, without words, and made again."""

    name: str
    """What the log calls it: `gateway.NAME_failed`."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._task: asyncio.Task[None] | None = None
        self._stopping = False

    @abstractmethod
    async def round(self) -> None:
        """Look for what is due and do it."""

    async def start(self) -> None:
        """Begin to look."""
        self._stopping = False
        self._task = asyncio.create_task(self._work())

    async def stop(self) -> None:
        """Stop; what is under way is finished by its thread or comes up again after its lease."""
        self._stopping = True  # what it waits for may end as it is cancelled, and that be forgotten
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def failed(self, error: BaseException) -> None:
        """Say that something failed, by its kind and place only."""
        _log.error(f"gateway.{self.name}_failed", error=type(error).__name__, name=place_of(error))

    async def _work(self) -> None:
        while not self._stopping:
            try:
                await self.round()
            except Exception as error:
                self.failed(error)
            await asyncio.sleep(self._seconds)
