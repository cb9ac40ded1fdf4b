"""Whether what a client stated may make a professional or qualified investor: never a status.

The four definitions (证券期货投资者适当性管理办法, for private funds, 资管新规) stand in
the policy. What is stated in a conversation proves nothing: the outcome is "may qualify,
evidence needed", and the evidence is an advisor's to take.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from bot.suitability.policy import Policy
from bot.suitability.rules import Qualified, Text, Threshold
from bot.suitability.values import amount, segment_of

Outcome = Literal["may_qualify", "not_shown"]
ENTITIES = ("business", "institution")


@dataclass(frozen=True)
class Check:
    """One definition held against what a client stated, and what an advisor would have to see."""

    id: str
    name: Text
    outcome: Outcome
    evidence: Text

    def to_json(self) -> dict[str, Any]:
        """The check as an advisor's packet shows it."""
        return {
            "id": self.id,
            "name": dict(self.name),
            "outcome": self.outcome,
            "evidence": dict(self.evidence),
        }


def check(answers: Mapping[str, Any], policy: Policy) -> tuple[Check, ...]:
    """Hold every definition of the policy against the answers; what was not stated does not count.

    An amount counts by its lower end, years of investing by the option chosen.
    """
    entity = segment_of(answers) in ENTITIES
    return tuple(
        Check(
            id=rule.id,
            name=rule.name,
            outcome="may_qualify"
            if _reached(answers, rule.entity if entity else rule.person, policy)
            else "not_shown",
            evidence=rule.entity_evidence if entity else rule.person_evidence,
        )
        for rule in policy.investors
    )


def passes(answers: Mapping[str, Any], rule: Qualified, policy: Policy) -> bool:
    """Whether what was stated may make a qualified investor for products that ask for one."""
    if answers.get("experience_years") not in rule.experience_years:
        return False
    assets = amount(answers.get("investable_assets"), policy) or Decimal(0)
    if segment_of(answers) in ENTITIES:
        return assets >= rule.entity_assets
    income = amount(answers.get("annual_income"), policy) or Decimal(0)
    return assets >= rule.person_assets or income >= rule.person_income


def _reached(answers: Mapping[str, Any], rule: Threshold, policy: Policy) -> bool:
    if rule.experience_years and answers.get("experience_years") not in rule.experience_years:
        return False
    return any(
        (amount(answers.get(value), policy) or Decimal(0)) >= least
        for value, least in rule.amounts.items()
    )
