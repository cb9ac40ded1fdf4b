"""Clients for conversation tests: what they would answer to every question."""

from __future__ import annotations

from typing import Any

SAVER: dict[str, Any] = {
    "needs": ["education"],
    "segment": "individual",
    "goal_amount": {"say": "60万"},
    "horizon": "3_5y",
    "objective": "balanced",
    "liquidity_need": "some",
    "income_source": "salary",
    "annual_income": {"say": "30万"},
    "investable_assets": {"say": "200万"},
    "debt_position": "some_savings",
    "reserve_months": {"say": "6个月"},
    "dependants": {"say": "2"},
    "experience_products": "stocks_funds",
    "experience_years": "5_10",
    "knowledge": "general",
    "quiz_inflation": "correct",
    "quiz_diversification": "correct",
    "quiz_rates": "wrong",
    "attitude": "balanced",
    "loss_reaction": "hold",
    "gain_loss_choice": "g15_l5",
    "max_loss": "5_10",
    "intended_products": ["mixed"],
    "age": {"say": "45"},
    "civil_capacity": "full",
}
"""A salaried parent of 45 who saves for a child's studies and bears some ups and downs."""

ENGLISH: dict[str, Any] = SAVER | {
    "goal_amount": {"say": "600,000 yuan"},
    "annual_income": {"say": "300k RMB"},
    "investable_assets": {"say": "2 million yuan"},
    "reserve_months": {"say": "six months"},
    "dependants": {"say": "two"},
    "age": {"say": "I'm 45"},
}
"""The same person, in English."""

CAREFUL: dict[str, Any] = SAVER | {
    "objective": "preserve",
    "attitude": "averse",
    "loss_reaction": "sell_all",
    "gain_loss_choice": "g5_l0",
    "max_loss": "none",
    "intended_products": ["money_market"],
}
"""Accepts no loss at all: the minimum risk category."""

TORN: dict[str, Any] = SAVER | {"max_loss": "lt_5", "gain_loss_choice": "g100_l60"}
"""Accepts hardly any loss and at once the boldest choice: a contradiction to be asked about."""

FIRM: dict[str, Any] = {
    "needs": ["payments"],
    "segment": "business",
    "payment_services": ["collect", "cross_border"],
}
"""The owner of a small company who wants to be paid from abroad."""
