"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
SEALED = sa.LargeBinary()
WORD = sa.String(length=64)

APPEND_ONLY = ("audit", "consents", "ownership_events")


def upgrade() -> None:
    """Make the tables, and let the database itself refuse to change what is only ever added to."""
    tables()
    if op.get_bind().dialect.name == "postgresql":
        append_only_on_postgresql()
    else:
        append_only_on_sqlite()


def append_only_on_sqlite() -> None:
    """Triggers that refuse an update or a delete."""
    for table in APPEND_ONLY:
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def append_only_on_postgresql() -> None:
    """The same, and truncation too, which only PostgreSQL has."""
    op.execute(
        "CREATE FUNCTION zhiyin_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION zhiyin_append_only()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION zhiyin_append_only()"
        )


def tables() -> None:
    """Tables and indexes, in an order their references allow."""
    op.create_table(
        "advisors",
        sa.Column("id", WORD, nullable=False),
        sa.Column("index_version", sa.Integer(), nullable=False),
        sa.Column("email_index", WORD, nullable=False),
        sa.Column("email", SEALED, nullable=True),
        sa.Column("name", SEALED, nullable=True),
        sa.Column("role", WORD, nullable=False),
        sa.Column("languages", WORD, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("password_hash", SEALED, nullable=True),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "role IN ('advisor', 'supervisor', 'compliance', 'admin')", name="ck_advisors_role"
        ),
        sa.CheckConstraint("state IN ('active', 'disabled')", name="ck_advisors_state"),
        sa.PrimaryKeyConstraint("id", name="pk_advisors"),
        sa.UniqueConstraint("email_index", name="uq_advisors_email_index"),
    )
    op.create_table(
        "audit",
        sa.Column("seq", LONG, autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", WORD, nullable=False),
        sa.Column("action", WORD, nullable=False),
        sa.Column("subject", WORD, nullable=True),
        sa.Column("body", SEALED, nullable=True),
        sa.Column("previous_hash", WORD, nullable=False),
        sa.Column("hash", WORD, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_audit"),
    )
    op.create_index("ix_audit_subject", "audit", ["subject", "seq"], unique=False)
    op.create_table(
        "clients",
        sa.Column("id", WORD, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("stage", WORD, nullable=True),
        sa.Column("tier", WORD, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("erase_after", MOMENT, nullable=True),
        sa.CheckConstraint("state IN ('active', 'restricted', 'erased')", name="ck_clients_state"),
        sa.PrimaryKeyConstraint("id", name="pk_clients"),
    )
    op.create_index("ix_clients_state", "clients", ["state", "created_at"], unique=False)
    op.create_table(
        "chores",
        sa.Column("name", WORD, nullable=False),
        sa.Column("night", WORD, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_until", MOMENT, nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("outcome", sa.String(length=2000), nullable=True),
        sa.CheckConstraint("state IN ('running', 'done', 'failed')", name="ck_chores_state"),
        sa.PrimaryKeyConstraint("name", name="pk_chores"),
    )
    op.create_table(
        "facts",
        sa.Column("name", WORD, nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_facts"),
    )
    op.create_table(
        "advisor_sessions",
        sa.Column("token_hash", WORD, nullable=False),
        sa.Column("advisor_id", WORD, nullable=False),
        sa.Column("csrf", sa.String(length=128), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["advisor_id"], ["advisors.id"], name="fk_advisor_sessions_advisor_id"
        ),
        sa.PrimaryKeyConstraint("token_hash", name="pk_advisor_sessions"),
    )
    op.create_index(
        "ix_advisor_sessions_advisor_id", "advisor_sessions", ["advisor_id"], unique=False
    )
    op.create_table(
        "advisor_tokens",
        sa.Column("token_hash", WORD, nullable=False),
        sa.Column("advisor_id", WORD, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["advisor_id"], ["advisors.id"], name="fk_advisor_tokens_advisor_id"
        ),
        sa.PrimaryKeyConstraint("token_hash", name="pk_advisor_tokens"),
    )
    op.create_index("ix_advisor_tokens_advisor_id", "advisor_tokens", ["advisor_id"], unique=False)
    op.create_table(
        "consents",
        sa.Column("n", LONG, autoincrement=True, nullable=False),
        sa.Column("id", WORD, nullable=False),
        sa.Column("client_id", WORD, nullable=False),
        sa.Column("purpose", WORD, nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=False),
        sa.Column("text_version", WORD, nullable=False),
        sa.Column("text_hash", WORD, nullable=False),
        sa.Column("language", WORD, nullable=False),
        sa.Column("method", WORD, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "purpose IN ('privacy', 'sensitive_data', 'contact')", name="ck_consents_purpose"
        ),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name="fk_consents_client_id"),
        sa.PrimaryKeyConstraint("n", name="pk_consents"),
        sa.UniqueConstraint("id", name="uq_consents_id"),
    )
    op.create_index(
        "ix_consents_client_id", "consents", ["client_id", "purpose", "n"], unique=False
    )
    op.create_table(
        "conversations",
        sa.Column("id", WORD, nullable=False),
        sa.Column("client_id", WORD, nullable=False),
        sa.Column("channel", WORD, nullable=False),
        sa.Column("language", WORD, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("token_hash", WORD, nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name="fk_conversations_client_id"),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
        sa.UniqueConstraint("token_hash", name="uq_conversations_token_hash"),
    )
    op.create_index("ix_conversations_client_id", "conversations", ["client_id"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", WORD, nullable=False),
        sa.Column("topic", WORD, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("status", WORD, nullable=False),
        sa.Column("client_id", WORD, nullable=True),
        sa.Column("body", SEALED, nullable=True),
        sa.CheckConstraint("status IN ('pending', 'done', 'dead')", name="ck_outbox_status"),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name="fk_outbox_client_id"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
    )
    op.create_index("ix_outbox_client_id", "outbox", ["client_id"], unique=False)
    op.create_index("ix_outbox_due", "outbox", ["status", "due_at"], unique=False)
    op.create_table(
        "answers",
        sa.Column("n", LONG, autoincrement=True, nullable=False),
        sa.Column("id", WORD, nullable=False),
        sa.Column("client_id", WORD, nullable=False),
        sa.Column("conversation_id", WORD, nullable=False),
        sa.Column("question", WORD, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("superseded_at", MOMENT, nullable=True),
        sa.Column("body", SEALED, nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name="fk_answers_client_id"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_answers_conversation_id"
        ),
        sa.PrimaryKeyConstraint("n", name="pk_answers"),
        sa.UniqueConstraint("id", name="uq_answers_id"),
    )
    op.create_index("ix_answers_client_id", "answers", ["client_id", "n"], unique=False)
    op.create_index(
        "uq_answers_current",
        "answers",
        ["client_id", "question"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "assessments",
        sa.Column("n", LONG, autoincrement=True, nullable=False),
        sa.Column("id", WORD, nullable=False),
        sa.Column("client_id", WORD, nullable=False),
        sa.Column("conversation_id", WORD, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("questionnaire_version", WORD, nullable=False),
        sa.Column("policy_version", WORD, nullable=False),
        sa.Column("products_version", WORD, nullable=False),
        sa.Column("body", SEALED, nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name="fk_assessments_client_id"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_assessments_conversation_id"
        ),
        sa.PrimaryKeyConstraint("n", name="pk_assessments"),
        sa.UniqueConstraint("id", name="uq_assessments_id"),
    )
    op.create_index("ix_assessments_client_id", "assessments", ["client_id", "n"], unique=False)
    op.create_table(
        "choices",
        sa.Column("conversation_id", WORD, nullable=False),
        sa.Column("token", WORD, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("body", SEALED, nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_choices_conversation_id"
        ),
        sa.PrimaryKeyConstraint("conversation_id", "token", name="pk_choices"),
    )
    op.create_table(
        "handoffs",
        sa.Column("n", LONG, autoincrement=True, nullable=False),
        sa.Column("id", WORD, nullable=False),
        sa.Column("client_id", WORD, nullable=False),
        sa.Column("conversation_id", WORD, nullable=False),
        sa.Column("status", WORD, nullable=False),
        sa.Column("requested_at", MOMENT, nullable=False),
        sa.Column("accepted_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("advisor_id", WORD, nullable=True),
        sa.Column("outcome", WORD, nullable=True),
        sa.Column("language", WORD, nullable=False),
        sa.Column("body", SEALED, nullable=True),
        sa.CheckConstraint(
            "status IN ('requested', 'queued', 'offered', 'accepted', 'returned', 'closed', "
            "'callback', 'cancelled')",
            name="ck_handoffs_status",
        ),
        sa.ForeignKeyConstraint(["advisor_id"], ["advisors.id"], name="fk_handoffs_advisor_id"),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name="fk_handoffs_client_id"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_handoffs_conversation_id"
        ),
        sa.PrimaryKeyConstraint("n", name="pk_handoffs"),
        sa.UniqueConstraint("id", name="uq_handoffs_id"),
    )
    op.create_index("ix_handoffs_client_id", "handoffs", ["client_id"], unique=False)
    op.create_index("ix_handoffs_status", "handoffs", ["status", "requested_at", "n"], unique=False)
    op.create_index(
        "uq_handoffs_open",
        "handoffs",
        ["conversation_id"],
        unique=True,
        sqlite_where=sa.text(
            "status IN ('requested', 'queued', 'offered', 'accepted', 'callback')"
        ),
        postgresql_where=sa.text(
            "status IN ('requested', 'queued', 'offered', 'accepted', 'callback')"
        ),
    )
    op.create_table(
        "messages",
        sa.Column("id", WORD, nullable=False),
        sa.Column("conversation_id", WORD, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("origin", WORD, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("language", WORD, nullable=False),
        sa.Column("external_index", WORD, nullable=True),
        sa.Column("index_version", sa.Integer(), nullable=True),
        sa.Column("external_id", SEALED, nullable=True),
        sa.Column("in_reply_to", sa.Integer(), nullable=True),
        sa.Column("status", WORD, nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("body", SEALED, nullable=True),
        sa.CheckConstraint(
            "origin IN ('client', 'assistant', 'advisor', 'system')", name="ck_messages_origin"
        ),
        sa.CheckConstraint("status IN ('pending', 'working', 'done')", name="ck_messages_status"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_messages_conversation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint(
            "conversation_id", "external_index", name="uq_messages_conversation_id_external_index"
        ),
        sa.UniqueConstraint("conversation_id", "seq", name="uq_messages_conversation_id_seq"),
    )
    op.create_index(
        "ix_messages_reply", "messages", ["conversation_id", "in_reply_to"], unique=False
    )
    op.create_index(
        "ix_messages_waiting",
        "messages",
        ["conversation_id", "seq"],
        unique=False,
        sqlite_where=sa.text("status <> 'done'"),
        postgresql_where=sa.text("status <> 'done'"),
    )
    op.create_table(
        "ownership",
        sa.Column("conversation_id", WORD, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("advisor_id", WORD, nullable=True),
        sa.Column("handoff_id", WORD, nullable=True),
        sa.Column("since", MOMENT, nullable=False),
        sa.CheckConstraint(
            "state IN ('bot', 'requested', 'queued', 'offered', 'advisor', 'callback', 'closed')",
            name="ck_ownership_state",
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_ownership_conversation_id"
        ),
        sa.PrimaryKeyConstraint("conversation_id", name="pk_ownership"),
    )
    op.create_table(
        "ownership_events",
        sa.Column("n", LONG, autoincrement=True, nullable=False),
        sa.Column("conversation_id", WORD, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("advisor_id", WORD, nullable=True),
        sa.Column("handoff_id", WORD, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_ownership_events_conversation_id"
        ),
        sa.PrimaryKeyConstraint("n", name="pk_ownership_events"),
    )
    op.create_index(
        "ix_ownership_events_conversation_id",
        "ownership_events",
        ["conversation_id", "n"],
        unique=False,
    )
    op.create_table(
        "contacts",
        sa.Column("id", WORD, nullable=False),
        sa.Column("client_id", WORD, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("index_version", sa.Integer(), nullable=False),
        sa.Column("value_index", WORD, nullable=False),
        sa.Column("value", SEALED, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("proven_at", MOMENT, nullable=True),
        sa.Column("proven_through", WORD, nullable=True),
        sa.CheckConstraint("kind IN ('phone', 'email', 'wechat')", name="ck_contacts_kind"),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name="fk_contacts_client_id"),
        sa.PrimaryKeyConstraint("id", name="pk_contacts"),
        sa.UniqueConstraint("client_id", "kind", name="uq_contacts_client_id_kind"),
    )
    op.create_index("ix_contacts_value_index", "contacts", ["kind", "value_index"], unique=False)
    op.create_table(
        "proofs",
        sa.Column("id", WORD, nullable=False),
        sa.Column("conversation_id", WORD, nullable=False),
        sa.Column("status", WORD, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("address_index", WORD, nullable=False),
        sa.Column("candidate_id", WORD, nullable=True),
        sa.Column("code_hash", WORD, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("body", SEALED, nullable=True),
        sa.CheckConstraint(
            "status IN ('sent', 'proven', 'used', 'failed', 'dropped')",
            name="ck_proofs_status",
        ),
        sa.ForeignKeyConstraint(["candidate_id"], ["clients.id"], name="fk_proofs_candidate_id"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_proofs_conversation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_proofs"),
    )
    op.create_index(
        "ix_proofs_address_index", "proofs", ["address_index", "created_at"], unique=False
    )
    op.create_index("ix_proofs_candidate_id", "proofs", ["candidate_id"], unique=False)
    op.create_index(
        "ix_proofs_conversation_id", "proofs", ["conversation_id", "created_at"], unique=False
    )
    op.create_index("ix_proofs_created_at", "proofs", ["created_at"], unique=False)
    op.create_table(
        "tracker_chunks",
        sa.Column("conversation_id", WORD, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("body", SEALED, nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_tracker_chunks_conversation_id"
        ),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name="pk_tracker_chunks"),
    )
    op.create_table(
        "tracker_heads",
        sa.Column("conversation_id", WORD, nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_tracker_heads_conversation_id"
        ),
        sa.PrimaryKeyConstraint("conversation_id", name="pk_tracker_heads"),
    )
    op.create_table(
        "notes",
        sa.Column("n", LONG, autoincrement=True, nullable=False),
        sa.Column("id", WORD, nullable=False),
        sa.Column("handoff_id", WORD, nullable=False),
        sa.Column("advisor_id", WORD, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("body", SEALED, nullable=True),
        sa.ForeignKeyConstraint(["advisor_id"], ["advisors.id"], name="fk_notes_advisor_id"),
        sa.ForeignKeyConstraint(["handoff_id"], ["handoffs.id"], name="fk_notes_handoff_id"),
        sa.PrimaryKeyConstraint("n", name="pk_notes"),
        sa.UniqueConstraint("id", name="uq_notes_id"),
    )
    op.create_index("ix_notes_handoff_id", "notes", ["handoff_id", "n"], unique=False)
