"""One link of the audit chain: how its hash is made and where its sealed part lies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from bot.records.sealing import cell
from bot.vault import AUDIT, Cell, Mark, Vault

WRITTEN = "records.written"
"""The action of an entry that anchors rows."""
RESUMED = "audit.resumed"
"""The action of an entry by which somebody answers for a trail that a restore set back."""
BEGINNING = Mark(0, "0" * 64)
"""What the first entry follows."""


def place(seq: int) -> Cell:
    """The coordinates of an entry's sealed part."""
    return cell("audit", "body", str(seq), AUDIT)


def entry_hash(vault: Vault, entry: Mapping[Any, Any]) -> str:
    """The keyed hash of an entry, the hash of the one before included."""
    at: datetime = entry["at"]
    body = entry["body"]
    return vault.sign(
        "audit entry",
        str(entry["seq"]).encode(),
        at.astimezone(timezone.utc).isoformat(timespec="microseconds").encode(),
        entry["actor"].encode(),
        entry["action"].encode(),
        (entry["subject"] or "").encode(),
        b"" if body is None else bytes(body),
        entry["previous_hash"].encode(),
    )
