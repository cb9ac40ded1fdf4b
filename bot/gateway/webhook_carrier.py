"""Carries events to the systems that listen, beside the conversations."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import structlog
from anyio import CapacityLimiter, to_thread

from bot.gateway.problems import place_of
from bot.records.models import OutboxItem
from bot.services import reaching, webhook_sending
from bot.services.app import App
from bot.services.reaching import Resolver

_log = structlog.get_logger(__name__)
_THREADS = 4


class WebhookCarrier:
    """Looks for due messages every `seconds`. One visit to a receiver at a time: one that is slow
    or down holds up nobody else. Several processes share the work by leases."""

    def __init__(
        self, app: App, *, seconds: float = 1.0, resolver: Resolver = reaching.resolve
    ) -> None:
        self._app = app
        self._seconds = seconds
        self._resolver = resolver
        self._threads = CapacityLimiter(_THREADS)
        self._visits: dict[str, asyncio.Task[None]] = {}
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to carry."""
        self._task = asyncio.create_task(self._work())

    async def stop(self) -> None:
        """Stop; what was under way comes up again after its lease."""
        tasks = [*self._visits.values(), *([self._task] if self._task else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _work(self) -> None:
        while True:
            try:
                due = await to_thread.run_sync(
                    webhook_sending.due, self._app, limiter=self._threads
                )
                for webhook_id in due:
                    if webhook_id not in self._visits:
                        self._visits[webhook_id] = asyncio.create_task(self._visit(webhook_id))
            except Exception as error:
                _failed(error)
            await asyncio.sleep(self._seconds)

    async def _visit(self, webhook_id: str) -> None:
        try:
            while items := await to_thread.run_sync(
                webhook_sending.claim, self._app, webhook_id, limiter=self._threads
            ):
                await self._send(items)
        except Exception as error:
            _failed(error)
        finally:
            del self._visits[webhook_id]

    async def _send(self, items: Sequence[OutboxItem]) -> None:
        sent = (
            webhook_sending.send(self._app, item, resolver=self._resolver, threads=self._threads)
            for item in items
        )
        for result in await asyncio.gather(*sent, return_exceptions=True):
            if isinstance(result, Exception):
                _failed(result)


def _failed(error: Exception) -> None:
    _log.error("gateway.webhooks_failed", error=type(error).__name__, name=place_of(error))
