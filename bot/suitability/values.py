"""Profile values as the scoring reads them: options, ends of ranges, months turned into a span."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from bot.suitability.policy import Policy
from bot.suitability.questionnaire import Option, Question, Questionnaire

HORIZONS: tuple[tuple[str, int | None], ...] = (
    ("lt_1y", 11),
    ("1_3y", 36),
    ("3_5y", 60),
    ("5_10y", 120),
    ("gt_10y", None),
)
"""Options of `horizon` with their last whole month; a boundary goes to the shorter one."""

CERTAIN = (("lt_1y", 0), ("1_3y", 12), ("3_5y", 36), ("5_10y", 60), ("gt_10y", 120))
"""The months that each option of `horizon` makes certain: its shortest reading."""

DATED_NEEDS = frozenset({"education", "home_purchase", "retirement"})
"""Needs with a date at which the money has to be there."""

_ZERO = Decimal(0)
_SEVERAL = (list, tuple, set, frozenset)
NUMERIC = ("amount", "number", "duration")
DEFAULT_SEGMENT = "individual"
"""Whose rules hold while the segment is not known: the strictest, every item concerns them."""


def ends(value: Any) -> tuple[Decimal, Decimal | None] | None:
    """The lowest and highest number a value states; the highest is None where it is open.

    A plain number, `{"min", "max"}` or `{"amount"}`; None for anything else, also below 0.
    """
    if isinstance(value, dict) or isinstance(value, Mapping):  # noqa: SIM101 - the first is quick
        low = _number(value["amount"] if "amount" in value else value.get("min", 0))
        high = low if "amount" in value else _number(value.get("max"))
        if low is None or (high is None and value.get("max") is not None):
            return None
        return (low, high) if high is None or high >= low else (high, low)
    single = _number(value)
    return None if single is None else (single, single)


def amount(value: Any, policy: Policy) -> Decimal | None:
    """The lower end of an amount in major units of the base currency.

    None where the value is no amount or its currency has no reference rate.
    """
    if not isinstance(value, dict) and not isinstance(value, Mapping):
        return None
    stated = ends(value)
    known = policy.currencies.get(str(value.get("currency", policy.base_currency)))
    if stated is None or known is None:
        return None
    return stated[0].scaleb(-known.digits) * known.rate


def goal(answers: Mapping[str, Any], policy: Policy) -> Decimal | None:
    """What is saved for, at least, in major units of the base currency; None where it is unknown.

    Who needs financing and saves for nothing with a date named the sum of a loan: no goal.
    """
    needs = each_of(answers.get("needs"))
    if "financing" in needs and not any(need in needs for need in DATED_NEEDS):
        return None
    return amount(answers.get("goal_amount"), policy)


def horizon(answers: Mapping[str, Any]) -> str | None:
    """The option of `horizon` that holds; of a stated option and stated months the shorter."""
    order = [option for option, _ in HORIZONS]
    found = [answers["horizon"]] if answers.get("horizon") in order else []
    stated = ends(answers.get("horizon_months"))
    if stated is not None:
        months = math.floor(stated[0])
        found.append(next(o for o, last in HORIZONS if last is None or months <= last))
    return min(found, key=order.index) if found else None


def horizon_months(answers: Mapping[str, Any]) -> int:
    """The months that are certain: as stated, or the start of the option; 0 where unknown."""
    option = horizon(answers)
    if option is None:
        return 0
    stated = ends(answers.get("horizon_months"))
    if stated is None:
        return dict(CERTAIN)[option]
    months, last = math.floor(stated[0]), dict(HORIZONS)[option]
    # Where an option was chosen beside the months, the shorter of the two holds.
    return months if last is None else min(months, last)


def readable(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers with `horizon` made of whatever states it; unreadable ones stay as they are."""
    known = {key: value for key, value in answers.items() if value is not None}
    span = horizon(known)
    known.pop("horizon", None)
    return known if span is None else {**known, "horizon": span}


