"""What the repositories take and give: frozen dataclasses, already opened, never a row.

Every time is a UTC aware datetime, every id a string the caller made (ULID). Fields that hold
words, answers or contacts are sealed by the repository before they reach the database and are
marked "sealed" here; see docs/data.md for the whole list. `repr` of a sealed field says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

CLIENT_STATES = ("active", "restricted", "erased")
OWNERSHIP_STATES = ("bot", "requested", "queued", "offered", "advisor", "callback", "closed")
ORIGINS = ("client", "assistant", "advisor", "system")
MESSAGE_STATUSES = ("pending", "working", "done")
PURPOSES = ("privacy", "sensitive_data", "contact")
HANDOFF_STATUSES = (
    "requested",
    "queued",
    "offered",
    "accepted",
    "returned",
    "closed",
    "callback",
    "cancelled",
)
OPEN_HANDOFF_STATUSES = ("requested", "queued", "offered", "accepted", "callback")
ROLES = ("advisor", "supervisor", "compliance", "admin")
ADVISOR_STATES = ("active", "disabled")
OUTBOX_STATUSES = ("pending", "done", "dead")
CONTACT_KINDS = ("phone", "email", "wechat")
PEER_STATES = ("active", "blocked")
PROOF_STATUSES = ("sent", "proven", "used", "failed", "dropped")
CHORE_STATES = ("running", "done", "failed")
WEBHOOK_STATES = ("active", "disabled")
INBOX_LINK_STATES = ("open", "ended", "stuck")

Body = dict[str, Any]


@dataclass(frozen=True)
class Client:
    """One person or company that talks with us. `state` is one of CLIENT_STATES."""

    id: str
    state: str
    stage: str | None
    tier: str | None
    created_at: datetime
    updated_at: datetime
    erase_after: datetime | None = None
    """Set where the client is to be erased and duties to keep records still run: when the first
    of them ends. Until then what they cover is stored, and nothing else is done with it."""

    @property
    def gone(self) -> bool:
        """Whether the client is erased, or asked for it and is kept for a duty only."""
        return self.state == "erased" or self.erase_after is not None


@dataclass(frozen=True)
class Conversation:
    """One thread of messages on one channel. `last_seq` is the number of its newest message."""

    id: str
    client_id: str
    channel: str
    language: str
    created_at: datetime
    last_at: datetime
    last_seq: int = 0


@dataclass(frozen=True)
class Ownership:
    """Who speaks in a conversation. `epoch` counts the changes of the speaker."""

    conversation_id: str
    state: str
    epoch: int
    advisor_id: str | None
    handoff_id: str | None
    since: datetime


@dataclass(frozen=True)
class OwnershipEvent:
    """One change of ownership, as it was written; the log is append-only."""

    conversation_id: str
    state: str
    epoch: int
    advisor_id: str | None
    handoff_id: str | None
    at: datetime


@dataclass(frozen=True)
class Message:
    """One message. `body` and `external_id` are sealed; `body` is None once forgotten."""

    id: str
    conversation_id: str
    seq: int
    origin: str
    at: datetime
    language: str
    external_id: str | None = field(repr=False)
    in_reply_to: int | None
    status: str
    hidden: bool
    body: Body | None = field(repr=False)


@dataclass(frozen=True)
class Choice:
    """What an opaque choice token of a conversation stands for. Question and option are sealed."""

    token: str
    conversation_id: str
    seq: int
    question: str = field(repr=False)
    option: str = field(repr=False)


@dataclass(frozen=True)
class Consent:
    """One entry of the consent ledger: given or withdrawn, to which text, when and how."""

    id: str
    client_id: str
    purpose: str
    granted: bool
    text_version: str
    text_hash: str
    language: str
    method: str
    at: datetime


@dataclass(frozen=True)
class Answer:
    """What a client said to one question. `body` is sealed: `{"value", "evidence"}`.

    `body` is None only in the history, for an answer that was withdrawn.
    """

    id: str
    client_id: str
    conversation_id: str
    question: str
    at: datetime
    superseded_at: datetime | None = None
    body: Body | None = field(default=None, repr=False)

    @property
    def value(self) -> Any:
        """The answer's value, or None when it was withdrawn."""
        return None if self.body is None else self.body.get("value")

    @property
    def evidence(self) -> Body:
        """Where the value comes from; empty when it was withdrawn or nothing was noted."""
        return {} if self.body is None else dict(self.body.get("evidence") or {})


@dataclass(frozen=True)
class Assessment:
    """One suitability assessment with the versions of the rules it followed. `body` is sealed."""

    id: str
    client_id: str
    conversation_id: str
    at: datetime
    questionnaire_version: str
    policy_version: str
    products_version: str
    body: Body = field(repr=False)


@dataclass(frozen=True)
class Handoff:
    """One request for a human advisor. `body` is sealed; empty once the client was erased."""

    id: str
    client_id: str
    conversation_id: str
    status: str
    requested_at: datetime
    language: str
    body: Body = field(repr=False)
    accepted_at: datetime | None = None
    closed_at: datetime | None = None
    advisor_id: str | None = None
    outcome: str | None = None


@dataclass(frozen=True)
class Note:
    """A private note of an advisor on a handoff. `body` is sealed: `{"text"}`."""

    id: str
    handoff_id: str
    advisor_id: str
    at: datetime
    body: Body = field(repr=False)


