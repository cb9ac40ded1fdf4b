"""The report as one page that stands alone: figures, targets, plots, tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from bot.evaluation import plots

_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:62rem;padding:0 1rem;color:#222}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.2rem;border-bottom:1px solid #ddd}
table{border-collapse:collapse;margin:.6rem 0}td,th{padding:.2rem .7rem;text-align:left}
th{border-bottom:1px solid #999}td.n{text-align:right;font-variant-numeric:tabular-nums}
tr.missed td{background:#fdeeee}tr.met td{background:#eef8ee}
.side{display:flex;flex-wrap:wrap;gap:1rem}
.scroll{overflow-x:auto}svg{max-width:100%;height:auto}
svg text{font-family:system-ui,sans-serif!important}p.note{color:#555;max-width:48rem}
"""
_NAMES = {"zh": "Chinese", "en": "English"}


def page(figures: dict[str, Any]) -> str:
    """The HTML of a report (`figures` as `zhiyin evaluate --json` prints them)."""
    parts = [
        "<!doctype html><html lang=en><head><meta charset=utf-8>",
        "<meta name=viewport content='width=device-width,initial-scale=1'>",
        f"<title>Zhiyin: what it understands</title><style>{_STYLE}</style></head><body>",
        "<h1>What the assistant understands, on texts it was never trained on</h1>",
        f"<p class=note>{escape(_made_of(figures))}</p>",
        "<h2>Targets</h2>",
        _targets(figures),
        _seen(figures),
        plots.headline(figures),
        "<h2>Scope and confidence</h2>",
        "<p class=note>Left: how often a reading of a given confidence is right. Right: the "
        "price of sending foreign texts away; the dots are where the assistant works, the line is "
        "5 %.</p>",
        f"<div class=side>{plots.reliability(figures)}{plots.rejection(figures)}</div>",
        "<h2>Noise</h2>",
        plots.noise(figures),
        _noise(figures),
    ]
    for language, found in figures["intents"].items():
        parts += [
            f"<h2>Intents, {_NAMES[language]}</h2>",
            f"<div class=scroll>{plots.confusion(found)}</div>",
            "<p class=note>Rows: what was meant. Columns: what was understood.</p>",
            "<div class=side>",
            _shares("kind", found["by_kind"]),
            _shares("register", found["by_register"]),
            _shares("desk of near-domain texts", found["by_topic"]),
            _shares("intent", found["by_intent"]),
            "</div>",
        ]
    for language in figures["values"]:
        parts += [
            f"<h2>Values and options, {_NAMES[language]}</h2><div class=side>",
            _counts("value", figures["values"][language]["by_id"]),
            _counts("question", figures["options"][language]["by_question"]),
            "</div>",
        ]
    if "stock" in figures:
        title = f"Beside the stock pipeline, trained for {figures['stock']['epochs']} epochs"
        parts += [f"<h2>{title}</h2>", _stock(figures)]
    if figures.get("mistakes"):
        parts += ["<h2>Texts misread</h2>", _mistakes(figures["mistakes"])]
    return "".join([*parts, "</body></html>\n"])


def _made_of(figures: dict[str, Any]) -> str:
    counts = figures["texts"]
    quick = " (the quick set: one text in eight)" if figures["quick"] else ""
    return (
        f"Made {figures['at']}. {counts['intents']} messages, {counts['values']} texts with and "
        f"without values, {counts['options']} answers in free words{quick}; noise on "
        f"{counts['spoilt']} messages, its seed {figures['seed']}. Model "
        f"{figures['model']['fingerprint'][:12]}, {figures['model']['intents']} intents. Shares "
        "come with their 95 % interval in the JSON."
    )


def _targets(figures: dict[str, Any]) -> str:
    plain = [row for row in figures["targets"] if not row["name"].startswith("points lost")]
    return _table(
        ("", "language", "figure", "target", ""),
        (
            (r["name"], _NAMES[r["language"]], r["figure"], r["target"], "met" if r["met"] else "–")
            for r in plain
        ),
        marks=["met" if r["met"] else "missed" for r in plain],
    )


