"""The engine's dialogue events: sealed chunks in sequence, appended only where the reader stood."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, insert, select, update

from bot.records.errors import Conflict
from bot.records.models import TrackerChunk
from bot.records.repository import Repository
from bot.records.sealing import cell
from bot.records.tables import tracker_chunks, tracker_heads
from bot.vault import Cell, Purpose


class Trackers(Repository):
    """Repository of tracker chunks, sealed under the key of the conversation's client."""

    def append(self, conversation_id: str, expected_seq: int, chunks: Sequence[bytes]) -> int:
        """Add chunks after number `expected_seq` (0: nothing there yet); gives the new last one.

        Raises Conflict when somebody wrote meanwhile, and Missing for an unknown conversation.
        """
        owner = self._session.client_of(conversation_id)
        last = expected_seq + len(chunks)
        if expected_seq == 0:
            with self._unique("tracker"):
                self._run(
                    insert(tracker_heads).values(conversation_id=conversation_id, last_seq=last)
                )
        else:
            moved = self._run(
                update(tracker_heads)
                .where(
                    tracker_heads.c.conversation_id == conversation_id,
                    tracker_heads.c.last_seq == expected_seq,
                )
                .values(last_seq=last)
            )
            if moved.rowcount != 1:
                raise Conflict(f"the tracker of {conversation_id} is no longer at {expected_seq}")
        rows = [
            {
                "conversation_id": conversation_id,
                "seq": seq,
                "body": self._sealer.seal_bytes(
                    _place(conversation_id, seq, owner), chunk, Purpose.TRACKER
                ),
            }
            for seq, chunk in enumerate(chunks, start=expected_seq + 1)
        ]
        if rows:
            self._run(insert(tracker_chunks), rows)
        return last

    def read(self, conversation_id: str, after: int = 0) -> list[TrackerChunk]:
        """The chunks with a number above `after`, in order. An unknown conversation has none."""
        query = (
            select(tracker_chunks)
            .where(
                tracker_chunks.c.conversation_id == conversation_id, tracker_chunks.c.seq > after
            )
            .order_by(tracker_chunks.c.seq)
        )
        rows = self._run(query).all()
        if not rows:
            return []
        owner = self._session.client_of(conversation_id)
        return [
            TrackerChunk(
                conversation_id,
                row.seq,
                self._sealer.open_bytes(
                    _place(conversation_id, row.seq, owner), row.body, Purpose.TRACKER
                ),
            )
            for row in rows
        ]

    def last_seq(self, conversation_id: str) -> int:
        """The number of the last chunk; 0 when there is none."""
        query = select(tracker_heads.c.last_seq).where(
            tracker_heads.c.conversation_id == conversation_id
        )
        return self._run(query).scalar_one_or_none() or 0

    def keys(self) -> list[str]:
        """The conversations that have a tracker."""
        query = select(tracker_heads.c.conversation_id)
        return list(self._run(query.order_by(tracker_heads.c.conversation_id)).scalars())

    def delete(self, conversation_id: str) -> None:
        """Drop a conversation's tracker."""
        for table in (tracker_chunks, tracker_heads):
            self._run(delete(table).where(table.c.conversation_id == conversation_id))


def _place(conversation_id: str, seq: int, owner: str) -> Cell:
    return cell("tracker_chunks", "body", f"{conversation_id}/{seq}", owner)
