"""Looks at the handoffs that are answered in Chatwoot, each by one process at a time."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

import httpx
import structlog
from anyio import CapacityLimiter, to_thread

from bot.gateway.channels.base import NotTaken
from bot.gateway.chatwoot.api import Chatwoot
from bot.gateway.chatwoot.visit import Visit
from bot.gateway.problems import place_of
from bot.records.models import InboxLink
from bot.services import inboxes, signals
from bot.services.app import App

_log = structlog.get_logger(__name__)
_AT_ONCE = 4
_LONGEST = 100.0
"""Seconds a look may take: less than its lease."""


class InboxCarrier:
    """Looks for links that are due, woken by signals and every `seconds`. Several processes share
    the work by leases; a look that was cut off comes up again after its lease."""

    def __init__(self, app: App, *, seconds: float = 1.0) -> None:
        self._app = app
        self._seconds = seconds
        self._threads = CapacityLimiter(_AT_ONCE)
        self._http = httpx.AsyncClient(trust_env=False)
        self._chatwoot = Chatwoot(app.settings.chatwoot, self._http)
        self._visits: set[asyncio.Task[None]] = set()
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._deaf: Callable[[], None] | None = None

    async def start(self) -> None:
        """Begin to look; nothing where Chatwoot is not set up."""
        if not self._app.settings.chatwoot:
            return
        loop = asyncio.get_running_loop()

        def heard(_: str) -> None:
            with contextlib.suppress(RuntimeError):  # the loop has closed
                loop.call_soon_threadsafe(self._woken.set)

        self._deaf = signals.listen(heard)
        self._task = asyncio.create_task(self._work())

    async def stop(self) -> None:
        """Stop at once."""
        if self._deaf is not None:
            self._deaf()
        tasks = [*self._visits, *([self._task] if self._task else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._http.aclose()

    async def _work(self) -> None:
        while True:
            room = _AT_ONCE - len(self._visits)
            taken: list[InboxLink] = []
            try:
                if room > 0:
                    taken = await to_thread.run_sync(
                        inboxes.claim, self._app, room, limiter=self._threads
                    )
            except Exception as error:
                _log.error("inbox.carrier_failed", error=type(error).__name__, name=place_of(error))
            for link in taken:
                visit = asyncio.create_task(self._visit(link))
                self._visits.add(visit)
                visit.add_done_callback(self._left)
            if not taken:
                with contextlib.suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), self._seconds)
                self._woken.clear()

    def _left(self, visit: asyncio.Task[None]) -> None:
        self._visits.discard(visit)
        self._woken.set()

    async def _visit(self, link: InboxLink) -> None:
        try:
            await self.look(link)
        except Exception as error:  # the records are away: the lease runs out
            _log.error("inbox.visit_failed", error=type(error).__name__, name=place_of(error))

    async def look(self, link: InboxLink) -> None:
        """Make one look at a leased link; what goes wrong puts it off."""
        seconds: float | None = None
        final = False
        try:
            visit = Visit(self._app, self._chatwoot, link, self._threads)
            await asyncio.wait_for(visit.make(), _LONGEST)
            return
        except NotTaken as problem:
            seconds, final = problem.seconds, problem.final
            _log.warning("inbox.not_taken", channel=link.inbox, code=str(problem), final=final)
        except asyncio.TimeoutError:
            _log.warning("inbox.not_taken", channel=link.inbox, code="timed_out")
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            _log.error("inbox.unreadable", error=type(error).__name__, name=place_of(error))
        await to_thread.run_sync(
            lambda: inboxes.postpone(self._app, link, seconds, final=final), limiter=self._threads
        )
