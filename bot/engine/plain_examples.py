"""Reads files of plain training examples, which all of this project's are, line by line.

Rasa's reader checks and parses each file as YAML, in pure Python, for seconds. What is anything but
plain (entities that are marked, metadata, synonyms, another layout) is left to it.
"""

from __future__ import annotations

import re
from pathlib import Path

_BESIDE = re.compile(r"\s*(#.*)?|version: [\"']3\.\d[\"']|nlu:")
_INTENT = re.compile(r"(?:  )?- intent: ([\w/]+)")
_EXAMPLES = re.compile(r" {2,}examples: \|")
_EXAMPLE = re.compile(r" {4,}- ([^\[\]{}\\]*[^\s\[\]{}\\]) *")


def plain_examples(path: Path) -> list[tuple[str, str]] | None:
    """(text, intent) of all examples of a file, in their order; None where it is not plain."""
    found: list[tuple[str, str]] = []
    intent, listing = "", False
    for line in path.read_text(encoding="utf-8").splitlines():
        if begins := _INTENT.fullmatch(line):
            intent, listing = begins[1], False
        elif intent and _EXAMPLES.fullmatch(line):
            listing = True
        elif listing and (example := _EXAMPLE.fullmatch(line)):
            found.append((example[1], intent))
        elif not _BESIDE.fullmatch(line) or (listing and line.strip()):
            return None
    return found
