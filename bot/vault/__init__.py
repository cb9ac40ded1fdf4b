"""Keys, envelopes, blind indexes and erasure. Knows bytes, not business."""

from bot.vault.envelope import Cell
from bot.vault.errors import (
    Erased,
    KeyFilesUnsafe,
    KeyUnavailable,
    NoKeyYet,
    Tampered,
    VaultError,
)
from bot.vault.keyring import AUDIT, INDEX, STAFF, Keyring, Purpose
from bot.vault.keystore import READING, KeyStore, Mark, Rotation
from bot.vault.local import EnvKeyProvider, FileKeyProvider
from bot.vault.providers import KeyProvider, Wrapped
from bot.vault.vault import Vault

__all__ = [
    "AUDIT",
    "INDEX",
    "READING",
    "STAFF",
    "Cell",
    "EnvKeyProvider",
    "Erased",
    "FileKeyProvider",
    "KeyFilesUnsafe",
    "KeyProvider",
    "KeyStore",
    "KeyUnavailable",
    "Keyring",
    "Mark",
    "NoKeyYet",
    "Purpose",
    "Rotation",
    "Tampered",
    "Vault",
    "VaultError",
    "Wrapped",
]
