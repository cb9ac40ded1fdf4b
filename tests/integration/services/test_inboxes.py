"""What is due between a handoff here and its conversation elsewhere, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.records.models import Advisor, InboxLink
from bot.services import advisors, conversations, handoffs, inbox_hearing, inboxes, privacy, turns
from bot.services.app import App
from bot.services.inbox_hearing import Heard, There
from bot.services.openings import Place
from bot.settings import ChatwootSettings
from tests.integration.services.conftest import Clock
from tests.integration.services.test_webhooks import a_client, decide

DESK = Place("console", "192.0.2.7", "a-session")
CHATWOOT = ChatwootSettings("https://chatwoot.bank.example", 3, 8, "token", "secret")


@pytest.fixture
def house(app: App) -> App:
    """Services whose advisors answer in Chatwoot."""
    return replace(app, settings=replace(app.settings, chatwoot=CHATWOOT))


@pytest.fixture
def li(house: App) -> Advisor:
    return advisors.add(house, email="li@bank.example", name="李娜").advisor


def a_link(house: App, *purposes: str) -> tuple[str, str, InboxLink]:
    """A client who asked for a person, their conversation, and the link."""
    client_id, conversation_id = a_client(house, *purposes)
    handoff_id = handoffs.request(house, conversation_id, "complaint").handoff_id
    with house.records.read() as work:
        link = work.inbox_links.get(handoff_id)
    assert link is not None
    return client_id, conversation_id, link


def opened(house: App, link: InboxLink) -> InboxLink:
    inboxes.opened(house, link, contact_id=7, remote_id=8)
    return present(house, link)


def present(house: App, link: InboxLink) -> InboxLink:
    with house.records.read() as work:
        found = work.inbox_links.get(link.handoff_id)
    assert found is not None
    return found


def said(house: App, link: InboxLink) -> list[str]:
    look = inboxes.look(house, link)
    assert look is not None
    return [one.text for one in look.said]


def test_a_link_is_claimed_by_one_and_again_after_its_lease(house: App, clock: Clock) -> None:
    _, _, link = a_link(house, "privacy", "contact")
    assert [one.handoff_id for one in inboxes.claim(house, 5)] == [link.handoff_id]
    assert inboxes.claim(house, 5) == []
    clock.forward(minutes=3)
    (again,) = inboxes.claim(house, 5)
    inboxes.release(house, again, over=False)
    assert inboxes.claim(house, 5) == []
    clock.forward(seconds=inboxes.RELOOK.total_seconds() + 1)
    assert len(inboxes.claim(house, 5)) == 1


def test_what_knocks_during_a_look_is_looked_at_after_it(house: App) -> None:
    _, _, link = a_link(house, "privacy", "contact")
    opened(house, link)
    (claimed,) = inboxes.claim(house, 5)
    assert inboxes.knock(house, 8) and not inboxes.knock(house, 9)
    assert inboxes.claim(house, 5) == []
    inboxes.release(house, claimed, over=True)
    assert [one.state for one in inboxes.claim(house, 5)] == ["ended"]


def test_backoff_grows_and_ends_and_a_knock_begins_anew(house: App, clock: Clock) -> None:
    _, _, link = a_link(house, "privacy", "contact")
    opened(house, link)
    waits = []
    for _ in range(inboxes.ATTEMPTS):
        (claimed,) = inboxes.claim(house, 5)
        inboxes.postpone(house, claimed, None, final=False)
        waits.append(present(house, link).busy_until - clock.at)
        assert inboxes.knock(house, 8) is True  # a knock does not shorten the wait
        if present(house, link).state == "open" and len(waits) < inboxes.ATTEMPTS:
            assert inboxes.claim(house, 5) == []
        clock.forward(minutes=16)
    assert waits[0] <= timedelta(seconds=2) and waits[-1] > timedelta(minutes=14)
    inboxes.postpone(house, present(house, link), None, final=True)
    assert inboxes.stuck(house) == 1 and inboxes.claim(house, 5) == []
    assert inboxes.knock(house, 8)
    assert inboxes.stuck(house) == 0 and present(house, link).attempts == 0
    assert len(inboxes.claim(house, 5)) == 1


def test_without_consent_nothing_is_due_and_what_was_said_meanwhile_never_is(
    house: App, li: Advisor
) -> None:
    client_id, conversation_id, link = a_link(house, "privacy")
    assert inboxes.first_words(house, link.handoff_id) is None
    handoffs.accept(house, li, link.handoff_id, place=DESK)
    conversations.receive(house, conversation_id, external_id="1", text="先别说出去")
    look = inboxes.look(house, link)
    assert look is not None and not look.allowed and look.said == ()
    inboxes.brought(house, link, look.last_seq)
    decide(house, client_id, "contact")
    conversations.receive(house, conversation_id, external_id="2", text="现在可以")
    assert said(house, link) == ["现在可以"]


def test_what_waited_when_an_advisor_came_is_theirs_and_what_was_answered_is_not(
    house: App, li: Advisor
) -> None:
    _, conversation_id, link = a_link(house, "privacy", "contact")
    conversations.receive(house, conversation_id, external_id="1", text="有人吗")
    look = inboxes.look(house, link)
    assert look is not None and look.said == () and look.waits
    handoffs.accept(house, li, link.handoff_id, place=DESK)
    assert turns.next_turn(house, conversation_id) is None  # passed over: it is the advisor's
    assert said(house, link)[0] == "有人吗"


def test_an_agent_speaks_as_the_advisor_of_the_same_address(house: App, li: Advisor) -> None:
    _, conversation_id, link = a_link(house, "privacy", "contact")
    link = opened(house, link)
    one = Heard(id=41, email="LI@bank.example", text="您好")
    assert inbox_hearing.hear(house, link, one) is None
    assert inbox_hearing.hear(house, link, one) is None
    assert inbox_hearing.hear(house, link, replace(one, id=42, private=True)) is None
    assert inbox_hearing.hear(house, link, replace(one, id=42, private=True)) is None
    with house.records.read() as work:
        spoken = [m for m in work.messages.list(conversation_id) if m.origin == "advisor"]
        notes = work.notes.of(link.handoff_id)
        entries = [e.detail for e in work.audit.list() if e.action == "handoff.accepted"]
    assert [(m.body or {})["text"] for m in spoken] == ["您好"]
    assert [n.body["text"] for n in notes] == ["您好"] and notes[0].advisor_id == li.id
    assert entries[0] is not None and entries[0]["from"]["kind"] == "chatwoot"


def test_a_disabled_advisor_speaks_to_nobody(house: App, li: Advisor) -> None:
    _, _, link = a_link(house, "privacy", "contact")
    with house.records.begin() as work:
        work.advisors.set_state(li.id, "disabled")
    heard = Heard(id=41, email="li@bank.example", text="您好")
    assert inbox_hearing.hear(house, opened(house, link), heard) == "nobody"


def test_of_here_and_there_the_first_ends_it(house: App, li: Advisor) -> None:
    _, _, link = a_link(house, "privacy", "contact")
    link = opened(house, link)
    handoffs.accept(house, li, link.handoff_id, place=DESK)
    handoffs.close(house, li, link.handoff_id, "follow_up")
    there = There("resolved", ["opened_relationship"], "li@bank.example")
    assert inbox_hearing.settle(house, link, there).over
    with house.records.read() as work:
        handoff = work.handoffs.get(link.handoff_id)
    assert handoff is not None and handoff.outcome == "follow_up"


def test_erasing_a_client_calls_for_a_look_and_leaves_nothing_to_bring(house: App) -> None:
    client_id, _, link = a_link(house, "privacy", "contact")
    link = opened(house, link)
    (claimed,) = inboxes.claim(house, 5)
    inboxes.release(house, claimed, over=True)
    privacy.erase(house, client_id, actor="operator:x", reason="asked", place=DESK)
    (claimed,) = inboxes.claim(house, 5)
    look = inboxes.look(house, claimed)
    assert look is not None and look.gone and look.said == () and look.link.contact_id == 7
    inboxes.forget(house, claimed)
    assert inboxes.look(house, claimed) is None
    assert house.records.examine().whole
