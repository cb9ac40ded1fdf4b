"""What the figures have to reach, and whether they do."""

from __future__ import annotations

from typing import Any

INTENTS = 92.0
RECALL = 85.0
REJECTED = 5.0
VALUES = 97.0
OPTIONS = 95.0
OPTIONS_WRONG = 1.0
LOSS = 3.0


def compare(figures: dict[str, Any]) -> list[dict[str, Any]]:
    """One row per target and language: name, figure, target, met."""
    rows: list[dict[str, Any]] = []
    for language, found in figures["intents"].items():
        scope = found["scope"]
        rows += [
            _at_least("intent accuracy, %", language, found["accuracy"]["percent"], INTENTS),
            _at_most(
                "good texts sent away, %", language, scope["rejected_wrongly"]["percent"], REJECTED
            ),
            _at_least("out-of-scope recall, %", language, scope["recall"]["percent"], RECALL),
            _at_least("near-domain recall, %", language, scope["near"]["percent"], RECALL),
        ]
    for language, found in figures["values"].items():
        rows += [
            _at_least("values right, %", language, found["values"]["percent"], VALUES),
            _at_most("wrong values accepted", language, found["wrong_accepted"], 0),
            _at_most("wrong amounts accepted", language, found["wrong_amounts_accepted"], 0),
        ]
    for language, found in figures["options"].items():
        wrong = found["wrong_accepted"]["percent"]
        rows += [
            _at_least("options matched, %", language, found["matched"]["percent"], OPTIONS),
            _at_most("wrong options accepted, %", language, wrong, OPTIONS_WRONG),
        ]
    for language, kinds in losses(figures).items():
        for noise, parts in kinds.items():
            for part, loss in parts.items():
                rows.append(_at_most(f"points lost under {noise}: {part}", language, loss, LOSS))
    return rows


def losses(figures: dict[str, Any]) -> dict[str, dict[str, dict[str, float | None]]]:
    """Points lost by language, kind of noise and part."""
    found: dict[str, dict[str, dict[str, float | None]]] = {}
    for language, kinds in figures["noise"].items():
        for noise, row in kinds.items():
            values = figures["values"][language]["noise"].get(noise)
            options = figures["options"][language]["noise"].get(noise)
            found.setdefault(language, {})[noise] = {
                "intents": row["intents"]["loss"],
                "values": values and values["values"]["loss"],
                "options": options and options["matched"]["loss"],
            }
    return found


def _at_least(name: str, language: str, figure: float | None, target: float) -> dict[str, Any]:
    met = figure is not None and figure >= target
    return _row(name, language, figure, f"≥ {target:g}", met)


def _at_most(name: str, language: str, figure: float | None, target: float) -> dict[str, Any]:
    met = figure is not None and figure <= target
    return _row(name, language, figure, f"≤ {target:g}", met)


def _row(name: str, language: str, figure: float | None, target: str, met: bool) -> dict[str, Any]:
    return {"name": name, "language": language, "figure": figure, "target": target, "met": met}
