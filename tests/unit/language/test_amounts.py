# ruff: noqa: E501 - tables of sentences, one a line
"""Sums of money and numbers: what is read, and that a doubtful one is never sure."""

from __future__ import annotations

from fractions import Fraction

import pytest

from bot.language import amounts, numbers, profile
from bot.language.normal import fold

SINGLE: list[tuple[str, float, str | None]] = [
    ("三万五", 35_000, None),
    ("三万零五", 30_005, None),
    ("三万五千", 35_000, None),
    ("五十万", 500_000, None),
    ("50w", 500_000, None),
    ("50W", 500_000, None),
    ("50 万", 500_000, None),
    ("５０万", 500_000, None),
    ("五十萬", 500_000, None),
    ("伍拾万元整", 500_000, "CNY"),
    ("1.5亿", 150_000_000, None),
    ("三点五亿", 350_000_000, None),
    ("一亿二", 120_000_000, None),
    ("一个亿", 100_000_000, None),
    ("1亿2000万", 120_000_000, None),
    ("一百五十万", 1_500_000, None),
    ("一百五", 150, None),
    ("三千二", 3_200, None),
    ("3千5", 3_500, None),
    ("2万5千", 25_000, None),
    ("两万八", 28_000, None),
    ("1千2百万", 12_000_000, None),
    ("三百万人民币", 3_000_000, "CNY"),
    ("50万块钱", 500_000, "CNY"),
    ("200块", 200, "CNY"),
    ("RMB 50万", 500_000, "CNY"),
    ("¥5,000", 5_000, "CNY"),
    ("￥5000", 5_000, "CNY"),
    ("CNY2000", 2_000, "CNY"),
    ("1,000万", 10_000_000, None),
    ("50万美元", 500_000, "USD"),
    ("50万美金", 500_000, "USD"),
    ("50万刀", 500_000, "USD"),
    ("五万美刀", 50_000, "USD"),
    ("5000港币", 5_000, "HKD"),
    ("五千港纸", 5_000, "HKD"),
    ("20万欧", 200_000, "EUR"),
    ("20万欧元", 200_000, "EUR"),
    ("六十万日元", 600_000, "JPY"),
    ("10万英镑", 100_000, "GBP"),
    ("30万新币", 300_000, "SGD"),
    ("30万新台币", 300_000, "TWD"),
    ("5万澳元", 50_000, "AUD"),
    ("200k", 200_000, None),
    ("200 k", 200_000, None),
    ("$200k", 200_000, "USD"),
    ("200$", 200, "USD"),
    ("US$1,250.50", 1_250.5, "USD"),
    ("HK$2m", 2_000_000, "HKD"),
    ("S$ 30k", 30_000, "SGD"),
    ("A$5000", 5_000, "AUD"),
    ("€1.5m", 1_500_000, "EUR"),
    ("£250k", 250_000, "GBP"),
    ("250 quid", 250, "GBP"),
    ("1.5 mil", 1_500_000, None),
    ("2.5 million", 2_500_000, None),
    ("half a million", 500_000, None),
    ("half a million dollars", 500_000, "USD"),
    ("a quarter of a million", 250_000, None),
    ("three quarters of a million", 750_000, None),
    ("two and a half million", 2_500_000, None),
    ("a million and a half", 1_500_000, None),
    ("one point five million yuan", 1_500_000, "CNY"),
    ("twenty-five thousand", 25_000, None),
    ("two hundred and fifty thousand", 250_000, None),
    ("a hundred grand", 100_000, None),
    ("fifty thousand bucks", 50_000, "USD"),
    ("500 thousand", 500_000, None),
    ("5 lakhs", 500_000, None),
    ("rs 5 lakh", 500_000, "INR"),
    ("10 crore", 100_000_000, None),
    ("1,000,000", 1_000_000, None),
    ("1，000，000元", 1_000_000, "CNY"),
    ("3 million yen", 3_000_000, "JPY"),
    ("200k sgd", 200_000, "SGD"),
    ("fifty thousand Hong Kong dollars", 50_000, "HKD"),
    ("1.234.567元", 1_234_567, "CNY"),
    ("€1.000.000,50", 1_000_000.5, "EUR"),
    ("1.000,50 euros", 1_000.5, "EUR"),
    ("CHF 1'250'000", 1_250_000, "CHF"),
    ("₹12,34,567", 1_234_567, "INR"),
    ("1,23,45,678 rupees", 12_345_678, "INR"),
    ("1.250 million", 1_250_000, None),
    ("2w5", 25_000, None),
    ("3k5", 3_500, None),
    ("50个w", 500_000, None),
    ("半个亿", 50_000_000, None),
    ("two fifty k", 250_000, None),
    ("three twenty-five grand", 325_000, None),
    ("US $30k", 30_000, "USD"),
    ("HKD$2m", 2_000_000, "HKD"),
    ("NT$1,000,000", 1_000_000, "TWD"),
    ("NZ$20k", 20_000, "NZD"),
    ("RM 50k", 50_000, "MYR"),
    ("500万円", 5_000_000, "JPY"),
    ("500万日円", 5_000_000, "JPY"),
]

