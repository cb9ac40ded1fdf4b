"""How the engine asks the action server: authenticated, over one kept connection, and honestly.

Rasa swallows a failed action ("Bot will continue") and the client would hear nothing. Here the
failure is noted on the message's delivery, so that the private channel can act on it.
"""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from bot.engine import delivery
from bot.services.logs import log

_TIMEOUT = aiohttp.ClientTimeout(total=60, connect=5)


class ActionsEndpoint(EndpointConfig):
    """The action server's webhook as Rasa's EndpointConfig."""

    def __init__(self, url: str, secret: str) -> None:
        """`url` of the webhook, `secret` shared with the action server."""
        super().__init__(
            url, headers={"Authorization": f"Bearer {secret}"}, enable_selective_domain=True
        )
        self._kept: aiohttp.ClientSession | None = None

    def __repr__(self) -> str:
        return f"ActionsEndpoint({self.url})"

    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = "application/json",
        compress: bool = False,
        **kwargs: Any,
    ) -> Any:
        """Ask for an action. Raises ClientResponseError with a status, or aiohttp's ClientError."""
        turn = delivery.current.get()
        try:
            async with self._session().request(
                method, self.url, json=kwargs["json"], compress=compress or None
            ) as response:
                if response.status < 400:
                    return await response.json()
                body = await response.text() if response.status == 400 else "{}"
                raise ClientResponseError(response.status, response.reason or "", body)
        except ClientResponseError as problem:
            if turn is not None and problem.status != 400:  # 400: the action declines, by design
                turn.unreachable = turn.unreachable or problem.status in (401, 502, 503)
                turn.broken = str(kwargs["json"].get("next_action", "?"))
                log().error("action.failed", action=turn.broken, status=problem.status)
            raise
        except (aiohttp.ClientError, asyncio.TimeoutError) as problem:
            if turn is not None:
                turn.unreachable = True
            log().error("action.unreachable", error=problem)
            if isinstance(problem, aiohttp.ClientError):
                raise
            raise aiohttp.ClientError("the action server did not answer in time") from None

    def _session(self) -> aiohttp.ClientSession:
        if self._kept is None or self._kept.closed:
            self._kept = aiohttp.ClientSession(headers=self.headers, timeout=_TIMEOUT)
        return self._kept

    async def close(self) -> None:
        """Close the kept connection."""
        if self._kept is not None:
            await self._kept.close()
