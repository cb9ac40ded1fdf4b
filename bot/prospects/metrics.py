"""The two figures in which clients say what they think of the service."""

from __future__ import annotations

from collections.abc import Sequence

PROMOTER, DETRACTOR, TOP_TWO = 9, 6, 4


def nps(answers: Sequence[int]) -> float | None:
    """Net promoter score of answers 0–10: percent 9–10 less percent 0–6; None without answers."""
    if not answers:
        return None
    promoters = sum(answer >= PROMOTER for answer in answers)
    detractors = sum(answer <= DETRACTOR for answer in answers)
    return round(100 * (promoters - detractors) / len(answers), 1)


def csat(answers: Sequence[int]) -> float | None:
    """Percent of answers 1–5 among the top two; None without answers."""
    if not answers:
        return None
    return round(100 * sum(answer >= TOP_TWO for answer in answers) / len(answers), 1)
