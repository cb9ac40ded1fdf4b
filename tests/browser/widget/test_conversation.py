"""A client talks: greeting, answers, free words, coming back."""

from __future__ import annotations

import re
import uuid

import pytest
from playwright.sync_api import expect

from .content import AMOUNT, CHANGE, GREETING, HORIZON, NEEDS, to_leave_out

pytestmark = pytest.mark.browser


def test_nothing_is_sent_before_the_client_opens_the_chat(visit, gateway):
    widget = visit()
    assert gateway.calls == []

    widget.open()

    expect(widget.message).to_have_count(2)
    assert gateway.calls[0] == ("POST", "session", {"language": "zh"})


def test_a_tapped_option_sends_its_token_and_shows_its_label_once(widget, gateway):
    gateway.replies = {"accept": [HORIZON["zh"]]}

    widget.button("同意").click()

    expect(widget.root.get_by_text("这笔钱您打算多久以后用？")).to_be_visible()
    (sent,) = gateway.sent()
    assert gateway.choices[sent["choice"]][0] == "accept"
    assert set(sent) == {"id", "choice"}
    expect(widget.client).to_have_count(1)
    expect(widget.client).to_contain_text("同意")


def test_both_sides_of_a_consent_look_the_same(widget):
    looks = widget.option.evaluate_all(
        "all => all.map(e => { const s = getComputedStyle(e), b = e.getBoundingClientRect();"
        " return [s.color, s.backgroundColor, s.borderColor, s.fontWeight,"
        " Math.round(b.width), b.height] })"
    )

    assert len(looks) == 2
    assert looks[0] == looks[1]


def test_an_answered_question_loses_its_buttons(widget, gateway):
    widget.button("不同意").click()

    expect(widget.question).to_have_count(0)


def test_free_words_answer_a_question_as_well(widget, gateway):
    gateway.push(HORIZON["zh"])
    widget.question.wait_for()

    widget.say("大概三年吧")

    expect(widget.client).to_have_count(1)
    expect(widget.question).to_have_count(0)
    expect(widget.client).to_have_attribute("data-fate", "sent")
    assert [sent["text"] for sent in gateway.sent()] == ["大概三年吧"]


def test_several_choices_go_as_their_tokens_and_one_as_its_own(widget, gateway):
    gateway.push(NEEDS["zh"])
    expect(widget.confirm).to_be_disabled()
    widget.button("规划养老").click()
    widget.button("准备教育金").click()
    widget.confirm.click()
    expect(widget.client).to_have_count(1)
    expect(widget.typing).to_be_visible()  # the gateway has it

    gateway.push(NEEDS["zh"])
    widget.button("保险保障").click()
    widget.confirm.click()
    expect(widget.root.locator(".client[data-fate=sent]")).to_have_count(2)

    several, one = gateway.sent()
    assert [gateway.choices[token][0] for token in several["choice"]] == ["retirement", "education"]
    expect(widget.client.first).to_contain_text("规划养老、准备教育金")
    assert gateway.choices[one["choice"]][0] == "protection"


def test_an_amount_is_asked_with_a_hint_and_the_progress(widget, gateway):
    gateway.push(AMOUNT)

    expect(widget.root.get_by_role("progressbar", name="第 7 题，共 18 题")).to_be_visible()
    expect(widget.input).to_have_attribute("placeholder", "例如：50 万元，或 20 万到 30 万")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [1280, 320])
def test_many_answers_to_choose_from_stand_in_lines(visit, gateway, language, width):
    widget = visit(viewport={"width": width, "height": 800})
    widget.open()
    gateway.push(CHANGE[language] | {"language": language})
    widget.root.locator("[data-id=change]").wait_for()

    left, right = widget.question.evaluate(
        "box => { const r = box.getBoundingClientRect(); return [r.left, r.right] }"
    )
    boxes = widget.option.evaluate_all(
        "all => all.map(e => { const r = e.getBoundingClientRect();"
        " return [r.left, r.top, r.right, r.height, e.scrollWidth - e.clientWidth] })"
    )
    assert len(boxes) == 21
    assert all(at >= left and to <= right and over <= 0 for at, _, to, _, over in boxes)
    assert all(height >= 44 for _, _, _, height, _ in boxes), "large enough for a thumb"
    assert len({top for _, top, *_ in boxes}) <= 16, "not one below the other"
    assert boxes[-1][0] == left and boxes[-1][2] == right, "what ends it stands by itself"


def test_leaving_a_question_out_is_not_one_of_its_answers(widget, gateway):
    gateway.push(to_leave_out(NEEDS["zh"]))
    expect(widget.toggle).to_have_count(4)
    widget.button("规划养老").click()

    widget.button("跳过这一题").click()

    expect(widget.client).to_have_text(re.compile("跳过这一题"))
    (sent,) = gateway.sent()
    assert gateway.choices[sent["choice"]][0] == "skip"


def test_an_amount_that_may_be_left_out_is_asked_with_its_hint(widget, gateway):
    gateway.push(to_leave_out(AMOUNT))

    expect(widget.button("跳过这一题")).to_be_visible()
    expect(widget.question).to_contain_text("例如：50 万元，或 20 万到 30 万")


def test_the_client_can_ask_why(widget, gateway):
    gateway.push(HORIZON["zh"])

    widget.button("为什么问这个？").click()

    expect(widget.client).to_contain_text("为什么要问这个问题？")


