"""Where the key-encryption keys come from: what every provider can do.

A provider wraps and unwraps data keys; the key-encryption key itself need never leave it. That is
what HashiCorp Vault's transit engine, a cloud KMS or a PKCS#11 module can do, so a class with the
six members of `KeyProvider` is all it takes to plug one in (docs/keys.md has an example).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

KEY_BYTES = 32


@dataclass(frozen=True)
class Wrapped:
    """A data key under a key-encryption key: which version of it, and the wrapped bytes."""

    version: int
    blob: bytes


class KeyProvider(Protocol):
    """Holds versioned key-encryption keys."""

    @property
    def name(self) -> str:
        """What ZHIYIN_KEY_PROVIDER calls it."""
        ...

    @property
    def current(self) -> int:
        """The version new keys are wrapped under. Raises NoKeyYet when there is none at all."""
        ...

    def wrap(self, key: bytes, context: bytes) -> Wrapped:
        """Wrap a data key under the current version, bound to `context`."""
        ...

    def unwrap(self, wrapped: Wrapped, context: bytes) -> bytes:
        """Give the data key back. Raises KeyUnavailable when version or context do not fit."""
        ...

    def rotate(self) -> int:
        """Make a new version (the first one, where there is none) and give its number; older ones
        stay usable for unwrapping. Where it is made outside, raise KeyUnavailable saying how."""
        ...

    def retire(self, below: int) -> None:
        """Destroy the versions under `below`, as far as it can be done from here."""
        ...


@runtime_checkable
class Rewraps(Protocol):
    """A provider that can bring many wrapped keys under its newest version in one request, and
    without giving them out. Others are asked to unwrap and wrap each key."""

    def rewrap(self, wrapped: Sequence[tuple[Wrapped, bytes]]) -> list[Wrapped]:
        """The same keys under the newest version, in the same order; each has its context."""
        ...


def rewrapped(provider: KeyProvider, wrapped: Sequence[tuple[Wrapped, bytes]]) -> list[Wrapped]:
    """Wrapped keys with their contexts, brought under the provider's newest version."""
    if isinstance(provider, Rewraps):
        return provider.rewrap(wrapped)
    return [provider.wrap(provider.unwrap(key, context), context) for key, context in wrapped]
