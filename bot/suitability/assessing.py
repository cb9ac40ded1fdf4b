"""Assesses a client's answers: category, scores, reasons, flags (see docs/compliance.md)."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from bot.suitability import explaining
from bot.suitability.assessment import FLAGS, Assessment, Reason, RegulatoryResult
from bot.suitability.contradictions import Contradiction, find
from bot.suitability.given import Given
from bot.suitability.policy import CATEGORIES, Policy, category
from bot.suitability.questionnaire import Questionnaire
from bot.suitability.scoring import Result, need_score, result_of
from bot.suitability.values import canonical, ends

STATED_BESIDE = ("horizon_months",)
"""Profile values that no question fills by its own id but that answers may hold."""


def assess(
    answers: Mapping[str, Any],
    *,
    questionnaire: Questionnaire,
    policy: Policy,
    today: date,
    previous: Assessment | None = None,
    explained: frozenset[str] = frozenset(),
    products_version: str | None = None,
) -> Assessment:
    """Assess a client from profile value ids → values (contracts §Ids); their order is irrelevant.

    An unanswered or unreadable item counts as its lowest. `previous` is the assessment before this
    one, if any; `explained` names contradictions for which the client gave a reason. Answers that
    are no profile values (consents, contact details) are neither used nor kept. Raises nothing:
    every answer can be assessed, the less is known the lower.
    """
    return _assess(
        answers,
        questionnaire=questionnaire,
        policy=policy,
        today=today,
        previous_category=previous.category if previous else None,
        explained=explained,
        products_version=products_version,
    )


def recompute(stored: Assessment, *, questionnaire: Questionnaire, policy: Policy) -> Assessment:
    """The same assessment made anew from its stored answers; equal bit for bit under equal rules.

    A difference means that the rules are not those of `stored.versions`, or that the row changed.
    """
    return _assess(
        stored.answers,
        questionnaire=questionnaire,
        policy=policy,
        today=stored.assessed_on,
        previous_category=stored.previous_category,
        explained=frozenset(stored.explained),
        products_version=stored.versions.get("products"),
    )


def _assess(
    answers: Mapping[str, Any],
    *,
    questionnaire: Questionnaire,
    policy: Policy,
    today: date,
    previous_category: str | None,
    explained: frozenset[str],
    products_version: str | None,
) -> Assessment:
    kept = _profile(answers, questionnaire)
    given = Given.of(kept, questionnaire, policy)
    known = given.known
    result = result_of(given, questionnaire, policy, explained=explained)
    found = find(known, policy)
    need, required = need_score(known, questionnaire, policy)
    name = category(result.level)
    beyond = required is not None and required > policy.illustration.mixes[name].mean
    holds = tuple(_confirmations(result, known, policy, previous_category))
    lifted = {c.id for c in found if c.explainable and c.id in explained}
    raised = {
        "minimum_risk": bool(result.triggers),
        "contradiction": len(lifted) < len(found),
        "contradiction_explained": bool(lifted),
        "incomplete": bool(result.missing),
        "regulatory_lower": explaining.regulatory_alone(result),
        "goal_beyond_category": beyond,
        **{flag: True for flag, _, _ in holds},
    }
    versions = {"questionnaire": questionnaire.version, "policy": policy.version}
    if products_version is not None:
        versions["products"] = products_version
    return Assessment(
        category=name,
        minimum_risk=bool(result.triggers),
        offered_level=min([result.level, *(level for _, level, _ in holds)]),
        scores={
            **{score: float(its.value) for score, its in result.scores.items()},
            "need": float(need),
        },
        levels={score: its.level for score, its in result.scores.items()},
        regulatory=_regulatory(result),
        caps=tuple(
            {
                "id": applied.cap.id,
                "category": category(applied.cap.level),
                "assumed": applied.assumed,
                **applied.cap.text,
            }
            for applied in result.caps
        ),
        contradictions=tuple(_stored(c, explained=c.id in explained) for c in found),
        reasons=(
            *explaining.reasons(
                result,
                policy=policy,
                found=found,
                explained=explained,
                need=need,
                required=required,
                beyond=beyond,
            ),
            *(reason for _, _, reason in holds),
        ),
        would_change=tuple(
            explaining.would_change(
                result, given, questionnaire=questionnaire, policy=policy, explained=explained
            )
        ),
        flags=tuple(flag for flag in FLAGS if raised.get(flag)),
        missing=result.missing,
        required_return=None if required is None else float(required),
        answers=kept,
        explained=tuple(sorted(explained)),
        previous_category=previous_category,
        versions=versions,
        assessed_on=today,
        valid_until=months_after(today, policy.validity.months),
    )


def months_after(day: date, months: int) -> date:
    """The day so many calendar months later; the month's last day where that day is missing."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _profile(answers: Mapping[str, Any], questionnaire: Questionnaire) -> dict[str, Any]:
    """The profile values among the answers, in a fixed order and shape."""
    asked = {
        question.answer_id
        for question in questionnaire.questions
        if question.phase in ("need", "profile")
    }
    return {
        answer_id: canonical(answers[answer_id])
        for answer_id in sorted(answers)
        if answers[answer_id] is not None and (answer_id in asked or answer_id in STATED_BESIDE)
    }


def _confirmations(
    result: Result, known: Mapping[str, Any], policy: Policy, previous_category: str | None
) -> Iterator[tuple[str, int, Reason]]:
    """What waits for an advisor: the flag, the level that may be shown until then, and why."""
    stated = ends(known.get("age"))
    youngest = stated[0] if stated else None
    oldest = (stated[1] if stated[1] is not None else Decimal(999)) if stated else None
    concerned = "segment" not in known or known["segment"] == "individual"
    if concerned and youngest is not None and youngest < policy.minor_below:
        yield "minor", 1, explaining.say(policy, "minor")
    if concerned and result.level > policy.senior_above:
        limit = category(policy.senior_above)
        if oldest is None:
            reason = explaining.say(policy, "age_unknown", category=limit)
            yield "senior_confirmation", policy.senior_above, reason
        elif oldest >= policy.senior_from:
            reason = explaining.say(policy, "senior_confirmation", category=limit)
            yield "senior_confirmation", policy.senior_above, reason
    if previous_category in CATEGORIES:
        before = CATEGORIES.index(previous_category) + 1
        if abs(result.level - before) >= policy.jump_levels:
            reason = explaining.say(policy, "level_jump", previous=previous_category)
            yield "level_jump", min(before, result.level), reason


def _regulatory(result: Result) -> RegulatoryResult | None:
    if result.regulatory_points is None or result.regulatory_level is None:
        return None
    return RegulatoryResult(
        points=result.regulatory_points,
        category=category(result.regulatory_level),
        governs="regulatory" in result.governed_by,
    )


def _stored(found: Contradiction, *, explained: bool) -> dict[str, Any]:
    return {
        "id": found.id,
        "questions": [found.left.question, found.right.question],
        "left": dict(found.left.words),
        "right": dict(found.right.words),
        "explained": explained,
    }
