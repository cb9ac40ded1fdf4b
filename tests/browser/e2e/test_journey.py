"""The whole way in a real browser: a client is heard, assessed, handed over, and given back."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.e2e.people import (
    TURN_MS,
    Advisor,
    Faults,
    handoff_of,
    one_time,
    visitor,
)
from tests.dialogue.personas import ENGLISH, SAVER
from tests.installation import Installation

pytestmark = [pytest.mark.rasa, pytest.mark.browser]

FIRST_WORDS = "我45岁，手上有200万闲钱，想放三年给孩子上大学，不能亏太多"
ADMIN = "admin@zhiyin.local"
LI_WEI = "li.wei@bank.example"
NOTE = "先看学费什么时候要交，再谈期限"


@pytest.fixture
def faults() -> Iterator[Faults]:
    """What pages complained of; a test that leaves any has failed."""
    seen = Faults()
    yield seen
    assert seen == []


@pytest.fixture
def device(browser: Browser) -> Iterator[object]:
    """Gives `device(**options)`: a browser context of its own, as another person's device."""
    contexts: list[BrowserContext] = []

    def new(**options: object) -> BrowserContext:
        context = browser.new_context(
            **{
                "locale": "zh-CN",
                "timezone_id": "Asia/Shanghai",
                "viewport": {"width": 1440, "height": 900},
                "reduced_motion": "reduce",
                **options,
            }
        )
        context.set_default_timeout(TURN_MS)
        contexts.append(context)
        return context

    yield new
    for context in contexts:
        context.close()


