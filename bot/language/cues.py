"""The word that says what a sum of money is: the nearest one in its clause, or beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.language import money_words as words
from bot.language.amounts import Amount
from bot.language.clauses import Clauses

_LED_BY = ("earn", "earning", "earns", "making", "makes")
"""What money does by itself where it stands behind the sum: $45k earning nothing."""


@dataclass(frozen=True)
class Cue:
    """A word beside a sum: goal, debt, income, other (a price, a loss …) or asset."""

    kind: str
    word: str
    start: int


def find(text: str, amount: Amount, every: Sequence[Amount], clauses: Clauses) -> Cue | None:
    """The cue of a sum among `every` sum of the text, or None where nothing speaks of it."""
    start, end = clauses.around(amount.start)
    return _nearest(text, amount, every, start, end) or _neighbour(text, amount, every, clauses)


def speaks(text: str, kind: str, start: int, end: int) -> bool:
    """Whether a stretch of text has a word of a kind."""
    return any(m.lastgroup == kind for m in words.SPEAKS_OF.finditer(text, start, end))


def _nearest(
    text: str, amount: Amount, every: Sequence[Amount], start: int, end: int
) -> Cue | None:
    inside = [a for a in every if start <= a.start < end]
    cues = [m for m in words.SPEAKS_OF.finditer(text, start, end) if not _within(m, inside)]
    if not cues:
        return None
    # "存款200万房贷80万" names before, "200万存款80万房贷" names after; the first pair tells.
    named_first = cues[0].start() < inside[0].start
    best: tuple[float, re.Match[str]] | None = None
    for match in cues:
        if match.end() <= amount.start:
            gap = amount.start - match.end()
            between = sum(1 for a in inside if match.end() <= a.start < amount.start)
            score = gap + 1 + 12 * between + (0 if named_first else 4)
        else:
            gap = match.start() - amount.end
            between = sum(1 for a in inside if amount.end <= a.start < match.start())
            score = gap + (2 if gap > 1 else 0) + 12 * between + (4 if named_first else 0)
        low, high = (
            sorted((match.end(), amount.start))
            if match.end() <= amount.start
            else (
                amount.end,
                match.start(),
            )
        )
        if words.TURNS.search(text, low, high):
            score += 30
        if match.start() >= amount.end and match.group() in _LED_BY:
            continue
        if match.lastgroup == "asset" and match.group() in (
            "存",
            "放",
            "投",
            "拿",
            "股票",
            "基金",
            "债券",
            "国债",
        ):
            score += 4
        if best is None or score < best[0]:
            best = (score, match)
    if best is None:
        return None
    name = best[1].lastgroup
    assert name is not None
    if best[0] > 28:
        return None
    return Cue(name, best[1].group(), best[1].start())


def _within(match: re.Match[str], amounts: Sequence[Amount]) -> bool:
    return any(a.start <= match.start() < a.end for a in amounts)


def _neighbour(text: str, amount: Amount, every: Sequence[Amount], clauses: Clauses) -> Cue | None:
    """A cue in the clause before (年收入嘛，大概50万) or after (我有200万，想理财)."""
    index = clauses.index(amount.start)
    for other in (index - 1, index + 1):
        start, end = clauses.span(other)
        if start >= end or any(start <= a.start < end for a in every):
            continue
        cues = list(words.SPEAKS_OF.finditer(text, start, end))
        if not cues:
            continue
        match = cues[-1] if other < index else cues[0]
        name = match.lastgroup
        assert name is not None
        if other > index and name != "asset":
            continue
        if other < index and (end - match.end() > 8 or (name == "asset" and match.group() == "存")):
            continue
        return Cue(name, match.group(), match.start())
    return None
