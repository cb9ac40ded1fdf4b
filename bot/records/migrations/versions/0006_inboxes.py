"""Handoffs that are answered in another system's inbox."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(length=64)
LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the table of the links."""
    op.create_table(
        "inbox_links",
        sa.Column("handoff_id", WORD, nullable=False),
        sa.Column("conversation_id", WORD, nullable=False),
        sa.Column("inbox", WORD, nullable=False),
        sa.Column("source_id", WORD, nullable=False),
        sa.Column("contact_id", LONG, nullable=True),
        sa.Column("remote_id", LONG, nullable=True),
        sa.Column("state", WORD, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("busy_until", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("knocks", sa.Integer(), nullable=False),
        sa.Column("sent_seq", sa.Integer(), nullable=False),
        sa.Column("mark", LONG, nullable=False),
        sa.CheckConstraint("state IN ('open', 'ended', 'stuck')", name="ck_inbox_links_state"),
        sa.ForeignKeyConstraint(["handoff_id"], ["handoffs.id"], name="fk_inbox_links_handoff_id"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_inbox_links_conversation_id"
        ),
        sa.PrimaryKeyConstraint("handoff_id", name="pk_inbox_links"),
        sa.UniqueConstraint("source_id", name="uq_inbox_links_source_id"),
        sa.UniqueConstraint("inbox", "remote_id", name="uq_inbox_links_inbox_remote_id"),
    )
    op.create_index(
        "ix_inbox_links_conversation_id", "inbox_links", ["conversation_id"], unique=False
    )
    op.create_index("ix_inbox_links_due_at", "inbox_links", ["due_at"], unique=False)
