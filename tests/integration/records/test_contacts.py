"""Addresses are sealed, found by index, and gone with their client; proofs are short-lived."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.records import Records
from bot.records.models import ContactEntry, Proof
from bot.records.tables import contacts, proofs
from tests.integration.records.kit import AT, Installation, Seed, add_client, later, new_id, tamper

PHONE = "+8613800138000"


def _entry(client: str, kind: str = "phone", value: str = PHONE, **more: object) -> ContactEntry:
    return ContactEntry(new_id(), client, kind, value, AT, **more)  # type: ignore[arg-type]


def _proof(conversation: str, **more: object) -> Proof:
    fields = {"kind": "phone", "address_index": "none", "code_hash": None, **more}
    return Proof(new_id(), conversation, "sent", AT, later(minutes=10), **fields)  # type: ignore[arg-type]


def test_an_address_is_found_by_its_value_and_kind_only(records: Records, seed: Seed) -> None:
    entry = _entry(seed.client)
    with records.begin() as work:
        work.contacts.put(entry)
    with records.read() as work:
        assert work.contacts.find("phone", PHONE) == [entry]
        assert work.contacts.find("wechat", PHONE) == []
        assert work.contacts.find("phone", "+8613800138001") == []
        assert work.contacts.of_client(seed.client) == [entry]


def test_a_new_address_of_a_kind_takes_the_place_of_the_former(
    records: Records, seed: Seed
) -> None:
    with records.begin() as work:
        work.contacts.put(_entry(seed.client))
        work.contacts.put(_entry(seed.client, "email", "li@example.com"))
        work.contacts.put(_entry(seed.client, value="+8613900139000"))
    with records.read() as work:
        assert work.contacts.find("phone", PHONE) == []
        found = {entry.kind: entry.value for entry in work.contacts.of_client(seed.client)}
    assert found == {"phone": "+8613900139000", "email": "li@example.com"}


def test_of_two_with_one_address_the_proven_one_comes_first(records: Records, seed: Seed) -> None:
    other, _ = add_client(records)
    proven = _entry(other)
    with records.begin() as work:
        work.contacts.put(_entry(seed.client))
        work.contacts.put(proven)
        work.contacts.prove(proven.id, later(minutes=5), "phone")
    with records.read() as work:
        found = work.contacts.find("phone", PHONE)
    assert [entry.client_id for entry in found] == [other, seed.client]
    assert (found[0].proven_at, found[0].proven_through) == (later(minutes=5), "phone")


@pytest.mark.parametrize("state", ["restricted", "erased"])
def test_who_is_restricted_or_erased_is_never_found(
    records: Records, seed: Seed, state: str
) -> None:
    with records.begin() as work:
        work.contacts.put(_entry(seed.client))
        if state == "erased":
            work.erase_client(seed.client, AT)
        else:
            work.clients.set_state(seed.client, state, AT)
    with records.read() as work:
        assert work.contacts.find("phone", PHONE) == []


def test_nothing_of_an_address_stands_in_clear(records: Records, seed: Seed) -> None:
    with records.begin() as work:
        work.contacts.put(_entry(seed.client))
    with records._engine.connect() as connection:
        row = connection.execute(select(contacts)).one()
    assert "1380013" not in repr(row)
    assert "1380013" not in repr(_entry(seed.client))


def test_an_address_moved_to_another_client_does_not_open(
    records: Records, installation: Installation, seed: Seed
) -> None:
    from bot.vault import Tampered

    other, _ = add_client(records)
    with records.begin() as work:
        work.contacts.put(_entry(seed.client))
    tamper(installation, lambda c: c.execute(contacts.update().values(client_id=other)))
    with pytest.raises(Tampered), records.read() as work:
        work.contacts.of_client(other)


def test_the_newest_proof_rules_and_the_count_goes_by_conversation_and_address(
    records: Records, seed: Seed
) -> None:
    _, elsewhere = add_client(records)
    with records.begin() as work:
        index = work.proofs.index("phone", PHONE)
        work.proofs.add(_proof(seed.conversation))
        work.proofs.add(_proof(elsewhere, address_index=index))
        newest = Proof(
            new_id(), seed.conversation, "sent", later(minutes=1), later(minutes=11),
            kind="phone", address_index=index, code_hash="h",
        )  # fmt: skip
        work.proofs.add(newest)
    with records.read() as work:
        assert work.proofs.newest(seed.conversation) == newest
        assert work.proofs.codes_since(AT) == 3
        assert work.proofs.codes_since(AT, address_index=index) == 2
        assert work.proofs.codes_since(AT, conversation_id=seed.conversation) == 2
        assert work.proofs.codes_since(later(minutes=1)) == 1
    with records.begin() as work:
        work.proofs.forget(later(minutes=1))
    with records.read() as work:
        assert work.proofs.newest(elsewhere) is None
        assert work.proofs.newest(seed.conversation) == newest


def test_the_hash_of_a_code_holds_for_its_proof_only(records: Records, seed: Seed) -> None:
    first, second = _proof(seed.conversation), _proof(seed.conversation)
    with records.read() as work:
        hashes = {work.proofs.code_hash(one.id, "123456") for one in (first, second)}
        assert len(hashes) == 2 and not any("123456" in one for one in hashes)
        assert work.proofs.index("phone", PHONE) not in hashes


def test_erasing_either_client_ends_a_proof(records: Records, seed: Seed) -> None:
    candidate, _ = add_client(records)
    proof = _proof(seed.conversation, candidate_id=candidate, code_hash="h", body={"said": "45"})
    with records.begin() as work:
        work.proofs.add(proof)
        work.erase_client(candidate, AT)
    with records.read() as work:
        left = work.proofs.newest(seed.conversation)
    assert left is not None
    assert (left.status, left.candidate_id, left.code_hash) == ("dropped", None, None)
    with records.begin() as work:
        work.erase_client(seed.client, AT)
    with records._engine.connect() as connection:
        assert connection.execute(select(proofs)).all() == []
