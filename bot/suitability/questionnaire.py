"""The questionnaire as the institution wrote it: questions, options, points and wording."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

Language = Literal["zh", "en"]
Kind = Literal["single", "multiple", "amount", "number", "duration", "text", "consent"]
Phase = Literal["consent", "need", "profile", "handoff"]
Measure = Literal["months", "percent"]
Text = Mapping[str, str]
"""One wording in each language: `{"zh": …, "en": …}`."""

Points = Mapping[str, float]
"""Points by score: `tolerance`, `capacity`, `knowledge`, `need` (each 0–100) and `regulatory`."""

CURRENCY = "CNY"
"""The currency of the bands of `amount` questions; `up_to` is in its major unit (yuan)."""

INSTEAD_OF: Mapping[str, str] = {"horizon": "horizon_months"}
"""Questions whose answer is also known from another, more exact profile value."""


def _chosen(value: Any) -> frozenset[str]:
    """The option ids of an answer, whether one was chosen or several."""
    if isinstance(value, (list, tuple, set, frozenset)):
        return frozenset(str(item) for item in value)
    return frozenset() if value is None else frozenset((str(value),))


def _edge(up_to: float) -> int:
    """A band's edge in minor units: `up_to: 999999.99` closes the band below 1,000,000."""
    return math.floor(up_to) * 100 + (100 if up_to % 1 else 0)


@dataclass(frozen=True)
class Option:
    """One answer a client can choose."""

    id: str
    label: Text
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Words that mean this option outright, by language; matched as words, not as meaning."""
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Whole free answers that mean this option, by language; matched by meaning."""
    points: Points = field(default_factory=dict)
    up_to: float | None = None
    """For `amount`, `number` and `duration`: the largest value (major units, whole, months) of
    this option, inclusive; None for the last one."""


@dataclass(frozen=True)
class Condition:
    """When a question is asked. Empty means always; all that is named must hold."""

    segments: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    answers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Other answers that must be among these options for the question to make sense."""

    def holds(self, segment: str | None, needs: frozenset[str], answers: Mapping[str, Any]) -> bool:
        """Whether a client of this segment, with these needs and answers, is asked."""
        if self.segments and segment not in self.segments:
            return False
        if self.needs and not self.needs & needs:
            return False
        return all(
            bool(_chosen(answers.get(other)) & allowed) for other, allowed in self.answers.items()
        )


@dataclass(frozen=True)
class Wording:
    """Another wording of a question, for clients whom the general one does not fit."""

    text: Text
    segments: frozenset[str] = frozenset()
    """Spoken to these segments only; empty means to all."""
    only_needs: frozenset[str] = frozenset()
    """Spoken only when every need of the client is one of these; empty means always."""
    label: Text | None = None
    """What the value is called, where the question's own name does not fit these clients."""
    why: Text | None = None
    """Why it is asked, where the question's own reason does not fit these clients."""
    help: Text | None = None
    """The plainer wording, where the question's own does not fit these clients."""

    def fits(self, segment: str | None, needs: frozenset[str]) -> bool:
        """Whether this wording is the one for a client of this segment with these needs."""
        if self.segments and segment not in self.segments:
            return False
        return not self.only_needs or (bool(needs) and needs <= self.only_needs)


