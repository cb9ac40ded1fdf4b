"""The cipher and the signatures of WeChat and WeCom (WXBizMsgCrypt), and their XML.

AES-256-CBC with the first half of the key as its IV and PKCS#7 to 32 bytes, around
`16 random bytes | length | message | receiver`; signatures are SHA-1 over sorted parts
(developers.weixin.qq.com, “消息加解密说明”). Nothing of it is of our choosing.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import struct
from dataclasses import dataclass, field
from xml.etree import ElementTree

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from bot.gateway.channels.base import Forged, Unreadable, same

_BLOCK = 32
WINDOW_SECONDS = 300
"""How old a request may be; an older one is a replay."""


def signature(*parts: str) -> str:
    """SHA-1 of the sorted parts, in hexadecimal digits."""
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()  # noqa: S324 - theirs


def check_signature(given: str | None, *parts: str) -> None:
    """Raises Forged where the signature is not that of the parts."""
    if not same(given, signature(*parts)):
        raise Forged


def check_age(timestamp: str, now: float) -> None:
    """Raises Forged for a request from another time: it was caught and sent again."""
    if not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 12:
        raise Forged
    if abs(now - int(timestamp)) > WINDOW_SECONDS:
        raise Forged


@dataclass(frozen=True)
class Crypt:
    """The cipher of one account: `encoding_key` has 43 characters, `receiver` is its app id."""

    encoding_key: str = field(repr=False)
    receiver: str

    @property
    def _key(self) -> bytes:
        return base64.b64decode(self.encoding_key + "=")

    def _cipher(self) -> Cipher[modes.CBC]:
        key = self._key
        return Cipher(algorithms.AES(key), modes.CBC(key[:16]))

    def open(self, sealed: str) -> bytes:
        """The message inside. Raises Forged for what was not sealed for this account."""
        try:
            raw = base64.b64decode(sealed, validate=True)
            opener = self._cipher().decryptor()
            plain = opener.update(raw) + opener.finalize()
            plain = plain[: -plain[-1]] if 1 <= plain[-1] <= _BLOCK else b""
            (length,) = struct.unpack(">I", plain[16:20])
            message, receiver = plain[20 : 20 + length], plain[20 + length :]
            if len(message) != length:
                raise Forged
        except (binascii.Error, ValueError, IndexError, struct.error):
            raise Forged from None
        if not same(receiver.decode(errors="replace"), self.receiver):
            raise Forged
        return message

    def seal(self, message: bytes) -> str:
        """A message sealed for the account; used by the provider's side (and by its doubles)."""
        plain = os.urandom(16) + struct.pack(">I", len(message)) + message + self.receiver.encode()
        pad = _BLOCK - len(plain) % _BLOCK
        sealer = self._cipher().encryptor()
        return base64.b64encode(
            sealer.update(plain + bytes([pad]) * pad) + sealer.finalize()
        ).decode()


def read_xml(raw: bytes) -> dict[str, str]:
    """The texts of a flat XML document by tag.

    Raises Unreadable; a document with a DOCTYPE is none: entities are never resolved.
    """
    if b"<!" in raw.replace(b"<![CDATA[", b""):
        raise Unreadable
    try:
        root = ElementTree.fromstring(raw)  # noqa: S314 - no DOCTYPE, so no entities
    except (ElementTree.ParseError, ValueError):
        raise Unreadable from None
    return {child.tag: child.text or "" for child in root}
