"""The people of the journey: a client at the widget, an advisor at the console."""

from __future__ import annotations

import json
import re
from typing import Any

import httpx
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.widget_page import Widget

TURN_MS = 60_000
"""How long a turn of the real assistant may take on a busy machine."""

Answers = dict[str, Any]


class Faults(list[str]):
    """What went wrong on a page: exceptions, console errors, broken policies, failed requests."""

    def watch(self, page: Page) -> None:
        """Note the faults of a page from now on."""
        page.on("pageerror", lambda error: self.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda said: (
                self.append(f"{page.url}: {said.text}")
                if said.type == "error" or "Security Policy" in said.text
                else None
            ),
        )
        page.on(
            "response",
            lambda answer: (
                self.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None
            ),
        )


class Client(Widget):
    """A client who answers by the buttons of the widget and by words."""

    def arrive(self, base: str) -> Client:
        """Open the institution's page and, on it, the conversation."""
        self.page.goto(base)
        self.launcher.wait_for()
        self.open()
        self.question.wait_for(timeout=TURN_MS)
        return self

    @property
    def asking(self) -> str | None:
        """Id of the question that waits for an answer."""
        if not self.question.count():
            return None
        return self.question.get_attribute("data-id")

    def asked(self, question: str) -> Locator:
        """The buttons of a question, once it is asked."""
        box = self.root.locator(f'.question[data-id="{question}"]')
        box.wait_for(timeout=TURN_MS)
        return box

    def press(self, *options: str) -> None:
        """Press the buttons of options; several are confirmed together."""
        box = self.question
        for option in options:
            box.locator(f'.option[data-id="{option}"]').click()
        if box.locator(".confirm").count():
            box.locator(".confirm").click()

    def answer(self, answers: Answers, until: tuple[str, ...]) -> None:
        """Answer question after question until one of `until` is asked.

        An answer is an option id, a list of them, or words as `{"say": …}`.
        """
        for _ in range(60):
            self.question.wait_for(timeout=TURN_MS)
            asking = self.asking
            assert asking is not None
            if asking in until:
                return
            value = answers.get(asking, "accept" if asking == "sensitive_data" else None)
            assert value is not None, f"asked {asking}, for which there is no answer"
            if isinstance(value, dict):
                self.say(value["say"])
            else:
                self.press(*([value] if isinstance(value, str) else value))
        raise AssertionError("the questionnaire does not end")

    def hears(self, words: str) -> Locator:
        """Wait for a message of the institution's side that contains words."""
        found = self.root.locator(".message:not(.client)").filter(has_text=words).last
        found.wait_for(timeout=TURN_MS)
        return found


class Advisor:
    """An advisor, or the administrator, at the console."""

    def __init__(self, context: BrowserContext, base: str, faults: Faults) -> None:
        self.page = context.new_page()
        self.base = base
        faults.watch(self.page)

    def sign_in(self, email: str, one_time: str, password: str) -> Advisor:
        """Sign in for the first time and choose a password."""
        page = self.page
        page.goto(f"{self.base}/console")
        page.get_by_label("邮箱").fill(email)
        page.get_by_label("密码").fill(one_time)
        page.get_by_role("button", name="登录").click()
        page.get_by_label("当前密码（或一次性密码）").fill(one_time)
        page.get_by_label("新密码", exact=True).fill(password)
        page.get_by_label("再输入一次新密码").fill(password)
        page.get_by_role("button", name="保存并继续").click()
        page.wait_for_url("**/console/queue")
        return self

    def row(self, handoff_id: str) -> Locator:
        """The row of a handoff in the queue, once it has appeared by itself."""
        found = self.page.locator("tr.row").filter(has=self.page.locator(f"#row-{handoff_id}"))
        found.wait_for(timeout=TURN_MS)
        return found

    def open(self, handoff_id: str) -> None:
        """Open a handoff from the queue."""
        self.page.goto(f"{self.base}/console/queue")
        self.row(handoff_id).locator(".row-link").click()
        self.page.wait_for_url(f"**/handoffs/{handoff_id}")

    def accept(self) -> None:
        """Become the one who speaks."""
        self.page.get_by_role("button", name="接待这位客户").click()
        self.page.locator("#composer").wait_for()

    def say(self, text: str) -> None:
        """Write to the client."""
        box = self.page.locator("#text")
        box.fill(text)
        box.press("Enter")
        expect(self.page.locator("#log .from-advisor").last).to_contain_text(text)

    def hears(self, words: str) -> Locator:
        """Wait for words of the client."""
        found = self.page.locator("#log .from-client").filter(has_text=words).last
        found.wait_for(timeout=TURN_MS)
        return found


def visitor(context: BrowserContext, faults: Faults) -> Client:
    """A client on a new device."""
    page = context.new_page()
    faults.watch(page)
    return Client(page)


def handoff_of(client: Client, base: str) -> str:
    """Id of the newest handoff that the client was shown."""
    token = json.loads(client.stored("session") or "{}")["token"]
    answer = httpx.get(
        f"{base}/api/chat/messages", headers={"Authorization": f"Bearer {token}"}, timeout=30
    )
    cards = [one["card"] for one in answer.json()["messages"] if one.get("card")]
    return str([card for card in cards if card["type"] == "handoff"][-1]["handoff_id"])


def one_time(printed: str) -> str:
    """The one-time password in what `zhiyin advisor add` printed."""
    found = re.search(r"One-time password[^:\n]*:?\s+(\S+)", printed)
    assert found, printed
    return found.group(1)
