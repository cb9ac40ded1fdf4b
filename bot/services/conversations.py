"""A client's conversation: opening it, knowing its client again, receiving and showing messages."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.language import normal, script
from bot.language import secrets as forbidden
from bot.language.agreement import language_wished
from bot.records.errors import DuplicateMessage
from bot.records.models import Client, Conversation
from bot.records.unit import UnitOfWork
from bot.services import messages, returning, signals
from bot.services.app import App
from bot.services.errors import Gone, Invalid, NotAllowed, NotAuthenticated, TooLarge

LANGUAGES = ("zh", "en")
REMOVED = "●●●●"
"""Stands where a secret was cut out of a client's words."""
_TOKEN_BYTES = 32
_NEWEST = 1_000
"""The most messages one reading of the history gives."""
_FEW_WORDS, _LAST = 2, 40
"""English words that are only thrown in, and messages that tell which language a client writes."""


@dataclass(frozen=True)
class Opened:
    """A new conversation. `token` is shown once and never stored; `seq` is the opening event."""

    token: str
    conversation_id: str
    language: str
    seq: int

    def __repr__(self) -> str:
        return f"Opened(conversation_id={self.conversation_id!r}, language={self.language!r})"


@dataclass(frozen=True)
class Received:
    """A client message that is stored. `owner_state` is who holds the conversation."""

    seq: int
    duplicate: bool
    owner_state: str


def open_conversation(
    app: App,
    *,
    channel: str,
    language: str,
    also: Callable[[UnitOfWork, str], None] | None = None,
) -> Opened:
    """Begin a conversation with a new, unknown client, and let the assistant greet.

    `also` is done in the same transaction, with the conversation's id. The token has 256 random
    bits; only its SHA-256 is stored. Raises Invalid for a language other than zh and en.
    """
    if language not in LANGUAGES:
        raise Invalid("language_unknown")
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    now = app.now()
    client = Client(app.new_id(), "active", "visitor", None, now, now)
    conversation = Conversation(app.new_id(), client.id, channel, language, now, now, 0)
    with app.records.begin() as work:
        work.clients.add(client)
        work.conversations.add(conversation, hash_of(token))
        opening = work.messages.append(
            conversation.id,
            origin="system",
            at=now,
            language=language,
            body={"event": "open"},
            status="pending",
            hidden=True,
        )
        if also is not None:
            also(work, conversation.id)
    signals.changed(conversation.id)
    return Opened(token, conversation.id, language, opening.seq)


def authenticate(app: App, token: str) -> Conversation:
    """The conversation a token leads into.

    Raises NotAuthenticated (401) for an unknown token and Gone (410) once the client was erased.
    """
    with app.records.read() as work:
        conversation = work.conversations.by_token_hash(hash_of(token))
        if conversation is None:
            raise NotAuthenticated("token_unknown")
        _client(work, conversation)
        return conversation


def receive(
    app: App,
    conversation_id: str,
    *,
    external_id: str,
    text: str | None = None,
    choice: str | Sequence[str] | None = None,
    language: str | None = None,
    also: Callable[[UnitOfWork], None] | None = None,
) -> Received:
    """Store a client's message, before anything is done with it.

    Exactly one of `text` and `choice` (a token that this conversation gave out, or several of one
    question). The same `external_id` again stores nothing and tells where the first one stands.
    The language follows what the client writes, or `language` where the client set it. What must
    never be kept (card numbers, resident ids, passwords) is cut out here, and only its kind is
    noted; an address or a code by which a client shows who they are is taken out as well. While an
    advisor holds the conversation the message is for them alone and the engine never sees it.
    `also` is done in the same transaction, where the message is new.

    Raises Gone, NotAllowed (restricted client), Invalid (empty; unknown choice), TooLarge.
    """
    if (text is None) == (choice is None):
        raise Invalid("text_or_choice")
    try:
        with app.records.begin() as work:
            conversation = standing(work, conversation_id)
            owner = work.ownership.get(conversation_id).state
            first = work.messages.by_external_id(conversation_id, external_id)
            if first is not None:
                return Received(first.seq, duplicate=True, owner_state=owner)
            if _client(work, conversation).state == "restricted":
                raise NotAllowed("restricted")
            if text is None:
                body = _chosen(work, conversation, choice)
            else:
                held = owner == "advisor"
                cleaned = _cleaned(text)
                masked = returning.intercept(app, work, conversation, cleaned, held=held)
                words = cleaned if masked is None else masked["text"]
                body = {**(masked or {}), **_words(words, _announced(work, conversation))}
            spoken = language or _language(work, conversation, body)
            if spoken != conversation.language:
                work.conversations.set_language(conversation_id, spoken)
            message = work.messages.append(
                conversation_id,
                origin="client",
                at=app.now(),
                language=spoken,
                body=body,
                external_id=external_id,
                status="done" if owner == "advisor" else "pending",
            )
            if also is not None:
                also(work)
    except DuplicateMessage as duplicate:
        with app.records.read() as work:  # the same message came twice at the same moment
            owner = work.ownership.get(conversation_id).state
        return Received(duplicate.seq, duplicate=True, owner_state=owner)
    signals.changed(conversation_id)
    return Received(message.seq, duplicate=False, owner_state=owner)


