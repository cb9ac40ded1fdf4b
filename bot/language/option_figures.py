"""The figures by which the options of a question differ: bands of a measure, pairs, numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from bot.language import numbers, option_pairs
from bot.language.normal import fold
from bot.language.option_matches import OptionText
from bot.language.option_measures import Bands, Measure

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
