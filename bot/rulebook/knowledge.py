"""The knowledge base: questions people ask, and the checked answers to them, in both languages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.language.normal import fold
from bot.rulebook import knowledge_files
from bot.rulebook.documents import Document, Place
from bot.rulebook.errors import Problem, RulebookError
from bot.rulebook.knowledge_files import LANGUAGES
from bot.rulebook.schemas import check
from bot.suitability.policy import Policy

OPEN = "unanswered.md"
GENERAL = "ask_concept"
"""The intent of questions that no entry answers."""
_PLACEHOLDER = re.compile(r"\{([a-z_]*)\}")


@dataclass(frozen=True)
class Explanation:
    """An entry in one language: its title is a question, `text` answers it, `more` goes deeper."""

    title: str
    text: str
    more: tuple[str, ...]
    phrasings: tuple[str, ...]
    """How clients ask it in their own words; what the model learns from, never shown."""


@dataclass(frozen=True)
class Entry:
    """One question with its answer, who answers for it, and when it was last looked at."""

    id: str
    intent: str
    related: tuple[str, ...]
    owner: str
    reviewed: date
    source: str
    said: Mapping[str, Explanation]
    """By language."""


@dataclass(frozen=True)
class Example:
    """A way of asking for an entry (None: for what no entry answers); `line` of `path` holds it."""

    entry: str | None
    intent: str
    language: str
    text: str
    path: Path
    line: int


@dataclass(frozen=True)
class Knowledge:
    """All entries by id, and all ways of asking for them (titles are among them)."""

    entries: Mapping[str, Entry]
    examples: tuple[Example, ...]
    unanswered: tuple[Example, ...]
    """Questions of the kind that is asked here, and that no entry answers."""
    digest: str

    def questions_digest(self) -> str:
        """Changes with what is asked, not with what is answered: only the former is learnt."""
        asked = "\n".join(
            f"{one.entry}\t{one.intent}\t{one.text}" for one in (*self.examples, *self.unanswered)
        )
        return hashlib.sha256(asked.encode("utf-8")).hexdigest()[:12]

    def filled(self, values: Mapping[str, Mapping[str, object]]) -> Knowledge:
        """The same with `values` (by language) put into titles and texts.

        Raises KeyError where a text names a value that is not there.
        """
        entries = {
            entry.id: replace(
                entry,
                said={
                    language: _filled(said, values[language])
                    for language, said in entry.said.items()
                },
            )
            for entry in self.entries.values()
        }
        return replace(self, entries=entries)


def values_of(policy: Policy, institution: Mapping[str, str]) -> dict[str, dict[str, object]]:
    """What texts may name in braces, by language: the figures of the policy, the institution."""
    figures: dict[str, object] = {
        "valid_months": policy.validity.months,
        "per_day": policy.validity.per_day,
        "per_year": policy.validity.per_year,
        "visitor_days": policy.retention.visitor_days,
        "prospect_days": policy.retention.prospect_days,
        "transcript_days": policy.retention.transcript_days,
        "suitability_years": policy.retention.suitability_years,
    }
    return {language: {**figures, "institution": institution[language]} for language in LANGUAGES}


def files(folder: Path) -> list[Path]:
    """The topics of a knowledge base."""
    return sorted(path for path in folder.glob("*.md") if path.name not in ("README.md", OPEN))


def read_knowledge(folder: Path, schema: Path) -> Knowledge:
    """Read all topics as they stand, checked by themselves and against each other.

    Raises RulebookError; its message has one line for every mistake.
    """
    return _knowledge(_documents(folder, schema), _unanswered(folder))


def load_knowledge(
    folder: Path, schema: Path, policy: Policy, institution: Mapping[str, str]
) -> Knowledge:
    """The knowledge base as it is spoken: values put in, no banned word in it.

    Raises RulebookError; its message has one line for every mistake.
    """
    documents = _documents(folder, schema)
    values = values_of(policy, institution)
    problems = [one for document in documents for one in _unspeakable(document, policy, values)]
    if problems:
        raise RulebookError(*problems)
    return _knowledge(documents, _unanswered(folder)).filled(values)


def _documents(folder: Path, schema: Path) -> list[Document]:
    paths = files(folder)
    if not paths:
        raise RulebookError(
            Problem(folder, 1, "there is no topic of the knowledge base", "Restore its *.md files")
        )
    documents = [_document(path, schema) for path in paths]
    problems = list(_disagreements(documents))
    if problems:
        raise RulebookError(*problems)
    return documents


def _unanswered(folder: Path) -> tuple[Example, ...]:
    path = folder / OPEN
    return tuple(
        Example(None, GENERAL, language, words, path, line)
        for language, words, line in knowledge_files.read_questions(path)
    )


def _knowledge(documents: Sequence[Document], unanswered: tuple[Example, ...]) -> Knowledge:
    rows = [
        (document, at, row)
        for document in documents
        for at, row in enumerate(document.data["entries"])
    ]
    digest = hashlib.sha256("".join(one.digest() for one in documents).encode())
    examples = tuple(one for document, at, row in rows for one in _examples(document, at, row))
    asked = {fold(one.text): one.entry for one in examples}
    problems = [
        Problem(one.path, one.line, f"“{one.text}” asks for “{entry}”", "Remove it here")
        for one in unanswered
        if (entry := asked.get(fold(one.text))) is not None
    ]
    if problems:
        raise RulebookError(*problems)
    return Knowledge(
        entries={row["id"]: _entry(row) for _, _, row in rows},
        examples=examples,
        unanswered=unanswered,
        digest=digest.hexdigest()[:12],
    )


def _document(path: Path, schema: Path) -> Document:
    document = knowledge_files.read(path)
    check(document, schema)
    problems = [
        document.problem(("entries", at, "reviewed"), f"{row['reviewed']} is no day", "Mend it")
        for at, row in enumerate(document.data["entries"])
        if not _is_day(row["reviewed"])
    ]
    if problems:
        raise RulebookError(*problems)
    return document


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _disagreements(documents: Sequence[Document]) -> Iterator[Problem]:
    """Ids twice, related entries that do not exist, one phrasing for two entries."""
    rows = [(doc, at, row) for doc in documents for at, row in enumerate(doc.data["entries"])]
    known = {row["id"] for _, _, row in rows}
    seen: set[str] = set()
    asked: dict[str, str] = {}
    for document, at, row in rows:
        if row["id"] in seen:
            yield document.problem(
                ("entries", at, "id"), f"there are two entries “{row['id']}”", "Rename one of them"
            )
        seen.add(row["id"])
        for other in row["related"]:
            if other not in known or other == row["id"]:
                what = f"“{row['id']}” is related to “{other}”, which is no other entry"
                yield document.problem(("entries", at, "related"), what, "Name one that exists")
        for one in _examples(document, at, row):
            first = asked.setdefault(fold(one.text), row["id"])
            if first != row["id"]:
                what = f"“{one.text}” asks for “{row['id']}” and for “{first}”"
                yield Problem(one.path, one.line, what, "Keep it where its answer is")


def _unspeakable(
    document: Document, policy: Policy, values: Mapping[str, Mapping[str, object]]
) -> Iterator[Problem]:
    """Words that the policy bans, and values in braces that do not exist."""
    for place, language, text in _spoken(document):
        for name in _PLACEHOLDER.findall(text):
            if name not in values[language]:
                known = ", ".join(sorted(values[language]))
                yield document.problem(place, f"{{{name}}} is no value", f"Use one of {known}")
        for word in policy.banned_in(text, language):
            mend = "Say it without; the policy bans the word"
            yield document.problem(place, f"“{word}” stands in the text", mend)


def _spoken(document: Document) -> Iterator[tuple[Place, str, str]]:
    """Everything of a file that a client can read: its place, language and words."""
    for at, row in enumerate(document.data["entries"]):
        for language in LANGUAGES:
            place: Place = ("entries", at, language)
            said = row[language]
            yield (*place, "title"), language, said["title"]
            yield (*place, "text"), language, said["text"]
            for number, text in enumerate(said.get("more", ())):
                yield (*place, "more", number), language, text


def _entry(row: Mapping[str, Any]) -> Entry:
    return Entry(
        id=row["id"],
        intent=row["intent"],
        related=tuple(row["related"]),
        owner=row["owner"],
        reviewed=date.fromisoformat(row["reviewed"]),
        source=row["source"],
        said={
            language: Explanation(
                title=row[language]["title"],
                text=row[language]["text"],
                more=tuple(row[language].get("more", ())),
                phrasings=tuple(row[language]["phrasings"]),
            )
            for language in LANGUAGES
        },
    )


def _examples(document: Document, at: int, row: Mapping[str, Any]) -> Iterator[Example]:
    for language in LANGUAGES:
        said = row[language]
        ways: list[tuple[Place, str]] = [(("title",), said["title"])]
        ways += [(("phrasings", at), words) for at, words in enumerate(said["phrasings"])]
        for inner, words in ways:
            line = document.line(("entries", at, language, *inner))
            yield Example(row["id"], row["intent"], language, words, document.path, line)


def _filled(said: Explanation, values: Mapping[str, object]) -> Explanation:
    def put(text: str) -> str:
        return _PLACEHOLDER.sub(lambda match: str(values[match.group(1)]), text)

    return replace(
        said, title=put(said.title), text=put(said.text), more=tuple(put(one) for one in said.more)
    )
