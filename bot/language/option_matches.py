"""What is matched and what comes of it: an option's words, the options that a text may mean."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OptionText:
    """The words of one option, both languages together."""

    id: str
    labels: tuple[str, ...]
    synonyms: tuple[str, ...] = ()
    """Words that mean the option outright."""
    examples: tuple[str, ...] = ()
    """Whole free answers that mean the option."""
    up_to: float | None = None
    """For measured options: the largest value of this band, inclusive; None for the last."""


@dataclass(frozen=True)
class Candidate:
    """An option that may be meant; `score` is a cosine, 1 for words of the option itself."""

    option: str
    score: float


@dataclass(frozen=True)
class Match:
    """What a text means among some options. No options: it is not clear, or it is none of them."""

    options: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    """The likeliest options, best first, where asking back makes sense."""
    margin: float = 0.0
    """By how much the best option beats the second."""
    literal: bool = False
    """Named by place or by its own words, not by resemblance: needs no reading back."""
    whole: bool = False
    """The text says nothing besides the option."""
    agreement: bool = False
    """Only agrees or leaves the choice to us ("yes", 随便): no answer to a scored question."""

    @property
    def option(self) -> str | None:
        """The one option, None where there is none or several."""
        return self.options[0] if len(self.options) == 1 else None


@dataclass(frozen=True)
class Thresholds:
    """How sure likeness has to be, where there is no model; measured on
    tests/unit/language/free_answers.py."""

    accept: float = 0.68
    """Least cosine to the nearest example of the best option."""
    margin: float = 0.13
    """Least distance to the best example of any other option."""
    denial: float = 0.93
    """Least cosine where the text denies something, which an encoder hardly sees."""
    hinted: float = 0.50
    """Least cosine where words of the option stand in the text as well."""
    hinted_margin: float = 0.05
    candidate: float = 0.35
    """From this cosine on an option is worth asking about."""