def _seen(figures: dict[str, Any]) -> str:
    told = [
        f"{_NAMES[language]}: {found['in_training_word_for_word']} short sayings stand in the "
        "training data word for word; of the other texts "
        f"{found['accuracy_of_the_others']['percent']} % of the intents are right and "
        f"{found['recall_of_the_others']['percent']} % of the foreign "
        "ones are sent away."
        for language, found in figures["intents"].items()
    ]
    return f"<p class=note>{escape(' '.join(told))}</p>"


def _noise(figures: dict[str, Any]) -> str:
    rows = []
    for language, kinds in figures["noise"].items():
        for noise, row in kinds.items():
            values = figures["values"][language]["noise"].get(noise)
            options = figures["options"][language]["noise"].get(noise)
            rows.append(
                (
                    noise, _NAMES[language],
                    row["intents"]["before"]["percent"], row["intents"]["after"]["percent"],
                    row["recall"]["before"]["percent"], row["recall"]["after"]["percent"],
                    row["rejected_wrongly"]["percent"],
                    values and values["values"]["before"]["percent"],
                    values and values["values"]["after"]["percent"],
                    values and values["wrong_accepted"],
                    options and options["matched"]["before"]["percent"],
                    options and options["matched"]["after"]["percent"],
                    options and options["wrong_accepted"]["percent"],
                )
            )  # fmt: skip
    head = (
        "noise", "language", "intents before", "after", "foreign sent away before", "after",
        "good sent away", "values before", "after", "wrong accepted", "options before", "after",
        "wrong accepted, %",
    )  # fmt: skip
    return f"<div class=scroll>{_table(head, rows)}</div>"


def _stock(figures: dict[str, Any]) -> str:
    rows = []
    for language, ours in figures["intents"].items():
        theirs = figures["stock"]["intents"][language]
        for name, pick in (
            ("intent accuracy", lambda f: f["accuracy"]["percent"]),
            ("intents and scope together", lambda f: f["accuracy_with_scope"]["percent"]),
            ("good texts sent away", lambda f: f["scope"]["rejected_wrongly"]["percent"]),
            ("far texts sent away", lambda f: f["scope"]["far"]["percent"]),
            ("near-domain texts sent away", lambda f: f["scope"]["near"]["percent"]),
            ("expected calibration error", lambda f: f["calibration"]["ece"]),
        ):
            rows.append((name, _NAMES[language], pick(ours), pick(theirs)))
        for noise, row in figures["stock"]["noise"].get(language, {}).items():
            mine = figures["noise"][language][noise]["intents"]
            rows.append(
                (
                    f"points lost under {noise}",
                    _NAMES[language],
                    mine["loss"],
                    row["intents"]["loss"],
                )
            )
    return _table(("", "language", "Zhiyin", "stock Rasa"), rows)


def _shares(name: str, groups: dict[str, dict[str, Any]]) -> str:
    ranked = sorted(groups.items(), key=lambda item: item[1]["percent"] or 0)
    return _table((name, "texts", "right, %"), ((n, s["of"], s["percent"]) for n, s in ranked))


def _counts(name: str, groups: dict[str, dict[str, int]]) -> str:
    head = list(next(iter(groups.values()), {}))
    return _table((name, *head), ((n, *(row[key] for key in head)) for n, row in groups.items()))


def _mistakes(rows: Sequence[dict[str, Any]]) -> str:
    return _table(
        ("part", "text", "expected", "found"),
        ((r["part"], r["text"], r["expected"], r["found"]) for r in rows),
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[Any]], *, marks: Sequence[str] = ()) -> str:
    out = ["<table><tr>", *(f"<th>{escape(name)}</th>" for name in head), "</tr>"]
    for place, row in enumerate(rows):
        out.append(f"<tr class={marks[place]}>" if marks else "<tr>")
        for cell in row:
            number = isinstance(cell, (int, float))
            text = "–" if cell is None else f"{cell:g}" if number else escape(str(cell))
            out.append(f"<td{' class=n' if number else ''}>{text}</td>")
        out.append("</tr>")
    return "".join([*out, "</table>"])
