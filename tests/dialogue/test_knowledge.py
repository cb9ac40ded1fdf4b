"""Questions answered from the knowledge base, inside and outside of the questionnaire."""

from __future__ import annotations

import pytest

from tests.dialogue.personas import ENGLISH, SAVER
from tests.talk import Talk

pytestmark = pytest.mark.rasa

TWOFOLD = (
    "活期和定期哪里不同",
    "钓鱼短信和安全账户是什么",
    "期货和杠杆是什么",
    "寿险和年金险有什么区别",
)
"""Questions about two things at once; which entry is likelier hangs by a hair."""


def torn(talk: Talk) -> list[str]:
    """Ask until the assistant wants to know which of two is meant; gives the two."""
    for text in TWOFOLD:
        talk.say(text)
        if talk.asking == "which_entry":
            assert talk.question is not None and len(talk.heard) == 1, "nothing else is asked"
            return [option["id"] for option in talk.question["options"]]
    raise AssertionError("none of the questions was between two entries")


def test_a_concept_is_explained_with_its_card_and_the_talk_returns(zh: Talk) -> None:
    zh.consent().answer(SAVER, until=("objective",))
    zh.say("债券是什么东西呀")
    card = zh.card("education")
    assert (card["id"], card["title"]) == ("bond", "什么是债券？")
    assert card["text"] == zh.heard[0]["text"] and "借条" in card["text"]
    assert card["reviewed"] == "2026-11-20"
    assert zh.asking == "objective"
    assert zh.profile()["needs"] == ["education"], "a question adds no need"


def test_what_is_related_is_asked_for_by_its_title(en: Talk) -> None:
    en.consent().answer(ENGLISH, until=("objective",))
    en.say("what is inflation exactly?")
    for related in en.card("education")["related"]:
        en.say(related["title"])
        assert en.card("education")["id"] == related["id"]
        assert en.asking == "objective"


def test_a_question_before_consent_is_answered_too(en: Talk) -> None:
    en.say("what is diversification?")
    assert en.card("education")["id"] == "diversification"
    assert en.asking == "privacy"


def test_of_two_that_are_likely_the_client_picks_one(zh: Talk) -> None:
    zh.consent().answer(SAVER, until=("objective",))
    offered = torn(zh)
    assert len(offered) == 2
    zh.choose(offered[1])
    assert zh.card("education")["id"] == offered[1]
    assert zh.asking == "objective"


def test_a_place_in_words_picks_too(zh: Talk) -> None:
    zh.consent().answer(SAVER, until=("objective",))
    offered = torn(zh)
    zh.say("第一个")
    assert zh.card("education")["id"] == offered[0]
    assert zh.asking == "objective"
    assert zh.profile()["answers"].get("objective") is None, "no option was picked by it"


def test_an_answer_instead_of_a_pick_is_taken(zh: Talk) -> None:
    zh.consent().answer(SAVER, until=("objective",))
    torn(zh)
    zh.say("平衡就好，收益和波动都要兼顾")
    assert zh.profile()["answers"]["objective"] == "balanced"
    assert zh.asking == "liquidity_need"


def test_what_no_entry_answers_is_left_to_a_person(en: Talk) -> None:
    en.consent().answer(ENGLISH, until=("objective",))
    en.say("what does amortisation mean?")
    assert "no checked answer" in en.words and "talk to a person" in en.words
    assert en.asking == "objective"


def test_questions_are_answered_while_an_advisor_is_arranged_and_after(zh: Talk) -> None:
    zh.consent().answer(SAVER, until=("summary",))
    zh.say("没问题")
    assert zh.asking == "offer"
    zh.say("转给顾问以后会发生什么？")
    assert zh.card("education")["id"] == "handoff" and zh.asking == "offer"
    torn(zh)
    zh.say("第二个")
    assert zh.card("education") and zh.asking == "offer"
    zh.say("先不用")
    zh.say("什么是复利？")
    assert zh.card("education")["id"] == "compounding"
    offered = torn(zh)
    zh.say("第二个")
    assert zh.card("education")["id"] == offered[1]
