"""Carries what was said to the channels, in order, a conversation at a time, through crashes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

import httpx
import structlog
from anyio import CapacityLimiter, to_thread

from bot.gateway.channels.base import Channel, NotTaken
from bot.gateway.visits import Visits
from bot.records.models import Peer
from bot.services import channels
from bot.services.app import App

T = TypeVar("T")
Reply = Mapping[str, Any]
_log = structlog.get_logger(__name__)
_AT_ONCE = 8


class Courier(Visits[Peer]):
    """Looks for peers with something to deliver."""

    name = "channels.courier"

    def __init__(self, app: App, known: Mapping[str, Channel], *, seconds: float = 1.0) -> None:
        super().__init__(_AT_ONCE, seconds)
        self._app = app
        self._known = known
        self._threads = CapacityLimiter(_AT_ONCE)
        self._http = httpx.AsyncClient(trust_env=False)

    async def start(self) -> None:
        """Begin to carry; nothing where no channel is set up."""
        if self._known:
            await super().start()

    async def stop(self) -> None:
        """Stop; what was not noted as delivered comes up again after its lease."""
        await super().stop()
        await self._http.aclose()

    async def claim(self, room: int) -> Sequence[Peer]:
        """Peers with something to deliver, leased."""
        return await self._in_thread(partial(channels.claim, self._app, [*self._known], room))

    async def farewell(self, peers: Sequence[Peer], language: str, said: Sequence[Reply]) -> None:
        """The last words to a client whose data were just erased. They are stored nowhere, and
        nobody tries again."""
        words = [{"seq": at, **one} for at, one in enumerate(said, start=1)]
        for peer in peers:
            channel = self._known.get(peer.channel)
            if channel is None:
                continue
            try:
                for _, payload in channel.render(words, language):
                    await channel.send(self._http, peer, payload)
            except NotTaken as problem:
                _log.warning("channels.no_farewell", channel=peer.channel, code=str(problem))

    async def visit(self, peer: Peer) -> None:
        """Deliver to a leased peer; what goes wrong puts it off."""
        try:
            await self._deliver(self._known[peer.channel], peer)
        except NotTaken as problem:
            await self._put_off(peer, problem)
        except Exception as error:
            self.failed(error)
            await self._in_thread(lambda: channels.postpone(self._app, peer, None))

    async def _deliver(self, channel: Channel, peer: Peer) -> None:
        due = await self._in_thread(lambda: channels.due(self._app, peer))
        if due is None:
            return
        if due.said and not channel.may_send(due.peer, _hours(due.peer, self._app.now())):
            # The channel lets us speak no more until they write: then all of it goes out.
            await self._in_thread(lambda: channels.block(self._app, peer))
            _log.info("channels.window_closed", channel=peer.channel)
            return
        for seq, payload in channel.render(due.said, due.language):
            # Who speaks may have changed while the one before was on its way.
            still = await self._in_thread(lambda: channels.due(self._app, peer))
            if still is None or payload.of not in {int(one["seq"]) for one in still.said}:
                break
            await channel.send(self._http, due.peer, payload)
            await self._note(peer, seq, payload.bubbles)
        else:
            await self._note(peer, due.last_seq, 0)
        await self._in_thread(lambda: channels.release(self._app, peer))

    async def _note(self, peer: Peer, seq: int, bubbles: int) -> None:
        await self._in_thread(lambda: channels.delivered(self._app, peer, seq, bubbles))

    async def _put_off(self, peer: Peer, problem: NotTaken) -> None:
        _log.warning(
            "channels.not_taken", channel=peer.channel, code=str(problem), final=problem.final
        )
        if problem.final:
            await self._in_thread(lambda: channels.block(self._app, peer))
        else:
            await self._in_thread(lambda: channels.postpone(self._app, peer, problem.seconds))

    async def _in_thread(self, call: Callable[[], T]) -> T:
        return await to_thread.run_sync(call, limiter=self._threads)


def _hours(peer: Peer, now: datetime) -> float:
    return (now - peer.heard_at).total_seconds() / 3600
