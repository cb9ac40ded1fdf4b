"""Finds rules of the policy that speak of questions or options the questionnaire does not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.rulebook.documents import Document, Place
from bot.rulebook.errors import Problem, RulebookError
from bot.suitability.questionnaire import Questionnaire

_MEND = "Name one of the questionnaire's, or restore it there"


def check_agreement(policy: Document, questionnaire: Questionnaire) -> None:
    """Raise RulebookError where a cap, a trigger or a contradiction could never apply.

    A cap on a question that nobody is asked would be silently lost, and a client would be placed
    above it; so the files are refused together.
    """
    options = {
        question.id: {option.id for option in question.options}
        for question in questionnaire.questions
    }
    problems = [
        problem
        for place, row in _rows(policy.data)
        for problem in _problems(policy, place, row, options)
    ]
    if problems:
        raise RulebookError(*problems)


def check_targets(products: Document, questionnaire: Questionnaire) -> None:
    """Raise RulebookError where a target market speaks of answers that nobody can give."""
    options = {
        question.answer_id: {option.id for option in question.options}
        for question in questionnaire.questions
    }
    problems = []
    for at, row in enumerate(products.data["products"]):
        for question, named in row.get("target", {}).get("against", {}).items():
            place: Place = ("products", at, "target", "against", question)
            if question not in options:
                what = f"the questionnaire has no question “{question}”"
                problems.append(products.problem(place, what, _MEND))
                continue
            for option in sorted(set(named) - options[question]):
                what = f"“{question}” has no option “{option}”"
                problems.append(products.problem(place, what, _MEND))
    if problems:
        raise RulebookError(*problems)


def _rows(data: Mapping[str, Any]) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    """Every part of the policy that names a question, with its place."""
    for section in ("caps", "minimum_risk"):
        for at, row in enumerate(_list(data.get(section))):
            yield (section, at), row
    for at, row in enumerate(_list(data.get("contradictions"))):
        if row.get("kind") == "answers":
            yield ("contradictions", at, "left"), row.get("left", {})
            for side, right in enumerate(_list(row.get("right"))):
                yield ("contradictions", at, "right", side), right
        elif row.get("kind") == "quiz":
            yield ("contradictions", at), row


def _problems(
    policy: Document,
    place: Place,
    row: Mapping[str, Any],
    options: Mapping[str, set[str]],
) -> Iterator[Problem]:
    named = [row.get("question"), *_list(row.get("quiz"))]
    for question in named:
        if question is not None and question not in options:
            yield policy.problem(place, f"the questionnaire has no question “{question}”", _MEND)
    known = options.get(str(row.get("question")))
    if known is None:
        return
    wanted = {*_list(row.get("options")), *row.get("words", {})}
    if "counts_as" in row:
        wanted.add(row["counts_as"])
    for option in sorted(wanted - known):
        what = f"“{row['question']}” has no option “{option}”"
        yield policy.problem(place, what, _MEND)


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()
