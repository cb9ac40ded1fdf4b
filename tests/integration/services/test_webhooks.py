"""Webhooks to a real receiver that misbehaves: what arrives, what is tried again, what is not."""

from __future__ import annotations

import asyncio
import ipaddress
import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.records.models import Advisor, Consent
from bot.records.tables import outbox
from bot.records.tables import webhooks as table
from bot.services import (
    advisor_speech,
    advisors,
    conversations,
    handoffs,
    privacy,
    reaching,
    retention,
    webhooks,
)
from bot.services import webhook_sending as sending
from bot.services.app import App, new_ulid
from bot.services.errors import Conflict, Gone, Invalid, NotAllowed, NotFound
from bot.services.openings import Place
from bot.services.webhook_schedule import JITTER, WAITS
from tests.integration.records.kit import Installation
from tests.integration.services.conftest import Clock
from tests.receiver import CLOSE, DRIP, SILENT, Receiver, listening

DESK = Place("console", "192.0.2.7", "a-session")
HERE = (ipaddress.ip_network("127.0.0.1/32"),)
ACTOR = "operator:test"


@pytest.fixture
def house(app: App) -> App:
    """Services that may reach this machine."""
    return replace(app, settings=replace(app.settings, webhook_networks=HERE))


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with ExitStack() as stack:
        yield stack.enter_context(listening())


@pytest.fixture
def crm(house: App, receiver: Receiver) -> webhooks.Added:
    return webhooks.add(house, name="crm", url=receiver.url, actor=ACTOR)


@pytest.fixture
def li(house: App) -> Advisor:
    return advisors.add(house, email="li@bank.example", name="李娜", role="admin").advisor


def a_client(app: App, *purposes: str) -> tuple[str, str]:
    """A client and their conversation, with these consents."""
    opened = conversations.open_conversation(app, channel="widget", language="zh")
    with app.records.begin() as work:
        conversation = work.conversations.get(opened.conversation_id)
        assert conversation is not None
    decide(app, conversation.client_id, *purposes)
    return conversation.client_id, conversation.id


def decide(app: App, client_id: str, *purposes: str, granted: bool = True) -> None:
    with app.records.begin() as work:
        for purpose in purposes:
            work.consents.add(
                Consent(
                    new_ulid(), client_id, purpose, granted, "1", "0" * 64, "zh", "choice",
                    app.now(),
                )
            )  # fmt: skip


def carry(app: App) -> list[str | None]:
    """One round over all that is due, as the gateway goes it."""

    async def round_() -> list[str | None]:
        said = []
        for webhook_id in sending.due(app):
            for item in sending.claim(app, webhook_id, 100):
                said.append(await sending.send(app, item))
        return said

    return asyncio.run(round_())


def statuses(app: App) -> list[str]:
    return [one.status for one in webhooks.deliveries(app)]


def test_a_handoff_is_told_from_its_request_to_its_end(
    house: App, receiver: Receiver, crm: webhooks.Added, li: Advisor
) -> None:
    client, conversation = a_client(house, "privacy", "contact")
    handoff = handoffs.request(house, conversation, "asked_for_human").handoff_id
    assert carry(house) and receiver.types()[-1] == "handoff.requested"
    handoffs.accept(house, li, handoff, place=DESK)
    handoffs.close(house, li, handoff, "opened_relationship")
    assert set(carry(house)) == {None}

    told = {one.document["type"]: one.document for one in receiver.arrived}
    assert told["handoff.requested"]["data"] == {
        "handoff_id": handoff, "client_id": client, "status": "callback", "language": "zh",
    }  # fmt: skip
    assert told["handoff.accepted"]["data"]["advisor_id"] == li.id
    assert told["handoff.closed"]["data"]["outcome"] == "opened_relationship"
    assert told["client.stage_changed"]["data"]["to"] == "client"
    for one in receiver.arrived:
        assert one.path == "/in?team=7" and one.signed_by(crm.secret)
        assert set(one.document) == {"type", "timestamp", "data"}
        assert one.headers["content-type"] == "application/json" and len(one.body) < 20_000
    assert len({one.id for one in receiver.arrived}) == len(receiver.arrived)
    assert set(statuses(house)) == {"done"} and carry(house) == []
    with house.records.read() as work:
        acts = [one for one in work.audit.list(client) if one.action == "webhook.delivered"]
    assert {one.detail["event"] for one in acts if one.detail} == set(told)


