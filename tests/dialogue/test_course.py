"""The course of a talk when people do as they do: change their minds, slip, refuse, fall silent."""

from __future__ import annotations

from typing import Any

import pytest

from tests.dialogue.personas import ENGLISH, FIRM, SAVER
from tests.talk import Talk

pytestmark = pytest.mark.rasa


def test_the_goal_changes_half_way_and_what_was_told_is_kept(zh: Talk) -> None:
    zh.consent().answer(SAVER, until=("objective",))
    zh.say("我改主意了，孩子上学的事先放放，想买房")
    assert zh.profile()["needs"] == ["home_purchase"]
    assert zh.asking == "confirm:goal_amount", "it was said of the studies"
    assert "60 万元" in zh.words
    zh.choose("yes")
    zh.choose("yes", "confirm:horizon")
    assert zh.asking == "objective"
    assert zh.profile()["answers"]["goal_amount"]["amount"] == 60_000_000


def test_a_second_need_is_added_where_the_first_one_stays(en: Talk) -> None:
    en.consent().answer(ENGLISH, until=("segment",))
    en.say("and I'd like to save for my retirement as well")
    assert en.profile()["needs"] == ["education", "retirement"]
    assert en.asking == "segment"


def test_needs_of_the_family_and_of_the_firm_in_one_message_are_both_heard(zh: Talk) -> None:
    zh.consent()
    zh.say("两件事，一个是我自己想攒点养老的钱，另一个是公司想贷款")
    assert set(zh.profile()["needs"]) == {"retirement", "financing"}
    assert zh.asking not in (None, "needs")


@pytest.mark.parametrize(
    ("language", "said", "kept", "answered"),
    [
        ("zh", "我想存教育金，另外你们收费吗？", "education", "不收费"),
        (
            "en",
            "I'd like to buy a home, and do you charge anything?",
            "home_purchase",
            "cost nothing",
        ),
    ],
)
def test_a_need_with_a_question_beside_it_answers_the_one_and_goes_on_with_the_other(
    installation: Any, language: str, said: str, kept: str, answered: str
) -> None:
    talk = Talk(installation.base, language).begin().consent()
    talk.say(said)
    assert answered in talk.words
    assert talk.profile()["needs"] == [kept]
    assert talk.asking == "segment"


def test_a_slip_that_is_set_right_in_the_same_breath_counts_as_set_right(
    zh: Talk, en: Talk
) -> None:
    zh.consent().answer(SAVER, until=("liquidity_need",))
    zh.say("一半……不对不对，是大部分")
    assert zh.profile()["answers"]["liquidity_need"] == "most"
    en.consent().answer(ENGLISH, until=("liquidity_need",))
    en.say("most of it, no wait, none of it")
    assert en.profile()["answers"]["liquidity_need"] == "none"


def test_a_word_in_an_answer_does_not_change_what_was_answered_before(en: Talk) -> None:
    en.consent().answer(ENGLISH, until=("loss_reaction",))
    before = en.profile()["answers"]
    en.say("I'd sell some of the SME fund")
    after = en.profile()["answers"]
    assert {name: after[name] for name in before} == before


def test_how_many_is_not_which(zh: Talk) -> None:
    zh.consent().answer(SAVER, until=("dependants",))
    zh.say("2个")
    assert zh.profile()["answers"]["dependants"] == 2


def test_the_kind_of_product_that_was_bought_is_an_answer_and_no_question(en: Talk) -> None:
    en.consent().answer(ENGLISH, until=("experience_products",))
    en.say("bond funds")
    assert en.profile()["answers"]["experience_products"] == "bond_funds"
    assert en.asking == "experience_years"


def test_what_a_client_keeps_to_themselves_is_never_asked_again(en: Talk) -> None:
    en.consent().answer(ENGLISH, until=("annual_income",))
    en.say("I'd rather not say")
    en.answer(ENGLISH)
    assert en.asking == "summary"
    assert en.asked.count("annual_income") == 1
    assert "annual_income" not in en.profile()["answers"]


