"""The figures of a whole simulation, out of the verdicts of its conversations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median
from typing import Any

from bot.simulation.running import Heard

COMPLETE, VALUES, CATEGORY, TURNS = 97.0, 99.0, 98.0, 1.3
"""Goals: percent complete, percent of values right, percent of categories that agree, and the
median of turns for each question that had to be asked. There may be no loop."""


def figures(heard: Sequence[Heard], **about: Any) -> dict[str, Any]:
    """All figures as one JSON-able document; `about` is put at its head (seed, date …)."""
    ordered = sorted(heard, key=lambda one: one.talk.id)
    document: dict[str, Any] = {
        **about,
        "conversations": len(ordered),
        "overall": _shares(ordered),
        "by_language": _groups(ordered, lambda one: one.talk.persona.language),
        "by_way": _groups(ordered, lambda one: one.talk.way),
        "by_noise": _groups(ordered, lambda one: one.talk.noise or "clean"),
        "by_segment": _groups(ordered, lambda one: one.talk.persona.segment),
        "by_question": _questions(ordered),
        "values": _values(ordered),
        "categories": _categories(ordered),
        "left": dict(Counter(one.verdict.why for one in ordered if not one.verdict.complete)),
    }
    document["goals"] = goals(document["overall"])
    document["failing"] = [_transcript(one) for one in ordered if one.verdict.failed]
    return document


def goals(overall: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each goal with its figure, and whether it is met."""
    rows = (
        ("conversations completed, %", overall["complete"], f"≥ {COMPLETE:g}", COMPLETE, True),
        ("values right on the record, %", overall["values_right"], f"≥ {VALUES:g}", VALUES, True),
        ("category agrees, %", overall["category_agrees"], f"≥ {CATEGORY:g}", CATEGORY, True),
        ("median turns per needed question", overall["turns_ratio"], f"≤ {TURNS:g}", TURNS, False),
        ("loops", overall["loops"], "0", 0, False),
        ("advice boundary crossed", overall["boundary"], "0", 0, False),
    )
    return [
        {
            "name": name,
            "figure": figure,
            "goal": goal,
            "met": figure is not None and (figure >= edge if at_least else figure <= edge),
        }
        for name, figure, goal, edge, at_least in rows
    ]


def _shares(heard: Sequence[Heard]) -> dict[str, Any]:
    verdicts = [one.verdict for one in heard]
    full = [one for one in verdicts if one.complete]
    states = Counter(value.state for one in full for value in one.values)
    judged = [one for one in full if one.category != (None, None)]
    put = sum(one.digressions[0] for one in verdicts)
    return {
        "conversations": len(verdicts),
        "complete": _percent(len(full), len(verdicts)),
        "values": sum(states.values()),
        "values_right": _percent(states["right"], sum(states.values())),
        "values_wrong": states["wrong"],
        "values_missing": states["missing"],
        "category_agrees": _percent(sum(one.agrees for one in judged), len(judged)),
        "assessed": len(judged),
        "turns": _middle(one.turns for one in full),
        "needed": _middle(one.needed for one in full),
        "turns_ratio": _middle(one.turns / one.needed for one in full),
        "turns_ratio_without_own": _middle(
            (one.turns - one.own_turns) / one.needed for one in full
        ),
        "asked_again": sum(sum(one.again.values()) for one in verdicts),
        "told_before": sum(len(one.told_before) for one in verdicts),
        "abandoned": sum(one.why == "impatient" for one in verdicts),
        "loops": sum(len(one.loops) for one in verdicts),
        "boundary": sum(len(one.boundary) for one in verdicts),
        "digressions": put,
        "digressions_answered": _percent(sum(one.digressions[1] for one in verdicts), put),
    }


def _groups(heard: Sequence[Heard], key: Callable[[Heard], str]) -> dict[str, Any]:
    names = sorted({key(one) for one in heard})
    return {name: _shares([one for one in heard if key(one) == name]) for name in names}


def _questions(heard: Sequence[Heard]) -> dict[str, Any]:
    """Turns and re-asks of each question, over the conversations in which it came up."""
    asked: Counter[str] = Counter()
    again: Counter[str] = Counter()
    talks: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for one in heard:
        asked.update(one.verdict.asked)
        again.update(one.verdict.again)
        told.update(one.verdict.told_before)
        talks.update(set(one.verdict.asked))
    return {
        name: {
            "conversations": talks[name],
            "turns": round(asked[name] / talks[name], 3),
            "asked_again": again[name],
            "told_before": told[name],
        }
        for name in sorted(asked)
    }


def _values(heard: Sequence[Heard]) -> dict[str, Any]:
    states: dict[str, Counter[str]] = {}
    for one in heard:
        for value in one.verdict.values:
            states.setdefault(value.id, Counter())[value.state] += 1
    return {
        name: {
            **{state: found[state] for state in ("right", "wrong", "missing")},
            "percent": _percent(found["right"], sum(found.values())),
        }
        for name, found in sorted(states.items())
    }


def _categories(heard: Sequence[Heard]) -> list[dict[str, Any]]:
    pairs = Counter(
        one.verdict.category
        for one in heard
        if one.verdict.complete and one.verdict.category != (None, None)
    )
    return [
        {"truth": truth, "record": record, "conversations": count}
        for (truth, record), count in sorted(pairs.items(), key=lambda item: str(item[0]))
    ]


def _transcript(one: Heard) -> dict[str, Any]:
    verdict = one.verdict
    return {
        "id": one.talk.id,
        "language": one.talk.persona.language,
        "complete": verdict.complete,
        "why": verdict.why,
        "values": [
            {"id": v.id, "state": v.state, "meant": v.meant, "found": v.found}
            for v in verdict.values
            if v.state != "right"
        ],
        "category": {"truth": verdict.category[0], "record": verdict.category[1]},
        "boundary": list(verdict.boundary),
        "loops": list(verdict.loops),
        "lines": [line.shown() for line in one.talk.lines],
    }


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 2) if whole else None


def _middle(numbers: Iterable[float]) -> float | None:
    found = list(numbers)
    return round(median(found), 3) if found else None
