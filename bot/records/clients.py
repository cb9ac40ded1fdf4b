"""Clients: who they are to us (an id), in which state, how far along."""

from __future__ import annotations

from datetime import datetime
from typing import List

from sqlalchemy import Row, insert, select, update

from bot.records.models import Client
from bot.records.repository import Repository
from bot.records.tables import clients


class Clients(Repository):
    """Repository of clients. Adding one makes the client's data key."""

    def add(self, client: Client) -> None:
        """Keep a new client and make their data key. Raises Conflict when the id is taken."""
        with self._unique("client"):
            self._run(
                insert(clients).values(
                    id=client.id,
                    state=client.state,
                    stage=client.stage,
                    tier=client.tier,
                    created_at=client.created_at,
                    updated_at=client.updated_at,
                    erase_after=client.erase_after,
                )
            )
        # In the key store, a database of its own: when this transaction is rolled back a key
        # without data stays there, which says and costs nothing.
        self._sealer.vault.keyring.create(client.id, client.created_at)

    def get(self, id: str) -> Client | None:
        """The client, also when restricted or erased; None when there never was one."""
        row = self._run(select(clients).where(clients.c.id == id)).one_or_none()
        return None if row is None else _client(row)

    def list(self, state: str | None = None) -> List[Client]:
        """All clients, oldest first; only those in `state` where given."""
        query = select(clients).order_by(clients.c.created_at, clients.c.id)
        if state is not None:
            query = query.where(clients.c.state == state)
        return [_client(row) for row in self._run(query)]

    def set_state(self, id: str, state: str, at: datetime) -> bool:
        """Change the state; False when there is no such client."""
        return self._set(id, at, state=state)

    def set_standing(
        self, id: str, *, stage: str | None = None, tier: str | None = None, at: datetime
    ) -> bool:
        """Change stage and tier where given (None leaves them); False without such a client."""
        given = {key: value for key, value in {"stage": stage, "tier": tier}.items() if value}
        return self._set(id, at, **given)

    def _set(self, id: str, at: datetime, **values: str) -> bool:
        done = self._run(update(clients).where(clients.c.id == id).values(updated_at=at, **values))
        return done.rowcount == 1


def _client(row: Row[tuple[object, ...]]) -> Client:
    return Client(**row._mapping)
