"""The assessment's pictures on the desk: drawn by us, so that their markup may stand in a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from bot.drawing import Drawing
from bot.services import illustrating
from bot.services.app import App
from bot.services.illustrating import Table
from bot.suitability.assessment import Assessment
from bot.suitability.policy import CATEGORIES


@dataclass(frozen=True)
class Shown:
    """An illustration as the template writes it."""

    mix: Markup
    shares: Table
    fan: Markup
    legend: str
    ahead: tuple[str, ...]
    lead: str | None
    remedies: tuple[str, ...]
    table: Table
    note: str


def scale(app: App, category: str, language: str) -> Markup | None:
    """The risk scale; None for something that is no category."""
    if category not in CATEGORIES:
        return None
    return _markup(illustrating.scale(app.rulebook, category, language), "scale")


def illustration(app: App, assessment: Mapping[str, Any] | None, language: str) -> Shown | None:
    """The illustration that the client was shown; None where none can be made of what is stored."""
    try:
        made = Assessment.from_json(assessment or {})
    except (KeyError, ValueError, TypeError):
        return None
    shown = illustrating.illustrate(app.rulebook, made, made.answers, language)
    note = (shown.remedies_note,) if shown.remedies_note else ()
    return Shown(
        mix=_markup(shown.mix, "mix"),
        shares=shown.shares,
        fan=_markup(shown.fan, "fan"),
        legend=shown.legend,
        ahead=shown.ahead,
        lead=shown.remedies_lead,
        remedies=(*shown.remedies, *note),
        table=shown.table,
        note=shown.note,
    )


def _markup(drawn: Drawing, name: str) -> Markup:
    """The drawing escapes every text that comes into it."""
    return Markup(drawn.markup(name=name))  # noqa: S704 - see above
