"""A key provider of the institution's own, held to what a provider must do.

Whatever it raises becomes KeyUnavailable without the exception's words, which could hold a secret;
what it gives is checked; and before anything is sealed it has to prove that it binds a key to its
context.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeVar

from bot.vault.errors import KeyUnavailable, VaultError
from bot.vault.providers import KEY_BYTES, KeyProvider, Wrapped

T = TypeVar("T")
_MEMBERS = ("name", "current", "wrap", "unwrap", "rotate", "retire")


def require_members(made: type, what: str) -> None:
    """Raises KeyUnavailable naming the members of KeyProvider that a class lacks."""
    lacking = [name for name in _MEMBERS if not hasattr(made, name)]
    if lacking:
        raise KeyUnavailable(
            f"{what} lacks {', '.join(lacking)}; docs/keys.md shows what a provider has"
        )


class ForeignKeyProvider:
    """Stands before a provider that we did not write."""

    def __init__(self, provider: KeyProvider, what: str) -> None:
        self._provider = provider
        self._what = what

    def __repr__(self) -> str:
        return f"ForeignKeyProvider({self._what!r})"

    @property
    def name(self) -> str:
        """Its own name."""
        return self._try(lambda: str(self._provider.name))

    @property
    def current(self) -> int:
        """The version new keys are wrapped under."""
        return self._version(self._try(lambda: self._provider.current))

    def wrap(self, key: bytes, context: bytes) -> Wrapped:
        """Wrap a data key. Raises KeyUnavailable when what comes back cannot be right."""
        wrapped = self._try(lambda: self._provider.wrap(key, context))
        if not isinstance(wrapped, Wrapped) or not isinstance(wrapped.blob, bytes):
            raise KeyUnavailable(f"{self._what}: wrap must give bot.vault.Wrapped(version, bytes)")
        self._version(wrapped.version)
        if key in wrapped.blob:
            raise KeyUnavailable(f"{self._what}: what wrap gives holds the key in clear")
        return wrapped

    def unwrap(self, wrapped: Wrapped, context: bytes) -> bytes:
        """Unwrap a data key. Raises KeyUnavailable when it is none."""
        key = self._try(lambda: self._provider.unwrap(wrapped, context))
        if not isinstance(key, bytes) or len(key) != KEY_BYTES:
            raise KeyUnavailable(f"{self._what}: unwrap must give the {KEY_BYTES} bytes of the key")
        return key

    def rotate(self) -> int:
        """Make a new version."""
        return self._version(self._try(self._provider.rotate))

    def retire(self, below: int) -> None:
        """Destroy older versions."""
        self._try(lambda: self._provider.retire(below))

    def prove(self) -> None:
        """Wrap a key and see that it opens with its own context and with no other.

        Raises KeyUnavailable when it does not.
        """
        key, context = os.urandom(KEY_BYTES), b"zhiyin: a trial"
        wrapped = self.wrap(key, context)
        if self.unwrap(wrapped, context) != key:
            raise KeyUnavailable(f"{self._what}: unwrap does not give back what wrap was given")
        try:
            self.unwrap(wrapped, context + b"!")
        except KeyUnavailable:
            return
        raise KeyUnavailable(
            f"{self._what} does not bind a key to its context: a key of one client would open as "
            "another's; pass the context on as associated data or encryption context"
        )

    def _version(self, found: object) -> int:
        if not isinstance(found, int) or isinstance(found, bool) or not 1 <= found < 1 << 31:
            raise KeyUnavailable(f"{self._what}: versions are whole numbers from 1 on")
        return found

    def _try(self, act: Callable[[], T]) -> T:
        try:
            return act()
        except VaultError:
            raise
        except Exception as error:
            raise KeyUnavailable(f"{self._what} failed: {type(error).__name__}") from None
