"""Nothing that is spoken hints at a better answer, promises a return, or markets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.unit.suitability.examples import POLICY, RULES

LANGUAGES = ("zh", "en")
Spoken = tuple[str, str, str]


def questions() -> Iterator[Spoken]:
    """Everything a question says: text, other wordings, why, help, labels, options."""
    for question in RULES.questionnaire.questions:
        texts = [question.text, question.why, question.label, question.help or question.text]
        texts += [wording.text for wording in question.wordings]
        texts += [option.label for option in question.options]
        for language in LANGUAGES:
            yield from ((f"question {question.id}", language, text[language]) for text in texts)


def re_asks() -> Iterator[Spoken]:
    """The questions about two answers that do not fit, with both sides named."""
    for rule in POLICY.contradictions:
        for language in LANGUAGES:
            yield f"contradiction {rule.id}", language, rule.text[language]


def replies() -> Iterator[Spoken]:
    for name in RULES.replies.names():
        for language in LANGUAGES:
            yield f"reply {name}", language, RULES.replies.replies[language][name].text


def rules() -> Iterator[Spoken]:
    """What the policy says to clients: reasons, caps, triggers, the warning."""
    said = [*POLICY.wording.reasons.values(), POLICY.insistence.warning]
    said += [row.text for row in (*POLICY.caps, *POLICY.minimum_risk)]
    for text in said:
        yield from (("policy", language, text[language]) for language in LANGUAGES)


def products() -> Iterator[Spoken]:
    for product in RULES.products.products:
        texts = [product.name, product.description, product.risk, product.fees]
        if product.target is not None:
            texts += [product.target.suits, product.target.not_for]
        for language in LANGUAGES:
            yield from ((f"product {product.id}", language, text[language]) for text in texts)


def knowledge() -> Iterator[Spoken]:
    for entry in RULES.knowledge.entries.values():
        for language in LANGUAGES:
            yield f"entry {entry.id}", language, entry.said[language].text


SPOKEN = {
    "questions": questions,
    "re-asks": re_asks,
    "replies": replies,
    "policy": rules,
    "products": products,
    "knowledge": knowledge,
}


@pytest.mark.parametrize("kind", SPOKEN)
def test_nothing_spoken_leads_or_promises(kind: str) -> None:
    spoken = list(SPOKEN[kind]())
    assert len(spoken) >= 14
    found = [
        (where, language, words)
        for where, language, text in spoken
        if (words := POLICY.leading_in(text, language))
    ]
    assert found == []


@pytest.mark.parametrize("kind", ["questions", "re-asks", "replies", "policy", "products"])
def test_nothing_spoken_markets_with_banned_words(kind: str) -> None:
    found = [
        (where, language, words)
        for where, language, text in SPOKEN[kind]()
        if (words := POLICY.banned_in(text, language))
    ]
    assert found == []


def test_the_lists_catch_what_they_are_for() -> None:
    assert POLICY.leading_in("这一题建议您选第三项。", "zh")
    assert POLICY.leading_in("Most people choose the second.", "en")
    assert POLICY.leading_in("这个产品一定会赚。", "zh")
    assert POLICY.banned_in("稳赚不赔的高收益产品", "zh")
    assert not POLICY.leading_in("您会选哪一种？", "zh")


def test_a_re_ask_names_both_answers_and_offers_to_keep_both() -> None:
    for _, language, text in re_asks():
        assert "{left}" in text and "{right}" in text, language
    for language in LANGUAGES:
        assert RULES.replies.text("utter_contradiction_keep", language)
