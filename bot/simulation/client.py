"""A simulated client: hears what the assistant says, and decides what to do next.

Pure: messages in, a move out. What is asked is answered by the truth; detours (a question in the
middle, an evasion, a slip that is corrected) are planned before the conversation begins.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.services import wording
from bot.simulation.personas import AMOUNTS, Persona
from bot.simulation.phrases import Digression
from bot.simulation.plan import Plan, Truths, option_of
from bot.simulation.speaking import Speaker
from bot.suitability.policy import Policy
from bot.suitability.questionnaire import Question, Questionnaire

Aim = Literal[
    "answer", "again", "open", "correct", "digress", "evade", "refuse", "confirm", "settle", "end"
]
OWN_DETOURS = frozenset({"correct", "digress", "evade"})
"""Moves that no question asked for; what the assistant repeats after them is no asking again."""
END_OF_PATIENCE = "impatient"


@dataclass(frozen=True)
class Move:
    """What the client does: writes `text`, or presses the options of these `tokens`. `aim` says
    why, `question` which question it is about; `expects` is what a fitting reply has."""

    aim: Aim
    question: str | None = None
    text: str | None = None
    tokens: tuple[str, ...] = ()
    digression: Digression | None = None

    @property
    def pressed(self) -> bool:
        """Whether buttons were used."""
        return bool(self.tokens)


@dataclass(frozen=True)
class Ended:
    """The client is done: handed over to an advisor, or gone, and why."""

    how: Literal["handed_over", "left"]
    why: str | None = None


Message = Mapping[str, Any]


@dataclass
class Client:
    """One client in one conversation."""

    persona: Persona
    speaker: Speaker
    plan: Plan
    questionnaire: Questionnaire
    policy: Policy
    attempts: dict[str, int] = field(default_factory=dict)
    """How often a question was answered in vain so far."""
    last: Move | None = None
    untrue: dict[str, Any] = field(default_factory=dict)
    """Wrong things said on purpose that are still to be set right."""
    silent: int = 0
    handed_over: bool = False

    def respond(self, heard: Sequence[Message]) -> Move | Ended:
        """The next move after these messages of the assistant."""
        move = self._respond(heard)
        if isinstance(move, Move):
            self.last = move
        return move

    def _respond(self, heard: Sequence[Message]) -> Move | Ended:
        if any((one.get("card") or {}).get("type") == "handoff" for one in heard):
            self.handed_over = True
        message = next((one for one in reversed(heard) if one.get("question")), None)
        if message is None:
            return self._unasked()
        self.silent = 0
        asked = dict(message["question"])
        asked_id = str(asked["id"])
        if self.last is None and self.plan.opening:
            return Move("open", text=self.speaker.opening(self.plan.opening))
        if (own := self._own(asked_id, asked, str(message.get("text") or ""))) is not None:
            return own
        question = self._question(asked_id)
        if question is None:
            return self._press(asked, asked["options"][-1]["id"], "settle")
        return self._answer(question, asked)

    def _unasked(self) -> Move | Ended:
        """Nothing is asked. An advisor comes, or nobody was called: then a person would say again
        what they came for."""
        if self.handed_over:
            return Ended("handed_over")
        self.silent += 1
        if self.silent > 2:
            return Ended("left", "nothing was asked")
        needs = self.questionnaire.question("needs")
        return Move("open", text=self.speaker.bare(needs, list(self.persona.needs)))

    def _own(self, asked_id: str, asked: Mapping[str, Any], text: str) -> Move | Ended | None:
        """Questions of the dialogue itself."""
        say = self.speaker.said
        if asked_id == "summary":
            return self._bounded(asked_id, lambda: self._agreed(asked, "confirm", "summary_yes"))
        if asked_id == "offer":
            return self._bounded(asked_id, lambda: self._agreed(asked, "yes", "offer_yes"))
        if asked_id == "contact":
            contact = self.speaker.contact
            return self._bounded(asked_id, lambda: Move("end", asked_id, text=contact()))
        if asked_id.startswith("confirm:"):
            return self._confirm(asked_id.removeprefix("confirm:"), asked_id, text)
        if asked_id.startswith("contradiction:"):
            meant = self.persona.contradicts(self.policy, without=self.plan.withheld)
            if asked_id.removeprefix("contradiction:") in meant:
                if self.speaker.chance.random() < 0.5:
                    return self._press(asked, "keep", "settle")
                return self._bounded(
                    asked_id, lambda: Move("settle", asked_id, text=say("keep_both"))
                )
            side = self._wrong_side(asked)
            self.untrue.pop(side, None)
            return self._press(asked, side, "settle")
        return None

    def _agreed(self, asked: Mapping[str, Any], option: str, phrase: str) -> Move:
        if self.speaker.chance.random() < self.plan.buttons:
            return self._press(asked, option, "end")
        return Move("end", str(asked["id"]), text=self.speaker.said(phrase))

    def _confirm(self, question_id: str, asked_id: str, text: str) -> Move | Ended:
        """ "I understood so much, right?": compared with the truth, as a person would."""
        question = self._question(question_id)
        meant = None if question is None else self._truth(question)
        right = question is not None and any(one in text for one in self._readings(question, meant))
        phrase = "confirm_yes" if right else "confirm_no"
        return self._bounded(
            asked_id, lambda: Move("confirm", question_id, text=self.speaker.said(phrase))
        )

    def _readings(self, question: Question, meant: Any) -> list[str]:
        """How the assistant would word the truth."""
        language = self.persona.language
        found = [meant]
        if question.id in AMOUNTS:
            found = [{"amount": meant * 100, "currency": "CNY"}]
        option = option_of(question, meant)
        if option is not None:
            found += [option, question.value_of(option)]
        texts = [wording.value_text(question, one, language) for one in found]
        return [one for one in texts if one]

    def _answer(self, question: Question, asked: Mapping[str, Any]) -> Move | Ended:
        detour = self._detour(question)
        if detour is not None:
            return detour
        attempt = self.attempts.get(question.id, 0)
        if attempt > self.persona.patience:
            return Ended("left", END_OF_PATIENCE)
        self.attempts[question.id] = attempt + 1
        aim: Aim = "again" if attempt else "answer"
        if question.id in self.plan.withheld:
            return Move("refuse", question.id, text=self.speaker.chance.choice(self._refusals()))
        value = self._truth(question)
        if value is None:
            return Move("refuse", question.id, text=self._refusals()[0])
        offered = {one["id"] for one in asked.get("options") or ()}
        if attempt >= 3 or (not attempt and self.speaker.chance.random() < self.plan.buttons):
            chosen = _options(question, value)
            if chosen and offered >= set(chosen):
                return self._press(asked, chosen, aim)
        if not attempt and (special := self._special(question, value)) is not None:
            return special
        return Move(aim, question.id, text=self.speaker.answer(question, value, attempt=attempt))

    def _special(self, question: Question, value: Any) -> Move | None:
        """A first answer that is not a plain one: wrong on purpose, or with something beside it."""
        if question.id in self.plan.later:
            self.untrue[question.id] = self.plan.later[question.id]
            wrong = self.plan.later[question.id]
            return Move("answer", question.id, text=self.speaker.bare(question, wrong, plain=True))
        if question.id in self.plan.slips:
            wrong = self.plan.slips[question.id]
            return Move("answer", question.id, text=self.speaker.slip(question, wrong, value))
        if question.id in self.plan.beside:
            return Move("answer", question.id, text=self.speaker.beside(question, value))
        return None

    def _detour(self, question: Question) -> Move | None:
        """What the client does before answering: corrects themselves, asks, evades. Each once."""
        settled = [one for one in self.untrue if one != question.id]
        if settled:
            wrong = self._question(settled[0])
            del self.untrue[settled[0]]
            assert wrong is not None
            value = self._truth(wrong)
            return Move("correct", wrong.id, text=self.speaker.correction(wrong, value))
        self.untrue.pop(question.id, None)
        if (digression := self.plan.digressions.pop(question.id, None)) is not None:
            text = self.speaker.typed(digression.text)
            return Move("digress", question.id, text=text, digression=digression)
        if (evasion := self.plan.evasions.pop(question.id, None)) is not None:
            return Move("evade", question.id, text=evasion)
        return None

    def _bounded(self, asked_id: str, move: Callable[[], Move]) -> Move | Ended:
        """The move, unless the same was asked more often than the client bears."""
        self.attempts[asked_id] = self.attempts.get(asked_id, 0) + 1
        if self.attempts[asked_id] > self.persona.patience + 1:
            return Ended("left", END_OF_PATIENCE)
        return move()

    def _press(self, asked: Mapping[str, Any], option: str | Sequence[str], aim: Aim) -> Move:
        wanted = [option] if isinstance(option, str) else list(option)
        tokens = tuple(one["choice"] for one in asked["options"] if one["id"] in wanted)
        return Move(aim, str(asked["id"]), tokens=tokens)

    def _wrong_side(self, asked: Mapping[str, Any]) -> str:
        sides = [str(one["id"]) for one in asked["options"] if one["id"] != "keep"]
        return next((side for side in sides if side in self.untrue), sides[0])

    def _truth(self, question: Question) -> Any:
        return "accept" if question.kind == "consent" else self.persona.knows(question.id)

    def _refusals(self) -> tuple[str, ...]:
        return self.speaker.book.refusals

    def _question(self, question_id: str) -> Question | None:
        return Truths(self.questionnaire).question(question_id)


def _options(question: Question, value: Any) -> list[str]:
    """The options that stand for a value."""
    if isinstance(value, list):
        return [str(one) for one in value]
    option = option_of(question, value)
    return [] if option is None else [option]
