"""The figures by which the options of a question differ: bands of a measure, pairs, numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from bot.language import (
    hedges,
    horizon_words,
    numbers,
    option_events,
    option_pairs,
    unsettled,
)
from bot.language.normal import fold
from bot.language.option_matches import OptionText
from bot.language.option_measures import Bands, Measure

_KEEPS = re.compile(
    r"[不没别零0无勿莫甭保稳唔]|安全|少一|原原本本|拒绝|全部|全额|完整|原封|一分|一毛|任何|多少就|本金|老本|亏一|赔一|怕"
    r"|\b(?:no|not|none|never|nothing|zero|zip|nil|nada|safe\w*|protect\w*|guarantee\w*|preserv\w*|every|all|any"
    r"|whole|full\w*|intact|without|refuse|can't|cannot|hate|back|keep\w*|secure|each|cent|penny|untouched|zilch|last|complete)\b|n't\b"
)
"""Words of which one stands in every way to say that nothing may be lost."""
_PRONOUN = re.compile(r"(?<=[a-z0-9%]) one(?= please\b|[\s.,!]*$)|\b(?:the|that|this|which) one\b")


class Figures:
    """What figures stand in the labels of a question's options, and what they are for."""

    def __init__(self, options: Sequence[OptionText], measure: Measure | None) -> None:
        """`measure` says what the bands of the question measure, where it has any."""
        self.of_labels: Mapping[str, set[tuple[Fraction, ...]]] = {
            option.id: {figures_of(fold(label)) for label in option.labels} for option in options
        }
        """By option, the figures of each of its labels."""
        bands = tuple((option.id, option.up_to) for option in options)
        self.bands = Bands(bands, measure) if measure is not None else None
        """The bands of the measure; None where the question has none."""
        self.pairs = self._pairs() if measure is None and self._paired() else {}
        """The two figures of each option, where most are told apart by two."""
        labelled = sum(any(values for values in found) for found in self.of_labels.values())
        self.tell_apart = measure is not None or labelled > len(options) // 2
        """Whether the options differ by figures, which resemblance cannot tell apart."""

    def nothing(self, option: str, said: str) -> bool:
        """Whether an option allows no loss at all, which a text does not say that denies nothing
        and keeps nothing safe: 亏损是难免的."""
        if self.bands is None or self.bands.measure != "percent":
            return False
        return option == self.bands.bands[0][0] and _KEEPS.search(said) is None

    def open(self, whole: str, own: str) -> bool:
        """Whether an answer to how long or to how great a loss names no figure that holds, or an
        event or a vague word for it in what it says of the client's `own`."""
        if self.bands is None or self.bands.past:
            return False
        if unsettled.is_open(whole, self.bands.measure):
            return True
        return self.bands.measure == "months" and (
            option_events.open_length(own)
            or hedges.wavers(own)
            or horizon_words.ARRIVES.search(own) is not None
        )

    def _paired(self) -> bool:
        """Whether most options are told apart by two figures, as "gain 15%, or lose 5%"."""
        pairs = [any(len(v) > 1 for v in found) for found in self.of_labels.values()]
        return sum(pairs) * 2 >= len(pairs)

    def _pairs(self) -> dict[str, option_pairs.Pair]:
        """Where a label names one figure only, the other is nought."""
        figures = {option: max(found, key=len) for option, found in self.of_labels.items()}
        return {
            option: (values[0], values[1] if len(values) > 1 else Fraction(0))
            for option, values in figures.items()
            if values
        }


def figures_of(said: str) -> tuple[Fraction, ...]:
    """The numbers of a folded text in order, the two ends of a range one after the other."""
    found: list[Fraction] = []
    # "the 15 up, 5 down one": the last word stands for the option and counts nothing.
    for number in numbers.find(_PRONOUN.sub("", said)):
        found.append(number.low)
        if number.high is not None:
            found.append(number.high)
    return tuple(found)
