# ruff: noqa: E501 - tables of sentences, one a line
"""Spans of time, percentages, ages and counts of people."""

from __future__ import annotations

import pytest

from bot.language import ages, people, shares, spans
from bot.language.normal import fold

LENGTHS: list[tuple[str, float]] = [
    ("三年", 36), ("3年", 36), ("半年", 6), ("一年半", 18), ("三年半", 42), ("两年零三个月", 27), ("十年", 120),
    ("一年", 12), ("18个月", 18), ("三个月", 3), ("一个半月", 1.5), ("90天", 3), ("两个季度", 6), ("十五年", 180),
    ("20年", 240), ("两年时间", 24), ("3 years", 36), ("three years", 36), ("10 yrs", 120), ("5y", 60), ("3-year", 36),
    ("18 months", 18), ("18-month", 18), ("6 mos", 6), ("a year", 12), ("a year and a half", 18), ("half a year", 6),
    ("one and a half years", 18), ("1 year and 6 months", 18), ("two and a half years", 30), ("2½ years", 30),
    ("2.5 years", 30), ("two decades", 240), ("fifteen years", 180), ("a month", 1), ("90 days", 3),
    ("four quarters", 12), ("5 year", 60), ("三年期", 36), ("5個月", 5),
]  # fmt: skip

RANGES: list[tuple[str, float, float]] = [
    ("三到五年", 36, 60), ("3-5年", 36, 60), ("3年到5年", 36, 60), ("三五年", 36, 60), ("一两年", 12, 24), ("两三年", 24, 36),
    ("五六年", 60, 72), ("3-5 years", 36, 60), ("three to five years", 36, 60), ("3 to 5 yrs", 36, 60),
    ("6 to 12 months", 6, 12), ("between 5 and 10 years", 60, 120), ("6-12个月", 6, 12), ("2 or 3 years", 24, 36),
]  # fmt: skip

DOUBTFUL = [
    "三、五年",
    "几年",
    "a few years",
    "several years",
    "十年八年",
    "三年或者八年",
    "明年",
    "next year",
    "一年半载",
    "个把月",
]
NO_SPAN = [
    "三年级",
    "年薪",
    "45 years old",
    "10-year-old",
    "2026年",
    "三月",
    "12m",
    "周三",
    "年化",
    "五年级",
]


@pytest.mark.parametrize(("text", "months"), LENGTHS)
def test_a_length_of_time_is_read_in_months(text: str, months: float) -> None:
    (span,) = spans.find(fold(text))
    assert (float(span.low), span.high, span.sure) == (months, None, True)


@pytest.mark.parametrize(("text", "low", "high"), RANGES)
def test_a_range_of_time_has_both_ends(text: str, low: float, high: float) -> None:
    (span,) = spans.find(fold(text))
    assert (span.low, span.high, span.sure) == (low, high, True)


@pytest.mark.parametrize("text", DOUBTFUL)
def test_a_vague_time_is_never_sure(text: str) -> None:
    found = spans.find(fold(text), today=2026)
    assert found and not any(span.sure for span in found)


@pytest.mark.parametrize("text", NO_SPAN)
def test_what_only_looks_like_time_is_none(text: str) -> None:
    assert spans.find(fold(text)) == ()


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("三年以内", "at_most"),
        ("不到一年", "under"),
        ("within 3 years", "at_most"),
        ("over 10 years", "over"),
        ("十年以上", "over"),
        ("10+ years", "at_least"),
        ("at least 3 years", "at_least"),
        ("不超过三年", "at_most"),
        ("no more than 2 years", "at_most"),
        ("三年", None),
    ],
)
def test_a_bound_is_told_from_a_value(text: str, bound: str | None) -> None:
    assert spans.find(fold(text))[0].bound == bound


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("10%", 10, None), ("百分之十", 10, None), ("10个点", 10, None), ("两成", 20, None), ("三成半", 35, None),
        ("一半", 50, None), ("half", 50, None), ("1/4", 25, None), ("四分之一", 25, None), ("ten percent", 10, None),
        ("5-10%", 5, 10), ("百分之五到十", 5, 10), ("a tenth", 10, None), ("5%到10%", 5, 10), ("一两成", 10, 20),
        ("10 to 20 percent", 10, 20), ("20 pct", 20, None), ("three quarters", 75, None), ("１５％", 15, None),
    ],
)  # fmt: skip
def test_a_share_is_read_in_percent(text: str, low: float, high: float | None) -> None:
    (share,) = shares.find(fold(text))
    assert (share.low, share.high) == (low, high)


@pytest.mark.parametrize(
    "text", ["成年人", "half a million", "三成功", "3/4月", "the second half of a year", "五成员"]
)
def test_what_only_looks_like_a_share_is_none(text: str) -> None:
    assert [s for s in shares.find(fold(text)) if "half" not in text or s.low != 50] == []


OWN_AGE: list[tuple[str, int]] = [
    ("我45岁", 45), ("我今年45", 45), ("四十五岁", 45), ("本人女，32岁", 32), ("45周岁", 45), ("年龄45", 45), ("我45，200万", 45),
    ("I'm 45", 45), ("I am 45 years old", 45), ("45 years old", 45), ("I'm a 45-year-old teacher", 45), ("45yo", 45),
    ("I just turned 30", 30), ("age: 52", 52), ("I'm fifty-two", 52), ("我都六十了", 60),
]  # fmt: skip

NOT_OWN_AGE = [
    "孩子5岁", "我妈65岁", "我60岁退休", "到60岁", "by age 60", "retire at 55", "when I was 30", "我30岁的时候", "my daughter is 12",
    "I'm 45% sure", "I'm 5 years from retirement", "I'm 45k in debt", "60岁以上", "今年45万", "属马", "我有45个员工", "at 65",
    "快50了", "四十多岁", "三十五六岁", "in my forties", "born in 1980", "85年出生", "我老公40岁",
]  # fmt: skip


@pytest.mark.parametrize(("text", "years"), OWN_AGE)
def test_the_clients_own_age_is_read(text: str, years: int) -> None:
    assert [(a.years, a.sure) for a in ages.ages(fold(text), today=2026)] == [(years, True)]


@pytest.mark.parametrize("text", NOT_OWN_AGE)
def test_other_ages_and_rough_ages_are_never_sure(text: str) -> None:
    assert not any(a.sure for a in ages.ages(fold(text), today=2026))


@pytest.mark.parametrize(
    ("text", "people_", "sure"),
    [
        ("两个孩子", 2, True), ("2 kids", 2, True), ("一儿一女", 2, True), ("一个儿子两个女儿", 3, True), ("俩娃", 2, True),
        ("a son and a daughter", 2, True), ("no dependants", 0, True), ("没有孩子", 0, False), ("上有老下有小", 2, False),
        ("两个孩子都工作了", 2, False), ("三个孩子，还要养父母", 3, False), ("两个孩子和两个老人要养", 4, True),
        ("three children and a mother to support", 3, False),
    ],
)  # fmt: skip
def test_how_many_people_are_supported(text: str, people_: int, sure: bool) -> None:
    assert [(c.people, c.sure) for c in people.dependants(fold(text))] == [(people_, sure)]


def test_children_that_are_only_wished_for_are_not_counted() -> None:
    assert people.dependants(fold("打算要两个孩子")) == ()


@pytest.mark.parametrize("text", ["for the grandkids one day", "总有一天要用", "哪一天用不知道"])
def test_some_day_is_no_count_of_days(text: str) -> None:
    assert not spans.find(text)


def test_days_that_are_counted_are_read() -> None:
    assert spans.find("in one week, not 3 days") and spans.find("就放一天")
