"""What can go wrong with sealed data, said in words of the business."""

from __future__ import annotations


class VaultError(Exception):
    """Base of everything the vault raises. No message ever holds key bytes or plaintext."""


class KeyUnavailable(VaultError):
    """A key that is needed is not there or cannot be unwrapped; nothing is written in clear."""


class NoKeyYet(KeyUnavailable):
    """The provider was reached and holds no key-encryption key at all."""


class KeyFilesUnsafe(KeyUnavailable):
    """The key files could be read or replaced by somebody else; the message names the mend."""


class Tampered(VaultError):
    """An envelope was changed, cut, moved to another cell, or is of a kind we do not accept."""


class Erased(VaultError):
    """The owner's key was destroyed on request: what it sealed is gone for good."""
