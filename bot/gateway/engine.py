"""The gateway's end of the engine's private channel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx

_PATH = "/webhooks/gateway/messages"
_READY = "/webhooks/gateway/"
_BROKE = frozenset({"turn_failed", "not_durable"})
"""The engine's words for a turn that broke: this very message may be the reason."""
_TIMEOUT = httpx.Timeout(60.0, connect=2.0)


class EngineDown(Exception):
    """The engine could not take the message now; the same message may be sent again."""


class EngineFailed(Exception):
    """The engine failed on this very message; `final` when it will never take it."""

    def __init__(self, *, final: bool) -> None:
        super().__init__("final" if final else "may pass")
        self.final = final


class Engine:
    """An HTTP client of the private channel. The same (conversation, seq) may be sent repeatedly:
    the engine remembers what it answered.
    """

    def __init__(self, url: str, secret: str, *, timeout: httpx.Timeout = _TIMEOUT) -> None:
        self._client = httpx.AsyncClient(
            base_url=url,
            headers={"Authorization": f"Bearer {secret}"},
            timeout=timeout,
            trust_env=False,  # loopback: never through a proxy
            limits=httpx.Limits(max_connections=64, max_keepalive_connections=16),
        )

    async def answer(self, payload: Mapping[str, Any]) -> list[dict[str, Any]]:
        """What the assistant says to one message, in order.

        Raises EngineDown when it is not reachable or could not keep what happened, EngineFailed
        when it broke on this message.
        """
        try:
            response = await self._client.post(_PATH, json=dict(payload))
        except httpx.HTTPError as error:
            raise EngineDown(type(error).__name__) from None
        status = response.status_code
        if status == 503 and _code(response) in _BROKE:
            raise EngineFailed(final=False)
        if status in (401, 403, 404, 408, 429, 502, 503, 504):
            raise EngineDown(str(status))  # starting, or misconfigured: nothing may get lost
        if status != 200:
            raise EngineFailed(final=status < 500)
        try:
            answer = response.json()
            messages = [dict(message) for message in answer["messages"]]
            durable = answer.get("durable") is True
        except (ValueError, TypeError, KeyError, AttributeError):
            raise EngineFailed(final=False) from None
        if not durable:
            raise EngineDown("not durable")
        return messages

    async def ready(self) -> bool:
        """Whether the engine answers on its private channel."""
        try:
            response = await self._client.get(_READY, timeout=2.0)
        except httpx.HTTPError:
            return False
        return response.status_code == 200

    async def close(self) -> None:
        """Give the connections back."""
        await self._client.aclose()


def _code(response: httpx.Response) -> str | None:
    try:
        return str(response.json()["code"])
    except (ValueError, TypeError, KeyError):
        return None
