"""Addresses outside that are told of events, and the log of attempts to deliver to them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(length=64)
ORDER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the tables of the webhooks."""
    op.create_table(
        "webhooks",
        sa.Column("id", WORD, nullable=False),
        sa.Column("name", WORD, nullable=False),
        sa.Column("url", sa.LargeBinary(), nullable=True),
        sa.Column("events", sa.String(length=500), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=True),
        sa.Column("former_secret", sa.LargeBinary(), nullable=True),
        sa.Column("former_until", MOMENT, nullable=True),
        sa.Column("state", WORD, nullable=False),
        sa.Column("disabled_for", WORD, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("paused_until", MOMENT, nullable=True),
        sa.CheckConstraint("state IN ('active', 'disabled')", name="ck_webhooks_state"),
        sa.PrimaryKeyConstraint("id", name="pk_webhooks"),
        sa.UniqueConstraint("name", name="uq_webhooks_name"),
    )
    op.create_table(
        "webhook_attempts",
        sa.Column("n", ORDER, autoincrement=True, nullable=False),
        sa.Column("id", WORD, nullable=False),
        sa.Column("webhook_id", WORD, nullable=False),
        sa.Column("delivery_id", WORD, nullable=False),
        sa.Column("event", WORD, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("problem", WORD, nullable=True),
        sa.ForeignKeyConstraint(
            ["webhook_id"], ["webhooks.id"], name="fk_webhook_attempts_webhook_id"
        ),
        sa.PrimaryKeyConstraint("n", name="pk_webhook_attempts"),
        sa.UniqueConstraint("id", name="uq_webhook_attempts_id"),
    )
    op.create_index(
        "ix_webhook_attempts_delivery_id", "webhook_attempts", ["delivery_id", "n"], unique=False
    )
    op.create_index("ix_webhook_attempts_at", "webhook_attempts", ["at"], unique=False)
