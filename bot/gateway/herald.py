"""Brings messages that have come due to the clients, beside the conversations."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import structlog
from anyio import CapacityLimiter, to_thread

from bot.gateway.channels.base import Channel
from bot.gateway.problems import place_of
from bot.records.models import OutboxItem
from bot.services import proactive
from bot.services.app import App

_log = structlog.get_logger(__name__)
_AT_ONCE = 4


class Herald:
    """Looks for due messages every `seconds`; several processes share the work by leases."""

    def __init__(self, app: App, known: Mapping[str, Channel], *, seconds: float = 5.0) -> None:
        self._app = app
        self._known = known
        self._seconds = seconds
        self._threads = CapacityLimiter(_AT_ONCE)
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to look."""
        self._task = asyncio.create_task(self._work())

    async def stop(self) -> None:
        """Stop; what is under way is finished by its thread or comes up again after its lease."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _work(self) -> None:
        while True:
            try:
                for item in await to_thread.run_sync(
                    proactive.claim, self._app, limiter=self._threads
                ):
                    await to_thread.run_sync(self._bring, item, limiter=self._threads)
            except Exception as error:
                _log.error(
                    "gateway.herald_failed", error=type(error).__name__, name=place_of(error)
                )
            await asyncio.sleep(self._seconds)

    async def _round(self) -> None:
        claimed = await to_thread.run_sync(proactive.claim, self._app, limiter=self._threads)
        for item in claimed:
            await to_thread.run_sync(self._bring, item, limiter=self._threads)

    def _bring(self, item: OutboxItem) -> None:
        due = proactive.look(self._app, item)
        if due is None:
            return
        for peer, hours in due.peers:
            channel = self._known.get(peer.channel)
            if channel is not None and channel.may_send(peer, hours):
                proactive.say(self._app, item, due, peer.conversation_id, peer.channel)
                return
        proactive.otherwise(self._app, item, due)
