"""Free words and the options or questions they mean: the pure reader with encoder and cache."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from bot.language import option_partly, premises
from bot.language.agreement import corrected_to
from bot.language.normal import fold
from bot.language.option_judging import Judge
from bot.language.option_matches import Match
from bot.language.options import OptionIndex
from bot.rulebook import option_texts
from bot.services import answer_models
from bot.services.encoder import embed
from bot.settings import load_settings
from bot.suitability.questionnaire import Question, Questionnaire

_BEHIND_A_NAME = r"\s*(?:[:：,，=]|(?:is|are|was|to|should be)\b|应该是|改成|改为|是)?"


def match(
    text: str, question: Question, *, among: Sequence[str] | None = None, by_meaning: bool = True
) -> Match:
    """What a client's words mean among the options of a question (`OptionIndex.match`)."""
    said = fold(text)
    if (rest := premises.without(said, question.id)) != said:
        text = rest
    return _index(question.id, question).match(text, among=among, by_meaning=by_meaning)


def reconciled(text: str, question: Question, value: Any) -> Any:
    """The answer to an open question of which the grammar read `value` in the same words; None
    where the words leave it open after all.

    The grammar looks for values anywhere in a text; what the words mean as an answer to this very
    question comes first, where that is clear.
    """
    if question.kind not in ("single", "multiple"):
        return value
    chosen = match(text, question).options
    if not chosen:
        options = _options_of(question, value)
        doubted = bool(options) and _index(question.id, question).doubts(text, options)
        return None if doubted else value
    return list(chosen) if question.kind == "multiple" else question.value_of(chosen[0])


def _options_of(question: Question, value: Any) -> list[str]:
    """The options of a question that a value names; none where it is a value of another kind."""
    values = value if isinstance(value, list) else [value]
    return [option.id for option in question.options if question.value_of(option.id) in values]


def question_named(text: str, questionnaire: Questionnaire) -> Question | None:
    """The question whose value a client names ("the horizon", 投资期限); None when none or unclear.

    The longest name wins; a name is the question's label or one of its other names. Of a correction
    that counts which stands before what holds instead: "the debts is actually some savings".
    """
    said = fold(text)
    behind = corrected_to(said)
    return _named(said[: len(said) - len(behind)], questionnaire) or _named(said, questionnaire)


def without_name(text: str, question: Question) -> str:
    """What stands behind the name of a question: "the debts: a bit left over"; else all of it."""
    said = fold(text)
    for name in sorted(_names(question), key=len, reverse=True):
        named = re.match(rf"(?:(?:my|our|the)\s+)?{re.escape(name)}{_BEHIND_A_NAME}", said)
        if named and (rest := said[named.end() :].strip()):
            return rest
    return text


def _named(said: str, questionnaire: Questionnaire) -> Question | None:
    found = [
        (len(name), question)
        for question in questionnaire.questions
        if question.kind != "consent"
        for name in _names(question)
        if _is_named(name, said)
    ]
    if not found:
        return None
    longest = max(length for length, _ in found)
    named = {question.id: question for length, question in found if length == longest}
    return next(iter(named.values())) if len(named) == 1 else None


def _is_named(name: str, said: str) -> bool:
    """Whether a name is in the words: an English one as a word of its own, so that "determine" is
    no term, and not as the verb of "I need"."""
    if not name.isascii():
        return name in said
    if name == "need":
        return re.search(r"\b(?:my|our|the|this|that|main|actual) need\b", said) is not None
    return re.search(rf"\b{re.escape(name)}\b", said) is not None


@lru_cache(maxsize=256)
def _names(question: Question) -> tuple[str, ...]:
    names = [*question.label.values()]
    for spoken in question.mentions.values():
        names.extend(spoken)
    return tuple(fold(name) for name in names)


_indexes: dict[str, tuple[Question, OptionIndex]] = {}


def _index(question_id: str, question: Question) -> OptionIndex:
    """The index of a question, built once and again when the question changed."""
    known = _indexes.get(question_id)
    if known is None or known[0].options is not question.options:
        model = answer_models.model_of(question, _models())
        index = OptionIndex(
            option_texts(question),
            embed=embed,
            several=question.kind == "multiple",
            highest=question.highest,
            measure=question.measure,
            unclear=question.unclear,
            judge=Judge(model, embed) if model else None,
            partly=partial(option_partly.left_open, question_id),
        )
        known = _indexes[question_id] = (question, index)
    return known[1]


@lru_cache(maxsize=1)
def _models() -> Path:
    return load_settings().models_path / answer_models.FILE
