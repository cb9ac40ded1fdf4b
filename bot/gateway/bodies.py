"""No request body above 64 KB is read, whatever its headers claim, nor one that trickles in."""

from __future__ import annotations

import asyncio
import contextlib
import time

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.gateway import problems

LIMIT = 64 * 1024
"""Bytes; a message of 1 MB would cost the engine 2.2 s [measured]."""

SECONDS = 20.0
"""In so many seconds the whole body must be here; 64 KB over a bad line need ten."""

_STATUS = {"ambiguous": 400, "too_large": 413, "too_slow": 408}


class _OverLimit(Exception):
    """More bytes came than are accepted."""


class _TooSlow(Exception):
    """The body was not here in time."""


class BodyLimit:
    """Answer 413 to bodies above the limit, before the application has seen all of them, 408 to
    those that do not come, and 400 to those that give two lengths."""

    def __init__(self, app: ASGIApp, limit: int = LIMIT) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, counting what comes in."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if "transfer-encoding" in headers and "content-length" in headers:
            # Two servers in a row could disagree on where it ends (RFC 9112 §6.1).
            await self._refuse("ambiguous", scope, receive, send)
            return
        claimed = headers.get("content-length", "0")
        if not claimed.isdigit() or int(claimed) > self._limit:
            await self._refuse("too_large", scope, receive, send)
            return
        came = 0
        broken: str | None = None
        started = whole = False
        until = time.monotonic() + SECONDS

        async def counted() -> Message:
            nonlocal came, broken, whole
            if whole:  # what comes now is only that they hung up
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), max(1.0, until - time.monotonic()))
            except asyncio.TimeoutError:
                broken = "too_slow"
                raise _TooSlow from None
            whole = not message.get("more_body", False)
            came += len(message.get("body", b""))
            if came > self._limit:
                broken = "too_large"
                raise _OverLimit
            return message

        async def watched(message: Message) -> None:
            nonlocal started
            if broken and not started:
                return  # the framework's own answer to the broken-off body
            started = True
            await send(message)

        with contextlib.suppress(_OverLimit, _TooSlow):
            await self._app(scope, counted, watched)
        if broken and not started:
            await self._refuse(broken, scope, receive, send)

    @staticmethod
    async def _refuse(code: str, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = problems.response(
            code, _STATUS[code], problems.language_of(scope), headers={"Connection": "close"}
        )
        await refusal(scope, receive, send)