@dataclass(frozen=True)
class Question:
    """One question; it fills the profile value (or consent) `answer_id`, which is its own id
    unless `fills` names another."""

    id: str
    kind: Kind
    phase: Phase
    label: Text
    """What the value is called in a summary, and by what a client may name it ("投资期限")."""
    text: Text
    why: Text
    options: tuple[Option, ...] = ()
    when: Condition = field(default_factory=Condition)
    sensitive: bool = False
    """Needs the separate consent `sensitive_data` before it is asked or stored."""
    optional: bool = False
    """May be left out without lowering completeness."""
    help: Text | None = None
    """A plainer wording with an example, said after two misunderstandings."""
    essential: bool = False
    """Without an answer to this question no assessment is made (it may decide `minimum_risk`)."""
    offered: bool = True
    """Whether the options are shown to be chosen; false where bands only carry the points."""
    fills: str | None = None
    """The profile value or consent purpose it fills, where that is not the question's own id."""
    measure: Measure | None = None
    """What the bands of a `single` question measure, so that a value said in words finds its own
    ("three years", "two tenths")."""
    highest: bool = False
    """Of several options that a client names, the one furthest down the list holds."""
    mentions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Other names of the value, by language: how a client refers to it to change it."""
    wordings: tuple[Wording, ...] = ()
    """Wordings for particular segments or needs; the first that fits is spoken."""
    unclear: tuple[str, ...] = ()
    """Words that sound like an answer and leave it open; learnt from, so that they are asked about.
    """

    def __hash__(self) -> int:
        return hash((self.id, self.kind))

    @cached_property
    def points_by_score(self) -> Mapping[str, Mapping[str, Decimal]]:
        """Exact points by score, then by option id; an option without points in a score has 0."""
        scores = dict.fromkeys(score for option in self.options for score in option.points)
        return {
            score: {option.id: Decimal(str(option.points.get(score, 0))) for option in self.options}
            for score in scores
        }

    @cached_property
    def option_by_id(self) -> Mapping[str, Option]:
        """The options by their id."""
        return {option.id: option for option in self.options}

    @cached_property
    def answer_id(self) -> str:
        """Id of the profile value, or purpose of the consent, that this question fills."""
        return self.fills or self.id

    def worded_for(self, segment: str | None, needs: frozenset[str]) -> Question:
        """This question with the text, the name, the reason and the help that fit a client of this
        segment with these needs."""
        for wording in self.wordings:
            if wording.fits(segment, needs):
                return replace(
                    self,
                    text=wording.text,
                    label=wording.label or self.label,
                    why=wording.why or self.why,
                    help=wording.help or self.help,
                )
        return self

    def value_of(self, option_id: str) -> Any:
        """The profile value that choosing an option stands for. Raises KeyError for no such option.

        `single` and `multiple` give the option's id. A band gives what is certain about it:
        `amount` a range in minor units (`{"min", "max", "currency"}`, both multiples of the band's
        edges, `max` missing for the last band), `number` and `duration` the end of the band that
        earns no more points than the rest of it: the upper end where points fall with the number
        (age), else the lower end.
        """
        option = self.option(option_id)
        if self.kind not in ("amount", "number", "duration"):
            return option.id
        position = self.options.index(option)
        below = self.options[position - 1].up_to if position else None
        if self.kind == "amount":
            value: dict[str, Any] = {"min": 0 if below is None else _edge(below)}
            if option.up_to is not None:
                value["max"] = _edge(option.up_to)
            return {**value, "currency": CURRENCY}
        lower = 0 if below is None else math.floor(below) + 1
        if option.up_to is None or not self._falls():
            return lower
        return math.floor(option.up_to)

    def can_read(self, value: Any) -> bool:
        """Whether a value is an answer to this question: an option that is gone is none."""
        if self.kind not in ("single", "multiple"):
            return True
        return bool(_chosen(value) & {option.id for option in self.options})

    def _falls(self) -> bool:
        """Whether the bands' capacity points fall from the second band to the last."""
        points = [option.points.get("capacity", 0.0) for option in self.options]
        return len(points) > 1 and points[-1] < points[1]

    def option(self, option_id: str) -> Option:
        """The option of that id. Raises KeyError where there is none."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)

    def option_for(self, number: float) -> Option | None:
        """The option (band) into which a number falls, where the question has bands."""
        for option in self.options:
            if option.up_to is None or number <= option.up_to:
                return option
        return None


@dataclass(frozen=True)
class Questionnaire:
    """All questions in the order in which they are asked, with the version that is stored."""

    version: str
    questions: tuple[Question, ...]
    regulatory_items: tuple[Question, ...] = ()
    """The items of an institution's own regulatory questionnaire: each names the profile value it
    counts (`answer_id`) and its points. Empty: the questions that have points `regulatory`."""

    @cached_property
    def by_answer(self) -> Mapping[str, Question]:
        """The first question that fills each profile value."""
        found: dict[str, Question] = {}
        for question in self.questions:
            found.setdefault(question.answer_id, question)
        return found

    @cached_property
    def regulatory(self) -> tuple[Question, ...]:
        """The items that the regulatory score is the total of."""
        return self.regulatory_items or tuple(
            question
            for question in self.questions
            if any("regulatory" in option.points for option in question.options)
        )

    def question(self, question_id: str) -> Question:
        """The question of that id. Raises KeyError where there is none."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)

    def asked_of(
        self, segment: str | None, needs: frozenset[str], answers: Mapping[str, Any]
    ) -> tuple[Question, ...]:
        """The questions that concern a client, in order."""
        return tuple(q for q in self.questions if q.when.holds(segment, needs, answers))
