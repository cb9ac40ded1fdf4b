"""What can go wrong with the records, said in words of the business."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.records.verifying import Finding


class RecordsError(Exception):
    """Base of everything the records raise themselves."""


class RecordsUnavailable(RecordsError):
    """The database cannot be used; the message says why and what to do."""


class KeysUnreadable(RecordsError):
    """The keys cannot be used, so nothing may be read or written; the message says what to do."""


class RotationUnderWay(RecordsError):
    """Another process is replacing the keys at this moment."""

    def __init__(self) -> None:
        super().__init__(
            "another process is replacing the keys right now; `zhiyin keys status` tells how far"
        )


class CellsDamaged(RecordsError):
    """Cells that do not open were passed over by a rotation; `cells` names them."""

    def __init__(self, cells: list[str]) -> None:
        named = ", ".join(cells[:3]) + (" …" if len(cells) > 3 else "")
        super().__init__(
            f"{len(cells)} cells do not open and were left as they are, with the older keys of "
            f"their owners: {named}; run `zhiyin audit verify`, bring the rows back from a backup "
            "or erase the client, then rotate again"
        )
        self.cells = cells


class Conflict(RecordsError):
    """Somebody else was faster: a sequence moved on, or what must be unique exists already."""


class DuplicateMessage(Conflict):
    """A message with this external id is in the conversation already; `seq` is its number."""

    def __init__(self, seq: int) -> None:
        super().__init__(f"a message with this external id exists as number {seq}")
        self.seq = seq


class Missing(RecordsError):
    """The row a write belongs to does not exist (or does not exist any more)."""


class AuditBroken(RecordsError):
    """The audit trail, or a row it vouches for, was changed; `findings` name all of it.

    `seq` is the entry of the first finding that names one.
    """

    def __init__(self, findings: Sequence[Finding]) -> None:
        more = len(findings) - 1
        super().__init__(f"{findings[0]}" + (f" (and {more} more)" if more else ""))
        self.findings = tuple(findings)
        self.seq = next((one.entry for one in findings if one.entry is not None), None)


class CheckpointInvalid(RecordsError):
    """A checkpoint cannot be used; the message says why."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the checkpoint cannot be used: {why}")


class BackupUnusable(RecordsError):
    """A backup cannot be read or trusted, or does not belong here; the message says why."""


class RestoreRefused(RecordsError):
    """A backup is good, but restoring it now would do harm; the message says what to do."""
