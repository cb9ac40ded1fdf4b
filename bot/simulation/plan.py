"""What a simulated client means to do beside answering: told at once, kept back, slipped, asked."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.simulation.personas import Persona
from bot.simulation.phrases import Digression, PhraseBook
from bot.simulation.speaking import VOLUNTEERED, Speaker, Way
from bot.suitability.questionnaire import Question, Questionnaire

_MAY_BE_WITHHELD = ("annual_income", "debt_position", "dependants", "information_channel")
"""Questions that an evasive client may refuse; none decides what else is asked."""
_MAY_BE_WRONG = (
    "horizon",
    "annual_income",
    "investable_assets",
    "reserve_months",
    "age",
    "objective",
    "attitude",
    "loss_reaction",
    "max_loss",
    "debt_position",
    "income_source",
    "liquidity_need",
)
"""Questions that a contradictory client answers wrongly first."""
_BUTTONS: Mapping[Way, float] = {
    "terse": 0.25,
    "chatty": 0.0,
    "all_at_once": 0.1,
    "evasive": 0.1,
    "contradictory": 0.1,
    "digressing": 0.1,
}
"""Share of answers given by a button instead of in words."""


@dataclass(frozen=True)
class Truths:
    """Questions by their id."""

    questionnaire: Questionnaire

    def question(self, question_id: str) -> Question | None:
        """The question of that id, None where there is none."""
        for question in self.questionnaire.questions:
            if question.id == question_id:
                return question
        return None


@dataclass
class Plan:
    """The detours of one conversation; what is done is taken out."""

    buttons: float = 0.0
    opening: tuple[str, ...] = ()
    """Values told in the first message."""
    withheld: frozenset[str] = frozenset()
    """Questions the client will not answer."""
    later: dict[str, Any] = field(default_factory=dict)
    """Question → a wrong answer that is corrected one message later."""
    slips: dict[str, Any] = field(default_factory=dict)
    """Question → a wrong answer that is corrected in the same breath."""
    digressions: dict[str, Digression] = field(default_factory=dict)
    """Question → what the client asks or says instead of answering at first."""
    beside: frozenset[str] = frozenset()
    """Questions that are answered with a question beside the answer."""
    evasions: dict[str, str] = field(default_factory=dict)
    """Question → what the client says to get around it at first."""


def plan(
    persona: Persona, way: Way, book: PhraseBook, questionnaire: Questionnaire, speaker: Speaker
) -> Plan:
    """The plan of one conversation, by the speaker's own source of chance."""
    chance = speaker.chance
    asked = [q for q in persona.concerning(questionnaire) if q.id not in ("needs", "segment")]
    made = Plan(buttons=_BUTTONS[way])
    if way == "all_at_once":
        due = {question.id for question in asked}
        known = [one for one in VOLUNTEERED if one in due and persona.knows(one) != 0]
        made.opening = tuple(known[: 2 + chance.randrange(4)])
    elif way == "digressing":
        _digress(made, asked, book, chance)
    elif way == "evasive":
        _evade(made, asked, book, chance)
    elif way == "contradictory":
        _contradict(made, persona, asked, chance)
    return made


def option_of(question: Question, value: Any) -> str | None:
    """The option that a true value falls into; None where the question has no options."""
    if isinstance(value, str):
        return value
    if not isinstance(value, int):
        return None
    option = question.option_for(float(value))
    return None if option is None else option.id


def _digress(made: Plan, asked: list[Question], book: PhraseBook, chance: random.Random) -> None:
    places = _some(asked, 6, chance)
    topics = chance.sample(list(book.digressions), min(len(places), 4))
    made.digressions = {question.id: topic for question, topic in zip(places, topics, strict=False)}
    made.beside = frozenset(one.id for one in places[len(topics) :])


def _evade(made: Plan, asked: list[Question], book: PhraseBook, chance: random.Random) -> None:
    refusable = [q.id for q in asked if q.id in _MAY_BE_WITHHELD]
    if refusable and chance.random() < 0.6:
        made.withheld = frozenset({chance.choice(refusable)})
    places = [q for q in _some(asked, 5, chance) if q.id not in made.withheld]
    # "I don't know" is an answer to a quiz.
    places = [q for q in places if not q.id.startswith("quiz_")]
    lines = chance.sample(list(book.evasions), min(len(places), len(book.evasions)))
    made.evasions = {question.id: line for question, line in zip(places, lines, strict=False)}


def _contradict(made: Plan, persona: Persona, asked: list[Question], chance: random.Random) -> None:
    places = _some([q for q in asked if q.id in _MAY_BE_WRONG], 4, chance)
    for at, question in enumerate(places):
        wrong = _another(question, persona.knows(question.id), chance)
        (made.later if at % 2 == 0 else made.slips)[question.id] = wrong


def _another(question: Question, value: Any, chance: random.Random) -> Any:
    """An answer that is not the true one."""
    if isinstance(value, int):
        if question.id == "age":
            return value + chance.choice((-9, -4, 3, 6))
        return value * chance.choice((2, 3))
    others = [option.id for option in question.options if option.id != value]
    return chance.choice(others)


def _some(asked: Sequence[Question], count: int, chance: random.Random) -> list[Question]:
    return chance.sample(list(asked), min(count, len(asked)))
