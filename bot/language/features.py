"""The words of a message as numbers: character and word n-grams of both languages, weighted."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.language.pinyin import sound

_PARTS = re.compile(
    r"(?P<han>[\u3400-\u9fff\uf900-\ufaff]+)|(?P<word>[a-z]+(?:'[a-z]+)?)"
    r"|(?P<number>\d[\d.,]*)|(?P<mark>[?？!！%])"
)


def grams(folded: str) -> list[str]:
    """The n-grams of a folded text (see bot.language.normal.fold).

    Chinese: one to three characters, and the sounds of two and three, which a wrong homophone
    leaves as they are. Latin words: the word, pairs of neighbouring words, and
    three-character pieces that survive a typing error. Numbers become one sign: which number it
    is says nothing about what the client wants.
    """
    found: list[str] = []
    previous: str | None = None
    for part in _PARTS.finditer(folded):
        kind, text = part.lastgroup, part.group()
        if kind == "han":
            for size in (1, 2, 3):
                found += [text[at : at + size] for at in range(len(text) - size + 1)]
            sounds = [sound(han) for han in text]
            for size in (2, 3):
                found += [
                    f"y:{' '.join(sounds[at : at + size])}" for at in range(len(text) - size + 1)
                ]
            previous = None
            continue
        if kind == "word":
            framed = f"^{text}$"
            found.append(f"w:{text}")
            found += [f"c:{framed[at : at + 3]}" for at in range(len(framed) - 2)]
        else:
            text = "0" if kind == "number" else text.replace("？", "?").replace("！", "!")
            found.append(f"s:{text}")
        if previous is not None:
            found.append(f"p:{previous} {text}")
        previous = text
    return found


Counts = Mapping[str, int]
"""How often each n-gram stands in one text."""


def counted(folded: str) -> Counts:
    """The n-grams of a folded text, counted."""
    return Counter(grams(folded))


@dataclass(frozen=True)
class Lexicon:
    """The n-grams that were seen in training and how telling each is (inverse frequency)."""

    places: dict[str, int]
    weights: npt.NDArray[np.float32]

    @classmethod
    def learn(cls, texts: Iterable[Counts], *, at_least: int = 2) -> Lexicon:
        """Keep the n-grams that stand in `at_least` of the `texts`, each `counted`."""
        seen: Counter[str] = Counter()
        total = 0
        for text in texts:
            seen.update(text.keys())
            total += 1
        kept = sorted(gram for gram, count in seen.items() if count >= at_least)
        weights = [math.log((1 + total) / (1 + seen[gram])) + 1 for gram in kept]
        return cls(
            {gram: place for place, gram in enumerate(kept)}, np.array(weights, dtype=np.float32)
        )

    def matrix(self, texts: Iterable[Counts]) -> Any:
        """The rows (see `row`) of `counted` texts as a sparse matrix, (texts, n-grams)."""
        from scipy.sparse import csr_matrix  # needed for training only

        places, often, starts = [], [], [0]
        for text in texts:
            for gram, count in text.items():
                if (place := self.places.get(gram)) is not None:
                    places.append(place)
                    often.append(count)
            starts.append(len(places))
        at = np.array(places, dtype=np.int32)
        values = ((1 + np.log(np.array(often, dtype=np.float64))) * self.weights[at]).astype("f")
        found = csr_matrix((values, at, starts), (len(starts) - 1, len(self.places)))
        squares = np.asarray(found.multiply(found).sum(axis=1)).ravel()
        found.data /= np.repeat(np.sqrt(squares), np.diff(found.indptr)).astype("f")
        return found

    def row(self, folded: str) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]:
        """Places and values of one text's n-grams; the values' length is 1 (or there are none)."""
        counts = counted(folded)
        pairs = [(self.places[g], 1 + math.log(n)) for g, n in counts.items() if g in self.places]
        places = np.array([place for place, _ in pairs], dtype=np.int32)
        values = np.array([value for _, value in pairs], dtype=np.float32)
        if len(places):
            values = values * self.weights[places]
            values = values / np.linalg.norm(values)
        return places, values.astype(np.float32)

    def names(self) -> Sequence[str]:
        """The n-grams in the order of their places."""
        return sorted(self.places, key=self.places.__getitem__)
