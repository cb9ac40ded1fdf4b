"""Refuse to replace a row of an append-only table on SQLite.

`INSERT OR REPLACE` deletes the row that is in its way without asking the triggers on deletion. On
PostgreSQL there is no such way: `ON CONFLICT DO UPDATE` asks the trigger on updates.
"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEYS = {
    "audit": ("seq = NEW.seq",),
    "consents": ("n = NEW.n", "id = NEW.id"),
    "ownership_events": ("n = NEW.n",),
    "rules": ("kind = NEW.kind AND version = NEW.version",),
}
"""By what a row of each table may stand in the way of another."""


def upgrade() -> None:
    """Make the triggers."""
    if op.get_bind().dialect.name == "postgresql":
        return
    for table, keys in KEYS.items():
        there = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {key})" for key in keys)  # noqa: S608 - names of ours
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {there} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
