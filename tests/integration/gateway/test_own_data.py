"""What a client can do with their own data: see it, take it along, have it erased."""

from __future__ import annotations

from typing import Any

import pytest

from bot.records.models import Answer, Assessment, Handoff
from bot.services import privacy, rights
from bot.services.errors import Gone, NotFound
from bot.services.openings import Place
from tests.integration.gateway.engine_double import echo
from tests.integration.gateway.kit import Client, Gateway, eventually
from tests.integration.records.kit import an_advisor


def answer(client: Client, question: str, value: Any, utterance: str, **evidence: Any) -> None:
    app = client.gateway.app
    with app.records.begin() as work:
        work.answers.put(
            Answer(
                id=app.new_id(),
                client_id=client.id,
                conversation_id=client.conversation_id,
                question=question,
                at=app.now(),
                body={
                    "value": value,
                    "evidence": {"utterance": utterance, "how": "choice", **evidence},
                },
            )
        )


@pytest.fixture
def known(gateway: Gateway) -> Client:
    """A client who agreed and told a few things."""
    client = gateway.client("zh")
    client.agree()
    client.say("我想给孩子存教育金")
    answer(client, "needs", ["education"], "我想给孩子存教育金")
    answer(client, "segment", "individual", "个人")
    answer(client, "horizon", "1_3y", "大概三年")
    answer(client, "age", None, "", skipped=True)
    answer(client, "summary", "fingerprint", "对")
    return client


def test_the_profile_shows_what_is_held_and_where_it_came_from(known: Client) -> None:
    profile = known.http.get("/api/chat/profile").json()

    assert profile["needs"] == ["education"]
    assert profile["segment"] == "individual"
    assert profile["answers"] == {"horizon": "1_3y"}
    details = {one["id"]: one for one in profile["details"]}
    assert set(details) == {"needs", "segment", "horizon"}
    assert details["horizon"]["utterance"] == "大概三年"
    assert details["horizon"]["text"] != "1_3y"
    assert [(c["purpose"], c["granted"]) for c in profile["consents"]] == [("privacy", True)]
    assert profile["assessment"] is None
    assert profile["handoffs"] == []


def test_the_export_holds_everything_and_reads_well(known: Client) -> None:
    answered = known.http.get("/api/chat/export")
    copy = answered.json()
    text = known.http.get("/api/chat/export", params={"format": "text"})

    assert "attachment" in answered.headers["content-disposition"]
    said = [m["text"] for m in copy["conversations"][0]["messages"]]
    assert said == ["您好", "我想给孩子存教育金", "zh:我想给孩子存教育金"]
    assert copy["profile"]["needs"] == ["education"]
    assert text.headers["content-type"].startswith("text/plain")
    assert "我想给孩子存教育金" in text.text
    assert "教育" in text.text.split("## 同意记录")[0]


def test_looks_at_the_profile_are_in_the_audit_trail(known: Client) -> None:
    known.http.get("/api/chat/profile")
    known.http.get("/api/chat/export")

    app = known.gateway.app
    with app.records.read() as work:
        actions = [(entry.actor, entry.action) for entry in work.audit.list(known.id)]
    assert ("client", "profile.read") in actions
    assert ("client", "profile.export") in actions


def test_after_the_erasure_the_token_leads_nowhere(known: Client) -> None:
    id = known.id

    erased = known.http.post("/api/chat/erase")

    assert erased.status_code == 200
    assert erased.json() == {"erased": True, "restricted": False, "kept": [], "until": None}
    for path in ("messages", "profile", "export", "stream"):
        assert known.http.get(f"/api/chat/{path}").status_code in (401, 410)
    app = known.gateway.app
    with app.records.read() as work:
        client = work.clients.get(id)
        assert client is not None and client.state == "erased"
        assert "client.erase" in [entry.action for entry in work.audit.list(id)]
    privacy.erase(app, id)  # again: nothing happens


def test_words_waiting_when_the_client_is_erased_never_reach_the_engine(known: Client) -> None:
    gateway = known.gateway
    gateway.engine.stop()
    known.post("还没有人看过的话")
    known.http.post("/api/chat/erase")

    gateway.engine.start()
    other = gateway.client()
    other.say("另一个人的话")

    assert "还没有人看过的话" not in gateway.engine.texts()


def test_a_client_erased_by_the_assistant_hears_the_last_words(known: Client) -> None:
    gateway, id = known.gateway, known.id
    stream = known.stream()
    eventually(stream.messages)

    def erases(asked: dict[str, Any]) -> list[dict[str, Any]]:
        privacy.erase(gateway.app, id)
        return [{"text": "已全部删除，再见。"}]

    gateway.engine.script = erases
    replies = known.say("请删除我的资料")

    assert [reply["text"] for reply in replies] == ["已全部删除，再见。"]
    eventually(stream.ended.is_set)
    assert stream.messages()[-1]["text"] == "已全部删除，再见。"


def test_last_words_with_the_effect_of_erasing_are_said_and_carried_out(known: Client) -> None:
    gateway, id = known.gateway, known.id
    words = [{"text": "资料即将删除，谢谢。", "effect": "erase"}]
    gateway.engine.script = lambda asked: words

    replies = known.say("是的，全部删除")

    assert [reply["text"] for reply in replies] == ["资料即将删除，谢谢。"]
    with gateway.app.records.read() as work:
        client = work.clients.get(id)
        assert client is not None and client.state == "erased"
    assert known.http.get("/api/chat/messages").status_code in (401, 410)


def test_nobody_is_erased_once_an_advisor_took_over(known: Client) -> None:
    gateway = known.gateway

    def too_late(asked: dict[str, Any]) -> list[dict[str, Any]]:
        known.owned_by("advisor", epoch=1)
        return [{"text": "资料即将删除", "effect": "erase"}]

    gateway.engine.script = too_late

    assert known.say("是的，全部删除") == []
    assert known.http.get("/api/chat/profile").json()["needs"] == ["education"]


