"""Clients and rules that the tests share: the real files, and a questionnaire in small."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.rulebook import load
from bot.settings import load_settings
from bot.suitability import Assessment, assess
from bot.suitability.questionnaire import Kind, Option, Question, Questionnaire

RULES = load(load_settings({}))
QUESTIONNAIRE, POLICY, PRODUCTS = RULES.questionnaire, RULES.policy, RULES.products
TODAY = date(2026, 11, 22)


def yuan(major: int) -> dict[str, Any]:
    """An amount of so many yuan, as profile values hold it."""
    return {"amount": major * 100, "currency": "CNY"}


STRONG: Mapping[str, Any] = {
    "segment": "individual",
    "needs": ["investing"],
    "age": 35,
    "income_source": "business",
    "annual_income": yuan(1_500_000),
    "investable_assets": yuan(12_000_000),
    "debt_position": "wealthy",
    "reserve_months": 30,
    "dependants": 0,
    "horizon": "gt_10y",
    "liquidity_need": "none",
    "objective": "growth",
    "experience_products": "derivatives",
    "experience_years": "gt_10",
    "knowledge": "professional",
    "quiz_inflation": "correct",
    "quiz_diversification": "correct",
    "quiz_rates": "correct",
    "max_loss": "gt_50",
    "loss_reaction": "buy_more",
    "gain_loss_choice": "g100_l60",
    "attitude": "seeking",
    "intended_products": "derivatives",
    "civil_capacity": "full",
}
"""A client who can, wants and knows everything: C5 with nothing in the way."""

MIDDLING: Mapping[str, Any] = {
    **STRONG,
    "age": 42,
    "income_source": "salary",
    "annual_income": yuan(400_000),
    "investable_assets": yuan(2_000_000),
    "debt_position": "some_savings",
    "reserve_months": 8,
    "dependants": 1,
    "horizon": "5_10y",
    "liquidity_need": "some",
    "experience_products": "stocks_funds",
    "experience_years": "5_10",
    "knowledge": "general",
    "quiz_rates": "unsure",
    "max_loss": "10_30",
    "loss_reaction": "hold",
    "gain_loss_choice": "g30_l15",
    "attitude": "balanced",
    "intended_products": ["mixed", "equity"],
}
"""A client in the middle of everything: C3, set by tolerance."""


def assessed(answers: Mapping[str, Any], **options: Any) -> Assessment:
    """The assessment of answers under the real files, today unless told otherwise."""
    settled: dict[str, Any] = {"questionnaire": QUESTIONNAIRE, "policy": POLICY, "today": TODAY}
    return assess(answers, **{**settled, **options})


def question(
    answer_id: str, kind: Kind, options: list[tuple[str, Mapping[str, float], float | None]]
) -> Question:
    """A bare question from rows of option id, points, upper edge."""
    same = {"zh": answer_id, "en": answer_id}
    return Question(
        id=answer_id,
        kind=kind,
        phase="profile",
        label=same,
        text=same,
        why=same,
        options=tuple(
            Option(id=option, label={"zh": option, "en": option}, points=points, up_to=up_to)
            for option, points, up_to in options
        ),
    )


def small_questionnaire() -> Questionnaire:
    """One question for each sub-score, with round figures that can be checked in the head."""
    steps = (0, 25, 50, 75, 100)
    spans = ("lt_1y", "1_3y", "3_5y", "5_10y", "gt_10y")
    moods = ("averse", "cautious", "balanced", "willing", "seeking")
    return Questionnaire(
        version="small",
        questions=(
            question(
                "attitude",
                "single",
                [
                    (mood, {"tolerance": step}, None)
                    for mood, step in zip(moods, steps, strict=True)
                ],
            ),
            question(
                "horizon",
                "single",
                [(span, {"capacity": step}, None) for span, step in zip(spans, steps, strict=True)],
            ),
            question(
                "reserve_months",
                "duration",
                [("few", {"capacity": 0}, 2.99), ("many", {"capacity": 100}, None)],
            ),
            question(
                "experience_products",
                "single",
                [("none", {"knowledge": 0}, None), ("stocks_funds", {"knowledge": 100}, None)],
            ),
        ),
    )
