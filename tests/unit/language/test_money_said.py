"""Sums spelt in every way are read as spelt, and what is said back is taken for certain."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.language import amounts, say
from bot.language.normal import fold
from bot.language.profile import read
from bot.language.wordlist import words

LANGUAGES = st.sampled_from(["zh", "en"])
CURRENCIES = st.sampled_from(sorted(say._NAMES_ZH))
YUAN = st.one_of(
    st.integers(1_000, 99_999),
    st.integers(10, 9_999).map(lambda n: n * 10_000),
    st.integers(1, 99).map(lambda n: n * 10**7),
)
MINOR = st.one_of(st.integers(200_000, 10**9), st.integers(20, 10**5).map(lambda n: n * 10**6))
ASKED = st.sampled_from(["investable_assets", "goal_amount"])

HAN = "零一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"
ONES = list(
    words(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen"
    )
)
TENS = list(words("_ _ twenty thirty forty fifty sixty seventy eighty ninety"))


def in_han(number: int, digits: str = HAN) -> str:
    """A whole number in Chinese numerals: 35000 is 三万五千."""
    for unit, name in ((10**8, "亿"), (10**4, "万")):
        if number >= unit:
            head, rest = divmod(number, unit)
            gap = digits[0] if rest and rest < unit // 10 else ""
            return in_han(head, digits) + name + (gap + in_han(rest, digits) if rest else "")
    out, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            out += (digits[0] if zero and out else "") + digits[digit] + name
            zero = False
        elif out:
            zero = True
    return out


def in_english(number: int) -> str:
    """A whole number in English words: 250000 is "two hundred and fifty thousand"."""
    for unit, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if number >= unit:
            head, rest = divmod(number, unit)
            glue = " and " if 0 < rest < 100 else " "
            return f"{in_english(head)} {name}" + (glue + in_english(rest) if rest else "")
    if number >= 100:
        head, rest = divmod(number, 100)
        return f"{ONES[head]} hundred" + (f" and {in_english(rest)}" if rest else "")
    if number >= 20:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    return ONES[number]


def only(text: str) -> amounts.Amount:
    (amount,) = amounts.find(fold(text))
    assert amount.high is None
    return amount


@settings(max_examples=60, deadline=None)
@given(YUAN, st.sampled_from([HAN, FORMAL]))
def test_chinese_numerals_are_read_as_their_number(yuan: int, digits: str) -> None:
    assert only(in_han(yuan, digits) + "元").low == yuan


@settings(max_examples=60, deadline=None)
@given(YUAN)
def test_english_words_are_read_as_their_number(pounds: int) -> None:
    amount = only(f"{in_english(pounds)} pounds")
    assert (amount.low, amount.currency) == (pounds, "GBP")


@settings(max_examples=50, deadline=None)
@given(
    st.integers(1000, 10**9),
    st.sampled_from([("{:,}", ","), ("{:,}", "'"), ("{:,}", " ")]),
    st.sampled_from(["¥", "HK$", "US$", "S$", "€", "CHF "]),
)
def test_marks_of_thousands_do_not_cut_a_number(
    major: int, form: tuple[str, str], sign: str
) -> None:
    pattern, mark = form
    text = sign + pattern.format(major).replace(",", mark)
    sure = [a for a in amounts.find(fold(text)) if a.sure]
    assert all(a.low == major for a in sure)
    assert sure or (mark == " " and major < 10**6)


@settings(max_examples=50, deadline=None)
@given(st.integers(10, 9999), st.sampled_from(["万", "w", "W", " 万", "个w", "萬"]))
def test_ten_thousands_are_read_however_they_are_typed(number: int, unit: str) -> None:
    assert only(f"{number}{unit}").low == number * 10_000


@settings(max_examples=50, deadline=None)
@given(
    st.integers(1, 999),
    st.sampled_from(["k", "K", " k", " thousand", " grand"]),
    st.sampled_from(["", "$", "HK$", "£"]),
)
def test_thousands_are_read_however_they_are_typed(number: int, unit: str, sign: str) -> None:
    assume(sign or f"{number}{unit.lower()}" != "401k")  # a plan of saving is called so
    assert only(f"{sign}{number}{unit}").low == number * 1000


def test_529_thousand_are_no_plan_of_saving() -> None:
    assert len(read("264.5 万到 529 万", language="zh", asking="goal_amount")) == 1
    assert [only(text).low for text in ("529k", "529 thousand", "$529")] == [529e3, 529e3, 529]
    assert [len(amounts.find(text)) for text in ("my 401k", "a 529 plan", "the 529")] == [0, 0, 0]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 9), st.integers(1, 9), st.sampled_from("万千亿"))
def test_a_digit_behind_a_unit_counts_the_next_lower_place(head: int, tail: int, unit: str) -> None:
    scale = {"万": 10**4, "千": 10**3, "亿": 10**8}[unit]
    assert only(f"{HAN[head]}{unit}{HAN[tail]}").low == head * scale + tail * scale // 10


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 400), st.integers(1, 400), st.sampled_from(["到", "-", "~", "至"]))
def test_a_range_of_ten_thousands_keeps_both_ends(low: int, more: int, joiner: str) -> None:
    (amount,) = amounts.find(fold(f"{low}{joiner}{low + more}万"))
    if amount.sure:
        assert (amount.low, amount.high) == (low * 10_000, (low + more) * 10_000)


@settings(max_examples=60, deadline=None)
@given(MINOR, CURRENCIES, LANGUAGES, ASKED, st.booleans())
def test_what_is_said_back_is_taken_for_certain(
    minor: int, currency: str, language: str, asked: str, rough: bool
) -> None:
    value = {"amount": minor, "currency": currency}
    said = say.amount(value, language, approximate=rough)
    (reading,) = read(said, language=language, asking=asked, currency="XXX")
    assert (reading.id, reading.value, reading.sure) == (asked, value, True)
    assert reading.approximate == rough


@settings(max_examples=60, deadline=None)
@given(MINOR, st.integers(2, 7), CURRENCIES, LANGUAGES, ASKED)
def test_a_range_that_is_said_back_is_taken_for_certain(
    low: int, factor: int, currency: str, language: str, asked: str
) -> None:
    value: dict[str, Any] = {"min": low, "max": low * factor, "currency": currency}
    (reading,) = read(say.amount(value, language), language=language, asking=asked)
    assert (reading.id, reading.value, reading.sure) == (asked, value, True)


@pytest.mark.parametrize(
    ("period", "per_year"),
    [("每月{}万", 12), ("月薪{}万", 12), ("一个季度{}万", 4), ("年薪{}万", 1), ("{}万/月", 12),
     ("{}k a month", 12), ("{}k per week", 52), ("{}k every two weeks", 26), ("{}k a quarter", 4),
     ("{}k p.a.", 1), ("{}k fortnightly", 26)],
)  # fmt: skip
@pytest.mark.parametrize("sum_", [12, 30])
def test_pay_of_any_period_is_a_years_and_rough_unless_it_is_a_years(
    period: str, per_year: int, sum_: int
) -> None:
    text = period.format(sum_)
    unit = 10_000 if "万" in text else 1000
    language = "zh" if "万" in text else "en"
    (reading,) = [
        r for r in read(text, language=language, asking="annual_income") if r.id == "annual_income"
    ]
    assert reading.value == {"amount": sum_ * unit * per_year * 100, "currency": "CNY"}
    assert reading.sure and reading.approximate == (per_year != 1)


@pytest.mark.parametrize("text", ["一小时100", "日薪500", "$40 an hour", "300 a day"])
def test_pay_by_the_hour_or_day_is_never_certain(text: str) -> None:
    found = read(text, language="zh" if text[0] in "一日" else "en", asking="annual_income")
    assert found and not any(reading.sure for reading in found)


def test_the_spellers_spell() -> None:
    assert (in_han(35_000), in_han(10_500_020)) == ("三万五千", "一千零五十万零二十")
    assert in_english(250_030) == "two hundred and fifty thousand and thirty"
    assert Fraction(only("三万五千元").low) == 35_000
