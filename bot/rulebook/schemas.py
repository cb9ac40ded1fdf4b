"""Holds a file against its JSON Schema and says in plain words what does not fit."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from bot.rulebook.documents import Document
from bot.rulebook.errors import Problem, RulebookError

_MOST = 20  # one wrong indentation can break a hundred values; the first ones tell enough


def check(document: Document, schema_path: Path) -> None:
    """Raise RulebookError naming the mistakes of `document` under the JSON Schema 2020-12."""
    schema = json.loads(schema_path.read_text(encoding="utf-8"))
    errors = sorted(
        Draft202012Validator(schema).iter_errors(document.data),
        key=lambda error: document.line(tuple(error.absolute_path)),
    )
    if errors:
        problems = (_problem(document, _deepest(error)) for error in errors[:_MOST])
        raise RulebookError(*dict.fromkeys(problems))


def _deepest(error: ValidationError) -> ValidationError:
    """Of the branches of an anyOf or oneOf, the mistake that stands deepest in the file."""
    while error.context:
        error = max(error.context, key=lambda inner: len(inner.absolute_path))
    return error


def _problem(document: Document, error: ValidationError) -> Problem:
    place = tuple(error.absolute_path)
    name = named(document.data, place)
    if error.validator == "additionalProperties":
        schema: Any = error.schema
        instance: Any = error.instance
        known = set(schema.get("properties", {}))
        unknown = [key for key in instance if key not in known]
        what = f"{name} has {_listed(unknown)}, which is not known here"
        mend = f"Remove it or use one of {_listed(known)}" if known else "Remove it"
        return document.problem((*place, *unknown[:1]), what, mend)
    return document.problem(place, *_words(name, error))


def _words(name: str, error: ValidationError) -> tuple[str, str]:
    """What is wrong with the value called `name`, and how to mend it."""
    rule = error.validator
    wanted: Any = error.validator_value
    value: Any = error.instance
    what = f"{name} is {_short(value)}"
    if rule == "required":
        missing = [key for key in wanted if key not in value]
        what, mend = f"{name} lacks {_listed(missing)}", "Add it"
    elif rule == "enum":
        mend = f"Use one of {_listed(wanted)}"
    elif rule == "type":
        kinds = wanted if isinstance(wanted, str) else " or ".join(wanted)
        mend = f"Write a value of the type {kinds}"
        if "string" in kinds and isinstance(value, (int, float)):
            mend += " (a number that is meant as a word needs quotes)"
    elif rule == "pattern":
        mend = f"Write it in the form {wanted}"
    elif rule == "uniqueItems":
        twice = {str(item) for item in value if value.count(item) > 1}
        what, mend = f"{name} names {_listed(twice)} twice", "Keep one of each"
    else:
        what, mend = f"{name}: {error.message}", f"It must meet {rule}: {_short(wanted)}"
    return what, mend


def named(data: Any, place: tuple[str | int, ...]) -> str:
    """A place in words: positions are replaced by the id that stands there."""
    words: list[str] = []
    for step in place:
        data = data[step]
        own = data.get("id") if isinstance(data, dict) and isinstance(step, int) else None
        words.append(f"“{own}”" if own is not None else str(step))
    return " › ".join(words) or "the file"


def _listed(values: Iterable[Any]) -> str:
    return ", ".join(sorted(str(value) for value in values))


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "…"
