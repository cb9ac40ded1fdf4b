"""Reads a span of time or a percentage as one of the bands that a question offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.language import hedges, option_clauses, option_cues, shares, spans

Measure = Literal["months", "percent"]
Value = spans.Span | shares.Share

_STEP = 0.02


@dataclass(frozen=True)
class Measured:
    """What a text says in figures: the band that surely holds it, or those worth asking about."""

    band: str | None = None
    near: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bands:
    """The bands of a question: (option, last value or None), from the lowest on."""

    bands: tuple[tuple[str, float | None], ...]
    measure: Measure

    @property
    def past(self) -> bool:
        """Whether the question is how long something has been going on, beginning with not at all:
        then "not yet two years" says almost two; of the future it leaves all of two years open."""
        return self.measure == "months" and self.bands[0][1] == 0

    def read(self, said: str) -> Measured | None:
        """What the figures of a folded text say; None where it has none of this measure."""
        found: Sequence[Value]
        found = spans.find(said) if self.measure == "months" else shares.find(said)
        if not found:
            return None
        if len(found) > 1:
            owners = tuple(dict.fromkeys(self._at(float(value.low)) for value in found))
            return Measured(near=owners[:2]) if len(owners) > 1 and self._sides(said) else None
        value = found[0]
        band = self._band(said, value)
        if band is None:
            return Measured()
        if option_clauses.conditional(said) or self._refused(said):
            return Measured(near=(band,))
        if not value.sure:
            within = value.high is not None and self._of_range(float(value.low), float(value.high))
            return Measured(band if within == band else None, (band,))
        beside = self._beside(said, value)
        return Measured(near=(band, beside)) if beside else Measured(band)

    @staticmethod
    def _sides(said: str) -> bool:
        return bool(option_cues.SIDES.search(said)) or option_clauses.conditional(said)

    def _refused(self, said: str) -> bool:
        """Whether a percentage is named to be refused, or was lost some time ago."""
        if self.measure != "percent":
            return False
        if option_cues.TOO_MUCH.search(said) and not option_cues.ANY_MORE.search(said):
            return True
        return bool(option_cues.ONCE.search(said))

    def _band(self, said: str, value: Value) -> str | None:
        """The band that surely holds the value; None where two may, or where it is denied."""
        past = getattr(value, "past", False)
        if hedges.negated(said, value.start) or (past and not option_cues.STARTED.search(said)):
            return None
        low, bound = float(value.low), value.bound
        more = option_cues.AND_MORE.match(said, value.end) is not None
        if (bound == "over" and option_cues.SLIGHTLY.search(said[: value.end + 4])) or more:
            return self._at(low * 1.05)
        if past and self._at(low) != self._at(low - _STEP):
            return None  # on the edge of two bands, and how long ago is said in round figures
        if value.high is not None:
            return self._of_range(low, float(value.high))
        band: str | None = self._at(low)
        if bound in ("at_most", "under"):
            # A limit is the very answer to "how much at most"; a span under ten years is open.
            band = self._at(low - _STEP)
            if band != self.bands[0][0] and self.measure != "percent" and not self.past:
                band = None
        elif bound in ("at_least", "over"):
            band = self._at(low + _STEP)
            if band != self.bands[-1][0]:
                band = None
        return band

    def _beside(self, said: str, value: Value) -> str | None:
        """The next band, where a rough value is the very end of its own: about three years."""
        low = float(value.low)
        if value.high is not None or value.bound or not option_cues.ABOUT.search(said):
            return None
        above = self._at(low * 1.1)
        return above if self._at(low * 0.95) != above and self._at(low) != above else None

    def _of_range(self, low: float, high: float) -> str | None:
        owner = self._at(high)
        index = next(i for i, (option, _) in enumerate(self.bands) if option == owner)
        below = (self.bands[index - 1][1] or 0.0) if index else 0.0
        return owner if low >= int(below) else None

    def _at(self, value: float) -> str:
        for option, up_to in self.bands:
            if up_to is not None and value <= up_to:
                return option
        return self.bands[-1][0]
