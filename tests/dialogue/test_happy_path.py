"""From the greeting to the advisor, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from tests.dialogue.personas import CAREFUL, ENGLISH, SAVER
from tests.talk import Talk

pytestmark = pytest.mark.rasa

FIRST_WORDS = "我45岁，手上有200万闲钱，想放三年给孩子上大学，不能亏太多"


def test_it_opens_by_saying_that_it_is_a_machine_and_whose(zh: Talk, en: Talk) -> None:
    assert "机器" in zh.words and "示范银行" in zh.words
    assert "machine" in en.words and "Sample Bank" in en.words
    assert zh.asking == en.asking == "privacy"


@pytest.mark.parametrize(("language", "answers"), [("zh", SAVER), ("en", ENGLISH)])
def test_a_client_reaches_an_assessment_and_an_advisor(
    installation: Any, language: str, answers: dict[str, Any]
) -> None:
    talk = Talk(installation.base, language).begin().consent().answer(answers)
    assert talk.asking == "summary"
    summary = talk.card("summary")
    assert {row["id"] for row in summary["rows"]} >= {
        "needs",
        "age",
        "investable_assets",
        "horizon",
    }

    talk.choose("confirm")
    assessment = talk.card("assessment")
    assert assessment["category"] in {"C1", "C2", "C3"}
    assert assessment["reasons"] and assessment["would_change"]
    assert assessment["answers"]["investable_assets"] == {"amount": 200_000_000, "currency": "CNY"}
    level = int(assessment["category"][1])
    ratings = [item["rating"] for item in talk.card("products")["items"] if item["rating"]]
    assert ratings and all(int(rating[1]) <= level for rating in ratings)
    assert abs(sum(one["weight"] for one in talk.card("allocation")["slices"]) - 1) < 1e-9

    assert talk.asking == "offer"
    talk.choose("yes")
    assert talk.asking == "contact_consent"
    talk.choose("accept")
    talk.say("我姓王，手机 13800138000，下午方便" if language == "zh" else "Anna Lee, 13800138000")
    assert talk.card("handoff")["status"] in {"queued", "callback"}


def test_what_is_volunteered_at_once_is_not_asked_again(zh: Talk) -> None:
    zh.say(FIRST_WORDS)
    assert zh.asking == "privacy", "it keeps nothing before it may"
    assert "45" not in zh.words and zh.profile()["answers"] == {}

    zh.consent()
    assert "子女教育" in zh.words
    zh.answer(SAVER, until=("sensitive_data",))
    zh.choose("accept")
    assert "45" in zh.words and "200 万" in zh.words, "it says what it understood"
    zh.answer(SAVER)

    asked = set(zh.asked)
    assert not asked & {"needs", "age", "investable_assets", "horizon"}
    rows = {row["id"]: row["value"] for row in zh.card("summary")["rows"]}
    assert rows["horizon"] == "3 年"
    values = zh.profile()["answers"]
    assert values["age"] == 45
    assert values["horizon_months"] == 36
    assert values["investable_assets"] == {"amount": 200_000_000, "currency": "CNY"}
    assert zh.profile()["needs"] == ["education"]


def test_a_client_who_accepts_no_loss_is_offered_r1_only(zh: Talk) -> None:
    zh.consent().answer(CAREFUL, until=("summary",))
    zh.choose("confirm")
    card = zh.card("assessment")
    assert (card["category"], card["minimum_risk"]) == ("C1", True)
    assert {item["rating"] for item in zh.card("products")["items"]} <= {"R1", None}


def test_free_words_answer_questions_as_well_as_buttons(zh: Talk) -> None:
    zh.consent()
    zh.say("想给孩子攒点上大学的钱")
    zh.say("就我们自己家里用")
    assert zh.asking == "sensitive_data"
    zh.say("同意")
    zh.say("大概60万吧")
    zh.say("五年以后")
    assert "5 年" in zh.words
    answers = zh.profile()["answers"]
    assert answers["goal_amount"] == {"amount": 60_000_000, "currency": "CNY"}
    assert answers["horizon_months"] == 60
