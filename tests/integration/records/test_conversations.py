"""Clients, conversations, choice tokens and who speaks."""

from __future__ import annotations

import pytest

from bot.records import Conflict, Missing, Records
from bot.records.models import Choice, Client, Conversation, Ownership
from tests.integration.records.kit import AT, Seed, add_client, later, new_id


def test_a_client_is_found_as_it_was_kept(records: Records) -> None:
    client = Client(new_id(), "active", "visitor", None, AT, AT)
    with records.begin() as work:
        work.clients.add(client)
    with records.read() as work:
        assert work.clients.get(client.id) == client
        assert work.clients.get("nobody") is None
        assert client in work.clients.list() and work.clients.list("erased") == []


def test_standing_changes_only_where_given(records: Records, seed: Seed) -> None:
    with records.begin() as work:
        assert work.clients.set_standing(seed.client, stage="qualified", at=later(minutes=1))
        assert work.clients.set_standing(seed.client, tier="gold", at=later(minutes=2))
        assert not work.clients.set_standing("nobody", tier="gold", at=AT)
    with records.read() as work:
        client = work.clients.get(seed.client)
    assert client is not None
    assert (client.stage, client.tier, client.updated_at) == (
        "qualified",
        "gold",
        later(minutes=2),
    )


def test_a_state_that_does_not_exist_cannot_be_stored(records: Records, seed: Seed) -> None:
    with pytest.raises(Exception, match="ck_clients_state"), records.begin() as work:
        work.clients.set_state(seed.client, "sleeping", AT)


def test_the_token_alone_opens_the_conversation(records: Records, seed: Seed) -> None:
    with records.read() as work:
        found = work.conversations.by_token_hash(f"hash-{seed.conversation}")
        assert found == work.conversations.get(seed.conversation)
        assert found is not None and found.client_id == seed.client and found.last_seq == 0
        assert work.conversations.by_token_hash("other") is None


def test_two_conversations_cannot_share_a_token(records: Records, seed: Seed) -> None:
    again = Conversation(new_id(), seed.client, "web", "en", AT, AT)
    with pytest.raises(Conflict), records.begin() as work:
        work.conversations.add(again, f"hash-{seed.conversation}")


def test_a_conversation_needs_a_client(records: Records) -> None:
    with pytest.raises(Missing), records.begin() as work:
        work.conversations.add(Conversation(new_id(), "nobody", "web", "en", AT, AT), None)


def test_a_conflict_leaves_the_transaction_usable(records: Records, seed: Seed) -> None:
    with records.begin() as work:
        with pytest.raises(Conflict):
            work.clients.add(Client(seed.client, "active", None, None, AT, AT))
        work.conversations.set_language(seed.conversation, "en")
    with records.read() as work:
        conversation = work.conversations.get(seed.conversation)
    assert conversation is not None and conversation.language == "en"


def test_a_client_has_their_own_conversations_oldest_first(records: Records, seed: Seed) -> None:
    second = Conversation(new_id(), seed.client, "telegram", "en", later(hours=1), later(hours=1))
    add_client(records)
    with records.begin() as work:
        work.conversations.add(second, None)
        work.conversations.touch(second.id, later(hours=2))
    with records.read() as work:
        found = work.conversations.of_client(seed.client)
    assert [one.id for one in found] == [seed.conversation, second.id]
    assert found[1].last_at == later(hours=2)


def test_a_choice_token_means_something_in_its_own_conversation_only(
    records: Records, seed: Seed
) -> None:
    _, elsewhere = add_client(records)
    choice = Choice("token", seed.conversation, 3, "horizon", "1_3y")
    with records.begin() as work:
        work.choices.add(choice)
    with records.read() as work:
        assert work.choices.get(seed.conversation, "token") == choice
        assert work.choices.get(elsewhere, "token") is None
        assert work.choices.get(seed.conversation, "other") is None


def test_a_new_conversation_is_the_bots(records: Records, seed: Seed) -> None:
    with records.read() as work:
        owner = work.ownership.get(seed.conversation)
        assert owner == Ownership(seed.conversation, "bot", 0, None, None, AT)
        with pytest.raises(Missing):
            work.ownership.get("nowhere")


def test_ownership_changes_only_from_what_was_expected(records: Records, seed: Seed) -> None:
    change = {"state": "advisor", "epoch": 1, "advisor_id": seed.advisor, "at": later(minutes=1)}
    with records.begin() as work:
        for state, epoch in (("queued", 0), ("bot", 1), (("queued", "offered"), 0)):
            assert not work.ownership.change(
                seed.conversation, expect_state=state, expect_epoch=epoch, **change
            )
        assert work.ownership.change(
            seed.conversation, expect_state=("bot", "queued"), expect_epoch=0, **change
        )
        assert not work.ownership.change(
            seed.conversation, expect_state="bot", expect_epoch=0, **change
        )
    with records.read() as work:
        owner = work.ownership.get(seed.conversation)
        events = work.ownership.events(seed.conversation)
    assert (owner.state, owner.epoch, owner.advisor_id) == ("advisor", 1, seed.advisor)
    assert [(one.state, one.epoch) for one in events] == [("bot", 0), ("advisor", 1)]


def test_a_change_that_is_rolled_back_leaves_no_event(records: Records, seed: Seed) -> None:
    with pytest.raises(ZeroDivisionError), records.begin() as work:
        work.ownership.change(
            seed.conversation, expect_state="bot", expect_epoch=0, state="queued", epoch=0, at=AT
        )
        raise ZeroDivisionError
    with records.read() as work:
        assert [one.state for one in work.ownership.events(seed.conversation)] == ["bot"]
