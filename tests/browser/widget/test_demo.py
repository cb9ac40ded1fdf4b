"""The demonstration page: two languages, its own assets, ways into the chat."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from bot.settings import load_settings
from bot.web import demo_page

pytestmark = pytest.mark.browser


def test_the_page_and_the_assistant_change_language_together(visit):
    widget = visit()
    page = widget.page
    expect(page.get_by_role("heading", name="先听您说")).to_be_visible()

    page.locator("#language").click()

    expect(page.get_by_role("heading", name="We listen before we advise")).to_be_visible()
    expect(page.get_by_role("heading", name="先听您说")).to_have_count(0)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(widget.launcher).to_have_attribute("aria-label", "Chat with us")

    page.reload()
    expect(page.get_by_role("heading", name="We listen before we advise")).to_be_visible()


def test_no_foreign_address_is_asked_for_anything(visit, gateway):
    widget = visit()
    asked: list[str] = []
    widget.page.on("request", lambda request: asked.append(request.url))

    widget.page.reload()
    widget.open()

    assert asked
    assert [url for url in asked if not url.startswith(gateway.url)] == []


def test_a_topic_puts_words_into_the_composer_without_sending_them(visit, gateway):
    widget = visit()

    widget.page.get_by_role("button", name="聊聊养老").click()

    expect(widget.input).to_have_value("我想规划一下退休后的生活。")
    assert gateway.sent() == []


def test_the_page_fits_every_width(visit):
    page = visit().page

    for width in (320, 390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


def test_the_page_bears_the_institutions_own_name_whatever_it_holds(tmp_path: Path):
    settings = load_settings(
        {
            "ZHIYIN_HOME": str(tmp_path),
            "ZHIYIN_INSTITUTION_ZH": "山水<银行>",
            "ZHIYIN_INSTITUTION_EN": 'Hill & "Water" Bank',
        }
    )

    page = demo_page(settings)

    assert 'data-title-zh="山水&lt;银行&gt;"' in page
    assert 'data-title-en="Hill &amp; &quot;Water&quot; Bank"' in page
    assert "示范银行" not in page and "Sample Bank" not in page
