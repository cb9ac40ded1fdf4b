"""Answers that sound like something else are answers: none is left out, or taken for a call."""

from __future__ import annotations

from typing import Any

import pytest

from bot.services.app import App
from bot.services.course import Course
from tests.integration.services.test_talking import asked, client, say, value

INVESTOR: dict[str, Any] = {"needs": ["investing"], "segment": "individual", "horizon": "5_10y"}


@pytest.mark.parametrize(
    ("question", "text", "option"),
    [("debt_position", "能攒下一点", "some_savings"), ("loss_reaction", "先留着不动", "hold")],
)
def test_an_answer_that_sounds_like_skipping_is_not_left_out(
    app: App, learnt_answers: object, question: str, text: str, option: str
) -> None:
    walk = client(app, **INVESTOR)
    say(app, walk, text, Course(asking=question), "skip_question", 0.99)
    assert value(walk, question) == option


def test_an_answer_that_is_near_and_sounds_like_skipping_is_asked_about(
    app: App, learnt_answers: object
) -> None:
    walk = client(app, **INVESTOR)
    taken = say(app, walk, "我猜没啥影响吧", Course(asking="quiz_rates"), "skip_question", 0.7)
    assert "quiz_rates" not in walk.known()
    assert asked(app, walk, taken)["id"] == "confirm:quiz_rates"


@pytest.mark.parametrize(
    ("language", "text"), [("zh", "跳过吧"), ("zh", "先空着"), ("en", "move on"), ("en", "pass")]
)
def test_a_word_for_leaving_a_question_out_does(
    app: App, learnt_answers: object, language: str, text: str
) -> None:
    walk = client(app, language, **INVESTOR)
    say(app, walk, text, Course(asking="loss_reaction"), "skip_question", 0.99)
    assert walk.known()["loss_reaction"].evidence["skipped"]


@pytest.mark.parametrize("text", ["这个……不太好说", "不好说", "有点难说"])
def test_hard_to_say_is_explained_before_it_is_left_out(app: App, text: str) -> None:
    walk = client(app, **INVESTOR)
    taken = say(app, walk, text, Course(asking="max_loss"), "skip_question", 0.73)
    assert "max_loss" not in walk.known()
    assert taken.course.asking == "max_loss" and taken.course.preface


@pytest.mark.parametrize(
    ("language", "text", "intent", "people"),
    [
        ("en", "one person", "ask_human", 1),
        ("en", "one in my family, they rely on me", "inform", 1),
        ("zh", "两个靠我供养", "inform", 2),
        ("zh", "家里1个要我养", "inform", 1),
    ],
)
def test_how_many_live_on_the_clients_money(
    app: App, language: str, text: str, intent: str, people: int
) -> None:
    walk = client(app, language, **INVESTOR)
    taken = say(app, walk, text, Course(asking="dependants"), intent, 0.94)
    assert not taken.digress
    assert value(walk, "dependants") == people


@pytest.mark.parametrize(
    ("question", "text", "intent", "confidence", "option"),
    [
        ("attitude", "风险这东西我是躲着走的", "distress", 0.56, "averse"),
        ("debt_position", "多少能剩下点", "ask_how_long", 0.93, "some_savings"),
    ],
)
def test_an_answer_that_sounds_like_a_question_or_a_call_is_one(
    app: App, learnt_answers: object, question: str, text: str, intent: str, confidence: float,
    option: str,
) -> None:  # fmt: skip
    walk = client(app, **INVESTOR)
    taken = say(app, walk, text, Course(asking=question), intent, confidence)
    assert not taken.digress
    assert value(walk, question) == option


def test_who_is_in_distress_is_heard(app: App, learnt_answers: object) -> None:
    walk = client(app, **INVESTOR)
    assert say(app, walk, "亏光了，不想活了", Course(asking="attitude"), "distress", 0.97).digress


# ── needs ──


@pytest.mark.parametrize(
    ("language", "text", "needs"),
    [
        (
            "zh",
            "想替孩子把以后念大学的费用准备出来，还有手里的钱想拿出来做点投资",
            ["education", "investing"],
        ),
        (
            "zh",
            "过几年准备买套自己的房，还有有笔钱说不定什么时候要用，想找个取用方便的地方放",
            ["cash_management", "home_purchase"],
        ),
        (
            "en",
            "I'd like to buy a home, and I want to put the rest to work in the market",
            ["home_purchase", "investing"],
        ),
    ],
)
def test_two_needs_beside_one_another_are_both_heard(
    app: App, learnt_answers: object, language: str, text: str, needs: list[str]
) -> None:
    walk = client(app, language)
    say(app, walk, text, Course(asking="needs"), "state_need", 1.0)
    assert value(walk, "needs") == needs


def test_a_fact_beside_a_need_is_no_need(app: App, learnt_answers: object) -> None:
    walk = client(app)
    say(app, walk, "买房，另外我今年40岁，家里两个孩子", Course(asking="needs"), "inform")
    assert value(walk, "needs") == ["home_purchase"]
    assert value(walk, "age") == 40


def test_a_wish_that_asks_how_is_a_need(app: App, learnt_answers: object) -> None:
    walk = client(app)
    text = "想把家里的资产将来怎么传下去理一理"
    taken = say(app, walk, text, Course(asking="needs"), "ask_privacy", 0.9)
    assert not taken.digress and len(taken.course.preface) == 1
    assert value(walk, "needs") == ["wealth_planning"]


@pytest.mark.parametrize(
    ("language", "text"),
    [("zh", "我想了解一下家族信托是什么"), ("en", "I'd like to know how the taxman sees it")],
)
def test_a_wish_to_know_is_no_need(
    app: App, learnt_answers: object, language: str, text: str
) -> None:
    walk = client(app, language)
    assert say(app, walk, text, Course(asking="needs"), "ask_concept", 0.9).digress
    assert value(walk, "needs") is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "跟公司没关系，就我们家自己的"),
        ("en", "it has nothing to do with my company, just for us at home"),
    ],
)
def test_not_for_the_company_is_for_the_family(
    app: App, learnt_answers: object, language: str, text: str
) -> None:
    walk = client(app, language, needs=["education"])
    say(app, walk, text, Course(asking="segment"))
    assert value(walk, "segment") == "individual"


@pytest.mark.parametrize(
    ("language", "text", "option"),
    [
        ("zh", "利率涨，债券就跌", "correct"),
        ("zh", "利率上升，价格也涨", "wrong"),
        ("en", "when rates go up prices fall", "correct"),
        ("en", "if rates rise they go up", "wrong"),
    ],
)
def test_an_answer_that_repeats_what_its_question_supposes(
    app: App, learnt_answers: object, language: str, text: str, option: str
) -> None:
    walk = client(app, language, **INVESTOR)
    say(app, walk, text, Course(asking="quiz_rates"))
    assert value(walk, "quiz_rates") == option
