"""The numbers behind a category: sub-scores, regulatory points, caps, and the level they give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Context, Decimal
from typing import Any

from bot.suitability.contradictions import Limits, lower_reading
from bot.suitability.given import Given, Picked
from bot.suitability.policy import SCORES, Policy
from bot.suitability.questionnaire import Option, Question, Questionnaire
from bot.suitability.rules import AnswerRule, Cap, ContradictionRule, RatioRule, Trigger
from bot.suitability.values import (
    amount,
    chosen,
    concerns,
    each_of,
    ends,
    find_question,
    goal,
    highest,
    horizon_months,
    lowest,
    points,
    points_of,
    segment_of,
)

TENTH = Decimal("0.1")
TOP = 5


@dataclass(frozen=True)
class Item:
    """What one profile value contributed to a score."""

    question: str
    weight: int
    points: Decimal
    best: Decimal
    answered: bool

    @property
    def shortfall(self) -> Decimal:
        """Weighted points that the score lacks because of this item."""
        return self.weight * (self.best - self.points)


@dataclass(frozen=True)
class Score:
    """A sub-score (0–100, one decimal, rounded down), its level and what it is made of."""

    value: Decimal
    level: int
    items: tuple[Item, ...]


@dataclass(frozen=True)
class AppliedCap:
    """A cap that holds; `assumed` where the item was not answered and counts as its lowest."""

    cap: Cap
    assumed: bool


@dataclass(frozen=True)
class Result:
    """Everything computed from a set of answers, before it is put into words."""

    level: int
    scores: Mapping[str, Score]
    regulatory_points: int | None
    regulatory_level: int | None
    caps: tuple[AppliedCap, ...]
    triggers: tuple[Trigger, ...]
    missing: tuple[str, ...]
    governed_by: tuple[str, ...]
    """The parts whose level is the client's level: score ids, `regulatory`, `caps`."""
    undecided: bool = False
    """Whether an answer is missing that may decide the minimum category; that alone means C1."""


def compute(
    answers: Mapping[str, Any],
    questionnaire: Questionnaire,
    policy: Policy,
    *,
    explained: frozenset[str] = frozenset(),
) -> Result:
    """Scores and level of a client under the policy's rules. Answers need no order."""
    given = Given.of(answers, questionnaire, policy)
    return result_of(given, questionnaire, policy, explained=explained)


def result_of(
    given: Given,
    questionnaire: Questionnaire,
    policy: Policy,
    *,
    explained: frozenset[str] = frozenset(),
) -> Result:
    """`compute` for answers that were read already."""
    known, picked = given.known, given.picked
    segment = segment_of(known)
    asked = {
        answer_id: question
        for answer_id, question in questionnaire.by_answer.items()
        if concerns(question, segment)
    }
    limits = lower_reading(known, policy, concerned=frozenset(asked), explained=explained)
    scores = {score: _score(score, asked, picked, limits, policy) for score in SCORES}
    regulatory = _regulatory(questionnaire, asked, known, picked, limits, policy)
    regulatory_level = (
        None if regulatory is None else _level(Decimal(regulatory), policy.regulatory.bands)
    )
    caps = tuple(_caps(asked, known, policy))
    triggers = tuple(t for t in policy.minimum_risk if _triggered(t, known))

    parts: dict[str, int] = {}
    if policy.regulatory.governs != "regulatory" or regulatory_level is None:
        parts |= {
            "tolerance": scores["tolerance"].level,
            "capacity": scores["capacity"].level,
            "knowledge": min(scores["knowledge"].level + policy.knowledge_margin, TOP),
        }
    if policy.regulatory.governs != "own" and regulatory_level is not None:
        parts["regulatory"] = regulatory_level
    if caps:
        parts["caps"] = min(applied.cap.level for applied in caps)
    # What may decide the minimum category must be known: silence is read as the lowest (C1),
    # yet the legal flag itself is set by a stated answer alone.
    undecided = any(t.question in asked and t.question not in known for t in policy.minimum_risk)
    level = 1 if triggers or undecided else min(parts.values())
    return Result(
        level=level,
        scores=scores,
        regulatory_points=regulatory,
        regulatory_level=regulatory_level,
        caps=caps,
        triggers=triggers,
        missing=_missing(questionnaire, known, segment, policy),
        governed_by=tuple(part for part, its in parts.items() if its <= level),
        undecided=undecided,
    )


def bears_on(answer_id: str, questionnaire: Questionnaire, policy: Policy) -> frozenset[str]:
    """The parts (score ids, `regulatory`, `caps`) that an answer can move at all, by itself or
    through a contradiction with another answer."""
    moved = {answer_id}
    for rule in policy.contradictions:
        sides = _sides(rule)
        if answer_id in sides:
            moved |= sides
    parts = {score for score in SCORES if moved & set(policy.weights[score])}
    if moved & {item.answer_id for item in questionnaire.regulatory}:
        parts.add("regulatory")
    if any(cap.question == answer_id for cap in policy.caps):
        parts.add("caps")
    return frozenset(parts)


def _sides(rule: ContradictionRule) -> set[str]:
    if isinstance(rule, AnswerRule):
        return {rule.left.question, *(side.question for side in rule.right)}
    if isinstance(rule, RatioRule):
        return {rule.left, rule.right}
    return {rule.question, *rule.quiz}


def need_score(
    answers: Mapping[str, Any], questionnaire: Questionnaire, policy: Policy
) -> tuple[Decimal, Decimal | None]:
    """The need score (0–100) and, where goal, assets and time are known, the yearly return in
    percent (rounded down to a tenth) that the goal asks for. It never raises the level."""
    required = required_return(answers, policy)
    if required is not None:
        for up_to, scored in policy.need.required_return:
            if up_to is None or required <= up_to:
                return Decimal(scored).quantize(TENTH), required
    question = find_question(questionnaire, "objective")
    value = points(question, answers.get("objective"), "need", policy) if question else None
    return (value or Decimal(0)).quantize(TENTH), None


