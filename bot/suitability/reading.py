"""Small, strict readers that turn a loaded YAML mapping into typed values, naming what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NoReturn

CATEGORIES = ("C1", "C2", "C3", "C4", "C5")
RATINGS = ("R1", "R2", "R3", "R4", "R5")


class RuleError(ValueError):
    """A rule file says something that cannot be used.

    `path` is the dotted place within the file, `problem` what is wrong there and how to mend it.
    """

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path = path
        self.problem = problem


def fail(path: str, problem: str) -> NoReturn:
    """Raise RuleError for the place `path`."""
    raise RuleError(path, problem)


def mapping(value: Any, path: str) -> Mapping[str, Any]:
    """The mapping at `path`. Raises RuleError where it is something else."""
    if not isinstance(value, Mapping):
        fail(path, "must be a mapping")
    return {str(key): item for key, item in value.items()}


def items(value: Any, path: str) -> Sequence[Any]:
    """The list at `path`. Raises RuleError where it is something else."""
    if isinstance(value, str | bytes) or not isinstance(value, Sequence):
        fail(path, "must be a list")
    return value


def need(source: Mapping[str, Any], key: str, path: str) -> Any:
    """The value of `key`. Raises RuleError where it is missing."""
    if key not in source:
        fail(f"{path}.{key}" if path else key, "is missing")
    return source[key]


def text(value: Any, path: str) -> Mapping[str, str]:
    """A wording in both languages. Raises RuleError where one is missing or empty."""
    source = mapping(value, path)
    for language in ("zh", "en"):
        if not str(source.get(language) or "").strip():
            fail(f"{path}.{language}", "this wording is missing")
    return {language: str(source[language]).strip() for language in ("zh", "en")}


def words(value: Any, path: str) -> tuple[str, ...]:
    """A list of plain words. Raises RuleError where one was read as something else."""
    found = items(value, path)
    for word in found:
        if not isinstance(word, str):
            fail(path, f'{word} was read as a number or truth value; put it in quotes, as in "2_5"')
    return tuple(found)


def number(value: Any, path: str) -> Decimal:
    """An exact number. Raises RuleError where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        fail(path, "must be a number")
    return Decimal(str(value))


def whole(value: Any, path: str) -> int:
    """A whole number. Raises RuleError where it is none."""
    exact = number(value, path)
    if exact != exact.to_integral_value():
        fail(path, "must be a whole number")
    return int(exact)


def day(value: Any, path: str) -> date:
    """A date written YYYY-MM-DD. Raises RuleError where it is none."""
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        fail(path, "must be a date written YYYY-MM-DD")


def level(value: Any, path: str) -> int:
    """The level 1–5 of a category C1–C5. Raises RuleError for anything else."""
    if value not in CATEGORIES:
        fail(path, "must be one of C1, C2, C3, C4, C5")
    return CATEGORIES.index(str(value)) + 1