def set_language(app: App, conversation_id: str, language: str) -> None:
    """Let the client choose the language of what follows. Raises Invalid, Gone."""
    if language not in LANGUAGES:
        raise Invalid("language_unknown")
    with app.records.begin() as work:
        standing(work, conversation_id)
        work.conversations.set_language(conversation_id, language)


def history(
    app: App, conversation_id: str, after: int = 0, limit: int = 200
) -> list[dict[str, Any]]:
    """The messages with a number above `after`, oldest first, as the contract shapes them.

    Raises Gone once the client was erased.
    """
    with app.records.read() as work:
        standing(work, conversation_id)
        stored = work.messages.list(
            conversation_id, after=max(after, 0), limit=min(max(limit, 1), _NEWEST), hidden=False
        )
    return [messages.shape(message) for message in stored]


def replies(app: App, conversation_id: str, seq: int) -> list[dict[str, Any]]:
    """What was answered to message `seq`, without the notes that an answer takes longer."""
    with app.records.read() as work:
        standing(work, conversation_id)
        answered = work.messages.replies_to(conversation_id, seq)
    return [messages.shape(m) for m in answered if not m.hidden and not messages.is_slow_note(m)]


def is_answered(app: App, conversation_id: str, seq: int) -> bool:
    """Whether all that will be said to message `seq` is stored. Raises Gone."""
    with app.records.read() as work:
        standing(work, conversation_id)
        message = work.messages.get(conversation_id, seq)
    return message is None or message.status == "done"


def standing(work: UnitOfWork, conversation_id: str) -> Conversation:
    """The conversation, where it and its client still exist. Raises Gone otherwise."""
    conversation = work.conversations.get(conversation_id)
    if conversation is None:
        raise Gone
    _client(work, conversation)
    return conversation


def _client(work: UnitOfWork, conversation: Conversation) -> Client:
    client = work.clients.get(conversation.client_id)
    if client is None or client.gone:
        raise Gone
    return client


def _language(work: UnitOfWork, conversation: Conversation, body: dict[str, Any]) -> str:
    """What the client's own words are in, or ask for; a button says nothing about it.

    Somebody who writes Chinese and throws in an English word ("sure", "hold 住") goes on in it.
    """
    if "choice" in body:
        return conversation.language
    text, before = body["text"], conversation.language
    if (wished := language_wished(text)) is not None:
        return wished
    spoken = script.detect(text, previous=before)
    if (before, spoken) == ("zh", "en") and script.latin_words(text) <= _FEW_WORDS:
        return "zh" if _wrote_chinese(work, conversation) else spoken
    return spoken


def _wrote_chinese(work: UnitOfWork, conversation: Conversation) -> bool:
    """Whether one of the client's last messages has Chinese characters; of words that were
    forgotten, for want of consent, the language is known."""
    said = work.messages.list(conversation.id, after=max(0, conversation.last_seq - _LAST))
    theirs = [one for one in said if one.origin == "client" and "choice" not in (one.body or {})]
    return any(
        one.language == "zh" if one.body is None else script.has_chinese(str(one.body.get("text")))
        for one in theirs
    )


def _cleaned(text: str) -> str:
    try:
        cleaned = normal.clean(text)
    except normal.TooLong as error:
        raise TooLarge("message_too_long") from error
    if not cleaned.strip():
        raise Invalid("text_empty")
    return cleaned


def _announced(work: UnitOfWork, conversation: Conversation) -> forbidden.Kind | None:
    """What the client's message before said would come ("my password is")."""
    for message in reversed(work.messages.list(conversation.id, conversation.last_seq - 6)):
        if message.origin == "client":
            return forbidden.announces(str((message.body or {}).get("text") or ""))
    return None


def _words(cleaned: str, announced: forbidden.Kind | None) -> dict[str, Any]:
    found = forbidden.find(cleaned, announced=announced)
    for secret in reversed(found):
        cleaned = cleaned[: secret.start] + REMOVED + cleaned[secret.end :]
    body: dict[str, Any] = {"text": cleaned}
    if found:
        body["redacted"] = sorted({secret.kind for secret in found})
    return body


def _chosen(
    work: UnitOfWork, conversation: Conversation, choice: str | Sequence[str] | None
) -> dict[str, Any]:
    """The question and the option that tokens stand for (options, where several came)."""
    tokens = (choice,) if isinstance(choice, str) else tuple(dict.fromkeys(choice or ()))
    known = [work.choices.get(conversation.id, token) for token in tokens]
    given = [one for one in known if one is not None]
    if len(given) != len(tokens) or len({one.question for one in given}) != 1:
        raise Invalid("choice_unknown")
    labels = []
    for one in given:
        asked = work.messages.get(conversation.id, one.seq)
        label = messages.option_label(asked.body if asked else None, one.option)
        labels.append(label or one.option)
    options = [one.option for one in given]
    return {
        "choice": {
            "question": given[0].question,
            "option": options if len(options) > 1 else options[0],
        },
        "text": ("、" if conversation.language == "zh" else ", ").join(labels),
    }


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
