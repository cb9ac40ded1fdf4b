"""An advisor's morning in a real browser: sign in, accept, talk, note, close."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from bot.services import handoff_views
from bot.services.openings import Place
from tests.integration.console.kit import PASSWORD, Desk
from tests.ports import free_ports

DESK = Place("console", "192.0.2.7", "a-session")

pytestmark = pytest.mark.browser

EMAIL = "li.wei@bank.example"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    one = Desk(tmp_path / "home")
    yield one
    one.app.records.close()


@pytest.fixture
def address(desk: Desk) -> Iterator[str]:
    """The console, listening."""
    port = free_ports()
    server = uvicorn.Server(
        uvicorn.Config(
            desk.web, host="127.0.0.1", port=port, log_level="error", ws="none",
            timeout_graceful_shutdown=1,
        )
    )  # fmt: skip
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started:
        assert thread.is_alive() and time.monotonic() < until, "the console did not start"
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


def signed_in(page, address: str, password: str) -> None:
    page.goto(f"{address}/console")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Current (or one-time) password").fill(password)
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label("New password again").fill(PASSWORD)
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url("**/console/queue")


def test_from_the_first_sign_in_to_the_closed_conversation(browser, desk: Desk, address) -> None:
    added = desk.advisor()
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en")
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)

    # given an empty queue, a client who asks appears by themselves
    signed_in(page, address, added.password)
    page.get_by_text("Nobody is waiting").wait_for()
    handoff_id = desk.waiting()
    row = page.locator(f"#row-{handoff_id}")
    row.wait_for(timeout=15_000)

    # when the advisor opens it, the packet and the transcript are there
    page.keyboard.press("j")
    assert row.evaluate("node => node === document.activeElement")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/handoffs/{handoff_id}")
    assert str(page.locator(".scale text.here").text_content()).startswith("C")
    assert page.get_by_text("先放着不动，看看再说。亏个一两成我还能睡得着").first.is_visible()
    assert page.locator("#composer").count() == 0

    # and after accepting, they talk
    page.get_by_role("button", name="Accept this client").first.click()
    box = page.get_by_label("Write to the client")
    box.fill("您好，我是李伟。")
    box.press("Enter")
    page.locator("#log .from-advisor").wait_for()
    assert box.input_value() == ""
    box.fill("第一行")
    box.press("Shift+Enter")
    box.type("第二行")
    box.press("Enter")
    page.locator("#log .from-advisor").nth(1).wait_for()
    assert page.locator("#log .from-advisor .bubble").nth(1).inner_text() == "第一行\n第二行"

    with desk.app.records.read() as work:
        conversation_id = work.handoffs.get(handoff_id).conversation_id
    desk.says(conversation_id, "<img src=x onerror=\"document.title='owned'\"> 谢谢")
    page.get_by_text("谢谢").wait_for(timeout=10_000)
    assert page.locator("#log img").count() == 0 and page.title() != "owned"
    seqs = page.locator("#log > li").evaluate_all("all => all.map(one => one.id)")
    assert len(seqs) == len(set(seqs))

    # and a note stays between colleagues
    page.get_by_label("New note").fill("先看学费")
    page.get_by_role("button", name="Add note").click()
    page.locator("#notes .note-item").wait_for()
    page.get_by_label("Outcome").select_option("follow_up")
    page.get_by_role("button", name="Close", exact=True).click()
    page.wait_for_url(lambda url: url.endswith("/queue?view=ended"))
    page.get_by_text("Follow up").wait_for()

    # then it is closed, with its outcome and its note, and nothing was refused on the way
    row = handoff_views.list_handoffs(desk.app, added.advisor, "closed", place=DESK)[0]
    assert (row["id"], row["outcome"]) == (handoff_id, "follow_up")
    notes = handoff_views.get(desk.app, added.advisor, handoff_id, place=DESK)["notes"]
    assert [note["text"] for note in notes] == ["先看学费"]
    assert wrong == []
    context.close()


@pytest.mark.parametrize("width", [320, 390, 820, 1024, 1440])
def test_nothing_is_cut_off_at_any_width(browser, desk: Desk, address, width: int) -> None:
    added = desk.advisor()
    handoff_id = desk.waiting("en")
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="en")
    page = context.new_page()
    signed_in(page, address, added.password)
    for path in ("/console/queue", f"/console/handoffs/{handoff_id}"):
        page.goto(address + path)
        overhang = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overhang <= 0, path
    if width < 980:
        page.get_by_role("tab", name="Profile").click()
        assert page.locator("#pane-packet").is_visible()
        assert not page.locator("#pane-talk").is_visible()
    context.close()
