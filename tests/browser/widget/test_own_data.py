"""Clients see, take along and delete what is held about them."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from .content import PROFILE

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def held(gateway):
    gateway.profile = PROFILE


def test_the_menu_shows_what_is_held_with_the_words_it_came_from(widget):
    widget.choose_in_menu("我的资料")

    expect(widget.view.get_by_role("heading", name="我的资料")).to_be_focused()
    expect(widget.view).to_contain_text("45 岁")
    expect(widget.view).to_contain_text("我今年四十五")
    expect(widget.view).to_contain_text("保存资料已同意")

    widget.button("返回").click()
    expect(widget.message.first).to_be_visible()


def test_nothing_held_is_said_plainly(widget, gateway):
    gateway.profile = {"details": [], "consents": [], "handoffs": [], "assessment": None}

    widget.choose_in_menu("我的资料")

    expect(widget.view).to_contain_text("目前没有保存您的任何资料")


@pytest.mark.parametrize(
    ("wish", "form"), [("供其他程序使用的 JSON", "json"), ("便于阅读和打印的网页", "html")]
)
def test_a_copy_is_downloaded_to_read_or_for_programs(widget, wish, form):
    widget.choose_in_menu("导出资料")
    with widget.page.expect_download() as download:
        widget.button(wish).click()

    assert download.value.suggested_filename == f"my-data.{form}"
    assert json.loads(download.value.path().read_text()) == PROFILE


def test_what_a_duty_keeps_is_said_before_and_after_deleting(widget, gateway):
    kept = {"record": "您的评估记录", "because": "法规要求", "until": "2046-11-22"}
    gateway.kept = [kept]
    widget.choose_in_menu("删除全部资料")
    expect(widget.view).to_contain_text("您的评估记录（法规要求，至 2046-11-22）")

    widget.button("删除全部").click()

    expect(widget.view).to_contain_text("您的资料已删除")
    expect(widget.view).to_contain_text("您的评估记录（法规要求，至 2046-11-22）")
    assert widget.stored("session") is None


def test_deleting_asks_first_and_can_be_left(widget, gateway):
    widget.choose_in_menu("删除全部资料")
    expect(widget.view).to_contain_text("删除后无法恢复")

    widget.button("保留资料").click()

    expect(widget.message.first).to_be_visible()
    assert len(gateway.conversations) == 1


def test_deleting_leaves_nothing_on_the_device(widget, gateway):
    widget.say("我叫小明")
    expect(widget.client).to_have_attribute("data-fate", "sent")
    widget.choose_in_menu("删除全部资料")

    widget.button("删除全部").click()

    expect(widget.view).to_contain_text("您的资料已删除")
    assert gateway.conversations == {}
    assert widget.stored("session") is None
    assert widget.root.get_by_text("小明").count() == 0

    widget.button("开始新的对话").click()
    expect(widget.message).to_have_count(2)


def test_deleting_by_word_ends_the_conversation_here_too(widget, gateway):
    gateway.tell("erased", {})

    expect(widget.view).to_contain_text("您的资料已删除")
    assert widget.stored("session") is None


def test_a_deletion_that_failed_is_not_claimed(widget, gateway):
    gateway.fail("erase", 503, "请稍后再试。")
    widget.choose_in_menu("删除全部资料")

    widget.button("删除全部").click()

    expect(widget.notice).to_contain_text("请稍后再试。")
    assert widget.stored("session") is not None


def test_deleting_in_one_tab_ends_the_other(widget, gateway):
    other = type(widget)(widget.page.context.new_page())
    other.page.goto(gateway.url)
    other.open()
    widget.choose_in_menu("删除全部资料")

    widget.button("删除全部").click()

    expect(other.message).to_have_count(0)
    expect(other.button("开始新的对话")).to_be_visible()


def test_a_person_is_asked_for_in_the_menu(widget, gateway):
    widget.choose_in_menu("转人工顾问")

    expect(widget.client).to_contain_text("我想找人工顾问。")
    expect(widget.client).to_have_attribute("data-fate", "sent")
    assert gateway.sent()[0]["text"] == "我想找人工顾问。"
