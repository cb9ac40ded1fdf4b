"""Carries what stands in the outbox to the outside, beside the conversations."""

from __future__ import annotations

import asyncio

from anyio import CapacityLimiter, to_thread

from bot.gateway.rounds import Rounds
from bot.services import sending
from bot.services.app import App

_AT_ONCE = 8


class Postman(Rounds):
    """Looks for due items every `seconds`; several processes share the work by leases."""

    name = "postman"

    def __init__(self, app: App, *, seconds: float = 0.5) -> None:
        super().__init__(seconds)
        self._app = app
        self._threads = CapacityLimiter(_AT_ONCE)

    async def round(self) -> None:
        """Send what is due, several items at once."""
        if not await to_thread.run_sync(sending.waiting, self._app, limiter=self._threads):
            return
        items = await to_thread.run_sync(sending.claim, self._app, limiter=self._threads)
        sent = (
            to_thread.run_sync(sending.send, self._app, item, limiter=self._threads)
            for item in items
        )
        for result in await asyncio.gather(*sent, return_exceptions=True):
            if isinstance(result, Exception):
                self.failed(result)
