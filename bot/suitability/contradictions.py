"""Answers that do not fit together: found, worded neutrally, and read the lower way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bot.suitability.policy import Policy
from bot.suitability.rules import AnswerRule, ContradictionRule, QuizRule, RatioRule, Text
from bot.suitability.values import amount, each_of, readable

CORRECT = "correct"


@dataclass(frozen=True)
class Side:
    """One of the two answers: the question it belongs to and how it is named in a sentence."""

    question: str
    words: Text


@dataclass(frozen=True)
class Contradiction:
    """Two answers that do not fit, and the neutral question about them in both languages."""

    id: str
    left: Side
    right: Side
    text: Text
    explainable: bool
    """Whether the client's explanation lets both answers count as given."""


@dataclass(frozen=True)
class Limits:
    """The most that answers count as: option ids by question, amounts in base major units."""

    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    amounts: Mapping[str, Decimal] = field(default_factory=dict)


def find(answers: Mapping[str, Any], policy: Policy) -> tuple[Contradiction, ...]:
    """The contradictions among answers that were given, in the policy's order, each once.

    Where a careful answer meets several bold ones, the first named by the policy is asked about.
    """
    known = readable(answers)
    found = (_contradiction(rule, known, policy) for rule in policy.contradictions)
    return tuple(contradiction for contradiction in found if contradiction is not None)


def lower_reading(
    answers: Mapping[str, Any],
    policy: Policy,
    *,
    concerned: frozenset[str],
    explained: frozenset[str] = frozenset(),
) -> Limits:
    """What each answer counts as at most while contradictions stand.

    An unanswered careful side is read as careful, so that leaving it out never raises a score.
    `concerned` holds the profile values that concern the client at all; `explained` the
    contradictions that the client explained.
    """
    known = readable(answers)
    lifted = {c.id for c in find(answers, policy) if c.explainable} & explained if explained else ()
    options: dict[str, tuple[str, ...]] = {}
    amounts: dict[str, Decimal] = {}
    for rule in policy.contradictions:
        if rule.id in lifted:
            continue
        if isinstance(rule, AnswerRule):
            if rule.left.question not in concerned:
                continue
            if _given(known, rule.left.question) and not _named(known, rule.left):
                continue
            for side in rule.right:
                if side.counts_as and _named(known, side):
                    options[side.question] = (*options.get(side.question, ()), side.counts_as)
        elif isinstance(rule, RatioRule):
            if {rule.left, rule.right} <= concerned:
                _limit(amounts, rule.right, _reach(known, rule.left, rule, policy))
                _limit(amounts, rule.left, _reach(known, rule.right, rule, policy))
        else:
            asked = [quiz for quiz in rule.quiz if quiz in concerned]
            if asked and _given(known, rule.question):
                order = [option for option, _ in rule.steps]
                most = min(_right(known, asked) + rule.apart - 1, len(order) - 1)
                options[rule.question] = (*options.get(rule.question, ()), order[most])
    return Limits(options, amounts)


def _contradiction(
    rule: ContradictionRule, known: Mapping[str, Any], policy: Policy
) -> Contradiction | None:
    sides: tuple[Side, Side] | None
    if isinstance(rule, AnswerRule):
        sides = _answers_apart(rule, known)
    elif isinstance(rule, RatioRule):
        sides = _amounts_apart(rule, known, policy)
    else:
        sides = _quiz_apart(rule, known)
    if sides is None:
        return None
    left, right = sides
    wording = {
        language: rule.text[language].format(left=left.words[language], right=right.words[language])
        for language in ("zh", "en")
    }
    return Contradiction(rule.id, left, right, wording, rule.explainable)


def _answers_apart(rule: AnswerRule, known: Mapping[str, Any]) -> tuple[Side, Side] | None:
    careful = _named(known, rule.left)
    if not careful:
        return None
    for side in rule.right:
        bold = _named(known, side)
        if bold:
            return (
                Side(rule.left.question, rule.left.words[careful]),
                Side(side.question, side.words[bold]),
            )
    return None


def _amounts_apart(
    rule: RatioRule, known: Mapping[str, Any], policy: Policy
) -> tuple[Side, Side] | None:
    left, right = amount(known.get(rule.left), policy), amount(known.get(rule.right), policy)
    if left is None or right is None:
        return None
    if right <= _reach(known, rule.left, rule, policy) and left <= _reach(
        known, rule.right, rule, policy
    ):
        return None
    return (
        Side(rule.left, _spoken(known[rule.left], policy)),
        Side(rule.right, _spoken(known[rule.right], policy)),
    )


def _reach(known: Mapping[str, Any], side: str, rule: RatioRule, policy: Policy) -> Decimal:
    """The most that the other amount may be, given this one (the floor where it is unknown)."""
    stated = amount(known.get(side), policy) or Decimal(0)
    times = rule.right_at_most if side == rule.left else rule.left_at_most
    return times * max(stated, rule.floor)


def _quiz_apart(rule: QuizRule, known: Mapping[str, Any]) -> tuple[Side, Side] | None:
    order = [option for option, _ in rule.steps]
    rating = known.get(rule.question)
    answered = [quiz for quiz in rule.quiz if quiz in known]
    if rating not in order or len(answered) < len(rule.quiz):
        return None
    right = _right(known, rule.quiz)
    if order.index(rating) - right < rule.apart:
        return None
    count = str(right)
    return (
        Side(rule.question, dict(rule.steps)[rating]),
        Side(rule.quiz[0], {"zh": count, "en": count}),
    )


def _right(known: Mapping[str, Any], quiz: tuple[str, ...] | list[str]) -> int:
    return sum(known.get(question) == CORRECT for question in quiz)


def _given(known: Mapping[str, Any], question: str) -> bool:
    return question in known


def _named(known: Mapping[str, Any], side: Any) -> str | None:
    """The answer to a side's question that the rule names; of several the one named last."""
    values = each_of(known.get(side.question))
    named = [option for option in side.words if option in values]
    return named[-1] if named else None


def _limit(amounts: dict[str, Decimal], question: str, most: Decimal) -> None:
    amounts[question] = min(most, amounts.get(question, most))


def _spoken(value: Mapping[str, Any], policy: Policy) -> Text:
    """An amount in words of both languages, in its own currency, by its lower end."""
    code = str(value.get("currency", policy.base_currency))
    minor = value["amount"] if "amount" in value else value.get("min", 0)
    major = Decimal(str(minor)).scaleb(-policy.currencies[code].digits)
    wan = (major / 10000).normalize()
    chinese = f"{wan:,f} 万" if major >= 10000 else f"{major.normalize():,f} "
    unit = "元" if code == "CNY" else code
    english = f"{code} {major:,.0f}"
    return {"zh": f"{chinese}{unit}", "en": english}
