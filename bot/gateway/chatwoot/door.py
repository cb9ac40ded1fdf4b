"""The door at which Chatwoot knocks: `/inboxes/chatwoot`.

A knock only says in which conversation something happened. What happened is read over the API, so
a forged, repeated, late or swapped knock can at most cause a look.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import structlog
from fastapi import APIRouter, Request, Response

from bot.gateway.access import Access, run
from bot.gateway.channels.base import Forged
from bot.gateway.chatwoot.signature import verify
from bot.services import inboxes
from bot.services.app import App
from bot.services.errors import NotFound

KNOCKS = ("message_created", "conversation_status_changed", "conversation_updated")
"""The events that call for a look; typing and the like do not."""
_log = structlog.get_logger(__name__)


def router(app: App, access: Access) -> APIRouter:
    """The route, to be mounted under `/inboxes`. 200 once the knock is stored."""
    routes = APIRouter()
    settings = app.settings.chatwoot

    @routes.post("/chatwoot", include_in_schema=False)
    async def door(request: Request) -> Response:
        if not settings:
            raise NotFound
        headers = {key.lower(): value for key, value in request.headers.items()}
        body = await request.body()
        try:
            verify(settings.secret, headers, body, app.now().timestamp())
        except Forged:
            access.limits.address.take(access.address(request))
            _log.warning("inbox.forged", channel=inboxes.CHATWOOT)
            return Response(status_code=403)
        remote_id = _conversation(body, settings.account, settings.inbox)
        if remote_id is not None:
            await run(inboxes.knock, app, remote_id)
        return Response(status_code=200)

    return routes


def _conversation(body: bytes, account: int, inbox: int) -> int | None:
    """The conversation that an event of our inbox is about; None for anything else."""
    try:
        event = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(event, Mapping) or event.get("event") not in KNOCKS:
        return None
    about = event.get("conversation") if "conversation" in event else event
    if not isinstance(about, Mapping):
        return None
    if _id(event.get("account"), account) != account:
        return None
    if _id(event.get("inbox"), about.get("inbox_id")) != inbox:
        return None
    number = about.get("id")
    if not isinstance(number, int) or isinstance(number, bool):
        return None
    return number if 0 < number < 2**62 else None


def _id(given: Any, otherwise: Any) -> Any:
    """The number of what is given whole, else what stands in its place."""
    return given.get("id") if isinstance(given, Mapping) else otherwise
