"""What the assistant says to clients holds to the house rules on wording, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot import rulebook
from bot.settings import load_settings
from bot.suitability.questionnaire import Question

RULES = rulebook.load(load_settings({}))
LANGUAGES = ("zh", "en")


def _questions(language: str) -> Iterator[tuple[str, str]]:
    for question in RULES.questionnaire.questions:
        for part, text in _texts(question, language):
            yield f"{question.id}.{part}", text


def _texts(question: Question, language: str) -> Iterator[tuple[str, str]]:
    yield "text", question.text[language]
    yield "why", question.why[language]
    yield "label", question.label[language]
    if question.help:
        yield "help", question.help[language]
    for wording in question.wordings:
        yield "wording", wording.text[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_reply_promises_a_return_or_uses_banned_words(language: str) -> None:
    said = {name: RULES.replies.replies[language][name].text for name in RULES.replies.names()}
    found = {n: RULES.policy.banned_in(text, language) for n, text in said.items()}
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_question_uses_banned_words(language: str) -> None:
    found = {place: RULES.policy.banned_in(text, language) for place, text in _questions(language)}
    assert {place: words for place, words in found.items() if words} == {}


def test_the_ban_finds_what_it_should() -> None:
    assert RULES.policy.banned_in("这款产品稳赚不赔", "zh")
    assert RULES.policy.banned_in("a guaranteed return of 8%", "en")


def test_every_question_has_its_own_wording_in_each_language() -> None:
    for question in RULES.questionnaire.questions:
        assert any("\u4e00" <= char <= "\u9fff" for char in question.text["zh"]), question.id
        assert not any("\u4e00" <= char <= "\u9fff" for char in question.text["en"]), question.id
