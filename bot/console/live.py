"""Live updates: one stream of server-sent events a page, which says what to fetch anew."""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from bot.console.queue import ready
from bot.services import handoff_views, signals
from bot.services.advisors import SignedIn
from bot.services.app import App
from bot.services.errors import Refused
from bot.services.handoff_access import WAITING

_LOOK = 1.0
"""Seconds between looks at the records; wake-ups of this process come in between."""
_QUEUE_EVERY = 2.0
_HEARTBEAT = 15.0
_LONGEST = 240.0
"""After this the stream ends and the browser comes again, and is authenticated again."""
_TYPING = 6.0


def typing_until() -> float:
    """How long a sign of typing counts (seconds of `time.monotonic`)."""
    return time.monotonic() + _TYPING


def add(pages: APIRouter, app: App) -> None:
    """Put the stream on the console's router."""

    @pages.get("/stream")
    async def stream(request: Request, handoff: str = "") -> Response:
        who = await asyncio.to_thread(ready, app, request, active=False)
        watched = None
        if handoff:
            watched = await asyncio.to_thread(handoff_views.watched, app, who.advisor, handoff)
        return StreamingResponse(
            _events(app, request, who, handoff, watched),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )


async def _events(
    app: App, request: Request, who: SignedIn, handoff_id: str, conversation_id: str | None
) -> AsyncIterator[str]:
    """`queue` with the number who wait, `talk` when the conversation moved, `state` when it was
    taken, moved or ended, `gone` when the session is over. No client words: those are fetched."""
    started = last_sign = time.monotonic()
    looked_at_queue = 0.0
    queue: dict[str, Any] | None = None
    state: tuple[Any, ...] | None = None
    yield "retry: 2000\n\n"
    while time.monotonic() - started < _LONGEST and not await request.is_disconnected():
        mark = signals.seen(conversation_id) if conversation_id else None
        now = time.monotonic()
        try:
            if now - looked_at_queue >= _QUEUE_EVERY:
                looked_at_queue = now
                await asyncio.to_thread(ready, app, request, active=False)
                fresh = await asyncio.to_thread(_queue, app, who)
                if fresh != queue:
                    yield _event("queue", {**fresh, "first": queue is None})
                    queue, last_sign = fresh, now
            if conversation_id:
                pulse = await asyncio.to_thread(handoff_views.pulse, app, who.advisor, handoff_id)
                if state is None or pulse.seq != state[0]:
                    yield _event("talk", {"seq": pulse.seq, "client": pulse.from_client})
                    last_sign = now
                if state is not None and (pulse.status, pulse.advisor_id) != state[1:]:
                    yield _event("state", {"status": pulse.status})
                    last_sign = now
                state = (pulse.seq, pulse.status, pulse.advisor_id)
        except Refused as error:
            yield _event("gone" if error.status == 401 else "state", {"code": error.code})
            return
        if now - last_sign >= _HEARTBEAT:
            yield ": still here\n\n"
            last_sign = now
        if conversation_id:
            await signals.wait(conversation_id, _LOOK, since=mark)
        else:
            await asyncio.sleep(_LOOK)


def _queue(app: App, who: SignedIn) -> dict[str, Any]:
    going = handoff_views.going_on(app, who.advisor)
    waiting = [one.id for one in going if one.status in WAITING]
    seen = json.dumps([(one.id, one.status, one.advisor_id) for one in going])
    newest = max(waiting, default="")
    digest = hashlib.sha256(seen.encode()).hexdigest()[:16]
    return {"waiting": len(waiting), "newest": newest, "digest": digest}


def _event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"
