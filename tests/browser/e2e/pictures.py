"""Takes the pictures of the documentation: a real client and a real advisor, in a real browser.

`scripts/pictures [FOLDER]` starts an installation in a temporary folder, walks through it, and
writes the pictures to FOLDER (docs/images).
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.conftest import ARGUMENTS
from tests.browser.e2e.people import Advisor, Client, Faults, handoff_of, one_time, visitor
from tests.dialogue.personas import ENGLISH, SAVER
from tests.installation import ROOT, Installation, running

LARGEST_BYTES = 300_000
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
FIRST_WORDS = "我45岁，手上有200万闲钱，想放三年给孩子上大学，不能亏太多"


def take(folder: Path) -> None:
    """Walk through a new installation and write every picture to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    faults = Faults()
    with (
        tempfile.TemporaryDirectory() as home,
        running(Path(home), ZHIYIN_POLICY=str(_always_open(Path(home)))) as installation,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=list(ARGUMENTS)
        )
        _english(browser, installation, folder, faults)
        client = _chinese(browser, installation, folder, faults)
        _console(browser, installation, folder, faults, client)
        browser.close()
    if faults:
        raise SystemExit("The pages complained:\n" + "\n".join(faults))


def _english(browser: Browser, at: Installation, folder: Path, faults: Faults) -> None:
    client = visitor(_device(browser, locale="en-GB"), faults).arrive(at.base)
    client.press("accept")
    client.answer(ENGLISH, until=("summary",))
    client.press("confirm")
    client.asked("offer")
    _show(client, ".card.allocation")
    _save(client.page, folder / "widget-en.png")


def _chinese(browser: Browser, at: Installation, folder: Path, faults: Faults) -> Client:
    client = visitor(_device(browser), faults).arrive(at.base)
    client.press("accept")
    client.asked("needs")
    client.say(FIRST_WORDS)
    client.answer(SAVER, until=("loss_reaction",))
    phone = _device(
        browser, viewport=PHONE, device_scale_factor=2, has_touch=True, is_mobile=True,
        color_scheme="dark", storage_state=client.page.context.storage_state(),
    )  # fmt: skip
    small = visitor(phone, faults)
    small.page.goto(at.base)
    small.open()
    small.asked("loss_reaction")
    _save(small.page, folder / "widget-phone-dark.png")
    phone.close()

    client.answer(SAVER, until=("summary",))
    client.press("confirm")
    client.asked("offer")
    _show(client, ".card.assessment")
    _save(client.page, folder / "widget-zh.png")

    client.press("yes")
    client.asked("contact_consent")
    client.press("accept")
    client.hears("怎么称呼")
    client.say("我姓王，手机 13800138000，下午方便")
    client.root.locator(".card.handoff").wait_for()
    return client


def _console(
    browser: Browser, at: Installation, folder: Path, faults: Faults, client: Client
) -> None:
    handoff_id = handoff_of(client, at.base)
    added = at.zhiyin("advisor", "add", "li.wei@bank.example", "--name", "李薇")
    advisor = Advisor(_device(browser), at.base, faults)
    advisor.sign_in("li.wei@bank.example", one_time(added.stdout), "seven herons at the lake")
    advisor.open(handoff_id)
    advisor.accept()
    advisor.say("王先生您好，我是李薇。您的评估我看过了。孩子的学费大概什么时候开始交？")
    client.hears("什么时候开始交")
    client.say("三年后的九月，第一年大概要二十万。")
    advisor.hears("三年后的九月")
    advisor.page.locator("#note").fill("先看学费什么时候要交，再谈期限")
    advisor.page.get_by_role("button", name="添加备注").click()
    advisor.page.locator(".note-item").wait_for()
    advisor.page.reload()
    advisor.page.locator("#pulse:not([hidden])").wait_for()
    _save(advisor.page, folder / "console.png")
    advisor.page.emulate_media(color_scheme="dark")
    _save(advisor.page, folder / "console-dark.png")


def _device(browser: Browser, **options: Any) -> BrowserContext:
    context = browser.new_context(
        **{
            "locale": "zh-CN",
            "timezone_id": "Asia/Shanghai",
            "viewport": DESKTOP,
            "reduced_motion": "reduce",
            **options,
        }
    )
    context.set_default_timeout(60_000)
    return context


def _show(client: Client, card: str) -> None:
    """Scroll a card to the top of the panel, with the mouse away from everything."""
    client.page.mouse.move(10, 10)
    client.root.locator(card).evaluate(
        "card => { const body = card.closest('.body');"
        " body.dispatchEvent(new Event('wheel'));"
        " body.scrollTop += card.getBoundingClientRect().top - body.getBoundingClientRect().top"
        " - 12; }"
    )
    client.page.wait_for_timeout(300)


def _save(page: Page, path: Path) -> None:
    """Write a picture of what is on the screen, small enough for a page of documentation."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.save(path, optimize=True)
    if path.stat().st_size > LARGEST_BYTES:
        picture.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name}  {picture.width} × {picture.height}  {path.stat().st_size / 1000:.0f} KB")


def _always_open(home: Path) -> Path:
    """The policy as delivered, with advisors at every hour: pictures do not wait for Monday."""
    policy = (ROOT / "data" / "policy.yml").read_text(encoding="utf-8")
    hours = r'\1[{from: "00:00", to: "23:59"}]'
    changed = re.sub(r"(?m)^(    (?:mon|tues|wednes|thurs|fri|satur|sun)day: ).*", hours, policy)
    path = home / "policy.yml"
    path.write_text(changed, encoding="utf-8")
    return path


if __name__ == "__main__":
    take(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images")
