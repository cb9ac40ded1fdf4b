"""A number found in a text, whatever it was written in."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

Step = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Number:
    """A number or a range of numbers in a folded text.

    `steps` are the ways to see it as coefficient × scale ("200k" is 200 × 1000), which a bare
    number before it in a range inherits. `years` marks what is rather a calendar year.
    """

    low: Fraction
    high: Fraction | None
    start: int
    end: int
    approximate: bool = False
    sure: bool = True
    steps: tuple[Step, ...] = ()
    form: str = "digits"
    scaled: bool = False
    """Carries 万, k, million …: a count of something large, most likely money."""
    year: bool = False
