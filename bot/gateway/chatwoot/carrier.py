"""Looks at the handoffs that are answered in Chatwoot, each by one process at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import httpx
import structlog
from anyio import CapacityLimiter, to_thread

from bot.gateway.channels.base import NotTaken
from bot.gateway.chatwoot.api import Chatwoot
from bot.gateway.chatwoot.visit import Visit
from bot.gateway.problems import place_of
from bot.gateway.visits import Visits
from bot.records.models import InboxLink
from bot.services import inboxes
from bot.services.app import App

_log = structlog.get_logger(__name__)
_AT_ONCE = 4
_LONGEST = 100.0
"""Seconds a look may take: less than its lease."""


class InboxCarrier(Visits[InboxLink]):
    """Looks for links that are due."""

    name = "inbox.carrier"

    def __init__(self, app: App, *, seconds: float = 1.0) -> None:
        super().__init__(_AT_ONCE, seconds)
        self._app = app
        self._threads = CapacityLimiter(_AT_ONCE)
        self._http = httpx.AsyncClient(trust_env=False)
        self._chatwoot = Chatwoot(app.settings.chatwoot, self._http)

    async def start(self) -> None:
        """Begin to look; nothing where Chatwoot is not set up."""
        if self._app.settings.chatwoot:
            await super().start()

    async def stop(self) -> None:
        """Stop at once."""
        await super().stop()
        await self._http.aclose()

    async def claim(self, room: int) -> Sequence[InboxLink]:
        """Links that are due, leased."""
        return await to_thread.run_sync(inboxes.claim, self._app, room, limiter=self._threads)

    async def visit(self, link: InboxLink) -> None:
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
