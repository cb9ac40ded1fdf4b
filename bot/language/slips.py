"""Mends English that was typed too fast: a slip inside a word, words run together.

A word is mended only where it is known neither to the project's own texts nor to the language, or
hardly so, and another one fits its neighbours clearly better. Names, codes and addresses stay.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.language.pinyin import spelled
from bot.language.wordbook import BEGIN, END, FIGURE, General, Own
from bot.language.wordlist import words

_PART = re.compile(r"(?P<word>[a-z]+(?:'[a-z]+)*)|(?P<number>[0-9][0-9.,]*)|(?P<mark>[^\s\w])")
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_LETTERS = "abcdefghijklmnopqrstuvwxyz'"
_LIKELY, _UNLIKELY, _SECOND = 4.5, 6.5, 4.0
"""What a slip costs: a usual one (neighbour, swap, double, missing), another, and a second one."""
_DROPPED = 1.0
"""What an apostrophe costs that was not typed."""
_JOINT = 2.5
"""What a missing blank costs."""
_UNKNOWN, _PER_LETTER = 16.0, 1.2
"""How surprising a word is that nobody knows; the longer, the more."""
_FOREIGN = 3.0
"""What a word costs that the language knows and our own texts do not."""
_SHORTEST, _SHORT_WORD = 3, 1.5
"""Letters of the shortest word that may hold a slip, and what it costs more there: short words are
near to each other."""
_LONGEST = 30
_BEAM = 12
_SURE = 2.0
_COMMON, _KNOWN = 20_000_000, 2_000_000
"""Counted so often, a word is never thought to be a slip, or only where much speaks for it."""
_MISTAKEN, _MISTAKEN_RARE = 5.0, 1.5
"""What it costs to take a known word, or a rare one, for the slip of another."""
_PINYIN = 3.0
"""What it costs more to take what may be pinyin, and so a name, for a slip."""

COUNTING = frozenset(
    words("""
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred hundreds thousand thousands million millions billion grand lakh crore dozen half
    quarter third thirds fifth tenth couple zero none nothing never nobody no not percent year
    years month months week weeks decade decades dollars pounds euros yuan day days quid bucks
    buck mil mill
    """)
)
"""Words that make a number or its unit, or deny one; a slip that becomes one is asked about."""


@dataclass(frozen=True)
class Mending:
    """The word at `start` to `end` read as `text`."""

    start: int
    end: int
    text: str
    doubtful: bool


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    end: int
    kind: str


class Slips:
    """Mends the slips of an English text with the words of the language and our own."""

    def __init__(self, general: General, own: Own) -> None:
        self._own, self._general = own, general.english
        size, mine = sum(general.english.values()) or 1, sum(own.english.values()) or 1
        self._chances = {word: 0.4 * count / size for word, count in general.english.items()}
        for word, count in own.english.items():
            self._chances[word] = self._chances.get(word, 0.0) + 0.6 * count / mine
        self._halves: dict[str, tuple[str, ...]] = {}
        for word, count in own.english.items():
            if len(word) >= 7 and count >= 2:
                for left in _deleted(word):
                    self._halves[left] = (*self._halves.get(left, ()), word)
        self._candidates = lru_cache(maxsize=4096)(self._think)

    def knows(self, word: str) -> bool:
        """Whether the language or our own texts have a word."""
        return word in self._chances or word.removesuffix("'s") in self._chances

    def commonness(self, word: str) -> float:
        """How surprising a word is by itself."""
        return -math.log(self._chances.get(word, 0.0) + 1e-9)

    def mend(self, text: str, held: Sequence[tuple[int, int]] = ()) -> tuple[Mending, ...]:
        """What to change in a folded English text; words that touch a `held` span stay."""
        tokens = [
            _Token(found.group(), found.start(), found.end(), found.lastgroup or "")
            for found in _PART.finditer(text)
        ]
        choices = [self._choices(text, token, held) for token in tokens]
        if all(len(ways) == 1 for ways in choices):
            return ()
        return tuple(self._best(tokens, choices))

    def _choices(
        self, text: str, token: _Token, held: Sequence[tuple[int, int]]
    ) -> tuple[tuple[str, float], ...]:
        """What a token may have meant, with the cost of its slip; as it is comes first."""
        word = token.text
        stays = ((word, 0.0),)
        if token.kind != "word" or len(word) > _LONGEST:
            return stays
        if any(start < token.end and token.start < end for start, end in held):
            return stays
        beside = text[max(token.start - 1, 0) : token.start] + text[token.end : token.end + 1]
        if any(sign.isdigit() or sign in "@_/\\" for sign in beside):
            return stays
        return self._candidates(word)

    def _think(self, word: str) -> tuple[tuple[str, float], ...]:
        stays = ((word, 0.0),)
        if word in self._own.english or word in COUNTING or len(word) < 3:
            return stays
        count = self._general.get(word, 0)
        bare = word.removesuffix("'s").removesuffix("s'")
        if count >= _COMMON or (bare != word and bare in self._chances):
            return stays
        known = word in self._chances
        doubt = 0.0 if not known else _MISTAKEN if count >= _KNOWN else _MISTAKEN_RARE
        doubt += _PINYIN if spelled(word) else 0.0
        found: dict[str, float] = {}
        if len(word) >= _SHORTEST:
            doubt += _SHORT_WORD if len(word) == _SHORTEST else 0.0
            likely = self._own.english if known else self._chances
            for one, cost in _slips(word):
                if one in likely and cost + doubt < found.get(one, 99.0):
                    found[one] = cost + doubt
            if not known:
                for one in self._twice(word):
                    found.setdefault(one, _LIKELY + _SECOND)
        if not known:
            for parts in self._cut(word):
                found.setdefault(" ".join(parts), _JOINT * (len(parts) - 1))
        best = sorted(found.items(), key=lambda one: one[1] + self.commonness(one[0].split()[0]))
        return (*stays, *best[:8])

    def _twice(self, word: str) -> tuple[str, ...]:
        """Long words of our own that are two slips away."""
        if len(word) < 6:
            return ()
        near: dict[str, None] = {}
        for left in (word, *_deleted(word)):
            near.update(dict.fromkeys(self._halves.get(left, ())))
        return tuple(near)

    def _cut(self, word: str) -> Iterator[tuple[str, ...]]:
        """The likeliest rows of known words that a word may be run together from."""
        best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ())] + [None] * len(word)
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - 16), end):
                before, part = best[start], word[start:end]
                if before is None or not self._is_part(part):
                    continue
                cost = before[0] + self.commonness(part) + 2.0
                known = best[end]
                if known is None or cost < known[0]:
                    best[end] = (cost, (*before[1], part))
        whole = best[len(word)]
        if whole is not None and len(whole[1]) > 1:
            yield whole[1]

    def _is_part(self, part: str) -> bool:
        if len(part) <= 2:
            return part in _SHORT
        return part in self._own.english or self._general.get(part, 0) >= _COMMON // 2

    def _best(
        self, tokens: Sequence[_Token], choices: Sequence[tuple[tuple[str, float], ...]]
    ) -> Iterator[Mending]:
        """The likeliest row of words, and where it differs from what was typed."""
        paths: list[tuple[float, str, tuple[str, ...]]] = [(0.0, BEGIN, ())]
        for token, ways in zip(tokens, choices, strict=True):
            ahead: dict[str, tuple[float, str, tuple[str, ...]]] = {}
            for said, slip in ways:
                cost, last, row = min(
                    (cost + self._follows(last, said, token.kind), last, row)
                    for cost, last, row in paths
                )
                last = _last(said, token.kind)
                key = f"{last}\0{said}"
                if key not in ahead or cost + slip < ahead[key][0]:
                    ahead[key] = (cost + slip, last, (*row, said))
            paths = sorted(ahead.values())[:_BEAM]
        total, _, row = paths[0]
        for at, (token, said) in enumerate(zip(tokens, row, strict=True)):
            if said == token.text:
                continue
            rival = min((c for c, _, other in paths if other[at] != said), default=99.0 + total)
            doubtful = rival - total < _SURE or not COUNTING.isdisjoint(re.split("[ ']", said))
            yield Mending(token.start, token.end, said, doubtful)

    def _follows(self, before: str, said: str, kind: str) -> float:
        """How surprising words are behind another."""
        if kind != "word":
            return 0.0
        cost = 0.0
        for word in said.split():
            cost += self._cost(before, word)
            before = word
        return cost

    def _cost(self, before: str, word: str) -> float:
        chance = self._chances.get(word, 0.0)
        if not chance:
            return _UNKNOWN + _PER_LETTER * len(word)
        seen = self._own.english_pairs.get(before)
        if seen and word in seen:
            chance += 0.6 * seen[word] / (self._own.english.get(before, 0) + 2)
        foreign = 0.0 if word in self._own.english else _FOREIGN
        return foreign - math.log(chance + 1e-9)


_SHORT = frozenset(
    words("a i am an as at be by do go he if in is it me my no of on or so to up us we")
)
"""Words of one or two letters that are run together with others."""


def _last(said: str, kind: str) -> str:
    if kind == "number":
        return FIGURE
    return said.rpartition(" ")[2] if kind == "word" else (END if said in ".?!;" else said)


def _deleted(word: str) -> list[str]:
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


_BESIDE: Mapping[str, str] = {
    sign: row[max(at - 1, 0) : at] + row[at + 1 : at + 2]
    for row in _KEYS
    for at, sign in enumerate(row)
}


def _slips(word: str) -> Iterator[tuple[str, float]]:
    """All that is one slip away, with its cost. The first letter is seldom the slip."""
    for at in range(len(word) + 1):
        left, right = word[:at], word[at:]
        first = 2.0 if at == 0 else 0.0
        for letter in _LETTERS:
            double = letter in (word[at - 1 : at], word[at : at + 1])
            cost = _DROPPED if letter == "'" else _LIKELY if at else _UNLIKELY
            yield left + letter + right, cost - (0.5 if double else 0.0)
        if not right:
            continue
        again = right[0] == word[at - 1 : at]
        yield left + right[1:], (_LIKELY if again else _UNLIKELY) + first
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:], _LIKELY + first
        for letter in _LETTERS:
            near = letter in _BESIDE.get(right[0], "")
            yield left + letter + right[1:], (_LIKELY if near else _UNLIKELY) + first
