"""The plots of a simulation's report, as SVG that stands inside the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.evaluation.plots import drawing
from bot.simulation import totals

_BLUE, _RED, _PALE, _GREEN = "#1d5b8f", "#b4232a", "#b9b9b9", "#4f8f3a"


def goals(figures: Mapping[str, Any]) -> str:
    """Completion, values and category by language, way of speaking and typing, with the goals."""
    groups = {
        **figures["by_language"],
        **figures["by_way"],
        **{f"typing: {name}": its for name, its in figures["by_noise"].items()},
    }
    bars = (
        ("complete", _BLUE, totals.COMPLETE, "completed"),
        ("values_right", _GREEN, totals.VALUES, "values right"),
        ("category_agrees", _RED, totals.CATEGORY, "category agrees"),
    )
    with drawing(8, 0.5 * len(groups) + 1.0) as (axes, drawn):
        for place, its in enumerate(groups.values()):
            for shift, (name, colour, _, label) in enumerate(bars):
                height = place + 0.26 * (shift - 1)
                shown = label if place == 0 else None
                axes.barh(height, its[name] or 0, 0.24, color=colour, label=shown)
        for _, colour, goal, _ in bars:
            axes.axvline(goal, color=colour, linewidth=0.8, linestyle=":")
        axes.set_yticks(range(len(groups)))
        axes.set_yticklabels(list(groups), fontsize=8)
        axes.invert_yaxis()
        axes.set_xlim(min(80.0, *(_least(its) for its in groups.values())), 100)
        axes.set_xlabel("percent; dotted: the goals")
        axes.legend(fontsize=8, frameon=False, loc="lower left")
    return drawn[0]


def questions(figures: Mapping[str, Any]) -> str:
    """How many messages an answer took, question by question."""
    rows = sorted(figures["by_question"].items(), key=lambda item: -item[1]["turns"])
    with drawing(8, 0.27 * len(rows) + 0.9) as (axes, drawn):
        axes.barh(range(len(rows)), [its["turns"] for _, its in rows], color=_BLUE)
        axes.axvline(1, color="black", linewidth=0.8)
        axes.set_yticks(range(len(rows)))
        axes.set_yticklabels([name for name, _ in rows], fontsize=8)
        axes.invert_yaxis()
        axes.set_xlabel("messages of the client about a question, on average")
    return drawn[0]


def turns(ratios: Mapping[str, Sequence[float]]) -> str:
    """Turns for each question that had to be asked, by way of speaking."""
    with drawing(8, 0.5 * len(ratios) + 0.9) as (axes, drawn):
        axes.boxplot(list(ratios.values()), vert=False, widths=0.6, showfliers=True)
        axes.axvline(totals.TURNS, color=_RED, linewidth=0.8, linestyle=":")
        axes.set_yticks(range(1, len(ratios) + 1))
        axes.set_yticklabels(list(ratios), fontsize=8)
        axes.set_xlabel("turns per question that had to be asked; dotted: the goal of the median")
    return drawn[0]


def _least(its: Mapping[str, Any]) -> float:
    shares = (its[name] for name in ("complete", "values_right", "category_agrees"))
    return min((float(one) for one in shares if one is not None), default=100.0)
