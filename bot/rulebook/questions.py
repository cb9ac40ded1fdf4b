"""Builds the questionnaire from its file and finds what a schema cannot see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.language.option_matches import OptionText
from bot.rulebook.documents import Document, Place
from bot.rulebook.errors import Problem, RulebookError
from bot.rulebook.regulatory import ITEMS
from bot.suitability.questionnaire import Condition, Option, Question, Questionnaire, Wording

_BANDS = ("amount", "number", "duration")  # kinds whose options are always bands
_CONSENT = ["accept", "decline"]
_NO_WORDS: Mapping[str, str] = {"zh": "", "en": ""}


def build(document: Document, version: str) -> Questionnaire:
    """The questionnaire of a file that fits its schema, under the version that is stored.

    Raises RulebookError naming every mistake with its line.
    """
    check(document)
    return from_data(document.data, version)


def check(document: Document) -> None:
    """Raise RulebookError naming every mistake that a schema cannot see, with its line."""
    problems = tuple(_problems(document))
    if problems:
        raise RulebookError(*problems)


def from_data(data: Mapping[str, Any], version: str) -> Questionnaire:
    """The questionnaire of checked values, as a version of it was kept."""
    return Questionnaire(
        version=version,
        questions=tuple(_question(row) for row in data["questions"]),
        regulatory_items=tuple(_scored(row) for row in data.get(ITEMS, ())),
    )


def in_force(data: Mapping[str, Any], jurisdiction: str) -> dict[str, Any]:
    """The values without the questions that another jurisdiction asks (`when.jurisdictions`)."""
    return {
        **data,
        "questions": [
            row
            for row in data["questions"]
            if jurisdiction in row.get("when", {}).get("jurisdictions", (jurisdiction,))
        ],
    }


def _scored(row: Mapping[str, Any]) -> Question:
    """An item of a regulatory questionnaire: it has points and no words, for nobody reads it."""
    return Question(
        id=row["fills"],
        kind=row["kind"],
        phase="profile",
        label=_NO_WORDS,
        text=_NO_WORDS,
        why=_NO_WORDS,
        options=tuple(
            Option(
                id=option["id"],
                label=_NO_WORDS,
                points=option["points"],
                up_to=option.get("up_to"),
            )
            for option in row["options"]
        ),
        highest=row.get("highest", False),
    )


def option_texts(question: Question) -> tuple[OptionText, ...]:
    """The options of a question as the reader of free answers wants them."""
    return tuple(
        OptionText(
            id=option.id,
            labels=tuple(option.label.values()),
            synonyms=tuple(word for words in option.synonyms.values() for word in words),
            examples=tuple(text for texts in option.examples.values() for text in texts),
            up_to=option.up_to if question.measure else None,
        )
        for option in question.options
    )


def _question(row: Mapping[str, Any]) -> Question:
    when = row.get("when", {})
    return Question(
        id=row["id"],
        kind=row["kind"],
        phase=row["phase"],
        label=row["label"],
        text=row["text"],
        why=row["why"],
        help=row["help"],
        options=tuple(_option(option) for option in row.get("options", ())),
        when=Condition(
            segments=frozenset(when.get("segments", ())),
            needs=frozenset(when.get("needs", ())),
            answers={key: frozenset(ids) for key, ids in when.get("answers", {}).items()},
        ),
        sensitive=row.get("sensitive", False),
        optional=row.get("optional", False),
        essential=row.get("essential", False),
        offered=row.get("offered", True),
        fills=row.get("fills"),
        measure=row.get("measure"),
        highest=row.get("highest", False),
        mentions={key: tuple(names) for key, names in row.get("mentions", {}).items()},
        wordings=tuple(
            Wording(
                text=wording["text"],
                segments=frozenset(wording.get("segments", ())),
                only_needs=frozenset(wording.get("only_needs", ())),
                label=wording.get("label"),
                why=wording.get("why"),
                help=wording.get("help"),
            )
            for wording in row.get("wordings", ())
        ),
    )


def _option(row: Mapping[str, Any]) -> Option:
    return Option(
        id=row["id"],
        label=row["label"],
        synonyms={key: tuple(words) for key, words in row.get("synonyms", {}).items()},
        examples={key: tuple(texts) for key, texts in row.get("examples", {}).items()},
        points=row.get("points", {}),
        up_to=row.get("up_to"),
    )


def _problems(document: Document) -> Iterator[Problem]:
    rows = document.data["questions"]
    seen: dict[str, Place] = {}
    for index, row in enumerate(rows):
        place: Place = ("questions", index)
        if row["id"] in seen:
            yield document.problem(
                (*place, "id"),
                f"the question “{row['id']}” stands here a second time",
                f"Rename it; the first is on line {document.line(seen[row['id']])}",
            )
        yield from _option_problems(document, place, row)
        yield from _condition_problems(document, place, row, rows[:index])
        seen[row["id"]] = place
    if not any(row["id"] == "needs" for row in rows):
        yield document.problem(
            ("questions",), "there is no question “needs”", "Restore it: other questions need it"
        )


def _option_problems(document: Document, place: Place, row: Mapping[str, Any]) -> Iterator[Problem]:
    options = row.get("options", [])
    ids = [option["id"] for option in options]
    for at, option in enumerate(options):
        if option["id"] in ids[:at]:
            yield document.problem(
                (*place, "options", at),
                f"“{row['id']}” has the option “{option['id']}” twice",
                "Give one of them another id",
            )
    if row["kind"] == "consent" and sorted(ids) != _CONSENT:
        yield document.problem(
            (*place, "options"),
            f"the consent “{row['id']}” has the options {', '.join(ids)}",
            "A consent has exactly the options accept and decline",
        )
    if row["kind"] in _BANDS or "measure" in row:
        yield from _band_problems(document, place, row)
    yield from _phrase_problems(document, place, row)


def _band_problems(document: Document, place: Place, row: Mapping[str, Any]) -> Iterator[Problem]:
    last = len(row["options"]) - 1
    below = float("-inf")
    for at, option in enumerate(row["options"]):
        where = (*place, "options", at)
        up_to = option.get("up_to")
        if (up_to is None) != (at == last):
            yield document.problem(
                where,
                f"the band “{option['id']}” of “{row['id']}” "
                + ("has no up_to" if up_to is None else "is the last and has an up_to"),
                "Every band but the last has an up_to",
            )
        if up_to is not None and up_to <= below:
            yield document.problem(
                (*where, "up_to"),
                f"the bands of “{row['id']}” do not rise: {up_to} comes after {below:g}",
                "Order them from the smallest up_to to the largest",
            )
        below = up_to if up_to is not None else below


def _phrase_problems(document: Document, place: Place, row: Mapping[str, Any]) -> Iterator[Problem]:
    owner: dict[str, str] = {}
    for at, option in enumerate(row.get("options", [])):
        for key in ("synonyms", "examples"):
            for language, phrases in option.get(key, {}).items():
                for number, phrase in enumerate(phrases):
                    other = owner.setdefault(phrase.strip().lower(), option["id"])
                    if other != option["id"]:
                        yield document.problem(
                            (*place, "options", at, key, language, number),
                            f"“{phrase}” means “{other}” and “{option['id']}” of “{row['id']}”",
                            "Keep it with one option",
                        )


def _condition_problems(
    document: Document,
    place: Place,
    row: Mapping[str, Any],
    earlier: list[Mapping[str, Any]],
) -> Iterator[Problem]:
    options = {other["id"]: [o["id"] for o in other.get("options", [])] for other in earlier}
    for other, ids in row.get("when", {}).get("answers", {}).items():
        where = (*place, "when", "answers", other)
        if other not in options:
            yield document.problem(
                where,
                f"“{row['id']}” depends on “{other}”, which is not asked before it",
                "Name a question that stands further up",
            )
            continue
        unknown = [option for option in ids if option not in options[other]]
        if unknown:
            yield document.problem(
                where,
                f"“{other}” has no option {', '.join(unknown)}",
                f"Use one of {', '.join(options[other])}",
            )
