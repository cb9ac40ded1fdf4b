"""What simulated clients said and were misread in: lengths in which money is left alone, sums
that are there to invest, a trade that is taken back."""

from __future__ import annotations

from typing import Any

import pytest

from bot.language.profile import read


def _sure(text: str, name: str, asking: str | None = None) -> list[Any]:
    language = "en" if text.isascii() else "zh"
    found = read(text, language=language, asking=asking)
    return [one.value for one in found if one.id == name and one.sure and not one.negated]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("这笔钱一年之内用不着", 12),
        ("1年以内不会动它", 12),
        ("within a year I won't need it", 12),
        ("I won't touch it within two years", 24),
        ("五年之内用不上这钱", 60),
    ],
)
def test_the_time_in_which_money_is_left_alone_is_the_least_there_is(
    text: str, months: int
) -> None:
    assert _sure(text, "horizon_months", "horizon") == [months]


@pytest.mark.parametrize("text", ["一年之内要用", "within a year I'll need it", "一年内用不完"])
def test_the_time_in_which_it_is_needed_is_the_most(text: str) -> None:
    assert _sure(text, "horizon_months", "horizon") == []


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("parking money I might need at short notice. There's 110 thousand yuan I could invest",
         ["cash_management"]),
        ("to manage my spare cash better. I'm 50. I have RMB 45,000 to invest",
         ["cash_management"]),
        ("想把平时周转的活钱管一管，能拿出来投资的有28万", ["cash_management"]),
        ("sort out succession in the family. I have 120,000,000 RMB to invest",
         ["wealth_planning"]),
        ("想把家里的资产将来怎么传下去理一理，能拿出来投资的有3600万", ["wealth_planning"]),
        ("I have RMB 45,000 to invest", ["investing"]),
        ("想投资，另外给孩子存教育金，能拿出来投资的有28万", ["education", "investing"]),
    ],
)  # fmt: skip
def test_a_sum_to_invest_is_no_need_of_its_own_beside_what_it_is_for(
    text: str, needs: list[str]
) -> None:
    assert sorted(_sure(text, "need")) == needs


@pytest.mark.parametrize(
    ("text", "segment"),
    [
        ("个体户，哦不对，没收入", []),
        ("个体户，一年赚二十万", ["business"]),
        ("I've got sme money lying around", []),
        ("it's for our SME, working capital", ["business"]),
    ],
)
def test_a_trade_that_is_taken_back_or_a_slip_is_no_firm(text: str, segment: list[str]) -> None:
    assert _sure(text, "segment", "income_source") == segment
