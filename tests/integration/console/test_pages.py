"""The pages: what they show, to whom, and that client words are nothing but words."""

from __future__ import annotations

import json
import re

import pytest
from fastapi.testclient import TestClient

from bot.console import words
from bot.console.render import HERE
from bot.records.models import Answer
from bot.services import handoff_views, handoffs
from bot.services.app import new_ulid
from bot.services.openings import Place
from tests.integration.console.kit import Desk, csrf

DESK = Place("console", "192.0.2.7", "a-session")

HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)>" onmouseover="alert(3)'


def test_client_words_reach_the_page_as_text_only(desk: Desk) -> None:
    handoff_id = desk.waiting()
    li = desk.signed_in()
    token = csrf(li.get("/console/queue").text)
    li.post(f"/console/handoffs/{handoff_id}/accept", data={"csrf": token})
    with desk.app.records.read() as work:
        conversation_id = work.handoffs.get(handoff_id).conversation_id
    seq = desk.says(conversation_id, HOSTILE)
    pages = (
        li.get(f"/console/handoffs/{handoff_id}").text,
        li.get(f"/console/handoffs/{handoff_id}/messages?after={seq - 1}").text,
    )
    for page in pages:
        assert "<script>alert" not in page and "<img src=x" not in page
        assert '" onmouseover="' not in page
        assert "&lt;script&gt;alert(1)" in page


def test_a_page_runs_only_its_own_scripts(desk: Desk) -> None:
    page = desk.signed_in().get("/console/queue")
    policy = page.headers["content-security-policy"]
    nonce = re.search(r"'nonce-([^']+)'", policy).group(1)
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy
    scripts = re.findall(r"<script\b([^>]*)>(.*?)</script>", page.text, re.S)
    assert scripts and all(f'nonce="{nonce}"' in head and not body for head, body in scripts)
    assert not re.search(r"\son\w+=|\sstyle=|https?://", page.text)
    assert page.headers["cache-control"] == "no-store"


def test_the_files_of_the_console_are_its_own(desk: Desk) -> None:
    browser = desk.browser()
    page = browser.get("/console/sign-in").text
    for address in re.findall(r'(?:src|href)="(/console/static/[^"]+)"', page):
        answer = browser.get(address)
        assert answer.status_code == 200 and "immutable" in answer.headers["cache-control"]
    for other in ("../render.py", "..%2Frender.py", "secret.txt"):
        assert browser.get(f"/console/static/{other}").status_code in (303, 404)


def test_the_queue_says_why_how_long_and_who(desk: Desk) -> None:
    desk.waiting(reason="distress")
    desk.clock.pass_by(minutes=7)
    li = desk.signed_in(languages=("en",))
    page = li.get("/console/queue").text
    assert "The client is in distress" in page and "Urgent" in page
    assert "overdue by 2 min" in page and "Not one of your languages" in page
    li.cookies.set("zhiyin_console_language", "zh", path="/console")
    assert "客户处境困难" in li.get("/console/queue").text


@pytest.mark.parametrize(
    ("how", "said"), [("stated", "原话写明"), ("confirmed reading", "复述后客户确认")]
)
def test_how_an_answer_was_understood_is_said_in_the_readers_words(
    desk: Desk, how: str, said: str
) -> None:
    handoff_id = desk.waiting()
    with desk.app.records.begin() as work:
        handoff = work.handoffs.get(handoff_id)
        evidence = {"message_seq": 4, "utterance": "四十六了", "how": how}
        ids = (new_ulid(), handoff.client_id, handoff.conversation_id)
        body = {"value": 46, "evidence": evidence}
        work.answers.put(Answer(*ids, "age", desk.clock(), body=body))
    li = desk.signed_in()
    li.cookies.set("zhiyin_console_language", "zh", path="/console")
    page = li.get(f"/console/handoffs/{handoff_id}").text
    assert f"理解方式：{said}" in page and how not in page


def test_an_empty_queue_says_so(desk: Desk) -> None:
    li = desk.signed_in()
    assert "Nobody is waiting" in li.get("/console/queue").text
    assert "Nothing has ended yet" in li.get("/console/queue?view=ended").text


def test_who_clicks_second_sees_who_was_first(desk: Desk) -> None:
    handoff_id = desk.waiting()
    li, zhang = desk.signed_in(), desk.signed_in("zhang@bank.example", name="Zhang Min")
    path = f"/console/handoffs/{handoff_id}/accept"
    assert li.post(path, data={"csrf": csrf(li.get("/console/queue").text)}).status_code == 303
    late = zhang.post(path, data={"csrf": csrf(zhang.get("/console/queue").text)})
    assert late.status_code == 409 and "李伟 was a moment faster" in late.text


def test_compliance_says_why_before_it_sees(desk: Desk) -> None:
    handoff_id = desk.waiting()
    audit = desk.signed_in("audit@bank.example", role="compliance", name="Audit")
    gate = audit.get(f"/console/handoffs/{handoff_id}")
    assert "Why you open this profile" in gate.text and "陈女士" not in gate.text
    form = {"csrf": csrf(gate.text), "reason": "sampling"}
    opened = audit.post(f"/console/handoffs/{handoff_id}", data=form)
    assert "陈女士" in opened.text and "Accept this client" not in opened.text


def test_the_list_of_colleagues_is_for_supervisors(desk: Desk) -> None:
    li = desk.signed_in()
    boss = desk.signed_in("boss@bank.example", role="admin", name="Boss")
    assert li.get("/console/advisors").status_code == 403
    assert EMAIL_OF_LI in boss.get("/console/advisors").text


