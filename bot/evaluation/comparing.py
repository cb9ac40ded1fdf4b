"""Whether the values that were found are the values that were stated. Pure.

An expected value may be exact (`{"amount": …}`, `36`, `"lt_5"`), a range (`min` and `max`), a bound
(one of them), or vague (`{"within": [low, high]}`): "more than two million" is right as anything
between two and three. A bound is met by its own figure and by the range that is open to one side.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.evaluation.cases import ValueCase

_UP_TO = (("lt_1y", 12), ("1_3y", 36), ("3_5y", 60), ("5_10y", 120))
_FOLLOWS = {"horizon": "horizon_months"}
"""A value that is found along with another one, of which it is the band."""


@dataclass(frozen=True)
class Verdict:
    """Ids of expected values that were found or not, and of values that were wrongly accepted."""

    right: tuple[str, ...]
    missed: tuple[str, ...]
    wrong: tuple[str, ...]
    expected: int
    """How many values the text states."""


def judge(case: ValueCase, found: Mapping[str, Any]) -> Verdict:
    """Compare what was found in a text with what it states."""
    right = tuple(n for n, value in case.answers.items() if n in found and fits(value, found[n]))
    missed = tuple(name for name in case.answers if name not in found)
    wrong = []
    for name, value in found.items():
        if name in case.answers:
            good = name in right
        elif name in case.ambiguous:
            good = False
        elif name in case.optional:
            good = any(fits(one, value) for one in case.optional[name])
        else:
            good = _follows(case, name, value)
        if not good:
            wrong.append(name)
    return Verdict(right, missed, tuple(wrong), len(case.answers))


def fits(expected: Any, found: Any) -> bool:
    """Whether a found value is the expected one (see the module on vague values and bounds)."""
    if not isinstance(expected, Mapping):
        return bool(expected == found)
    if expected.get("currency") != (found.get("currency") if isinstance(found, Mapping) else None):
        return False
    low, high = _ends(found)
    if "within" in expected:
        least, most = expected["within"]
        return low is not None and high is not None and least <= low and high <= most
    if "amount" in expected:
        return low == high == expected["amount"]
    least, most = expected.get("min"), expected.get("max")
    if least is not None and most is not None:
        return (low, high) == (least, most)
    if least is not None:
        return low == least and high in (None, least)
    return high == most and low in (None, 0, most)


def _ends(found: Any) -> tuple[Any, Any]:
    if not isinstance(found, Mapping):
        return found, found
    if "amount" in found:
        return found["amount"], found["amount"]
    return found.get("min"), found.get("max")


def _follows(case: ValueCase, name: str, value: Any) -> bool:
    """Whether a value that nobody expected is but the band of an expected one."""
    source = _FOLLOWS.get(name, "")
    stated = [case.answers[source]] if source in case.answers else []
    stated += list(case.optional.get(source, ()))
    return any(value in _bands(one) for one in stated)


def _bands(months: Any) -> set[str]:
    """The bands of a span; one that ends a band (a year, three years) may open the next."""
    if isinstance(months, Mapping):
        low, high = months.get("within", (months.get("min", 0), months.get("max", 999)))
    else:
        low = high = months
    return {_band(low), _band(high), _band(high + 1)}


def _band(months: int) -> str:
    return next((name for name, most in _UP_TO if months <= most), "gt_10y")
