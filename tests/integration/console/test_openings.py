"""Nobody opens a client's data without leaving who, whose, when, from where and why."""

from __future__ import annotations

import ast
import re
from datetime import timedelta

import pytest

from bot.records.models import AuditEntry
from bot.services import handoff_views, handoffs, openings, privacy
from bot.services.errors import Invalid
from bot.services.openings import CHAT, FOLDED, Place
from bot.settings import ROOT
from tests.integration.console.kit import Desk

DESK = Place("console", "192.0.2.7", "session-one")
HOME = Place("console", "198.51.100.9", "session-two")


def _of(desk: Desk, handoff_id: str) -> str:
    with desk.app.records.read() as work:
        return work.handoffs.get(handoff_id).client_id


def _trail(desk: Desk, handoff_id: str) -> list[AuditEntry]:
    """Who opened this handoff's client, as the trail has it."""
    with desk.app.records.read() as work:
        entries = work.audit.list(_of(desk, handoff_id))
    return [one for one in entries if (one.detail or {}).get("from")]


def test_an_opening_leaves_who_whose_when_from_where_and_why(desk: Desk) -> None:
    li = desk.advisor().advisor
    handoff_id = desk.waiting()
    handoff_views.get(desk.app, li, handoff_id, place=DESK)
    (entry,) = _trail(desk, handoff_id)
    assert (entry.actor, entry.action, entry.at) == (
        f"advisor:{li.id}",
        "handoff.opened",
        desk.clock(),
    )
    assert entry.reason == f"handoff:{handoff_id}"
    where = {"kind": "console", "address": "192.0.2.7", "session": "session-one"}
    assert entry.detail == {"handoff": handoff_id, "from": where}


def test_over_the_api_and_in_the_console_the_place_is_the_callers(desk: Desk) -> None:
    handoff_id = desk.waiting()
    crm = desk.bearer()
    crm.post(f"/api/advisor/handoffs/{handoff_id}/accept")
    crm.get(f"/api/advisor/clients/{_of(desk, handoff_id)}/profile", params={"reason": "call"})
    accepted, read = _trail(desk, handoff_id)
    assert (accepted.action, read.action) == ("handoff.accepted", "profile.read")
    for entry in (accepted, read):
        assert entry.detail is not None
        place = entry.detail["from"]
        assert place["kind"] == "api" and place["address"] == "testclient"
        assert re.fullmatch(r"[0-9a-f]{12}", place["session"])


def test_an_advisor_needs_a_reason_for_what_is_neither_theirs_nor_waiting(desk: Desk) -> None:
    li = desk.advisor().advisor
    boss = desk.advisor("boss@bank.example", name="主管", role="supervisor").advisor
    handoff_id = desk.waiting()
    handoff_views.get(desk.app, boss, handoff_id, place=DESK)  # it waits, and a supervisor serves
    handoffs.accept(desk.app, li, handoff_id, place=HOME)
    desk.clock.pass_by(minutes=16)
    for look in (handoff_views.get, handoff_views.transcript):
        if look is handoff_views.transcript:
            desk.clock.pass_by(hours=13)
        with pytest.raises(Invalid, match="reason_required"):
            look(desk.app, boss, handoff_id, place=DESK)
    handoffs.close(desk.app, li, handoff_id, "follow_up")
    assert handoff_views.get(desk.app, li, handoff_id, place=HOME)["status"] == "closed"
    with pytest.raises(Invalid):
        handoff_views.get(desk.app, boss, handoff_id, place=DESK)


@pytest.mark.parametrize("reason", ["", "   ", "\u200b\u200b", "…", "\u202e", None])
def test_a_reason_that_says_nothing_is_none(reason: str | None) -> None:
    with pytest.raises(Invalid, match="reason_required"):
        openings.cleaned(reason)


def test_a_reason_is_bounded_one_line_and_without_numbers_that_must_not_be_kept() -> None:
    assert openings.cleaned("  抽查\n第三\t季度 ") == "抽查 第三 季度"
    assert len(openings.cleaned("长" * 5000)) == 500
    assert "4111" not in openings.cleaned("card 4111 1111 1111 1111 asked about")


def test_what_comes_in_while_it_is_open_is_folded_into_an_entry_each_quarter_of_an_hour(
    desk: Desk,
) -> None:
    li = desk.advisor().advisor
    handoff_id = desk.waiting()
    handoffs.accept(desk.app, li, handoff_id, place=DESK)
    for _ in range(40):
        desk.clock.pass_by(minutes=1)
        handoff_views.transcript(desk.app, li, handoff_id, after=0, place=DESK)
    actions = [entry.action for entry in _trail(desk, handoff_id)]
    assert actions == ["handoff.accepted", "handoff.followed", "handoff.followed"]


