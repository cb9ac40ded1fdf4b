# ruff: noqa: E501 - tables of sentences, one a line
"""What is said back is read as the same value; and no text at all breaks the readers."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language import (
    agreement,
    amounts,
    bands,
    contacts,
    dates,
    say,
    secrets,
    shares,
    spans,
)
from bot.language.normal import fold
from bot.language.profile import read

LANGUAGES = st.sampled_from(["zh", "en"])
CURRENCIES = st.sampled_from(sorted(say._NAMES_ZH))
MINOR = st.one_of(
    st.integers(1, 10**6), st.integers(1, 10**7).map(lambda n: n * 10**4), st.integers(1, 10**13)
)


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ({"amount": 200000000, "currency": "CNY"}, "200 万元", "CNY 2 million"),
        ({"amount": 3500000, "currency": "CNY"}, "3.5 万元", "CNY 35,000"),
        ({"amount": 15000000000, "currency": "CNY"}, "1.5 亿元", "CNY 150 million"),
        ({"amount": 20000000, "currency": "USD"}, "20 万美元", "USD 200,000"),
        ({"amount": 123456, "currency": "EUR"}, "1,234.56 欧元", "EUR 1,234.56"),
        ({"min": 50000000, "max": 100000000, "currency": "CNY"}, "50 万元到 100 万元", "CNY 500,000 to CNY 1 million"),
    ],
)  # fmt: skip
def test_a_sum_is_said_in_the_words_of_the_language(
    value: dict[str, Any], zh: str, en: str
) -> None:
    assert (say.amount(value, "zh"), say.amount(value, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ({"min": 1_000_000_000}, "1000 万元及以上", "CNY 10 million or more"),
        ({"min": 0, "max": 5_000_000}, "5 万元以下", "less than CNY 50,000"),
    ],
)
def test_the_first_and_the_last_band_are_said_by_their_one_end(
    value: dict[str, int], zh: str, en: str
) -> None:
    band = {**value, "currency": "CNY"}
    assert (say.amount(band, "zh"), say.amount(band, "en")) == (zh, en)


def test_times_and_shares_are_said_plainly() -> None:
    assert say.duration(36, "zh") == "3 年"
    assert say.duration(18, "en", approximate=True) == "about 18 months"
    assert say.duration({"min": 36, "max": 60}, "zh") == "3 年到 5 年"
    assert say.duration(30, "en") == "2 years 6 months"
    assert say.percent({"min": 5, "max": 10}, "en") == "5% to 10%"
    assert say.age(45, "zh") == "45 岁"
    assert say.people(1, "en") == "1 person"


@settings(max_examples=60, deadline=None)
@given(MINOR, CURRENCIES, LANGUAGES, st.booleans())
def test_a_sum_that_is_said_is_read_back(
    minor: int, currency: str, language: str, rough: bool
) -> None:
    value = {"amount": minor, "currency": currency}
    (amount,) = amounts.find(fold(say.amount(value, language, approximate=rough)))
    assert amount.value("XXX") == value


@settings(max_examples=60, deadline=None)
@given(MINOR, st.integers(2, 50), CURRENCIES, LANGUAGES)
def test_a_range_of_sums_that_is_said_is_read_back(
    low: int, factor: int, currency: str, language: str
) -> None:
    value = {"min": low, "max": low * factor, "currency": currency}
    if value["max"] < 10**13:
        (amount,) = amounts.find(fold(say.amount(value, language)))
        assert amount.value("XXX") == value


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 600), LANGUAGES)
def test_a_time_that_is_said_is_read_back(months: int, language: str) -> None:
    (span,) = spans.find(fold(say.duration(months, language)))
    assert span.low == months


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 300), st.integers(1, 300), LANGUAGES)
def test_a_range_of_times_that_is_said_is_read_back(low: int, more: int, language: str) -> None:
    (span,) = spans.find(fold(say.duration({"min": low, "max": low + more}, language)))
    assert (span.low, span.high) == (low, low + more)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 100), LANGUAGES)
def test_a_share_that_is_said_is_read_back(percent: int, language: str) -> None:
    (share,) = shares.find(fold(say.percent(percent, language)))
    assert share.low == percent


@settings(max_examples=60, deadline=None)
@given(st.integers(14, 105), LANGUAGES)
def test_an_age_that_is_said_is_read_back(years: int, language: str) -> None:
    (reading,) = read(say.age(years, language), language=language, asking="age")
    assert (reading.id, reading.value, reading.sure) == ("age", years, True)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 600), LANGUAGES, st.booleans(), st.sampled_from(["horizon", "reserve_months"])
)
def test_a_time_that_is_said_answers_the_question_for_one(
    months: int, language: str, rough: bool, asking: str
) -> None:
    said = say.duration(months, language, approximate=rough)
    found = {r.id: r for r in read(said, language=language, asking=asking)}
    name = "horizon_months" if asking == "horizon" else asking
    assert (found[name].value, found[name].sure, found[name].approximate) == (months, True, rough)
    if asking == "horizon":
        assert found["horizon"].value == bands.horizon(Fraction(months))[0]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 300), st.integers(1, 300), LANGUAGES)
def test_a_range_of_times_is_never_read_as_one_of_its_ends(
    low: int, more: int, language: str
) -> None:
    said = say.duration({"min": low, "max": low + more}, language)
    found = {r.id: r for r in read(said, language=language, asking="horizon")}
    assert found["horizon_months"].value == {"min": low, "max": low + more}
    single = bands.horizon(Fraction(low), Fraction(low + more))[1]
    assert found["horizon_months"].sure == single


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 100), LANGUAGES)
def test_a_share_that_is_said_answers_the_question_for_the_greatest_loss(
    percent: int, language: str
) -> None:
    (reading,) = read(say.percent(percent, language), language=language, asking="max_loss")
    assert (reading.value, reading.sure) == (bands.loss(Fraction(percent))[0], True)


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 20), LANGUAGES)
def test_a_number_of_people_that_is_said_is_read_back(count: int, language: str) -> None:
    found = read(say.people(count, language), language=language, asking="dependants")
    assert [(r.id, r.value, r.sure) for r in found] == [("dependants", count, True)]


@settings(max_examples=80, deadline=None)
@given(
    st.dates(date(2026, 11, 30), date(2070, 1, 1)),
    st.dates(date(2026, 11, 1), date(2026, 11, 30)),
    LANGUAGES,
)
def test_a_day_that_is_said_is_as_many_months_away(day: date, today: date, language: str) -> None:
    months = 12 * (day.year - today.year) + day.month - today.month
    (point,) = dates.find(fold(say.day(day, language)), today)
    assert (point.low, point.high) == (max(months, 0), max(months, 0))


PIECES = st.sampled_from(
    [*list("0123456789.,-~%$¥€£万亿千百十年个月岁两三五半多来几到至以内不是有没，。？! \nkmw约每"), " years", " months", " to ", "between ", " and ", "million", "half a ", "a ", "存款", "年薪", "房贷", "亏", "最多", "孩子", "I'm ", "save", "not ", "hundred ", "thousand ", "密码", "微信", "电话", "我叫", "my name is ", "@", "不同意", "½", "👍", "́"]
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(
    st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=60).map("".join)),
    LANGUAGES,
    st.sampled_from([None, "age", "horizon", "investable_assets", "dependants", "max_loss", "needs", "segment", "annual_income", "reserve_months", "experience_years", "experience_products"]),
)  # fmt: skip
def test_no_text_breaks_a_reader(text: str, language: str, asking: str | None) -> None:
    for reading in read(text, language=language, asking=asking, now_year=2026):
        assert 0 <= reading.start <= reading.end <= len(text)
        if isinstance(reading.value, dict) and "amount" in reading.value:
            assert type(reading.value["amount"]) is int and reading.value["amount"] >= 0
        if isinstance(reading.value, dict) and "min" in reading.value:
            assert reading.value["min"] < reading.value["max"]
    agreement.affirm_or_deny(text)
    agreement.is_question(text)
    agreement.is_correction(text)
    contacts.read(text, asked=True)
    assert secrets.redact(secrets.redact(text)) == secrets.redact(text)


LONG = ["1" * 4096, "1," * 2048, "一" * 1365, "万" * 1365, "a " * 2048, "half a " * 585, "1-" * 2048, "not " * 1024, "存" * 1365,
        "1 000" * 819, "and " * 1024, "1%" * 2048, "50万到" * 341, "a@" * 2048, "密码是" * 455, "我叫" * 682, "\u0301" * 2048, "不" * 1365,
        "1.1." * 1024, "3年" * 1024, "twenty-" * 585, "孩子" * 682, " " * 4096, "i am " * 819, "给孩子" * 455, "buy a " * 682, "微信" * 682]  # fmt: skip


@pytest.mark.parametrize("text", LONG, ids=[t[:8] for t in LONG])
@pytest.mark.timeout(20)
def test_the_longest_message_of_one_pattern_is_read_to_its_end(text: str) -> None:
    read(text, language="zh", asking="investable_assets", now_year=2026)
    contacts.read(text, asked=True)
    secrets.redact(text)
    assert agreement.affirm_or_deny(text) is None or len(text) <= 200