def test_every_message_has_an_id_of_its_own(widget, gateway):
    widget.say("你好")
    widget.say("你好")

    expect(widget.root.locator(".client[data-fate=sent]")).to_have_count(2)
    ids = [uuid.UUID(sent["id"]) for sent in gateway.sent()]
    assert len(set(ids)) == 2


def test_enter_does_not_send_while_chinese_is_being_composed(widget, gateway):
    widget.input.fill("nihao")
    widget.input.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
    widget.input.press("Shift+Enter")
    assert gateway.sent() == []

    widget.input.press("Enter")

    expect(widget.client).to_have_count(1)


def test_markup_in_words_stays_words(widget, gateway):
    texts = (
        "<img src=x onerror=alert(1)>",
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
    )
    for text in texts:
        gateway.push(
            {
                "text": text,
                "question": {"id": "q", "kind": "single", "options": [{"id": "a", "label": text}]},
                "card": {
                    "type": "summary",
                    "title": text,
                    "rows": [{"label": text, "value": text}],
                },
            }
        )
    expect(widget.card).to_have_count(3)

    for text in texts:
        # bubble, title, label and value; the option only of the question that is still open
        shown = 5 if text == texts[-1] else 4
        assert widget.log.get_by_text(text, exact=True).count() == shown
    assert widget.log.locator("img, script, a").count() == 0


def test_addresses_of_an_advisor_can_be_followed_and_those_of_a_client_cannot(widget, gateway):
    gateway.push({"from": "advisor", "text": "请看 https://example.com/edu。谢谢"})
    widget.say("https://example.com/mine")

    link = widget.log.locator("a")
    expect(link).to_have_count(1)
    expect(link).to_have_attribute("href", "https://example.com/edu")
    expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_a_reload_resumes_the_conversation(widget, gateway):
    widget.say("你好")
    expect(widget.client).to_have_count(1)

    widget.page.reload()
    widget.open()

    expect(widget.message).to_have_count(3)
    assert len(gateway.conversations) == 1


def test_words_that_arrived_before_a_reload_stand_there_once(widget, gateway):
    widget.page.route("**/api/chat/messages", _lose_the_answer)
    widget.say("你好")
    expect(widget.client).to_have_attribute("data-fate", "sent")

    widget.page.reload()
    widget.open()

    expect(widget.message).to_have_count(3)
    expect(widget.client).to_contain_text("你好")


def _lose_the_answer(route):
    if route.request.method != "POST":
        return route.continue_()
    route.fetch()
    return route.abort()


def test_another_tab_shows_the_same_conversation_and_what_is_said_there(widget, gateway):
    other = type(widget)(widget.page.context.new_page())
    other.page.goto(gateway.url)
    other.open()

    widget.say("在另一页说的话")

    expect(other.client).to_contain_text("在另一页说的话")
    assert len(gateway.conversations) == 1


def test_a_shared_device_can_be_told_to_forget_with_the_tab(visit, gateway):
    widget = visit()
    widget.root.evaluate("element => { element.dataset.remember = 'tab' }")

    widget.open()

    assert widget.stored("session") is None
    assert widget.page.evaluate("sessionStorage.length") == 1


def test_the_language_switch_speaks_to_the_gateway_and_to_the_client(widget, gateway):
    widget.button("Switch to English").click()

    expect(widget.input).to_have_attribute("placeholder", "Type a message")
    expect(widget.panel).to_have_attribute("lang", "en")
    widget.say("hello")
    expect(widget.client).to_have_count(1)
    assert ("PUT", "language", {"language": "en"}) in gateway.calls


def test_an_advisor_is_shown_as_a_person_with_their_name(widget, gateway):
    gateway.push({"from": "advisor", "name": "王敏", "text": "您好"})

    expect(widget.sender.last).to_have_text("王敏")
    expect(widget.panel).to_contain_text("人工顾问为您服务")
    expect(widget.ai).to_be_hidden()

    gateway.push({"text": "我是助理，接着为您服务。"})

    expect(widget.ai).to_be_visible()


def test_typing_is_shown_until_the_words_are_there(widget, gateway):
    gateway.typing()
    expect(widget.typing).to_be_visible()

    gateway.push({"text": "说完了"})

    expect(widget.typing).to_be_hidden()


def test_words_that_were_not_kept_are_shown_as_such(visit, gateway):
    gateway.greeting = [{"from": "client", "text": "", "forgotten": True}, *GREETING["zh"]]
    widget = visit()

    widget.open()

    expect(widget.client).to_contain_text("这条消息没有保存")


def test_a_message_beyond_four_kilobytes_cannot_be_sent(widget, gateway):
    widget.input.fill("钱" * 1366)

    expect(widget.send).to_be_disabled()
    expect(widget.notice).to_contain_text("内容太长")
    widget.input.fill("钱" * 1365)
    expect(widget.send).to_be_enabled()


def test_a_one_time_code_is_easy_to_enter(widget, gateway):
    box = widget.root.get_by_role("textbox")
    expect(box).to_have_attribute("autocomplete", "off")
    asked = {"id": "returning_code", "kind": "text", "options": [], "input": "code"}
    gateway.push({"text": "请把验证码发给我。", "question": asked})

    expect(box).to_have_attribute("autocomplete", "one-time-code")
    expect(box).to_have_attribute("inputmode", "numeric")

    gateway.push(HORIZON["zh"])
    expect(box).to_have_attribute("autocomplete", "off")
