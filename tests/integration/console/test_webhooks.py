"""The page of the webhooks: for administrators, in both languages, without anything of clients."""

from __future__ import annotations

import re

import pytest

from bot.console import hooks, words
from bot.records.models import OUTBOX_STATUSES
from bot.services import webhook_sending, webhooks
from bot.services.reaching import Answer
from bot.services.webhook_events import EVENTS, TEST
from tests.integration.console.kit import Desk, csrf

PAGE = "/console/webhooks"


@pytest.fixture
def crm(desk: Desk) -> webhooks.Added:
    url = "https://crm.example/in?token=canary-token"
    return webhooks.add(desk.app, name="Salesforce", url=url, actor="operator:test")


@pytest.fixture
def handoff_id(desk: Desk, crm: webhooks.Added) -> str:
    """A client who waits, of whom the webhook is to be told."""
    return desk.waiting()


def attempt(desk: Desk, status: int | None, problem: str | None = None) -> str:
    """One attempt at the next message that is due, with this answer; gives the message's id."""
    (webhook_id,) = webhook_sending.due(desk.app)
    (item,) = webhook_sending.claim(desk.app, webhook_id, 1)
    letter = webhook_sending.prepare(desk.app, item)
    assert letter is not None
    answer = Answer(status, {}) if status else None
    if status and status >= 300:
        problem = f"HTTP {status}"
    webhook_sending.note(desk.app, letter, desk.clock(), answer, problem)
    return item.id


def row(page: str, delivery_id: str) -> str:
    found = re.search(rf'id="delivery-{delivery_id}">(.*?)</tr>', page, re.S)
    assert found, "the delivery is not on the page"
    return found.group(1)


def test_an_administrator_sees_what_went_out_and_what_did_not(desk: Desk, handoff_id: str) -> None:
    boss = desk.signed_in(role="admin")
    taken, refused = attempt(desk, 204), attempt(desk, 500)
    page = boss.get(PAGE).text
    assert "Salesforce" in page and "https://crm.example" in page
    assert "Delivered" in row(page, taken) and "HTTP 204" in row(page, taken)
    assert "To be sent" in row(page, refused) and "HTTP 500" in row(page, refused)
    assert "next at" in row(page, refused) and "Send again" not in row(page, refused)
    assert "Handoff requested" in page and "Client&#39;s stage changed" in page
    boss.cookies.set("zhiyin_console_language", "zh", path="/console")
    chinese = boss.get(PAGE).text
    assert "已送达" in row(chinese, taken) and "客户请求转人工" in chinese


def test_the_page_holds_nothing_of_clients_and_no_secret(
    desk: Desk, crm: webhooks.Added, handoff_id: str
) -> None:
    boss = desk.signed_in(role="admin")
    attempt(desk, 204)
    page = boss.get(PAGE).text
    with desk.app.records.read() as work:
        client_id = work.handoffs.get(handoff_id).client_id
    for word in (client_id, handoff_id, "canary-token", crm.secret, "陈女士", "13800138000"):
        assert word not in page


@pytest.mark.parametrize("role", ["advisor", "supervisor", "compliance"])
def test_it_is_for_administrators_only(desk: Desk, handoff_id: str, role: str) -> None:
    other = desk.signed_in(role=role)
    delivered = attempt(desk, 204)
    page = other.get("/console/queue").text
    assert PAGE not in page
    assert other.get(PAGE).status_code == 403
    path = f"{PAGE}/deliveries/{delivered}/again"
    assert other.post(path, data={"csrf": csrf(page)}).status_code == 403
    assert desk.browser().get(PAGE).status_code == 303
    assert {one.status for one in webhooks.deliveries(desk.app)} == {"done", "pending"}


