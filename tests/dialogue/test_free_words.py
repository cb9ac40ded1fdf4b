"""People in their own words: what they say to a question is their answer, and is asked once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.dialogue.personas import ENGLISH, SAVER
from tests.talk import Talk

pytestmark = pytest.mark.rasa

CHATTY: dict[str, Any] = SAVER | {
    "segment": {"say": "就我自个儿的小金库啦"},
    "goal_amount": {"say": "额…大概六十w吧"},
    "horizon": {"say": "三年以后要用"},
    "objective": {"say": "稳当一点，也希望能涨一些"},
    "liquidity_need": {"say": "应该不怎么会用吧，顶多拿一点点"},
    "income_source": {"say": "打工人，每月发工资"},
    "annual_income": {"say": "税后二十五w左右"},
    "investable_assets": {"say": "差不多30w"},
    "debt_position": {"say": "没什么债，每年还能存点钱"},
    "reserve_months": {"say": "大概四五个月哈"},
    "dependants": {"say": "没有啦，单身狗一枚"},
    "experience_products": {"say": "买过股票，也买过基金"},
    "experience_years": {"say": "两年不到"},
    "knowledge": {"say": "半吊子吧，懂个皮毛"},
    "quiz_inflation": {"say": "肯定买的少了呀"},
    "quiz_diversification": {"say": "鸡蛋不能放在一个篮子里嘛，分散"},
    "quiz_rates": {"say": "额这个不会"},
    "attitude": {"say": "我胆子比较小，小波动还行"},
    "loss_reaction": {"say": "那我应该会装死哈哈"},
    "gain_loss_choice": {"say": "赚15%亏5%那个"},
    "max_loss": {"say": "亏个百分之五到顶了"},
    "intended_products": {"say": "债券基金之类的"},
    "age": {"say": "本人28"},
    "civil_capacity": {"say": "当然我自己做主呀"},
}
"""Talks as people text: fillers, particles, half jokes; 28, saves for a child's studies."""

EXPAT: dict[str, Any] = ENGLISH | {
    "segment": {"say": "it's just me"},
    "goal_amount": {"say": "about 100k USD"},
    "horizon": {"say": "in 4 or 5 years"},
    "objective": {"say": "growth mostly, I can stomach some dips"},
    "liquidity_need": {"say": "none of it really"},
    "income_source": {"say": "I work for a tech company"},
    "annual_income": {"say": "120k USD"},
    "investable_assets": {"say": "I have 500k USD"},
    "debt_position": {"say": "no debt, we save some every month"},
    "reserve_months": {"say": "about six months"},
    "dependants": {"say": "none, the kids have left home"},
    "experience_products": {"say": "ETFs and some options"},
    "experience_years": {"say": "seven years or so"},
    "knowledge": {"say": "I know quite a bit"},
    "quiz_inflation": {"say": "its purchasing power drops"},
    "quiz_diversification": {"say": "it reduces the risk"},
    "quiz_rates": {"say": "prices drop"},
    "attitude": {"say": "fine with risk if the return is better"},
    "loss_reaction": {"say": "buy the dip"},
    "gain_loss_choice": {"say": "30% gain 15% loss"},
    "max_loss": {"say": "around 25%"},
    "intended_products": {"say": "index funds"},
    "age": {"say": "34 :)"},
    "civil_capacity": {"say": "yes, I can decide for myself"},
}
"""An employee from abroad with dollars, who answers in passing."""


def test_a_chatty_client_is_understood_and_asked_nothing_twice(zh: Talk) -> None:
    zh.consent().answer(CHATTY)
    assert zh.asking == "summary", zh.words
    assert len(zh.asked) == len(set(zh.asked)), "a question was asked again"
    assert zh.profile()["needs"] == ["education"], "发工资 is no wish for payment services"
    answers = zh.profile()["answers"]
    said = {
        "annual_income": {"amount": 25_000_000, "currency": "CNY"},
        "objective": "balanced",
        "liquidity_need": "some",
        "debt_position": "some_savings",
        "dependants": 0,
        "experience_years": "lt_2",
        "knowledge": "limited",
        "attitude": "cautious",
        "loss_reaction": "hold",
        "gain_loss_choice": "g15_l5",
        "age": 28,
        "civil_capacity": "full",
    }
    assert {name: answers[name] for name in said} == said


def test_an_expat_is_understood_in_passing(en: Talk) -> None:
    en.consent().answer(EXPAT)
    assert en.asking == "summary", en.words
    assert len(en.asked) == len(set(en.asked)), "a question was asked again"
    answers = en.profile()["answers"]
    said = {
        "investable_assets": {"amount": 50_000_000, "currency": "USD"},
        "debt_position": "some_savings",
        "dependants": 0,
        "knowledge": "good",
        "quiz_diversification": "correct",
        "attitude": "willing",
        "gain_loss_choice": "g30_l15",
        "civil_capacity": "full",
    }
    assert {name: answers[name] for name in said} == said
    rows = {row["id"]: row["value"] for row in en.card("summary")["rows"]}
    assert (rows["age"], rows["dependants"]) == ("34", "none")


def test_a_known_thing_said_in_passing_does_not_hide_the_answer(en: Talk) -> None:
    en.consent().answer(ENGLISH | {"needs": ["investing"]}, until=("objective",))
    en.say("grow it over the long run")
    assert en.profile()["answers"]["objective"] == "growth"


def test_no_debt_alone_is_asked_about(zh: Talk) -> None:
    zh.consent().answer(SAVER, until=("debt_position",))
    zh.say("没有贷款")
    assert zh.asking == "debt_position"
    assert "debt_position" not in zh.profile()["answers"]


def test_what_is_said_roughly_stays_rough(zh: Talk) -> None:
    zh.consent().answer(SAVER | {"annual_income": {"say": "三十来万"}})
    rows = {row["id"]: row["value"] for row in zh.card("summary")["rows"]}
    assert rows["annual_income"] == "约 30 万元"
    assert rows["investable_assets"] == "200 万元"
    details = {row["id"]: row["text"] for row in zh.profile()["details"]}
    assert details["annual_income"] == "约 30 万元"