ROUGH: list[tuple[str, float]] = [
    ("两百多万", 2_000_000),
    ("50多万", 500_000),
    ("十来万", 100_000),
    ("三十来万", 300_000),
    ("一千多块", 1_000),
    ("近百万", 1_000_000),
    ("将近千万", 10_000_000),
    ("a couple of hundred thousand", 200_000),
    ("fifty-odd thousand", 50_000),
]

RANGES: list[tuple[str, float, float]] = [
    ("50到100万", 500_000, 1_000_000),
    ("50万到100万", 500_000, 1_000_000),
    ("50-100w", 500_000, 1_000_000),
    ("50~100万", 500_000, 1_000_000),
    ("¥50-100万", 500_000, 1_000_000),
    ("三四十万", 300_000, 400_000),
    ("七八万", 70_000, 80_000),
    ("十七八万", 170_000, 180_000),
    ("一百二三十万", 1_200_000, 1_300_000),
    ("50、60万", 500_000, 600_000),
    ("三到五百万", 3_000_000, 5_000_000),
    ("五到八千万", 50_000_000, 80_000_000),
    ("5000到1万", 5_000, 10_000),
    ("200–300k", 200_000, 300_000),
    ("200k to 300k", 200_000, 300_000),
    ("$50k-$100k", 50_000, 100_000),
    ("between $50k and $100k", 50_000, 100_000),
    ("$2 to $3 million", 2_000_000, 3_000_000),
    ("five to ten million", 5_000_000, 10_000_000),
    ("two or three hundred thousand", 200_000, 300_000),
    ("8000-10k", 8_000, 10_000),
]

DOUBTFUL = [
    "百八十万", "几十万", "上百万", "百万", "数百万", "几百万", "十万八万", "1.000 euros", "1,5万",
    "a few hundred thousand", "hundreds of thousands", "millions", "$50 to $100k", "30万或者80万",
    "50万或100万", "45,200万", "1.234元", "1.250 euros", "J$50k", "six figures", "low seven figures", "七位数", "two fifty",
]  # fmt: skip

NO_MONEY = [
    "万一", "千万别", "第三", "R3", "沪深300", "中证500", "S&P 500", "401k", "13800138000", "300 shares",
    "五十万股", "45岁", "三年", "10%", "5个点", "两成", "my 3 kids", "2026年", "50㎡", "10 BTC", "18 months",
    "14:30", "2026-11-22", "一起", "一点", "iphone15", "6222021234567890123", "T+1", "三年级", "one of them",
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "currency"), SINGLE)
def test_a_sum_is_read_with_its_currency(text: str, value: float, currency: str | None) -> None:
    (amount,) = amounts.find(fold(text))
    assert (amount.low, amount.high, amount.currency) == (Fraction(value), None, currency)
    assert amount.sure and not amount.approximate


@pytest.mark.parametrize(("text", "value"), ROUGH)
def test_a_rough_sum_keeps_its_lower_bound(text: str, value: float) -> None:
    (amount,) = amounts.find(fold(text))
    assert (amount.low, amount.high, amount.approximate) == (value, None, True)


@pytest.mark.parametrize(("text", "low", "high"), RANGES)
def test_a_range_has_both_ends(text: str, low: float, high: float) -> None:
    (amount,) = amounts.find(fold(text))
    assert (amount.low, amount.high, amount.sure) == (low, high, True)


@pytest.mark.parametrize("text", DOUBTFUL)
def test_a_sum_that_can_mean_two_things_is_never_sure(text: str) -> None:
    assert not any(amount.sure for amount in amounts.find(fold(text)))


@pytest.mark.parametrize("text", NO_MONEY)
def test_what_is_not_money_is_no_sum(text: str) -> None:
    assert amounts.find(fold(text)) == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("一百万一年", [1_000_000, 1]),
        ("我45，200万", [45, 2_000_000]),
        ("I'm 45, 200k", [45, 200_000]),
        ("三万五年", [30_000, 5]),
        ("二零三零年", [2030]),
        ("forty-five", [45]),
        ("三十五", [35]),
        ("二百五", [250]),
        ("廿五", [25]),
        ("one hundred and twenty", [120]),
        ("2½", [Fraction(5, 2)]),
        ("10²", [10]),
        ("٤٥", [45]),
    ],
)
def test_numbers_end_where_the_next_thing_begins(text: str, values: list[float]) -> None:
    assert [number.low for number in numbers.find(fold(text))] == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("50万", {"amount": 50_000_000, "currency": "CNY"}),
        ("50万日元", {"amount": 500_000, "currency": "JPY"}),
        ("$50-100k", {"min": 5_000_000, "max": 10_000_000, "currency": "USD"}),
        ("1,234.56元", {"amount": 123_456, "currency": "CNY"}),
    ],
)
def test_the_value_is_in_minor_units(text: str, value: dict[str, object]) -> None:
    (amount,) = amounts.find(fold(text))
    assert amount.value("CNY") == value


@pytest.mark.parametrize("said", ["11几万", "25几块", "12几"])
def test_a_slip_in_counting_is_asked_about(said: str) -> None:
    for reading in profile.read(said, language="zh", asking="investable_assets"):
        assert not reading.sure
        assert "min" not in reading.value or reading.value["min"] < reading.value["max"]
