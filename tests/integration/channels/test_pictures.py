"""Cards with drawings: a picture where the channel takes one, always in words as well."""

from __future__ import annotations

import itertools
from datetime import date
from functools import lru_cache
from typing import Any

import pytest

from bot import rulebook
from bot.services import illustrating
from bot.settings import load_settings
from bot.suitability import assess
from tests.integration.channels.providers import Provider, TelegramDouble, WhatsAppDouble
from tests.integration.console.kit import PROFILE
from tests.integration.gateway.engine_double import echo
from tests.integration.gateway.kit import Gateway, eventually

TAKE_PICTURES = ("telegram", "whatsapp")
_people = itertools.count(8617000000000)


@lru_cache(maxsize=1)
def card() -> dict[str, Any]:
    """The illustration of a real assessment."""
    book = rulebook.load(load_settings({}))
    made = assess(
        PROFILE, questionnaire=book.questionnaire, policy=book.policy, today=date(2026, 11, 23)
    )
    shown = illustrating.illustrate(book, made, made.answers, "zh")
    return illustrating.card(book, shown, "zh")


def illustrates(asked: dict[str, Any]) -> list[dict[str, Any]]:
    if asked.get("text") == "给我看看":
        return [{"text": "您的资产配置示意：", "card": card()}, {"text": "还想了解什么？"}]
    return echo(asked)


def kinds(provider: Provider) -> list[str]:
    """What came, in order."""
    return [
        "picture" if "photo" in one or one.get("type") == "image" else "words"
        for one in provider.delivered
    ]


def captions(provider: Provider) -> list[str]:
    return [
        str(one.get("caption") or one.get("image", {}).get("caption"))
        for one, kind in zip(provider.delivered, kinds(provider), strict=True)
        if kind == "picture"
    ]


def shown(provider: Provider, gateway: Gateway) -> None:
    """Ask for the illustration and wait until all of it is there."""
    gateway.engine.script = illustrates
    person = next(_people)
    provider.say(person, "你好呀")
    eventually(lambda: "zh:你好呀" in "\n".join(provider.texts()))
    provider.delivered.clear()
    provider.say(person, "给我看看")
    eventually(lambda: "还想了解什么？" in "\n".join(provider.texts()), 30)


@pytest.mark.parametrize("name", TAKE_PICTURES)
def test_the_drawings_of_a_card_come_before_its_words(
    gateway: Gateway, providers: dict[str, Provider], name: str
) -> None:
    provider = providers[name]
    shown(provider, gateway)

    assert kinds(provider) == ["picture", "picture", "words", "words"]
    ring, fan = captions(provider)
    assert ring.startswith("资产配置示意") and "债券" in ring
    assert "一百种情形" in fan
    assert not provider.refused


@pytest.mark.parametrize("name", ["telegram", "whatsapp", "line", "wechat", "wecom"])
def test_what_is_drawn_is_said_in_words_too(
    gateway: Gateway, providers: dict[str, Provider], name: str
) -> None:
    provider = providers[name]
    shown(provider, gateway)

    said = "\n".join(provider.texts())
    assert all(f"• {one['label']}" in said for one in card()["slices"])
    assert ("picture" in kinds(provider)) == (name in TAKE_PICTURES)


REFUSALS = {
    "telegram": (400, {"ok": False, "error_code": 400, "description": "PHOTO_INVALID"}, {}),
    "whatsapp": (400, {"error": {"code": 131053}}, {}),
}


@pytest.mark.parametrize("name", TAKE_PICTURES)
def test_a_picture_that_is_not_taken_does_not_hold_up_the_words(
    gateway: Gateway, providers: dict[str, Provider], name: str
) -> None:
    provider = providers[name]
    gateway.engine.script = illustrates
    person = next(_people)
    provider.say(person, "你好呀")
    eventually(lambda: "zh:你好呀" in "\n".join(provider.texts()))
    provider.delivered.clear()

    provider.troubles += [REFUSALS[name]] * 2
    provider.say(person, "给我看看")
    eventually(lambda: "还想了解什么？" in "\n".join(provider.texts()), 30)

    assert kinds(provider) == ["words", "words"]


@pytest.mark.parametrize("name", TAKE_PICTURES)
def test_a_picture_waits_with_its_words_while_the_provider_is_busy(
    gateway: Gateway, providers: dict[str, Provider], name: str
) -> None:
    provider = providers[name]
    assert isinstance(provider, TelegramDouble | WhatsAppDouble)
    gateway.engine.script = illustrates
    person = next(_people)
    provider.say(person, "你好呀")
    eventually(lambda: "zh:你好呀" in "\n".join(provider.texts()))
    provider.delivered.clear()

    provider.troubles.append((503, {}, {}))
    provider.say(person, "给我看看")
    eventually(lambda: "还想了解什么？" in "\n".join(provider.texts()), 30)

    assert kinds(provider) == ["picture", "picture", "words", "words"]
