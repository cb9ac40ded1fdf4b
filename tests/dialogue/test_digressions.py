"""Questions in the middle, a change of language, and back to where the talk was."""

from __future__ import annotations

import pytest

from tests.dialogue.personas import ENGLISH, SAVER
from tests.talk import Talk

pytestmark = pytest.mark.rasa


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("你们收费吗？", "不收费"),
        ("你是机器人吗", "程序"),
        ("我的资料安全吗，会不会泄露？", "加密"),
        ("为什么要问这个问题？", "为什么问"),
    ],
)
def test_a_question_is_answered_and_the_talk_returns(zh: Talk, said: str, answered: str) -> None:
    zh.consent().answer(SAVER, until=("objective",))
    zh.say(said)
    assert answered in zh.words
    assert zh.asking == "objective"


def test_the_language_follows_the_client_in_mid_conversation(zh: Talk) -> None:
    zh.consent().answer(SAVER, until=("objective",))
    zh.say("What are your fees?")
    assert "cost nothing" in zh.words
    assert zh.question is not None
    assert zh.question["options"][0]["label"].isascii()
    zh.say("换回中文吧，你们收费吗")
    assert "不收费" in zh.words


def test_an_answer_and_a_question_in_one_message_are_both_taken(zh: Talk) -> None:
    zh.consent()
    zh.say("我想存教育金，另外你们收费吗？")
    assert "不收费" in zh.words
    assert zh.asking == "segment"
    assert zh.profile()["needs"] == ["education"]


def test_skipping_leaves_a_question_out(zh: Talk) -> None:
    zh.consent().answer(SAVER, until=("objective",))
    zh.say("跳过")
    assert zh.asking == "liquidity_need"
    zh.say("skip this one please")
    assert zh.asking == "income_source"


def test_a_number_picks_an_option(zh: Talk) -> None:
    zh.consent().answer(SAVER, until=("objective",))
    zh.say("2")
    assert zh.asking == "liquidity_need"
    assert zh.profile()["answers"]["objective"] == "income"


def test_a_wish_for_a_language_is_granted_and_what_comes_with_it_answered(zh: Talk) -> None:
    zh.consent().answer(SAVER, until=("objective",))
    zh.say("Sorry, can we continue in English? What are your fees?")
    assert "cost nothing" in zh.words and zh.asking == "objective"
    zh.say("换成中文吧")
    assert "我们用中文" in zh.words and zh.asking == "objective"


def test_a_word_of_the_question_is_explained(zh: Talk) -> None:
    zh.consent().answer(SAVER, until=("dependants",))
    zh.say("什么叫供养")
    assert "靠您的收入生活" in zh.words
    assert zh.asking == "dependants"


def test_keeping_an_answer_to_oneself_skips_it(zh: Talk) -> None:
    zh.consent().answer(SAVER, until=("annual_income",))
    zh.say("不想说")
    assert zh.asking == "investable_assets"


def test_once_there_is_a_result_what_suits_is_shown_from_it(en: Talk) -> None:
    en.consent().answer(ENGLISH, until=("summary",))
    en.say("looks good to me")
    assert en.asking == "offer"
    en.say("what products suit me?")
    assert en.card("products")["items"] and en.asking == "offer"
    en.say("show my result")
    assert en.card("assessment") and en.asking == "offer"


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("我的银行卡丢了怎么办", "挂失"),
        ("房贷哪天扣款", "贷款"),
        ("我再考虑考虑吧", "不急"),
        ("我不信你们银行", "有戒心"),
        ("问题太多了，烦死了", "跳过"),
        ("等一下，我接个电话", "慢慢来"),
        ("刚才没看清，你再问一遍", "再说一遍"),
        ("wo de xinyongka diu le", "挂失"),
    ],
)
def test_doubts_pauses_and_other_desks_have_their_own_reply(
    zh: Talk, said: str, answered: str
) -> None:
    zh.consent().answer(SAVER, until=("objective",))
    zh.say(said)
    assert answered in zh.words
    assert zh.asking == "objective"


def test_a_language_asked_for_in_the_other_one_is_spoken_from_then_on(zh: Talk) -> None:
    zh.consent().answer(SAVER, until=("objective",))
    zh.say("请用英文")
    assert "go on in English" in zh.words and zh.asking == "objective"
    zh.say("can we speak Chinese")
    assert "我们用中文" in zh.words and zh.asking == "objective"


def test_two_questions_in_one_message_are_both_answered(zh: Talk) -> None:
    zh.consent().answer(SAVER, until=("objective",))
    zh.say("你们收费吗？还有，你是机器人吗？")
    assert "不收费" in zh.words and "程序" in zh.words
    assert zh.asking == "objective"


def test_a_question_beside_a_value_is_answered(zh: Talk) -> None:
    zh.consent().answer(SAVER, until=("goal_amount",))
    zh.say("60万左右吧，对了你们是机器人吗？")
    assert "程序" in zh.words
    assert zh.profile()["answers"]["goal_amount"]["amount"] == 60_000_000
    assert zh.asking not in (None, "goal_amount")


def test_asking_what_a_thing_is_adds_no_need(zh: Talk) -> None:
    zh.consent().answer(SAVER, until=("segment",))
    zh.say("什么是分散投资")
    assert zh.profile()["needs"] == ["education"]
    assert zh.asking == "segment"
