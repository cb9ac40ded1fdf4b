"""The authenticated ciphers an envelope may be sealed with, by the number that stands in it.

All take 32-byte keys, 12-byte nonces that serve once, and give 16-byte tags. All that are listed
open; one of them is written (`ZHIYIN_CIPHER`). A number that is not listed does not open: there is
nothing weaker to fall back to. A cipher that must no longer open is taken off the list, after
`zhiyin keys rotate --data-keys` has moved every cell to another one.
"""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305

NONCE_BYTES = 12
TAG_BYTES = 16


@dataclass(frozen=True)
class Cipher:
    """One authenticated cipher. Subkeys are derived for it alone, so no key serves two ciphers."""

    id: int
    name: str
    make: type[AESGCM] | type[ChaCha20Poly1305]

    def encrypt(self, key: bytes, nonce: bytes, plaintext: bytes, associated: bytes) -> bytes:
        """The ciphertext with its 16-byte tag. A nonce serves once."""
        return self.make(key).encrypt(nonce, plaintext, associated)

    def decrypt(
        self, key: bytes, nonce: bytes, ciphertext: bytes, associated: bytes
    ) -> bytes | None:
        """The plaintext, or None when key, nonce, ciphertext, tag or associated data do not fit."""
        try:
            return self.make(key).decrypt(nonce, ciphertext, associated)
        except InvalidTag:
            return None


AES_256_GCM = Cipher(1, "aes-256-gcm", AESGCM)
"""NIST SP 800-38D."""
CHACHA20_POLY1305 = Cipher(2, "chacha20-poly1305", ChaCha20Poly1305)
"""RFC 8439: nothing in common with AES, should AES ever have to go."""
CIPHERS = {cipher.id: cipher for cipher in (AES_256_GCM, CHACHA20_POLY1305)}
NAMES = {cipher.name: cipher for cipher in CIPHERS.values()}
