"""Clients' own words, heard in whole conversations: what they must and must not be read as."""

from __future__ import annotations

from typing import Any

import pytest

from bot import rulebook
from bot.language import profile
from bot.language.agreement import (
    affirm_or_deny,
    is_question,
    is_request,
    is_reticent,
    is_unknowing,
    language_wished,
)
from bot.services import matching_words
from bot.settings import load_settings

pytestmark = pytest.mark.usefixtures("learnt_answers")
QUESTIONS = {q.id: q for q in rulebook.load(load_settings({})).questionnaire.questions}


def yuan(amount: int) -> dict[str, Any]:
    return {"amount": amount * 100, "currency": "CNY"}


@pytest.mark.parametrize(
    ("question", "said", "option"),
    [
        ("objective", "稳当一点，也希望能涨一些", "balanced"),
        ("objective", "steady but with a bit of growth", "balanced"),
        ("objective", "多涨一点，跌跌也没事", "growth"),
        ("debt_position", "没什么债，每年还能存点钱", "some_savings"),
        ("debt_position", "no debt, we save some every month", "some_savings"),
        ("civil_capacity", "是的，我自己能做主", "full"),
        ("civil_capacity", "yes, I can decide for myself", "full"),
        ("quiz_diversification", "it reduces the risk", "correct"),
        ("segment", "个人", "individual"),
        ("segment", "我们老两口的", "individual"),
        ("liquidity_need", "应该用不到", "none"),
        ("liquidity_need", "中间可能会用一点点", "some"),
        ("knowledge", "I know quite a bit", "good"),
        ("knowledge", "so-so tbh", "general"),
        ("gain_loss_choice", "30% gain 15% loss", "g30_l15"),
        ("attitude", "fine with risk if the return is better", "willing"),
    ],
)
def test_free_words_mean_their_option(question: str, said: str, option: str) -> None:
    assert matching_words.match(said, QUESTIONS[question]).option == option


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("debt_position", "no debt"),
        ("debt_position", "没有贷款"),
        ("debt_position", "有房贷"),
        ("civil_capacity", "我自己不能做主"),
        ("attitude", "好的"),
        ("attitude", "yes"),
        ("dependants", "four"),
        ("loss_reaction", "我不知道"),
    ],
)
def test_what_is_not_clear_is_not_taken(question: str, said: str) -> None:
    assert matching_words.match(said, QUESTIONS[question]).options == ()


@pytest.mark.parametrize(
    ("asking", "said", "value"),
    [
        ("annual_income", "税后二十五w左右", yuan(250_000)),
        ("investable_assets", "I have 500k USD", {"amount": 50_000_000, "currency": "USD"}),
        ("age", "29 :)", 29),
        ("dependants", "没有，就我自己", 0),
        ("dependants", "none, the kids have left home", 0),
        ("dependants", "爸媽兩個人", 2),
        ("dependants", "four", 4),
        ("dependants", "没有孩子，但要养父母", 2),
        ("experience_years", "两年不到", "lt_2"),
        ("reserve_months", "三个月不到", 2),
    ],
)
def test_values_are_read_as_people_say_them(asking: str, said: str, value: Any) -> None:
    language = "en" if said.isascii() else "zh"
    read = profile.read(said, language=language, asking=asking, now_year=2026)
    assert [(r.value, r.sure) for r in read if r.id == asking] == [(value, True)]


@pytest.mark.parametrize(
    ("asking", "said"),
    [
        ("dependants", "no, just my wife"),
        ("dependants", "一个人"),
        ("annual_income", "去年赚了二十来万"),
        ("annual_income", "we made about 350k last year"),
        ("goal_amount", "首付大概要贷款两百万"),
    ],
)
def test_values_that_may_mean_something_else_are_confirmed_first(asking: str, said: str) -> None:
    language = "en" if said.isascii() else "zh"
    read = profile.read(said, language=language, asking=asking, now_year=2026)
    assert not any(r.sure for r in read if r.id == asking)


@pytest.mark.parametrize("said", ["我不知道", "不清楚呢", "I don't know", "no idea, sorry", "唔知"])
def test_not_knowing_is_heard(said: str) -> None:
    assert is_unknowing(said)


@pytest.mark.parametrize("said", ["不知道三年够不够", "I don't know much about bonds", "知道一点"])
def test_not_knowing_something_is_no_plain_not_knowing(said: str) -> None:
    assert not is_unknowing(said)


@pytest.mark.parametrize("said", ["不想说", "这个不方便透露", "I'd rather not say"])
def test_keeping_it_to_oneself_is_heard(said: str) -> None:
    assert is_reticent(said)


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("换成中文吧", "zh"),
        ("can we continue in English?", "en"),
        ("换回中文吧，你们收费吗", None),
        ("Sorry, can we continue in English? What are your fees?", None),
        ("my English is good", None),
    ],
)
def test_a_wish_for_a_language_is_heard_only_where_it_is_all(
    said: str, language: str | None
) -> None:
    assert language_wished(said) == language


@pytest.mark.parametrize("said", ["推荐一只股票给我吧", "你直接告诉我选哪个就行", "you choose"])
def test_a_request_is_told_from_a_statement(said: str) -> None:
    assert is_request(said)
    assert not is_request("别亏太多就行，能涨点最好啦")


def test_searching_for_words_is_no_question() -> None:
    assert not is_question("哎呀怎么说呢那个")
    assert not is_question("嗯嗯啊啊这个嘛")
    assert is_question("这个怎么说")


def test_approval_in_other_words_is_a_yes() -> None:
    assert affirm_or_deny("looks good to me") is True
    assert affirm_or_deny("doesn't look right to me") is not True


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("请用英文", "en"),
        ("你会说英文吗", "en"),
        ("请你用英文回复我", "en"),
        ("can we speak Chinese", "zh"),
        ("could you reply in Chinese", "zh"),
        ("let's do this in Mandarin", "zh"),
        ("I teach English", None),
        ("学英文用什么软件", None),
        ("can we speak Chinese? what are your fees?", None),
    ],
)
def test_a_language_can_be_asked_for_in_the_other(said: str, language: str | None) -> None:
    assert language_wished(said) == language
