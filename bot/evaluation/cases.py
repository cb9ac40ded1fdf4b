"""The held-out sets as objects: what each text means, read from JSON Lines and checked."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

LANGUAGES = ("zh", "en")
QUICK = 8
"""The quick set takes every eighth case; the files are ordered by topic, so each topic stays."""

Case = TypeVar("Case")


class CasesUnusable(Exception):
    """A held-out file is missing or wrong; the message names file and line."""


@dataclass(frozen=True)
class IntentCase:
    """A message and what it means.

    `intents` holds two where the message says two things. `accept` holds further intents that a
    careful reader would take as well. `kind` is `near` or `far` where the text is not for this
    assistant; `topic` then says which desk a near one belongs to.
    """

    text: str
    language: str
    intents: tuple[str, ...]
    in_scope: bool
    kind: str
    register: str
    accept: tuple[str, ...] = ()
    topic: str | None = None

    @property
    def acceptable(self) -> frozenset[str]:
        """Every intent that is right for the message as a whole."""
        return frozenset((*self.intents, *self.accept))


@dataclass(frozen=True)
class ValueCase:
    """A message and the profile values that it states, by the contracts' ids.

    `answers` must be found. `optional` may be found, with one of the values given. `ambiguous`
    may not be found: the text leaves open what holds, so that the assistant has to ask. `needs`
    is None where they are not judged. `asking` is the question the message answers.
    """

    text: str
    language: str
    answers: Mapping[str, Any]
    optional: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    ambiguous: tuple[str, ...] = ()
    needs: tuple[str, ...] | None = None
    asking: str | None = None


@dataclass(frozen=True)
class OptionCase:
    """Free words that answer a question; `options` is None where the assistant must ask back."""

    text: str
    language: str
    question: str
    options: frozenset[str] | None


@dataclass(frozen=True)
class Cases:
    """The three sets, in the order of their files."""

    intents: tuple[IntentCase, ...]
    values: tuple[ValueCase, ...]
    options: tuple[OptionCase, ...]

    def every(self, number: int) -> Cases:
        """One case in `number`, evenly over the topics."""
        return Cases(self.intents[::number], self.values[::number], self.options[::number])


def load(folder: Path, *, quick: bool = False) -> Cases:
    """Read `intents`, `values` and `options` of both languages from `folder`.

    Raises CasesUnusable.
    """
    return Cases(
        _read(folder, "intents", _intent, quick),
        _read(folder, "values", _value, quick),
        _read(folder, "options", _option, quick),
    )


def _read(
    folder: Path, name: str, build: Callable[[dict[str, Any]], Case], quick: bool
) -> tuple[Case, ...]:
    found: list[Case] = []
    for language in LANGUAGES:
        path = folder / f"{name}.{language}.jsonl"
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except OSError as problem:
            raise CasesUnusable(f"{path} cannot be read: {problem.strerror}") from None
        cases = []
        for number, line in enumerate(lines, start=1):
            try:
                row = json.loads(line)
                if row["language"] != language or not row["text"].strip():
                    raise ValueError("the language or the text")
                cases.append(build(row))
            except (ValueError, KeyError, TypeError, AttributeError) as problem:
                raise CasesUnusable(f"{path}:{number} is no case: {problem}") from None
        found += cases[::QUICK] if quick else cases
    return tuple(found)


def _intent(row: dict[str, Any]) -> IntentCase:
    named = row["intent"]
    if not isinstance(row["in_scope"], bool):
        raise ValueError("in_scope must be true or false")
    return IntentCase(
        row["text"],
        row["language"],
        (named,) if isinstance(named, str) else tuple(named),
        row["in_scope"],
        row["kind"],
        row["register"],
        tuple(row.get("accept", ())),
        row.get("topic"),
    )


def _value(row: dict[str, Any]) -> ValueCase:
    needs = row.get("needs")
    return ValueCase(
        row["text"],
        row["language"],
        dict(row["answers"]),
        {name: tuple(values) for name, values in row.get("optional", {}).items()},
        tuple(row.get("ambiguous", ())),
        None if needs is None else tuple(needs),
        row.get("asking"),
    )


def _option(row: dict[str, Any]) -> OptionCase:
    named = row["option"]
    chosen = [named] if isinstance(named, str) else named
    return OptionCase(
        row["text"],
        row["language"],
        row["question"],
        None if chosen is None else frozenset(chosen),
    )
