"""What is read for a purpose needs that purpose's standing consent, at that very moment."""

from __future__ import annotations

import ast
import json

import pytest

from bot.records.models import OutboxItem
from bot.services import consent, handoff_views, handoffs, packets, privacy, sending
from bot.services.errors import NotAllowed
from bot.services.messages import WITHHELD
from bot.services.openings import Place
from bot.settings import ROOT
from tests.integration.console.kit import Desk

DESK = Place("console", "192.0.2.7", "a-session")
PHONE = "+8613800138000"


@pytest.fixture
def opened(desk: Desk):
    return desk.profiled()


@pytest.fixture
def handoff_id(desk: Desk, opened) -> str:
    return handoffs.request(desk.app, opened.conversation_id, "qualified").handoff_id


@pytest.fixture
def li(desk: Desk):
    return desk.advisor().advisor


def _decide(desk: Desk, conversation_id: str, purpose: str, granted: bool) -> None:
    """A client's decision, as the dialogue writes it down."""
    desk.clock.pass_by(seconds=1)
    with desk.app.records.begin() as work:
        client_id = work.conversations.get(conversation_id).client_id
        consent.decide(
            desk.app,
            work,
            client_id,
            purpose,
            granted=granted,
            language="zh",
            method="words",
        )
    desk.clock.pass_by(seconds=1)


@pytest.fixture
def crm(desk: Desk):
    return desk.bearer("crm@bank.example", name="CRM", role="supervisor")


def _shown(desk: Desk, li, crm, handoff_id: str) -> str:
    """All an advisor gets of a handoff, by each way there is, as one text."""
    ways = [
        handoff_views.get(desk.app, li, handoff_id, place=DESK),
        handoff_views.transcript(desk.app, li, handoff_id, place=DESK),
        handoff_views.list_handoffs(desk.app, li, place=DESK),
        handoff_views.brief(desk.app, li, handoff_id),
        crm.get(f"/api/advisor/handoffs/{handoff_id}?reason=sampling").json(),
        crm.get(f"/api/advisor/handoffs/{handoff_id}/messages").json(),
        crm.get("/api/advisor/handoffs").json(),
    ]
    return json.dumps(ways, ensure_ascii=False)


def test_before_during_and_after_each_consent(desk: Desk, li, crm, opened, handoff_id: str) -> None:
    place = opened.conversation_id
    before = handoff_views.get(desk.app, li, handoff_id, place=DESK)
    assert PHONE in json.dumps(before) and before["assessment"] and before["answers"]["age"] == 41

    _decide(desk, place, "contact", False)
    assert PHONE not in _shown(desk, li, crm, handoff_id)
    _decide(desk, place, "contact", True)
    assert PHONE in _shown(desk, li, crm, handoff_id)

    _decide(desk, place, "sensitive_data", False)
    less = handoff_views.get(desk.app, li, handoff_id, place=DESK)
    assert less["assessment"] is None and less["category"] is None
    assert "investable_assets" not in less["answers"]
    _decide(desk, place, "sensitive_data", True)
    assert handoff_views.get(desk.app, li, handoff_id, place=DESK)["assessment"]

    _decide(desk, place, "privacy", False)
    nothing = handoff_views.get(desk.app, li, handoff_id, place=DESK)
    assert nothing["withdrawn_at"] and nothing["consents"] == []
    for empty in ("answers", "evidence", "assessment", "contact", "needs"):
        assert not nothing[empty], empty
    for scored in ("fit", "intent", "tier", "stage", "segment", "category"):
        assert nothing[scored] is None, scored

    _decide(desk, place, "privacy", True)
    for purpose in ("sensitive_data", "contact"):
        _decide(desk, place, purpose, True)
    again = handoff_views.get(desk.app, li, handoff_id, place=DESK)
    assert again["answers"] == before["answers"] and again["withdrawn_at"] is None


