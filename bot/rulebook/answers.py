"""Reads `data/answers/`: how clients say each option in their own words, one file a question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bot.language.normal import fold
from bot.rulebook.documents import Document, Place, read
from bot.rulebook.errors import Problem, RulebookError
from bot.rulebook.schemas import check
from bot.suitability.questionnaire import Option, Question, Questionnaire

COMMON = "unclear.yml"
"""What answers no question, whichever is asked."""


@dataclass(frozen=True)
class _Said:
    """One line of a file: a whole answer in a client's words."""

    text: str
    language: str
    place: Place
    line: int


def with_answers(questionnaire: Questionnaire, folder: Path, schema: Path) -> Questionnaire:
    """The questionnaire with the phrasings of `folder` among the examples of its options.

    A folder that is not there adds nothing; a file for a question that this questionnaire does not
    have belongs to another one. Raises RulebookError; its message has one line for every mistake:
    an option that the question does not have, a phrasing that stands with two options.
    """
    if not folder.is_dir():
        return questionnaire
    documents = [read(path) for path in sorted(folder.glob("*.yml"))]
    for document in documents:
        check(document, schema)
    common = next((one for one in documents if one.path.name == COMMON), None)
    nowhere = tuple(said.text for said in _lines(common, ("unclear",))) if common else ()
    own = {str(one.data["question"]): one for one in documents if one is not common}
    problems = [
        problem
        for question in questionnaire.questions
        if question.id in own
        for problem in _problems(own[question.id], question)
    ]
    if problems:
        raise RulebookError(*problems)
    return replace(
        questionnaire,
        questions=tuple(
            _with(question, own.get(question.id), nowhere) for question in questionnaire.questions
        ),
    )


def _with(question: Question, document: Document | None, nowhere: tuple[str, ...]) -> Question:
    if question.kind not in ("single", "multiple"):
        return question
    if document is None:
        return replace(question, unclear=nowhere)
    own = tuple(said.text for said in _lines(document, ("unclear",)))
    taken = {fold(said.text) for said in _all(document)}
    return replace(
        question,
        options=tuple(_spoken(option, document) for option in question.options),
        unclear=(*own, *(text for text in nowhere if fold(text) not in taken)),
    )


def _spoken(option: Option, document: Document) -> Option:
    examples = {language: list(texts) for language, texts in option.examples.items()}
    for said in _lines(document, ("options", option.id)):
        known = examples.setdefault(said.language, [])
        if said.text not in known:
            known.append(said.text)
    return replace(option, examples={key: tuple(texts) for key, texts in examples.items()})


def _problems(document: Document, question: Question) -> Iterator[Problem]:
    ids = [option.id for option in question.options]
    owner = {fold(text): option.id for option in question.options for text in _known(option)}
    for option in document.data.get("options", {}):
        if option not in ids:
            yield document.problem(
                ("options", option),
                f"“{question.id}” has no option “{option}”",
                f"Use one of {', '.join(ids)}",
            )
    for said in _all(document):
        option = str(said.place[1]) if said.place[0] == "options" else "unclear"
        other = owner.setdefault(fold(said.text), option)
        if other != option:
            yield Problem(
                document.path,
                said.line,
                f"“{said.text}” stands with “{other}” and with “{option}”",
                "Keep it with one of them",
            )


def _known(option: Option) -> Iterator[str]:
    yield from option.label.values()
    for texts in option.examples.values():
        yield from texts


def _all(document: Document) -> Iterator[_Said]:
    for option in document.data.get("options", {}):
        yield from _lines(document, ("options", option))
    yield from _lines(document, ("unclear",))


def _lines(document: Document, place: Place) -> Iterator[_Said]:
    """The phrasings at a place in both languages, one a line."""
    found = document.data
    for step in place:
        found = found.get(step, {})
    for language, block in found.items():
        start = document.line((*place, language)) + 1
        for at, line in enumerate(block.splitlines()):
            if line.strip():
                yield _Said(line.strip(), language, place, start + at)