@dataclass(frozen=True)
class Advisor:
    """A member of staff. `email`, `name` and `password_hash` are sealed under the staff key."""

    id: str
    email: str = field(repr=False)
    name: str = field(repr=False)
    role: str
    languages: tuple[str, ...]
    state: str
    password_hash: str = field(repr=False)
    must_change: bool
    created_at: datetime


@dataclass(frozen=True)
class AdvisorSession:
    """A signed-in browser of an advisor; only the hash of its token is known."""

    token_hash: str = field(repr=False)
    advisor_id: str
    csrf: str = field(repr=False)
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class AdvisorToken:
    """An API token of an advisor; only its hash is known."""

    token_hash: str = field(repr=False)
    advisor_id: str
    created_at: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True)
class AuditEntry:
    """One link of the audit chain. `subject` is a keyed HMAC of the client id; `reason` and
    `detail` are sealed under the audit key."""

    seq: int
    at: datetime
    actor: str
    action: str
    subject: str | None
    reason: str | None = field(repr=False)
    detail: Body | None = field(repr=False)
    previous_hash: str
    hash: str


@dataclass(frozen=True)
class OutboxItem:
    """Something to be sent to the outside. `body` is sealed under the client's key where
    `client_id` is given (and dies with it), else under the staff key."""

    id: str
    topic: str
    due_at: datetime
    attempts: int = 0
    status: str = "pending"
    body: Body = field(default_factory=dict, repr=False)
    client_id: str | None = None


@dataclass(frozen=True)
class ContactEntry:
    """One address of a client in its normal form, found by blind index. `value` is sealed.

    `proven_at` and `proven_through` say when and through which channel its holder was shown to be
    the client; None while it is only what somebody said.
    """

    id: str
    client_id: str
    kind: str
    value: str = field(repr=False)
    created_at: datetime
    proven_at: datetime | None = None
    proven_through: str | None = None


@dataclass(frozen=True)
class Proof:
    """A client of a conversation showing that they are one we know, by a code to their address.

    `status` is one of PROOF_STATUSES: a code is awaited, it was right, the conversation was moved,
    it was wrong too often, another took its place. `code_hash` is keyed;
    `candidate_id` is whose address it is, set when a code really goes out. `body` is sealed: what
    was said in this conversation and differs from what the known client had said.
    """

    id: str
    conversation_id: str
    status: str
    created_at: datetime
    expires_at: datetime
    kind: str
    address_index: str = field(repr=False)
    code_hash: str | None = field(repr=False)
    candidate_id: str | None = None
    attempts: int = 0
    body: Body | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Peer:
    """Where a conversation is held on a messaging channel, and how far it was delivered there.

    `address` is sealed: `{"id": …}`, the channel's own id of the person, with whatever else the
    channel needs to reach them. `heard_at` is when they last wrote there and `sent_since` how much
    was sent since: channels limit both. Everything up to `sent_seq` was delivered. `blocked` means
    that the channel refuses for good; a new message from there makes it active again.
    """

    id: str
    channel: str
    conversation_id: str
    address: Body = field(repr=False)
    created_at: datetime
    heard_at: datetime
    due_at: datetime
    state: str = "active"
    sent_seq: int = 0
    sent_since: int = 0
    attempts: int = 0


@dataclass(frozen=True)
class InboxLink:
    """A handoff and the conversation in another system's inbox where it is answered.

    `source_id` is random: the name the client has there. `contact_id` and `remote_id` are that
    system's own numbers, once it gave them. What was said here up to `sent_seq` was brought there,
    what was said there up to number `mark` was heard here for good. `ended` means that both sides
    know that it is over, `stuck` that it was given up. It is looked at when `due_at` has come or
    something was said, never before `busy_until`. `knocks` counts what called for a look.
    """

    handoff_id: str
    conversation_id: str
    inbox: str
    source_id: str
    created_at: datetime
    due_at: datetime | None
    busy_until: datetime
    sent_seq: int
    contact_id: int | None = None
    remote_id: int | None = None
    mark: int = 0
    state: str = "open"
    attempts: int = 0
    knocks: int = 0


@dataclass(frozen=True)
class TrackerChunk:
    """A run of dialogue events, as the engine serialised them. `body` is sealed."""

    conversation_id: str
    seq: int
    body: bytes = field(repr=False)


@dataclass(frozen=True)
class Webhook:
    """An address outside that is told of events, and what it knows us by.

    `url` and the secrets are sealed under the staff key. `former_secret` signs as well until
    `former_until`. `disabled_for` is `operator` or `gone` (the receiver answered 410). Nothing goes
    out before `paused_until`: the receiver asked for it.
    """

    id: str
    name: str
    url: str = field(repr=False)
    events: tuple[str, ...]
    secret: str = field(repr=False)
    created_at: datetime
    state: str = "active"
    disabled_for: str | None = None
    former_secret: str | None = field(default=None, repr=False)
    former_until: datetime | None = None
    paused_until: datetime | None = None


@dataclass(frozen=True)
class WebhookAttempt:
    """One attempt to deliver: what the receiver answered, or a short code of what went wrong."""

    id: str
    webhook_id: str
    delivery_id: str
    event: str
    at: datetime
    milliseconds: int
    status: int | None = None
    problem: str | None = None
