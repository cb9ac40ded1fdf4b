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
