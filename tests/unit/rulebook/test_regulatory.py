"""An institution's own regulatory questionnaire: loaded from its file, counted by its bands."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bot.rulebook import Rulebook, RulebookError, load
from bot.settings import ROOT, load_settings
from bot.suitability import assess
from bot.suitability.scoring import compute
from tests.unit.suitability.examples import MIDDLING, STRONG, TODAY, yuan

FOLDER = ROOT / "data" / "regulatory"
FILES = ("fund_12_items", "broker_100_points", "bank_weighted")
LOADED: dict[str, Rulebook] = {}


def rules(name: str) -> Rulebook:
    if name not in LOADED:
        settings = replace(load_settings({}), regulatory_path=FOLDER / f"{name}.yml")
        LOADED[name] = load(settings)
    return LOADED[name]


def counted(name: str, answers: dict[str, Any]) -> tuple[int, str]:
    book = rules(name)
    made = assess(
        answers, questionnaire=book.questionnaire, policy=book.policy, today=TODAY
    ).regulatory
    assert made is not None
    return made.points, made.category


LOWEST: dict[str, Any] = {
    "segment": "individual",
    "income_source": "none",
    "investable_assets": yuan(0),
    "annual_income": yuan(0),
    "debt_position": "heavy_debt",
    "knowledge": "none",
    "experience_products": "none",
    "experience_years": "0",
    "horizon": "lt_1y",
    "intended_products": "money_market",
    "attitude": "averse",
    "gain_loss_choice": "g5_l0",
    "loss_reaction": "sell_all",
    "max_loss": "none",
    "objective": "preserve",
    "age": 80,
    "regulatory_income_share": "lt_10",
    "regulatory_years": "lt_1",
    "regulatory_span": "lt_1",
}
OWN = {"regulatory_income_share": "gt_80", "regulatory_years": "gt_10", "regulatory_span": "gt_8"}
FUND_STEPS = [
    ("income_source", ("none", "pension", "salary", "self_employed", "business")),
    (
        "investable_assets",
        tuple(yuan(n) for n in (900_000, 2_000_000, 5_000_000, 10_000_000, 10_000_001)),
    ),
    ("regulatory_income_share", ("lt_10", "10_25", "25_50", "50_80", "gt_80")),
    ("debt_position", ("heavy_debt", "break_even", "some_savings", "comfortable", "wealthy")),
    ("knowledge", ("none", "limited", "general", "good", "professional")),
    (
        "experience_products",
        ("none", "deposits", "wealth_products", "stocks_funds", "derivatives"),
    ),
    ("regulatory_years", ("lt_1", "1_2", "2_5", "5_10", "gt_10")),
    ("regulatory_span", ("lt_1", "1_3", "3_5", "5_8", "gt_8")),
    ("intended_products", ("money_market", "bonds", "mixed", "equity", "derivatives")),
    ("attitude", ("averse", "cautious", "balanced", "willing", "seeking")),
    ("gain_loss_choice", ("g5_l0", "g15_l5", "g30_l15", "g50_l30", "g100_l60")),
    ("max_loss", ("lt_5", "5_10", "10_30", "30_50", "gt_50")),
]
"""The public twelve items with the five answers of each, worth 2, 4, 6, 8 and 10 points."""


@pytest.mark.parametrize(("item", "answers"), FUND_STEPS, ids=[item for item, _ in FUND_STEPS])
def test_each_of_the_funds_twelve_items_earns_2_4_6_8_10(item: str, answers: Any) -> None:
    book = rules("fund_12_items")
    base = {**STRONG, **OWN}
    totals = [
        compute({**base, item: answer}, book.questionnaire, book.policy).regulatory_points
        for answer in answers
    ]
    untouched = {"max_loss", "experience_products", "knowledge", "debt_position"}
    steps = [later - earlier for earlier, later in pairwise(totals)]
    if item not in untouched:  # those set off contradictions, which lower other items as well
        assert steps == [2, 2, 2, 2]
    else:
        assert all(step >= 2 for step in steps)


def test_the_fund_questionnaire_runs_from_24_to_120() -> None:
    assert counted("fund_12_items", LOWEST) == (24, "C1")
    assert counted("fund_12_items", {**STRONG, **OWN}) == (120, "C5")


@pytest.mark.parametrize(
    ("points", "category"),
    [
        (24, "C1"), (34, "C1"), (36, "C2"), (48, "C2"), (50, "C3"),
        (62, "C3"), (64, "C4"), (80, "C4"), (82, "C5"), (100, "C5"),
    ],
)  # fmt: skip
def test_the_funds_bands_are_the_public_ones(points: int, category: str) -> None:
    """Walk up from the lowest answers, two points at a time, until the total is reached."""
    answers = dict(LOWEST)
    # What would contradict the rest is answered last, so that no lower reading comes in between.
    for item, options in FUND_STEPS[::-1]:
        for option in options:
            if counted("fund_12_items", answers)[0] >= points:
                break
            answers[item] = option
    total, found = counted("fund_12_items", answers)
    assert (total, found) == (points, category)


@pytest.mark.parametrize(
    ("name", "lowest", "middling", "highest"),
    [
        ("fund_12_items", "C1", "C3", "C5"),
        ("broker_100_points", "C1", "C4", "C5"),
        ("bank_weighted", "C1", "C4", "C5"),
    ],
)
def test_three_band_sets_place_the_same_clients_each_in_their_own_way(
    name: str, lowest: str, middling: str, highest: str
) -> None:
    top = {**STRONG, **OWN, "regulatory_income_share": "gt_80", "objective": "maximum_growth"}
    if name == "bank_weighted":
        top["regulatory_income_share"] = "lt_25"
    assert counted(name, LOWEST)[1] == lowest
    assert counted(name, dict(MIDDLING))[1] == middling
    assert counted(name, top)[1] == highest


def test_the_three_sets_have_bands_of_their_own() -> None:
    bands = {name: rules(name).policy.regulatory.bands for name in FILES}
    assert bands == {
        "fund_12_items": (24, 35, 49, 63, 81),
        "broker_100_points": (0, 20, 40, 60, 80),
        "bank_weighted": (0, 16, 31, 51, 71),
    }
    versions = {rules(name).versions["questionnaire"] for name in FILES}
    assert len(versions) == 3, "each makes a version of its own"


def test_a_question_that_only_it_asks_is_asked_of_those_it_concerns() -> None:
    questionnaire = rules("fund_12_items").questionnaire
    own = questionnaire.question("regulatory_income_share")
    assert own.sensitive and own.when.segments == {"individual", "business"}
    asked = [q.id for q in questionnaire.asked_of("individual", frozenset({"investing"}), {})]
    assert asked.index("regulatory_span") < asked.index("contact_consent")
    assert "regulatory_income_share" not in [
        q.id for q in questionnaire.asked_of("institution", frozenset({"investing"}), {})
    ]


def test_an_item_left_out_counts_as_its_lowest_and_is_missing() -> None:
    book = rules("fund_12_items")
    made = assess(dict(STRONG), questionnaire=book.questionnaire, policy=book.policy, today=TODAY)
    assert made.regulatory is not None and made.regulatory.points == 120 - 3 * 8
    assert {"regulatory_income_share", "regulatory_years", "regulatory_span"} <= set(made.missing)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("bands: [24, 35, 49, 63, 81]", "bands: [24, 35, 35, 63, 81]", "do not rise"),
        ("from: attitude", "from: mood", "no question “mood”"),
        ("{averse: 2, ", "{", "gives no points for averse"),
        ("{averse: 2, ", "{averse: 2, angry: 2, ", "no option “angry”"),
        ("- id: attitude", "- id: knowledge", "stands here twice"),
        ("kind: single\n      label: {zh: 收入", "kind: solo\n      label: {zh: 收入", "solo"),
        ("- {up_to: 2000000, points: 4}", "- {up_to: 200, points: 4}", "do not rise"),
        ("governs: lower", "governs: higher", "higher"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    text = (FOLDER / "fund_12_items.yml").read_text(encoding="utf-8")
    assert old in text
    own = tmp_path / "own.yml"
    own.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RulebookError) as caught:
        load(replace(load_settings({}), regulatory_path=own))
    assert any(says in problem.what for problem in caught.value.problems)
    line = text[: text.index(old)].count("\n") + 1
    assert any(abs(problem.line - line) <= 9 for problem in caught.value.problems)
    assert {problem.path for problem in caught.value.problems} == {own}
