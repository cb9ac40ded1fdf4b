"""Messaging channels: what came in from an address, and what is still to be delivered there.

A channel knows how to speak to its provider; here is what all of them have in common. What came in
is stored before the provider is told so, and everything up to a peer's `sent_seq` was handed over.
A process that dies between handing over and noting it says the last message once more: a message
twice is better than a message lost.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.language import script
from bot.records.errors import Conflict as Taken
from bot.records.models import Message, Peer
from bot.records.unit import UnitOfWork
from bot.services import conversations, messages, signals
from bot.services.app import App
from bot.services.errors import Gone, Invalid, NotAllowed, TooLarge

LEASE = timedelta(minutes=2)
"""So long nobody else delivers to a peer; one whose process died is taken up again after it."""
FIRST_RETRY = timedelta(seconds=2)
LAST_RETRY = timedelta(minutes=15)
LONGEST_ID = 1024
"""Bytes of an id that a provider gives to an event, a person or a button."""
MOST_BUTTONS = 10
"""Where a question has more options than this, some channels show them as a numbered list."""
_NUMBERS = re.compile(r"\d{1,2}(?:[\s,，、;；和&+.]+(?:and )?\d{1,2})*[.。]?")
_PAGE = 50
_DEFAULT_LANGUAGE = "zh"


@dataclass(frozen=True)
class Incoming:
    """One thing a person did on a channel.

    `address` is `{"id": …}` with whatever else is needed to reach them; `id` the provider's own id
    of the event. Exactly one of `text`, `choice` (a token that was given out) and `media` (the kind
    of what is no text: `image`, `voice`, `sticker` …). `language` is what the provider says of the
    person, if it does. Raises ValueError for an event or a person without a usable id.
    """

    id: str
    address: Mapping[str, Any] = field(repr=False)
    text: str | None = field(default=None, repr=False)
    choice: str | None = field(default=None, repr=False)
    media: str | None = None
    language: str | None = None

    def __post_init__(self) -> None:
        for name in (self.id, self.address["id"], self.choice, self.media):
            # A lone surrogate cannot be encoded, which is a ValueError of its own.
            if name is not None and not 0 < len(name.encode()) <= LONGEST_ID:
                raise ValueError("an id of a channel is empty or too long")


@dataclass(frozen=True)
class Due:
    """What is to be delivered to a peer now: messages in the contract's shape, oldest first."""

    peer: Peer
    client_id: str
    language: str
    said: tuple[Mapping[str, Any], ...]
    last_seq: int
    """Everything up to here is done once `said` was delivered."""


def receive(app: App, channel: str, came: Incoming, words: Mapping[str, Mapping[str, str]]) -> str:
    """Store what came in; gives the conversation's id. The same event again stores nothing.

    `words` are the kind answers to what cannot be read, by kind: `media`, `old_choice`, `too_long`,
    `restricted`, each in both languages.
    """
    peer = _peer(app, channel, came)
    conversation_id = peer.conversation_id

    def heard(work: UnitOfWork) -> None:
        _heard(app, work, peer, came)

    if came.media is not None:
        _answer_kindly(app, peer, came, words["media"], heard)
        return conversation_id
    choice = came.choice or _picked(app, conversation_id, came.text or "")
    try:
        conversations.receive(
            app,
            conversation_id,
            external_id=came.id,
            text=came.text if choice is None else None,
            choice=choice,
            also=heard,
        )
    except Gone:
        _forget(app, peer)
        return receive(app, channel, came, words)
    except Invalid as error:
        kind = "old_choice" if error.code == "choice_unknown" else "media"
        _answer_kindly(app, peer, came, words[kind], heard)
    except TooLarge:
        _answer_kindly(app, peer, came, words["too_long"], heard)
    except NotAllowed:
        _answer_kindly(app, peer, came, words["restricted"], heard)
    return conversation_id


def _picked(app: App, conversation_id: str, text: str) -> Sequence[str] | None:
    """The tokens of the options that a message names by number and nothing else, where the question
    that waits has so many that they may have been shown as a list; None otherwise."""
    if not _NUMBERS.fullmatch(text.strip()):
        return None
    with app.records.read() as work:
        conversation = work.conversations.get(conversation_id)
        if conversation is None or work.ownership.get(conversation_id).state == "advisor":
            return None
        said = work.messages.list(
            conversation_id, after=max(0, conversation.last_seq - _PAGE), hidden=False
        )
    question = _waiting(said)
    options = question.get("options") or ()
    numbers = list(dict.fromkeys(map(int, re.findall(r"\d+", text))))
    several = question.get("kind") == "multiple"
    if len(options) <= MOST_BUTTONS or (len(numbers) > 1 and not several):
        return None
    if not all(1 <= number <= len(options) for number in numbers):
        return None
    return [str(options[number - 1]["choice"]) for number in numbers]


def _waiting(said: Sequence[Message]) -> Mapping[str, Any]:
    """The question that was put after the client's last message; empty where none was."""
    for message in reversed(said):
        if message.origin in ("client", "advisor"):
            break
        if (message.body or {}).get("question"):
            found: Mapping[str, Any] = (message.body or {})["question"]
            return found
    return {}


def _peer(app: App, channel: str, came: Incoming) -> Peer:
    """Who writes from this address; a new conversation where nobody did before."""
    address_id = str(came.address["id"])
    with app.records.read() as work:
        known = work.peers.find(channel, address_id)
    if known is not None:
        return known

    def settle(work: UnitOfWork, conversation_id: str) -> None:
        now = app.now()
        work.peers.add(
            Peer(app.new_id(), channel, conversation_id, dict(came.address), now, now, now)
        )

    # Two messages of a new person at the same moment: the other one was first.
    with contextlib.suppress(Taken):
        conversations.open_conversation(app, channel=channel, language=_language(came), also=settle)
    with app.records.read() as work:
        found = work.peers.find(channel, address_id)
    return found or _peer(app, channel, came)


