"""The training examples and the held-out texts of the project, each with its file and line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

_INTENT = re.compile(r"\s*-\s+intent:\s*([\w/]+)\s*")
_EXAMPLES = re.compile(r"\s+examples: \|\s*")
_EXAMPLE = re.compile(r"\s+-\s(.*?\S)\s*")
_BESIDE = re.compile(r"\s*(#.*)?|version: [\"']3\.\d[\"']|nlu:")
_MARKED = re.compile(r"[\[\]{}\\]")
HELD_OUT = (
    "tests/heldout",
    "tests/integration/engine/heldout.yml",
    "tests/integration/engine/knowledge_heldout.yml",
)
"""Where texts lie that are never trained on."""


@dataclass(frozen=True)
class Example:
    """A text and where it stands. `intent` is None where a held-out text names none."""

    text: str
    intent: str | None
    path: Path
    line: int


def training_examples(folder: Path) -> list[Example]:
    """All examples of the `*.yml` files in `folder`, in the order in which they stand there."""
    lines = [one for path in sorted(folder.glob("*.yml")) for one in _read(path)]
    return [one for one in lines if one is not None]


def plain_examples(path: Path) -> list[Example] | None:
    """All examples of a file that holds nothing else, as all of this project's do; None where
    Rasa has to read it (marked entities, metadata, synonyms, another layout). Rasa's own reader
    checks and parses each file as YAML, in pure Python, for seconds."""
    found = list(_read(path))
    plain = [one for one in found if one is not None and not _MARKED.search(one.text)]
    return plain if len(plain) == len(found) else None


def _read(path: Path) -> Iterator[Example | None]:
    """The examples of a file; None for each line that is something else."""
    intent, depth, listing = "", 0, False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        deeper = line[: depth + 1].isspace()
        if begins := _INTENT.fullmatch(line):
            intent, depth, listing = begins.group(1), line.index("-"), False
        elif intent and _EXAMPLES.fullmatch(line):
            listing = True
        elif listing and deeper and (example := _EXAMPLE.fullmatch(line)):
            yield Example(example.group(1), intent, path, number)
        elif (listing and line.strip()) or not _BESIDE.fullmatch(line):
            yield None


def held_out_texts(root: Path) -> list[Example]:
    """All texts of the held-out sets below `root`: JSON lines with `text`, or YAML by intent."""
    found: list[Example] = []
    for place in HELD_OUT:
        path = root / place
        files = sorted(path.rglob("*")) if path.is_dir() else [path] if path.exists() else []
        for file in files:
            if file.suffix == ".jsonl":
                found += _of_lines(file)
            elif file.suffix in (".yml", ".yaml"):
                found += _of_yaml(file)
    return found


def _of_lines(path: Path) -> Iterator[Example]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        row = json.loads(line)
        if isinstance(row.get("text"), str):
            intent = row.get("intent")
            yield Example(row["text"], intent if isinstance(intent, str) else None, path, number)


def _of_yaml(path: Path) -> Iterator[Example]:
    yield from _texts(YAML().load(path), None, path, 1)


def _texts(node: Any, intent: str | None, path: Path, line: int) -> Iterator[Example]:
    if isinstance(node, CommentedMap):
        if isinstance(node.get("text"), str):
            named = node.get("intent")
            named = named if isinstance(named, str) else intent
            yield Example(str(node["text"]), named, path, line)
            return
        for key, value in node.items():
            yield from _texts(value, str(key), path, node.lc.value(key)[0] + 1)
    elif isinstance(node, CommentedSeq):
        for at, value in enumerate(node):
            yield from _texts(value, intent, path, node.lc.item(at)[0] + 1)
    elif isinstance(node, str):
        yield Example(str(node), intent, path, line)
