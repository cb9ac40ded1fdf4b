"""Advisors answer in Chatwoot: both ways, once, through troubles, and never past the rules."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.cli.doctor import examine
from bot.gateway.chatwoot.carrier import InboxCarrier
from bot.records.models import Advisor, Consent, Handoff, InboxLink
from bot.services import advisor_speech, advisors, conversations, handoffs, inboxes, privacy
from bot.services.app import App, new_ulid
from bot.services.openings import Place
from tests.chatwoot import CLOSE, Agent, ChatwootDouble, chatwoot
from tests.integration.gateway.kit import Client, Gateway, eventually

DESK = Place("console", "192.0.2.7", "a-session")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Gateway, ChatwootDouble]]:
    """A gateway beside Chatwoot, with three people who serve clients in both."""
    with chatwoot() as there:
        gateway = Gateway(tmp_path_factory.mktemp("chatwoot"), **there.settings)
        there.hook = f"{gateway.url}/inboxes/chatwoot"
        for name, role in (("li", "advisor"), ("wang", "advisor"), ("zhao", "supervisor")):
            advisors.add(gateway.app, email=f"{name}@bank.example", name=name.title(), role=role)
            there.agent(f"{name}@bank.example", name.title())
        there.agent("guest@bank.example", "Guest")
        there.agent("boss@bank.example", "Boss")
        advisors.add(gateway.app, email="boss@bank.example", name="Boss", role="compliance")
        gateway.engine.start()
        yield gateway, there
        gateway.stop()
        gateway.engine.stop()
        gateway.app.records.close()


@pytest.fixture
def gateway(house: tuple[Gateway, ChatwootDouble]) -> Gateway:
    """Running."""
    house[0].engine.fresh()
    house[0].start()
    return house[0]


@pytest.fixture
def there(house: tuple[Gateway, ChatwootDouble]) -> Iterator[ChatwootDouble]:
    """Chatwoot, with no trouble left from before."""
    yield house[1]
    house[1].troubles.clear()
    house[1].hooks, house[1].bot, house[1].now = True, False, 0.0
    house[1].on_call = lambda _method, _path: None


def named(there: ChatwootDouble, name: str) -> Agent:
    return next(one for one in there.agents.values() if one.email == f"{name}@bank.example")


def staff(gateway: Gateway, name: str) -> Advisor:
    return advisors.by_email(gateway.app, f"{name}@bank.example")


def agree(gateway: Gateway, client: Client, *purposes: str, granted: bool = True) -> None:
    with gateway.app.records.begin() as work:
        for purpose in purposes or ("privacy", "contact"):
            work.consents.add(
                Consent(
                    new_ulid(), client.id, purpose, granted, "1", "0" * 64, "zh", "choice",
                    gateway.app.now(),
                )
            )  # fmt: skip


def asking(gateway: Gateway, *, consent: bool = True) -> tuple[Client, str]:
    """A client who asks for a person, and the handoff."""
    client = gateway.client()
    if consent:
        agree(gateway, client)
    client.say("你好")
    return client, handoffs.request(gateway.app, client.conversation_id, "complaint").handoff_id


def link_of(gateway: Gateway, handoff_id: str) -> InboxLink | None:
    with gateway.app.records.read() as work:
        return work.inbox_links.get(handoff_id)


def handoff_of(gateway: Gateway, handoff_id: str) -> Handoff:
    with gateway.app.records.read() as work:
        return work.handoffs.get(handoff_id)


def opened(gateway: Gateway, handoff_id: str) -> int:
    """The conversation there, once it is open."""
    return eventually(lambda: (link_of(gateway, handoff_id) or None) and
                      link_of(gateway, handoff_id).remote_id)  # fmt: skip


def heard(client: Client) -> list[str]:
    """What advisors said to the client."""
    return [one["text"] for one in client.read() if one["from"] == "advisor"]


def actions(gateway: Gateway, client: Client) -> list[str]:
    with gateway.app.records.read() as work:
        return [one.action for one in work.audit.list(client.id)]


def settled(gateway: Gateway, handoff_id: str) -> InboxLink:
    """The link, once nobody looks at it and nothing is due for the moment."""

    def quiet() -> InboxLink | None:
        link = link_of(gateway, handoff_id)
        now = gateway.app.now()
        idle = link and link.busy_until <= now and (link.due_at is None or link.due_at > now)
        return link if idle else None

    return eventually(quiet)


def knock(there: ChatwootDouble, conversation: int) -> None:
    event = there.event("conversation_updated", conversation)
    assert there.send(json.dumps(event).encode()).status_code == 200


# opening


def test_a_request_opens_a_conversation_with_a_note_of_why_and_nothing_personal(
    gateway: Gateway, there: ChatwootDouble
) -> None:
    # given a client who said who they are
    client = gateway.client()
    agree(gateway, client)
    client.say("我叫陈小云，电话13800138000")
    # when they ask for a person
    handoff_id = handoffs.request(gateway.app, client.conversation_id, "complaint").handoff_id
    conversation = opened(gateway, handoff_id)
    # then it is open there, under a random name, with one note for agents
    shown = there.conversations[conversation]
    link = link_of(gateway, handoff_id)
    assert shown["status"] == "open"
    assert shown["custom_attributes"] == {"zhiyin_handoff": handoff_id}
    assert there.contacts[link.contact_id]["identifier"] == link.source_id
    (note,) = there.said(conversation)
    assert there.said(conversation, private=True) == [note]
    assert "投诉" in note and f"/console/handoffs/{handoff_id}" in note
    everything = json.dumps([shown, there.contacts, there.messages], ensure_ascii=False)
    for personal in ("陈小云", "13800138000", client.id, client.conversation_id):
        assert personal not in everything
    assert "inbox.opened" in actions(gateway, client)


def test_without_consent_nothing_is_opened_and_with_it_it_is(
    gateway: Gateway, there: ChatwootDouble
) -> None:
    before = len(there.calls)
    client, handoff_id = asking(gateway, consent=False)
    settled(gateway, handoff_id)
    client.say("有人吗")
    settled(gateway, handoff_id)
    assert link_of(gateway, handoff_id).contact_id is None
    assert not [one for one in there.calls[before:] if one.startswith("POST")]
    agree(gateway, client)
    client.say("好的，可以联系我")
    conversation = opened(gateway, handoff_id)
    assert not any("有人吗" in one for one in there.said(conversation))


@pytest.mark.parametrize("share", ["summary", "transcript"])
def test_more_is_told_only_where_the_settings_say_so(
    gateway: Gateway, there: ChatwootDouble, share: str
) -> None:
    more = replace(gateway.app.settings.chatwoot, share=share, language="en")
    app = replace(gateway.app, settings=replace(gateway.app.settings, chatwoot=more))
    _, handoff_id = asking(gateway)
    words = inboxes.first_words(app, handoff_id)
    assert words is not None and "A client asks for a person" in words and "complains" in words
    assert ("Client: 你好" in words) == (share == "transcript")
    assert "Nothing is known about the client yet" in words


def test_what_a_died_process_left_half_done_is_found_again(
    gateway: Gateway, there: ChatwootDouble
) -> None:
    # given Chatwoot did each step and hung up before it said so
    there.troubles[:] = [CLOSE]
    _, handoff_id = asking(gateway)
    eventually(lambda: not there.troubles)
    there.troubles[:] = [CLOSE, 500, CLOSE]
    conversation = opened(gateway, handoff_id)
    # then there is one contact, one conversation, one note
    source = link_of(gateway, handoff_id).source_id
    assert [one["identifier"] for one in there.contacts.values()].count(source) == 1
    attributes = [one["custom_attributes"]["zhiyin_handoff"] for one in
                  there.conversations.values()]  # fmt: skip
    assert attributes.count(handoff_id) == 1
    assert len(there.said(conversation)) == 1


def test_a_bot_at_the_inbox_does_not_keep_the_conversation_from_people(
    gateway: Gateway, there: ChatwootDouble
) -> None:
    there.bot = True
    _, handoff_id = asking(gateway)
    conversation = opened(gateway, handoff_id)
    assert there.conversations[conversation]["status"] == "open"
    assert handoff_of(gateway, handoff_id).status in ("queued", "callback")


# talking


def test_an_agents_reply_takes_over_and_the_client_and_they_talk(
    gateway: Gateway, there: ChatwootDouble
) -> None:
    client, handoff_id = asking(gateway)
    conversation = opened(gateway, handoff_id)
    client.say("还在吗")  # the assistant answers this: it is not for Chatwoot
    there.reply(named(there, "li"), conversation, "您好，我是小李")
    eventually(lambda: heard(client) == ["您好，我是小李"])
    with gateway.app.records.read() as work:
        owner = work.ownership.get(client.conversation_id)
    assert (owner.state, owner.advisor_id, owner.epoch) == ("advisor", staff(gateway, "li").id, 1)
    assert "handoff.accepted" in actions(gateway, client)
    client.post("我想问一下费用")
    client.post("谢谢")
    eventually(lambda: there.said(conversation, private=False) == ["我想问一下费用", "谢谢"])
    types = {one["content"]: one["message_type"] for one in there.messages}
    assert types["我想问一下费用"] == 0
    there.reply(named(there, "li"), conversation, "费用是……")
    eventually(lambda: heard(client)[-1] == "费用是……")
    assert gateway.engine.asked[-1].get("text") != "谢谢"


def test_repeated_swapped_and_lost_knocks_say_nothing_twice_and_lose_nothing(
    gateway: Gateway, there: ChatwootDouble
) -> None:
    client, handoff_id = asking(gateway)
    conversation = opened(gateway, handoff_id)
    there.hooks = False  # nothing arrives
    first = there.reply(named(there, "li"), conversation, "一")
    second = there.reply(named(there, "li"), conversation, "二")
    for row in (second, first, second, first):
        event = there.event("message_created", conversation, row)
        assert there.send(json.dumps(event).encode()).status_code == 200
    eventually(lambda: heard(client) == ["一", "二"])
    for _ in range(3):
        knock(there, conversation)
        settled(gateway, handoff_id)
    assert heard(client) == ["一", "二"]


def test_a_message_with_a_lower_number_that_appears_late_is_heard(
    gateway: Gateway, there: ChatwootDouble
) -> None:
    client, handoff_id = asking(gateway)
    conversation = opened(gateway, handoff_id)
    there.hooks = False
    late = there.reply(named(there, "li"), conversation, "慢的")
    there.messages.remove(late)  # its transaction is still open
    there.reply(named(there, "li"), conversation, "快的")
    knock(there, conversation)
    eventually(lambda: heard(client) == ["快的"])
    there.messages.append(late)
    knock(there, conversation)
    eventually(lambda: heard(client) == ["快的", "慢的"])


def test_private_notes_become_notes_here_once(gateway: Gateway, there: ChatwootDouble) -> None:
    client, handoff_id = asking(gateway)
    conversation = opened(gateway, handoff_id)
    there.reply(named(there, "li"), conversation, "您好")
    eventually(lambda: heard(client))
    there.note(named(there, "li"), conversation, "客户很着急")
    there.note(named(there, "guest"), conversation, "我也看看")

    def notes() -> list[str]:
        with gateway.app.records.read() as work:
            return [one.body["text"] for one in work.notes.of(handoff_id)]

    eventually(lambda: notes() == ["客户很着急"])
    knock(there, conversation)
    settled(gateway, handoff_id)
    assert notes() == ["客户很着急"]
    there.note(named(there, "li"), conversation, "卡号 4111 1111 1111 1111")
    eventually(lambda: any("没有记入知音" in one for one in there.said(conversation)))
    assert notes() == ["客户很着急"]
    assert heard(client) == ["您好"]
    assert not any("客户很着急" in json.dumps(one, ensure_ascii=False) for one in client.read())


@pytest.mark.parametrize(
    ("who", "text", "why"),
    [
        ("guest", "您好", "顾问账号"),
        ("boss", "您好", "角色"),
        ("li", "您的卡号是 6222 0202 0000 0000 0000 吗？4111 1111 1111 1111", "卡号"),
        ("li", "长" * 9000, "过长"),
    ],
)
def test_what_may_not_reach_the_client_does_not_and_the_agent_is_told_once(
    gateway: Gateway, there: ChatwootDouble, who: str, text: str, why: str
) -> None:
    client, handoff_id = asking(gateway)
    conversation = opened(gateway, handoff_id)
    there.reply(named(there, who), conversation, text)
    eventually(lambda: len(there.said(conversation, private=True)) > 1)

    def refusals() -> list[str]:
        return [one for one in there.said(conversation, private=True) if "没有送达客户" in one]

    eventually(refusals)
    knock(there, conversation)
    settled(gateway, handoff_id)
    (refusal,) = refusals()
    assert why in refusal
    assert heard(client) == []


def test_attachments_do_not_reach_the_client_and_the_agent_is_told(
    gateway: Gateway, there: ChatwootDouble
) -> None:
    client, handoff_id = asking(gateway)
    conversation = opened(gateway, handoff_id)
    li = named(there, "li")
    there.reply(li, conversation, None, attachments=[{"file_type": "image"}])
    eventually(lambda: any("附件" in one for one in there.said(conversation)))
    assert heard(client) == [] and handoff_of(gateway, handoff_id).status != "accepted"
    there.reply(li, conversation, "请看附件", attachments=[{"file_type": "image"}])
    eventually(lambda: heard(client) == ["请看附件"])
    eventually(lambda: sum("附件没有送达" in one for one in there.said(conversation)) == 2)


def test_of_two_who_answer_the_first_speaks_and_a_supervisor_may_take_over(
    gateway: Gateway, there: ChatwootDouble
) -> None:
    client, handoff_id = asking(gateway)
    conversation = opened(gateway, handoff_id)
    there.reply(named(there, "li"), conversation, "我来")
    there.reply(named(there, "wang"), conversation, "我也来")
    eventually(lambda: any("另一位顾问" in one for one in there.said(conversation)))
    assert heard(client) == ["我来"]
    there.reply(named(there, "zhao"), conversation, "由我接着来")
    eventually(lambda: heard(client) == ["我来", "由我接着来"])
    with gateway.app.records.read() as work:
        owner = work.ownership.get(client.conversation_id)
    assert owner.advisor_id == staff(gateway, "zhao").id and owner.epoch == 2


def test_what_is_done_in_the_console_is_told_in_a_note(
    gateway: Gateway, there: ChatwootDouble
) -> None:
    client, handoff_id = asking(gateway)
    conversation = opened(gateway, handoff_id)
    wang = staff(gateway, "wang")
    handoffs.accept(gateway.app, wang, handoff_id, place=DESK)
    advisor_speech.say(gateway.app, wang, handoff_id, "1", "我在控制台")
    eventually(lambda: "Wang（控制台）：我在控制台" in there.said(conversation, private=True))
    there.reply(named(there, "li"), conversation, "我来吧")
    eventually(lambda: any("另一位顾问" in one for one in there.said(conversation)))
    handoffs.close(gateway.app, wang, handoff_id, "follow_up")
    eventually(lambda: there.conversations[conversation]["status"] == "resolved")
    assert heard(client) == ["我在控制台"]
    assert settled(gateway, handoff_id).state == "ended"


# ending


@pytest.mark.parametrize(
    ("labels", "status", "outcome"),
    [
        ([], "closed", "other"),
        (["vip", "opened-relationship"], "closed", "opened_relationship"),
        (["follow_up"], "closed", "follow_up"),
        (["return-to-assistant"], "returned", None),
    ],
)
def test_resolving_there_ends_it_here(
    gateway: Gateway, there: ChatwootDouble, labels: list[str], status: str, outcome: str | None
) -> None:
    client, handoff_id = asking(gateway)
    conversation = opened(gateway, handoff_id)
    there.reply(named(there, "li"), conversation, "您好")
    eventually(lambda: heard(client))
    there.conversations[conversation]["labels"] = labels
    there.status(conversation, "resolved")
    eventually(lambda: handoff_of(gateway, handoff_id).status == status)
    assert handoff_of(gateway, handoff_id).outcome == outcome
    assert settled(gateway, handoff_id).state == "ended"
    # and the assistant answers again
    assert client.say("你好")[-1]["from"] == "assistant"


def test_pending_gives_the_conversation_back_to_the_assistant(
    gateway: Gateway, there: ChatwootDouble
) -> None:
    client, handoff_id = asking(gateway)
    conversation = opened(gateway, handoff_id)
    there.reply(named(there, "li"), conversation, "您好")
    eventually(lambda: heard(client))
    there.status(conversation, "pending")
    eventually(lambda: handoff_of(gateway, handoff_id).status == "returned")
    eventually(lambda: there.conversations[conversation]["status"] == "resolved")
    before = len(there.said(conversation))
    assert client.say("你好")[-1]["from"] == "assistant"
    settled(gateway, handoff_id)
    assert len(there.said(conversation)) == before


def test_the_last_reply_reaches_the_client_though_resolving_is_heard_first(
    gateway: Gateway, there: ChatwootDouble
) -> None:
    client, handoff_id = asking(gateway)
    conversation = opened(gateway, handoff_id)
    there.hooks = False
    there.reply(named(there, "li"), conversation, "再见")
    there.hooks = True
    there.status(conversation, "resolved")
    eventually(lambda: handoff_of(gateway, handoff_id).status == "closed")
    assert heard(client) == ["再见"]


def test_who_replies_and_resolves_in_the_middle_of_a_look_is_heard_in_that_order(
    gateway: Gateway, there: ChatwootDouble
) -> None:
    client, handoff_id = asking(gateway)
    conversation = opened(gateway, handoff_id)
    settled(gateway, handoff_id)
    there.hooks = False

    def at_once(method: str, path: str) -> None:
        if method == "GET" and path.endswith("/messages"):  # its answer is on the way already
            there.on_call = lambda _method, _path: None
            there.reply(named(there, "li"), conversation, "再见")
            there.status(conversation, "resolved")

    there.on_call = at_once
    knock(there, conversation)
    eventually(lambda: there.conversations[conversation]["status"] == "resolved")
    settled(gateway, handoff_id)
    knock(there, conversation)
    eventually(lambda: handoff_of(gateway, handoff_id).status == "closed")
    assert heard(client) == ["再见"]
    assert not any("请先指派" in one for one in there.said(conversation))


def test_a_call_back_is_resolved_by_whom_it_is_assigned_to_and_by_nobody_else(
    gateway: Gateway, there: ChatwootDouble
) -> None:
    _, handoff_id = asking(gateway)
    conversation = opened(gateway, handoff_id)
    there.status(conversation, "resolved")
    eventually(lambda: there.conversations[conversation]["status"] == "open")
    assert any("请先指派" in one for one in there.said(conversation))
    assert handoff_of(gateway, handoff_id).status in ("queued", "callback")
    there.conversations[conversation]["meta"]["assignee"] = {
        "id": named(there, "li").id, "email": "LI@bank.example",
    }  # fmt: skip
    there.status(conversation, "resolved")
    eventually(lambda: handoff_of(gateway, handoff_id).status == "closed")
    assert handoff_of(gateway, handoff_id).advisor_id == staff(gateway, "li").id


def test_a_reply_after_the_end_is_not_delivered_and_the_agent_is_told(
    gateway: Gateway, there: ChatwootDouble
) -> None:
    client, handoff_id = asking(gateway)
    conversation = opened(gateway, handoff_id)
    there.reply(named(there, "li"), conversation, "您好")
    eventually(lambda: heard(client))
    there.status(conversation, "resolved")
    eventually(lambda: settled(gateway, handoff_id).state == "ended")
    there.status(conversation, "open")
    there.reply(named(there, "li"), conversation, "还有一点")
    eventually(lambda: any("已经结束" in one for one in there.said(conversation)))
    assert heard(client) == ["您好"]
    assert there.conversations[conversation]["status"] == "open"  # theirs to keep open


def test_a_request_that_the_client_takes_back_is_resolved_there(
    gateway: Gateway, there: ChatwootDouble
) -> None:
    client, handoff_id = asking(gateway)
    conversation = opened(gateway, handoff_id)
    assert handoffs.cancel(gateway.app, client.conversation_id)
    eventually(lambda: there.conversations[conversation]["status"] == "resolved")


# consent and erasure


def test_what_is_said_after_withdrawing_is_never_brought_there(
    gateway: Gateway, there: ChatwootDouble
) -> None:
    client, handoff_id = asking(gateway)
    conversation = opened(gateway, handoff_id)
    there.reply(named(there, "li"), conversation, "您好")
    eventually(lambda: heard(client))
    agree(gateway, client, "contact", granted=False)
    client.post("不要告诉别人")
    settled(gateway, handoff_id)
    agree(gateway, client, "contact")
    client.post("现在可以了")
    eventually(lambda: there.said(conversation, private=False) == ["现在可以了"])


def test_an_erased_client_is_deleted_there(gateway: Gateway, there: ChatwootDouble) -> None:
    client, handoff_id = asking(gateway)
    conversation = opened(gateway, handoff_id)
    contact = link_of(gateway, handoff_id).contact_id
    there.troubles[:] = [500]
    privacy.erase(gateway.app, client.id, actor="operator:test", reason="asked", place=DESK)
    eventually(lambda: contact not in there.contacts)
    assert conversation not in there.conversations
    eventually(lambda: link_of(gateway, handoff_id) is None)


# troubles


def test_troubles_put_it_off_and_what_is_asked_for_is_waited_for(
    gateway: Gateway, there: ChatwootDouble
) -> None:
    client, handoff_id = asking(gateway)
    conversation = opened(gateway, handoff_id)
    there.reply(named(there, "li"), conversation, "您好")
    eventually(lambda: heard(client))
    settled(gateway, handoff_id)
    there.troubles[:] = [500, CLOSE, (429, {"Retry-After": "1"}), 0.5]
    began = time.monotonic()
    for text in ("一", "二", "三"):
        client.post(text)
    eventually(lambda: there.said(conversation, private=False) == ["一", "二", "三"], 40)
    assert time.monotonic() - began >= 1
    settled(gateway, handoff_id)
    assert there.said(conversation, private=False) == ["一", "二", "三"]
    assert link_of(gateway, handoff_id).attempts == 0


def test_a_conversation_deleted_there_is_given_up_and_stays_in_the_queue_here(
    gateway: Gateway, there: ChatwootDouble
) -> None:
    _, handoff_id = asking(gateway)
    conversation = opened(gateway, handoff_id)
    settled(gateway, handoff_id)
    there.conversations.pop(conversation)
    assert inboxes.knock(gateway.app, conversation)
    eventually(lambda: link_of(gateway, handoff_id).state == "stuck")
    assert inboxes.stuck(gateway.app) >= 1
    (finding,) = [one for one in examine(gateway.settings) if one.subject == "Chatwoot"]
    assert finding.state == "warning" and "given up" in finding.seen
    assert handoff_of(gateway, handoff_id).status in ("queued", "callback")
    handoffs.accept(gateway.app, staff(gateway, "li"), handoff_id, place=DESK)


@pytest.mark.parametrize(
    "forgery",
    [
        {"secret": "another"},
        {"at": time.time() - 600},
        {"at": time.time() + 600},
        {"x-chatwoot-signature": ""},
        {"x-chatwoot-signature": "sha256=0"},
        {"x-chatwoot-timestamp": "now"},
        {"x-chatwoot-timestamp": ""},
    ],
)
def test_a_knock_that_is_not_chatwoots_is_refused(
    gateway: Gateway, there: ChatwootDouble, forgery: dict[str, Any]
) -> None:
    there.hooks = False
    _, handoff_id = asking(gateway)
    conversation = opened(gateway, handoff_id)
    before = settled(gateway, handoff_id).knocks
    body = json.dumps(there.event("conversation_updated", conversation)).encode()
    assert there.send(body, **forgery).status_code == 403
    assert link_of(gateway, handoff_id).knocks == before


def test_knocks_about_anything_else_are_taken_and_do_nothing(
    gateway: Gateway, there: ChatwootDouble
) -> None:
    there.hooks = False
    _, handoff_id = asking(gateway)
    conversation = opened(gateway, handoff_id)
    before = settled(gateway, handoff_id).knocks
    event = there.event("conversation_updated", conversation)
    for other in (
        {**event, "inbox_id": there.inbox + 1},
        {**event, "id": 999_999},
        {**event, "id": "1; DROP TABLE"},
        {**event, "id": 2**70},
        {**event, "event": "conversation_typing_on"},
        {**event, "account": {"id": there.account + 1}},
        {**event, "conversation": None},
        [],
        None,
    ):
        assert there.send(json.dumps(other).encode()).status_code == 200
    assert there.send(b"\xff{").status_code == 200
    assert link_of(gateway, handoff_id).knocks == before


def test_without_chatwoot_there_is_no_door_and_no_link(tmp_path: Path) -> None:
    alone = Gateway(tmp_path / "alone")
    alone.start()
    try:
        assert alone.http().post("/inboxes/chatwoot", json={}).status_code == 404
        opened = conversations.open_conversation(alone.app, channel="widget", language="zh")
        view = handoffs.request(alone.app, opened.conversation_id, "asked_for_human")
        assert link_of(alone, view.handoff_id) is None
    finally:
        alone.stop()
        alone.app.records.close()


def test_a_lost_knock_is_made_up_for_by_looking_now_and_then(
    house: tuple[Gateway, ChatwootDouble], there: ChatwootDouble
) -> None:
    gateway = house[0]
    gateway.start()
    client, handoff_id = asking(gateway)
    conversation = opened(gateway, handoff_id)
    settled(gateway, handoff_id)
    gateway.stop()
    there.hooks = False
    there.reply(named(there, "li"), conversation, "有人敲过门吗")
    app = gateway.app
    assert [one.handoff_id for one in inboxes.claim(app, 50) if one.handoff_id == handoff_id] == []

    def later() -> datetime:
        return app.now() + inboxes.RELOOK + timedelta(seconds=1)

    asyncio.run(_look(replace(app, now=later), handoff_id))
    gateway.start()
    assert heard(client) == ["有人敲过门吗"]


async def _look(app: App, handoff_id: str) -> None:
    carrier = InboxCarrier(app)
    for link in inboxes.claim(app, 50):
        if link.handoff_id == handoff_id:
            await carrier.visit(link)
    await carrier.stop()


def test_what_the_assistant_answers_costs_chatwoot_no_call(
    gateway: Gateway, there: ChatwootDouble
) -> None:
    there.hooks = False
    client, handoff_id = asking(gateway)
    conversation = opened(gateway, handoff_id)
    settled(gateway, handoff_id)
    before = [one for one in there.calls if f"/{conversation}" in one]
    client.say("费用是多少")
    client.say("好的")
    link = settled(gateway, handoff_id)
    eventually(lambda: link_of(gateway, handoff_id).sent_seq > link.sent_seq - 1)
    assert [one for one in there.calls if f"/{conversation}" in one] == before


def test_a_gateway_killed_while_it_writes_there_writes_nothing_twice(tmp_path: Path) -> None:
    with chatwoot() as there:
        house = Gateway(tmp_path / "home", **there.settings)
        advisors.add(house.app, email="li@bank.example", name="Li")
        li = there.agent("li@bank.example", "Li")
        opened_here = conversations.open_conversation(house.app, channel="widget", language="zh")
        with house.app.records.read() as work:
            client_id = work.conversations.get(opened_here.conversation_id).client_id
        with house.app.records.begin() as work:
            for purpose in ("privacy", "contact"):
                work.consents.add(
                    Consent(
                        new_ulid(), client_id, purpose, True, "1", "0" * 64, "zh", "choice",
                        house.app.now(),
                    )
                )  # fmt: skip
        view = handoffs.request(house.app, opened_here.conversation_id, "complaint")
        asyncio.run(_look(house.app, view.handoff_id))
        (conversation,) = there.conversations
        there.reply(li, conversation, "您好")
        # given a client's message that is on its way there when the gateway is killed
        inboxes.knock(house.app, conversation)
        later = replace(house.app, now=lambda: house.app.now() + timedelta(minutes=3))
        asyncio.run(_look(house.app, view.handoff_id))
        for text in ("一", "二"):
            conversations.receive(
                house.app, opened_here.conversation_id, external_id=text, text=text
            )
        environment = {
            **os.environ,
            **there.settings,
            "ZHIYIN_HOME": str(house.settings.home),
            "ZHIYIN_PORT": str(house.settings.port),
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.web"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        said = f"/conversations/{conversation}/messages"
        there.on_call = lambda method, path: (
            os.kill(process.pid, signal.SIGKILL) if method == "POST" and said in path else None
        )
        try:
            assert process.wait(120) == -signal.SIGKILL
        finally:
            process.kill()
            process.wait()
        there.on_call = lambda _method, _path: None
        assert there.said(conversation, private=False) == ["一"]
        # when its lease is over and another one looks
        asyncio.run(_look(later, view.handoff_id))
        # then what had arrived is not written again, and the rest is
        assert there.said(conversation, private=False) == ["一", "二"]
        with house.app.records.read() as work:
            assert work.inbox_links.get(view.handoff_id).busy_until <= later.now()
        house.app.records.close()
