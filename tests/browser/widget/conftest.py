"""A fake gateway and a page with the widget on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.widget_page import Widget

from .content import GREETING
from .fake_gateway import FakeGateway

__all__ = ["Widget"]


@pytest.fixture
def gateway() -> Iterator[FakeGateway]:
    gateway = FakeGateway()
    gateway.greeting = GREETING["zh"]
    yield gateway
    gateway.close()


@pytest.fixture
def visit(browser: Browser, gateway: FakeGateway) -> Iterator[Callable[..., Widget]]:
    """Gives `visit(**context options)`: a new device that looks at the demo page.

    A page that throws, or breaks its Content-Security-Policy, fails the test at its end.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def look(**options: Any) -> Widget:
        context = browser.new_context(**{"locale": "zh-CN", "reduced_motion": "reduce", **options})
        context.set_default_timeout(8_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console",
            lambda said: faults.append(said.text) if "Security Policy" in said.text else None,
        )
        page.goto(gateway.url)
        widget = Widget(page)
        widget.launcher.wait_for()
        return widget

    yield look
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def widget(visit: Callable[..., Widget]) -> Widget:
    """An opened widget in Chinese on a desktop."""
    widget = visit()
    widget.open()
    return widget
