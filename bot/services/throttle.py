"""Slowing down guesses at a sign-in, by address and by account, within one process."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass
class Throttle:
    """Counts failures in a sliding window.

    `per_account` and `per_address` failures within `window` are allowed; then every attempt is
    refused until the oldest one has left the window. Accounts are kept as hashes only, and no more
    than `size` keys are remembered (the oldest go first), so that guessing cannot fill the memory.
    """

    per_account: int = 5
    per_address: int = 30
    window: timedelta = timedelta(minutes=15)
    size: int = 20_000
    _failures: OrderedDict[str, deque[datetime]] = field(default_factory=OrderedDict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def wait(self, account: str, address: str, now: datetime) -> timedelta | None:
        """How long this account or address must wait; None when it may try."""
        with self._lock:
            waits = [self._wait(key, limit, now) for key, limit in self._keys(account, address)]
        due = [wait for wait in waits if wait is not None]
        return max(due) if due else None

    def failed(self, account: str, address: str, now: datetime) -> None:
        """Remember one failure."""
        with self._lock:
            for key, limit in self._keys(account, address):
                times = self._failures.setdefault(key, deque(maxlen=limit))
                times.append(now)
                self._failures.move_to_end(key)
            while len(self._failures) > self.size:
                self._failures.popitem(last=False)

    def succeeded(self, account: str) -> None:
        """Forget the failures of an account whose owner has come in."""
        with self._lock:
            self._failures.pop(self._account_key(account), None)

    def _keys(self, account: str, address: str) -> tuple[tuple[str, int], ...]:
        return (
            (self._account_key(account), self.per_account),
            (f"address:{address}", self.per_address),
        )

    @staticmethod
    def _account_key(account: str) -> str:
        return "account:" + hashlib.sha256(account.casefold().encode()).hexdigest()

    def _wait(self, key: str, limit: int, now: datetime) -> timedelta | None:
        times = self._failures.get(key)
        if not times:
            return None
        while times and now - times[0] >= self.window:
            times.popleft()
        if not times:
            del self._failures[key]
            return None
        return times[0] + self.window - now if len(times) >= limit else None
