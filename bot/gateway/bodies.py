"""No request body above 64 KB is read, whatever its headers claim."""

from __future__ import annotations

import contextlib

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.gateway import problems

LIMIT = 64 * 1024
"""Bytes; facts/security.md §Abuse (a 1 MB message cost the engine 2.2 s)."""


class _OverLimit(Exception):
    """More bytes came than are accepted."""


class BodyLimit:
    """Answer 413 to bodies above the limit, before the application has seen all of them."""

    def __init__(self, app: ASGIApp, limit: int = LIMIT) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, counting what comes in."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        claimed = Headers(scope=scope).get("content-length", "0")
        if not claimed.isdigit() or int(claimed) > self._limit:
            await self._refuse(scope, receive, send)
            return
        came = 0
        over = False
        started = False

        async def counted() -> Message:
            nonlocal came, over
            message = await receive()
            came += len(message.get("body", b""))
            if came > self._limit:
                over = True
                raise _OverLimit
            return message

        async def watched(message: Message) -> None:
            nonlocal started
            if over and not started:
                return  # the framework's own answer to the broken-off body
            started = True
            await send(message)

        with contextlib.suppress(_OverLimit):
            await self._app(scope, counted, watched)
        if over and not started:
            await self._refuse(scope, receive, send)

    @staticmethod
    async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
        refusal = problems.response(
            "too_large", 413, problems.language_of(scope), headers={"Connection": "close"}
        )
        await refusal(scope, receive, send)
