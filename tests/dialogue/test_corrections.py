"""Changing what was said: naming a value, going back, starting over, contradicting oneself."""

from __future__ import annotations

import pytest

from tests.dialogue.personas import ENGLISH, SAVER, TORN
from tests.talk import Talk

pytestmark = pytest.mark.rasa


def _at(talk: Talk, question: str, answers: dict) -> Talk:
    return talk.consent().answer(answers, until=(question,))


def test_a_value_is_changed_in_the_middle_and_the_talk_goes_on(en: Talk) -> None:
    _at(en, "knowledge", ENGLISH)
    en.say("change my horizon to five years")
    assert "5 years" in en.words
    assert en.asking == "knowledge"
    assert en.profile()["answers"]["horizon_months"] == 60


def test_a_value_is_changed_after_the_result_and_a_new_result_is_made(zh: Talk) -> None:
    _at(zh, "summary", SAVER)
    zh.choose("confirm")
    before = zh.card("assessment")
    assert before["answers"]["horizon"] == "3_5y"

    zh.say("把投资期限改成一年半")
    zh.answer(SAVER)
    zh.choose("confirm")

    after = zh.card("assessment")
    assert after["answers"]["horizon_months"] == 18
    assert after["category"] <= "C2", "money needed within three years is capped at C2"


def test_going_back_opens_the_last_question_again(zh: Talk) -> None:
    _at(zh, "liquidity_need", SAVER)
    zh.say("返回上一题")
    assert zh.asking == "objective"
    zh.choose("growth")
    assert zh.asking == "liquidity_need"
    assert zh.profile()["answers"]["objective"] == "growth"


def test_start_over_forgets_the_answers(zh: Talk) -> None:
    _at(zh, "liquidity_need", SAVER)
    zh.say("我想重新开始")
    assert zh.asking == "needs"
    assert zh.profile()["answers"] == {}


def test_naming_a_value_without_a_new_one_asks_its_question_again(zh: Talk) -> None:
    _at(zh, "liquidity_need", SAVER)
    zh.say("我想修改“投资目标”的回答。")
    assert zh.asking == "objective"


def test_a_contradiction_is_asked_about_once_and_flagged(zh: Talk) -> None:
    zh.consent().answer(TORN, until=("summary", *_contradictions()))
    assert zh.asking is not None and zh.asking.startswith("contradiction:")
    zh.choose("keep")
    zh.answer(TORN)
    assert zh.asking == "summary", "it is not asked about twice"
    zh.choose("confirm")
    card = zh.card("assessment")
    assert card["contradictions"]
    assert "contradiction" in card["flags"]
    assert card["category"] <= "C2"


def _contradictions() -> tuple[str, ...]:
    from bot import rulebook
    from bot.settings import load_settings

    policy = rulebook.load(load_settings({})).policy
    return tuple(f"contradiction:{rule.id}" for rule in policy.contradictions)


def test_going_back_twice_goes_back_twice(en: Talk) -> None:
    _at(en, "annual_income", ENGLISH)
    en.say("go back")
    assert en.asking == "income_source"
    en.say("go back again")
    assert en.asking == "liquidity_need"


def test_a_loss_limit_is_changed_after_the_result_though_it_sounds_like_a_promise(zh: Talk) -> None:
    _at(zh, "summary", SAVER)
    zh.choose("confirm")
    assert zh.asking == "offer"
    zh.say("把可承受亏损改成一分都不能亏")
    assert zh.profile()["answers"]["max_loss"] == "none"


def test_an_old_questions_button_changes_that_answer_and_the_talk_goes_on(zh: Talk) -> None:
    _at(zh, "objective", SAVER)
    late = next(o["choice"] for o in zh.question["options"] if o["id"] == "growth")  # type: ignore[index]
    zh.choose("balanced")
    zh.choose("some", "liquidity_need")
    zh._send({"choice": late})
    assert zh.asking == "income_source"
    assert zh.profile()["answers"]["objective"] == "growth"


def test_all_sums_are_taken_in_the_currency_the_client_says(en: Talk) -> None:
    unsigned = ENGLISH | {"goal_amount": {"say": "80k"}, "annual_income": {"say": "60 thousand"}}
    _at(en, "investable_assets", unsigned)
    assert en.profile()["answers"]["annual_income"]["currency"] == "CNY"
    en.say("sorry, I meant pounds")
    answers = en.profile()["answers"]
    assert answers["goal_amount"] == {"amount": 8_000_000, "currency": "GBP"}
    assert answers["annual_income"] == {"amount": 6_000_000, "currency": "GBP"}
    assert "GBP" in en.words
    assert en.asking == "investable_assets"
    en.say("200k")
    assert en.profile()["answers"]["investable_assets"]["currency"] == "GBP"


def test_a_first_sign_after_sums_without_one_is_asked_about(zh: Talk) -> None:
    _at(zh, "investable_assets", SAVER | {"annual_income": {"say": "一年三十万"}})
    zh.say("大概一百万港币")
    assert zh.profile()["answers"]["investable_assets"]["currency"] == "HKD"
    seen = set()
    while zh.asking.startswith("confirm:"):
        seen.add(zh.asking)
        zh.choose("yes")
    assert "confirm:annual_income" in seen
    assert zh.profile()["answers"]["annual_income"] == {"amount": 30_000_000, "currency": "HKD"}
