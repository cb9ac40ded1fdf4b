"""The texts the model was trained on, to tell how many held-out texts stand among them."""

from __future__ import annotations

import re
from pathlib import Path

from bot.language.normal import fold

_EXAMPLE = re.compile(r"^\s+- (?!intent:)(.+)$", re.MULTILINE)


def trained_on(folder: Path) -> frozenset[str]:
    """The examples under `folder` in the form of `bare`. A short saying ("hi", 转人工) is bound to
    stand in any set; the figures are given without those as well."""
    return frozenset(
        bare(text)
        for path in sorted(folder.rglob("*.yml"))
        for text in _EXAMPLE.findall(path.read_text(encoding="utf-8"))
    )


def bare(text: str) -> str:
    """A text without its case, width, blanks and marks; the text itself where it is only marks."""
    return re.sub(r"\W", "", fold(text)) or text.strip()
