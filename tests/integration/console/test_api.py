"""The advisor API as CRMs use it: shapes of the contract, roles, and problem documents."""

from __future__ import annotations

import pytest

from tests.integration.console.kit import Desk

CONTRACT = {
    "id", "status", "client_id", "conversation_id", "language", "reason", "requested_at", "fit",
    "intent", "tier", "stage", "assessment", "needs", "answers", "summary", "transcript",
}  # fmt: skip


def test_without_a_token_there_is_nothing(desk: Desk) -> None:
    browser = desk.browser()
    for headers in ({}, {"Authorization": "Bearer guess"}, {"Authorization": "Basic eDp5"}):
        refused = browser.get("/api/advisor/handoffs", headers=headers)
        assert refused.status_code == 401
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.json()["status"] == 401


def test_a_handoff_has_the_shape_of_the_contract(desk: Desk) -> None:
    crm = desk.bearer()
    handoff_id = desk.waiting()
    rows = crm.get("/api/advisor/handoffs", params={"status": "queued"}).json()["handoffs"]
    assert [row["id"] for row in rows] == [handoff_id]
    packet = crm.get(f"/api/advisor/handoffs/{handoff_id}").json()
    assert set(packet) >= CONTRACT
    assert {"category", "scores", "reasons", "flags", "versions"} <= set(packet["assessment"])
    assert packet["needs"] == ["education", "investing"]
    assert packet["answers"]["investable_assets"] == {"amount": 180000000, "currency": "CNY"}
    assert packet["evidence"]["max_loss"]["utterance"].startswith("亏个一两成")
    assert "180" in packet["summary"] and packet["assessment"]["category"] in packet["summary"]
    assert [one["from"] for one in packet["transcript"]][:3] == ["assistant", "client", "assistant"]


def test_an_advisor_never_gets_the_clients_choice_tokens(desk: Desk) -> None:
    handoff_id = desk.waiting()
    assert "secret-token" not in desk.bearer().get(f"/api/advisor/handoffs/{handoff_id}").text


def test_a_whole_handoff_by_api(desk: Desk) -> None:
    handoff_id = desk.waiting("en")
    crm = desk.bearer()
    base = f"/api/advisor/handoffs/{handoff_id}"
    early = crm.post(f"{base}/messages", json={"id": "1", "text": "Hello"})
    assert (early.status_code, early.json()["code"]) == (409, "not_accepted")
    assert crm.post(f"{base}/accept").json()["status"] == "accepted"
    first = crm.post(f"{base}/messages", json={"id": "1", "text": "Hello, this is Li Wei."})
    again = crm.post(f"{base}/messages", json={"id": "1", "text": "Hello, this is Li Wei."})
    assert first.status_code == 201 and first.json() == again.json()
    assert (first.json()["from"], first.json()["language"]) == ("advisor", "en")
    said = crm.get(f"{base}/messages", params={"after": first.json()["seq"] - 1}).json()["messages"]
    assert [one["text"] for one in said] == ["Hello, this is Li Wei."]
    note = crm.post(f"{base}/notes", json={"text": "School fees first."})
    assert note.status_code == 201 and note.json()["advisor"]["name"] == "李伟"
    assert crm.post(f"{base}/close", json={"outcome": "won"}).status_code == 422
    assert crm.post(f"{base}/close", json={"outcome": "follow_up"}).json()["status"] == "closed"
    assert crm.get(base).json()["outcome"] == "follow_up"
    over = crm.post(f"{base}/return")
    assert (over.status_code, over.json()["code"]) == (409, "ended")


def test_returning_by_api_gives_the_client_back(desk: Desk) -> None:
    handoff_id = desk.waiting()
    crm = desk.bearer()
    crm.post(f"/api/advisor/handoffs/{handoff_id}/accept")
    assert crm.post(f"/api/advisor/handoffs/{handoff_id}/return").json()["status"] == "returned"


def test_who_comes_second_learns_who_was_first(desk: Desk) -> None:
    handoff_id = desk.waiting()
    first, second = desk.bearer(), desk.bearer("zhang@bank.example", name="张敏")
    first.post(f"/api/advisor/handoffs/{handoff_id}/accept")
    late = second.post(f"/api/advisor/handoffs/{handoff_id}/accept")
    assert late.status_code == 409
    assert late.json()["code"] == "taken" and late.json()["taken_by"] == "李伟"
    assert second.get(f"/api/advisor/handoffs/{handoff_id}").status_code == 403


def test_a_profile_is_opened_with_a_reason_or_not_at_all(desk: Desk) -> None:
    handoff_id = desk.waiting()
    crm = desk.bearer()
    client_id = crm.get(f"/api/advisor/handoffs/{handoff_id}").json()["client_id"]
    path = f"/api/advisor/clients/{client_id}/profile"
    refused = crm.get(path)
    assert (refused.status_code, refused.json()["code"]) == (422, "reason_required")
    opened = crm.get(path, params={"reason": "prepare the call"})
    assert opened.status_code == 200 and opened.json()["answers"]["age"] == 41
    with desk.app.records.begin() as work:
        entry = work.audit.list(client_id)[-1]
    assert (entry.action, entry.reason) == ("profile.read", "prepare the call")


def test_a_profile_of_somebody_elses_client_stays_shut(desk: Desk) -> None:
    handoff_id = desk.waiting()
    first, second = desk.bearer(), desk.bearer("zhang@bank.example", name="张敏")
    client_id = first.post(f"/api/advisor/handoffs/{handoff_id}/accept").json()["client_id"]
    path = f"/api/advisor/clients/{client_id}/profile?reason=curious"
    assert second.get(path).status_code == 403
    assert second.get("/api/advisor/clients/unknown/profile?reason=x").status_code == 404


@pytest.mark.parametrize("action", ["accept", "return", "close", "messages"])
def test_compliance_reads_and_changes_nothing(desk: Desk, action: str) -> None:
    handoff_id = desk.waiting()
    audit = desk.bearer("audit@bank.example", role="compliance", name="合规")
    path = f"/api/advisor/handoffs/{handoff_id}"
    assert audit.get(path).status_code == 422
    assert audit.get(path, params={"reason": "sampling"}).status_code == 200
    body = {"close": {"outcome": "other"}, "messages": {"id": "1", "text": "hi"}}.get(action)
    assert audit.post(f"{path}/{action}", json=body).status_code == 403


def test_a_problem_never_repeats_what_was_sent(desk: Desk) -> None:
    handoff_id = desk.waiting()
    crm = desk.bearer()
    path = f"/api/advisor/handoffs/{handoff_id}"
    for body in ({"id": "1", "text": 7, "x": "canary-4711"}, {"id": "canary-4711"}):
        refused = crm.post(f"{path}/messages", json=body)
        assert refused.status_code == 422 and "canary-4711" not in refused.text
    assert crm.get("/api/advisor/handoffs?status=canary-4711").status_code == 422
    unknown = crm.get("/api/advisor/handoffs/01ARZ3NDEKTSV4RRFFQ69G5FAV")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "handoff")


def test_problems_speak_the_callers_language(desk: Desk) -> None:
    browser = desk.browser()
    said = {
        language: browser.get(
            "/api/advisor/handoffs", headers={"Accept-Language": language}
        ).json()["detail"]
        for language in ("zh-CN", "en-GB")
    }
    assert "令牌" in said["zh-CN"] and "token" in said["en-GB"]
