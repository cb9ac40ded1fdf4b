"""The gateway's own words: complete in both languages, and chosen as the reader wants."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from bot.gateway import wording
from bot.language.secrets import Kind
from bot.services import errors

HAN = re.compile(r"[一-鿿]")


@pytest.mark.parametrize(
    "texts",
    [
        *wording.PROBLEMS.values(),
        *wording.TITLES.values(),
        wording.SLOW,
        wording.STARTING,
        wording.SORRY,
        wording.ERASED,
    ],
)
def test_every_text_stands_in_both_languages(texts: dict[str, str]) -> None:
    assert set(texts) == {"zh", "en"}
    assert HAN.search(texts["zh"])
    assert not HAN.search(texts["en"])


@pytest.mark.parametrize("refusal", errors.Refused.__subclasses__())
def test_every_kind_of_refusal_has_a_title_and_words(refusal: type[errors.Refused]) -> None:
    title, detail = wording.problem("some_code_of_a_service", refusal.status, "en")

    assert title == wording.TITLES[refusal.status]["en"]
    assert detail in {one["en"] for one in wording.PROBLEMS.values()}


@pytest.mark.parametrize("kind", get_args(Kind))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_of_secret_has_a_name(kind: str, language: str) -> None:
    unnamed = wording.redacted(["unheard of"], language)

    assert wording.redacted([kind], language) != unnamed


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, None),
        ("", None),
        ("fr-FR, de", None),
        ("zh-Hans-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB", "en"),
        ("zh;q=0.3, en;q=0.7", "en"),
        ("zh;q=0, en;q=0.1", "en"),
        ("en;q=nonsense, zh", "zh"),
        ("*", None),
    ],
)
def test_the_browsers_wish_decides(header: str | None, language: str | None) -> None:
    assert wording.preferred(header) == language
