"""Free TCP ports for servers that tests start."""

from __future__ import annotations

import contextlib
import random
import socket

# Below the range from which systems take ports for outgoing connections: one taken from there may
# be anybody's by the time the server listens. Chosen at random, so that runs side by side differ.
_LOWEST, _HIGHEST = 20_000, 32_000


def free_ports(count: int = 1) -> int:
    """The first of so many free ports in a row."""
    for _ in range(200):
        first = random.SystemRandom().randrange(_LOWEST, _HIGHEST - count)
        with contextlib.ExitStack() as stack:
            try:
                for port in range(first, first + count):
                    stack.enter_context(socket.socket()).bind(("127.0.0.1", port))
            except OSError:
                continue
        return first
    raise RuntimeError(f"no {count} free ports in a row")
