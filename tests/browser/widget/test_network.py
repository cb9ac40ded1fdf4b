"""The network comes and goes; nothing is lost and nothing is said twice."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("status", [0, 503])
def test_a_message_that_did_not_get_through_is_sent_again_under_the_same_id(
    widget, gateway, status
):
    gateway.fail("messages", status)

    widget.say("你好")

    expect(widget.client).to_have_attribute("data-fate", "sent")
    first, second = gateway.sent()
    assert first == second
    expect(widget.client).to_have_count(1)
    assert [m["text"] for m in gateway.only.messages if m["from"] == "client"] == ["你好"]


def test_messages_keep_their_order_while_the_first_is_repeated(widget, gateway):
    gateway.fail("messages", 503)

    widget.say("一")
    widget.say("二")

    expect(widget.root.locator(".client[data-fate=sent]")).to_have_count(2)
    assert [m["text"] for m in gateway.only.messages if m["from"] == "client"] == ["一", "二"]


def test_what_was_written_offline_goes_out_when_the_network_is_back(widget, gateway):
    context = widget.page.context
    context.set_offline(True)
    widget.say("没有网络时写的")
    expect(widget.client).to_contain_text("联网后自动补发")

    context.set_offline(False)

    expect(widget.client).to_have_attribute("data-fate", "sent")
    assert gateway.only.messages[-1]["text"] == "没有网络时写的"


def test_what_was_not_sent_survives_a_reload_and_leaves_no_trace_once_sent(widget, gateway):
    for _ in range(40):
        gateway.fail("messages", 503, headers={"Retry-After": "30"})
    widget.say("还没有发出去")
    expect(widget.client).to_contain_text("尚未发出")
    assert "还没有发出去" in widget.stored("unsent")

    gateway.failures.clear()
    widget.page.reload()
    widget.open()

    expect(widget.client).to_have_attribute("data-fate", "sent")
    assert len({sent["id"] for sent in gateway.sent()}) == 1
    widget.wait_until_forgotten("unsent")


def test_a_refused_message_says_why_and_can_be_tried_again_or_deleted(widget, gateway):
    gateway.fail("messages", 422, "请不要发送卡号。")
    widget.say("6222")
    expect(widget.client).to_contain_text("请不要发送卡号。")
    widget.button("重试").click()
    expect(widget.client).to_have_attribute("data-fate", "sent")

    gateway.fail("messages", 422, "请不要发送卡号。")
    widget.say("6222 0000")
    widget.button("删除").click()

    expect(widget.client).to_have_count(1)
    widget.wait_until_forgotten("unsent")


def test_a_refused_message_does_not_hold_back_the_next(widget, gateway):
    gateway.fail("messages", 422, "不行")
    widget.say("一")
    expect(widget.client).to_have_attribute("data-fate", "failed")

    widget.say("二")

    expect(widget.client.last).to_have_attribute("data-fate", "sent")


def test_a_cut_stream_resumes_without_gap_or_repetition(widget, gateway):
    gateway.push({"text": "第一句"})
    expect(widget.message).to_have_count(3)
    gateway.drop_streams()
    gateway.push({"text": "第二句"})

    expect(widget.message).to_have_count(4)
    gateway.push({"text": "第三句"})

    expect(widget.message).to_have_count(5)
    texts = widget.bubble.all_inner_texts()
    assert texts[-3:] == ["第一句", "第二句", "第三句"]


def test_a_lasting_break_is_told_and_taken_back(widget, gateway):
    gateway.streams_break = True
    gateway.drop_streams()
    expect(widget.notice).to_contain_text("正在重新连接")

    gateway.streams_break = False

    expect(widget.notice).to_be_empty()


def test_a_conversation_that_cannot_be_opened_offers_another_try(visit, gateway):
    gateway.fail("session", 503, "服务正在维护。")
    widget = visit()
    widget.launcher.click()
    expect(widget.view).to_contain_text("服务正在维护。")

    widget.button("重试").click()

    expect(widget.message).to_have_count(2)


def test_a_token_that_opens_nothing_any_more_leads_to_a_new_conversation(widget, gateway):
    gateway.conversations.clear()
    widget.say("还在吗")
    expect(widget.view).to_contain_text("这次对话已结束")
    assert widget.stored("session") is None

    widget.button("开始新的对话").click()

    expect(widget.message).to_have_count(2)
    assert len(gateway.conversations) == 1
