"""The result of an assessment, with its reasons in both languages, as it is shown and stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.suitability.policy import CATEGORIES
from bot.suitability.reading import RATINGS

FLAGS = (
    "minimum_risk",
    "minor",
    "contradiction",
    "contradiction_explained",
    "incomplete",
    "regulatory_lower",
    "goal_beyond_category",
    "senior_confirmation",
    "level_jump",
)
"""Every flag an assessment may carry, in the order in which they are listed."""


@dataclass(frozen=True)
class Reason:
    """One sentence about a result, with a code for machines."""

    code: str
    zh: str
    en: str

    def to_json(self) -> dict[str, str]:
        """The sentence as stored."""
        return {"code": self.code, "zh": self.zh, "en": self.en}


@dataclass(frozen=True)
class RegulatoryResult:
    """The institution's own items: total, category, and whether it set the client's category."""

    points: int
    category: str
    governs: bool


@dataclass(frozen=True)
class Assessment:
    """A client's risk category and all that led to it.

    `scores` are 0–100 with one decimal; `levels` those of tolerance, capacity and knowledge;
    `offered_level` is the level up to which products may be shown before an advisor has confirmed
    (it never exceeds `level`).
    """

    category: str
    minimum_risk: bool
    offered_level: int
    scores: Mapping[str, float]
    levels: Mapping[str, int]
    regulatory: RegulatoryResult | None
    caps: tuple[Mapping[str, Any], ...]
    contradictions: tuple[Mapping[str, Any], ...]
    reasons: tuple[Reason, ...]
    would_change: tuple[Reason, ...]
    flags: tuple[str, ...]
    missing: tuple[str, ...]
    required_return: float | None
    answers: Mapping[str, Any]
    explained: tuple[str, ...]
    previous_category: str | None
    versions: Mapping[str, str]
    assessed_on: date
    valid_until: date

    @property
    def level(self) -> int:
        """The category as a number, 1–5."""
        return CATEGORIES.index(self.category) + 1

    @property
    def highest_rating(self) -> str:
        """The highest product rating that may be shown now: R1–R5."""
        return RATINGS[self.offered_level - 1]

    def is_valid(self, today: date) -> bool:
        """Whether it still holds on that day."""
        return today <= self.valid_until

    def to_json(self) -> dict[str, Any]:
        """A JSON-able copy, the same for the same assessment bit for bit."""
        return {
            "category": self.category,
            "minimum_risk": self.minimum_risk,
            "level": self.level,
            "offered_level": self.offered_level,
            "highest_rating": self.highest_rating,
            "scores": dict(self.scores),
            "levels": dict(self.levels),
            "regulatory": None
            if self.regulatory is None
            else {
                "points": self.regulatory.points,
                "category": self.regulatory.category,
                "governs": self.regulatory.governs,
            },
            "caps": [dict(cap) for cap in self.caps],
            "contradictions": [dict(found) for found in self.contradictions],
            "reasons": [reason.to_json() for reason in self.reasons],
            "would_change": [reason.to_json() for reason in self.would_change],
            "flags": list(self.flags),
            "missing": list(self.missing),
            "required_return": self.required_return,
            "answers": dict(self.answers),
            "explained": list(self.explained),
            "previous_category": self.previous_category,
            "versions": dict(self.versions),
            "assessed_on": self.assessed_on.isoformat(),
            "valid_until": self.valid_until.isoformat(),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Assessment:
        """The assessment that `to_json` wrote. Raises KeyError or ValueError for anything else."""
        regulatory = stored["regulatory"]
        return cls(
            category=CATEGORIES[CATEGORIES.index(stored["category"])],
            minimum_risk=bool(stored["minimum_risk"]),
            offered_level=int(stored["offered_level"]),
            scores=dict(stored["scores"]),
            levels=dict(stored["levels"]),
            regulatory=None if regulatory is None else RegulatoryResult(**regulatory),
            caps=tuple(stored["caps"]),
            contradictions=tuple(stored["contradictions"]),
            reasons=tuple(Reason(**reason) for reason in stored["reasons"]),
            would_change=tuple(Reason(**reason) for reason in stored["would_change"]),
            flags=tuple(stored["flags"]),
            missing=tuple(stored["missing"]),
            required_return=stored["required_return"],
            answers=dict(stored["answers"]),
            explained=tuple(stored["explained"]),
            previous_category=stored["previous_category"],
            versions=dict(stored["versions"]),
            assessed_on=date.fromisoformat(stored["assessed_on"]),
            valid_until=date.fromisoformat(stored["valid_until"]),
        )
