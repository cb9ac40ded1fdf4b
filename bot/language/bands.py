"""The contracts' bands: months to a horizon, years to experience, percent to a loss."""

from __future__ import annotations

from fractions import Fraction

from bot.language.hedges import Bound

Edges = tuple[tuple[Fraction, str], ...]


def _edges(*pairs: tuple[int, str]) -> Edges:
    return tuple((Fraction(edge), name) for edge, name in pairs)


_TOP = 10**9
_HORIZON = _edges((12, "lt_1y"), (36, "1_3y"), (60, "3_5y"), (120, "5_10y"), (_TOP, "gt_10y"))
_LOSS = _edges((5, "lt_5"), (10, "5_10"), (30, "10_30"), (50, "30_50"), (_TOP, "gt_50"))
_YEARS = _edges((24, "lt_2"), (60, "2_5"), (120, "5_10"), (_TOP, "gt_10"))


def horizon(
    low: Fraction, high: Fraction | None = None, bound: Bound | None = None
) -> tuple[str, bool]:
    """The horizon band of a span in months, and whether it lies in one band only.

    A year is already `1_3y`, but "within a year" is `lt_1y`; else an upper edge belongs below.
    """
    if high is not None:
        return _of_range(_HORIZON, low, high)
    if bound in ("under", "at_most") and low <= 12:
        return "lt_1y", True
    if bound == "under":
        return _band(_HORIZON, low - Fraction(1, 2)), True
    if bound == "over":
        return _band(_HORIZON, low + Fraction(1, 2)), True
    if low == 12:
        return "1_3y", True
    return _band(_HORIZON, low), True


def loss(low: Fraction, high: Fraction | None = None) -> tuple[str, bool]:
    """The band of the greatest bearable loss in percent; 10 is still `5_10`."""
    if high is not None:
        return _of_range(_LOSS, low, high)
    return ("none" if low == 0 else _band(_LOSS, low)), True


def experience(low: Fraction, high: Fraction | None = None) -> tuple[str, bool]:
    """The band of months of investing experience; two years is `2_5`, five still `2_5`."""
    if high is not None:
        return _of_range(_YEARS, low, high)
    if low == 0:
        return "0", True
    if low == 24:
        return "2_5", True
    return _band(_YEARS, low), True


def _band(edges: Edges, value: Fraction) -> str:
    return next(name for edge, name in edges if value <= edge)


def _of_range(edges: Edges, low: Fraction, high: Fraction) -> tuple[str, bool]:
    floor = Fraction(0)
    for edge, name in edges:
        if floor <= low and high <= edge:
            return name, True
        floor = edge
    return _band(edges, low), False
