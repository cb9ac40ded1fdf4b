"""Token buckets by conversation and by address, so that nobody can drown the others."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.services.errors import TooMany


@dataclass(frozen=True)
class Rate:
    """At most `burst` at once, and `per_second` on the long run."""

    burst: float
    per_second: float


@dataclass(frozen=True)
class Rates:
    """The rates of the chat API. A person writes far below them; a program is held to them.

    An address may stand for a whole office behind one gateway, so its rates are much wider.
    """

    messages: Rate = Rate(60, 5)
    requests: Rate = Rate(240, 20)
    address: Rate = Rate(1_200, 100)
    sessions: Rate = Rate(240, 4)
    documents: Rate = Rate(10, 0.2)


class Buckets:
    """One token bucket for each key; the ones unused for longest are forgotten (and then full)."""

    def __init__(
        self, rate: Rate, *, clock: Callable[[], float] = time.monotonic, keep: int = 50_000
    ) -> None:
        self._rate = rate
        self._clock = clock
        self._keep = keep
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> None:
        """Take one token. Raises TooMany, with the seconds to wait, when there is none."""
        now = self._clock()
        level, at = self._levels.pop(key, (self._rate.burst, now))
        level = min(self._rate.burst, level + (now - at) * self._rate.per_second)
        granted = level >= 1
        self._levels[key] = (level - 1 if granted else level, now)
        while len(self._levels) > self._keep:
            self._levels.popitem(last=False)
        if not granted:
            raise TooMany(retry_after=max(1, math.ceil((1 - level) / self._rate.per_second)))


class Limits:
    """The buckets of one gateway process. Use it on the event loop only."""

    def __init__(
        self, rates: Rates | None = None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        rates = rates or Rates()
        self.messages = Buckets(rates.messages, clock=clock)
        self.requests = Buckets(rates.requests, clock=clock)
        self.address = Buckets(rates.address, clock=clock)
        self.sessions = Buckets(rates.sessions, clock=clock)
        self.documents = Buckets(rates.documents, clock=clock)
