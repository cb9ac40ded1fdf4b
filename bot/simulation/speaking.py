"""What a simulated client writes: the truth in their own words, their way of speaking, their slips.

Pure and seeded: the same client says the same things in the same run, in any order of runs.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any, Literal, get_args

from bot.evaluation.noise import Noise, spoil
from bot.simulation import figures
from bot.simulation.personas import AMOUNTS, Persona
from bot.simulation.phrases import PhraseBook, Phrases
from bot.suitability.questionnaire import Question

Way = Literal["terse", "chatty", "all_at_once", "evasive", "contradictory", "digressing"]
WAYS: tuple[Way, ...] = get_args(Way)

VOLUNTEERED = (
    "age",
    "investable_assets",
    "horizon",
    "annual_income",
    "goal_amount",
    "dependants",
)
"""What clients tell at once without being asked, where it concerns them."""
_NOISY = 0.35
"""Share of the messages that a client with noisy typing spoils."""
_OWN_WORDS = "0123456789"


class Speaker:
    """One client's pen. Repeats itself only when all wordings of an answer are used up."""

    def __init__(
        self, persona: Persona, way: Way, noise: Noise | None, book: PhraseBook, seed: int
    ) -> None:
        self.persona, self.way, self.noise, self.book = persona, way, noise, book
        self.seed = seed
        self.chance = random.Random(f"{seed}/{persona.id}/{way}/{noise}")  # noqa: S311
        self._used: set[str] = set()

    def answer(self, question: Question, value: Any, *, attempt: int = 0) -> str:
        """The answer `value` to a question; the plainer, the more often it was asked."""
        text = self.bare(question, value, plain=attempt >= 2)
        if attempt == 0 and self.way == "chatty" and question.kind not in ("consent", "text"):
            text = self._wrapped(text)
        return text if attempt else self.typed(text)

    def bare(self, question: Question, value: Any, *, plain: bool = False) -> str:
        """The answer without trimmings. Raises KeyError where the book has no words for it."""
        if question.kind == "consent":
            return self._one(self.book.of_option(question.id, str(value)), plain)
        if question.kind == "multiple":
            return self._several(question, value, plain)
        if question.id == "dependants" and value == 0:
            return self._pick(self.book.of_value("dependants").nobody)
        if question.kind in ("amount", "number", "duration") or question.id == "horizon":
            phrase = self._one(self.book.of_value(question.id), plain)
            return phrase.replace("{v}", self._figure(question.id, value))
        return self._one(self.book.of_option(question.id, str(value)), plain)

    def opening(self, told: Sequence[str]) -> str:
        """Everything at once: the need and the values of `told`, in one message."""
        zh = self.persona.language == "zh"
        parts = [self._facts(name) for name in told]
        needs = [
            self._sentence(self.book.of_option("needs", need)) for need in self.persona.needs[:2]
        ]
        start = self.chance.choice(self.book.opening["start"])
        if zh:
            return self.typed(start + "，".join([*needs, *parts]))
        lines = [one[0].upper() + one[1:] for one in [*needs, *parts]]
        return self.typed(start + ". ".join(lines) + ".")

    def correction(self, question: Question, value: Any) -> str:
        """Going back to an answer given before, by its name."""
        template = self.chance.choice(self.book.later)
        answer = self.bare(question, value, plain=True)
        return template.replace("{name}", self.book.names[question.id]).replace("{answer}", answer)

    def slip(self, question: Question, wrong: Any, value: Any) -> str:
        """A slip of the tongue and its correction in the same message."""
        said, meant = (self.bare(question, one, plain=True) for one in (wrong, value))
        template = self.chance.choice(self.book.within)
        return template.replace("{wrong}", said).replace("{answer}", meant)

    def beside(self, question: Question, value: Any) -> str:
        """The answer with a question of the client's own beside it."""
        answer = self.bare(question, value)
        return self.chance.choice(self.book.beside).replace("{answer}", answer)

    def contact(self) -> str:
        """How they can be reached; the details are made up and the same in every run."""
        phrase = self._one(Phrases(**_tuples(self.book.dialogue["contact"])), plain=False)
        details = contact_of(self.persona)
        for name, part in {
            **details,
            "when": self.chance.choice(self.book.dialogue["when"]),
        }.items():
            phrase = phrase.replace(f"{{{name}}}", part)
        return phrase

    def said(self, name: str) -> str:
        """One of the dialogue's own phrases (yes to the offer, both answers stand …)."""
        return self._one(self.book.said(name), plain=False)

    def typed(self, text: str) -> str:
        """The text as this client's fingers make it."""
        if self.noise is None or self.chance.random() >= _NOISY:
            return text
        return spoil(text, self.noise, seed=self.seed)

    def _figure(self, question_id: str, value: Any) -> str:
        language = self.persona.language
        if question_id in AMOUNTS:
            return figures.money(int(value), language, self.chance)
        if question_id in ("horizon", "reserve_months"):
            return figures.span(int(value), language, self.chance)
        if question_id == "dependants":
            return figures.people(int(value), language, self.chance)
        return figures.number(int(value), language, self.chance)

    def _several(self, question: Question, values: Sequence[str], plain: bool) -> str:
        one, *others = values
        if not others:
            return self._one(self.book.of_option(question.id, one), plain)
        if question.id == "needs" and not plain and self.way != "terse":
            parts = [self._sentence(self.book.of_option(question.id, each)) for each in values]
            return self.book.dialogue["and"].join(parts)
        short = [self._pick(self.book.of_option(question.id, each).short) for each in values]
        return str(self.book.dialogue["joiner"]).join(short)

    def _facts(self, name: str) -> str:
        kinds = ["loan_"] * self.persona.borrows + ["firm_"] * self.persona.firm
        told = (self.book.opening.get(kind + name) for kind in kinds)
        lines = next((one for one in told if one), self.book.opening[name])
        value = self.persona.knows(name)
        return self.chance.choice(lines).replace("{v}", self._figure(name, value))

    def _one(self, phrases: Phrases, plain: bool) -> str:
        sentences = self._fitting(phrases)
        short = phrases.short or sentences
        if plain or self.way == "terse":
            return self._pick(short)
        if self.way == "chatty":
            return self._pick(sentences or short)
        return self._pick((*short, *sentences))

    def _sentence(self, phrases: Phrases) -> str:
        return self._pick(self._fitting(phrases) or phrases.short)

    def _fitting(self, phrases: Phrases) -> tuple[str, ...]:
        return phrases.sentences(firm=self.persona.firm, loan=self.persona.borrows)

    def _pick(self, lines: Sequence[str]) -> str:
        """A wording that was not used yet, if there is one."""
        fresh = [line for line in lines if line not in self._used] or list(lines)
        chosen = self.chance.choice(fresh)
        if "{v}" not in chosen:
            self._used.add(chosen)
        return chosen

    def _wrapped(self, text: str) -> str:
        before = self.chance.choice(self.book.dialogue["before"])
        after = self.chance.choice(self.book.dialogue["after"])
        kind = self.chance.random()
        if kind < 0.35:
            return before + text
        if kind < 0.65:
            return text + after
        aside = self.chance.choice(self.book.dialogue["aside"])
        if self.persona.language == "zh":
            return f"{text}。{aside}"
        return f"{text[0].upper()}{text[1:]}. {aside}"


def contact_of(persona: Persona) -> dict[str, str]:
    """A made-up name, number and address of a persona."""
    chance = random.Random(persona.id)  # noqa: S311
    phone = "13" + "".join(chance.choice(_OWN_WORDS) for _ in range(9))
    if persona.language == "zh":
        family = chance.choice("王李张刘陈杨赵周吴徐孙朱")
        title = chance.choice(("先生", "女士"))
        return {"family": family, "name": family + title, "phone": phone, "email": ""}
    first = chance.choice(("Anna", "James", "Priya", "Tom", "Grace", "Omar", "Ella", "Ben"))
    last = chance.choice(("Walker", "Smith", "Patel", "Jones", "Reed", "Khan", "Brown", "Hill"))
    email = f"{first}.{last}@example.com".lower()
    return {"family": last, "name": f"{first} {last}", "phone": phone, "email": email}


def _tuples(entry: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {kind: tuple(lines) for kind, lines in entry.items()}
