"""Reads a YAML file together with the line on which every value stands."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.rulebook.errors import Problem, RulebookError

Place = tuple[str | int, ...]
"""The way to a value: keys and positions from the top of the file."""

_TAG = "tag:yaml.org,2002:"
_MAX_VALUES = 200_000  # a file that unfolds its aliases into more was not written by hand


@dataclass(frozen=True)
class Document:
    """The values of one file, and where each of them stands."""

    path: Path
    data: Any
    lines: Mapping[Place, int]

    def line(self, place: Place) -> int:
        """The line (from 1) of a value, or of the nearest value around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def problem(self, place: Place, what: str, mend: str) -> Problem:
        """A mistake at a place of this file."""
        return Problem(self.path, self.line(place), what, mend)

    def digest(self) -> str:
        """Twelve hexadecimal digits that change with the content, not with comments or layout."""
        return digest_of(self.data)


def canonical(data: Any) -> str:
    """Values as JSON that is the same for the same values."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, default=str)


def digest_of(data: Any) -> str:
    """Twelve hexadecimal digits of values."""
    return hashlib.sha256(canonical(data).encode("utf-8")).hexdigest()[:12]


def read(path: Path) -> Document:
    """Read a YAML 1.2 file.

    Raises RulebookError where the file is missing, is not UTF-8 or YAML, names a key twice, or
    uses a tag or a merge key.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise RulebookError(
            Problem(path, 1, f"the file cannot be read ({reason})", "Check the path and its rights")
        ) from error
    except UnicodeDecodeError as error:
        raise RulebookError(
            Problem(path, 1, "the file is not UTF-8", "Save it with the encoding UTF-8")
        ) from error
    try:
        node = YAML(typ="safe").compose(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RulebookError(
            Problem(
                path,
                line,
                f"this is not YAML ({error.problem})",
                "Look at the indentation, and put text with a colon or a quote into quotes",
            )
        ) from error
    except YAMLError as error:
        raise RulebookError(
            Problem(path, 1, "this is not YAML", "Remove characters that cannot be printed")
        ) from error
    if node is None:
        raise RulebookError(Problem(path, 1, "the file is empty", "Restore its content"))
    lines: dict[Place, int] = {}
    return Document(path, _value(node, (), path, lines), lines)


def _value(node: Node, place: Place, path: Path, lines: dict[Place, int]) -> Any:
    lines.setdefault(place, node.start_mark.line + 1)
    if len(lines) > _MAX_VALUES:
        raise RulebookError(
            Problem(path, node.start_mark.line + 1, "the file is too large", "Remove aliases")
        )
    if isinstance(node, MappingNode):
        return _mapping(node, place, path, lines)
    if isinstance(node, SequenceNode):
        return [
            _value(child, (*place, index), path, lines) for index, child in enumerate(node.value)
        ]
    return _scalar(node, path)


def _mapping(
    node: MappingNode, place: Place, path: Path, lines: dict[Place, int]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = str(key_node.value)
        if not isinstance(key_node, ScalarNode) or key == "<<":
            raise RulebookError(
                Problem(path, line, "this key is not a plain word", "Write a plain word as key")
            )
        if key in found:
            raise RulebookError(
                Problem(path, line, f"“{key}” stands here twice", "Keep one of the two")
            )
        inner: Place = (*place, key)
        lines[inner] = line
        found[key] = _value(value_node, inner, path, lines)
    return found


_READERS: Mapping[str, Callable[[str], Any]] = {
    "str": str,
    "null": lambda raw: None,
    "bool": lambda raw: raw.lower() == "true",
    "int": lambda raw: int(raw.replace("_", ""), 0),
    "float": lambda raw: float(raw.replace("_", "")),
    "timestamp": lambda raw: date.fromisoformat(raw).isoformat(),
}


def _scalar(node: Node, path: Path) -> Any:
    """The value of a scalar, by the core schema of YAML 1.2; dates stay words (YYYY-MM-DD)."""
    raw = str(node.value)
    reader = _READERS.get(str(node.tag).removeprefix(_TAG))
    if reader is None:
        raise RulebookError(
            Problem(path, node.start_mark.line + 1, f"{node.tag} is not read", "Remove the tag")
        )
    try:
        return reader(raw)
    except ValueError:
        return raw
