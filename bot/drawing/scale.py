"""The five risk categories in a row, with a mark over the client's."""

from __future__ import annotations

from bot.drawing.svg import INK, MUTED, STEPS, Drawing, Element, element, text

_WIDTH, _STEP, _GAP = 300, 56.0, 5.0


def risk_scale(category: int, *, title: str, description: str) -> Drawing:
    """`category` is 1 to 5. Raises ValueError for another number."""
    if not 1 <= category <= len(STEPS):
        raise ValueError("a risk category is 1 to 5")
    parts: list[Element] = []
    for at, fill in enumerate(STEPS, start=1):
        x, here = (at - 1) * (_STEP + _GAP), at == category
        y, height = (18.0, 18.0) if here else (24.0, 10.0)
        parts.append(
            element(
                "rect",
                x=x,
                y=y,
                width=_STEP,
                height=height,
                rx=3,
                fill=fill,
                class_=f"step s{at}" + (" here" if here else ""),
            )
        )
        parts.append(
            text(
                f"C{at}",
                x + _STEP / 2,
                54,
                text_anchor="middle",
                fill=INK if here else MUTED,
                font_weight="700" if here else "400",
                class_="name here" if here else "name",
            )
        )
        if here:
            arrow = f"M{x + 21:g} 4h14l-7 9z"
            parts.append(element("path", d=arrow, fill=INK, class_="mark"))
    return Drawing(title, description, _WIDTH, 60, tuple(parts))
