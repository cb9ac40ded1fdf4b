"""The doors of the messaging channels: `/channels/telegram` and so on."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import httpx
import structlog
from fastapi import APIRouter, Response
from fastapi import Request as HttpRequest

from bot.gateway import wording
from bot.gateway.access import Access, run
from bot.gateway.channels.base import (
    Channel,
    Forged,
    NotTaken,
    Pulling,
    Request,
    Unreadable,
)
from bot.services import channels
from bot.services.app import App
from bot.services.errors import NotFound

_log = structlog.get_logger(__name__)


async def _pull(app: App, name: str, channel: Pulling, account: str, knock: str) -> None:
    """Read an account's list from its mark on; the mark moves once a page is stored."""
    async with (
        _turns.setdefault(f"{name}/{account}", asyncio.Lock()),
        httpx.AsyncClient(trust_env=False) as http,
    ):
        more = True
        while more:
            mark = await run(channels.mark, app, name, account)
            page = await channel.pull(http, account, knock, mark)
            for one in page.incoming:
                await run(channels.receive, app, name, one, wording.CHANNELS)
            await run(channels.move_mark, app, name, account, page.mark)
            more = page.more and page.mark != mark


_turns: dict[str, asyncio.Lock] = {}
"""One reader at a time for each account, within this process."""


def router(app: App, known: Mapping[str, Channel], access: Access) -> APIRouter:
    """The routes, to be mounted under `/channels`. A provider hears 200 once all is stored."""
    routes = APIRouter()

    @routes.api_route("/{name}", methods=["GET", "POST"], include_in_schema=False)
    async def door(name: str, request: HttpRequest) -> Response:
        channel = known.get(name)
        if channel is None:
            raise NotFound
        access.limits.address.take(access.address(request))
        came = Request(
            method=request.method,
            query=dict(request.query_params),
            headers={key.lower(): value for key, value in request.headers.items()},
            body=await request.body(),
        )
        try:
            channel.verify(came)
        except (Forged, Unreadable):
            _log.warning("channels.forged", channel=name)
            return Response(status_code=403)
        try:
            parsed = channel.parse(came)
        except (Forged, Unreadable):
            # Told as done: the provider would send the same again for days.
            _log.warning("channels.unreadable", channel=name)
            return Response(status_code=200)
        for one in parsed.incoming:
            access.limits.messages.take(f"{name}/{one.address['id']}")
            await run(channels.receive, app, name, one, wording.CHANNELS)
        if parsed.pull is not None and isinstance(channel, Pulling):
            try:
                await _pull(app, name, channel, *parsed.pull)
            except NotTaken as problem:
                # The provider knocks again, and the mark has not moved past what is not stored.
                _log.warning("channels.not_pulled", channel=name, code=str(problem))
                return Response(status_code=503)
        return Response(parsed.answer, media_type=parsed.media_type)

    return routes