def test_another_place_is_another_opening(desk: Desk) -> None:
    li = desk.advisor().advisor
    handoff_id = desk.waiting()
    handoffs.accept(desk.app, li, handoff_id, place=DESK)
    handoff_views.transcript(desk.app, li, handoff_id, place=HOME)
    places = [(entry.detail or {})["from"]["session"] for entry in _trail(desk, handoff_id)]
    assert places == ["session-one", "session-two"]


def test_a_transcript_without_an_opening_before_it_is_an_opening(desk: Desk) -> None:
    audit = desk.advisor("audit@bank.example", role="compliance", name="合规").advisor
    handoff_id = desk.waiting()
    with pytest.raises(Invalid, match="reason_required"):
        handoff_views.transcript(desk.app, audit, handoff_id, place=DESK)
    handoff_views.get(desk.app, audit, handoff_id, "年度抽查", place=DESK)
    desk.clock.pass_by(minutes=20)
    handoff_views.transcript(desk.app, audit, handoff_id, place=DESK)
    opened, followed = _trail(desk, handoff_id)
    assert followed.action == "handoff.followed"
    assert followed.reason == opened.reason == "年度抽查"


def test_a_reason_given_counts_while_the_page_is_loaded_again(desk: Desk) -> None:
    audit = desk.advisor("audit@bank.example", role="compliance", name="合规").advisor
    handoff_id = desk.waiting()
    handoff_views.get(desk.app, audit, handoff_id, "年度抽查", place=DESK)
    handoff_views.get(desk.app, audit, handoff_id, place=DESK)
    assert [one.reason for one in _trail(desk, handoff_id)] == ["年度抽查", "年度抽查"]
    with pytest.raises(Invalid):
        handoff_views.get(desk.app, audit, handoff_id, place=HOME)
    desk.clock.pass_by(minutes=16)
    with pytest.raises(Invalid):
        handoff_views.get(desk.app, audit, handoff_id, place=DESK)


def test_looking_at_the_queue_is_folded_into_an_entry_for_a_person_and_place(desk: Desk) -> None:
    li = desk.advisor().advisor
    desk.waiting()
    for _ in range(3):
        handoff_views.list_handoffs(desk.app, li, place=DESK)
    handoff_views.list_handoffs(desk.app, li, place=HOME)
    desk.clock.pass_by(minutes=FOLDED / timedelta(minutes=1))
    handoff_views.list_handoffs(desk.app, li, place=DESK)
    with desk.app.records.read() as work:
        looks = [one for one in work.audit.list() if one.action == "handoffs.listed"]
    assert [(one.detail or {})["from"]["session"] for one in looks] == [
        "session-one",
        "session-two",
        "session-one",
    ]


@pytest.mark.parametrize("act", [privacy.profile, privacy.export])
def test_nobody_of_the_staff_passes_for_the_client(desk: Desk, act) -> None:
    client_id = _of(desk, desk.waiting())
    for actor, place in (("advisor:x", CHAT), ("client", DESK)):
        with pytest.raises(ValueError, match="from where"):
            act(desk.app, client_id, language="zh", actor=actor, reason="r", place=place)
    with pytest.raises(Invalid):
        act(desk.app, client_id, language="zh", actor="operator:x", reason=" ", place=DESK)


READS = {
    "answers": {"current", "history"},
    "assessments": {"latest", "list"},
    "messages": {"get", "list", "by_external_id", "replies_to", "next_pending"},
    "handoffs": {"get", "list", "of_client", "open_of"},
    "notes": {"of"},
    "contacts": {"of_client", "find"},
    "trackers": {"read"},
    "choices": {"get"},
    "proofs": {"newest", "get"},
    "outbox": {"due", "claim"},
    "peers": {"find", "get", "of_conversation", "claim"},
}
"""What of the repositories opens sealed cells of a client."""


def _opening_modules() -> set[str]:
    found = set()
    for folder in (
        "bot/services",
        "bot/console",
        "bot/gateway",
        "bot/cli",
        "bot/engine",
        "actions",
    ):
        for file in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Attribute)
                    and isinstance(node.value, ast.Attribute)
                    and node.attr in READS.get(node.value.attr, ())
                    and ast.unparse(node.value.value).split(".")[-1] == "work"
                ):
                    found.add(str(file.relative_to(ROOT)))
    return found


@pytest.mark.parametrize("page", ["compliance.md", "compliance.zh.md"])
def test_every_place_that_opens_clients_data_stands_in_the_page(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `((?:bot|actions)/[\w/]+\.py)` \|", text, re.MULTILINE))
    assert told == _opening_modules()
    for action in (
        "handoffs.listed",
        "handoff.opened",
        "handoff.accepted",
        "handoff.followed",
        "profile.read",
        "profile.export",
    ):
        assert f"`{action}`" in text
