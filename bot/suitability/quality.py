"""Signs that a questionnaire was clicked through rather than answered; for the advisor alone.

They change no score: somebody may be quick, or may honestly mean the first option each time. An
advisor sees them and asks (SEC guidance 2017-02, ESMA 2022).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bot.suitability.questionnaire import Question, Questionnaire
from bot.suitability.rules import Quality

STRAIGHT, HASTY = "straight_lining", "improbable_speed"
FLAGS = (STRAIGHT, HASTY)


@dataclass(frozen=True)
class Given:
    """One answer as it was given: to which question, what, and the second at which it came
    (any origin, the same for all of a client)."""

    question: str
    value: Any
    second: float
    message: int
    """Number of the message it stood in; several answers may share one."""


def flags(
    given: Iterable[Given], questionnaire: Questionnaire, rule: Quality
) -> tuple[dict[str, Any], ...]:
    """The signs that are there, each with the figures behind it; the order of `given` is free."""
    ordered = sorted(given, key=lambda one: (one.second, one.message, one.question))
    found = (_straight(ordered, questionnaire, rule), _hasty(ordered, rule))
    return tuple(one for one in found if one is not None)


def _straight(
    given: list[Given], questionnaire: Questionnaire, rule: Quality
) -> dict[str, Any] | None:
    """The same place in the list again and again, among questions whose options run in order."""
    questions = {q.answer_id: q for q in questionnaire.questions if q.phase == "profile"}
    places = [
        place
        for one in given
        if (place := _place(questions.get(one.question), one.value)) is not None
    ]
    longest = _longest_run(places)
    if longest < rule.straight_at_least:
        return None
    return {"id": STRAIGHT, "run": longest, "of": len(places)}


def _place(question: Question | None, value: Any) -> int | None:
    """Where in the list an answer stands; None for what is no choice among ordered options."""
    if question is None or question.kind != "single" or len(question.options) < 4:
        return None
    return next((at for at, one in enumerate(question.options) if one.id == value), None)


def _longest_run(places: list[int]) -> int:
    longest = run = 0
    before: int | None = None
    for place in places:
        run = run + 1 if place == before else 1
        longest, before = max(longest, run), place
    return longest


def _hasty(given: list[Given], rule: Quality) -> dict[str, Any] | None:
    """Answers that followed each other faster than the questions can be read."""
    moments: Mapping[int, float] = {one.message: one.second for one in given}
    ordered = [moments[message] for message in sorted(moments)]
    gaps = [later - earlier for earlier, later in pairwise(ordered)]
    fast = sum(0 <= gap < rule.seconds for gap in gaps)
    if fast < rule.hasty_at_least:
        return None
    return {"id": HASTY, "answers": fast, "seconds": float(rule.seconds)}