def test_send_again_sends_again_once_and_stands_in_the_audit_trail(
    desk: Desk, handoff_id: str
) -> None:
    boss = desk.signed_in(role="admin")
    delivered = attempt(desk, 204)
    page = boss.get(PAGE).text
    assert "Send again" in row(page, delivered)
    path = f"{PAGE}/deliveries/{delivered}/again"
    assert boss.post(path, data={"csrf": "forged"}).status_code == 403
    answer = boss.post(path, data={"csrf": csrf(page)})
    assert answer.status_code == 303 and answer.headers["location"] == PAGE
    assert "To be sent" in row(boss.get(PAGE).text, delivered)
    twice = boss.post(path, data={"csrf": csrf(page)})
    assert twice.status_code == 409 and "being sent already" in twice.text
    with desk.app.records.read() as work:
        acts = [one for one in work.audit.list() if one.action == "webhook.sent_again"]
    assert [one.detail["delivery"] for one in acts if one.detail] == [delivered]
    assert acts[0].actor.startswith("advisor:")
    assert attempt(desk, 204) in {one.id for one in webhooks.deliveries(desk.app)}


def test_the_log_is_narrowed_by_what_became_of_it_and_goes_on_to_older(
    desk: Desk, crm: webhooks.Added, monkeypatch: pytest.MonkeyPatch
) -> None:
    boss = desk.signed_in(role="admin")
    assert "There is nothing here yet" in boss.get(PAGE).text
    ids = []
    for _ in range(5):
        item = webhooks.begin_test(desk.app, "Salesforce", actor="operator:test")
        webhooks.end_test(desk.app, item)
        ids.append(item.id)
        desk.clock.pass_by(seconds=1)
    assert "There is nothing here yet" in boss.get(f"{PAGE}?status=done").text
    shown = re.findall(r'id="delivery-(\w+)"', boss.get(f"{PAGE}?status=dead").text)
    assert shown == sorted(ids, reverse=True)
    older = boss.get(f"{PAGE}?before={sorted(ids)[2]}").text
    assert re.findall(r'id="delivery-(\w+)"', older) == sorted(ids, reverse=True)[3:]
    assert boss.get(f"{PAGE}?status=<b>&before={'x' * 999}").status_code == 200


def test_what_was_withheld_or_erased_is_said_to_be(desk: Desk, handoff_id: str) -> None:
    boss = desk.signed_in(role="admin")
    desk.clock.pass_by(seconds=1)
    with desk.app.records.read() as work:
        conversation_id = work.handoffs.get(handoff_id).conversation_id
    desk.consent(conversation_id, "contact", granted=False)
    (webhook_id,) = webhook_sending.due(desk.app)
    (item,) = webhook_sending.claim(desk.app, webhook_id, 1)
    assert webhook_sending.prepare(desk.app, item) is None
    said = row(boss.get(PAGE).text, item.id)
    assert "Not sent: no consent" in said and "Given up" in said and "Send again" not in said


def test_a_receiver_that_is_gone_or_whose_secret_changes_is_marked(
    desk: Desk, crm: webhooks.Added, handoff_id: str
) -> None:
    boss = desk.signed_in(role="admin")
    webhooks.rotate(desk.app, "Salesforce", actor="operator:test")
    assert "Secret being changed" in boss.get(PAGE).text
    attempt(desk, 410)
    page = boss.get(PAGE).text
    assert "the receiver is gone (410)" in page and "Send again" not in page


def test_every_event_status_and_problem_has_a_name_in_both_languages() -> None:
    for language in words.LANGUAGES:
        names = {hooks.event_name(event, language) for event in (*EVENTS, TEST, None)}
        assert len(names) == len(EVENTS) + 2
        assert all(words.text(f"delivery_{one}", language) for one in OUTBOX_STATUSES)
        for code in (
            "consent_missing", "address_refused", "not_https", "url", "name_unknown",
            "timed_out", "not_connected", "tls", "broken_off",
        ):  # fmt: skip
            assert hooks.problem_name(code, language) != code


def test_a_handoff_is_served_while_a_webhook_is_there(desk: Desk, handoff_id: str) -> None:
    boss = desk.signed_in(role="admin")
    page = boss.get("/console/queue").text
    boss.post(f"/console/handoffs/{handoff_id}/accept", data={"csrf": csrf(page)})
    boss.post(
        f"/console/handoffs/{handoff_id}/close", data={"csrf": csrf(page), "outcome": "other"}
    )
    told = {one.event for one in webhooks.deliveries(desk.app)}
    assert {"handoff.requested", "handoff.accepted", "handoff.closed"} <= told
