"""Puts a message into the spelling that the examples have, before it is understood.

Pictures and stray blanks go, pinyin becomes characters again ("wo xiang cun qian" → 我想存钱),
wrong homophones and mistyped English become the words that the examples know. It learns from the
examples alone, so the same data give the same spelling. Only the intent is read from it: values
are read from the words as they were typed.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.language.pinyin import is_pinyin, sound, spelled

_HAN = "\u3400-\u9fff\uf900-\ufaff"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}])[ \t]+(?=[{_HAN}])")
_LATIN = re.compile(r"[a-z]+(?:'[a-z]+)?")
_RUN = re.compile(rf"[{_HAN}]+")
_CHINESE = re.compile(rf"(?:[{_HAN}]|[a-z]+)(?:[ ']?(?:[{_HAN}]|[a-z]+))*")
_PART = re.compile(rf"[{_HAN}]|[a-z]+")
_LAST_LATIN = "z"
_LONGEST_RUN = 60
_LONGEST_WORD = 40
_SEEN = 3
"""How often a word has to stand in the examples to be one of several that were run together."""
_SLIP = 7.0
"""How unlikely a wrong homophone is, as a logarithm: what the neighbours must outweigh."""
_WARRANT = 3
"""How often a character has to stand beside its neighbour to take another's place."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

_PICTURES = {
    "👍": "好的", "👌": "好的", "✅": "好的", "🆗": "好的", "💯": "好的",
    "👎": "不要", "❌": "不要", "🙏": "谢谢", "❤": "谢谢", "💐": "谢谢", "🌹": "谢谢",
    "😂": "哈哈", "🤣": "哈哈", "😄": "哈哈", "😀": "哈哈", "😊": "哈哈",
    "🤔": "嗯…", "😶": "…", "👋": "你好", "😡": "生气", "🤬": "生气",
}  # fmt: skip
"""What a message says that holds nothing but pictures."""


def plain(folded: str) -> str:
    """A folded text without pictures and without blanks between Chinese characters."""
    bare = "".join(" " if _is_picture(sign) else sign for sign in folded)
    if any(sign.isalnum() for sign in bare):
        return _BETWEEN_HAN.sub("", re.sub(r"\s{2,}", " ", bare)).strip()
    said = dict.fromkeys(_PICTURES[sign] for sign in folded if sign in _PICTURES)
    return "".join(said) or folded


def _is_picture(sign: str) -> bool:
    return sign >= "\u2190" and unicodedata.category(sign) in ("So", "Sk", "Mn", "Cf", "Co")


