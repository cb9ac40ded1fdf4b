"""The report of a simulation as one page that stands alone: goals, plots, failing transcripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from bot.simulation import plots

_STYLE = """
:root{color-scheme:light dark}
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:62rem;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.2rem;border-bottom:1px solid #8886}
table{border-collapse:collapse;margin:.6rem 0}td,th{padding:.2rem .7rem;text-align:left}
th{border-bottom:1px solid #888}td.n{text-align:right;font-variant-numeric:tabular-nums}
tr.missed td{background:#e5484d22}tr.met td{background:#30a46c22}
.scroll{overflow-x:auto}figure{margin:1rem 0;background:#fff;color:#222;padding:.5rem}
svg{max-width:100%;height:auto}svg text{font-family:system-ui,sans-serif!important}
p.note{color:GrayText;max-width:48rem}details{margin:.4rem 0}summary{cursor:pointer}
ol.talk{list-style:none;padding:0;margin:.5rem 0}ol.talk li{margin:.25rem 0;white-space:pre-wrap}
li.client{padding-left:3rem}li.client b{color:#1d7bbf}small{color:GrayText}
"""
_MOST = 60
"""Transcripts on the page; the JSON has them all."""


def page(figures: Mapping[str, Any], ratios: Mapping[str, Sequence[float]]) -> str:
    """The HTML of a report. `ratios` are turns per needed question, by way of speaking."""
    failing = figures["failing"]
    parts = [
        "<!doctype html><html lang=en><head><meta charset=utf-8>",
        "<meta name=viewport content='width=device-width,initial-scale=1'>",
        f"<title>Zhiyin: simulated clients</title><style>{_STYLE}</style></head><body>",
        "<h1>Simulated clients in conversation with Zhiyin</h1>",
        f"<p class=note>{escape(_about(figures))}</p>",
        "<h2>Goals</h2>",
        _goals(figures["goals"]),
        _figure(plots.goals(figures)),
        "<h2>Ways of speaking</h2>",
        _groups("way of speaking", figures["by_way"]),
        _figure(plots.turns(ratios)) if ratios else "",
        _groups("language", figures["by_language"]),
        _groups("typing", figures["by_noise"]),
        _groups("segment", figures["by_segment"]),
        "<h2>Questions</h2>",
        _figure(plots.questions(figures)),
        _questions(figures),
        "<h2>Risk category</h2>",
        _categories(figures["categories"]),
        f"<h2>Conversations to read ({len(failing)})</h2>",
        *(_transcript(one) for one in failing[:_MOST]),
    ]
    if len(failing) > _MOST:
        parts.append(f"<p class=note>{len(failing) - _MOST} more are in the JSON.</p>")
    return "".join([*parts, "</body></html>\n"])


def _about(figures: Mapping[str, Any]) -> str:
    overall = figures["overall"]
    return (
        f"{figures['at']}: {figures['conversations']} conversations of {figures['personas']} "
        f"personas{' (the quick set)' if figures['quick'] else ''}, seed {figures['seed']}. "
        f"Half of those that were completed took {overall['turns']} turns or fewer, where "
        f"{overall['needed']} questions had to be asked. {overall['asked_again']} answers were "
        f"asked for again; {overall['told_before']} questions were asked whose answer had been "
        f"told. {overall['abandoned']} clients lost their patience. Questions in the middle: "
        f"{overall['digressions']}, answered fittingly {overall['digressions_answered']} %. "
        f"The record was read {figures['record']}."
    )


def _figure(svg: str) -> str:
    return f"<figure class=scroll>{svg}</figure>"


def _goals(rows: Sequence[Mapping[str, Any]]) -> str:
    return _table(
        ("", "figure", "goal"),
        [((row["name"], _shown(row["figure"]), row["goal"]), row["met"]) for row in rows],
    )


def _groups(name: str, groups: Mapping[str, Mapping[str, Any]]) -> str:
    columns = (
        ("conversations", "conversations"),
        ("complete, %", "complete"),
        ("values right, %", "values_right"),
        ("wrong", "values_wrong"),
        ("missing", "values_missing"),
        ("category, %", "category_agrees"),
        ("turns", "turns"),
        ("per question", "turns_ratio"),
        ("without own detours", "turns_ratio_without_own"),
        ("asked again", "asked_again"),
    )
    rows = [
        ((group, *(_shown(its[key]) for _, key in columns)), None) for group, its in groups.items()
    ]
    return _table((name, *(title for title, _ in columns)), rows)


def _questions(figures: Mapping[str, Any]) -> str:
    values = figures["values"]
    rows = []
    for name, its in figures["by_question"].items():
        found = values.get(name, {})
        cells = (
            name,
            its["conversations"],
            its["turns"],
            its["asked_again"],
            its["told_before"],
            _shown(found.get("percent")),
            _shown(found.get("wrong")),
            _shown(found.get("missing")),
        )
        rows.append((tuple(str(cell) for cell in cells), None))
    titles = ("question", "conversations", "turns", "asked again", "told before", "right, %")
    return _table((*titles, "wrong", "missing"), rows)


def _categories(rows: Sequence[Mapping[str, Any]]) -> str:
    return _table(
        ("by the truth", "on the record", "conversations"),
        [
            (
                (str(row["truth"]), str(row["record"]), str(row["conversations"])),
                row["truth"] == row["record"],
            )
            for row in rows
        ],
    )


def _transcript(one: Mapping[str, Any]) -> str:
    faults = [f"{v['id']} {v['state']}: {v['meant']} → {v['found']}" for v in one["values"]]
    faults += [*one["boundary"], *(f"loop: {where}" for where in one["loops"])]
    if not one["complete"]:
        faults.append(f"not completed: {one['why']}")
    category = one["category"]
    if category["truth"] != category["record"]:
        faults.append(f"category {category['truth']} → {category['record']}")
    return (
        f"<details><summary>{escape(one['id'])} <small>{escape('; '.join(faults))}</small>"
        f"</summary><ol class=talk lang={one['language']}>"
        f"{''.join(_line(line) for line in one['lines'])}</ol></details>"
    )


def _line(line: Mapping[str, Any]) -> str:
    about = " · ".join(str(line[name]) for name in ("question", "aim", "card") if line.get(name))
    note = f" <small>{escape(about)}</small>" if about else ""
    who = "client" if line["speaker"] == "client" else "assistant"
    mark = "<b>▸</b> " if who == "client" else ""
    return f"<li class={who}>{mark}{escape(str(line.get('text', '')))}{note}</li>"


def _table(titles: Sequence[str], rows: Sequence[tuple[Sequence[str], bool | None]]) -> str:
    head = "".join(f"<th>{escape(title)}</th>" for title in titles)
    body = []
    for cells, met in rows:
        kind = "" if met is None else " class=met" if met else " class=missed"
        tds = "".join(
            f"<td{' class=n' if at else ''}>{escape(str(cell))}</td>"
            for at, cell in enumerate(cells)
        )
        body.append(f"<tr{kind}>{tds}</tr>")
    return f"<div class=scroll><table><tr>{head}</tr>{''.join(body)}</table></div>"


def _shown(figure: Any) -> str:
    if figure is None:
        return "–"
    return f"{figure:g}" if isinstance(figure, float) else str(figure)
