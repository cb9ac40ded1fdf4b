"""Seal bytes into an authenticated envelope bound to one cell of one table, and open it again.

`version 1 | algorithm 1 | data key version 4 | key commitment 32 | nonce 12 | ciphertext | tag 16`

The algorithm is one of `bot.vault.ciphers`, the nonce random. The associated data are the whole
header and the coordinates of the cell, each length-prefixed, so an envelope that was changed, cut,
or moved to another row, column, client, deployment or schema does not open. The commitment names
the one key that fits: these ciphers alone would let a ciphertext be made that opens under two keys
(after the AWS Encryption SDK).
"""

from __future__ import annotations

import hmac
import os
import struct
from collections.abc import Callable
from dataclasses import dataclass

from bot.vault.ciphers import AES_256_GCM, CIPHERS, NONCE_BYTES, TAG_BYTES, Cipher
from bot.vault.errors import Tampered
from bot.vault.secret import Secret

FORMAT = 1
COMMITMENT_BYTES = 32
_HEAD = struct.Struct(">BBI")
HEADING_BYTES = _HEAD.size
HEADER_BYTES = HEADING_BYTES + COMMITMENT_BYTES
_START = HEADER_BYTES + NONCE_BYTES
OVERHEAD_BYTES = HEADER_BYTES + NONCE_BYTES + TAG_BYTES


@dataclass(frozen=True)
class Cell:
    """The coordinates of one sealed value. `owner` is whose data key seals it (a client's id)."""

    table: str
    column: str
    row: str
    owner: str
    schema: int = 1


@dataclass(frozen=True)
class Subkey:
    """A data key's subkey for one purpose and cipher, with the commitment that names it."""

    version: int
    key: Secret
    commitment: bytes
    cipher: Cipher = AES_256_GCM


def joined(*parts: bytes) -> bytes:
    """Length-prefix and join, so that no two lists of parts give the same bytes."""
    return b"".join(struct.pack(">I", len(part)) + part for part in parts)


def _associated(header: bytes, deployment: str, cell: Cell) -> bytes:
    return header + joined(
        deployment.encode(),
        cell.table.encode(),
        cell.column.encode(),
        cell.row.encode(),
        cell.owner.encode(),
        struct.pack(">I", cell.schema),
    )


def seal(
    plaintext: bytes,
    *,
    subkey: Subkey,
    deployment: str,
    cell: Cell,
    random: Callable[[int], bytes] = os.urandom,
) -> bytes:
    """Seal `plaintext` for `cell`. The result is OVERHEAD_BYTES longer than the plaintext."""
    header = heading(subkey.cipher, subkey.version) + subkey.commitment
    nonce = random(NONCE_BYTES)
    associated = _associated(header, deployment, cell)
    return header + nonce + subkey.cipher.encrypt(subkey.key.reveal(), nonce, plaintext, associated)


def heading(cipher: Cipher, version: int) -> bytes:
    """The HEADING_BYTES an envelope begins with: what a sweep compares, also in the database."""
    return _HEAD.pack(FORMAT, cipher.id, version)


def named(envelope: bytes) -> tuple[Cipher, int]:
    """The cipher and the data key version an envelope names.

    Raises Tampered when it is too short or of a format or cipher we do not accept: there is no
    older, weaker form and no plaintext to fall back to.
    """
    if len(envelope) < OVERHEAD_BYTES:
        raise Tampered("the envelope is cut short")
    version, algorithm, data_key = _HEAD.unpack_from(envelope)
    if version != FORMAT:
        raise Tampered(f"the envelope is of unknown version {version}")
    cipher = CIPHERS.get(algorithm)
    if cipher is None:
        raise Tampered(f"the envelope names unknown algorithm {algorithm}")
    return cipher, int(data_key)


def open_(envelope: bytes, *, subkey: Subkey, deployment: str, cell: Cell) -> bytes:
    """Open an envelope that was sealed for `cell` under `subkey`.

    Raises Tampered for anything else, without saying which part did not fit.
    """
    if named(envelope) != (subkey.cipher, subkey.version):
        raise Tampered(f"{cell.table}.{cell.column}: the envelope names another key")
    header = envelope[:HEADER_BYTES]
    if not hmac.compare_digest(header[HEADING_BYTES:], subkey.commitment):
        raise Tampered(f"{cell.table}.{cell.column}: the envelope was made with another key")
    nonce, ciphertext = envelope[HEADER_BYTES:_START], envelope[_START:]
    associated = _associated(header, deployment, cell)
    plaintext = subkey.cipher.decrypt(subkey.key.reveal(), nonce, ciphertext, associated)
    if plaintext is None:
        raise Tampered(f"{cell.table}.{cell.column}: the envelope does not open here")
    return plaintext
