"""The phrase books: how clients word an answer, short or in a sentence, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.rulebook.documents import read


@dataclass(frozen=True)
class Phrases:
    """Wordings of one answer: a word or two, a sentence, a sentence of a firm, one of a borrower,
    and how one says that the number is nobody."""

    short: tuple[str, ...] = ()
    full: tuple[str, ...] = ()
    firm: tuple[str, ...] = ()
    loan: tuple[str, ...] = ()
    nobody: tuple[str, ...] = ()

    def sentences(self, *, firm: bool, loan: bool) -> tuple[str, ...]:
        """The sentences that fit the speaker."""
        if loan and self.loan:
            return self.loan
        return self.firm if firm and self.firm else self.full

    def all(self) -> tuple[str, ...]:
        """Every wording."""
        return (*self.short, *self.full, *self.firm, *self.loan, *self.nobody)


@dataclass(frozen=True)
class Digression:
    """A question in the middle. `expects` is a pattern that a fitting reply has; a trap tries to
    make the assistant do what it must not."""

    text: str
    expects: str | None = None
    traps: bool = False


@dataclass(frozen=True)
class PhraseBook:
    """All wordings of one language."""

    language: str
    answers: Mapping[str, Phrases | Mapping[str, Phrases]]
    """Question id → wordings with a place for the value, or option id → wordings."""
    dialogue: Mapping[str, Any]
    evasions: tuple[str, ...]
    refusals: tuple[str, ...]
    digressions: tuple[Digression, ...]
    beside: tuple[str, ...]
    """An answer with a question beside it; `{answer}` is its place."""
    later: tuple[str, ...]
    """A correction of an answer given before, with `{name}` and `{answer}`."""
    within: tuple[str, ...]
    """A slip and its correction in one breath, with `{wrong}` and `{answer}`."""
    names: Mapping[str, str]
    """How clients call an answer when they come back to it."""
    opening: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of_option(self, question_id: str, option_id: str) -> Phrases:
        """The wordings of an option. Raises KeyError where the book has none."""
        by_option = self.answers[question_id]
        assert isinstance(by_option, Mapping)
        return by_option[option_id]

    def of_value(self, question_id: str) -> Phrases:
        """The wordings of a question that asks for a value. Raises KeyError where it has none."""
        found = self.answers[question_id]
        assert isinstance(found, Phrases)
        return found

    def said(self, name: str) -> Phrases:
        """Wordings of the dialogue itself: yes to the offer, keeping both answers …"""
        return _phrases(self.dialogue[name])


def load(folder: Path) -> dict[str, PhraseBook]:
    """Read the books of a folder, by language. Raises RulebookError where a file is no YAML."""
    return {language: _book(folder / f"phrases.{language}.yml", language) for language in _BOTH}


_BOTH = ("zh", "en")


def _book(path: Path, language: str) -> PhraseBook:
    data = read(path).data
    return PhraseBook(
        language=language,
        answers={
            name: _phrases(entry)
            if all(isinstance(lines, list) for lines in entry.values())
            else {str(option): _phrases(its) for option, its in entry.items()}
            for name, entry in data["answers"].items()
        },
        dialogue=data["dialogue"],
        evasions=tuple(one["text"] for one in data["evasions"]),
        refusals=tuple(data["refusals"]),
        digressions=tuple(Digression(**one) for one in data["digressions"]),
        beside=tuple(data["beside"]),
        later=tuple(data["corrections"]["later"]),
        within=tuple(data["corrections"]["within"]),
        names=data["names"],
        opening={name: tuple(lines) for name, lines in data["opening"].items()},
    )


def _phrases(entry: Mapping[str, Any]) -> Phrases:
    return Phrases(**{kind: tuple(str(one) for one in lines) for kind, lines in entry.items()})
