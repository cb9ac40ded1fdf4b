"""Checkpoints: the end of the audit trail at one moment, signed, for somebody else to keep.

Whoever holds one can later have it shown that the trail still extends it. The signature is Ed25519
under a key of the installation's own, derived from the audit key; its public half can be pinned.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from bot.records.errors import CheckpointInvalid
from bot.vault import Vault, signing
from bot.vault.envelope import joined

FORMAT = "zhiyin-checkpoint-1"


@dataclass(frozen=True)
class Checkpoint:
    """The trail had `height` entries, the last of which has `hash`, at `at` (UTC)."""

    deployment: str
    height: int
    hash: str
    at: str
    public_key: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    def document(self) -> dict[str, Any]:
        """As the JSON document that is kept."""
        return {
            "format": FORMAT,
            "deployment": self.deployment,
            "height": self.height,
            "hash": self.hash,
            "at": self.at,
            "public_key": base64.b64encode(self.public_key).decode(),
            "signature": base64.b64encode(self.signature).decode(),
        }

    @property
    def is_signed(self) -> bool:
        """Whether its own public key signed it; who holds that key is another question."""
        message = _message(self.deployment, self.height, self.hash, self.at)
        return signing.is_signed(self.public_key, message, self.signature)


def made(vault: Vault, height: int, hash: str, at: datetime) -> Checkpoint:
    """A signed checkpoint."""
    moment = at.astimezone(timezone.utc).isoformat(timespec="seconds")
    return Checkpoint(
        deployment=vault.deployment,
        height=height,
        hash=hash,
        at=moment,
        public_key=vault.attestor,
        signature=vault.attest(_message(vault.deployment, height, hash, moment)),
    )


def read(text: str) -> Checkpoint:
    """The checkpoint in a JSON text, its signature checked. Raises CheckpointInvalid."""
    try:
        found = json.loads(text)
        if found["format"] != FORMAT:
            raise CheckpointInvalid(f"it is no {FORMAT} document")
        checkpoint = Checkpoint(
            deployment=str(found["deployment"]),
            height=int(found["height"]),
            hash=str(found["hash"]),
            at=str(found["at"]),
            public_key=base64.b64decode(found["public_key"], validate=True),
            signature=base64.b64decode(found["signature"], validate=True),
        )
    except (ValueError, KeyError, TypeError, binascii.Error):
        raise CheckpointInvalid(
            "it is not a checkpoint: a JSON document of ours is wanted"
        ) from None
    if not checkpoint.is_signed:
        raise CheckpointInvalid("its signature does not fit: it was changed since it was made")
    return checkpoint


def _message(deployment: str, height: int, hash: str, at: str) -> bytes:
    return joined(
        FORMAT.encode(), deployment.encode(), str(height).encode(), hash.encode(), at.encode()
    )