def _language(came: Incoming) -> str:
    if came.text and any(map(str.isalpha, came.text)):
        return script.detect(came.text, previous=came.language or _DEFAULT_LANGUAGE)
    return came.language if came.language in conversations.LANGUAGES else _DEFAULT_LANGUAGE


def _answer_kindly(
    app: App,
    peer: Peer,
    came: Incoming,
    words: Mapping[str, str],
    heard: Callable[[UnitOfWork], None],
) -> None:
    """Say why something was not read; once for each event."""
    with app.records.begin() as work:
        conversation = work.conversations.get(peer.conversation_id)
        if conversation is None or work.messages.by_external_id(conversation.id, came.id):
            return
        now = app.now()
        sent = work.messages.append(
            conversation.id,
            origin="client",
            at=now,
            language=conversation.language,
            body={"text": f"[{came.media}]" if came.media else "[…]"},
            external_id=came.id,
            status="done",
        )
        work.messages.append(
            conversation.id,
            origin="system",
            at=now,
            language=conversation.language,
            body={"text": words[conversation.language]},
            in_reply_to=sent.seq,
        )
        heard(work)
    signals.changed(peer.conversation_id)


def _heard(app: App, work: UnitOfWork, peer: Peer, came: Incoming) -> None:
    """They wrote: the channel's window opens anew, and what was put off is due at once.

    Where somebody delivers to them right now, that one goes on alone.
    """
    now = app.now()
    change: dict[str, Any] = {"heard_at": now, "sent_since": 0}
    if peer.attempts or peer.state != "active":
        change |= {"due_at": now, "attempts": 0, "state": "active"}
    work.peers.change(peer.id, **change)
    if dict(came.address) != dict(peer.address):
        work.peers.readdress(replace(peer, address=dict(came.address)))


def _forget(app: App, peer: Peer) -> None:
    with app.records.begin() as work:
        work.peers.remove(peer.id)


def peers_of(app: App, conversation_id: str) -> list[Peer]:
    """The channels a conversation is held on: for the last words before its data are erased."""
    with app.records.read() as work:
        return work.peers.of_conversation(conversation_id)


def mark(app: App, channel: str, account: str) -> str:
    """Up to where a channel's own list was read; empty where it never was."""
    with app.records.read() as work:
        return work.channel_marks.get(_mark_name(channel, account)) or ""


def move_mark(app: App, channel: str, account: str, to: str) -> None:
    """All up to here is stored."""
    with app.records.begin() as work:
        work.channel_marks.put(_mark_name(channel, account), to[:500])


def _mark_name(channel: str, account: str) -> str:
    return f"{channel}/{hashlib.sha256(account.encode()).hexdigest()[:40]}"


def claim(app: App, channels: Sequence[str], limit: int = 16) -> list[Peer]:
    """Peers with something to deliver, leased to the caller. Asks without a lock first."""
    now = app.now()
    with app.records.read() as work:
        if not work.peers.claim(now, now, 1, channels=channels):
            return []
    with app.records.begin() as work:
        return work.peers.claim(now, now + LEASE, limit, channels=channels)


def due(app: App, peer: Peer) -> Due | None:
    """What to deliver to a leased peer, looked up right before it is sent.

    The assistant's words are passed over once an advisor has taken the conversation since they
    were stored: nobody hears the machine after a person began. None where nothing is left.
    """
    with app.records.read() as work:
        conversation = work.conversations.get(peer.conversation_id)
        present = work.peers.get(peer.id)
        if conversation is None or present is None:
            return None
        found = work.messages.list(
            conversation.id, after=present.sent_seq, limit=_PAGE, hidden=False
        )
        owner = work.ownership.get(conversation.id)
    said = tuple(
        messages.shape(one)
        for one in found
        if one.origin != "client" and not _spoken_over(one, owner.state, owner.since)
    )
    last = found[-1].seq if found else conversation.last_seq
    return Due(present, conversation.client_id, conversation.language, said, last)


def _spoken_over(message: Message, state: str, since: datetime) -> bool:
    return message.origin == "assistant" and state == "advisor" and message.at <= since


def delivered(app: App, peer: Peer, seq: int, bubbles: int) -> None:
    """Everything up to `seq` was handed over, in so many bubbles. The lease begins anew."""
    with app.records.begin() as work:
        present = work.peers.get(peer.id)
        if present is not None:
            work.peers.change(
                peer.id,
                sent_seq=max(seq, present.sent_seq),
                sent_since=present.sent_since + bubbles,
                attempts=0,
                due_at=app.now() + LEASE,
            )


def release(app: App, peer: Peer) -> None:
    """All that was due is delivered: whatever comes next may be sent at once."""
    with app.records.begin() as work:
        work.peers.change(peer.id, due_at=app.now())


def postpone(app: App, peer: Peer, seconds: float | None) -> None:
    """The provider could not take it: try again in `seconds`, or later each time."""
    wait = (
        timedelta(seconds=seconds)
        if seconds is not None
        else min(FIRST_RETRY * 2 ** min(peer.attempts, 10), LAST_RETRY)
    )
    with app.records.begin() as work:
        work.peers.change(peer.id, due_at=app.now() + wait, attempts=peer.attempts + 1)


def block(app: App, peer: Peer) -> None:
    """The provider refuses for good (the person blocked us): nothing is tried until they write."""
    with app.records.begin() as work:
        work.peers.change(peer.id, state="blocked")
