"""The page of the webhooks in a real browser: on a desk and on a phone, light and dark."""

from __future__ import annotations

import pytest

from bot.services import webhooks
from tests.browser.console.test_console import address, desk, signed_in  # noqa: F401 - fixtures
from tests.integration.console.kit import Desk
from tests.integration.console.test_webhooks import attempt

pytestmark = pytest.mark.browser


def test_an_administrator_sends_again_on_a_phone_in_the_dark(
    browser,
    desk: Desk,  # noqa: F811
    address: str,  # noqa: F811
) -> None:
    added = desk.advisor(role="admin")
    webhooks.add(desk.app, name="Salesforce", url="https://crm.example/in", actor="operator:test")
    desk.waiting()
    delivered, _ = attempt(desk, 204), attempt(desk, 500)
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="en", color_scheme="dark"
    )
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    signed_in(page, address, added.password)
    page.get_by_role("link", name="Webhooks").click()

    row = page.locator(f"#delivery-{delivered}")
    row.get_by_text("Delivered").wait_for()
    wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(wide), "the page is wider than the phone"
    for one in page.locator(".table-frame").all():
        assert one.evaluate("e => e.scrollWidth <= e.clientWidth"), "a table scrolls sideways"
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == "rgb(17, 23, 22)"

    row.locator("summary").click()
    row.get_by_text(delivered).wait_for()
    row.get_by_role("button", name="Send Handoff requested again").or_(
        row.get_by_role("button", name="Send Client's stage changed again")
    ).click()
    row.get_by_text("To be sent").wait_for()
    assert webhooks.deliveries(desk.app, status="done") == []

    page.get_by_role("button", name="中文").click()
    page.get_by_role("heading", name="发送记录").wait_for()
    assert page.evaluate(wide) and wrong == []
    context.close()
