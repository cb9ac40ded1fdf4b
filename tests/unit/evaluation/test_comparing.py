"""When a found value is the stated one, and when a value was accepted that nobody stated."""

from typing import Any

import pytest

from bot.evaluation.cases import ValueCase
from bot.evaluation.comparing import fits, judge

FIFTY = {"amount": 5_000_000, "currency": "CNY"}


@pytest.mark.parametrize(
    ("expected", "found", "right"),
    [
        (36, 36, True),
        (36, 35, False),
        ("lt_5", "lt_5", True),
        (FIFTY, FIFTY, True),
        (FIFTY, {"amount": 5_000_000, "currency": "USD"}, False),
        (FIFTY, {"amount": 500_000, "currency": "CNY"}, False),
        ({"min": 36, "max": 60}, {"min": 36, "max": 60}, True),
        ({"min": 36, "max": 60}, {"min": 36, "max": 61}, False),
        ({"min": 36, "max": 60}, 36, False),
        ({"within": [200, 300], "currency": "CNY"}, {"amount": 250, "currency": "CNY"}, True),
        ({"within": [200, 300], "currency": "CNY"}, {"amount": 301, "currency": "CNY"}, False),
        (
            {"within": [200, 300], "currency": "CNY"},
            {"min": 200, "max": 300, "currency": "CNY"},
            True,
        ),
        ({"min": 100, "currency": "CNY"}, {"amount": 100, "currency": "CNY"}, True),
        ({"min": 100, "currency": "CNY"}, {"amount": 110, "currency": "CNY"}, False),
        ({"max": 100, "currency": "CNY"}, {"max": 100, "currency": "CNY"}, True),
        ({"max": 100, "currency": "CNY"}, {"amount": 50, "currency": "CNY"}, False),
        ({"within": [9, 11]}, 10, True),
        ({"within": [9, 11]}, 12, False),
    ],
)
def test_a_found_value_fits_the_stated_one(expected: Any, found: Any, right: bool) -> None:
    assert fits(expected, found) is right


def case(**more: Any) -> ValueCase:
    return ValueCase("…", "zh", **{"answers": {}, **more})


def test_a_value_that_is_not_found_is_missed_but_not_wrong() -> None:
    verdict = judge(case(answers={"age": 45}), {})
    assert (verdict.right, verdict.missed, verdict.wrong) == ((), ("age",), ())


def test_another_value_in_its_place_is_wrongly_accepted() -> None:
    verdict = judge(case(answers={"age": 45}), {"age": 54})
    assert (verdict.right, verdict.missed, verdict.wrong) == ((), (), ("age",))


def test_a_value_that_nobody_stated_is_wrongly_accepted() -> None:
    assert judge(case(), {"age": 45}).wrong == ("age",)
    assert judge(case(ambiguous=("age",)), {"age": 45}).wrong == ("age",)


def test_an_optional_value_is_right_only_with_a_value_that_is_given() -> None:
    maybe = case(optional={"income_source": ("salary",)})
    assert judge(maybe, {"income_source": "salary"}).wrong == ()
    assert judge(maybe, {"income_source": "none"}).wrong == ("income_source",)


@pytest.mark.parametrize(
    ("months", "band", "good"),
    [(48, "3_5y", True), (48, "1_3y", False), (36, "1_3y", True), (36, "3_5y", True)],
)
def test_a_band_follows_from_the_months_and_an_edge_belongs_to_both(
    months: int, band: str, good: bool
) -> None:
    found = {"horizon_months": months, "horizon": band}
    assert (judge(case(answers={"horizon_months": months}), found).wrong == ()) is good
