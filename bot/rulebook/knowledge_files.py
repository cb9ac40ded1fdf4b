"""Reads a Markdown file of the knowledge base, together with the line on which everything stands.

A file is a topic. `## id` begins an entry, `### zh title` and `### en title` its two languages.
Under them, plain lines are the answer, lines with `>` the longer text, and list items what people
ask. `key: value` lines say the rest; above the first entry they hold for the whole file.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from bot.rulebook.documents import Document, Place
from bot.rulebook.errors import Problem, RulebookError

LANGUAGES = ("zh", "en")
KEYS = ("intent", "related", "owner", "reviewed", "source")
_KEY = re.compile(r"([a-z]+): *(.*)")
_HEADING = re.compile(r"(#{1,6})\s+(.*)")


def read(path: Path) -> Document:
    """The file as `{"entries": [...]}`, in the form its schema describes.

    Raises RulebookError where the file cannot be read, or a line belongs nowhere.
    """
    reader = _Reader(path)
    for number, line in enumerate(_text(path).splitlines(), start=1):
        reader.take(number, line.rstrip())
    return reader.document()


def read_questions(path: Path) -> list[tuple[str, str, int]]:
    """The questions of a bare list under `### zh` and `### en`: language, words, line.

    Raises RulebookError where the file cannot be read, or a line belongs nowhere.
    """
    found: list[tuple[str, str, int]] = []
    problems: list[Problem] = []
    language: str | None = None
    for number, line in enumerate(_text(path).splitlines(), start=1):
        heading = _HEADING.fullmatch(line)
        if heading and heading.group(2).strip() in LANGUAGES:
            language = heading.group(2).strip()
        elif line.startswith("- ") and language is not None:
            found.append((language, line[2:].strip(), number))
        elif line.strip() and not line.startswith(("# ", "<!--")):
            mend = "Write “### zh” or “### en”, and under them “- ” with a question"
            problems.append(Problem(path, number, f"“{line[:40]}” belongs nowhere", mend))
    if problems:
        raise RulebookError(*problems)
    return found


class _Reader:
    """Takes one line after the other."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._common: dict[str, Any] = {}
        self._entries: list[dict[str, Any]] = []
        self._language: str | None = None
        self._lines: dict[Place, int] = {("entries",): 1}
        self._problems: list[Problem] = []

    def document(self) -> Document:
        if self._problems:
            raise RulebookError(*self._problems)
        entries = [{**self._common, **entry} for entry in self._entries]
        return Document(self._path, {"entries": entries}, self._lines)

    def take(self, number: int, line: str) -> None:
        if not line.strip() or line.startswith("<!--"):
            return
        heading = _HEADING.fullmatch(line)
        if heading:
            self._heading(number, len(heading.group(1)), heading.group(2).strip())
        elif self._language is not None:
            self._words(number, line)
        else:
            self._key(number, line)

    def _heading(self, number: int, level: int, title: str) -> None:
        if level == 2:
            self._entries.append({"id": title})
            self._language = None
            self._mark(number)
            self._mark(number, "id")
        elif level == 3 and self._entries:
            language, _, words = title.partition(" ")
            if language not in LANGUAGES:
                self._wrong(number, f"“{title}” names no language", "Begin it with zh or en")
            elif language in self._entries[-1]:
                self._wrong(number, f"{language} stands twice in this entry", "Keep one of them")
            else:
                self._language = language
                self._entries[-1][language] = {"title": words.strip()}
                self._mark(number, language)
                self._mark(number, language, "title")
        elif level != 1 or self._entries:
            self._wrong(number, "this heading belongs nowhere", "Use “## id” and “### zh title”")

    def _key(self, number: int, line: str) -> None:
        found = _KEY.fullmatch(line)
        if found is None or found.group(1) not in KEYS:
            known = ", ".join(KEYS)
            self._wrong(number, f"“{line[:40]}” is not known here", f"Write one of {known}")
            return
        key, value = found.group(1), found.group(2).strip()
        into = self._entries[-1] if self._entries else self._common
        if key in into:
            self._wrong(number, f"“{key}” stands here twice", "Keep one of the two")
            return
        into[key] = [one.strip() for one in value.split(",")] if key == "related" else value
        if self._entries:
            self._mark(number, key)

    def _words(self, number: int, line: str) -> None:
        assert self._language is not None
        said = self._entries[-1][self._language]
        if line.startswith("- "):
            self._add(number, said, "phrasings", line[2:].strip())
        elif line.startswith(">"):
            self._add(number, said, "more", line[1:].strip())
        elif "phrasings" in said:
            mend = "Put “- ” before a phrasing; the answer stands above the list"
            self._wrong(number, f"“{line[:40]}” stands below the phrasings", mend)
        else:
            said["text"] = f"{said['text']}\n{line.strip()}" if "text" in said else line.strip()
            self._mark(number, self._language, "text")

    def _add(self, number: int, said: dict[str, Any], part: str, words: str) -> None:
        said.setdefault(part, []).append(words)
        self._mark(number, str(self._language), part)
        self._mark(number, str(self._language), part, len(said[part]) - 1)

    def _mark(self, number: int, *inner: str | int) -> None:
        self._lines.setdefault(("entries", len(self._entries) - 1, *inner), number)

    def _wrong(self, number: int, what: str, mend: str) -> None:
        self._problems.append(Problem(self._path, number, what, mend))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        why = error.strerror or "unknown reason"
        raise RulebookError(
            Problem(path, 1, f"the file cannot be read ({why})", "Check the path and its rights")
        ) from error
    except UnicodeDecodeError as error:
        raise RulebookError(
            Problem(path, 1, "the file is not UTF-8", "Save it with the encoding UTF-8")
        ) from error
