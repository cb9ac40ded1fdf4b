"""A fan of outcomes over the years: where half, and where nine in ten of all paths lie."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.drawing.svg import FILLS, INK, LINE, MUTED, Drawing, Element, element, number, text

_WIDTH, _HEIGHT = 360, 232
_LEFT, _RIGHT, _TOP, _BOTTOM = 54.0, 348.0, 14.0, 196.0
_TICKS = 5


@dataclass(frozen=True)
class Fan:
    """What is drawn: the sum now, and by year the five percentiles (5, 25, 50, 75, 95)."""

    start: float
    years: Sequence[tuple[float, ...]]
    goal: float | None = None


def fan(
    data: Fan,
    *,
    title: str,
    description: str,
    money: Callable[[float], str],
    year: Callable[[int], str],
    goal: str = "",
) -> Drawing:
    """Draw it; `money` and `year` write the numbers at the axes, `goal` names the goal's line.

    The sum axis begins at nothing, so that a fall looks as large as it is. Raises ValueError
    without a year.
    """
    if not data.years:
        raise ValueError("a fan needs a year")
    highest = max(data.start, data.goal or 0.0, *(row[4] for row in data.years))
    top = _rounded(highest)
    last = len(data.years)

    def x(at: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * at / last

    def y(value: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * value / top

    rows = [(data.start,) * 5, *data.years]

    def band(low: int, high: int) -> str:
        upper = [(x(at), y(row[high])) for at, row in enumerate(rows)]
        lower = [(x(at), y(row[low])) for at, row in reversed(list(enumerate(rows)))]
        return _line([*upper, *lower]) + "Z"

    parts: list[Element] = []
    for step in range(_TICKS + 1):
        value = top * step / _TICKS
        parts.append(
            element(
                "line", x1=_LEFT, x2=_RIGHT, y1=y(value), y2=y(value), stroke=LINE, class_="grid"
            )
        )
        parts.append(
            text(
                money(value),
                _LEFT - 6,
                y(value) + 4,
                size=11,
                text_anchor="end",
                fill=MUTED,
                class_="tick",
            )
        )
    fill = FILLS[0]
    parts.append(element("path", d=band(0, 4), fill=fill, fill_opacity=0.18, class_="band f0"))
    parts.append(element("path", d=band(1, 3), fill=fill, fill_opacity=0.34, class_="band f0"))
    middle = _line([(x(at), y(row[2])) for at, row in enumerate(rows)])
    parts.append(
        element("path", d=middle, fill="none", stroke=fill, stroke_width=2.5, class_="line f0")
    )
    if data.goal:
        height = y(data.goal)
        parts.append(
            element(
                "line",
                x1=_LEFT,
                x2=_RIGHT,
                y1=height,
                y2=height,
                stroke=FILLS[1],
                stroke_width=1.5,
                stroke_dasharray="5 4",
                class_="line f1",
            )
        )
        parts.append(text(goal, _LEFT + 6, height - 5, size=11, fill=INK, class_="named"))
    for at in _marks(last):
        anchor = "start" if at == 0 else "end" if at == last else "middle"
        parts.append(
            text(
                year(at),
                x(at),
                _BOTTOM + 18,
                size=11,
                text_anchor=anchor,
                fill=MUTED,
                class_="tick",
            )
        )
    return Drawing(title, description, _WIDTH, _HEIGHT - 12, tuple(parts))


def _line(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def _marks(last: int) -> list[int]:
    """The years named at the axis: the first, the last, and round ones that do not crowd."""
    step = next((one for one in (1, 2, 5, 10, 20) if last / one <= _TICKS), 20)
    between = [at for at in range(step, last, step) if last - at >= step * 0.7]
    return [0, *between, last]


def _rounded(highest: float) -> float:
    """A top of the axis whose fifths are round numbers."""
    power = 10.0 ** math.floor(math.log10(highest / _TICKS))
    for factor in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10):
        if factor * power * _TICKS >= highest:
            return factor * power * _TICKS
    return highest
