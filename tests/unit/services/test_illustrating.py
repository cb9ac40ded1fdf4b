"""What is said of an illustration: in both languages, losses before gains, nothing promised."""

from __future__ import annotations

from typing import Any

import pytest

from bot.services import illustrating
from tests.unit.suitability.examples import (
    POLICY,
    QUESTIONNAIRE,
    RULES,
    STRONG,
    TODAY,
    assess,
    yuan,
)

ANSWERS = {
    **STRONG,
    "investable_assets": yuan(2_000_000),
    "goal_amount": yuan(3_000_000),
    "horizon_months": 96,
}


def shown(language: str = "zh", **changes: Any) -> illustrating.Illustrated:
    answers = {**ANSWERS, **changes}
    made = assess(answers, questionnaire=QUESTIONNAIRE, policy=POLICY, today=TODAY)
    return illustrating.illustrate(RULES, made, answers, language)


def test_the_clients_own_sum_time_and_goal_are_what_is_shown() -> None:
    said = " ".join(shown().ahead)
    assert "200 万元" in said and "300 万元" in said
    assert shown().title.startswith("8 年")
    assert shown().outlook.years == 8


def test_sums_in_another_currency_stay_in_it() -> None:
    found = shown("en", investable_assets={"amount": 20_000_000, "currency": "USD"})
    assert found.outlook.amount == pytest.approx(200_000)
    assert "USD 200,000" in found.ahead[0]
    rate = float(POLICY.currencies["USD"].rate)
    assert found.outlook.goal == pytest.approx(3_000_000 / rate)


def test_without_a_sum_it_is_shown_for_ten_thousand_and_no_goal_is_judged() -> None:
    found = shown(investable_assets=None)
    assert found.outlook.amount == 10_000
    assert found.remedies_lead is None and "1 万元" in found.ahead[0]


def test_the_sum_of_a_loan_is_not_drawn_as_a_goal() -> None:
    lent = shown(needs=["cash_management", "financing"])
    assert lent.outlook.goal is None and lent.remedies_lead is None
    assert "目标" not in lent.fan.markup(name="fan") + " ".join(lent.ahead)
    assert shown(needs=["education", "financing"]).outlook.goal == 3_000_000


def test_the_table_ends_with_the_sums_of_the_sentence() -> None:
    for amount in (1_800_000, 2_000_000, 7_770_000):
        found = shown(investable_assets=yuan(amount))
        last = found.table.rows[-1]
        low, middle, high = (last[at].replace("万", " 万元") for at in (1, 3, 5))
        assert low in found.ahead[1] and middle in found.ahead[1] and high in found.ahead[1]


def test_every_share_of_the_ring_stands_in_a_table_with_its_own_fill() -> None:
    found = shown("en")
    assert [row[0] for row in found.shares.rows] == [s.name["en"] for s in found.allocation.shares]
    assert found.shares.fills == tuple(range(len(found.shares.rows)))
    assert sum(int(row[1].rstrip("%")) for row in found.shares.rows) == 100


def test_remedies_are_saving_time_or_a_lower_goal_and_never_more_risk() -> None:
    far = shown(goal_amount=yuan(20_000_000))
    assert far.remedies and "多担风险" in (far.remedies_note or "")
    assert not [line for line in far.remedies if "等级" in line or "风险" in line]


def test_a_goal_in_reach_calls_for_no_risk() -> None:
    near = shown(goal_amount=yuan(1_500_000))
    assert not near.remedies and "没有必要" in (near.remedies_lead or "")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("max_loss", ["none", "lt_5", "10_30", "gt_50"])
def test_nothing_banned_is_said_in_any_category(language: str, max_loss: str) -> None:
    found = shown(language, max_loss=max_loss)
    said = " ".join((*found.ahead, *found.past, *found.remedies, found.note, found.legend))
    assert POLICY.banned_in(said, language) == ()


def test_nothing_is_ever_certain() -> None:
    sure = shown("en", goal_amount=yuan(2_000_100), max_loss="none")
    assert "100%" not in " ".join(sure.ahead)
    assert "more than 99%" in " ".join(sure.ahead)


def test_the_table_says_what_the_picture_shows() -> None:
    found = shown()
    assert [row[0] for row in found.table.rows] == [str(year) for year in range(1, 9)]
    assert len({len(row) for row in found.table.rows} | {len(found.table.columns)}) == 1
    last = found.outlook.final.values
    assert found.table.rows[-1][3] == f"{last[2] / 1e4:.3g}万"


def test_the_card_holds_pictures_as_trees_and_the_numbers_beside_them() -> None:
    card = illustrating.card(RULES, shown(), "zh")
    assert card["pictures"]["mix"][0] == card["pictures"]["outlook"][0] == "svg"
    assert sum(one["weight"] for one in card["slices"]) == pytest.approx(1)
    assert card["outlook"]["table"]["rows"] and card["outlook"]["remedies"]["lead"]
