"""Looks after the clients who wait for a person, beside the conversations."""

from __future__ import annotations

import asyncio

import structlog
from anyio import to_thread

from bot.gateway.problems import place_of
from bot.services import overdue
from bot.services.app import App

_log = structlog.get_logger(__name__)


class Watch:
    """Looks every `seconds`; several processes may, the records let one act."""

    def __init__(self, app: App, *, seconds: float = 15.0) -> None:
        self._app = app
        self._seconds = seconds
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to look."""
        self._task = asyncio.create_task(self._work())

    async def stop(self) -> None:
        """Stop; what is under way is finished by its thread."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _work(self) -> None:
        while True:
            try:
                helped = await to_thread.run_sync(overdue.look, self._app)
                if helped:
                    _log.info("handoffs.overdue", count=helped)
            except Exception as error:
                _log.error("gateway.watch_failed", error=type(error).__name__, name=place_of(error))
            await asyncio.sleep(self._seconds)