def test_returned_and_cancelled_are_told_as_well(
    house: App, receiver: Receiver, crm: webhooks.Added, li: Advisor
) -> None:
    _, conversation = a_client(house, "privacy", "contact")
    handoff = handoffs.request(house, conversation, "asked_for_human").handoff_id
    handoffs.accept(house, li, handoff, place=DESK)
    handoffs.return_to_bot(house, li, handoff)
    handoffs.request(house, conversation, "asked_for_human")
    assert handoffs.cancel(house, conversation)
    carry(house)
    told = [one for one in receiver.types() if one.startswith("handoff.")]
    assert sorted(told) == [
        "handoff.accepted", "handoff.cancelled", "handoff.requested", "handoff.requested",
        "handoff.returned",
    ]  # fmt: skip


def test_work_that_is_rolled_back_is_told_to_nobody(
    house: App, crm: webhooks.Added, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, conversation = a_client(house, "privacy", "contact")

    def fails(*_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(handoffs, "_view", fails)
    with pytest.raises(RuntimeError):
        handoffs.request(house, conversation, "asked_for_human")
    assert webhooks.deliveries(house) == []


def test_nothing_is_told_of_a_client_who_did_not_agree_to_be_contacted(
    house: App, receiver: Receiver, crm: webhooks.Added, clock: Clock
) -> None:
    _, silent = a_client(house, "privacy")
    handoffs.request(house, silent, "asked_for_human")
    assert webhooks.deliveries(house) == []

    # who withdraws before it goes out is not told of either, though it stood when it was written
    client, conversation = a_client(house, "privacy", "contact")
    handoffs.request(house, conversation, "asked_for_human")
    clock.forward(seconds=1)
    decide(house, client, "contact", granted=False)
    assert set(carry(house)) == {"withheld"} and receiver.arrived == []
    for one in webhooks.deliveries(house):
        assert one.status == "dead" and one.item.body == {} and not one.repeatable
        assert [a.problem for a in one.attempts] == ["consent_missing"]


def test_only_what_a_webhook_listens_to_is_told(
    house: App, receiver: Receiver, li: Advisor
) -> None:
    webhooks.add(house, name="ends", url=receiver.url, events=("handoff.closed",), actor=ACTOR)
    _, conversation = a_client(house, "privacy", "contact")
    handoff = handoffs.request(house, conversation, "asked_for_human").handoff_id
    handoffs.accept(house, li, handoff, place=DESK)
    handoffs.close(house, li, handoff, "other")
    carry(house)
    assert receiver.types() == ["handoff.closed"]


def test_an_erasure_is_told_after_all_else_of_the_client_was_dropped(
    house: App, receiver: Receiver, crm: webhooks.Added
) -> None:
    client, conversation = a_client(house, "privacy", "contact")
    handoffs.request(house, conversation, "asked_for_human")
    privacy.erase(house, client)
    carry(house)
    assert [one.document["data"] for one in receiver.arrived] == [
        {"client_id": client, "state": "erased"}
    ]
    assert receiver.types() == ["client.erased"]


def test_a_client_who_keeps_records_for_a_duty_is_told_as_restricted(
    house: App, receiver: Receiver, crm: webhooks.Added, li: Advisor
) -> None:
    client, conversation = a_client(house, "privacy", "contact")
    handoff = handoffs.request(house, conversation, "asked_for_human").handoff_id
    handoffs.accept(house, li, handoff, place=DESK)
    handoffs.close(house, li, handoff, "opened_relationship")
    assert privacy.erase(house, client)
    carry(house)
    assert receiver.arrived[-1].document["data"] == {"client_id": client, "state": "restricted"}


def test_a_visitor_who_never_asked_for_a_person_is_erased_without_a_word(
    house: App, crm: webhooks.Added
) -> None:
    client, _ = a_client(house, "privacy", "contact")
    privacy.erase(house, client)
    assert webhooks.deliveries(house) == []


@pytest.mark.parametrize(
    ("trouble", "problem"),
    [
        (500, "HTTP 500"),
        (400, "HTTP 400"),
        (404, "HTTP 404"),
        ((302, {"location": "/elsewhere"}), "HTTP 302"),
        ((308, {"location": "/elsewhere"}), "HTTP 308"),
        (CLOSE, "broken_off"),
    ],
)
def test_what_was_not_taken_is_tried_again_under_the_same_id(
    house: App, receiver: Receiver, crm: webhooks.Added, clock: Clock, trouble: Any, problem: str
) -> None:
    _, conversation = a_client(house, "privacy", "contact")
    receiver.troubles[:] = [trouble]
    handoffs.request(house, conversation, "asked_for_human")
    with house.records.begin() as work:  # one message is enough
        for item in work.outbox.newest("webhook.", 10)[:-1]:
            work.outbox.done(item.id)
    assert carry(house) == [problem]
    assert carry(house) == [], "not before its time"
    clock.forward(seconds=WAITS[0].total_seconds() * (1 + JITTER) + 1)
    assert carry(house) == [None]
    first, second = receiver.arrived
    assert (first.id, first.body) == (second.id, second.body)
    assert first.headers["webhook-timestamp"] < second.headers["webhook-timestamp"]
    assert second.signed_by(crm.secret)
    assert all(one.path == "/in?team=7" for one in receiver.arrived), "no redirect is followed"


@pytest.mark.parametrize("trouble", [SILENT, DRIP])
def test_a_receiver_that_takes_its_time_is_left(
    house: App, receiver: Receiver, crm: webhooks.Added, trouble: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(reaching.post, "__kwdefaults__", {
        **(reaching.post.__kwdefaults__ or {}), "seconds": 0.5,
    })  # fmt: skip
    receiver.troubles[:] = [trouble]
    item = webhooks.begin_test(house, "crm", actor=ACTOR)
    assert asyncio.run(sending.send(house, item)) == "timed_out"


def test_after_ten_attempts_it_is_a_dead_letter_that_can_be_sent_again(
    house: App, receiver: Receiver, crm: webhooks.Added, li: Advisor, clock: Clock
) -> None:
    client, _ = a_client(house, "privacy", "contact")
    with house.records.begin() as work:
        sending.webhook_events.put(
            house, work, crm.webhook.id, "handoff.closed", {"handoff_id": "h"}, client
        )
    receiver.troubles[:] = [500] * 10
    tries = 0
    for wait in (timedelta(0), *WAITS, timedelta(days=2)):
        clock.forward(seconds=wait.total_seconds() * (1 + JITTER) + 1)
        tries += len(carry(house))
    assert tries == 10 and len({one.id for one in receiver.arrived}) == 1
    (dead,) = webhooks.deliveries(house)
    assert dead.status == "dead" and [a.status for a in dead.attempts] == [500] * 10

    webhooks.send_again(house, li, dead.id)
    with pytest.raises(Conflict, match="delivery_pending"):
        webhooks.send_again(house, li, dead.id)
    assert carry(house) == [None]
    assert receiver.arrived[-1].id == dead.id and statuses(house) == ["done"]
    webhooks.send_again(house, li, dead.id)  # what arrived may be wanted once more
    assert carry(house) == [None] and len(receiver.arrived) == 12


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("dated", [False, True])
def test_a_receiver_that_asks_for_rest_gets_it_for_all_messages(
    house: App, receiver: Receiver, crm: webhooks.Added, clock: Clock, status: int, dated: bool
) -> None:
    asked = format_datetime(clock.at + timedelta(minutes=20)) if dated else "1200"
    receiver.troubles[:] = [(status, {"retry-after": asked})]
    _, first = a_client(house, "privacy", "contact")
    handoffs.request(house, first, "asked_for_human")
    item = sending.claim(house, crm.webhook.id, 1)[0]
    assert asyncio.run(sending.send(house, item)) == f"HTTP {status}"
    _, second = a_client(house, "privacy", "contact")
    handoffs.request(house, second, "asked_for_human")
    clock.forward(minutes=19)
    assert carry(house) == [] and sending.claim(house, crm.webhook.id) == []
    clock.forward(minutes=2)
    assert set(carry(house)) == {None} and receiver.arrived[0].id == item.id
    assert item.id in {one.id for one in receiver.arrived[1:]}


def test_a_receiver_that_is_gone_is_told_nothing_more(
    house: App, receiver: Receiver, crm: webhooks.Added, li: Advisor, clock: Clock
) -> None:
    _, conversation = a_client(house, "privacy", "contact")
    receiver.troubles[:] = [410]
    handoffs.request(house, conversation, "asked_for_human")
    item = sending.claim(house, crm.webhook.id, 1)[0]
    assert asyncio.run(sending.send(house, item)) == "HTTP 410"
    (webhook,) = webhooks.list_webhooks(house)
    assert (webhook.state, webhook.disabled_for) == ("disabled", "gone")
    assert set(statuses(house)) == {"dead"}
    handoffs.cancel(house, conversation)
    clock.forward(days=3)
    assert carry(house) == [] and len(receiver.arrived) == 1
    with pytest.raises(Conflict, match="webhook_disabled"):
        webhooks.send_again(house, li, item.id)
    with house.records.read() as work:
        (act,) = [one for one in work.audit.list() if one.action == "webhook.disabled"]
    assert act.actor == "system"

    webhooks.enable(house, "crm", actor=ACTOR)
    webhooks.send_again(house, li, item.id)
    assert carry(house) == [None]


def test_while_a_secret_is_changed_both_hold_and_then_only_the_new_one(
    house: App, receiver: Receiver, crm: webhooks.Added, clock: Clock
) -> None:
    turned = webhooks.rotate(house, "crm", overlap=timedelta(hours=2), actor=ACTOR)
    assert turned.secret != crm.secret

    def told() -> Any:
        item = webhooks.begin_test(house, "crm", actor=ACTOR)
        assert asyncio.run(sending.send(house, item)) is None
        return receiver.arrived[-1]

    first = told()
    assert first.signed_by(turned.secret) and first.signed_by(crm.secret)
    clock.forward(hours=3)
    later = told()
    assert later.signed_by(turned.secret) and not later.signed_by(crm.secret)
    (webhook,) = webhooks.list_webhooks(house)
    assert webhook.former_secret is None and webhook.former_until is None
    at_once = webhooks.rotate(house, "crm", overlap=timedelta(0), actor=ACTOR)
    last = told()
    assert last.signed_by(at_once.secret) and not last.signed_by(turned.secret)


def test_a_process_that_dies_before_it_notes_sends_again_under_the_same_id(
    house: App, receiver: Receiver, crm: webhooks.Added, clock: Clock
) -> None:
    """Killed in between: nothing is noted, and the lease ends by itself."""
    with house.records.begin() as work:
        sending.webhook_events.put(house, work, crm.webhook.id, "client.erased", {}, None)
    (item,) = sending.claim(house, crm.webhook.id)
    letter = sending.prepare(house, item)
    assert letter is not None and carry(house) == [], "it is leased"
    clock.forward(seconds=sending.LEASE.total_seconds() + 1)
    assert carry(house) == [None]
    assert receiver.arrived[0].id == item.id and receiver.arrived[0].body == letter.body


def test_an_address_that_came_to_mean_this_machine_is_not_reached(
    app: App, receiver: Receiver
) -> None:
    """The name was anybody's when it was added; nothing in the settings allows this machine."""
    webhooks.add(app, name="crm", url=f"https://crm.example:{receiver.port}/in", actor=ACTOR)
    item = webhooks.begin_test(app, "crm", actor=ACTOR)

    async def rebound(_host: str, _port: int) -> list[str]:
        return ["93.184.216.34", "127.0.0.1"]

    assert asyncio.run(sending.send(app, item, resolver=rebound)) == "address_refused"
    assert receiver.arrived == []


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ({"url": "http://crm.example/in"}, "webhook_url"),
        ({"url": "https://10.0.0.1/in"}, "webhook_address"),
        ({"name": ""}, "webhook_name"),
        ({"name": "a\nb"}, "webhook_name"),
        ({"events": ("handoff.opened",)}, "webhook_events"),
        ({"events": ()}, "webhook_events"),
    ],
)
def test_what_cannot_be_used_is_refused(house: App, about: dict[str, Any], code: str) -> None:
    given = {"name": "crm", "url": "https://crm.example/in", **about}
    with pytest.raises(Invalid, match=code):
        webhooks.add(house, actor=ACTOR, **given)


def test_a_name_is_taken_once_and_an_unknown_one_is_said_to_be(
    house: App, crm: webhooks.Added
) -> None:
    with pytest.raises(Conflict, match="webhook_name_taken"):
        webhooks.add(house, name="crm", url="https://crm.example/in", actor=ACTOR)
    for call in (webhooks.rotate, webhooks.disable, webhooks.enable, webhooks.begin_test):
        with pytest.raises(NotFound):
            call(house, "other", actor=ACTOR)
    with pytest.raises(Invalid, match="webhook_overlap"):
        webhooks.rotate(house, "crm", overlap=timedelta(days=31), actor=ACTOR)


def test_address_and_secrets_stand_nowhere_in_clear(
    house: App, installation: Installation, crm: webhooks.Added
) -> None:
    turned = webhooks.rotate(house, "crm", actor=ACTOR)
    engine = installation.engine()
    with engine.connect() as connection:
        (row,) = connection.execute(select(table)).all()
        bodies = connection.execute(select(outbox.c.body)).scalars().all()
    engine.dispose()
    held = b"".join(bytes(one) for one in (row.url, row.secret, row.former_secret, *bodies) if one)
    for word in (b"127.0.0.1", b"team=7", crm.secret[6:].encode(), turned.secret[6:].encode()):
        assert word not in held
    said = repr(turned) + repr(webhooks.list_webhooks(house))
    assert "team=7" not in said and turned.secret not in said and crm.secret not in said


def test_only_an_administrator_sends_again_and_only_what_is_still_kept(
    house: App, crm: webhooks.Added, li: Advisor
) -> None:
    boss = replace(li, role="supervisor")
    item = webhooks.begin_test(house, "crm", actor=ACTOR)
    with house.records.begin() as work:
        work.outbox.done(item.id)
    with pytest.raises(NotAllowed):
        webhooks.send_again(house, boss, item.id)
    with pytest.raises(Gone, match="delivery_gone"):
        webhooks.send_again(house, li, item.id)
    with pytest.raises(NotFound, match="delivery"):
        webhooks.send_again(house, li, "no-such")


def test_deliveries_and_attempts_end_with_their_period(
    house: App, receiver: Receiver, crm: webhooks.Added, clock: Clock
) -> None:
    item = webhooks.begin_test(house, "crm", actor=ACTOR)
    asyncio.run(sending.send(house, item))
    days = house.rulebook.policy.retention.outbox_days
    clock.forward(days=days - 1)
    retention.run(house)
    assert len(webhooks.attempts(house)) == 1 and statuses(house) == ["done"]
    clock.forward(days=2)
    assert retention.run(house)["webhook_attempts"] == 1
    assert webhooks.attempts(house) == [] and webhooks.deliveries(house) == []
    assert webhooks.list_webhooks(house), "the webhook itself stays"


def test_the_records_verify_and_the_secrets_survive_a_new_key(
    house: App, receiver: Receiver, crm: webhooks.Added
) -> None:
    item = webhooks.begin_test(house, "crm", actor=ACTOR)
    asyncio.run(sending.send(house, item))
    from bot.vault import STAFF

    house.records.rotate_data_key(STAFF, house.now())
    (webhook,) = webhooks.list_webhooks(house)
    assert (webhook.secret, webhook.url) == (crm.secret, receiver.url)
    assert not house.records.examine().findings


def test_the_message_says_nothing_but_ids_and_states(
    house: App, receiver: Receiver, crm: webhooks.Added, li: Advisor
) -> None:
    _, conversation = a_client(house, "privacy", "contact")
    words = "请打我电话 13800138000，我叫陈静"
    conversations.receive(house, conversation, external_id="m1", text=words)
    handoff = handoffs.request(house, conversation, "complaint").handoff_id
    handoffs.accept(house, li, handoff, place=DESK)
    advisor_speech.note(house, li, handoff, "说话很急")
    handoffs.close(house, li, handoff, "no_contact")
    carry(house)
    allowed = {
        "handoff_id", "client_id", "status", "language", "advisor_id", "outcome", "from", "to",
    }  # fmt: skip
    for one in receiver.arrived:
        assert set(one.document["data"]) <= allowed
        text = json.dumps(one.document, ensure_ascii=False)
        assert not any(word in text for word in ("138", "陈静", "complaint", "李娜", "急"))
