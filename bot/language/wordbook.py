"""Words, how often they are written, and beside which others: what spelling is mended with.

The counts come in from outside: general ones from data/spelling/, and those of the project's own
texts, which weigh more. Nothing here reads a file.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from bot.language.pinyin import is_pinyin

LONGEST = 4
"""Characters of the longest Chinese word that is looked for."""
BEGIN, END, FIGURE = "^", "$", "0"
"""Stand for the begin and the end of a clause and for a number."""

PARTS = re.compile(
    r"(?P<han>[\u3400-\u9fff]+)|(?P<word>[a-z]+(?:'[a-z]+)*)|(?P<number>[0-9][0-9.,]*)|(?P<mark>\S)"
)

_OWN_PAIR, _PAIR, _OWN, _WORD = 0.5, 0.2, 0.15, 0.15
"""How much each count says about the next word; found on texts of our own in pinyin."""
_SINGLE, _SEVERAL = 40, 8
"""Words of one sound that are thought of: of one character, and longer ones."""
_SELDOM = 2.0
"""What each further reading of a character costs: 是 is typed ti, 他 tuo by nobody."""
_RARE = 1e-9
_UNKNOWN = 17.0
_REMEMBERED = 200_000


@dataclass(frozen=True)
class General:
    """Counts of a language at large."""

    words: Mapping[str, int]
    """Chinese words in running text of all kinds."""
    alone: Mapping[str, int]
    """The same words in the texts in which the pairs were counted."""
    pairs: Mapping[str, Mapping[str, int]]
    readings: Mapping[str, tuple[str, ...]]
    """How a word is typed in pinyin; of a longer one where its characters are typed otherwise."""
    english: Mapping[str, int]
    glossary: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    """Words of the two languages that say the same: (Chinese, English)."""


@dataclass(frozen=True)
class Own:
    """Counts of the texts that this project is trained on."""

    chinese: Mapping[str, int] = field(default_factory=dict)
    pairs: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    english: Mapping[str, int] = field(default_factory=dict)
    english_pairs: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        """As it is kept beside the trained model."""
        return {
            "chinese": self.chinese,
            "pairs": self.pairs,
            "english": self.english,
            "english_pairs": self.english_pairs,
        }


class Wordbook:
    """How likely Chinese words are, alone and behind another, and how they are typed."""

    def __init__(self, general: General, own: Own) -> None:
        self._own, self._general = own, general
        size = sum(general.words.values()) or 1
        alone = sum(general.alone.values()) or 1
        mine = sum(own.chinese.values()) or 1
        self._base = {
            word: 0.7 * (_OWN * own.chinese.get(word, 0) / mine + _WORD * (count + 0.5) / size)
            + 0.3 * (_OWN + _WORD) * general.alone.get(word, 0) / alone
            for word, count in general.words.items()
        }
        for sign in (BEGIN, END, FIGURE):
            self._base[sign] = _OWN * own.chinese.get(sign, 0) / mine
        for word, count in own.chinese.items():
            if word not in self._base and word[0] <= "z":
                self._base[word] = _OWN * count / mine
        self._costs: dict[tuple[str, str], float] = {}
        self.typed: dict[str, list[str]] = {}
        """Words by the syllables that are typed for them, the most frequent ones first."""
        self.sounds: dict[str, str] = {}
        """The usual syllable of a character."""
        self.seldom: dict[tuple[str, str], float] = {}
        """What it costs to type a character by another syllable than its usual one."""
        self._index()

    def _index(self) -> None:
        readings, typed = self._general.readings, self.typed
        for word, said in readings.items():
            if len(word) == 1:
                self.sounds[word] = said[0]
                self.seldom.update(
                    ((word, key), _SELDOM * rank) for rank, key in enumerate(said) if rank
                )
        usual = self.sounds.get
        for word in self._general.words:
            if len(word) > 1:
                typed.setdefault(" ".join([usual(han, "?") for han in word]), []).append(word)
        for word, said in readings.items():
            for key in said:
                typed.setdefault(key, []).append(word)
        for words in typed.values():
            if len(words) > 1:
                words.sort(key=self._base.__getitem__, reverse=True)
                del words[_SINGLE if len(words[0]) == 1 else _SEVERAL :]
        self.syllables = frozenset(key for key in typed if " " not in key)

    def __contains__(self, word: str) -> bool:
        return word in self._base

    def cost(self, before: str, word: str) -> float:
        """How surprising `word` is behind `before`: minus the logarithm of its probability."""
        known = self._costs.get((before, word))
        if known is not None:
            return known
        chance = self._base.get(word, 0.0) + _RARE
        if own := self._own.pairs.get(before):
            seen = own.get(word)
            if seen:
                chance += _OWN_PAIR * seen / (self._own.chinese.get(before, 0) + 2)
        if general := self._general.pairs.get(before):
            seen = general.get(word)
            if seen:
                chance += _PAIR * seen / (self._general.alone.get(before, 0) + 10)
        if len(self._costs) >= _REMEMBERED:
            self._costs.clear()
        found = self._costs[before, word] = -math.log(chance)
        return found

    def pair_known(self, before: str, word: str) -> bool:
        """Whether the two words were ever seen side by side."""
        return word in self._own.pairs.get(before, ()) or word in self._general.pairs.get(
            before, ()
        )


def cut(run: str, costs: Mapping[str, float]) -> list[str]:
    """A run of Chinese characters as the likeliest words; `costs` is what `costs_of` made."""
    best = [0.0]
    begins = [0]
    for end in range(1, len(run) + 1):
        start = end - 1
        least = best[start] + costs.get(run[start], _UNKNOWN)
        for at in range(max(0, end - LONGEST), end - 1):
            cost = costs.get(run[at:end])
            if cost is not None and best[at] + cost < least:
                least, start = best[at] + cost, at
        best.append(least)
        begins.append(start)
    parts: list[str] = []
    end = len(run)
    while end:
        parts.append(run[begins[end] : end])
        end = begins[end]
    return parts[::-1]


def costs_of(words: Mapping[str, int]) -> dict[str, float]:
    """How surprising each word of a list is by its count."""
    size = math.log(sum(words.values()) or 1)
    return {word: size - math.log(count or 0.5) for word, count in words.items()}


def count_own(texts: Iterable[str], words: Mapping[str, int]) -> Own:
    """What folded texts hold: `words` are the Chinese words to cut them into."""
    costs = costs_of(words)
    cuts: dict[str, list[str]] = {}
    chinese: list[str] = []
    english: list[str] = []
    for text in texts:
        if is_pinyin(text):
            continue
        parts = PARTS.findall(text)
        said = [BEGIN]
        han_in = False
        for han, word, number, _ in parts:
            if han:
                han_in = True
                known = cuts.get(han)
                if known is None:
                    known = cuts[han] = cut(han, costs)
                said += known
            elif word:
                said.append(word)
            elif number:
                said.append(FIGURE)
            elif said[-1] != BEGIN:
                said += (END, BEGIN)
        if said[-1] != BEGIN:
            said.append(END)
        # The next text begins behind an end, or behind a begin that nothing followed.
        (chinese if han_in else english).extend(said)
    return Own(Counter(chinese), _beside(chinese), Counter(english), _beside(english))


def _beside(said: list[str]) -> dict[str, dict[str, int]]:
    """How often each word is followed by each other; what follows an end is another clause."""
    found: dict[str, dict[str, int]] = {}
    for (before, word), count in Counter(pairwise(said)).items():
        if before != END and word != BEGIN:
            found.setdefault(before, {})[word] = count
    return found
