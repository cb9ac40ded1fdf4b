"""What clients tell at length is found, and what only sounds like a fact of theirs is let be.

A line that begins with `!` is not understood yet: nothing of it may be found wrongly, and a line
that is understood after all must lose its mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.evaluation.cases import ValueCase
from bot.evaluation.comparing import Verdict, judge
from bot.language.profile import read
from bot.language.script import detect
from tests.unit.language import (
    told_again_en,
    told_again_zh,
    told_en,
    told_lives_en,
    told_lives_zh,
    told_zh,
    traps_en,
    traps_zh,
)
from tests.unit.language.test_money import FIGURE, SCALES
from tests.unit.language.test_stated import IDS

TODAY = date(2026, 11, 22)
MONEY = {"A": "investable_assets", "I": "annual_income", "G": "goal_amount"}
COUNTED = ("age", "months", "reserve", "dep")
_LINE = re.compile(r"(?P<hard>! )?(?:\[(?P<asking>\w+)\] )?(?P<text>.+) => (?P<facts>.+)")


@dataclass(frozen=True)
class Told:
    """One line of a table."""

    case: ValueCase
    hard: bool
    rough: frozenset[str] = field(default_factory=frozenset)
    """Ids of sums that must not be taken for exact ones."""


def told(tables: Iterable[str]) -> list[Told]:
    out = []
    for line in "\n".join(tables).strip().splitlines():
        if line and not line.startswith("#"):
            match = _LINE.fullmatch(line)
            assert match, line
            out.append(_told(match))
    return out


def _told(match: re.Match[str]) -> Told:
    answers: dict[str, Any] = {}
    optional: dict[str, tuple[Any, ...]] = {}
    rough = set()
    for word in [] if match["facts"] == "-" else match["facts"].split():
        name, figure = word.split("=")
        free, key = name.startswith("?"), name.strip("?0123456789")
        value_id = (IDS | MONEY)[key]
        value = _sum(figure) if key in MONEY else _fact(key, figure)
        if "~" in figure:
            rough.add(value_id)
        if free:
            optional[value_id] = (*optional.get(value_id, ()), value)
        else:
            answers[value_id] = value
    language = detect(match["text"])
    case = ValueCase(match["text"], language, answers, optional, asking=match["asking"])
    return Told(case, match["hard"] is not None, frozenset(rough))


def _sum(figure: str) -> dict[str, Any]:
    match = FIGURE.fullmatch(figure)
    assert match, figure
    code = match["code"] or "CNY"
    digits = 1 if code == "JPY" else 100
    low = round(float(match["low"]) * SCALES[match["ls"]] * digits)
    if match["high"] is None:
        return {"amount": low, "currency": code}
    return {
        "min": low,
        "max": round(float(match["high"]) * SCALES[match["hs"]] * digits),
        "currency": code,
    }


def _fact(name: str, figure: str) -> Any:
    if name not in COUNTED:
        return figure
    if ":" in figure:
        low, _, high = figure.partition(":")
        return {"within": [int(low), int(high)]}
    low, _, high = figure.partition("-")
    return {"min": int(low), "max": int(high)} if high else int(low)


def found(case: ValueCase) -> tuple[dict[str, Any], set[str]]:
    """What a text states for certain, and the ids of what is rough."""
    out: dict[str, Any] = {}
    rough = set()
    for one in read(case.text, language=case.language, asking=case.asking, today=TODAY):
        if one.sure and not one.negated and one.id not in ("need", "segment"):
            assert out.get(one.id, one.value) == one.value, "two values for one id are both sure"
            out[one.id] = one.value
            if one.approximate:
                rough.add(one.id)
    return out, rough


TABLES = (
    told_zh, told_en, traps_zh, traps_en,
    told_again_zh, told_again_en, told_lives_zh, told_lives_en,
)  # fmt: skip
FOLDER = Path(__file__).parent / "told"
LOTS = [
    path.name
    for name in ("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
    for path in sorted(FOLDER.glob(f"{name}.*.yml"), reverse=True)
]
"""Lots of lines by subject, each written before the grammar had seen any of it."""


def lot(name: str) -> list[str]:
    """The blocks of lines of a lot."""
    read_ = yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return list(read_.values())


ALL = told([*(module.TEXTS for module in TABLES), *(block for name in LOTS for block in lot(name))])


def verdict(one: Told) -> Verdict:
    values, rough = found(one.case)
    seen = judge(one.case, values)
    sharp = (one.rough & {*values}) - rough
    return Verdict(seen.right, seen.missed, (*seen.wrong, *sharp), seen.expected)


@pytest.mark.parametrize("one", ALL, ids=[one.case.text[:48] for one in ALL])
def test_what_is_told_is_found_and_nothing_else(one: Told) -> None:
    seen = verdict(one)
    assert not seen.wrong
    assert bool(seen.missed) == one.hard


def test_the_tables_are_large_and_all_but_all_of_them_is_understood() -> None:
    for language in ("zh", "en"):
        own = [one for one in ALL if one.case.language == language]
        assert sum(bool(one.case.answers) for one in own) >= 250
        assert sum(not one.case.answers for one in own) >= 80
        stated = sum(len(one.case.answers) for one in own)
        assert sum(len(verdict(one).missed) for one in own) <= stated * 0.03
