"""What cards show, in words as well as in pictures."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .content import CARDS

pytestmark = pytest.mark.browser


def test_an_assessment_says_its_category_and_its_reasons(widget, gateway):
    gateway.push(CARDS["zh"][0])

    card = widget.root.get_by_role("region", name="您的风险承受能力")
    expect(card.get_by_role("img", name="风险承受能力等级：您在 C3")).to_be_visible()
    expect(card).to_contain_text("您的储备够六个月开支")
    expect(card).to_contain_text("结果按较谨慎的一个算")
    expect(card).to_contain_text("C3 平衡型")
    expect(card).to_contain_text("问卷 2026.11")
    expect(card).to_contain_text("有效期至 2027年11月22日")
    expect(card).not_to_contain_text("capped_by_horizon")

    with widget.page.expect_download() as download:
        card.get_by_role("button", name="保存评估报告（PDF）").click()
    assert download.value.suggested_filename == "report.pdf"

    card.get_by_text("四项分数").click()
    expect(card.locator(".bar").nth(1)).to_have_text("承受能力71")


def test_an_allocation_stands_in_a_table_beside_the_ring(widget, gateway):
    gateway.push(CARDS["zh"][1])

    ring = widget.card.get_by_role("img").first
    expect(ring).to_have_attribute(
        "aria-label", "资产配置示意：现金与存款 15%, 债券 50%, 股票 25%, 黄金 10%"
    )
    rows = widget.card.locator(".shares tbody tr")
    assert rows.all_inner_texts()[1].split() == ["债券", "50%"]

    widget.card.get_by_text("过去发生过什么").click()
    expect(widget.card.get_by_text("可能亏掉约 1,200 元")).to_be_visible()


def test_the_years_ahead_stand_as_a_picture_as_words_and_as_numbers(widget, gateway):
    gateway.push(CARDS["zh"][1])

    picture = widget.card.get_by_role("img", name="2 年后可能的结果：188–240")
    expect(picture).to_be_visible()
    assert picture.locator("path").count() == 3
    expect(widget.card).to_contain_text("把时间放长到 3 年")

    widget.card.get_by_text("看具体数字").click()
    rows = widget.card.locator(".numbers tbody tr")
    assert rows.all_inner_texts()[1].split() == ["2", "190万", "210万", "224万", "240万", "268万"]


def test_a_picture_builds_nothing_that_runs_or_loads(widget, gateway):
    tree = [
        "svg",
        {"viewBox": "0 0 9 9", "onload": "alert(1)", "style": "x", "class": "mix"},
        ["script", {}, "alert(1)"],
        ["image", {"href": "https://evil.example/x.png"}],
        ["text", {"x": "1", "onclick": "alert(1)"}, "<b>C3</b>"],
    ]
    slices = [{"id": "cash", "label": "现金", "weight": 1}]
    gateway.push(
        {"card": {"type": "allocation", "title": "t", "slices": slices, "pictures": {"mix": tree}}}
    )

    drawn = widget.card.locator("svg.mix")
    expect(drawn).to_have_text("<b>C3</b>")
    assert drawn.locator("script, image, b").count() == 0
    assert drawn.evaluate("one => one.outerHTML.includes('alert')") is False


def test_products_show_rating_reasons_and_risk(widget, gateway):
    gateway.push(CARDS["zh"][2])

    first = widget.items.locator("> li").first
    expect(first.get_by_role("img", name="产品风险等级 R2")).to_be_visible()
    expect(first).to_contain_text("期限与您三年的目标相符")
    expect(first).to_contain_text("不保本")
    expect(first).to_contain_text("管理费每年 0.3%")


def test_a_value_of_the_summary_can_be_changed(widget, gateway):
    gateway.push(CARDS["zh"][3])

    widget.button("修改投资期限").click()

    expect(widget.client).to_contain_text("我想修改“投资期限”的回答。")


def test_a_handoff_says_where_the_client_stands_and_what_comes_next(widget, gateway):
    gateway.push(CARDS["zh"][4])

    expect(widget.card).to_contain_text("排队中")
    expect(widget.card).to_contain_text("您前面还有 1 位")
    expect(widget.card.locator("ol li")).to_have_count(3)
    expect(widget.card).to_contain_text("人工服务时间：周一至周五 9:00–18:00")


def test_feedback_is_sent_as_words_once(widget, gateway):
    gateway.push({"card": {"type": "feedback", "title": "这次对话怎么样？"}})

    widget.button("有帮助").click()

    expect(widget.client).to_contain_text("有帮助")
    expect(widget.button("没有帮助")).to_be_disabled()


def test_an_explanation_is_said_once_and_leads_on_to_what_is_related(widget, gateway):
    text = "债券就是借条。到期还本金。"
    card = {
        "type": "education",
        "id": "bond",
        "title": "什么是债券？",
        "text": text,
        "paragraphs": ["期限越长，波动越大。"],
        "related": [{"id": "fund", "title": "什么是基金？"}],
        "reviewed": "2026-11-20",
    }
    gateway.push({"text": text, "card": card})

    expect(widget.root.get_by_text(text)).to_have_count(1)
    expect(widget.card).to_contain_text("期限越长")
    expect(widget.card).to_contain_text("最近审核：2026-11-20")
    widget.button("什么是基金？").click()
    expect(widget.client).to_contain_text("什么是基金？")


ODD_CARDS = [
    {"type": "weather", "title": "未来的卡片", "text": "写了些什么"},
    {"type": "assessment", "title": "未来的卡片", "category": None, "scores": "?"},
    {"type": "allocation", "title": "未来的卡片", "slices": [{"weight": "x"}, None, 3]},
    {"type": "products", "title": "未来的卡片", "items": {"a": 1}},
    {"type": "summary", "title": "未来的卡片", "rows": [None, "x"]},
    {"type": "handoff", "title": "未来的卡片", "status": "unheard_of", "position": -1},
    {"type": "education", "title": "未来的卡片", "related": [None, {"title": 3}], "reviewed": {}},
]


def test_cards_with_odd_fields_still_show_their_titles(widget, gateway):
    for card in ODD_CARDS:
        gateway.push({"card": card})

    expect(widget.root.get_by_role("heading", name="未来的卡片")).to_have_count(len(ODD_CARDS))


def test_the_way_down_lies_on_no_words_of_a_card(visit, gateway):
    widget = visit(viewport={"width": 390, "height": 700})
    widget.open()
    rows = [{"label": f"第 {at} 项", "value": "回答"} for at in range(30)]
    gateway.push({"text": "小结", "card": {"type": "summary", "title": "小结", "rows": rows}})

    expect(widget.jump).to_be_visible()
    circle = widget.jump.bounding_box()
    words = widget.root.locator(".row .quiet").first.evaluate(
        "e => { const r = document.createRange(); r.selectNodeContents(e);"
        " return r.getBoundingClientRect().right }"
    )
    assert words <= circle["x"] + 8, "the circle is drawn 8 pixels within its button"


def test_the_lines_of_a_note_stay_lines(widget, gateway):
    gateway.push({"card": {"type": "education", "title": "注", "note": "不构成建议。\n来源：示例"}})

    note = widget.root.locator(".card .note").last
    expect(note).to_be_visible()
    assert note.evaluate("e => e.getBoundingClientRect().height") > 30
