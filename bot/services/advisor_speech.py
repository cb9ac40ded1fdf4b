"""What an advisor says to a client, and the private notes they write about them."""

from __future__ import annotations

import hashlib
from typing import Any

from bot.language import normal, script
from bot.language import secrets as forbidden
from bot.records.errors import DuplicateMessage
from bot.records.models import Advisor, Message, Note
from bot.services import handoff_access as access
from bot.services import messages, packets, signals
from bot.services.app import App
from bot.services.errors import Conflict, Invalid, TooLarge

_LONGEST_NOTE = 4096


def say(
    app: App,
    advisor: Advisor,
    handoff_id: str,
    external_id: str,
    text: str,
    *,
    via: str | None = None,
) -> dict[str, Any]:
    """Say something to the client; the same `external_id` again says nothing twice.

    Only the advisor who holds the conversation speaks in it. `via` names another system's inbox in
    which they wrote it. Raises NotFound, NotAllowed, Gone,
    Invalid (`id`, `text_empty`), TooLarge, Conflict (`id_used`: another text under this id;
    `not_accepted`).
    """
    access.serving(advisor)
    body = {"text": _clean(text), "name": advisor.name, **({"via": via} if via else {})}
    if not 0 < len(external_id) <= 200:
        raise Invalid("id")
    key = message_key(advisor.id, external_id)
    with app.records.begin() as work:
        handoff = access.held(work, advisor, handoff_id)
        known = work.messages.by_external_id(handoff.conversation_id, key)
        if known is not None:
            return _said_already(known, body)
        conversation, now = work.conversations.get(handoff.conversation_id), app.now()
        try:
            message = work.messages.append(
                handoff.conversation_id,
                origin="advisor",
                at=now,
                language=_language(text, conversation.language if conversation else "zh"),
                body=body,
                external_id=key,
            )
        except DuplicateMessage as duplicate:
            raise Conflict("id_used") from duplicate
        work.conversations.touch(handoff.conversation_id, now)
    signals.typing(handoff.conversation_id, "advisor", None)
    return messages.shape(message)


def message_key(advisor_id: str, external_id: str) -> str:
    """Under what an advisor's own id of a message is kept: a client's ids and theirs live in one
    table, and a namespace keeps them from meeting."""
    return "advisor:" + hashlib.sha256(f"{advisor_id}:{external_id}".encode()).hexdigest()


def note(
    app: App, advisor: Advisor, handoff_id: str, text: str, *, id: str | None = None
) -> dict[str, Any]:
    """Write a private note that the client never sees; the same `id` again writes nothing twice.

    Raises NotFound, NotAllowed, Invalid, TooLarge.
    """
    body = _clean(text, _LONGEST_NOTE)
    with app.records.begin() as work:
        handoff = access.seen(work, advisor, handoff_id)
        access.living(work, handoff.client_id)
        known = [one for one in work.notes.of(handoff.id) if id is not None and one.id == id]
        if known:
            return packets.note(known[0], access.names(work))
        written = Note(id or app.new_id(), handoff.id, advisor.id, app.now(), {"text": body})
        work.notes.add(written)
        access.audit(app, work, advisor, "handoff.noted", handoff)
        return packets.note(written, access.names(work))


def _said_already(message: Message, body: dict[str, Any]) -> dict[str, Any]:
    if message.body is not None and message.body.get("text") != body["text"]:
        raise Conflict("id_used")
    return messages.shape(message)


def _clean(text: str, longest: int | None = None) -> str:
    try:
        cleaned = normal.clean(text).strip()
    except normal.TooLong as error:
        raise TooLarge("message_too_long") from error
    if not cleaned:
        raise Invalid("text_empty")
    if longest is not None and len(cleaned.encode()) > longest:
        raise TooLarge("message_too_long")
    if forbidden.find(cleaned):
        raise Invalid("secret_in_text")
    return cleaned


def _language(text: str, previous: str) -> str:
    """The language of an advisor's words, for the client's screen reader; never the sticky one."""
    return script.detect(text, previous=previous)
