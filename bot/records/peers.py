"""Where conversations are held on messaging channels, and how far they were delivered there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, List

from sqlalchemy import Row, delete, insert, select, update

from bot.records.models import Peer
from bot.records.repository import Repository
from bot.records.sealing import cell
from bot.records.tables import channel_marks, conversations, peers
from bot.vault import Cell, Purpose


class Peers(Repository):
    """Repository of peers."""

    def add(self, peer: Peer) -> None:
        """Keep a new peer. Raises Conflict when the channel has this address already."""
        version, index = self._sealer.vault.index(
            _column(peer.channel), str(peer.address["id"]), fold=False
        )
        with self._unique("peer"):
            self._run(
                insert(peers).values(
                    id=peer.id,
                    channel=peer.channel,
                    conversation_id=peer.conversation_id,
                    index_version=version,
                    address_index=index,
                    address=self._seal(peer),
                    state=peer.state,
                    created_at=peer.created_at,
                    heard_at=peer.heard_at,
                    sent_seq=peer.sent_seq,
                    sent_since=peer.sent_since,
                    due_at=peer.due_at,
                    attempts=peer.attempts,
                )
            )

    def find(self, channel: str, address_id: str) -> Peer | None:
        """Who writes from this address of a channel."""
        indexes = self._sealer.vault.find_all(_column(channel), address_id, fold=False)
        query = select(peers).where(peers.c.channel == channel, peers.c.address_index.in_(indexes))
        row = self._run(query).one_or_none()
        return None if row is None else self._peer(row)

    def get(self, id: str) -> Peer | None:
        """The peer of this id."""
        row = self._run(select(peers).where(peers.c.id == id)).one_or_none()
        return None if row is None else self._peer(row)

    def of_conversation(self, conversation_id: str) -> List[Peer]:
        """All channels a conversation is held on, the oldest first."""
        query = select(peers).where(peers.c.conversation_id == conversation_id)
        found = self._run(query.order_by(peers.c.created_at, peers.c.id))
        return [self._peer(row) for row in found]

    def claim(
        self, now: datetime, until: datetime, limit: int, *, channels: Sequence[str]
    ) -> List[Peer]:
        """Active peers with something to deliver whose time has come; nobody else gets them
        before `until`."""
        query = (
            select(peers)
            .join(conversations, conversations.c.id == peers.c.conversation_id)
            .where(
                peers.c.state == "active",
                peers.c.channel.in_(channels),
                peers.c.due_at <= now,
                peers.c.sent_seq < conversations.c.last_seq,
            )
            .order_by(peers.c.due_at, peers.c.id)
            .limit(limit)
        )
        if self._session.read_only:
            return [self._peer(row) for row in self._run(query)]
        rows = self._run(query.with_for_update(of=peers, skip_locked=True)).all()
        for row in rows:
            self.change(row.id, due_at=until)
        return [self._peer(row) for row in rows]

    def change(self, id: str, **values: Any) -> None:
        """Write clear columns of a peer: state, heard_at, sent_seq, sent_since, due_at, attempts,
        conversation_id."""
        self._run(update(peers).where(peers.c.id == id).values(**values))

    def readdress(self, peer: Peer) -> None:
        """Write a peer's address anew: what the channel needs to reach them has changed."""
        self.change(peer.id, address=self._seal(peer))

    def remove(self, id: str) -> None:
        """Forget a peer."""
        self._run(delete(peers).where(peers.c.id == id))

    def _seal(self, peer: Peer) -> bytes:
        place = self._place(peer.id, peer.conversation_id)
        return self._sealer.seal_json(place, peer.address, Purpose.CONTACT)

    def _peer(self, row: Row[Any]) -> Peer:
        place = self._place(row.id, row.conversation_id)
        fields = {
            name: value
            for name, value in row._mapping.items()
            if name not in ("address", "index_version", "address_index")
        }
        return Peer(**fields, address=self._sealer.open_json(place, row.address, Purpose.CONTACT))

    def _place(self, id: str, conversation_id: str) -> Cell:
        return cell("peers", "address", id, self._session.client_of(conversation_id))


class ChannelMarks(Repository):
    """Repository of marks: up to where a channel's own list of messages was read."""

    def get(self, name: str) -> str | None:
        """The mark of this name."""
        query = select(channel_marks.c.value).where(channel_marks.c.name == name)
        return self._run(query).scalar_one_or_none()

    def put(self, name: str, value: str) -> None:
        """Move a mark."""
        changed = self._run(
            update(channel_marks).where(channel_marks.c.name == name).values(value=value)
        )
        if changed.rowcount == 0:
            self._run(insert(channel_marks).values(name=name, value=value))


def _column(channel: str) -> str:
    """What keeps the indexes of one channel's addresses apart from those of another."""
    return f"peers.address/{channel}"
