"""The widget on the real gateway: pages, policies and streams as they are served."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.integration.gateway.kit import Gateway

from .conftest import Widget

pytestmark = pytest.mark.browser

NEEDS = {
    "id": "needs",
    "kind": "multiple",
    "step": 1,
    "of": 18,
    "options": [
        {"id": "retirement", "label": "养老规划"},
        {"id": "education", "label": "子女教育"},
        {"id": "investing", "label": "投资理财"},
    ],
}


def answers(asked: dict[str, Any]) -> list[dict[str, Any]]:
    """An engine that greets with a question and says back what it was given."""
    if asked.get("event") == "open":
        return [{"text": "您好" if asked["language"] == "zh" else "Hello", "question": NEEDS}]
    if "choice" in asked:
        return [{"text": f"选了 {asked['choice']['option']}"}]
    return [{"text": f"{asked['language']}:{asked['text']}"}]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    gateway = Gateway(tmp_path_factory.mktemp("widget"))
    gateway.engine.fresh()
    gateway.engine.script = answers
    gateway.start()
    yield gateway
    gateway.stop()
    gateway.engine.stop()
    gateway.app.records.close()


@pytest.fixture
def page(browser: Browser, house: Gateway) -> Iterator[Page]:
    context = browser.new_context(locale="zh-CN", reduced_motion="reduce")
    faults: list[str] = []
    page = context.new_page()
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(house.url)
    yield page
    context.close()
    assert faults == []


@pytest.fixture
def widget(page: Page) -> Widget:
    widget = Widget(page)
    widget.open()
    return widget


def test_a_client_is_greeted_chooses_writes_and_comes_back(widget, page):
    widget.button("养老规划").click()
    widget.button("子女教育").click()
    widget.confirm.click()
    expect(widget.assistant.last).to_contain_text("选了 ['retirement', 'education']")
    expect(widget.client).to_contain_text("养老规划、子女教育")

    widget.say("多久能看到结果？")
    expect(widget.assistant.last).to_contain_text("zh:多久能看到结果？")

    page.reload()
    widget.open()

    expect(widget.assistant).to_have_count(3)
    expect(widget.client).to_have_count(2)


def test_the_language_switch_reaches_the_engine(widget):
    widget.button("Switch to English").click()
    widget.say("ok")

    expect(widget.assistant.last).to_contain_text("en:ok")


def test_a_client_sees_copies_and_deletes_their_data(widget, page):
    widget.choose_in_menu("我的资料")
    expect(widget.view.get_by_role("heading", name="我的资料")).to_be_visible()
    widget.button("返回").click()
    for wish, ending in (("便于阅读和打印的网页", ".html"), ("供其他程序使用的 JSON", ".json")):
        widget.choose_in_menu("导出资料")
        with page.expect_download() as download:
            widget.button(wish).click()
        assert download.value.suggested_filename.endswith(ending)

    widget.choose_in_menu("删除全部资料")
    widget.button("删除全部").click()

    expect(widget.view).to_contain_text("您的资料已删除")
    assert widget.stored("session") is None
