"""Puts a result into plain words of both languages: why this category, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import islice
from typing import Any

from bot.suitability.assessment import Reason
from bot.suitability.contradictions import Contradiction
from bot.suitability.given import Given
from bot.suitability.policy import CATEGORIES, SCORES, Policy, category
from bot.suitability.questionnaire import Option, Question, Questionnaire
from bot.suitability.scoring import TOP, Result, Score, bears_on, result_of
from bot.suitability.values import NUMERIC, chosen, concerns, find_question, segment_of

DRIVERS = 2
"""How many items a sentence names."""
FACTS_NAMED = 3
"""How many single facts are named that would change the result."""


def reasons(
    result: Result,
    *,
    policy: Policy,
    found: tuple[Contradiction, ...],
    explained: frozenset[str],
    need: Decimal,
    required: Decimal | None,
    beyond: bool,
) -> Iterator[Reason]:
    """The reasons in the order in which they matter: what set the category comes first."""
    for trigger in result.triggers:
        yield say(policy, "minimum_risk", detail=trigger.text)
    if not result.triggers and result.governed_by:
        names = [policy.wording.score_names[part] for part in result.governed_by]
        yield say(policy, "governed_by", drivers=_listed(names))
    for applied in result.caps:
        if not applied.assumed:
            yield Reason(f"cap_{applied.cap.id}", applied.cap.text["zh"], applied.cap.text["en"])
    for score in SCORES:
        yield _score_reason(policy, score, result.scores[score])
    if result.regulatory_points is not None and result.regulatory_level is not None:
        yield say(
            policy,
            "regulatory",
            points=result.regulatory_points,
            category=category(result.regulatory_level),
        )
        if regulatory_alone(result):
            yield say(policy, "regulatory_governs")
    for contradiction in found:
        lifted = contradiction.explainable and contradiction.id in explained
        yield say(
            policy,
            "contradiction_explained" if lifted else "contradiction",
            left=contradiction.left.words,
            right=contradiction.right.words,
        )
    if result.missing:
        named = [_item(policy, item) for item in result.missing[:5]]
        yield say(policy, "incomplete", count=len(result.missing), drivers=_listed(named))
    yield _needed(policy, need, required)
    if beyond:
        yield say(policy, "goal_beyond_category")


def _needed(policy: Policy, need: Decimal, required: Decimal | None) -> Reason:
    """What the goal asks for: nothing more, a yearly return, or what the objective says."""
    if required is None:
        return say(policy, "need_objective", score=need)
    return say(policy, "need_return", percent=required) if required else say(policy, "need_met")


def regulatory_alone(result: Result) -> bool:
    """Whether the regulatory score, and nothing else, holds the category where it is."""
    return not result.triggers and result.governed_by == ("regulatory",)


def would_change(
    result: Result,
    given: Given,
    *,
    questionnaire: Questionnaire,
    policy: Policy,
    explained: frozenset[str],
) -> Iterator[Reason]:
    """What would have to be different for the next category, found by computing it again.

    Only facts of a client's situation are varied, never opinions or knowledge: this explains a
    decision (PIPL 24) and is no advice to answer differently.
    """
    if result.triggers:
        yield say(policy, "change_minimum")
        return
    if result.level == TOP:
        yield say(policy, "change_top")
        return
    target = result.level + 1
    facts = _facts(result, given, questionnaire, policy, explained)
    for question, option, level in islice(facts, FACTS_NAMED):
        yield say(
            policy,
            "change_fact",
            question=_item(policy, question.answer_id),
            option=option.label,
            category=category(level),
        )
    for applied in result.caps:
        if not applied.assumed and applied.cap.level < target:
            yield say(
                policy,
                "change_cap",
                category=category(applied.cap.level),
                detail=applied.cap.text,
            )
    for score in SCORES:
        margin = policy.knowledge_margin if score == "knowledge" else 0
        wanted = max(target - margin, 1)
        if score in result.governed_by and result.scores[score].level < wanted:
            yield say(
                policy,
                "change_score",
                category=category(target),
                score_name=policy.wording.score_names[score],
                needed=policy.bands[score][wanted - 1],
                score=result.scores[score].value,
            )
    if "regulatory" in result.governed_by and result.regulatory_points is not None:
        yield say(
            policy,
            "change_regulatory",
            category=category(target),
            needed=policy.regulatory.bands[target - 1],
            score=result.regulatory_points,
        )


def _facts(
    result: Result,
    given: Given,
    questionnaire: Questionnaire,
    policy: Policy,
    explained: frozenset[str],
) -> Iterator[tuple[Question, Option, int]]:
    """Single facts that alone would give a higher category: question, nearest option, its level."""
    binding, segment = set(result.governed_by), segment_of(given.known)
    for answer_id in policy.wording.facts if not result.undecided else ():
        # The level is the lowest of all parts: it stays where one that sets it cannot be moved.
        if not binding <= bears_on(answer_id, questionnaire, policy):
            continue
        question, now = find_question(questionnaire, answer_id), given.picked.get(answer_id)
        if question is None or not now or not concerns(question, segment):
            continue
        at = question.options.index(now[0])
        others = sorted(
            (option for option in question.options if option not in now),
            key=lambda option: abs(question.options.index(option) - at),
        )
        for option in others:
            value = _standing_for(question, option)
            changed = given.but(answer_id, value, chosen(question, value, policy))
            level = result_of(changed, questionnaire, policy, explained=explained).level
            if level > result.level:
                yield question, option, level
                break


def _standing_for(question: Question, option: Option) -> Any:
    return question.value_of(option.id) if question.kind in NUMERIC else option.id


def _score_reason(policy: Policy, code: str, score: Score) -> Reason:
    return say(
        policy,
        code,
        score=score.value,
        category=CATEGORIES[score.level - 1],
        margin=policy.knowledge_margin,
        drivers=_listed([_item(policy, item) for item in drivers(score)]),
    )


def drivers(score: Score) -> list[str]:
    """The items that mattered most: where most points are lacking, else those that weigh most."""
    lacking = sorted(
        (item for item in score.items if item.shortfall > 0),
        key=lambda item: (-item.shortfall, item.question),
    )
    heavy = sorted(score.items, key=lambda item: (-item.weight, item.question))
    return [item.question for item in (lacking or heavy)[:DRIVERS]]


def _item(policy: Policy, item_id: str) -> Mapping[str, str]:
    return {language: policy.wording.item(item_id, language) for language in ("zh", "en")}


def _listed(names: list[Mapping[str, str]]) -> Mapping[str, str]:
    english = [name["en"] for name in names]
    return {
        "zh": "、".join(name["zh"] for name in names),
        "en": " and ".join([", ".join(english[:-1]), english[-1]] if english[1:] else english),
    }


def say(policy: Policy, code: str, **values: object) -> Reason:
    """A sentence in both languages; a value that has two wordings is said in each language."""

    def said(language: str) -> str:
        own = {
            name: value[language] if isinstance(value, Mapping) else value
            for name, value in values.items()
        }
        return policy.wording.say(code, language, **own)

    return Reason(code, said("zh"), said("en"))
