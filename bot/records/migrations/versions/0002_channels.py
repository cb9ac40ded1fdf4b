"""Where conversations are held on messaging channels."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(length=64)


def upgrade() -> None:
    """Add the tables of the channels."""
    op.create_table(
        "peers",
        sa.Column("id", WORD, nullable=False),
        sa.Column("channel", WORD, nullable=False),
        sa.Column("conversation_id", WORD, nullable=False),
        sa.Column("index_version", sa.Integer(), nullable=False),
        sa.Column("address_index", WORD, nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=True),
        sa.Column("state", WORD, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("heard_at", MOMENT, nullable=False),
        sa.Column("sent_seq", sa.Integer(), nullable=False),
        sa.Column("sent_since", sa.Integer(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('active', 'blocked')", name="ck_peers_state"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_peers_conversation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_peers"),
        sa.UniqueConstraint("channel", "address_index", name="uq_peers_channel_address_index"),
    )
    op.create_index("ix_peers_conversation_id", "peers", ["conversation_id"], unique=False)
    op.create_index("ix_peers_due_at", "peers", ["due_at"], unique=False)
    op.create_table(
        "channel_marks",
        sa.Column("name", WORD, nullable=False),
        sa.Column("value", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_channel_marks"),
    )
