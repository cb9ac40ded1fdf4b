"""Carries what stands in the outbox to the outside, beside the conversations."""

from __future__ import annotations

import asyncio

import structlog
from anyio import CapacityLimiter, to_thread

from bot.gateway.problems import place_of
from bot.services import sending
from bot.services.app import App

_log = structlog.get_logger(__name__)
_AT_ONCE = 8


class Postman:
    """Looks for due items every `seconds`; several processes share the work by leases."""

    def __init__(self, app: App, *, seconds: float = 0.5) -> None:
        self._app = app
        self._seconds = seconds
        self._threads = CapacityLimiter(_AT_ONCE)
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to carry."""
        self._task = asyncio.create_task(self._work())

    async def stop(self) -> None:
        """Stop; what is under way is finished by its thread or comes up again after its lease."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _work(self) -> None:
        while True:
            try:
                await self._round()
            except Exception as error:
                _log.error(
                    "gateway.postman_failed", error=type(error).__name__, name=place_of(error)
                )
            await asyncio.sleep(self._seconds)

    async def _round(self) -> None:
        if not await to_thread.run_sync(sending.waiting, self._app, limiter=self._threads):
            return
        items = await to_thread.run_sync(sending.claim, self._app, limiter=self._threads)
        sent = (
            to_thread.run_sync(sending.send, self._app, item, limiter=self._threads)
            for item in items
        )
        for result in await asyncio.gather(*sent, return_exceptions=True):
            if isinstance(result, Exception):
                _log.error(
                    "gateway.postman_failed", error=type(result).__name__, name=place_of(result)
                )
