"""While a client waits for a person: how to reach them, in the questionnaire and after it."""

from __future__ import annotations

import pytest

from tests.dialogue.personas import SAVER
from tests.installation import Installation
from tests.talk import Talk

pytestmark = pytest.mark.rasa
NUMBER = "+8613800138000"


def test_a_number_told_in_the_questionnaire_reaches_the_advisor_who_is_waited_for(
    zh: Talk, installation: Installation
) -> None:
    zh.consent().answer(SAVER, until=("objective",))
    zh.say("转人工")
    handoff = zh.card("handoff")["handoff_id"]
    zh.say("13800138000")
    assert "同意之后" in zh.words and zh.asking == "contact_consent"
    zh.say("同意")
    assert NUMBER in zh.words and zh.asking == "objective"
    packet = installation.advisor().get(f"/api/advisor/handoffs/{handoff}").json()
    assert packet["contact"] == {"phone": NUMBER}


def test_after_the_questionnaire_a_number_is_taken_and_the_request_may_be_called_off(
    zh: Talk,
) -> None:
    zh.consent().answer(SAVER).choose("confirm")
    assert zh.card("assessment")
    zh.say("转人工")
    assert zh.card("handoff")
    zh.say("我的电话是13800138000")
    assert zh.asking == "contact_consent"
    zh.choose("accept")
    assert NUMBER in zh.words
    assert not any((m.get("card") or {}).get("type") == "assessment" for m in zh.heard)
    zh.say("不用转人工了")
    assert "取消" in zh.words
    zh.say("转人工")
    assert zh.card("handoff")["status"] in {"queued", "callback"}


@pytest.mark.parametrize(
    ("language", "words", "told", "nothing"),
    [
        ("zh", "王女士 13800138000", NUMBER, "没有等您回答的问题"),
        ("en", "Anna Smith, anna.smith@example.com", "anna.smith@example.com", "nothing to skip"),
    ],
)
def test_a_contact_that_was_given_is_neither_skipped_nor_foreign_afterwards(
    installation: Installation, language: str, words: str, told: str, nothing: str
) -> None:
    talk = Talk(installation.base, language).begin()
    talk.consent().answer(SAVER).choose("confirm")
    talk.choose("yes", "offer")
    talk.choose("accept", "contact_consent")
    talk.say(words)
    handoff = talk.card("handoff")["handoff_id"]
    talk.say("跳过" if language == "zh" else "skip")
    assert nothing in talk.words
    talk.say(words)
    assert told in talk.words
    packet = installation.advisor().get(f"/api/advisor/handoffs/{handoff}").json()
    assert told in packet["contact"].values()
