"""A ring of shares, starting at twelve o'clock."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.drawing.svg import FILLS, Drawing, Element, element, number, text

_SIZE, _OUTER, _INNER = 160, 74.0, 50.0
_GAP = 1.6  # between two shares, at the outer rim


@dataclass(frozen=True)
class Slice:
    """One share in percent, with its name."""

    label: str
    percent: float


def donut(slices: Sequence[Slice], *, title: str, description: str, middle: str = "") -> Drawing:
    """The shares (which add up to 100) as a ring; `middle` stands inside it.

    Raises ValueError where there is no share.
    """
    shown = [one for one in slices if one.percent > 0]
    if not shown:
        raise ValueError("a ring needs a share")
    parts: list[Element] = []
    before = 0.0
    for at, one in enumerate(shown):
        fill = FILLS[at % len(FILLS)]
        classes = f"fill f{at % len(FILLS)}"
        named = element("title", f"{one.label} {number(one.percent)}%")
        if len(shown) == 1:
            middle_radius, width = (_OUTER + _INNER) / 2, _OUTER - _INNER
            ring = element(
                "circle", named, cx=_SIZE / 2, cy=_SIZE / 2, r=middle_radius, fill="none",
                stroke=fill, stroke_width=width, class_=f"ring f{at}",
            )  # fmt: skip
            parts.append(ring)
        else:
            shape = _sector(before, before + one.percent)
            parts.append(element("path", named, d=shape, fill=fill, class_=classes))
        before += one.percent
    if middle:
        parts.append(
            text(middle, _SIZE / 2, _SIZE / 2 + 8, size=22, text_anchor="middle", font_weight="600")
        )
    return Drawing(title, description, _SIZE, _SIZE, tuple(parts))


def _sector(start: float, end: float) -> str:
    """The outline of a share from `start` to `end` percent of the way round."""
    large = 1 if end - start > 50 else 0

    def at(percent: float, radius: float, gap: float) -> str:
        angle = percent / 100 * 2 * math.pi - math.pi / 2 + gap / radius / 2
        x = _SIZE / 2 + radius * math.cos(angle)
        y = _SIZE / 2 + radius * math.sin(angle)
        return f"{number(x)} {number(y)}"

    return (
        f"M{at(start, _OUTER, _GAP)}A{_OUTER:g} {_OUTER:g} 0 {large} 1 {at(end, _OUTER, -_GAP)}"
        f"L{at(end, _INNER, -_GAP)}A{_INNER:g} {_INNER:g} 0 {large} 0 {at(start, _INNER, _GAP)}Z"
    )
