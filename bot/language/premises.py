"""Answers that repeat what their question supposes: 利率涨，债券就跌, to "what if rates rise?".

The words of the premise ("rise") are options of some of these questions; they are left out before
the answer is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_RISES = r"(?:上升|上涨|上调|上行|升高|提高|走高|变高|升|涨|高)(?:了|起来|上去)*"
_PREMISES: Mapping[str, re.Pattern[str]] = {
    "quiz_rates": re.compile(
        rf"(?:如果|要是|当|只要)?(?:市场)?(?:利率|利息)(?:要是|如果|一|往上|越)?{_RISES}"
        r"(?:的话|的时候|时|之后|以后|后)?(?:那么?)?[，,、 ]*"
        r"|\b(?:when|if|as|once|because|since)?\s*(?:market |interest )?rates? "
        r"(?:(?:are|is|have|has|were) )?(?:go|goes|going|gone|went|rise|rises|rising|rose|risen"
        r"|climb|climbs|increase|increases|increased|up|higher)(?: up)?\b[, ]*(?:then )?"
    ),
}


def without(text: str, question_id: str) -> str:
    """A folded answer without the premise of its question; as it is where nothing else is in it."""
    premise = _PREMISES.get(question_id)
    rest = premise.sub(" ", text) if premise else text
    return rest if any(map(str.isalnum, rest)) else text
