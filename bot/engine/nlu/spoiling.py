"""Noisy copies of training examples: what slips of fingers and input methods make of them.

Deterministic: the same text is spoilt in the same way in every training.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence

from bot.language.pinyin import sound

_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[a-z]{4,}")
_BESIDE = {
    sign: row[max(0, at - 1) : at] + row[at + 1 : at + 2]
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for at, sign in enumerate(row)
}


def spoiler(alike: Mapping[str, Sequence[str]]) -> Callable[[str], str]:
    """A function that spoils a folded text; `alike` holds characters by their sound."""

    def spoil(text: str) -> str:
        chance = random.Random(f"spoil/{text}")  # noqa: S311 - noise, not a secret
        if _HAN.search(text):
            return _by_sound(text, alike, chance)
        return _by_hand(text, chance)

    return spoil


def _by_sound(text: str, alike: Mapping[str, Sequence[str]], chance: random.Random) -> str:
    """One character in six replaced by another of its sound."""
    signs = list(text)
    places = [at for at, sign in enumerate(signs) if len(alike.get(sound(sign), ())) > 1]
    for at in chance.sample(places, min(len(places), 1 + len(signs) // 6)):
        others = [one for one in alike[sound(signs[at])] if one != signs[at]]
        signs[at] = chance.choice(others) if others else signs[at]
    return "".join(signs)


def _by_hand(text: str, chance: random.Random) -> str:
    """One word in three mistyped, or a blank left out."""
    words = text.split(" ")
    for _ in range(1 + len(words) // 3):
        at = chance.randrange(len(words))
        if len(words) > at + 1 and chance.random() < 0.25:
            words[at : at + 2] = [words[at] + words[at + 1]]
        elif _WORD.match(words[at]):
            words[at] = _slip(words[at], chance)
    return " ".join(words)


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word) - 1)
    beside = _BESIDE.get(word[at]) or word[at]
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[: at + 1] + word[at:],
            word[:at] + chance.choice(beside) + word[at + 1 :],
        )
    )
