"""Tables, repositories, migrations and the audit trail; seals what must not stand in clear."""

from bot.records.errors import (
    AuditBroken,
    CellsDamaged,
    Conflict,
    DuplicateMessage,
    KeysUnreadable,
    Missing,
    RecordsError,
    RecordsUnavailable,
    RotationUnderWay,
)
from bot.records.store import Records
from bot.records.unit import UnitOfWork

__all__ = [
    "AuditBroken",
    "CellsDamaged",
    "Conflict",
    "DuplicateMessage",
    "KeysUnreadable",
    "Missing",
    "Records",
    "RecordsError",
    "RecordsUnavailable",
    "RotationUnderWay",
    "UnitOfWork",
]
