"""The vault: seal and open cells, find by blind index, sign, and destroy an owner's keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.vault import envelope, signing
from bot.vault.envelope import Cell, joined
from bot.vault.index import blind
from bot.vault.keyring import AUDIT, INDEX, OUR_OWN, Keyring, Purpose
from bot.vault.primitives import mac


class Vault:
    """Knows bytes and keys, not business. Raises bot.vault.errors.VaultError kinds only."""

    def __init__(self, keyring: Keyring, deployment: str) -> None:
        self.keyring = keyring
        self.deployment = deployment

    def __repr__(self) -> str:
        return "Vault(…)"

    def prepare(self, at: datetime) -> None:
        """Make the keys of our own (staff, audit, index) that are not there yet."""
        for owner in OUR_OWN:
            self.keyring.create(owner, at)

    def check(self) -> None:
        """Open the keys of our own. Raises KeyUnavailable when they do not open."""
        for owner in OUR_OWN:
            self.keyring.versions(owner)

    def seal(self, cell: Cell, plaintext: bytes, purpose: Purpose) -> bytes:
        """Seal bytes for one cell under its owner's newest key."""
        return envelope.seal(
            plaintext,
            subkey=self.keyring.newest(cell.owner, purpose),
            deployment=self.deployment,
            cell=cell,
        )

    def open(self, cell: Cell, sealed: bytes, purpose: Purpose) -> bytes:
        """Open what was sealed for this very cell. Raises Tampered, Erased or KeyUnavailable."""
        cipher, version = envelope.named(sealed)
        subkey = self.keyring.version(cell.owner, version, purpose, cipher)
        return envelope.open_(sealed, subkey=subkey, deployment=self.deployment, cell=cell)

    def heading(self, owner: str) -> bytes:
        """What an envelope begins with that is under its owner's newest key and the cipher
        written now; a sweep seals anew what begins otherwise."""
        return envelope.heading(self.keyring.cipher, self.keyring.versions(owner)[0])

    def index(self, column: str, value: str, *, fold: bool = True) -> tuple[int, str]:
        """The blind index of a value and the version of the key it is made under, both to be
        stored beside the sealed cell."""
        subkey = self.keyring.subkeys(INDEX, Purpose.INDEX)[0]
        return subkey.version, blind(value, column=column, subkey=subkey, fold=fold)

    def find(
        self, column: str, value: str, *, fold: bool = True, version: int | None = None
    ) -> str:
        """The blind index of a value under one version of the key, the one written now if none is
        given. A look-up asks for `find_all`, for what is stored may be under another one."""
        number = self.index_version if version is None else version
        subkey = self.keyring.version(INDEX, number, Purpose.INDEX)
        return blind(value, column=column, subkey=subkey, fold=fold)

    def find_all(self, column: str, value: str, *, fold: bool = True) -> list[str]:
        """The blind indexes of a value under every version in use: what a look-up compares."""
        return [
            blind(value, column=column, subkey=subkey, fold=fold)
            for subkey in self.keyring.subkeys(INDEX, Purpose.INDEX)
        ]

    @property
    def index_version(self) -> int:
        """The version of the key that new blind indexes are made under."""
        return self.keyring.versions(INDEX)[0]

    def sign(self, what: str, *parts: bytes) -> str:
        """A keyed signature (HMAC-SHA-256, hex) over parts, separated by `what` it is for."""
        subkey = self.keyring.version(AUDIT, 1, Purpose.INDEX)
        message = joined(what.encode(), *parts)
        return mac(subkey.key.reveal(), message).hex()

    def anchor(self) -> Callable[[bytes], bytes]:
        """A keyed digest (HMAC-SHA-256, 32 bytes) of rows, under a subkey of its own."""
        key = self.keyring.version(AUDIT, 1, Purpose.ANCHOR).key.reveal()
        return lambda message: mac(key, message)

    def attest(self, message: bytes) -> bytes:
        """An Ed25519 signature (64 bytes) that anyone can check against `attestor`."""
        return signing.sign(self._seed(), message)

    @property
    def attestor(self) -> bytes:
        """The public key (32 bytes) of `attest`. It stays the same as long as the installation."""
        return signing.public_key(self._seed())

    def _seed(self) -> bytes:
        return self.keyring.version(AUDIT, 1, Purpose.CHECKPOINT).key.reveal()

    def destroy(self, owner: str, at: datetime) -> None:
        """Destroy an owner's keys for good."""
        self.keyring.destroy(owner, at)