@dataclass
class Speller:
    """What the examples are spelt with: characters in pairs, and English words."""

    characters: dict[str, int] = field(default_factory=dict)
    pairs: dict[str, int] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)
    of_sound: dict[str, list[str]] = field(default_factory=dict, repr=False)
    """Characters of the examples by their sound."""
    _total: float = field(default=1.0, repr=False)

    def __post_init__(self) -> None:
        sounds: dict[str, list[str]] = defaultdict(list)
        for han in self.characters:
            if read := sound(han):
                sounds[read].append(han)
        self.of_sound = dict(sounds)
        self._total = float(sum(self.characters.values()) or 1)

    @classmethod
    def learn(cls, texts: Iterable[str]) -> Speller:
        """Count characters, pairs and words of folded texts."""
        characters: Counter[str] = Counter()
        pairs: Counter[str] = Counter()
        words: Counter[str] = Counter()
        for text in texts:
            for run in _RUN.findall(text):
                characters.update(run)
                framed = f"^{run}$"
                pairs.update(framed[at : at + 2] for at in range(len(framed) - 1))
            words.update(_LATIN.findall(text))
        return cls(dict(characters), dict(pairs), dict(words))

    def respell(self, text: str) -> str:
        """A plain text as the examples would spell it; mostly the text itself."""
        latin = bool(_LATIN.search(text))
        whole = latin and is_pinyin(text) and not self._is_english(text)
        if whole or _RUN.search(text):
            chinese = _CHINESE.sub(lambda found: self._chinese(found.group(), whole), text)
            return _BETWEEN_HAN.sub("", chinese)
        return _LATIN.sub(lambda found: self._english(found.group()), text) if latin else text

    def _chinese(self, run: str, whole: bool) -> str:
        """Characters and pinyin that stand together, as the likeliest characters.

        A character gives way only to one of its sound that the examples know far better beside
        its neighbours (里财 → 理财); pinyin, within Chinese, only where it is no English word.
        """
        slots: list[tuple[str, str]] = []
        for part in _PART.findall(run):
            if part[0] > _LAST_LATIN:
                slots.append((part, sound(part)))
                continue
            read = spelled(part) if len(part) <= _LONGEST_WORD else ()
            if not read or (not whole and (part in self.words or len(part) < 3)):
                return self._piecewise(run, part, whole)
            slots += [("", one) for one in read]
        if len(slots) < 2 or len(slots) > _LONGEST_RUN:
            return run
        likely = self._likeliest(slots)
        return self._warranted(slots, likely) if likely else run

    def _warranted(self, slots: list[tuple[str, str]], likely: str) -> str:
        """`likely` with those typed characters put back that no pair of the examples speaks
        against: an unknown word is not a slip."""
        signs = list(likely)
        for at, (typed, _) in enumerate(slots):
            if typed in ("", signs[at]):
                continue
            before, after = likely[at - 1 : at] if at else "", likely[at + 1 : at + 2]
            known = max(
                self.pairs.get(before + signs[at], 0) if before else 0,
                self.pairs.get(signs[at] + after, 0) if after else 0,
            )
            if known < _WARRANT:
                signs[at] = typed
        return "".join(signs)

    def _piecewise(self, run: str, foreign: str, whole: bool) -> str:
        before, _, after = run.partition(foreign)
        return f"{self._chinese(before, whole)}{foreign}{self._chinese(after, whole)}"

    def _likeliest(self, slots: list[tuple[str, str]]) -> str:
        """The best row of characters for slots of (typed character or nothing, sound)."""
        paths = [("^", 0.0, "")]
        for typed, heard in slots:
            candidates = {*self.of_sound.get(heard, ()), typed} - {""}
            if not candidates:
                return ""
            known = [(before, score - self._rare(before), said) for before, score, said in paths]
            paths = []
            for han in candidates:
                slip = _SLIP if typed not in ("", han) else 0.0
                score, said = self._best(known, han)
                paths.append((han, score - slip, said + han))
        known = [(before, score - self._rare(before), said) for before, score, said in paths]
        return self._best(known, "$")[1]

    def _best(self, known: list[tuple[str, float, str]], han: str) -> tuple[float, str]:
        """The best of the rows that end in a known character, with `han` behind it."""
        pairs, log = self.pairs, math.log
        alone = 4 * self.characters.get(han, 1) / self._total
        return max(
            [
                (score + log(pairs.get(before + han, 0) + alone), said)
                for before, score, said in known
            ]
        )

    def _rare(self, before: str) -> float:
        """What is taken from the logarithm of a pair's count, by its first character's."""
        return math.log((self.characters.get(before, 0) or self._total / 8) + 4)

    def _is_english(self, text: str) -> bool:
        found = _LATIN.findall(text)
        return sum(word in self.words for word in found) * 2 > len(found)

    def _english(self, word: str) -> str:
        """A word the examples do not know: cut into words they know, or mended by one letter."""
        if word in self.words or len(word) < 5 or len(word) > _LONGEST_WORD:
            return word
        return " ".join(self._cut(word)) or self._mended(word) or word

    def _mended(self, word: str) -> str | None:
        """The most frequent word that is one slip away. The first letter is seldom the slip, and
        an ending more or less (minute, minutes) is none."""
        found: set[str] = set()
        for at in range(1, len(word) + 1):
            left, right = word[:at], word[at:]
            if right:
                found.add(left + right[1:])
                found.update(left + letter + right[1:] for letter in _LETTERS)
            if len(right) > 1:
                found.add(left + right[1] + right[0] + right[2:])
            found.update(left + letter + right for letter in _LETTERS)
        known = [
            (self.words[one], one)
            for one in found
            if self.words.get(one, 0) >= 2 and not (one.startswith(word) or word.startswith(one))
        ]
        return max(known)[1] if known else None

    def _cut(self, word: str) -> tuple[str, ...]:
        best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ())] + [None] * len(word)
        total = sum(self.words.values()) or 1
        for end in range(1, len(word) + 1):
            for start in range(end):
                before, part = best[start], word[start:end]
                count = self.words.get(part, 0)
                if before is None or count < _SEEN or (len(part) < 2 and part not in "ai"):
                    continue
                score = before[0] + math.log(count / total)
                if best[end] is None or score > best[end][0]:  # type: ignore[index]
                    best[end] = (score, (*before[1], part))
        whole = best[len(word)]
        return whole[1] if whole else ()

    def to_json(self) -> dict[str, Any]:
        """The counts as JSON holds them."""
        return {"characters": self.characters, "pairs": self.pairs, "words": self.words}

    @classmethod
    def from_json(cls, counts: Mapping[str, Any]) -> Speller:
        """The speller of `to_json`."""
        return cls(dict(counts["characters"]), dict(counts["pairs"]), dict(counts["words"]))
