"""Everybody can use it: keyboard, screen reader, small screens, attention left where it is."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .content import CARDS, HORIZON

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def focused(widget) -> str:
    """Class of the element in the widget that has the focus, or its tag."""
    return widget.root.evaluate(
        "e => { const a = e.shadowRoot.activeElement; return a ? a.className || a.tagName : '' }"
    )


def test_escape_closes_and_the_focus_returns_to_the_launcher(visit):
    widget = visit()
    widget.launcher.focus()
    widget.page.keyboard.press("Enter")
    widget.message.first.wait_for()
    assert focused(widget) == "TEXTAREA"
    expect(widget.launcher).to_have_attribute("aria-expanded", "true")

    widget.page.keyboard.press("Escape")

    expect(widget.panel).to_be_hidden()
    assert focused(widget) == "launcher"
    expect(widget.launcher).to_have_attribute("aria-expanded", "false")


def test_history_is_silent_and_what_comes_after_is_announced(visit, gateway):
    widget = visit()
    widget.page.evaluate(
        """() => {
          window.heard = [];
          const root = document.querySelector('zhiyin-chat').shadowRoot;
          new MutationObserver((all) => {
            for (const one of all) for (const node of one.addedNodes)
              if (one.target.role === 'log' && node.classList.contains('message'))
                window.heard.push(one.target.getAttribute('aria-live'));
          }).observe(root, { childList: true, subtree: true });
        }"""
    )
    widget.open()
    expect(widget.log).to_have_attribute("aria-live", "polite")

    gateway.push({"text": "新的话"})

    expect(widget.message).to_have_count(3)
    expect(widget.root.get_by_role("log", name="对话记录")).to_have_count(1)


def test_messages_on_screen_are_never_rewritten(widget, gateway):
    first = widget.message.first.element_handle()
    gateway.push({"text": "一"})
    widget.say("二")
    gateway.push({"text": "三"})
    expect(widget.message).to_have_count(5)

    assert first.evaluate("node => node.isConnected && node.parentNode.children[1] === node")


def test_a_new_message_does_not_take_the_focus(widget, gateway):
    widget.input.fill("写到一半")
    widget.root.locator(".option").first.focus()

    gateway.push({"text": "新的话"})

    expect(widget.message).to_have_count(3)
    assert focused(widget) == "option"
    expect(widget.input).to_have_value("写到一半")


def test_reading_further_up_is_not_disturbed_by_a_new_message(widget, gateway):
    for number in range(12):
        gateway.push({"text": f"第 {number} 句，说得长一些，好让这里放不下。"})
    expect(widget.message).to_have_count(14)
    widget.body.hover()
    widget.page.mouse.wheel(0, -5000)
    widget.page.wait_for_function(
        "document.querySelector('zhiyin-chat').shadowRoot.querySelector('.body').scrollTop === 0"
    )

    gateway.push({"text": "最新的一句"})

    expect(widget.jump).to_be_visible()
    assert widget.body.evaluate("body => body.scrollTop") == 0
    widget.jump.click()
    expect(widget.root.get_by_text("最新的一句")).to_be_in_viewport()


def test_several_messages_at_once_are_shown_from_the_first_of_them(widget, gateway):
    gateway.replies = {"好了吗": [{"text": "这是结果："}, *CARDS["zh"][:3]]}

    widget.say("好了吗")

    expect(widget.card).to_have_count(3)
    expect(widget.root.get_by_text("这是结果：")).to_be_in_viewport()
    expect(widget.jump).to_be_visible()
    widget.jump.click()
    expect(widget.card.last.get_by_text("请与顾问确认")).to_be_in_viewport()


def test_each_message_names_its_language(widget, gateway):
    gateway.push({"text": "Hello", "language": "en"})

    expect(widget.message.last).to_have_attribute("lang", "en")
    expect(widget.message.first).to_have_attribute("lang", "zh-CN")


def test_an_answer_can_be_chosen_with_the_keyboard_alone(widget, gateway):
    gateway.push(HORIZON["zh"])
    widget.button("10 年以上").wait_for()
    for _ in range(20):
        widget.page.keyboard.press("Shift+Tab")
        if focused(widget) == "option":
            break
    widget.page.keyboard.press("Enter")

    expect(widget.client).to_contain_text("10 年以上")
    assert focused(widget) == "TEXTAREA"


def test_the_focus_is_not_lost_with_a_question_that_another_one_replaces(widget, gateway):
    gateway.push(HORIZON["zh"])
    widget.button("10 年以上").focus()
    gateway.push(HORIZON["zh"])

    expect(widget.input).to_be_focused()


def test_a_page_that_opens_the_chat_by_itself_leaves_the_focus_alone(visit):
    widget = visit()
    widget.page.locator("#language").focus()

    widget.root.evaluate("element => element.open(false)")

    widget.message.first.wait_for()
    expect(widget.page.locator("#language")).to_be_focused()


def test_the_menu_closes_with_escape_before_the_panel_does(widget):
    more = widget.root.locator('button[aria-controls="menu"]')
    more.click()
    expect(widget.menu).to_be_visible()

    widget.page.keyboard.press("Escape")

    expect(widget.menu).to_be_hidden()
    expect(widget.panel).to_be_visible()
    expect(more).to_be_focused()


def test_everything_to_press_is_large_enough(widget, gateway):
    gateway.push(HORIZON["zh"])
    for message in CARDS["zh"]:
        gateway.push(message)
    expect(widget.card).to_have_count(5)
    widget.root.locator('button[aria-controls="menu"]').click()

    small = widget.root.evaluate(
        """e => [...e.shadowRoot.querySelectorAll('button, summary, textarea')]
          .map(b => [b.className || b.tagName, b.getBoundingClientRect()])
          .filter(([, box]) => box.width && (box.height < 43.9 || box.width < 44))
          .map(([name, box]) => `${name} ${box.width}x${box.height}`)"""
    )
    assert small == []


def test_messages_that_come_while_the_panel_is_closed_are_counted(widget, gateway):
    widget.page.keyboard.press("Escape")
    gateway.push({"from": "advisor", "text": "您好"})
    gateway.push({"from": "advisor", "text": "我是您的顾问"})
    expect(widget.badge).to_have_text("2")
    expect(widget.launcher).to_have_attribute("aria-label", "在线咨询，2 条未读消息")

    widget.launcher.click()

    expect(widget.badge).to_be_hidden()


def test_who_comes_back_hears_of_unread_messages_without_opening(widget, gateway):
    expect(widget.message).to_have_count(2)
    widget.page.goto("about:blank")
    gateway.push({"from": "advisor", "text": "您好"})

    widget.page.goto(gateway.url)

    expect(widget.badge).to_have_text("1")
    expect(widget.panel).to_be_hidden()


def test_a_phone_shows_the_panel_on_the_whole_screen_and_keeps_its_keyboard_away(visit):
    widget = visit(**PHONE)
    widget.launcher.tap()
    widget.message.first.wait_for()

    box = widget.panel.bounding_box()

    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 390, 844)
    expect(widget.panel).to_have_attribute("aria-modal", "true")
    expect(widget.launcher).to_be_hidden()
    assert focused(widget) == "log"


def test_focus_stays_inside_a_panel_that_covers_the_page(visit):
    widget = visit(viewport={"width": 400, "height": 800})
    widget.open()

    for _ in range(14):
        widget.page.keyboard.press("Tab")
        assert focused(widget) not in ("", "launcher")


def test_nothing_runs_over_the_side_of_a_narrow_screen(visit, gateway):
    widget = visit(viewport={"width": 320, "height": 640})
    widget.open()
    for message in CARDS["zh"]:
        gateway.push(message)
    gateway.push({"text": "https://example.com/" + "a" * 200})
    expect(widget.message).to_have_count(8)

    assert widget.body.evaluate("body => body.scrollWidth <= body.clientWidth")
