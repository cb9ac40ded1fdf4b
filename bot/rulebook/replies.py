"""What the assistant says: every reply by name, in both languages, always the same words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.rulebook.documents import Document, Place, read
from bot.rulebook.errors import Problem, RulebookError

LANGUAGES = ("zh", "en")
_PLACEHOLDER = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
_KEYS = {"text", "custom"}


class MissingValue(KeyError):
    """A reply was asked for without a value that its words need; names reply and placeholder."""


@dataclass(frozen=True)
class Reply:
    """One reply in one language: words with `{placeholders}`, and what goes with them."""

    text: str
    custom: Mapping[str, Any] = field(default_factory=dict)

    @property
    def placeholders(self) -> frozenset[str]:
        """Names of the values that the words need."""
        return frozenset(_PLACEHOLDER.findall(self.text))


@dataclass(frozen=True)
class Replies:
    """All replies. `always` holds, by language, values that every reply may use (institution)."""

    replies: Mapping[str, Mapping[str, Reply]]
    """By language, then by name."""
    always: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    digest: str = ""

    def names(self) -> tuple[str, ...]:
        """The names of all replies, sorted."""
        return tuple(sorted(self.replies[LANGUAGES[0]]))

    def __contains__(self, name: object) -> bool:
        return name in self.replies[LANGUAGES[0]]

    def text(self, name: str, language: str, /, **values: object) -> str:
        """The words of a reply with `values` put in.

        Values are put in as they are: braces inside a value mean nothing. Raises KeyError for an
        unknown reply or language and MissingValue where a value is missing.
        """
        known = {**self.always.get(language, {}), **values}

        def put(match: re.Match[str]) -> str:
            key = match.group(1)
            if key not in known:
                raise MissingValue(f"{name} ({language}) needs the value {key}")
            return str(known[key])

        return _PLACEHOLDER.sub(put, self.replies[language][name].text)

    def custom(self, name: str, language: str) -> Mapping[str, Any]:
        """What goes with the words of a reply (`custom` in its file); empty where nothing does."""
        return self.replies[language][name].custom


def load_replies(folder: Path, always: Mapping[str, Mapping[str, str]] | None = None) -> Replies:
    """Read `zh.yml` and `en.yml` of `folder` (Rasa's response format).

    A file holds `responses: <name>: - text: …`, with an optional `custom` mapping beside `text`;
    one variation per reply, because the assistant says the same thing twice in the same words.
    Raises RulebookError naming replies that one language lacks and replies whose placeholders
    differ between the languages.
    """
    documents = {language: read(folder / f"{language}.yml") for language in LANGUAGES}
    problems: list[Problem] = []
    replies = {language: _replies(document, problems) for language, document in documents.items()}
    if not problems:
        problems.extend(_differences(documents, replies))
    if problems:
        raise RulebookError(*problems)
    digest = "-".join(documents[language].digest() for language in LANGUAGES)
    return Replies(replies=replies, always=always or {}, digest=digest)


def _replies(document: Document, problems: list[Problem]) -> dict[str, Reply]:
    data = document.data
    responses = data.get("responses") if isinstance(data, dict) else None
    if not isinstance(responses, dict) or not responses:
        problems.append(
            document.problem((), "there is no “responses”", "Put the replies under “responses:”")
        )
        return {}
    found: dict[str, Reply] = {}
    for name, variations in responses.items():
        place: Place = ("responses", name)
        only = variations[0] if isinstance(variations, list) and len(variations) == 1 else None
        if not isinstance(only, dict):
            problems.append(
                document.problem(
                    place, f"{name} does not have exactly one variation", "Write one “- text: …”"
                )
            )
            continue
        text, custom = only.get("text", ""), only.get("custom", {})
        unknown = ", ".join(sorted(set(only) - _KEYS))
        if unknown:
            problems.append(
                document.problem(place, f"{name} has {unknown}", "Only text and custom are read")
            )
        if not isinstance(text, str) or not isinstance(custom, dict) or not (text or custom):
            problems.append(
                document.problem(place, f"{name} has no words", "Write its text in quotes")
            )
            continue
        found[name] = Reply(text=text.strip(), custom=custom)
    return found


def _differences(
    documents: Mapping[str, Document], replies: Mapping[str, Mapping[str, Reply]]
) -> list[Problem]:
    zh, en = replies["zh"], replies["en"]
    problems: list[Problem] = []
    for here, there in (("zh", "en"), ("en", "zh")):
        for name in sorted(set(replies[here]) - set(replies[there])):
            problems.append(
                documents[here].problem(
                    ("responses", name),
                    f"{name} is missing in {there}.yml",
                    f"Add its translation to {there}.yml",
                )
            )
    for name in sorted(set(zh) & set(en)):
        if zh[name].placeholders != en[name].placeholders:
            only_zh = ", ".join(sorted(zh[name].placeholders - en[name].placeholders)) or "none"
            only_en = ", ".join(sorted(en[name].placeholders - zh[name].placeholders)) or "none"
            problems.append(
                documents["en"].problem(
                    ("responses", name),
                    f"{name} uses other values in zh.yml (only there: {only_zh}) "
                    f"than in en.yml (only here: {only_en})",
                    "Use the same {placeholders} in both",
                )
            )
    return problems
