"""One turn of the assistant: the next message to answer, and its answer stored exactly once."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.records.models import Choice, Message
from bot.records.unit import UnitOfWork
from bot.services import messages, privacy, recognising, signals
from bot.services.app import App
from bot.services.conversations import REMOVED, standing
from bot.services.course import ERASE
from bot.services.errors import OwnershipChanged
from bot.services.returning import RECOGNISED

_CHOICE_BYTES = 12
"""96 random bits, 16 characters: short enough for every messaging channel's buttons."""


@dataclass(frozen=True)
class Turn:
    """A message the engine is to answer, under the ownership that held when it was taken up.

    `payload` is what the private channel gets (the protocol in the engine's channel module);
    `redacted` names the kinds of secrets that were cut out of the client's words; `readable` is
    False when nothing else was in them.
    """

    conversation_id: str
    seq: int
    epoch: int
    language: str
    at: datetime
    redacted: tuple[str, ...] = ()
    readable: bool = True
    payload: Mapping[str, Any] = field(default_factory=dict, repr=False)


def waiting(app: App) -> list[str]:
    """The conversations that have messages nobody has answered yet."""
    with app.records.read() as work:
        return list(work.messages.conversations_with_pending())


def next_turn(app: App, conversation_id: str) -> Turn | None:
    """The oldest message that waits for the assistant; None when there is none.

    Messages that waited while an advisor took over are the advisor's and are passed over.
    Raises Gone once the client was erased.
    """
    with app.records.read() as work:
        standing(work, conversation_id)
        owner = work.ownership.get(conversation_id)
        message = work.messages.next_pending(conversation_id)
    if message is None:
        return None
    if owner.state != "advisor":
        return _turn(message, *_settled(app, message, owner.epoch))
    with app.records.begin() as work:
        owner = work.ownership.lock(conversation_id)
        while (message := work.messages.next_pending(conversation_id)) is not None:
            if owner.state != "advisor":
                break
            _finish(work, conversation_id, message)
    return None if message is None else next_turn(app, conversation_id)


def _settled(app: App, message: Message, epoch: int) -> tuple[str | None, int]:
    """What came of a message that is an event, and the epoch that holds after it."""
    event = (message.body or {}).get("event")
    return recognising.settle(app, message) if event == RECOGNISED else (event, epoch)


def deliver(
    app: App,
    conversation_id: str,
    *,
    in_reply_to: int,
    epoch: int,
    replies: Iterable[Mapping[str, Any]],
) -> list[dict[str, Any]]:
    """Store what the assistant says to a message, with its choice tokens, and close the message.

    All of it is one transaction. A message that was answered already keeps its first answer, which
    is given back. Raises OwnershipChanged, with nothing stored, when somebody else speaks by now,
    and Gone once the client was erased.
    """
    with app.records.begin() as work:
        standing(work, conversation_id)
        owner = work.ownership.lock(conversation_id)  # whoever takes over waits for what we say
        message = work.messages.get(conversation_id, in_reply_to)
        if message is None or message.status == "done":
            stored = work.messages.replies_to(conversation_id, in_reply_to)
            return [messages.shape(m) for m in stored if not messages.is_slow_note(m)]
        if owner.state == "advisor" or owner.epoch != epoch:
            raise OwnershipChanged
        now = app.now()
        said = [
            _say(work, message, body, now)
            for reply in replies
            if (body := messages.reply_body(reply)) is not None
        ]
        _finish(work, conversation_id, message)
        work.conversations.touch(conversation_id, now)
    signals.changed(conversation_id)
    return [messages.shape(m) for m in said]


def asks_for_erasure(replies: Iterable[Mapping[str, Any]]) -> bool:
    """Whether these are the assistant's last words, which erase the client."""
    return any(reply.get("effect") == ERASE for reply in replies)


def erase(app: App, conversation_id: str, *, epoch: int) -> None:
    """Erase the client of a conversation, as they confirmed to the assistant just now.

    Raises OwnershipChanged, with nothing done, when somebody else speaks by now; Gone when it is
    done already.
    """
    with app.records.read() as work:
        client_id = standing(work, conversation_id).client_id
        owner = work.ownership.get(conversation_id)
    if owner.state == "advisor" or owner.epoch != epoch:
        raise OwnershipChanged
    privacy.erase(app, client_id, reason="confirmed_in_conversation")


def pass_over(app: App, conversation_id: str, seq: int) -> None:
    """Close a message without an answer, because somebody else speaks by now. Raises Gone."""
    with app.records.begin() as work:
        standing(work, conversation_id)
        message = work.messages.get(conversation_id, seq)
        if message is not None and message.status != "done":
            _finish(work, conversation_id, message)
    signals.changed(conversation_id)


def say_it_takes_longer(app: App, conversation_id: str, seq: int, text: str) -> bool:
    """Tell the client, once for each message, that the answer takes a little longer.

    Gives back whether it was said now. Raises Gone.
    """
    with app.records.begin() as work:
        standing(work, conversation_id)
        message = work.messages.get(conversation_id, seq)
        if message is None or message.status == "done":
            return False
        if any(map(messages.is_slow_note, work.messages.replies_to(conversation_id, seq))):
            return False
        work.messages.append(
            conversation_id,
            origin="system",
            at=app.now(),
            language=message.language,
            body={"text": text, "note": messages.SLOW},
            in_reply_to=seq,
        )
    signals.changed(conversation_id)
    return True


def _turn(message: Message, event: str | None, epoch: int) -> Turn:
    body = message.body or {}
    payload: dict[str, Any] = {
        "conversation_id": message.conversation_id,
        "seq": message.seq,
        "language": message.language,
    }
    redacted = tuple(body.get("redacted") or ())
    text = str(body.get("text") or "")
    if event is not None:
        payload["event"] = event
    elif "choice" in body:
        payload["choice"] = body["choice"]
        if text:
            payload["text"] = text
    else:
        payload["text"] = text
    return Turn(
        conversation_id=message.conversation_id,
        seq=message.seq,
        epoch=epoch,
        language=message.language,
        at=message.at,
        redacted=redacted,
        readable=not redacted
        or event is not None
        or any(map(str.isalnum, text.replace(REMOVED, ""))),
        payload=payload,
    )


def _say(work: UnitOfWork, message: Message, body: dict[str, Any], now: datetime) -> Message:
    choices: list[tuple[str, str, str]] = []
    question = body.get("question")
    if question:
        options = []
        for option in question.get("options") or ():
            token = secrets.token_urlsafe(_CHOICE_BYTES)
            choices.append((token, str(question["id"]), str(option["id"])))
            options.append({**option, "choice": token})
        body = {**body, "question": {**question, "options": options}}
    said = work.messages.append(
        message.conversation_id,
        origin="assistant",
        at=now,
        language=message.language,
        body=body,
        in_reply_to=message.seq,
    )
    for token, question_id, option_id in choices:
        work.choices.add(Choice(token, said.conversation_id, said.seq, question_id, option_id))
    return said


def _finish(work: UnitOfWork, conversation_id: str, message: Message) -> None:
    """Close a message; without consent to storage the client's words are forgotten with it.

    While a person is asked for they keep their context until they are done.
    """
    work.messages.set_status(conversation_id, message.seq, "done")
    if message.origin != "client":
        return
    conversation = standing(work, conversation_id)
    consent = work.consents.standing(conversation.client_id, "privacy")
    if consent is not None and consent.granted:
        return
    if work.handoffs.open_of(conversation_id) is None:
        work.messages.forget_body(conversation_id, message.seq)
