"""Free answers as clients would type them, by question and option, in files beside this one.

`first.*.yml` were written before the phrasings in data/answers were known to their writer. An
option's key may name several, for questions that take several; `open` leaves the question open.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from tests.unit.language.free_answers import Expected

_FOLDER = Path(__file__).parent / "told"


def told(name: str, language: str) -> Iterator[tuple[str, str, Expected]]:
    """(question, text, what it means) of one set in one language."""
    source = (_FOLDER / f"{name}.{language}.yml").read_text(encoding="utf-8")
    found = yaml.load(source, Loader=yaml.BaseLoader)  # to it "2_5" is a word
    for question, options in found.items():
        for key, texts in options.items():
            expected = None if key == "open" else tuple(str(key).split(", "))
            for text in texts.splitlines():
                yield question, text, expected