def required_return(answers: Mapping[str, Any], policy: Policy) -> Decimal | None:
    """Percent a year that grows the assets to the goal within the horizon; 0 where they suffice.

    None where one of the three is unknown, or the time is under a year (a yearly rate would say
    nothing). Decimal arithmetic, so that every machine gives the same figure.
    """
    wanted = goal(answers, policy)
    assets = amount(answers.get("investable_assets"), policy)
    months = horizon_months(answers)
    if wanted is None or not assets or months < 12:
        return None
    if wanted <= assets:
        return Decimal("0.0")
    context = Context(prec=28)
    growth = context.power(context.divide(wanted, assets), context.divide(12, Decimal(months)))
    return ((growth - 1) * 100).quantize(TENTH, rounding=ROUND_FLOOR, context=Context(prec=60))


def _score(
    score: str,
    asked: Mapping[str, Question],
    picked: Picked,
    limits: Limits,
    policy: Policy,
) -> Score:
    items = tuple(
        Item(
            question=answer_id,
            weight=weight,
            points=_effective(asked[answer_id], picked.get(answer_id, ()), score, limits),
            best=highest(asked[answer_id], score),
            answered=answer_id in picked,
        )
        for answer_id, weight in policy.weights[score].items()
        if answer_id in asked
    )
    total = sum(item.weight for item in items)
    reached = sum((item.weight * item.points for item in items), start=Decimal(0))
    # Rounded down: a figure that is shown never claims more than was reached.
    value = Decimal(int(reached * 10 // total) if total else 0).scaleb(-1)
    return Score(value, _level(value, policy.bands[score]), items)


def _effective(
    question: Question, options: tuple[Option, ...], score: str, limits: Limits
) -> Decimal:
    """Points of an item: its lowest where unanswered, and never more than the lower reading."""
    answer_id = question.answer_id
    found = points_of(question, options, score)
    if found is None:
        return lowest(question, score)
    for option_id in limits.options.get(answer_id, ()):
        found = min(found, _points_of(question, option_id, score))
    if answer_id in limits.amounts:
        option = question.option_for(float(limits.amounts[answer_id]))
        if option is not None:
            found = min(found, _points_of(question, option.id, score))
    return found


def _points_of(question: Question, option_id: str, score: str) -> Decimal:
    """Points of an option; the lowest where the policy names one the questionnaire has not."""
    table = question.points_by_score.get(score, {})
    return table[option_id] if option_id in table else lowest(question, score)


def _regulatory(
    questionnaire: Questionnaire,
    asked: Mapping[str, Question],
    known: Mapping[str, Any],
    picked: Picked,
    limits: Limits,
    policy: Policy,
) -> int | None:
    """Total of the institution's own items; None where the questionnaire has none.

    Items that do not concern the client's segment are left out and the total is scaled to the
    number of all items, so that the bands keep their meaning.
    """
    every = questionnaire.regulatory
    counted = [q for q in every if q.answer_id in asked]
    if not counted:
        return None
    total = sum(
        (
            _effective(
                q, _options_of(q, known, picked, questionnaire, policy), "regulatory", limits
            )
            for q in counted
        ),
        start=Decimal(0),
    )
    return int(total * len(every) // len(counted))


def _options_of(
    item: Question,
    known: Mapping[str, Any],
    picked: Picked,
    questionnaire: Questionnaire,
    policy: Policy,
) -> tuple[Option, ...]:
    """What was chosen of an item; one with bands of its own reads the value anew."""
    answer_id = item.answer_id
    if questionnaire.by_answer.get(answer_id) is item:
        return picked.get(answer_id, ())
    return chosen(item, known[answer_id], policy) if answer_id in known else ()


def _level(value: Decimal, bands: tuple[Decimal, ...] | tuple[int, ...]) -> int:
    return max(1, sum(value >= band for band in bands))


def _caps(
    asked: Mapping[str, Question], known: Mapping[str, Any], policy: Policy
) -> Iterator[AppliedCap]:
    for cap in policy.caps:
        if cap.question not in known:
            # What the client's segment is not asked is not held against it.
            if cap.question in asked:
                yield AppliedCap(cap, assumed=True)
        elif cap.below is not None:
            stated = ends(known[cap.question])
            if stated is None or stated[0] < cap.below:
                yield AppliedCap(cap, assumed=False)
        elif _among(known[cap.question], cap.options):
            yield AppliedCap(cap, assumed=False)


def _triggered(trigger: Trigger, known: Mapping[str, Any]) -> bool:
    return trigger.question in known and _among(known[trigger.question], trigger.options)


def _missing(
    questionnaire: Questionnaire, known: Mapping[str, Any], segment: str | None, policy: Policy
) -> tuple[str, ...]:
    """Items that count and were not answered, in the questionnaire's order.

    A question that an answer has made pointless (years of investing without any) is not missing.
    """
    counting = {item for weights in policy.weights.values() for item in weights}
    counting |= {cap.question for cap in policy.caps} | {t.question for t in policy.minimum_risk}
    counting |= {item.answer_id for item in questionnaire.regulatory}
    return tuple(
        question.answer_id
        for question in questionnaire.questions
        if concerns(question, segment)
        and question.answer_id in counting
        and question.answer_id not in known
        and all(
            other not in known or _among(known[other], allowed)
            for other, allowed in question.when.answers.items()
        )
    )


def _among(value: Any, allowed: frozenset[str]) -> bool:
    return any(item in allowed for item in each_of(value))
