"""The currency of sums that were told without one."""

from __future__ import annotations

import pytest

from bot.language import currencies


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("all in pounds", "GBP"), ("I meant pounds", "GBP"), ("that's in pounds", "GBP"),
        ("everything is in HKD", "HKD"),
        ("the amounts are in US dollars", "USD"), ("sorry, in euros", "EUR"),
        ("in pounds, not yuan", "GBP"),
        ("it's all in Singapore dollars", "SGD"), ("pounds, not RMB", "GBP"),
        ("I'm talking dollars", "USD"),
        ("those figures are in sterling", "GBP"), ("not yuan but pounds", "GBP"),
        ("我说的都是港币", "HKD"), ("都是港币", "HKD"), ("前面说的是美元", "USD"),
        ("金额都按英镑算", "GBP"), ("刚才那些都是欧元", "EUR"),
        ("单位是港元", "HKD"), ("不是人民币，是港币", "HKD"), ("我说的是新币", "SGD"),
        ("全部按美金算", "USD"), ("对了，都是澳元", "AUD"),
    ],
)  # fmt: skip
def test_a_client_says_what_their_sums_are_in(said: str, code: str) -> None:
    assert currencies.of_all(said) == code


@pytest.mark.parametrize(
    "said",
    [
        "50万港币", "I have 50k pounds", "do you take pounds?", "港币存款利率多少",
        "人民币会贬值吗", "I'd like dollar bonds",
        "换点美元", "my pension is in pounds and the rest in euros", "pounds", "港币", "no", "",
    ],
)  # fmt: skip
def test_other_words_about_money_say_nothing_of_all_sums(said: str) -> None:
    assert currencies.of_all(said) is None


def test_a_currency_alone_says_it_where_a_sum_is_asked_for() -> None:
    assert currencies.of_all("Pounds.", asked=True) == "GBP"
    assert currencies.of_all("港币", asked=True) == "HKD"


def test_the_figure_stays_as_it_was_said() -> None:
    yuan = {"amount": 8_000_000, "currency": "CNY"}
    assert currencies.restated(yuan, "GBP") == {"amount": 8_000_000, "currency": "GBP"}
    assert currencies.restated(yuan, "JPY") == {"amount": 80_000, "currency": "JPY"}
    back = {"min": 80_000, "max": 90_000, "currency": "JPY"}
    assert currencies.restated(back, "CNY") == {
        "min": 8_000_000, "max": 9_000_000, "currency": "CNY",
    }  # fmt: skip


def test_a_sign_is_seen_beside_a_sum_and_in_its_clause() -> None:
    assert currencies.signed("年薪30万") == frozenset()
    assert currencies.signed("I have £50k") == {"GBP"}
    assert currencies.signed("80k, in pounds") == {"GBP"}
