"""Why this category and not another: the answers that mattered, and what others would have given.

Both are computed with the engine itself, so that no explanation can differ from the result. They
explain a decision (PIPL art. 24); they change nothing and advise no answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.suitability.given import Given
from bot.suitability.policy import SCORES, Policy, category
from bot.suitability.questionnaire import Questionnaire
from bot.suitability.scoring import Result, compute, result_of
from bot.suitability.values import concerns, exact, highest, points, segment_of

NAMED = 3
"""How many answers are named: more are not remembered."""


@dataclass(frozen=True)
class WhatIf:
    """The category as it is, and as it would be with other answers; `driven_by` are the parts that
    would then set it (score ids, `regulatory`, `caps`; `minimum_risk` where the law decides)."""

    now: str
    then: str
    minimum_risk: bool
    driven_by: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether the category would stay."""
        return self.now == self.then


def what_if(
    answers: Mapping[str, Any],
    changes: Mapping[str, Any],
    *,
    questionnaire: Questionnaire,
    policy: Policy,
    explained: frozenset[str] = frozenset(),
) -> WhatIf:
    """What the same rules give with some answers changed, all else being equal.

    A changed horizon takes the place of whatever stated it before, as an option or in months.
    """
    before = compute(answers, questionnaire, policy, explained=explained)
    after = compute(changed(answers, changes), questionnaire, policy, explained=explained)
    return WhatIf(
        now=category(before.level),
        then=category(after.level),
        minimum_risk=bool(after.triggers),
        driven_by=("minimum_risk",) if after.triggers else after.governed_by,
    )


def changed(answers: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The answers with some of them changed."""
    spans = {"horizon", "horizon_months"}
    gone = spans if spans & set(changes) else set()
    return {**{k: v for k, v in answers.items() if k not in gone}, **changes}


def mattered(
    answers: Mapping[str, Any],
    *,
    questionnaire: Questionnaire,
    policy: Policy,
    explained: frozenset[str] = frozenset(),
    most: int = NAMED,
) -> tuple[str, ...]:
    """The profile values whose answers mattered most for the category, the weightiest first.

    What decides by law, then what holds the category down (caps, then the scores that set it, by
    the points an answer leaves out), then what else weighs. Unanswered items are not among them.
    """
    given = Given.of(answers, questionnaire, policy)
    result = result_of(given, questionnaire, policy, explained=explained)
    known = given.known
    found = dict.fromkeys(
        item for item in _in_order(result, known, questionnaire, policy) if item in known
    )
    return tuple(found)[:most]


def _in_order(
    result: Result, known: Mapping[str, Any], questionnaire: Questionnaire, policy: Policy
) -> Iterator[str]:
    for trigger in result.triggers:
        yield trigger.question
    for applied in sorted(result.caps, key=lambda one: one.cap.level):
        if "caps" in result.governed_by and applied.cap.level <= result.level:
            yield applied.cap.question
    governing = [score for score in SCORES if score in result.governed_by]
    for score in (*governing, *(score for score in SCORES if score not in governing)):
        if score not in governing and "regulatory" in result.governed_by:
            yield from _short_items(known, questionnaire, policy)
        items = result.scores[score].items
        for item in sorted(items, key=lambda one: (-one.shortfall, -one.weight, one.question)):
            yield item.question


def _short_items(
    known: Mapping[str, Any], questionnaire: Questionnaire, policy: Policy
) -> Iterator[str]:
    """The items of the regulatory questionnaire, those first that leave most points out."""
    segment = segment_of(known)
    rows = []
    for item in questionnaire.regulatory:
        if item.answer_id in known and concerns(item, segment):
            got = points(item, known[item.answer_id], "regulatory", policy) or exact(0)
            rows.append((got - highest(item, "regulatory"), item.answer_id))
    yield from (answer_id for _, answer_id in sorted(rows))
