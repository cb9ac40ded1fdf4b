"""What sentences about money say of a client, and the many about money that say nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bot.language.profile import read

IDS = {"I": "annual_income", "A": "investable_assets", "G": "goal_amount"}
SCALES = {"": 1, "k": 10**3, "kk": 1000, "w": 10**4, "m": 10**6, "y": 10**8, "kw": 10**7}
FIGURE = re.compile(
    r"(?P<rough>~?)(?P<low>[0-9.]+?)(?P<ls>[a-z]*)(?:\.\.(?P<high>[0-9.]+)(?P<hs>[a-z]*))?(?P<code>[A-Z]{3})?"
)


class Case(NamedTuple):
    """One line of a table: a text, the question it answers, and what it states for certain."""

    text: str
    language: str
    asking: str | None
    expected: dict[str, tuple[dict[str, Any], bool]]


def _value(figure: str) -> tuple[dict[str, Any], bool]:
    match = FIGURE.fullmatch(figure)
    assert match, figure
    code = match["code"] or "CNY"
    digits = 1 if code == "JPY" else 100
    low = round(float(match["low"]) * SCALES[match["ls"]] * digits)
    if match["high"] is None:
        return {"amount": low, "currency": code}, bool(match["rough"])
    high = round(float(match["high"]) * SCALES[match["hs"]] * digits)
    return {"min": low, "max": high, "currency": code}, bool(match["rough"])


def _cases(language: str) -> list[Case]:
    table = Path(__file__).with_name("money") / f"{language}.tsv"
    out = []
    for line in table.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        stated, asking, text = line.split("\t")
        pairs = [] if stated == "-" else [part.split("=") for part in stated.split(" ")]
        expected = {IDS[key]: _value(figure) for key, figure in pairs}
        out.append(Case(text, language, None if asking == "-" else asking, expected))
    return out


CASES = [case for language in ("zh", "en") for case in _cases(language)]


def money(case: Case) -> dict[str, tuple[dict[str, Any], bool]]:
    """The sums a text states for certain, each with whether it is only rough."""
    found: dict[str, tuple[dict[str, Any], bool]] = {}
    for one in read(case.text, language=case.language, asking=case.asking, now_year=2026):
        if one.id in IDS.values() and one.sure and not one.negated:
            assert one.id not in found or found[one.id][0] == one.value
            found[one.id] = (one.value, one.approximate)
    return found


@pytest.mark.parametrize("case", CASES, ids=[f"{c.asking or ''}:{c.text}" for c in CASES])
def test_a_sum_is_taken_for_what_it_is_or_not_at_all(case: Case) -> None:
    found = money(case)
    assert {name: value for name, (value, _) in found.items()} == {
        name: value for name, (value, _) in case.expected.items()
    }
    for name, (_, rough) in case.expected.items():
        # A range is not rough by itself; what is said to be rough must stay so.
        assert found[name][1] or not rough
