"""What is evaluated: this installation's model, grammar and options, as talks use them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.engine.nlu.intent_model import NOT_OURS
from bot.engine.nlu.reading import read, stated
from bot.engine.parse import Parser
from bot.services import matching_words
from bot.suitability.questionnaire import Question, Questionnaire

TODAY = date(2026, 11, 22)
"""The day on which the held-out texts were written: "by 2030" is four years away."""


@dataclass(frozen=True)
class Understood:
    """What a text was taken for; `also` holds a second intent where one was found."""

    intent: str
    confidence: float
    kept: bool
    also: tuple[str, ...] = ()


def kept(intent: str) -> bool:
    """Whether a text of this intent is taken for one that this assistant is for."""
    return intent not in NOT_OURS and intent != "nlu_fallback"


class Zhiyin:
    """The trained model through the code of `zhiyin parse`, and the reading of answers."""

    name = "zhiyin"

    def __init__(self, parser: Parser, questionnaire: Questionnaire) -> None:
        self._parser = parser
        self._questions = {question.answer_id: question for question in questionnaire.questions}

    @property
    def intents(self) -> frozenset[str]:
        """The intents the model knows."""
        return frozenset(self._parser.intents)

    def understand(self, text: str) -> Understood:
        """Intent, confidence and scope of a text."""
        parsed = self._parser.parse(text, today=TODAY)
        return Understood(
            parsed["intent"],
            parsed["confidence"],
            parsed["in_scope"],
            tuple(parsed.get("also", ())),
        )

    def answers(self, text: str, asking: str | None) -> tuple[list[str], dict[str, Any]]:
        """Needs and values that a text states, while the question `asking` is open."""
        parsed = self._parser.parse(text, asking=asking, today=TODAY)
        text = self._parser.mend(text).text
        found = dict(parsed["answers"])
        question = self._questions.get(asking or "")
        if question is not None and asking not in found and question.kind == "single":
            options = matching_words.match(text, question).options
            if options:
                found[question.answer_id] = options[0]
        return parsed["needs"], found

    def options(self, text: str, question_id: str, language: str) -> frozenset[str]:
        """The options that would be taken as the answer without asking back.

        What the words mean as an answer comes first, then a value that the grammar reads for
        certain; the order in which the questionnaire listens.
        """
        question = self._questions[question_id]
        said = self._parser.mend(text)
        readings = read(said, language=language, asking=question_id, today=TODAY)
        needs, segments, answers = stated(readings)
        by_grammar = self._by_grammar(question, needs, segments, answers)
        if by_grammar and question.kind in ("single", "multiple"):
            return self._settled(said.text, question, by_grammar)
        return frozenset(matching_words.match(said.text, question).options or by_grammar)

    @staticmethod
    def _settled(text: str, question: Question, by_grammar: list[str]) -> frozenset[str]:
        """What the grammar read, after what the words mean as an answer to the open question."""
        value = by_grammar if question.kind == "multiple" else question.value_of(by_grammar[0])
        meant = matching_words.reconciled(text, question, value)
        named = meant if isinstance(meant, list) else [meant]
        return frozenset(o.id for o in question.options if question.value_of(o.id) in named)

    @staticmethod
    def _by_grammar(
        question: Question, needs: list[str], segments: list[str], answers: Mapping[str, Any]
    ) -> list[str]:
        apart = {"needs": needs, "segment": segments if len(segments) == 1 else []}
        if question.answer_id in apart:
            return apart[question.answer_id]
        value = answers.get(question.answer_id)
        if value is None:
            return []
        return [value] if isinstance(value, str) else list(value)


__all__ = ["TODAY", "Understood", "Zhiyin", "kept"]