def test_who_is_not_understood_gets_an_example_and_then_the_offer_of_a_person(en: Talk) -> None:
    en.consent().answer(ENGLISH, until=("liquidity_need",))
    heard = []
    for said in ("blah blibber blah", "wibble wobble", "flim flam floo", "blip blop blup"):
        en.say(said)
        heard.append(en.words)
        assert en.asking == "liquidity_need"
    explained = next(at for at, words in enumerate(heard) if "For example" in words)
    offered = next(at for at, words in enumerate(heard) if "not being much help" in words)
    assert explained < offered


def test_after_a_long_silence_the_talk_stands_where_it_stood(zh: Talk) -> None:
    zh.consent().answer(SAVER, until=("investable_assets",))
    later = Talk(zh.base, "zh", token=zh.token, conversation_id=zh.conversation_id)
    later.heard = later.history()
    assert later.asking == "investable_assets"
    later.say("我回来了，继续吧")
    assert "欢迎回来" in later.words and later.asking == "investable_assets"
    later.say("两百万")
    assert later.asking == "debt_position"
    assert later.profile()["answers"]["annual_income"]["amount"] == 30_000_000


def test_the_highest_band_is_chosen_by_its_button_and_said_back(zh: Talk) -> None:
    zh.consent().answer(SAVER, until=("investable_assets",))
    zh.choose("gt_10m")
    zh.answer(SAVER, until=("summary", "contradiction:income_far_from_assets"))
    zh.say("两个都对") if zh.asking != "summary" else None
    assert zh.asking == "summary"
    rows = {row["id"]: row["value"] for row in zh.card("summary")["rows"]}
    assert rows["investable_assets"] == "1000 万元及以上"


@pytest.mark.parametrize("said", ["好的，麻烦帮我约一位", "要", "行，请顾问联系我吧"])
def test_the_offer_of_an_advisor_is_accepted_in_any_words(zh: Talk, said: str) -> None:
    zh.consent().answer(FIRM, until=("offer", "summary"))
    if zh.asking == "summary":
        zh.choose("confirm")
    assert zh.asking == "offer"
    zh.say(said)
    assert zh.asking == "contact_consent"


def test_the_percentages_of_a_choice_say_nothing_about_the_greatest_loss(zh: Talk) -> None:
    zh.consent().answer(SAVER, until=("gain_loss_choice",))
    zh.say("亏5%的那种可以")
    answers = zh.profile()["answers"]
    assert answers["gain_loss_choice"] == "g15_l5" and "max_loss" not in answers
    assert zh.asking == "max_loss"


def test_naming_another_value_in_an_answer_opens_nothing(zh: Talk) -> None:
    zh.consent().answer(SAVER, until=("reserve_months",))
    zh.say("就算没收入，撑5个月可以")
    assert zh.asking == "dependants"
    assert zh.profile()["answers"]["reserve_months"] == 5


@pytest.mark.parametrize(
    ("said", "answers"),
    [
        ("期限我刚才说错了，应该是十年", {"horizon_months": 120}),
        ("等等，收入来源不对，应该是退休金", {"income_source": "pension"}),
    ],
)
def test_a_value_is_set_right_by_its_name(zh: Talk, said: str, answers: dict[str, Any]) -> None:
    zh.consent().answer(SAVER, until=("annual_income",))
    zh.say(said)
    assert zh.asking == "annual_income"
    found = zh.profile()["answers"]
    assert {name: found[name] for name in answers} == answers


def test_an_option_with_a_question_beside_it_is_an_answer(en: Talk) -> None:
    en.consent().answer(ENGLISH, until=("objective",))
    en.say("mainly long-term growth. Also, are you a robot?")
    assert en.profile()["answers"]["objective"] == "growth"
    assert "program" in en.words and en.asking == "liquidity_need"


def test_what_was_taken_back_is_never_the_answer(zh: Talk) -> None:
    zh.consent().answer(SAVER, until=("liquidity_need",))
    zh.say("大部分，哦不对，都不动")
    assert zh.profile()["answers"].get("liquidity_need") != "most"
