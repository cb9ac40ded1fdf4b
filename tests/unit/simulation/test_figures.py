"""Numbers as clients write them; the value written is always the value meant."""

from __future__ import annotations

import random

import pytest

from bot.simulation import figures


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "零"), (7, "七"), (10, "十"), (15, "十五"), (40, "四十"), (108, "一百零八"),
     (650, "六百五十"), (3200, "三千二百"), (1005, "一千零五"), (2010, "二千零一十")],
)  # fmt: skip
def test_numbers_in_chinese_characters(number: int, said: str) -> None:
    assert figures.han(number) == said


@pytest.mark.parametrize(
    ("yuan", "language", "among"),
    [
        (350_000, "zh", {"35万", "三十五万", "35w", "35万元", "35万块", "350000"}),
        (72_000, "zh", {"7.2万", "72000", "72,000元"}),
        (120_000_000, "zh", {"1.2亿", "12000万", "1.2亿元"}),
        (40_000, "en", {"40,000 yuan", "RMB 40,000", "40,000 RMB", "CNY 40,000", "40k RMB",
                        "40 thousand yuan", "40k yuan"}),
    ],
)  # fmt: skip
def test_sums(yuan: int, language: str, among: set[str]) -> None:
    said = {figures.money(yuan, language, random.Random(seed)) for seed in range(60)}
    assert said == among


@pytest.mark.parametrize(
    ("months", "language", "among"),
    [
        (6, "zh", {"6个月", "六个月", "半年"}),
        (18, "zh", {"一年半", "18个月"}),
        (24, "zh", {"2年", "两年"}),
        (18, "en", {"a year and a half", "18 months"}),
        (30, "en", {"two and a half years", "30 months"}),
        (12, "en", {"one year", "a year", "12 months"}),
    ],
)
def test_spans(months: int, language: str, among: set[str]) -> None:
    assert {figures.span(months, language, random.Random(seed)) for seed in range(60)} == among