def test_nothing_said_before_a_withdrawal_is_shown_and_what_comes_after_is(
    desk: Desk, li, crm, opened, handoff_id: str
) -> None:
    handoffs.accept(desk.app, li, handoff_id, place=DESK)
    desk.says(opened.conversation_id, "我有三百万想给孩子上学")
    assert "三百万" in _shown(desk, li, crm, handoff_id)
    _decide(desk, opened.conversation_id, "privacy", False)
    desk.says(opened.conversation_id, "请别再联系我")
    shown = _shown(desk, li, crm, handoff_id)
    assert "三百万" not in shown and WITHHELD["zh"] in shown and "请别再联系我" in shown
    for need in ("education", "premier", PHONE):
        assert need not in shown


def test_the_console_says_that_consent_was_withdrawn_and_shows_nothing_else(
    desk: Desk, opened, handoff_id: str
) -> None:
    browser = desk.signed_in()
    browser.headers["accept-language"] = "zh"
    assert "子女教育" in browser.get(f"/console/handoffs/{handoff_id}").text
    _decide(desk, opened.conversation_id, "privacy", False)
    for path in (f"/console/handoffs/{handoff_id}", "/console/queue"):
        page = browser.get(path).text
        assert "客户已撤回同意" in page
        assert "子女教育" not in page and PHONE not in page and "41" not in _body(page)


def _body(page: str) -> str:
    start = page.find('id="pane-packet"')
    return page[start : page.find('id="pane-talk"')] if start >= 0 else ""


def test_the_profile_is_gated_like_the_packet(desk: Desk, crm, opened, handoff_id: str) -> None:
    """The other ways to a profile, the API's and the operator's, open no more than the packet."""
    place = opened.conversation_id
    client_id = desk.client_id(place)

    def seen() -> list[dict]:
        path = f"/api/advisor/clients/{client_id}/profile?reason=sampling"
        shell = Place("shell", None, "tty")
        return [
            crm.get(path).json(),
            privacy.profile(desk.app, client_id, "operator:eve", "sampling", place=shell),
        ]

    for profile in seen():
        assert profile["answers"]["age"] == 41 and profile["assessment"]
        assert PHONE in json.dumps(profile) and profile["withdrawn_at"] is None
    _decide(desk, place, "contact", False)
    for profile in seen():
        assert PHONE not in json.dumps(profile) and "contact" not in profile["answers"]
    _decide(desk, place, "sensitive_data", False)
    for profile in seen():
        assert profile["assessment"] is None
        assert not {"investable_assets", "age"} & set(profile["answers"]) and profile["needs"]
    _decide(desk, place, "privacy", False)
    for profile in seen():
        assert profile["answers"] == {} and profile["details"] == profile["needs"] == []
        assert profile["segment"] is None and profile["withdrawn_at"]
    # The client sees what is held, whatever they consented to; so does an authority that asks.
    own = privacy.profile(desk.app, client_id, "client", "own_view")
    asked = privacy.profile(
        desk.app, client_id, "operator:eve", "court order",
        place=Place("shell", None, "tty"), for_duty=True,
    )  # fmt: skip
    for profile in (own, asked):
        assert profile["answers"]["age"] == 41 and profile["assessment"]


def test_withdrawing_one_without_the_others_opens_no_back_door(desk: Desk, opened) -> None:
    """`privacy` carries the rest: a ledger that still grants the others grants nothing."""
    _decide(desk, opened.conversation_id, "privacy", False)
    with desk.app.records.read() as work:
        client_id = work.conversations.get(opened.conversation_id).client_id
        assert consent.standing(work, client_id)["sensitive_data"] is True
        assert consent.granted(work, client_id) == ()
        assert consent.answers(desk.app, work, client_id) == {}
        assert consent.assessment(work, client_id) is None
        assert consent.assessments(work, client_id) == []
        for purpose in consent.PURPOSES:
            with pytest.raises(NotAllowed, match="consent_missing"):
                consent.require(work, client_id, purpose)


