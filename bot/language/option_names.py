"""The names of options as a client may say them back: "averse", "self employed", "small swings"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.language.normal import fold
from bot.language.option_cues import NEGATIVE
from bot.language.wordlist import words

_NO_NAMES = frozenset(("correct", "wrong", "unsure", "full", "limited"))
"""Ids that name how an answer is judged, and are no words of the question's."""
_ID = re.compile(r"[a-z]+(?:_[a-z]+)*")
_APART = re.compile(r"[，,。、/（）()]|或者?|以及|和")
_WORD = re.compile(r"[a-z][a-z'-]+")
_SMALL = frozenset(
    words(
        "an the of to in on for it is am are be my me mine our us we or and with as at by not no "
        "any do does even has have had want more most some one other what if way possible take "
        "nothing part than into up about over left little much hardly less own small large from "
        "who their others later look same keep deal amount paid getting don't decides"
    )
)
"""Words of labels that name nothing by themselves."""


@dataclass(frozen=True)
class Names:
    """What the options of one question are called: their ids, and the words of their labels."""

    ids: Mapping[str, str]
    parts: Mapping[str, str]
    """Parts of labels that stand in one label only."""
    words: Mapping[str, frozenset[str]]
    """Option → the words of its English label."""
    denying: frozenset[str]
    """Options with a denial in their label."""

    def by_id(self, said: str) -> str | None:
        """The option whose id a folded text is."""
        return self.ids.get(re.sub(r"[\s_-]+", " ", said).strip(" .!,。！，"))

    def by_label(self, said: str) -> str | None:
        """The one option of whose label a folded text is a part, or whose label's words it
        repeats; None where that holds of several."""
        bare = said.strip(" .!,。！，的吧啊呢")
        if bare in self.parts:
            return self.parts[bare]
        words = {word for word in _WORD.findall(bare) if word not in _SMALL}
        if not words or len(re.sub(r"[a-z' ,.!-]", "", bare)):
            return None
        found = [option for option, own in self.words.items() if words <= own]
        if len(found) != 1:
            return None
        plain = found[0] in self.denying and not NEGATIVE.search(bare)
        return None if plain else found[0]


def names_of(options: Sequence[tuple[str, Sequence[str]]]) -> Names:
    """The names of options, given as (id, labels)."""
    parts: dict[str, str] = {}
    shared: set[str] = set()
    for option, labels in options:
        for label in labels:
            for part in {piece.strip() for piece in _APART.split(fold(label))}:
                if parts.setdefault(part, option) != option:
                    shared.add(part)
    return Names(
        ids={
            option.replace("_", " "): option
            for option, _ in options
            if _ID.fullmatch(option) and option not in _NO_NAMES
        },
        parts={p: o for p, o in parts.items() if len(p) > 1 and p not in shared},
        words={
            option: frozenset(
                word
                for label in labels
                for word in _WORD.findall(fold(label))
                if word not in _SMALL
            )
            for option, labels in options
        },
        denying=frozenset(
            option
            for option, labels in options
            if any(NEGATIVE.search(fold(label)) and label.isascii() for label in labels)
        ),
    )
