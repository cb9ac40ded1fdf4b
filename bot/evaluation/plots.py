"""The report's plots as SVG that stands inside a page: no file beside it, no script."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bot.evaluation import targets

_COLOURS = {"zh": "#b4232a", "en": "#1d5b8f"}
_NAMES = {"zh": "Chinese", "en": "English"}
_PALE = "#b9b9b9"


def headline(figures: dict[str, Any]) -> str:
    """Accuracy and recall beside the targets, and beside the stock pipeline where it was run."""
    rows = (
        ("intent accuracy", lambda f: f["accuracy"]["percent"], targets.INTENTS),
        ("out-of-scope recall", lambda f: f["scope"]["recall"]["percent"], targets.RECALL),
        ("near-domain recall", lambda f: f["scope"]["near"]["percent"], targets.RECALL),
        (
            "sent away wrongly",
            lambda f: f["scope"]["rejected_wrongly"]["percent"],
            targets.REJECTED,
        ),
    )
    stock = figures.get("stock", {}).get("intents", {})
    bars = [
        (f"{name}\n{_NAMES[language]}", pick(found), pick(stock[language]) if stock else None, goal)
        for name, pick, goal in rows
        for language, found in figures["intents"].items()
    ]
    with drawing(8, 0.42 * len(bars) + 0.8) as (axes, drawn):
        for place, (_, ours, theirs, goal) in enumerate(bars):
            language = "zh" if place % 2 == 0 else "en"
            axes.barh(place - 0.18, ours or 0, 0.34, color=_COLOURS[language])
            if theirs is not None:
                axes.barh(place + 0.18, theirs, 0.34, color=_PALE)
            axes.plot([goal, goal], [place - 0.42, place + 0.42], color="black", linewidth=1.2)
        axes.set_yticks(range(len(bars)))
        axes.set_yticklabels([bar[0] for bar in bars], fontsize=8)
        axes.invert_yaxis()
        axes.set_xlim(0, 100)
        axes.set_xlabel("percent; the line is the target" + ("; grey: stock Rasa" if stock else ""))
    return drawn[0]


def reliability(figures: dict[str, Any]) -> str:
    """How often readings of a confidence are right."""
    with drawing(4.6, 4.2) as (axes, drawn):
        axes.plot([0, 1], [0, 1], color=_PALE, linewidth=1)
        for language, found in figures["intents"].items():
            bins = found["calibration"]["bins"]
            label = f"{_NAMES[language]}, ECE {found['calibration']['ece']}"
            axes.plot(
                [b["confidence"] for b in bins], [b["right"] for b in bins],
                "o-", color=_COLOURS[language], label=label, markersize=4,
            )  # fmt: skip
        axes.set_xlabel("confidence")
        axes.set_ylabel("share that is right")
        axes.legend(fontsize=8, frameon=False)
    return drawn[0]


def rejection(figures: dict[str, Any]) -> str:
    """Foreign texts sent away against good ones lost; the dot is where the assistant works."""
    with drawing(4.6, 4.2) as (axes, drawn):
        sides = [("", figures["intents"], "-")]
        if "stock" in figures:
            sides.append(("stock, ", figures["stock"]["intents"], ":"))
        for name, side, style in sides:
            for language, found in side.items():
                curve, scope = found["curve"], found["scope"]
                colour = _COLOURS[language]
                axes.plot(
                    [100 * p["rejected"] for p in curve], [100 * p["recall"] for p in curve],
                    style, color=colour, label=f"{name}{_NAMES[language]}",
                )  # fmt: skip
                if scope["recall"]["percent"] is not None:
                    at = scope["rejected_wrongly"]["percent"], scope["recall"]["percent"]
                    axes.plot(*at, "o", color=colour, markersize=6 if not name else 3)
        axes.axvline(targets.REJECTED, color="black", linewidth=0.8)
        axes.set_xlim(0, 30)
        axes.set_ylim(0, 100)
        axes.set_xlabel("good texts sent away, %")
        axes.set_ylabel("foreign texts sent away, %")
        axes.legend(fontsize=8, frameon=False, loc="lower right")
    return drawn[0]


def noise(figures: dict[str, Any]) -> str:
    """Points lost under each kind of noise."""
    rows = [
        (f"{kind}, {_NAMES[language]}", parts)
        for language, kinds in targets.losses(figures).items()
        for kind, parts in kinds.items()
    ]
    if not rows:
        return ""
    shades = {"intents": "#1d5b8f", "values": "#4f8f3a", "options": "#c77d1e"}
    with drawing(8, 0.4 * len(rows) + 0.9) as (axes, drawn):
        for place, (_, parts) in enumerate(rows):
            for shift, (part, loss) in enumerate(parts.items()):
                label = part if not place else None
                height = place + 0.26 * (shift - 1)
                axes.barh(height, loss or 0, 0.24, color=shades[part], label=label)
        axes.axvline(targets.LOSS, color="black", linewidth=1)
        axes.axvline(0, color=_PALE, linewidth=0.8)
        axes.set_yticks(range(len(rows)))
        axes.set_yticklabels([name for name, _ in rows], fontsize=8)
        axes.invert_yaxis()
        axes.set_xlabel("percentage points lost; the line is the target")
        axes.legend(fontsize=8, frameon=False)
    return drawn[0]


def confusion(found: dict[str, Any], *, at_most: int = 30) -> str:
    """Which intent was taken for which: rows are what was meant, columns what was understood."""
    pairs = found["confusion"][:at_most]
    if not pairs:
        return ""
    meant = sorted({pair["expected"] for pair in pairs})
    taken = sorted({pair["found"] for pair in pairs})
    grid = [[0] * len(taken) for _ in meant]
    for pair in pairs:
        grid[meant.index(pair["expected"])][taken.index(pair["found"])] = pair["texts"]
    with drawing(0.32 * len(taken) + 2.4, 0.27 * len(meant) + 2.0) as (axes, drawn):
        axes.imshow(grid, cmap="Reds", aspect="auto")
        for row, cells in enumerate(grid):
            for column, texts in enumerate(cells):
                if texts:
                    axes.text(column, row, texts, ha="center", va="center", fontsize=7)
        axes.set_xticks(range(len(taken)))
        axes.set_xticklabels(taken, rotation=90, fontsize=7)
        axes.set_yticks(range(len(meant)))
        axes.set_yticklabels(meant, fontsize=7)
    return drawn[0]


@contextmanager
def drawing(width: float, height: float) -> Iterator[tuple[Any, list[str]]]:
    """An axes to draw on; when left, the list holds the SVG, the same for the same drawing."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    drawn: list[str] = []
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "zhiyin", "font.size": 9}):
        figure = Figure(figsize=(width, height))
        axes = figure.subplots()
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        yield axes, drawn
        figure.tight_layout()
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None})
        svg = out.getvalue()
    drawn.append(svg[svg.index("<svg") :])
