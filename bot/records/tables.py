"""The tables. docs/data.md says of each column whether it is clear or sealed, and why."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.records.columns import LONG, Instant, ident, one_of, ordered, sealed
from bot.records.models import (
    ADVISOR_STATES,
    CHORE_STATES,
    CLIENT_STATES,
    CONTACT_KINDS,
    HANDOFF_STATUSES,
    INBOX_LINK_STATES,
    MESSAGE_STATUSES,
    OPEN_HANDOFF_STATUSES,
    ORIGINS,
    OUTBOX_STATUSES,
    OWNERSHIP_STATES,
    PEER_STATES,
    PROOF_STATUSES,
    PURPOSES,
    ROLES,
    WEBHOOK_STATES,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def _client() -> Column[str]:
    return ident("client_id", ForeignKey("clients.id"), nullable=False)


def _conversation() -> Column[str]:
    return ident("conversation_id", ForeignKey("conversations.id"), nullable=False)


facts = Table(
    "facts",
    metadata,
    ident("name", primary_key=True),
    Column("value", String(200), nullable=False),
)

clients = Table(
    "clients",
    metadata,
    ident("id", primary_key=True),
    ident("state", nullable=False),
    ident("stage"),
    ident("tier"),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("erase_after", Instant),
    one_of("clients", "state", CLIENT_STATES),
    Index("ix_clients_state", "state", "created_at"),
)

conversations = Table(
    "conversations",
    metadata,
    ident("id", primary_key=True),
    _client(),
    ident("channel", nullable=False),
    ident("language", nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("last_seq", Integer, nullable=False),
    ident("token_hash", unique=True),
    Index("ix_conversations_client_id", "client_id"),
)

messages = Table(
    "messages",
    metadata,
    ident("id", primary_key=True),
    _conversation(),
    Column("seq", Integer, nullable=False),
    ident("origin", nullable=False),
    Column("at", Instant, nullable=False),
    ident("language", nullable=False),
    ident("external_index"),
    Column("index_version", Integer),
    sealed("external_id"),
    Column("in_reply_to", Integer),
    ident("status", nullable=False),
    Column("hidden", Boolean, nullable=False),
    sealed("body"),
    one_of("messages", "origin", ORIGINS),
    one_of("messages", "status", MESSAGE_STATUSES),
    UniqueConstraint("conversation_id", "seq"),
    UniqueConstraint("conversation_id", "external_index"),
    Index(
        "ix_messages_waiting",
        "conversation_id",
        "seq",
        sqlite_where=text("status <> 'done'"),
        postgresql_where=text("status <> 'done'"),
    ),
    Index("ix_messages_reply", "conversation_id", "in_reply_to"),
)

choices = Table(
    "choices",
    metadata,
    ident("conversation_id", ForeignKey("conversations.id"), primary_key=True),
    ident("token", primary_key=True),
    Column("seq", Integer, nullable=False),
    sealed("body"),
)

ownership = Table(
    "ownership",
    metadata,
    ident("conversation_id", ForeignKey("conversations.id"), primary_key=True),
    ident("state", nullable=False),
    Column("epoch", Integer, nullable=False),
    ident("advisor_id"),
    ident("handoff_id"),
    Column("since", Instant, nullable=False),
    one_of("ownership", "state", OWNERSHIP_STATES),
)

ownership_events = Table(
    "ownership_events",
    metadata,
    ordered(),
    _conversation(),
    ident("state", nullable=False),
    Column("epoch", Integer, nullable=False),
    ident("advisor_id"),
    ident("handoff_id"),
    Column("at", Instant, nullable=False),
    Index("ix_ownership_events_conversation_id", "conversation_id", "n"),
)

consents = Table(
    "consents",
    metadata,
    ordered(),
    ident("id", nullable=False, unique=True),
    _client(),
    ident("purpose", nullable=False),
    Column("granted", Boolean, nullable=False),
    ident("text_version", nullable=False),
    ident("text_hash", nullable=False),
    ident("language", nullable=False),
    ident("method", nullable=False),
    Column("at", Instant, nullable=False),
    one_of("consents", "purpose", PURPOSES),
    Index("ix_consents_client_id", "client_id", "purpose", "n"),
)

answers = Table(
    "answers",
    metadata,
    ordered(),
    ident("id", nullable=False, unique=True),
    _client(),
    _conversation(),
    ident("question", nullable=False),
    Column("at", Instant, nullable=False),
    Column("superseded_at", Instant),
    sealed("body"),
    Index(
        "uq_answers_current",
        "client_id",
        "question",
        unique=True,
        sqlite_where=text("superseded_at IS NULL"),
        postgresql_where=text("superseded_at IS NULL"),
    ),
    Index("ix_answers_client_id", "client_id", "n"),
)

assessments = Table(
    "assessments",
    metadata,
    ordered(),
    ident("id", nullable=False, unique=True),
    _client(),
    _conversation(),
    Column("at", Instant, nullable=False),
    ident("questionnaire_version", nullable=False),
    ident("policy_version", nullable=False),
    ident("products_version", nullable=False),
    sealed("body"),
    Index("ix_assessments_client_id", "client_id", "n"),
)

_OPEN = text("status IN ({})".format(", ".join(f"'{word}'" for word in OPEN_HANDOFF_STATUSES)))

handoffs = Table(
    "handoffs",
    metadata,
    ordered(),
    ident("id", nullable=False, unique=True),
    _client(),
    _conversation(),
    ident("status", nullable=False),
    Column("requested_at", Instant, nullable=False),
    Column("accepted_at", Instant),
    Column("closed_at", Instant),
    ident("advisor_id", ForeignKey("advisors.id")),
    ident("outcome"),
    ident("language", nullable=False),
    sealed("body"),
    one_of("handoffs", "status", HANDOFF_STATUSES),
    Index(
        "uq_handoffs_open",
        "conversation_id",
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    ),
    Index("ix_handoffs_status", "status", "requested_at", "n"),
    Index("ix_handoffs_client_id", "client_id"),
)

notes = Table(
    "notes",
    metadata,
    ordered(),
    ident("id", nullable=False, unique=True),
    ident("handoff_id", ForeignKey("handoffs.id"), nullable=False),
    ident("advisor_id", ForeignKey("advisors.id"), nullable=False),
    Column("at", Instant, nullable=False),
    sealed("body"),
    Index("ix_notes_handoff_id", "handoff_id", "n"),
)

advisors = Table(
    "advisors",
    metadata,
    ident("id", primary_key=True),
    Column("index_version", Integer, nullable=False),
    ident("email_index", nullable=False, unique=True),
    sealed("email"),
    sealed("name"),
    ident("role", nullable=False),
    ident("languages", nullable=False),
    ident("state", nullable=False),
    sealed("password_hash"),
    Column("must_change", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
    one_of("advisors", "role", ROLES),
    one_of("advisors", "state", ADVISOR_STATES),
)

advisor_sessions = Table(
    "advisor_sessions",
    metadata,
    ident("token_hash", primary_key=True),
    ident("advisor_id", ForeignKey("advisors.id"), nullable=False),
    Column("csrf", String(128), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index("ix_advisor_sessions_advisor_id", "advisor_id"),
)

advisor_tokens = Table(
    "advisor_tokens",
    metadata,
    ident("token_hash", primary_key=True),
    ident("advisor_id", ForeignKey("advisors.id"), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    Index("ix_advisor_tokens_advisor_id", "advisor_id"),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", LONG, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    ident("actor", nullable=False),
    ident("action", nullable=False),
    ident("subject"),
    sealed("body"),
    ident("previous_hash", nullable=False),
    ident("hash", nullable=False),
    Index("ix_audit_subject", "subject", "seq"),
)

outbox = Table(
    "outbox",
    metadata,
    ident("id", primary_key=True),
    ident("topic", nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    ident("status", nullable=False),
    ident("client_id", ForeignKey("clients.id")),
    sealed("body"),
    one_of("outbox", "status", OUTBOX_STATUSES),
    Index("ix_outbox_due", "status", "due_at"),
    Index("ix_outbox_client_id", "client_id"),
)

contacts = Table(
    "contacts",
    metadata,
    ident("id", primary_key=True),
    _client(),
    ident("kind", nullable=False),
    Column("index_version", Integer, nullable=False),
    ident("value_index", nullable=False),
    sealed("value"),
    Column("created_at", Instant, nullable=False),
    Column("proven_at", Instant),
    ident("proven_through"),
    one_of("contacts", "kind", CONTACT_KINDS),
    UniqueConstraint("client_id", "kind"),
    Index("ix_contacts_value_index", "kind", "value_index"),
)

proofs = Table(
    "proofs",
    metadata,
    ident("id", primary_key=True),
    _conversation(),
    ident("status", nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    ident("kind", nullable=False),
    ident("address_index", nullable=False),
    ident("candidate_id", ForeignKey("clients.id")),
    ident("code_hash"),
    Column("attempts", Integer, nullable=False),
    sealed("body"),
    one_of("proofs", "status", PROOF_STATUSES),
    Index("ix_proofs_conversation_id", "conversation_id", "created_at"),
    Index("ix_proofs_address_index", "address_index", "created_at"),
    Index("ix_proofs_created_at", "created_at"),
    Index("ix_proofs_candidate_id", "candidate_id"),
)

peers = Table(
    "peers",
    metadata,
    ident("id", primary_key=True),
    ident("channel", nullable=False),
    _conversation(),
    Column("index_version", Integer, nullable=False),
    ident("address_index", nullable=False),
    sealed("address"),
    ident("state", nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("heard_at", Instant, nullable=False),
    Column("sent_seq", Integer, nullable=False),
    Column("sent_since", Integer, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    one_of("peers", "state", PEER_STATES),
    UniqueConstraint("channel", "address_index"),
    Index("ix_peers_conversation_id", "conversation_id"),
    Index("ix_peers_due_at", "due_at"),
)

channel_marks = Table(
    "channel_marks",
    metadata,
    ident("name", primary_key=True),
    Column("value", String(500), nullable=False),
)

inbox_links = Table(
    "inbox_links",
    metadata,
    ident("handoff_id", ForeignKey("handoffs.id"), primary_key=True),
    _conversation(),
    ident("inbox", nullable=False),
    ident("source_id", nullable=False, unique=True),
    Column("contact_id", LONG),
    Column("remote_id", LONG),
    ident("state", nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("due_at", Instant),
    Column("busy_until", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("knocks", Integer, nullable=False),
    Column("sent_seq", Integer, nullable=False),
    Column("mark", LONG, nullable=False),
    one_of("inbox_links", "state", INBOX_LINK_STATES),
    UniqueConstraint("inbox", "remote_id"),
    Index("ix_inbox_links_conversation_id", "conversation_id"),
    Index("ix_inbox_links_due_at", "due_at"),
)

tracker_heads = Table(
    "tracker_heads",
    metadata,
    ident("conversation_id", ForeignKey("conversations.id"), primary_key=True),
    Column("last_seq", Integer, nullable=False),
)

tracker_chunks = Table(
    "tracker_chunks",
    metadata,
    ident("conversation_id", ForeignKey("conversations.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    sealed("body"),
)

chores = Table(
    "chores",
    metadata,
    ident("name", primary_key=True),
    ident("night", nullable=False),
    ident("state", nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("lease_until", Instant, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("finished_at", Instant),
    Column("outcome", String(2000)),
    one_of("chores", "state", CHORE_STATES),
)

rules = Table(
    "rules",
    metadata,
    ident("kind", primary_key=True),
    ident("version", primary_key=True),
    Column("content", Text, nullable=False),
    Column("kept_at", Instant, nullable=False),
)

webhooks = Table(
    "webhooks",
    metadata,
    ident("id", primary_key=True),
    ident("name", nullable=False, unique=True),
    sealed("url"),
    Column("events", String(500), nullable=False),
    sealed("secret"),
    sealed("former_secret"),
    Column("former_until", Instant),
    ident("state", nullable=False),
    ident("disabled_for"),
    Column("created_at", Instant, nullable=False),
    Column("paused_until", Instant),
    one_of("webhooks", "state", WEBHOOK_STATES),
)

webhook_attempts = Table(
    "webhook_attempts",
    metadata,
    ordered(),
    ident("id", nullable=False, unique=True),
    ident("webhook_id", ForeignKey("webhooks.id"), nullable=False),
    ident("delivery_id", nullable=False),
    ident("event", nullable=False),
    Column("at", Instant, nullable=False),
    Column("milliseconds", Integer, nullable=False),
    Column("status", Integer),
    ident("problem"),
    Index("ix_webhook_attempts_delivery_id", "delivery_id", "n"),
    Index("ix_webhook_attempts_at", "at"),
)

APPEND_ONLY = ("audit", "consents", "ownership_events", "rules")