def concerns(question: Question, segment: str | None) -> bool:
    """Whether an item counts for a client of this segment."""
    return not question.when.segments or (segment or DEFAULT_SEGMENT) in question.when.segments


def segment_of(answers: Mapping[str, Any]) -> str | None:
    """The segment a client stated, where it is one we know."""
    stated = answers.get("segment")
    return stated if stated in ("individual", "business", "institution") else None


def chosen(question: Question, value: Any, policy: Policy) -> tuple[Option, ...]:
    """The options that a value may stand for; empty where it cannot be read.

    Several for a list, and for a range of numbers that spans several bands. An amount counts by
    its lower end alone.
    """
    if question.kind == "amount":
        low = amount(value, policy)
        return () if low is None else _band(question, low)
    if question.kind in NUMERIC:
        stated = ends(value)
        if stated is None:
            return ()
        low_end, high_end = stated
        first = _band(question, low_end)
        last = _band(question, high_end) if high_end is not None else question.options[-1:]
        if not first or not last:
            return ()
        at, to = question.options.index(first[0]), question.options.index(last[0])
        return question.options[at : to + 1]
    if isinstance(value, str):
        option = question.option_by_id.get(value)
        return () if option is None else (option,)
    wanted = value if isinstance(value, Sequence | set | frozenset) else (value,)
    named = {str(item) for item in wanted}
    return tuple(option for option in question.options if option.id in named)


def each_of(value: Any) -> Collection[Any]:
    """The single answers of a value: several where it holds several, else itself."""
    return value if isinstance(value, _SEVERAL) else (value,)


def points(question: Question, value: Any, score: str, policy: Policy) -> Decimal | None:
    """The points of a value in a score; None where it cannot be read.

    Where several options may be chosen the highest counts ("highest of", contracts); of a range of
    numbers, or of two answers to a question that takes one, the lowest.
    """
    return points_of(question, chosen(question, value, policy), score)


def points_of(question: Question, options: tuple[Option, ...], score: str) -> Decimal | None:
    """The points of options that were read from a value (`chosen`); None where there is none."""
    if not options:
        return None
    table = question.points_by_score.get(score)
    if table is None:
        return _ZERO
    if len(options) == 1:
        return table[options[0].id]
    found = [table[option.id] for option in options]
    return max(found) if question.kind == "multiple" or question.highest else min(found)


def lowest(question: Question, score: str) -> Decimal:
    """The fewest points that any option of the question has in a score."""
    table = question.points_by_score.get(score)
    return min(table.values()) if table else _ZERO


def highest(question: Question, score: str) -> Decimal:
    """The most points that any option of the question has in a score."""
    table = question.points_by_score.get(score)
    return max(table.values()) if table else _ZERO


def scores_in(question: Question, score: str) -> bool:
    """Whether any option of the question has points in a score."""
    return score in question.points_by_score


def find_question(questionnaire: Questionnaire, answer_id: str) -> Question | None:
    """The question that fills a profile value; None where the questionnaire has none."""
    return questionnaire.by_answer.get(answer_id)


@lru_cache(maxsize=4096)
def exact(value: float) -> Decimal:
    """A number as it is written, without binary noise."""
    return Decimal(str(value))


def canonical(value: Any) -> Any:
    """A JSON-able copy of a value in which sets are ordered and mappings sorted by key."""
    if isinstance(value, Mapping):
        return {str(key): canonical(value[key]) for key in sorted(value, key=str)}
    if isinstance(value, set | frozenset):
        return sorted(canonical(item) for item in value)
    if isinstance(value, list | tuple):
        return [canonical(item) for item in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _band(question: Question, number: Decimal) -> tuple[Option, ...]:
    option = question.option_for(float(number))
    return () if option is None else (option,)


def _number(value: Any) -> Decimal | None:
    if type(value) is int:
        return Decimal(value) if value >= 0 else None
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    number = Decimal(str(value))
    return number if number.is_finite() and number >= 0 else None
