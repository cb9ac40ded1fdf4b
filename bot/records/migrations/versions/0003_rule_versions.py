"""What the rules said in each version, so that a stored result can be made anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and let the database itself refuse to change what a version said."""
    op.create_table(
        "rules",
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "version", name="pk_rules"),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER rules_no_change BEFORE UPDATE OR DELETE ON rules "
            "FOR EACH ROW EXECUTE FUNCTION zhiyin_append_only()"
        )
        op.execute(
            "CREATE TRIGGER rules_no_truncate BEFORE TRUNCATE ON rules "
            "FOR EACH STATEMENT EXECUTE FUNCTION zhiyin_append_only()"
        )
        return
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER rules_no_{act.lower()} BEFORE {act} ON rules "
            "BEGIN SELECT RAISE(ABORT, 'rules is append-only'); END"
        )