def test_what_waits_to_be_sent_goes_out_only_under_a_standing_consent(desk: Desk, opened) -> None:
    def may(client_id: str | None) -> bool:
        with desk.app.records.read() as work:
            return consent.may_send(
                work, OutboxItem("id", "webhook", desk.clock(), client_id=client_id)
            )

    client_id = desk.client_id(opened.conversation_id)
    assert may(None) and may(client_id)
    _decide(desk, opened.conversation_id, "contact", False)
    assert not may(client_id)
    _decide(desk, opened.conversation_id, "contact", True)
    assert may(client_id)
    _decide(desk, opened.conversation_id, "privacy", False)
    assert not may(client_id)
    _decide(desk, opened.conversation_id, "privacy", True)
    _decide(desk, opened.conversation_id, "contact", True)
    privacy.restrict(desk.app, client_id, actor="operator:x", reason="their wish")
    assert not may(client_id)
    privacy.erase(desk.app, client_id)
    assert not may(client_id)
    assert not may("nobody")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_ledger_holds_the_hash_of_the_text_in_the_language_shown(
    desk: Desk, language: str
) -> None:
    import hashlib

    opened = desk.conversation()
    client_id = desk.client_id(opened.conversation_id)
    for purpose in consent.PURPOSES:
        with desk.app.records.begin() as work:
            consent.decide(
                desk.app, work, client_id, purpose, granted=True, language=language, method="choice"
            )
    texts = {
        question.answer_id: question.text[language]
        for question in desk.app.rulebook.questionnaire.questions
        if question.kind == "consent"
    }
    with desk.app.records.read() as work:
        ledger = work.consents.history(client_id)
    assert {one.purpose: one.text_hash for one in ledger} == {
        purpose: hashlib.sha256(text.encode()).hexdigest() for purpose, text in texts.items()
    }
    assert {one.language for one in ledger} == {language}


def test_the_clients_own_copy_shows_the_whole_history_of_consents(desk: Desk, opened) -> None:
    _decide(desk, opened.conversation_id, "contact", False)
    client_id = desk.client_id(opened.conversation_id)
    copy = privacy.export(desk.app, client_id, "zh")
    told = [(one["purpose"], one["granted"]) for one in copy["consent_history"]]
    assert ("contact", True) in told and told[-1] == ("contact", False)
    assert all(one["text_version"] and one["language"] for one in copy["consent_history"])


def test_answers_and_assessments_are_read_through_the_gate_alone() -> None:
    """Only the gate, and the client's own view and copy, read what a client said of themselves;
    the review makes stored assessments anew and shows none of them."""
    allowed = {
        "answers": {"bot/services/consent.py", "bot/services/privacy.py"},
        "assessments": {
            "bot/services/consent.py",
            "bot/services/privacy.py",
            "bot/services/reviewing.py",
        },
    }
    reads = {"answers": {"current", "history"}, "assessments": {"latest", "list"}}
    found: dict[str, set[str]] = {"answers": set(), "assessments": set()}
    for folder in ("bot/services", "bot/console", "bot/gateway", "bot/engine", "actions"):
        for file in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Attribute)
                    and isinstance(node.value, ast.Attribute)
                    and node.attr in reads.get(node.value.attr, ())
                    and ast.unparse(node.value.value).split(".")[-1] == "work"
                ):
                    found[node.value.attr].add(str(file.relative_to(ROOT)))
    assert found == allowed
    assert not hasattr(packets, "consents")


def test_an_item_whose_client_withdrew_since_is_given_up_when_its_turn_comes(
    desk: Desk, opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    monkeypatch.setattr(sending, "TOPICS", {"webhook": lambda _app, item: sent.append(item.id)})
    client_id = desk.client_id(opened.conversation_id)
    with desk.app.records.begin() as work:
        for id in ("first", "second"):
            work.outbox.add(OutboxItem(id, "webhook", desk.clock(), client_id=client_id))
    first, second = sending.claim(desk.app)
    sending.send(desk.app, first)
    _decide(desk, opened.conversation_id, "contact", False)
    sending.send(desk.app, second)
    assert sent == ["first"]
    desk.clock.pass_by(days=1)
    assert sending.claim(desk.app) == []
