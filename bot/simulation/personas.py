"""The simulated clients: who they are, what they need, and the truth of every answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.rulebook.documents import read
from bot.suitability.contradictions import find
from bot.suitability.policy import Policy
from bot.suitability.questionnaire import CURRENCY, INSTEAD_OF, Question, Questionnaire

AMOUNTS = ("goal_amount", "annual_income", "investable_assets")


class PersonasUnusable(Exception):
    """The file of personas cannot be used; the message says which one and why."""


@dataclass(frozen=True)
class Persona:
    """One client. `truth` has the answer to every question that concerns them: whole yuan, whole
    months, counts, else option ids. `patience` is how often they bear the same question again."""

    id: str
    language: str
    segment: str
    needs: tuple[str, ...]
    patience: int
    truth: Mapping[str, Any] = field(repr=False)

    @property
    def firm(self) -> bool:
        """Whether they speak for a company or an institution."""
        return self.segment != "individual"

    @property
    def borrows(self) -> bool:
        """Whether a loan is all they came for; then sums and spans are those of the loan."""
        return set(self.needs) <= {"financing", "payments"} and "financing" in self.needs

    def knows(self, question_id: str) -> Any:
        """The true answer to a question, None where there is none."""
        if question_id == "segment":
            return self.segment
        if question_id == "needs":
            return list(self.needs)
        return self.truth.get(INSTEAD_OF.get(question_id, question_id))

    def profile(self, *, without: frozenset[str] = frozenset()) -> dict[str, Any]:
        """The true answers as profile values, but for those of the questions `without`."""
        hidden = {*without, *(INSTEAD_OF.get(one, one) for one in without)}
        values = {
            name: {"amount": value * 100, "currency": CURRENCY} if name in AMOUNTS else value
            for name, value in self.truth.items()
            if name not in hidden
        }
        return {"segment": self.segment, "needs": sorted(self.needs), **values}

    def concerning(self, questionnaire: Questionnaire) -> tuple[Question, ...]:
        """The questions of need and profile that concern this client, in order."""
        asked = questionnaire.asked_of(self.segment, frozenset(self.needs), self.truth)
        return tuple(q for q in asked if q.phase in ("need", "profile") and q.kind != "consent")

    def contradicts(self, policy: Policy, *, without: frozenset[str] = frozenset()) -> set[str]:
        """The contradictions that are in the truth itself: they are meant."""
        return {one.id for one in find(self.profile(without=without), policy)}


def load(path: Path, questionnaire: Questionnaire) -> tuple[Persona, ...]:
    """Read the personas.

    Raises RulebookError where the file is not readable YAML, PersonasUnusable where a question that
    concerns a persona has no truth or the truth is none of its options.
    """
    personas = tuple(
        Persona(
            id=str(row["id"]),
            language=str(row["language"]),
            segment=str(row["segment"]),
            needs=tuple(row["needs"]),
            patience=int(row["patience"]),
            truth=dict(row["truth"]),
        )
        for row in read(path).data["personas"]
    )
    if len({one.id for one in personas}) != len(personas):
        raise PersonasUnusable(f"{path}: two personas have the same id")
    for persona in personas:
        for question in persona.concerning(questionnaire):
            _check(path, persona, question)
    return personas


def _check(path: Path, persona: Persona, question: Question) -> None:
    value = persona.knows(question.id)
    if value is None:
        raise PersonasUnusable(f"{path}: {persona.id} has no answer to {question.id}")
    if question.kind not in ("single", "multiple") or question.id in INSTEAD_OF:
        if not isinstance(value, int):
            raise PersonasUnusable(f"{path}: {persona.id}: {question.id} is a whole number")
        return
    known = {option.id for option in question.options}
    chosen = value if isinstance(value, list) else [value]
    if strange := [one for one in chosen if one not in known]:
        raise PersonasUnusable(f"{path}: {persona.id}: {question.id} has no option {strange[0]}")
