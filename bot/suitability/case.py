"""One client before the catalogue: what every product is held against, read once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bot.suitability.assessment import Assessment, Reason
from bot.suitability.investors import passes
from bot.suitability.policy import Policy
from bot.suitability.products import Products
from bot.suitability.reading import RATINGS
from bot.suitability.values import (
    amount,
    each_of,
    horizon,
    horizon_months,
    readable,
    segment_of,
)

HALF_TERM_MONTHS = 12
"""Longest term of a product for a client who may need half of the money early."""
EXPERIENCED = ("stocks_funds", "derivatives")
"""Experience that complex products ask for (their target market)."""
SENSITIVE = "sensitive_data"
"""The consent without which nothing that needs an assessment is matched."""

_OBJECTIVE_LEVELS: Mapping[str, frozenset[int]] = {
    "preserve": frozenset({1}),
    "income": frozenset({1, 2}),
    "balanced": frozenset({2, 3}),
    "growth": frozenset({3, 4}),
    "maximum_growth": frozenset({4, 5}),
}
_LONGEST_EARLY = {"none": None, "some": None, "half": HALF_TERM_MONTHS}
"""Longest term, months, by how much may be needed early; None for any, 0 for the rest."""


@dataclass(frozen=True)
class Case:
    """What matching reads of a client, once for the whole catalogue."""

    catalogue: Products
    policy: Policy
    category: str | None
    """The risk category; None where nothing was assessed."""
    wanted: tuple[str, ...]
    jurisdiction: str | None
    segment: str
    months: int
    """The months there certainly are."""
    assets: Decimal
    """What may be invested, at least; major units of the base currency."""
    refused: Mapping[str, tuple[str, str | None]]
    """By rating that may not be shown: the code of the reason, and the category it names."""
    early: int | None
    """Longest term, months, for a client who may need money early; None for any."""
    much_early: bool
    """Whether half of the money or more may be needed early."""
    experienced: bool
    qualified: bool
    held: Mapping[str, tuple[str, ...]]
    """The options the client holds, by question of a target market."""
    levels: frozenset[int]
    """The levels that go with the objective."""
    said: dict[Any, Reason] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        catalogue: Products,
        assessment: Assessment | None,
        answers: Mapping[str, Any],
        needs: Iterable[str],
        *,
        policy: Policy,
        jurisdiction: str | None,
        consents: frozenset[str] | None,
    ) -> Case:
        """Read a client's answers; what was not stated counts as the narrowest."""
        known = readable(answers)
        early = known.get("liquidity_need")
        return cls(
            catalogue=catalogue,
            policy=policy,
            category=assessment.category if assessment else None,
            wanted=tuple(dict.fromkeys(needs)),
            jurisdiction=jurisdiction,
            segment=segment_of(known) or "individual",
            months=horizon_months(known),
            assets=amount(known.get("investable_assets"), policy) or Decimal(0),
            refused=_refused(assessment, consents),
            early=_LONGEST_EARLY.get(str(early), 0),
            much_early=early in ("half", "most"),
            experienced=any(one in EXPERIENCED for one in _held(known, "experience_products")),
            qualified=passes(known, policy.qualified, policy),
            held={question: _held(known, question) for question in catalogue.target_questions},
            levels=_OBJECTIVE_LEVELS.get(str(known.get("objective")), frozenset()),
        )

    def say(self, code: str, key: Any = None, **values: Any) -> Reason:
        """A reason in both languages; `needs` is a tuple of need ids, a mapping has two wordings.

        Several aspects give the same sentence, so each is made once; `key` tells apart what the
        values make of a code.
        """
        known = self.said.get((code, key))
        if known is None:
            known = self.said[code, key] = self._say(code, values)
        return known

    def _say(self, code: str, values: Mapping[str, Any]) -> Reason:
        def put(language: str, name: str, value: Any) -> Any:
            if name == "needs":
                joint = "、" if language == "zh" else ", "
                return joint.join(self.catalogue.needs[need][language] for need in value)
            return value[language] if isinstance(value, Mapping) else value

        def said(language: str) -> str:
            filled = {name: put(language, name, value) for name, value in values.items()}
            return self.catalogue.reasons[code][language].format(**filled)

        return Reason(code, said("zh"), said("en"))


def _refused(
    assessment: Assessment | None, consents: frozenset[str] | None
) -> Mapping[str, tuple[str, str | None]]:
    """Why a rating may not be shown to this client (a code, the category); none where it may."""
    if consents is not None and SENSITIVE not in consents:
        return dict.fromkeys(RATINGS, ("consent_needed", None))
    if assessment is None:
        return dict.fromkeys(RATINGS, ("no_assessment", None))
    refused: dict[str, tuple[str, str | None]] = {}
    for level, rating in enumerate(RATINGS, start=1):
        if assessment.minimum_risk and level > 1:
            refused[rating] = ("minimum_risk_only", None)
        elif level > assessment.level:
            refused[rating] = ("rating_above_category", assessment.category)
        elif level > assessment.offered_level:
            refused[rating] = ("awaits_confirmation", None)
    return refused


def _held(known: Mapping[str, Any], question: str) -> tuple[str, ...]:
    """The options a client holds, by question; of the horizon the one that certainly applies."""
    value = horizon(known) if question == "horizon" else known.get(question)
    return tuple(one for one in each_of(value) if isinstance(one, str))
