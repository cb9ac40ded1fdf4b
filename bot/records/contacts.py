"""Addresses of clients, found by blind index, and the proofs that somebody is such a client."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, List

from sqlalchemy import Row, delete, func, insert, select, update

from bot.records.models import ContactEntry, Proof
from bot.records.repository import Repository
from bot.records.sealing import cell
from bot.records.tables import clients, contacts, proofs
from bot.vault import Cell, Purpose


class Contacts(Repository):
    """Repository of addresses, one of each kind for a client. Values come in their normal form.

    The same address of two kinds, or under two index versions, has two unlike indexes.
    """

    def put(self, entry: ContactEntry) -> None:
        """Keep a client's address of its kind, in the place of the former one."""
        self.remove(entry.client_id, entry.kind)
        version, index = self._sealer.vault.index(_column(entry.kind), entry.value, fold=False)
        with self._unique("contact"):
            self._run(
                insert(contacts).values(
                    id=entry.id,
                    client_id=entry.client_id,
                    kind=entry.kind,
                    index_version=version,
                    value_index=index,
                    value=self._sealer.seal_json(
                        _contact_cell(entry.id, entry.client_id), entry.value, Purpose.CONTACT
                    ),
                    created_at=entry.created_at,
                    proven_at=entry.proven_at,
                    proven_through=entry.proven_through,
                )
            )

    def of_client(self, client_id: str) -> List[ContactEntry]:
        """A client's addresses, by kind."""
        query = select(contacts).where(contacts.c.client_id == client_id).order_by(contacts.c.kind)
        return [self._entry(row) for row in self._run(query)]

    def find(self, kind: str, value: str) -> List[ContactEntry]:
        """Who has this address, the proven ones first; active clients only."""
        query = (
            select(contacts)
            .join(clients, clients.c.id == contacts.c.client_id)
            .where(
                contacts.c.kind == kind,
                contacts.c.value_index.in_(
                    self._sealer.vault.find_all(_column(kind), value, fold=False)
                ),
                clients.c.state == "active",
            )
            .order_by(contacts.c.proven_at.is_(None), contacts.c.created_at, contacts.c.id)
        )
        return [self._entry(row) for row in self._run(query)]

    def prove(self, id: str, at: datetime, through: str) -> None:
        """Note that a code sent there came back from the client."""
        change = update(contacts).where(contacts.c.id == id)
        self._run(change.values(proven_at=at, proven_through=through))

    def remove(self, client_id: str, kind: str | None = None) -> None:
        """Drop a client's address of one kind, or all of them."""
        change = delete(contacts).where(contacts.c.client_id == client_id)
        self._run(change if kind is None else change.where(contacts.c.kind == kind))

    def _entry(self, row: Row[Any]) -> ContactEntry:
        place = _contact_cell(row.id, row.client_id)
        return ContactEntry(
            id=row.id,
            client_id=row.client_id,
            kind=row.kind,
            value=self._sealer.open_json(place, row.value, Purpose.CONTACT),
            created_at=row.created_at,
            proven_at=row.proven_at,
            proven_through=row.proven_through,
        )


class Proofs(Repository):
    """Repository of proofs. They are short-lived: `forget` drops what is older than a day."""

    def add(self, proof: Proof) -> None:
        """Keep a new proof."""
        with self._unique("proof"):
            self._run(insert(proofs).values(**self._values(proof)))

    def newest(self, conversation_id: str) -> Proof | None:
        """The newest proof of a conversation, whatever came of it; nobody else changes it until
        this transaction ends."""
        query = (
            select(proofs)
            .where(proofs.c.conversation_id == conversation_id)
            .order_by(proofs.c.created_at.desc(), proofs.c.id.desc())
            .limit(1)
        )
        row = self._run(query if self._session.read_only else query.with_for_update()).one_or_none()
        return None if row is None else self._proof(row)

    def get(self, id: str) -> Proof | None:
        """The proof of this id."""
        query = select(proofs).where(proofs.c.id == id)
        row = self._run(query if self._session.read_only else query.with_for_update()).one_or_none()
        return None if row is None else self._proof(row)

    def change(self, proof: Proof, **values: Any) -> Proof:
        """Write the changed fields of a proof; gives it as it is now."""
        changed = replace(proof, **values)
        self._run(update(proofs).where(proofs.c.id == proof.id).values(**self._values(changed)))
        return changed

    def codes_since(
        self, at: datetime, *, conversation_id: str | None = None, address_index: str | None = None
    ) -> int:
        """How many codes were asked for since `at`: of a conversation, an address, or in all."""
        query = select(func.count()).select_from(proofs)
        query = query.where(proofs.c.created_at >= at)
        if conversation_id is not None:
            query = query.where(proofs.c.conversation_id == conversation_id)
        if address_index is not None:
            query = query.where(proofs.c.address_index == address_index)
        return int(self._run(query).scalar_one())

    def index(self, kind: str, value: str) -> str:
        """The keyed hash that counts codes for an address; it is not the one in `contacts`.

        A proof lives for a day at most, so neither this nor the code's hash is ever made anew.
        """
        return self._sealer.vault.sign(f"proofs.address/{kind}", value.encode())

    def code_hash(self, proof_id: str, code: str) -> str:
        """The keyed hash of a code, which holds for one proof only."""
        return self._sealer.vault.sign(f"proofs.code/{proof_id}", code.encode())

    def forget(self, before: datetime) -> None:
        """Drop the proofs made before a moment."""
        self._run(delete(proofs).where(proofs.c.created_at < before))

    def _values(self, proof: Proof) -> dict[str, Any]:
        owner = self._session.client_of(proof.conversation_id)
        sealed = None
        if proof.body is not None:
            place = _proof_cell(proof.id, owner)
            sealed = self._sealer.seal_json(place, proof.body, Purpose.PROFILE)
        return {
            "id": proof.id,
            "conversation_id": proof.conversation_id,
            "status": proof.status,
            "created_at": proof.created_at,
            "expires_at": proof.expires_at,
            "kind": proof.kind,
            "address_index": proof.address_index,
            "candidate_id": proof.candidate_id,
            "code_hash": proof.code_hash,
            "attempts": proof.attempts,
            "body": sealed,
        }

    def _proof(self, row: Row[Any]) -> Proof:
        place = _proof_cell(row.id, self._session.client_of(row.conversation_id))
        fields = {name: value for name, value in row._mapping.items() if name != "body"}
        return Proof(**fields, body=self._sealer.open_json(place, row.body, Purpose.PROFILE))


def _column(kind: str) -> str:
    """What keeps the indexes of one kind of address apart from those of another."""
    return f"contacts.value/{kind}"


def _contact_cell(id: str, client_id: str) -> Cell:
    return cell("contacts", "value", id, client_id)


def _proof_cell(id: str, owner: str) -> Cell:
    return cell("proofs", "body", id, owner)
