"""Between a repository and the vault: turns bodies into sealed cells and back."""

from __future__ import annotations

import json
from typing import Any

from bot.vault import Cell, Purpose, Vault

SCHEMA = 1
_STEP = 64


class Sealer:
    """Seals JSON documents, words and bytes for one cell each.

    JSON is padded to multiples of 64 bytes: the length of a short answer would tell which it was.
    """

    def __init__(self, vault: Vault) -> None:
        self.vault = vault

    def seal_json(self, cell: Cell, value: Any, purpose: Purpose) -> bytes:
        """Seal a JSON document. Raises TypeError for what JSON cannot say."""
        raw = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
        return self.vault.seal(cell, raw.ljust(-(-len(raw) // _STEP) * _STEP), purpose)

    def open_json(self, cell: Cell, sealed: bytes | None, purpose: Purpose) -> Any:
        """Open a JSON document; None stays None (the cell was forgotten)."""
        if sealed is None:
            return None
        return json.loads(self.vault.open(cell, bytes(sealed), purpose))

    def seal_bytes(self, cell: Cell, value: bytes, purpose: Purpose) -> bytes:
        """Seal bytes as they are."""
        return self.vault.seal(cell, value, purpose)

    def open_bytes(self, cell: Cell, sealed: bytes, purpose: Purpose) -> bytes:
        """Open bytes."""
        return self.vault.open(cell, bytes(sealed), purpose)


def cell(table: str, column: str, row: str, owner: str) -> Cell:
    """The coordinates of a cell under the present schema of sealed documents."""
    return Cell(table=table, column=column, row=row, owner=owner, schema=SCHEMA)
