"""The chat API's documents, as they stand in `/api/openapi.json`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Language = Literal["zh", "en"]
Token = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$", description="Opaque choice token.")]


class NewSession(BaseModel):
    """What a new conversation starts with."""

    language: Language | None = Field(
        None, description="Default: what Accept-Language prefers, else zh."
    )


class Session(BaseModel):
    """A new conversation. The token is the only way into it and is shown only here."""

    token: str
    conversation_id: str
    language: Language


class NewMessage(BaseModel):
    """A client's message: exactly one of `text` and `choice`."""

    id: str = Field(
        pattern=r"^[A-Za-z0-9_.:-]{1,64}$",
        description="The client's own id (a UUID). The same id again does nothing twice.",
    )
    text: str | None = Field(None, description="At most 4,096 bytes of UTF-8.")
    choice: Token | Annotated[list[Token], Field(min_length=1, max_length=40)] | None = Field(
        None, description="The token of an option, or those of several of one `multiple` question."
    )
    language: Language | None = Field(
        None, description="The language the client switched to; else it follows what they write."
    )


class Option(BaseModel):
    """One option of a question."""

    model_config = ConfigDict(extra="allow")

    id: str
    label: str
    choice: str = Field(description="What to send to choose it.")


class Question(BaseModel):
    """Stands on a message that expects an answer; free text is as good as a choice."""

    model_config = ConfigDict(extra="allow")

    id: str
    kind: Literal["single", "multiple", "amount", "number", "duration", "text", "consent"]
    step: int | None = None
    of: int | None = None
    options: list[Option] | None = None


class Card(BaseModel):
    """Something to be drawn: an assessment, an allocation, products, a handoff …"""

    model_config = ConfigDict(extra="allow")

    type: Literal[
        "assessment", "allocation", "products", "handoff", "education", "summary", "feedback"
    ]


class Message(BaseModel):
    """One message of a conversation."""

    model_config = ConfigDict(populate_by_name=True)

    seq: int
    from_: Literal["client", "assistant", "advisor", "system"] = Field(alias="from")
    at: str = Field(description="UTC, as 2026-11-22T18:00:00Z.")
    language: Language
    text: str
    question: Question | None = None
    card: Card | None = None
    id: str | None = Field(None, description="On a client's message: the id the client gave it.")
    in_reply_to: int | None = Field(None, description="On an answer: the message it answers.")
    name: str | None = Field(None, description="On an advisor's message: who writes.")
    forgotten: bool | None = Field(
        None, description="True where the words were not kept, for want of consent."
    )


class Messages(BaseModel):
    """Messages, oldest first."""

    messages: list[Message]


class Accepted(BaseModel):
    """A message that is stored and will be answered."""

    seq: int


class ChosenLanguage(BaseModel):
    """The language of what follows."""

    language: Language


class Said(BaseModel):
    """One answer that is kept, with where it came from."""

    id: str
    label: str
    value: Any
    text: str = Field(description="The value in words.")
    at: str
    how: str | None = None
    utterance: str | None = None


class ConsentEntry(BaseModel):
    """One entry of the consent ledger."""

    purpose: Literal["privacy", "sensitive_data", "contact"]
    granted: bool
    at: str
    method: str
    language: str
    text_version: str
    text_hash: str | None = None


class Profile(BaseModel):
    """All that is held about a client, for the client."""

    client_id: str
    state: Literal["active", "restricted"]
    stage: str | None
    tier: str | None = None
    needs: list[str]
    segment: str | None
    answers: dict[str, Any] = Field(description="Profile value ids to values.")
    details: list[Said]
    consents: list[ConsentEntry]
    assessment: dict[str, Any] | None
    handoffs: list[dict[str, Any]]


class Export(BaseModel):
    """A client's copy of their data, for machines and for people."""

    format: Literal["zhiyin-export-1"]
    exported_at: str
    language: Language
    profile: Profile
    answer_history: list[dict[str, Any]]
    consent_history: list[ConsentEntry]
    assessments: list[dict[str, Any]]
    conversations: list[dict[str, Any]]
    handoffs: list[dict[str, Any]]
    contacts: list[dict[str, Any]]
    outgoing: list[dict[str, Any]]
    access: list[dict[str, Any]] = Field(
        description="Who of the staff (by role) opened or changed the client's data, when and why."
    )
    retention: list[dict[str, str]] = Field(description="How long each kind of record is kept.")
    duties: list[dict[str, str]] = Field(description="What a duty to keep covers, and until when.")
    text: str = Field(description="All of it, readable, in the client's language.")


class Kept(BaseModel):
    """Records that a duty keeps, in the client's words."""

    id: str
    record: str
    because: str
    until: str = Field(description="The last day, as 2046-11-22.")


class Erased(BaseModel):
    """What an erasure comes to. Either way the token leads nowhere any more."""

    erased: bool = Field(description="Whether everything is gone.")
    restricted: bool = Field(description="Whether a duty keeps something, locked away.")
    kept: list[Kept]
    until: str | None = Field(description="When the last of it is erased as well; else null.")


class Problem(BaseModel):
    """An RFC 9457 problem document, in the client's language."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[dict[str, str]] | None = None
