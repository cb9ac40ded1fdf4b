"""Figures from verdicts: shares with their uncertainty, calibration, rejection curve, confusion.

Pure: counts in, plain mappings out, which the report writes as JSON.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

_Z = 1.96
_BINS = 10


@dataclass(frozen=True)
class Marked:
    """One text with the verdict on it. `right`: the intent is, or a foreign text was sent away."""

    expected: str
    found: str
    confidence: float
    in_scope: bool
    kept: bool
    right: bool


def share(part: int, whole: int) -> dict[str, Any]:
    """`part` of `whole` in percent, with the 95 % interval (Wilson); None where whole is 0."""
    if not whole:
        return {"of": 0, "right": 0, "percent": None, "low": None, "high": None}
    p, z2 = part / whole, _Z * _Z
    middle = (p + z2 / (2 * whole)) / (1 + z2 / whole)
    half = _Z * math.sqrt(p * (1 - p) / whole + z2 / (4 * whole * whole)) / (1 + z2 / whole)
    return {
        "of": whole,
        "right": part,
        "percent": round(100 * p, 2),
        "low": round(100 * max(middle - half, 0.0), 2),
        "high": round(100 * min(middle + half, 1.0), 2),
    }


def share_of(verdicts: Iterable[bool]) -> dict[str, Any]:
    """The share of true verdicts."""
    seen = list(verdicts)
    return share(sum(seen), len(seen))


def calibration(marked: Sequence[Marked]) -> dict[str, Any]:
    """Expected calibration error and, by bins of confidence, how often the reading was right."""
    bins: list[dict[str, Any]] = []
    error = 0.0
    for number in range(_BINS):
        low, high = number / _BINS, (number + 1) / _BINS
        inside = [
            m for m in marked if low < m.confidence <= high or (not number and not m.confidence)
        ]
        if not inside:
            continue
        confidence = sum(m.confidence for m in inside) / len(inside)
        right = sum(m.right for m in inside) / len(inside)
        error += len(inside) * abs(confidence - right)
        bins.append(
            {
                "from": low,
                "to": high,
                "texts": len(inside),
                "confidence": round(confidence, 4),
                "right": round(right, 4),
            }
        )
    return {"ece": round(error / len(marked), 4) if marked else None, "bins": bins}


def confusion(marked: Iterable[Marked], *, at_most: int = 40) -> list[dict[str, Any]]:
    """Pairs of intents that were taken for each other, most frequent first."""
    pairs = Counter((m.expected, m.found) for m in marked if not m.right)
    ranked = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
    return [{"expected": e, "found": f, "texts": n} for (e, f), n in ranked[:at_most]]


def rejection_curve(marked: Sequence[Marked]) -> list[dict[str, float]]:
    """Share of foreign texts sent away at each share of good ones wrongly sent away.

    Texts that were sent away come first, the surest first, then those that were kept, the least
    sure first. The point where the one turns into the other is where the assistant works.
    """
    scores = [(m.confidence if m.kept else -m.confidence, m.in_scope) for m in marked]
    ours = sum(1 for _, good in scores if good)
    foreign = len(scores) - ours
    if not ours or not foreign:
        return []
    points, lost, caught = [{"rejected": 0.0, "recall": 0.0}], 0, 0
    for _, good in sorted(scores, key=lambda one: one[0]):
        lost, caught = lost + good, caught + (not good)
        points.append({"rejected": round(lost / ours, 4), "recall": round(caught / foreign, 4)})
    step = max(len(points) // 200, 1)
    return [*points[::step], points[-1]]


def recall_at(curve: Sequence[dict[str, float]], rejected: float) -> float | None:
    """Best recall in percent where no more than `rejected` (a share) of good texts are lost."""
    inside = [point["recall"] for point in curve if point["rejected"] <= rejected]
    return round(100 * max(inside), 2) if inside else None
