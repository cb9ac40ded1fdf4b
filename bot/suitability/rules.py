"""The rows of the policy as frozen data: caps, contradictions, bands, illustrations, wording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Text = Mapping[str, str]
Governs = Literal["lower", "own", "regulatory"]


@dataclass(frozen=True)
class Currency:
    """What one major unit is worth in the base currency, and its number of decimal places."""

    rate: Decimal
    digits: int


@dataclass(frozen=True)
class Cap:
    """An answer that holds the level at or under `level` whatever the scores."""

    id: str
    question: str
    level: int
    text: Text
    options: frozenset[str] = frozenset()
    below: Decimal | None = None
    """For number questions: the cap holds for values under this one."""


@dataclass(frozen=True)
class Trigger:
    """An answer that puts a client into the minimum risk category."""

    id: str
    question: str
    options: frozenset[str]
    text: Text


@dataclass(frozen=True)
class Side:
    """One side of a contradiction: a question and, by option, the words that name the answer."""

    question: str
    words: Mapping[str, Text]
    counts_as: str | None = None
    """The option that a bold answer counts as at most while the contradiction stands."""


@dataclass(frozen=True)
class AnswerRule:
    """A careful answer (left) that does not fit with bolder ones (right)."""

    id: str
    left: Side
    right: tuple[Side, ...]
    text: Text
    explainable: bool = False


@dataclass(frozen=True)
class RatioRule:
    """Two amounts that lie too far apart. `floor` is in major units of the base currency."""

    id: str
    left: str
    right: str
    right_at_most: Decimal
    left_at_most: Decimal
    floor: Decimal
    text: Text
    explainable: bool = False


@dataclass(frozen=True)
class QuizRule:
    """A self-rating that lies `apart` steps or more above the number of right quiz answers."""

    id: str
    question: str
    steps: tuple[tuple[str, Text], ...]
    quiz: tuple[str, ...]
    apart: int
    text: Text
    explainable: bool = False


ContradictionRule = AnswerRule | RatioRule | QuizRule


@dataclass(frozen=True)
class NeedRule:
    """How the yearly return (percent) that a goal requires turns into need points."""

    required_return: tuple[tuple[Decimal | None, int], ...]


@dataclass(frozen=True)
class Regulatory:
    """Bands of the regulatory score (lowest total of C1 … C5) and which result governs."""

    bands: tuple[int, ...]
    governs: Governs


@dataclass(frozen=True)
class Qualified:
    """What lets a client pass as a qualified investor until an advisor verifies it (base major
    units)."""

    person_assets: Decimal
    person_income: Decimal
    entity_assets: Decimal
    experience_years: frozenset[str]


@dataclass(frozen=True)
class Threshold:
    """What reaches a definition: one of these amounts (base major units, by profile value), and one
    of these options of `experience_years` (empty: years do not matter)."""

    amounts: Mapping[str, Decimal]
    experience_years: frozenset[str]


@dataclass(frozen=True)
class InvestorRule:
    """One definition of a professional or qualified investor, for persons and for entities."""

    id: str
    name: Text
    person: Threshold
    entity: Threshold
    person_evidence: Text
    entity_evidence: Text


@dataclass(frozen=True)
class Quality:
    """When answers look clicked through: so many times in a row the same place in the list; so many
    answers that came within so many seconds of the one before."""

    straight_at_least: int
    hasty_at_least: int
    seconds: Decimal


@dataclass(frozen=True)
class Insistence:
    """A product above the level: how often a client has to ask for it unprompted before the warning
    is read to them, and the warning itself."""

    requests: int
    warning: Text


@dataclass(frozen=True)
class Validity:
    """How long an assessment holds and how many may be made."""

    months: int
    per_day: int
    per_year: int


@dataclass(frozen=True)
class AssetClass:
    """One asset class of the past mixes."""

    id: str
    name: Text


@dataclass(frozen=True)
class Mix:
    """What a mix like that of a category went through: weights in percent, history in percent a
    year, and the longest run of years that ended below an earlier peak."""

    weights: tuple[tuple[str, int], ...]
    mean: Decimal
    sd: Decimal
    worst: Decimal
    below_peak_years: int


@dataclass(frozen=True)
class Illustration:
    """The past of all categories, with the source of its figures."""

    since: int
    until: int
    history_source: Text
    classes: Mapping[str, AssetClass]
    mixes: Mapping[str, Mix]
    needs: frozenset[str]
    """The needs for which an illustration is shown."""


@dataclass(frozen=True)
class Wording:
    """How reasons, scores and items are said, in both languages."""

    reasons: Mapping[str, Text]
    score_names: Mapping[str, Text]
    items: Mapping[str, Text]
    facts: tuple[str, ...]

    def say(self, code: str, language: str, **values: object) -> str:
        """The reason of that code with its values filled in. Raises KeyError for an unknown one."""
        return self.reasons[code][language].format(**values)

    def item(self, item_id: str, language: str) -> str:
        """How an item is named within a sentence (its id where nobody named it)."""
        named = self.items.get(item_id)
        return named[language] if named else item_id
