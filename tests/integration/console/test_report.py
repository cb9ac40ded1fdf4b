"""The suitability report: whole, in both languages, for those who may see it, and audited."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from tests.integration.console.kit import Desk

TITLES = {
    "zh": ("投资者适当性评估报告", "客户的回答与依据", "资产配置示意", "确认与签字"),
    "en": ("Suitability report", "The client’s answers", "Illustration", "Confirmation"),
}


def words(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pdf_holds_answers_evidence_scores_and_versions(desk: Desk, language: str) -> None:
    crm = desk.bearer()
    handoff = desk.waiting()
    packet = crm.get(f"/api/advisor/handoffs/{handoff}").json()
    answer = crm.get(f"/api/advisor/handoffs/{handoff}/report", params={"language": language})
    assert answer.headers["content-type"] == "application/pdf"
    assert re.search(
        r'filename="suitability-report-\w+-\w\w\.pdf"', answer.headers["content-disposition"]
    )
    said = words(answer.content)
    for title in TITLES[language]:
        assert title.replace(" ", "") in said
    made = packet["assessment"]
    assert made["id"] in said and packet["client_id"] in said
    assert f"{made['scores']['tolerance']:.1f}" in said
    assert "亏个一两成我还能睡得着" in said  # the client's words stay in their own language
    for reason in made["reasons"]:
        assert re.sub(r"\s+", "", reason[language]) in said
    for version in made["versions"].values():
        assert version in said


def test_the_pdf_carries_its_fonts_and_tells_screen_readers_its_order(desk: Desk) -> None:
    crm = desk.bearer()
    pdf = crm.get(f"/api/advisor/handoffs/{desk.waiting()}/report").content
    read = PdfReader(io.BytesIO(pdf))
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root
    fonts = [
        font.get_object()
        for page in read.pages
        for font in page["/Resources"]["/Font"].get_object().values()
    ]
    assert fonts
    for font in fonts:
        (inner,) = font["/DescendantFonts"]
        described = inner.get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(described)


def test_answers_stand_in_the_order_in_which_they_were_asked_for(desk: Desk) -> None:
    browser = desk.signed_in()
    page = browser.get(f"/console/handoffs/{desk.waiting()}/report?format=html&language=en").text
    labels = (
        "Needs",
        "Type of client",
        "Time horizon",
        "Annual income",
        "Greatest acceptable loss",
    )
    places = [page.index(f'<p class="name">{label}') for label in (*labels, "Age")]
    assert places == sorted(places)


def test_every_share_of_the_ring_has_its_colour_in_the_table(desk: Desk) -> None:
    browser = desk.signed_in()
    page = browser.get(f"/console/handoffs/{desk.waiting()}/report?format=html&language=zh").text
    ring = re.findall(r'<path d="[^"]+" fill="(#\w{6})" class="fill f\d"', page)
    assert len(ring) > 2
    assert re.findall(r'class="key" style="background:(#\w{6})"', page) == ring


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_limit_names_its_category_once(desk: Desk, language: str) -> None:
    crm = desk.bearer()
    handoff = desk.waiting(horizon_months=30, max_loss="lt_5")
    said = words(
        crm.get(f"/api/advisor/handoffs/{handoff}/report", params={"language": language}).content
    )
    assert "C2（C2）" not in said and "C2.(C2)" not in said and "C2。（C2）" not in said


@pytest.mark.parametrize("months", [11, 24, 60, 120, 240])
def test_nobody_signs_a_page_without_what_is_signed(desk: Desk, months: int) -> None:
    crm = desk.bearer()
    handoff = desk.waiting(horizon_months=months)
    pdf = crm.get(f"/api/advisor/handoffs/{handoff}/report", params={"language": "zh"}).content
    last = re.sub(r"\s+", "", PdfReader(io.BytesIO(pdf)).pages[-1].extract_text())
    assert "重要提示" in last and "确认与签字" in last


def test_the_page_escapes_what_clients_wrote_and_runs_nothing(desk: Desk) -> None:
    browser = desk.signed_in()
    handoff = desk.waiting(contact={"name": "<img src=x onerror=alert(1)>"})
    page = browser.get(f"/console/handoffs/{handoff}/report?format=html&language=zh")
    assert page.status_code == 200
    assert "<script" not in page.text and "<img" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-store"
    assert page.text.count("<svg") == 3


def test_opening_a_report_is_in_the_audit_trail(desk: Desk) -> None:
    crm = desk.bearer()
    handoff = desk.waiting()
    client = crm.get(f"/api/advisor/handoffs/{handoff}").json()["client_id"]
    crm.get(f"/api/advisor/handoffs/{handoff}/report")
    with desk.app.records.read() as work:
        actions = [entry.action for entry in work.audit.list(client)]
    assert "report.opened" in actions


def test_who_may_not_see_the_client_gets_no_report(desk: Desk) -> None:
    holder, other = desk.bearer(), desk.bearer("wu.min@bank.example")
    handoff = desk.waiting()
    assert holder.post(f"/api/advisor/handoffs/{handoff}/accept").status_code == 200
    assert other.get(f"/api/advisor/handoffs/{handoff}/report").status_code == 403
    chief = desk.bearer("zhao.lei@bank.example", role="supervisor")
    refused = chief.get(f"/api/advisor/handoffs/{handoff}/report")
    assert refused.json()["code"] == "reason_required"
    given = {"reason": "quarterly review of advice"}
    assert chief.get(f"/api/advisor/handoffs/{handoff}/report", params=given).status_code == 200


def test_without_a_standing_consent_there_is_no_report(desk: Desk) -> None:
    crm = desk.bearer()
    handoff = desk.waiting()
    conversation = crm.get(f"/api/advisor/handoffs/{handoff}").json()["conversation_id"]
    desk.clock.pass_by(seconds=1)
    desk.consent(conversation, "sensitive_data", granted=False)
    refused = crm.get(f"/api/advisor/handoffs/{handoff}/report")
    assert refused.status_code == 404 and refused.json()["code"] == "no_assessment"


def test_the_desk_offers_the_report_and_draws_the_illustration(desk: Desk) -> None:
    browser = desk.signed_in()
    handoff = desk.waiting()
    page = browser.get(f"/console/handoffs/{handoff}").text
    assert f"/console/handoffs/{handoff}/report?format=pdf" in page
    assert page.count('class="drawing') == 3
    assert page.count('class="key"') == page.count('class="fill f') // 2 > 2
