"""Whether policy and questionnaire fit together: a rule about an option that is gone is void."""

from __future__ import annotations

from collections.abc import Iterator

from bot.suitability.contradictions import CORRECT
from bot.suitability.policy import SCORES, Policy
from bot.suitability.questionnaire import Questionnaire
from bot.suitability.rules import AnswerRule, RatioRule
from bot.suitability.values import find_question, scores_in

ORDERED = ("max_loss", "attitude", "loss_reaction", "gain_loss_choice", "horizon", "debt_position")
"""Options that run from careful to bold: their points may never fall on the way."""


def problems(questionnaire: Questionnaire, policy: Policy) -> tuple[str, ...]:
    """What does not fit, one sentence each, for whoever edits the files; empty when all does.

    Every question and option that the policy names must be in the questionnaire, every weighted
    item must carry points, and points must not fall towards the bolder options.
    """
    named = [*_weighed(policy), *_ruled(policy), *_contradicting(policy)]
    return (
        *(problem for one in named for problem in _missing(questionnaire, *one)),
        *_without_points(questionnaire, policy),
        *_falling(questionnaire),
    )


Named = tuple[str, str, frozenset[str]]
"""A place in the policy, the question it names, and the options of it."""


def _weighed(policy: Policy) -> Iterator[Named]:
    for score in SCORES:
        for item in policy.weights[score]:
            yield f"scores.weights.{score}", item, frozenset()


def _ruled(policy: Policy) -> Iterator[Named]:
    for cap in policy.caps:
        yield f"caps.{cap.id}", cap.question, cap.options
    for trigger in policy.minimum_risk:
        yield f"minimum_risk.{trigger.id}", trigger.question, trigger.options


def _contradicting(policy: Policy) -> Iterator[Named]:
    for rule in policy.contradictions:
        place = f"contradictions.{rule.id}"
        if isinstance(rule, AnswerRule):
            yield place, rule.left.question, frozenset(rule.left.words)
            for side in rule.right:
                held = {side.counts_as} if side.counts_as else set()
                yield place, side.question, frozenset({*side.words, *held})
        elif isinstance(rule, RatioRule):
            yield place, rule.left, frozenset()
            yield place, rule.right, frozenset()
        else:
            yield place, rule.question, frozenset(option for option, _ in rule.steps)
            for quiz in rule.quiz:
                yield place, quiz, frozenset({CORRECT})


def _missing(
    questionnaire: Questionnaire, place: str, question_id: str, options: frozenset[str]
) -> Iterator[str]:
    question = find_question(questionnaire, question_id)
    if question is None:
        yield f"policy {place}: the questionnaire has no question “{question_id}”"
        return
    for option in sorted(options - {option.id for option in question.options}):
        yield f"policy {place}: question “{question_id}” has no option “{option}”"


def _without_points(questionnaire: Questionnaire, policy: Policy) -> Iterator[str]:
    for score in SCORES:
        for item in policy.weights[score]:
            question = find_question(questionnaire, item)
            if question is not None and not scores_in(question, score):
                yield f"questionnaire {item}: no option has the {score} points the policy weighs"


def _falling(questionnaire: Questionnaire) -> Iterator[str]:
    for item in ORDERED:
        question = find_question(questionnaire, item)
        for score in (*SCORES, "regulatory"):
            points = [o.points.get(score, 0) for o in question.options] if question else []
            if points != sorted(points):
                yield f"questionnaire {item}: {score} points fall towards the bolder options"
