"""What a message says beside what it asks: "balanced. Also, is my data safe?" → "balanced"."""

from __future__ import annotations

import re

from bot.language.agreement import is_question
from bot.language.normal import fold

_BREAK = re.compile(
    r"[。！？；!?;\n…]+|[，、](?!\d)|,(?!\d)|\.(?=\s|$)"
    r"|\s(?=(?:also|and (?:also|are|do|is|can)|btw)\b)"
)
_LEADS_IN = re.compile(
    r"(?:对了|另外|还有|顺便|再问|我?想问)(?:一下|问一句|我想问|啊|呀)?|(?:by the way|btw|also|oh)"
)


def told(text: str) -> str:
    """The clauses of a message that ask nothing, folded and joined; empty where all of them ask."""
    kept = []
    for clause in _BREAK.split(fold(text)):
        words = clause.strip()
        if not words or _LEADS_IN.fullmatch(words) or is_question(words):
            continue
        kept.append(words)
    return ", ".join(kept)
