"""The log of messages: numbered without gaps, each kept once, words sealed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, List

from sqlalchemy import ColumnElement, Row, Select, and_, func, insert, select, update

from bot.records.errors import DuplicateMessage, Missing
from bot.records.models import Body, Message
from bot.records.repository import Repository
from bot.records.sealing import cell
from bot.records.tables import conversations, messages
from bot.vault import Purpose


class Messages(Repository):
    """Repository of messages. A client's external ids (WhatsApp's hold the phone number) are
    sealed and found by blind index."""

    def append(
        self,
        conversation_id: str,
        *,
        origin: str,
        at: datetime,
        language: str,
        body: Body,
        external_id: str | None = None,
        in_reply_to: int | None = None,
        status: str = "done",
        hidden: bool = False,
    ) -> Message:
        """Keep a message under the conversation's next number, which starts at 1.

        Others who append to the same conversation wait for this transaction's end, so numbers have
        no gaps and are seen in order. Raises DuplicateMessage (with the number of the first) when
        the external id is there already, and Missing when the conversation is not.
        """
        owner = self._session.client_of(conversation_id)
        locked = select(conversations.c.last_seq).where(conversations.c.id == conversation_id)
        last = self._run(locked.with_for_update()).scalar_one_or_none()
        if last is None:
            raise Missing(f"there is no conversation {conversation_id}")
        version, index = None, None
        if external_id is not None:
            known = select(messages.c.seq).where(self._known_as(conversation_id, external_id))
            first = self._run(known).scalar_one_or_none()
            if first is not None:
                raise DuplicateMessage(first)
            column = _column(conversation_id)
            version, index = self._sealer.vault.index(column, external_id, fold=False)
        message = Message(
            id=self._session.new_id(),
            conversation_id=conversation_id,
            seq=last + 1,
            origin=origin,
            at=at,
            language=language,
            external_id=external_id,
            in_reply_to=in_reply_to,
            status=status,
            hidden=hidden,
            body=body,
        )
        self._run(
            update(conversations)
            .where(conversations.c.id == conversation_id)
            .values(last_seq=message.seq, last_at=at)
        )
        self._run(
            insert(messages).values(
                id=message.id,
                conversation_id=conversation_id,
                seq=message.seq,
                origin=origin,
                at=at,
                language=language,
                external_index=index,
                index_version=version,
                external_id=None
                if external_id is None
                else self._sealer.seal_json(
                    cell("messages", "external_id", message.id, owner),
                    external_id,
                    Purpose.TRANSCRIPT,
                ),
                in_reply_to=in_reply_to,
                status=status,
                hidden=hidden,
                body=self._sealer.seal_json(
                    cell("messages", "body", message.id, owner), body, Purpose.TRANSCRIPT
                ),
            )
        )
        return message

    def get(self, conversation_id: str, seq: int) -> Message | None:
        """The message of that number, or None."""
        return self._one(self._of(conversation_id).where(messages.c.seq == seq))

    def by_external_id(self, conversation_id: str, external_id: str) -> Message | None:
        """The message that came in under this id of the client's or the channel's."""
        return self._one(
            self._of(conversation_id).where(self._known_as(conversation_id, external_id))
        )

    def list(
        self, conversation_id: str, after: int = 0, limit: int = 200, hidden: bool = False
    ) -> List[Message]:
        """Messages with a number above `after`, oldest first; internal ones where `hidden`."""
        query = self._of(conversation_id).where(messages.c.seq > after).limit(limit)
        if not hidden:
            query = query.where(messages.c.hidden.is_(False))
        return self._all(query)

    def replies_to(self, conversation_id: str, seq: int) -> List[Message]:
        """The visible messages that answer message `seq`, oldest first."""
        query = self._of(conversation_id).where(messages.c.in_reply_to == seq)
        return self._all(query.where(messages.c.hidden.is_(False)))

    def human_words(
        self, conversation_id: str, since: datetime
    ) -> tuple[datetime | None, datetime | None]:
        """When a person first spoke since a moment, and when the client first spoke after the last
        time a person did: from then on they wait. Each None where it did not happen."""
        mine = messages.c.conversation_id == conversation_id
        spoken = and_(mine, messages.c.origin == "advisor", messages.c.at >= since)
        query = select(func.min(messages.c.at), func.max(messages.c.seq)).where(spoken)
        first, last = self._run(query).one()
        if last is None:
            return None, None
        later = and_(mine, messages.c.origin == "client", messages.c.seq > last)
        asked = select(func.min(messages.c.at)).where(later, messages.c.hidden.is_(False))
        return first, self._run(asked).scalar_one()

    def next_pending(self, conversation_id: str) -> Message | None:
        """The oldest message that is not done. One left `working` by a crash counts."""
        return self._one(self._of(conversation_id).where(messages.c.status != "done").limit(1))

    def conversations_with_pending(self) -> List[str]:
        """Ids of the conversations that have a message not done."""
        query = select(messages.c.conversation_id).where(messages.c.status != "done").distinct()
        return sorted(self._run(query).scalars())

    def set_status(self, conversation_id: str, seq: int, status: str) -> None:
        """Note how far the work on a message is."""
        self._change(conversation_id, seq, status=status)

    def forget_body(self, conversation_id: str, seq: int) -> None:
        """Drop the words of a message; that it was there, when and from whom stays."""
        self._change(conversation_id, seq, body=None)

    def _change(self, conversation_id: str, seq: int, **values: Any) -> None:
        self._run(
            update(messages)
            .where(messages.c.conversation_id == conversation_id, messages.c.seq == seq)
            .values(**values)
        )

    def _known_as(self, conversation_id: str, external_id: str) -> ColumnElement[bool]:
        """The message with this external id, under whichever index key it was kept."""
        indexes = self._sealer.vault.find_all(_column(conversation_id), external_id, fold=False)
        mine = messages.c.conversation_id == conversation_id
        return mine & messages.c.external_index.in_(indexes)

    def _of(self, conversation_id: str) -> Select[Any]:
        query = select(messages).where(messages.c.conversation_id == conversation_id)
        return query.order_by(messages.c.seq)

    def _one(self, query: Select[Any]) -> Message | None:
        row = self._run(query).one_or_none()
        return None if row is None else self._message(row)

    def _all(self, query: Select[Any]) -> List[Message]:
        rows: Iterable[Row[Any]] = self._run(query).all()
        return [self._message(row) for row in rows]

    def _message(self, row: Row[Any]) -> Message:
        owner = self._session.client_of(row.conversation_id)
        opened = {
            column: self._sealer.open_json(
                cell("messages", column, row.id, owner), getattr(row, column), Purpose.TRANSCRIPT
            )
            for column in ("external_id", "body")
        }
        return Message(
            id=row.id,
            conversation_id=row.conversation_id,
            seq=row.seq,
            origin=row.origin,
            at=row.at,
            language=row.language,
            external_id=opened["external_id"],
            in_reply_to=row.in_reply_to,
            status=row.status,
            hidden=row.hidden,
            body=opened["body"],
        )


def _column(conversation_id: str) -> str:
    """What keeps the indexes of one conversation apart from those of another."""
    return f"messages.external_id/{conversation_id}"
