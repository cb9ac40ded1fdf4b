"""Looks after the clients who wait for a person, beside the conversations."""

from __future__ import annotations

import structlog
from anyio import to_thread

from bot.gateway.rounds import Rounds
from bot.services import overdue
from bot.services.app import App

_log = structlog.get_logger(__name__)


class Watch(Rounds):
    """Looks every `seconds`; several processes may, the records let one act."""

    name = "watch"

    def __init__(self, app: App, *, seconds: float = 15.0) -> None:
        super().__init__(seconds)
        self._app = app

    async def round(self) -> None:
        """Help everybody who waits too long."""
        helped = await to_thread.run_sync(overdue.look, self._app)
        if helped:
            _log.info("handoffs.overdue", count=helped)
