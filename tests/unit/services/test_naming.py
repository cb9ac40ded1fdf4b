"""Which question a client names, and which words only sound like a name."""

from __future__ import annotations

import pytest

from bot import rulebook
from bot.services.matching_words import question_named
from bot.settings import load_settings
from bot.suitability.questionnaire import Questionnaire


@pytest.fixture(scope="module")
def questionnaire() -> Questionnaire:
    return rulebook.load(load_settings({})).questionnaire


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("why do you need to know?", None),
        ("I was determined to ask", None),
        ("change my horizon", "horizon"),
        ("my needs are different now", "needs"),
        ("my real need, my need is another", "needs"),
        ("改一下投资期限", "horizon"),
        ("the income is wrong", "annual_income"),
    ],
)
def test_an_english_name_is_a_word_of_its_own_and_no_verb(
    questionnaire: Questionnaire, text: str, named: str | None
) -> None:
    found = question_named(text, questionnaire)
    assert (None if found is None else found.id) == named