EMAIL_OF_LI = "li.wei@bank.example"


def test_sending_answers_with_what_is_new_and_repeats_nothing(desk: Desk) -> None:
    handoff_id = desk.waiting()
    li = desk.signed_in()
    token = csrf(li.get("/console/queue").text)
    li.post(f"/console/handoffs/{handoff_id}/accept", data={"csrf": token})
    page = li.get(f"/console/handoffs/{handoff_id}").text
    after = int(re.search(r'id="after" name="after" value="(\d+)"', page).group(1))
    form = {"csrf": token, "id": "m-1", "text": "您好", "after": after}
    headers = {"HX-Request": "true"}
    path = f"/console/handoffs/{handoff_id}/messages"
    new = li.post(path, data=form, headers=headers).text
    assert new.count("<li ") == 1 and "您好" in new and 'hx-swap-oob="beforeend:#log"' in new
    li.post(path, data=form, headers=headers)
    said = li.get(f"{path}?after={after}").text
    assert said.count("您好") == 1
    empty = li.post(path, data={**form, "id": "m-2", "text": "  "}, headers=headers)
    assert empty.status_code == 422 and empty.headers["hx-retarget"] == "#notice"


def test_what_moves_is_told_to_the_page_without_words(desk: Desk) -> None:
    from bot.console import live
    from bot.services import advisors

    handoff_id = desk.waiting()
    advisor = desk.advisor().advisor
    told = live._queue(desk.app, advisors.SignedIn(advisor))
    assert told["waiting"] == 1 and told["newest"] == handoff_id
    handoffs.accept(desk.app, advisor, handoff_id, place=DESK)
    moved = live._queue(desk.app, advisors.SignedIn(advisor))
    assert moved["waiting"] == 0 and moved["digest"] != told["digest"]
    before = handoff_views.pulse(desk.app, advisor, handoff_id)
    with desk.app.records.read() as work:
        conversation_id = work.handoffs.get(handoff_id).conversation_id
    desk.says(conversation_id, "canary-4711")
    after = handoff_views.pulse(desk.app, advisor, handoff_id)
    assert after.seq == before.seq + 1 and after.from_client
    assert "canary" not in json.dumps([told, moved]) + repr(after)


@pytest.mark.parametrize("template", sorted(path.name for path in (HERE / "templates").iterdir()))
def test_every_word_of_a_template_stands_in_both_languages(template: str) -> None:
    source = (HERE / "templates" / template).read_text(encoding="utf-8")
    for key in re.findall(r"""\bt\(["']([a-z_]+)["'][,)]""", source):
        assert all(words.WORDS[key]), key
    # No wording may stand in a template itself.
    assert not re.search(r"[\u4e00-\u9fff]", source)


def test_placeholders_are_the_same_in_both_languages() -> None:
    for key, (zh, en) in words.WORDS.items():
        assert set(re.findall(r"{\w+}", zh)) == set(re.findall(r"{\w+}", en)), key


def test_every_outcome_status_stage_and_role_has_a_name() -> None:
    from bot.prospects.lifecycle import STAGES
    from bot.records.models import HANDOFF_STATUSES, ROLES

    wanted = [f"outcome_{one}" for one in handoffs.OUTCOMES]
    wanted += [f"status_{one}" for one in HANDOFF_STATUSES] + [f"role_{one}" for one in ROLES]
    wanted += [f"stage_{one}" for one in STAGES]
    assert [key for key in wanted if key not in words.WORDS] == []


def test_the_console_works_behind_the_gateways_guards(desk: Desk) -> None:
    web = pytest.importorskip("bot.web")
    added = desk.advisor()
    base = f"http://127.0.0.1:{desk.app.settings.port}"
    browser = TestClient(web.create(desk.app), base_url=base, follow_redirects=False)
    page = browser.get("/console/sign-in")
    assert page.headers["content-security-policy"].count("nonce-") == 1
    # A browser names its own origin with a form only because this policy lets it.
    assert page.headers["referrer-policy"] == "same-origin"
    form = {"email": EMAIL_OF_LI, "password": added.password}
    headers = {"Origin": base, "Sec-Fetch-Site": "same-origin"}
    assert browser.post("/console/sign-in", data=form, headers=headers).status_code == 303
    assert browser.get("/console/queue").headers["location"] == "/console/password"
    assert "/api/advisor/handoffs/{handoff_id}/accept" in browser.get("/api/openapi.json").text


@pytest.mark.parametrize("after", ["-1", str(2**63), "9" * 40, "x"])
def test_a_number_of_no_message_is_refused(desk: Desk, after: str) -> None:
    browser = desk.signed_in()
    handoff_id = desk.waiting()
    browser.get(f"/console/handoffs/{handoff_id}")

    answer = browser.get(f"/console/handoffs/{handoff_id}/messages", params={"after": after})

    assert answer.status_code == 422


def test_what_is_to_be_told_stands_with_the_reason(desk: Desk) -> None:
    opened = desk.profiled()
    told = {"zh": "资料<b>准备好了", "en": "It is ready"}
    view = handoffs.request(desk.app, opened.conversation_id, "follow_up", task=told)
    page = desk.signed_in().get(f"/console/handoffs/{view.handoff_id}").text

    assert "资料&lt;b&gt;准备好了" in page and "It is ready" not in page
