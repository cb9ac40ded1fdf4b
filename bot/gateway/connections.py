"""Bounds on connections: how many there may be, and how long one may take to say what it wants.

A program that opens thousands of connections, or sends its request a byte at a time, costs us
memory and places that clients need. The bodies have a bound of their own (bot.gateway.bodies).
"""

from __future__ import annotations

import asyncio
import contextlib
import resource
from collections import Counter
from typing import Any

import structlog
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 15.0
"""In so many seconds a connection must have sent its request's head; a phone needs two."""
PER_ADDRESS = 1000
"""Connections of one address. A whole office may stand behind one; each client has two or three."""
AT_ONCE = 8000
"""Connections altogether, as far as the system lets this process open so many files."""
_SPARE_FILES = 300  # for the database, the engine, the channels

_log = structlog.get_logger(__name__)


def files_allowed() -> int:
    """How many connections this process can hold. Asks for as many files as it may have."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = hard if hard != resource.RLIM_INFINITY else AT_ONCE + _SPARE_FILES
    wanted = min(most, AT_ONCE + _SPARE_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            soft = wanted
    have = AT_ONCE + _SPARE_FILES if soft == resource.RLIM_INFINITY else soft
    return max(1, min(AT_ONCE, have - _SPARE_FILES))


class Bounds:
    """Counts the connections of one server."""

    def __init__(self, *, behind_proxy: bool, at_once: int | None = None) -> None:
        """Behind a reverse proxy all come from its address: there the proxy counts by address."""
        self.at_once = files_allowed() if at_once is None else at_once
        self._per_address = None if behind_proxy else PER_ADDRESS
        self._open: Counter[str] = Counter()

    def enter(self, address: str) -> bool:
        """Count a new connection; False, and not counted, where there are enough."""
        own = self._open[address]
        many = self._per_address is not None and own >= self._per_address
        if many or self._open.total() >= self.at_once:
            return False
        self._open[address] = own + 1
        return True

    def leave(self, address: str) -> None:
        """A counted connection has ended."""
        self._open[address] -= 1
        if self._open[address] <= 0:
            del self._open[address]

    def protocol(self) -> type[H11Protocol]:
        """The server's protocol, held to these bounds."""
        bounds = self

        class Bounded(_Bounded):
            """With the bounds of this server."""

            def __init__(self, *given: Any, **named: Any) -> None:
                super().__init__(*given, **named)
                self.bounds = bounds

        return Bounded


class _Bounded(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it. h11 refuses what two servers could read differently, and a
    head above 64 KB."""

    bounds: Bounds
    _address: str | None = None
    _patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Let it in, and give it time to say what it wants; or close it at once."""
        super().connection_made(transport)
        address = self.client[0] if self.client else "unknown"
        if not self.bounds.enter(address):
            _log.warning("gateway.too_many_connections")
            transport.abort()
            return
        self._address = address
        self._wait()

    def data_received(self, data: bytes) -> None:
        """What came in; the time runs until the head of a request is whole."""
        super().data_received(data)
        serving = self.cycle is not None and not self.cycle.response_complete
        if serving:
            self._calm()
        elif self._patience is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count it out."""
        self._calm()
        if self._address is not None:
            self.bounds.leave(self._address)
            self._address = None
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._patience = self.loop.call_later(HEAD_SECONDS, self._too_slow)

    def _calm(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _too_slow(self) -> None:
        self._patience = None
        serving = self.cycle is not None and not self.cycle.response_complete
        if not serving and not self.transport.is_closing():
            self.transport.close()
