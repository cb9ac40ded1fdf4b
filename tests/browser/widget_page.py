"""The widget on a page, by what a client sees of it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


class Widget:
    """The widget on a page; `widget.panel` is the element of the class `panel` in it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.locator("zhiyin-chat")

    def __getattr__(self, name: str) -> Locator:
        """The elements of that class."""
        return self.root.locator(f".{name}")

    @property
    def input(self) -> Locator:
        """The composer's field."""
        return self.root.locator("textarea")

    def open(self) -> None:
        """Opens the panel and waits for the conversation."""
        self.launcher.click()
        self.message.first.wait_for()

    def say(self, text: str) -> None:
        """Writes a message and sends it with Enter."""
        self.input.fill(text)
        self.input.press("Enter")

    def button(self, name: str) -> Locator:
        """The button of that accessible name."""
        return self.root.get_by_role("button", name=name, exact=True)

    def choose_in_menu(self, name: str) -> None:
        """Opens the menu and takes an entry."""
        self.root.locator('button[aria-controls="menu"]').click()
        self.root.locator(".menu").get_by_role("button", name=name, exact=True).click()

    def stored(self, name: str) -> str | None:
        """What this device keeps under a name of the widget."""
        kept: str | None = self.page.evaluate(
            "name => Object.entries(localStorage).find(([key]) => key.endsWith(name))?.[1] ?? null",
            f":{name}",
        )
        return kept

    def wait_until_forgotten(self, name: str) -> None:
        """Until this device keeps nothing under a name. The stream may show a message as sent a
        moment before the answer to its sending is here."""
        self.page.wait_for_function(
            "name => !Object.keys(localStorage).some(key => key.endsWith(name))", arg=f":{name}"
        )
