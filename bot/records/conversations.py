"""Conversations, the choice tokens given out in them, and who speaks in them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from bot.records.models import Choice, Conversation, Ownership, OwnershipEvent
from bot.records.repository import Repository, among
from bot.records.sealing import cell
from bot.records.tables import choices, conversations, ownership, ownership_events
from bot.vault import Cell, Purpose

_PLAIN = [column for column in conversations.c if column.name != "token_hash"]


class Conversations(Repository):
    """Repository of conversations."""

    def add(self, conversation: Conversation, token_hash: str | None) -> None:
        """Keep a new conversation; it is the bot's, epoch 0. Raises Conflict or Missing."""
        with self._unique("conversation"):
            self._run(
                insert(conversations).values(
                    id=conversation.id,
                    client_id=conversation.client_id,
                    channel=conversation.channel,
                    language=conversation.language,
                    created_at=conversation.created_at,
                    last_at=conversation.last_at,
                    last_seq=conversation.last_seq,
                    token_hash=token_hash,
                )
            )
            first = {
                "conversation_id": conversation.id,
                "state": "bot",
                "epoch": 0,
                "advisor_id": None,
                "handoff_id": None,
            }
            self._run(insert(ownership).values(since=conversation.created_at, **first))
            self._run(insert(ownership_events).values(at=conversation.created_at, **first))
        self._session.owners[conversation.id] = conversation.client_id

    def get(self, id: str) -> Conversation | None:
        """The conversation, or None."""
        row = self._run(select(*_PLAIN).where(conversations.c.id == id)).one_or_none()
        return None if row is None else _conversation(row)

    def by_token_hash(self, token_hash: str) -> Conversation | None:
        """The conversation this token opens; None for a wrong token or an erased client."""
        query = select(*_PLAIN).where(conversations.c.token_hash == token_hash)
        row = self._run(query).one_or_none()
        return None if row is None else _conversation(row)

    def of_client(self, client_id: str) -> list[Conversation]:
        """A client's conversations, oldest first."""
        query = (
            select(*_PLAIN)
            .where(conversations.c.client_id == client_id)
            .order_by(conversations.c.created_at, conversations.c.id)
        )
        return [_conversation(row) for row in self._run(query)]

    def set_language(self, id: str, language: str) -> None:
        """The language the conversation is held in from now on (`zh` or `en`)."""
        self._run(update(conversations).where(conversations.c.id == id).values(language=language))

    def touch(self, id: str, at: datetime) -> None:
        """Note when the conversation was last used."""
        self._run(update(conversations).where(conversations.c.id == id).values(last_at=at))


class Choices(Repository):
    """Repository of choice tokens: what a button of a conversation stands for."""

    def add(self, choice: Choice) -> None:
        """Keep a token. Raises Conflict when the conversation has it already."""
        owner = self._session.client_of(choice.conversation_id)
        body = {"question": choice.question, "option": choice.option}
        place = _choice_cell(choice.conversation_id, choice.token, owner)
        with self._unique("choice"):
            self._run(
                insert(choices).values(
                    conversation_id=choice.conversation_id,
                    token=choice.token,
                    seq=choice.seq,
                    body=self._sealer.seal_json(place, body, Purpose.TRANSCRIPT),
                )
            )

    def get(self, conversation_id: str, token: str) -> Choice | None:
        """What the token stands for in this conversation; None for any other token."""
        query = select(choices).where(
            choices.c.conversation_id == conversation_id, choices.c.token == token
        )
        row = self._run(query).one_or_none()
        if row is None:
            return None
        place = _choice_cell(conversation_id, token, self._session.client_of(conversation_id))
        body = self._sealer.open_json(place, row.body, Purpose.TRANSCRIPT)
        return Choice(token, conversation_id, row.seq, body["question"], body["option"])


class Ownerships(Repository):
    """Who speaks in a conversation: one row, one epoch, and an append-only log of the changes."""

    def get(self, conversation_id: str) -> Ownership:
        """Who owns the conversation now. Raises Missing through `client_of` when there is none."""
        query = select(ownership).where(ownership.c.conversation_id == conversation_id)
        row = self._run(query).one_or_none()
        if row is None:
            self._session.client_of(conversation_id)
        assert row is not None
        return Ownership(**row._mapping)

    def lock(self, conversation_id: str) -> Ownership:
        """As `get`, and nobody else changes it until this transaction ends."""
        query = select(ownership).where(ownership.c.conversation_id == conversation_id)
        row = self._run(query.with_for_update()).one_or_none()
        return self.get(conversation_id) if row is None else Ownership(**row._mapping)

    def change(
        self,
        conversation_id: str,
        *,
        expect_state: str | Collection[str],
        expect_epoch: int,
        state: str,
        epoch: int,
        advisor_id: str | None = None,
        handoff_id: str | None = None,
        at: datetime,
    ) -> bool:
        """Compare-and-set: change the owner and log it, or give False when it moved meanwhile."""
        new = {
            "state": state,
            "epoch": epoch,
            "advisor_id": advisor_id,
            "handoff_id": handoff_id,
        }
        done = self._run(
            update(ownership)
            .where(
                ownership.c.conversation_id == conversation_id,
                ownership.c.epoch == expect_epoch,
                among(ownership.c.state, expect_state),
            )
            .values(since=at, **new)
        )
        if done.rowcount != 1:
            return False
        self._run(insert(ownership_events).values(conversation_id=conversation_id, at=at, **new))
        return True

    def events(self, conversation_id: str) -> list[OwnershipEvent]:
        """Every change of ownership, oldest first; the first is the bot's, epoch 0."""
        query = (
            select(ownership_events)
            .where(ownership_events.c.conversation_id == conversation_id)
            .order_by(ownership_events.c.n)
        )
        return [
            OwnershipEvent(
                row.conversation_id, row.state, row.epoch, row.advisor_id, row.handoff_id, row.at
            )
            for row in self._run(query)
        ]


def _conversation(row: Row[Any]) -> Conversation:
    return Conversation(**row._mapping)


def _choice_cell(conversation_id: str, token: str, owner: str) -> Cell:
    return cell("choices", "body", f"{conversation_id}/{token}", owner)