def test_a_client_erased_by_an_engine_that_can_keep_nothing_is_told_so(known: Client) -> None:
    gateway, id = known.gateway, known.id

    def erases(asked: dict[str, Any]) -> list[dict[str, Any]]:
        privacy.erase(gateway.app, id)
        gateway.engine.durable = False
        return echo(asked)

    gateway.engine.script = erases
    replies = known.say("请删除我的资料")

    assert "已全部删除" in replies[0]["text"]


def test_a_restricted_client_is_only_kept(known: Client) -> None:
    app = known.gateway.app
    privacy.restrict(app, known.id, actor="system", reason="retention")

    refused = known.http.post("/api/chat/messages", json={"id": "1", "text": "还在吗"})

    assert (refused.status_code, refused.json()["code"]) == (403, "restricted")


def test_nobody_is_not_found(gateway: Gateway) -> None:
    with pytest.raises(NotFound):
        privacy.profile(gateway.app, "nobody", "client", "test")


# ── a duty to keep ──────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def assessed(known: Client) -> Client:
    """A client who was given an assessment and whom an advisor took on: to be kept."""
    app = known.gateway.app
    advisor = an_advisor(f"{app.new_id()}@example.com")
    with app.records.begin() as work:
        work.advisors.add(advisor)
        work.handoffs.add(
            Handoff(
                app.new_id(), known.id, known.conversation_id, "closed", app.now(), "zh", {},
                accepted_at=app.now(), closed_at=app.now(), advisor_id=advisor.id,
                outcome="no_interest",
            )
        )  # fmt: skip
        work.assessments.add(
            Assessment(
                app.new_id(), known.id, known.conversation_id, app.now(), "q", "p", "s",
                {"category": "C3"},
            )
        )  # fmt: skip
    return known


def _left(client_id: str, gateway: Gateway) -> dict[str, Any]:
    with gateway.app.records.read() as work:
        (conversation,) = work.conversations.of_client(client_id)
        return {
            "state": work.clients.get(client_id).state,
            "words": [m.body for m in work.messages.list(conversation.id, hidden=True) if m.body],
            "answers": list(work.answers.current(client_id)),
            "assessments": [one.body["category"] for one in work.assessments.list(client_id)],
            "owner": work.ownership.get(conversation.id).state,
        }


def test_what_must_be_kept_is_said_before_and_after_and_the_rest_goes(assessed: Client) -> None:
    gateway, id = assessed.gateway, assessed.id

    before = assessed.http.get("/api/chat/erasure").json()
    answer = assessed.http.post("/api/chat/erase")

    told = answer.json()
    assert answer.status_code == 200 and told == before
    assert (told["erased"], told["restricted"]) == (False, True)
    kept, service = told["kept"]
    assert service["record"] == "顾问为您服务的记录"
    assert kept["record"] == "您的风险承受能力评估记录" and "适当性" in kept["because"]
    assert kept["until"] == told["until"] > "2046"
    assert _left(id, gateway) == {
        "state": "restricted", "words": [], "answers": [], "assessments": ["C3"],
        "owner": "closed",
    }  # fmt: skip
    for path in ("messages", "profile", "export", "stream", "erasure"):
        assert assessed.http.get(f"/api/chat/{path}").status_code in (401, 410)


def test_asking_what_would_stay_changes_nothing(known: Client) -> None:
    assert known.http.get("/api/chat/erasure").json()["erased"] is True
    assert known.http.get("/api/chat/profile").json()["needs"] == ["education"]


def test_nobody_is_shown_what_is_kept_for_a_duty_but_for_that_duty(assessed: Client) -> None:
    app, id = assessed.gateway.app, assessed.id
    privacy.erase(app, id)
    for act in (privacy.profile, privacy.export):
        with pytest.raises(Gone) as refused:
            act(app, id, language="zh", actor="operator:li", reason="curious")
        assert refused.value.code == "kept_for_duty"

    held = privacy.profile(
        app,
        id,
        actor="operator:li",
        reason="CSRC asks, letter 7",
        place=Place("shell", "host"),
        for_duty=True,
    )

    assert held["assessment"]["category"] == "C3"
    with app.records.read() as work:
        assert "CSRC asks, letter 7" in [entry.reason for entry in work.audit.list(id)]


def test_erasing_again_neither_frees_nor_lengthens_what_is_kept(assessed: Client) -> None:
    app, id = assessed.gateway.app, assessed.id
    first = privacy.erase(app, id)
    with app.records.read() as work:
        before = work.clients.get(id)
    assert privacy.erase(app, id) == first
    with app.records.read() as work:
        assert work.clients.get(id) == before


def test_the_last_words_of_the_assistant_are_heard_when_a_duty_keeps_something(
    assessed: Client,
) -> None:
    gateway, id = assessed.gateway, assessed.id
    stream = assessed.stream()
    eventually(stream.messages)
    words = rights.erasing(gateway.app, assessed.conversation_id, "zh")
    assert "您的风险承受能力评估记录" in words["text"] and "20" in words["text"]
    gateway.engine.script = lambda asked: [words]

    replies = assessed.say("是的，全部删除")

    assert [reply["text"] for reply in replies] == [words["text"]]
    eventually(stream.ended.is_set)
    assert [kind for kind, _, _ in stream.events][-1] == "erased"
    assert _left(id, gateway)["state"] == "restricted"


def test_there_is_no_report_before_an_assessment(known: Client) -> None:
    refused = known.http.get("/api/chat/report")
    assert refused.status_code == 404
    assert refused.json()["code"] == "no_assessment" and "还没有" in refused.json()["detail"]
