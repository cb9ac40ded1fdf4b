"""Access tokens that a provider gives out for a while, kept until shortly before they end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

_EARLY = 300.0


class AccessToken:
    """One token, fetched when it is needed; callers wait for one fetch together."""

    def __init__(self, fetch: Callable[[], Awaitable[tuple[str, float]]]) -> None:
        self._fetch = fetch
        self._token = ""
        self._until = 0.0
        self._lock: asyncio.Lock | None = None

    async def get(self) -> str:
        """The token that holds now. Raises what `fetch` raises."""
        if self._lock is None:
            self._lock = asyncio.Lock()
        async with self._lock:
            if time.monotonic() >= self._until:
                self._token, seconds = await self._fetch()
                self._until = time.monotonic() + max(seconds - _EARLY, 10.0)
            return self._token

    def forget(self) -> None:
        """The provider says that it no longer holds."""
        self._until = 0.0
