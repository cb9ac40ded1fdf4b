"""Brings messages that have come due to the clients, beside the conversations."""

from __future__ import annotations

from collections.abc import Mapping

from anyio import to_thread

from bot.gateway.channels.base import Channel
from bot.gateway.rounds import Rounds
from bot.records.models import OutboxItem
from bot.services import proactive
from bot.services.app import App


class Herald(Rounds):
    """Looks for due messages every `seconds`; several processes share the work by leases."""

    name = "herald"

    def __init__(self, app: App, known: Mapping[str, Channel], *, seconds: float = 5.0) -> None:
        super().__init__(seconds)
        self._app = app
        self._known = known

    async def round(self) -> None:
        """Bring what is due, one after the other; one that fails holds up none of the others."""
        for item in await to_thread.run_sync(proactive.claim, self._app):
            try:
                await to_thread.run_sync(self._bring, item)
            except Exception as error:
                self.failed(error)

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
