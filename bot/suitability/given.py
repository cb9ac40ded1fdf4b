"""A client's answers as the scores read them, so that a result can be computed with one changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.suitability.policy import Policy
from bot.suitability.questionnaire import Option, Questionnaire
from bot.suitability.values import chosen, readable

Picked = Mapping[str, tuple[Option, ...]]
"""By profile value, the options of its question that the answer stands for."""


@dataclass(frozen=True)
class Given:
    """The answers that can be read; the others count as unanswered, which can only lower."""

    known: Mapping[str, Any]
    picked: Picked

    @classmethod
    def of(cls, answers: Mapping[str, Any], questionnaire: Questionnaire, policy: Policy) -> Given:
        """Read answers; their order is irrelevant."""
        kept: dict[str, Any] = {}
        picked: dict[str, tuple[Option, ...]] = {}
        questions = questionnaire.by_answer
        for answer_id, value in readable(answers).items():
            question = questions.get(answer_id)
            options = chosen(question, value, policy) if question is not None else ()
            if question is None or not question.options or options:
                kept[answer_id] = value
                picked[answer_id] = options
        return cls(kept, picked)

    def but(self, answer_id: str, value: Any, options: tuple[Option, ...]) -> Given:
        """The same with one answer changed to a value that stands for these options.

        A changed horizon takes the place of whatever stated it before, also in months.
        """
        gone = "horizon_months" if answer_id == "horizon" else None
        known = {name: said for name, said in self.known.items() if name != gone}
        picked = {name: its for name, its in self.picked.items() if name != gone}
        return Given({**known, answer_id: value}, {**picked, answer_id: options})
