"""Answers that do not fit together: each found once, asked neutrally, read the lower way."""

# A case is read best as one row of a table.
# ruff: noqa: E501

from __future__ import annotations

from typing import Any

import pytest

from bot.suitability.contradictions import find
from tests.unit.suitability.examples import MIDDLING, POLICY, STRONG, assessed, yuan

CASES: list[tuple[str, dict[str, Any]]] = [
    ("small_loss_large_swings", {"max_loss": "lt_5", "gain_loss_choice": "g50_l30"}),
    ("small_loss_large_swings", {"max_loss": "lt_5", "gain_loss_choice": "g100_l60"}),
    ("no_loss_yet_losses_chosen", {"max_loss": "none", "gain_loss_choice": "g15_l5"}),
    ("no_loss_yet_losses_chosen", {"max_loss": "none", "loss_reaction": "buy_more"}),
    ("no_experience_derivatives_intended", {"experience_products": "none", "intended_products": "derivatives"}),
    ("no_experience_derivatives_intended", {"experience_products": "none", "intended_products": ["bonds", "derivatives"]}),
    ("short_horizon_equity_intended", {"horizon": "lt_1y", "intended_products": "equity"}),
    ("short_horizon_equity_intended", {"horizon_months": 6, "intended_products": "equity"}),
    ("heavy_debt_bold_attitude", {"debt_position": "heavy_debt", "attitude": "willing"}),
    ("heavy_debt_bold_attitude", {"debt_position": "heavy_debt", "attitude": "seeking"}),
    ("income_far_from_assets", {"annual_income": yuan(60_000), "investable_assets": yuan(5_000_000)}),
    ("income_far_from_assets", {"annual_income": yuan(3_000_000), "investable_assets": yuan(20_000)}),
    ("knowledge_above_quiz", {"knowledge": "professional", "quiz_inflation": "correct", "quiz_diversification": "unsure", "quiz_rates": "wrong"}),
]  # fmt: skip


@pytest.mark.parametrize(("found", "answers"), CASES)
def test_each_kind_is_found_and_names_both_answers(found: str, answers: dict[str, Any]) -> None:
    contradictions = find(answers, POLICY)
    assert [one.id for one in contradictions] == [found]
    for language in ("zh", "en"):
        text = contradictions[0].text[language]
        assert contradictions[0].left.words[language] in text
        assert contradictions[0].right.words[language] in text
        assert "{" not in text


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"max_loss": "lt_5", "gain_loss_choice": "g30_l15"},
        {"max_loss": "none", "gain_loss_choice": "g5_l0", "loss_reaction": "sell_all"},
        {"experience_products": "none", "intended_products": "equity"},
        {"horizon": "1_3y", "intended_products": "equity"},
        {"debt_position": "heavy_debt", "attitude": "balanced"},
        {"annual_income": yuan(300_000), "investable_assets": yuan(5_000_000)},
        {"knowledge": "general", "quiz_inflation": "correct"},
        {"gain_loss_choice": "g100_l60"},
        dict(STRONG),
        dict(MIDDLING),
    ],
)
def test_what_fits_together_is_not_questioned(answers: dict[str, Any]) -> None:
    assert find(answers, POLICY) == ()


def test_no_question_about_a_contradiction_hints_at_the_better_answer() -> None:
    hints = (
        "建议",
        "应该",
        "最好",
        "正确答案",
        "should",
        "better",
        "recommend",
        "wrong",
        "mistake",
    )
    for rule in POLICY.contradictions:
        said = " ".join(rule.text.values())
        assert not [hint for hint in hints if hint in said]


def test_while_it_stands_the_lower_reading_holds() -> None:
    torn = assessed({**STRONG, "debt_position": "heavy_debt", "attitude": "seeking"})
    modest = assessed({**STRONG, "debt_position": "heavy_debt", "attitude": "balanced"})
    assert torn.scores == modest.scores
    assert "contradiction" in torn.flags
    assert torn.contradictions[0]["questions"] == ["debt_position", "attitude"]


def test_an_explanation_lifts_the_lower_reading_where_the_policy_allows_it() -> None:
    heir = {**MIDDLING, "annual_income": yuan(60_000), "investable_assets": yuan(5_000_000)}
    before = assessed(heir)
    after = assessed(heir, explained=frozenset({"income_far_from_assets"}))
    assert before.scores["capacity"] < after.scores["capacity"]
    assert "contradiction" in before.flags
    assert "contradiction_explained" in after.flags and "contradiction" not in after.flags


def test_words_alone_do_not_lift_a_contradiction_of_tolerance() -> None:
    torn = {**STRONG, "max_loss": "lt_5"}
    explained = assessed(torn, explained=frozenset({"small_loss_large_swings"}))
    assert explained.scores == assessed(torn).scores
    assert "contradiction" in explained.flags


def test_overrated_knowledge_counts_one_step_above_the_quiz() -> None:
    wrong = {"quiz_inflation": "wrong", "quiz_diversification": "wrong", "quiz_rates": "wrong"}
    proud = assessed({**STRONG, **wrong, "knowledge": "professional"})
    modest = assessed({**STRONG, **wrong, "knowledge": "limited"})
    assert proud.scores["knowledge"] == modest.scores["knowledge"]


def test_amounts_are_named_in_their_own_currency() -> None:
    answers = {
        "annual_income": {"amount": 1_000_000, "currency": "USD"},
        "investable_assets": {"amount": 900_000_000, "currency": "USD"},
    }
    (found,) = find(answers, POLICY)
    assert found.left.words == {"zh": "1 万USD", "en": "USD 10,000"}
    assert found.right.words == {"zh": "900 万USD", "en": "USD 9,000,000"}