def test_a_client_is_heard_assessed_handed_over_and_given_back(
    installation: Installation, device, faults: Faults
) -> None:
    base = installation.base

    # given a client who is told that this is a machine, agrees, and says much at once
    client = visitor(device(), faults).arrive(base)
    expect(client.assistant.first).to_contain_text("机器")
    assert client.asking == "privacy"
    client.press("accept")
    client.asked("needs")
    client.say(FIRST_WORDS)
    client.answer(SAVER, until=("liquidity_need", "knowledge"))

    # when the page is loaded again in the middle
    asking, said = client.asking, client.client.count()
    client.page.reload()
    client.open()

    # then the conversation is as it was, and the same question waits
    client.asked(str(asking))
    expect(client.client).to_have_count(said)

    # and at the end of the questions stand the assessment, categories and an illustration
    client.answer(SAVER, until=("summary",))
    expect(client.root.locator(".card.summary")).to_contain_text("200 万")
    client.press("confirm")
    client.asked("offer")
    assessment = client.root.locator(".card.assessment")
    expect(assessment.locator(".scale text.here")).to_have_text(re.compile(r"^C[1-5]$"))
    expect(assessment.locator("li").first).to_be_visible()
    expect(client.root.locator(".card.products .rating").first).to_be_visible()
    expect(client.root.locator(".card.allocation svg.mix")).to_be_visible()
    expect(client.root.locator(".card.allocation svg.fan")).to_be_visible()
    category = str(assessment.locator(".scale text.here").text_content())

    # and the client accepts the offer of an advisor and leaves a number
    client.press("yes")
    client.asked("contact_consent")
    client.press("accept")
    client.hears("怎么称呼")
    client.say("我姓王，手机 13800138000，下午方便")
    expect(client.root.locator(".card.handoff")).to_be_visible(timeout=TURN_MS)
    first = handoff_of(client, base)

    # when the first administrator signs in and opens an account for an advisor
    admin = Advisor(device(), base, faults)
    admin.sign_in(ADMIN, installation.one_time_password(), "clouds over quiet water")
    expect(admin.row(first)).to_contain_text(category)
    added = installation.zhiyin("advisor", "add", LI_WEI, "--name", "李薇", "--role", "advisor")
    advisor = Advisor(device(), base, faults)
    advisor.sign_in(LI_WEI, one_time(added.stdout), "seven herons at the lake")

    # then the advisor finds everything the client has said
    row = advisor.row(first)
    expect(row.locator(".grade")).to_have_text(category)
    expect(row.locator(".cell-reason")).to_contain_text("子女教育")
    expect(row.locator(".cell-tier")).not_to_have_text("—")
    advisor.open(first)
    packet = advisor.page.locator("#pane-packet")
    expect(packet.locator(".scale text.here")).to_have_text(category)
    expect(packet.locator(".reasons li").first).to_be_visible()
    expect(packet.locator(".answers")).to_contain_text("45 岁")
    expect(packet.locator(".contact")).to_contain_text("13800138000")
    expect(advisor.page.locator("#log")).to_contain_text(FIRST_WORDS)

    # when the advisor takes over, both talk to each other without the assistant
    advisor.accept()
    client.hears("李薇已加入对话")
    expect(client.head).to_contain_text("人工顾问")
    heard_from_machine = client.assistant.count()
    advisor.say("王先生您好，我是李薇。学费大概什么时候要用？")
    client.hears("学费大概什么时候要用")
    client.say("三年后的九月，您看要不要买基金？")
    advisor.hears("三年后的九月")
    client.say("我想找人工顾问。")
    advisor.hears("我想找人工顾问")
    advisor.page.locator("#note").fill(NOTE)
    advisor.page.get_by_role("button", name="添加备注").click()
    expect(advisor.page.locator("#notes")).to_contain_text(NOTE)
    advisor.page.locator("#text").press_sequentially("我先")
    expect(client.typing).to_contain_text("顾问正在输入")
    advisor.say("我先把安排整理好，再与您联系。")
    client.hears("我先把安排整理好")

    # then the assistant has kept silent, and the note has stayed between colleagues
    assert client.assistant.count() == heard_from_machine
    assert NOTE not in client.root.locator(".log").inner_text()

    # when the advisor gives the conversation back, the assistant greets and goes on
    advisor.page.once("dialog", lambda asked: asked.accept())
    advisor.page.get_by_role("button", name="交还助手").click()
    advisor.page.wait_for_url("**/queue?view=ended")
    client.hears("顾问已把对话交还给我")
    expect(client.head).to_contain_text("智能助理")
    expect(client.assistant).not_to_have_count(heard_from_machine)
    client.say("什么是分散投资？")
    expect(client.assistant.last).to_contain_text("分散", timeout=TURN_MS)

    # and a second request is answered and closed with its outcome
    client.choose_in_menu("转人工顾问")
    expect(client.root.locator(".card.handoff")).to_have_count(2, timeout=TURN_MS)
    second = handoff_of(client, base)
    assert second != first
    advisor.open(second)
    advisor.accept()
    advisor.say("王先生，资料已发到您的邮箱。")
    client.hears("资料已发到您的邮箱")
    advisor.page.locator("#outcome").select_option("follow_up")
    advisor.page.get_by_role("button", name="结束接待").click()
    advisor.page.wait_for_url("**/queue?view=ended")
    expect(advisor.row(second)).to_contain_text("后续跟进")
    client.hears("顾问已结束这次对话")
    expect(client.head).to_contain_text("智能助理")


def test_a_client_with_a_phone_reaches_the_assessment_in_english(
    installation: Installation, device, faults: Faults
) -> None:
    # given a client with a phone, in the dark, who reads English
    phone = device(
        locale="en-GB", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True,
        color_scheme="dark",
    )  # fmt: skip
    client = visitor(phone, faults).arrive(installation.base)
    expect(client.assistant.first).to_contain_text("machine")

    # when they answer to the end
    client.press("accept")
    client.answer(ENGLISH, until=("summary",))
    client.press("confirm")
    client.asked("offer")

    # then everything is drawn, in English, and fits the screen
    expect(client.root.locator(".card.assessment")).to_contain_text("Why this result")
    expect(client.root.locator(".card.products")).to_be_visible()
    expect(client.root.locator(".card.allocation")).to_be_visible()
    log = client.root.locator(".body")
    assert log.evaluate("body => body.scrollWidth - body.clientWidth") <= 0
    assert client.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not re.search("[一-鿿]", client.root.locator(".log").inner_text())

    # and after closing and opening the panel the conversation is still there
    client.button("Close").click()
    client.launcher.click()
    client.asked("offer")
