"""The tables of `stated_zh` and `stated_en`: what is stated is found, what is not is let be."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from bot.language import bands
from bot.language.profile import read
from bot.language.script import detect
from tests.unit.language import stated_en, stated_zh

TODAY = date(2026, 11, 22)
IDS = {
    "age": "age",
    "months": "horizon_months",
    "horizon": "horizon",
    "reserve": "reserve_months",
    "dep": "dependants",
    "exp": "experience_years",
    "prod": "experience_products",
    "loss": "max_loss",
    "react": "loss_reaction",
    "att": "attitude",
    "obj": "objective",
    "liq": "liquidity_need",
    "cap": "civil_capacity",
    "know": "knowledge",
    "src": "income_source",
    "debt": "debt_position",
}
_LINE = re.compile(r"(?:\[(?P<asking>\w+)\] )?(?P<text>.+) => (?P<facts>.+)")


def rows(table: str) -> list[tuple[str | None, str, dict[str, Any]]]:
    """Open question, text and facts of each line of a table."""
    out = []
    for line in table.strip().splitlines():
        if not line.startswith("#"):
            match = _LINE.fullmatch(line)
            assert match, line
            facts = "" if match["facts"] == "-" else match["facts"]
            out.append((match["asking"], match["text"], _facts(facts)))
    return out


def _facts(words: str) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for word in words.split():
        name, value = word.split("=")
        if name == "needs":
            facts["needs"] = sorted(value.split("+")) if value else []
            continue
        facts[IDS[name]] = _value(name, value)
    return facts


def _value(name: str, value: str) -> Any:
    if name not in ("age", "months", "reserve", "dep"):
        return value
    low, _, high = value.partition("-")
    return {"min": int(low), "max": int(high)} if high else int(low)


def stated(asking: str | None, text: str) -> dict[str, Any]:
    """What a text states for certain, amounts apart; the band of stated months is left out."""
    out: dict[str, Any] = {"needs": []}
    for one in read(text, language=detect(text), asking=asking, today=TODAY):
        if not one.sure or one.negated:
            continue
        if one.id == "need":
            out["needs"] = sorted({*out["needs"], one.value})
        elif one.id in IDS.values():
            assert out.get(one.id, one.value) == one.value, "two values for one id are both sure"
            out[one.id] = one.value
    months = out.get("horizon_months")
    if isinstance(months, int) and "horizon" in out:
        assert out.pop("horizon") == bands.horizon(months)[0]
    elif months is not None:
        out.pop("horizon", None)
    return out


ZH, EN = rows(stated_zh.TEXTS), rows(stated_en.TEXTS)


@pytest.mark.parametrize(("asking", "text", "facts"), ZH + EN, ids=[r[1][:48] for r in ZH + EN])
def test_what_is_stated_is_found_and_nothing_else(
    asking: str | None, text: str, facts: dict[str, Any]
) -> None:
    found = stated(asking, text)
    if "needs" not in facts:
        del found["needs"]
    assert found == facts


def test_the_tables_are_large_enough_to_mean_something() -> None:
    assert min(len(ZH), len(EN)) >= 300


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("until I turn 60", 180),
        ("放到60岁", 180),
        ("until my son turns 18", None),
        ("到46岁", None),
    ],
)
def test_until_an_age_counts_from_the_age_that_is_known(text: str, months: int | None) -> None:
    found = {
        r.id: r.value
        for r in read(text, language=detect(text), asking="horizon", today=TODAY, known_age=45)
        if r.sure
    }
    assert found.get("horizon_months") == months


@pytest.mark.parametrize("text", ["until I turn 60", "放到60岁"])
def test_until_an_age_says_nothing_where_no_age_is_known(text: str) -> None:
    found = read(text, language=detect(text), asking="horizon", today=TODAY)
    assert not any(r.sure for r in found if r.id in ("horizon", "horizon_months"))


@pytest.mark.parametrize(
    ("text", "today", "months"),
    [
        ("明年9月要用这笔钱", date(2026, 11, 22), 10),
        ("明年9月要用这笔钱", date(2026, 2, 1), 19),
        ("need it by June 2028", date(2026, 11, 22), 19),
        ("2030年要用这笔钱", date(2026, 11, 22), 48),
    ],
)
def test_a_point_in_the_calendar_is_as_far_away_as_it_is_today(
    text: str, today: date, months: int
) -> None:
    (found,) = [
        r for r in read(text, language=detect(text), today=today) if r.id == "horizon_months"
    ]
    assert (found.value, found.sure, found.approximate) == (months, True, True)


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("我1985年出生", (41, True, True)),
        ("我1985年3月出生", (41, True, False)),
        ("我1985年12月出生", (40, True, False)),
        ("I was born in 1985", (41, True, True)),
        ("my date of birth is 23 November 1985", (40, True, False)),
        ("my date of birth is 22 November 1985", (41, True, False)),
    ],
)
def test_a_year_of_birth_gives_a_rough_age_and_a_month_or_day_the_age(
    text: str, age: tuple[int, bool, bool]
) -> None:
    (found,) = [r for r in read(text, language=detect(text), today=TODAY) if r.id == "age"]
    assert (found.value, found.sure, found.approximate) == age


@pytest.mark.parametrize("text", ["我1961年出生", "born in 1961", "我80年的"])
def test_a_year_of_birth_is_asked_about_where_one_year_makes_another_client(text: str) -> None:
    (found,) = [r for r in read(text, language=detect(text), today=TODAY) if r.id == "age"]
    assert not found.sure


def test_early_in_the_year_most_have_not_had_their_birthday() -> None:
    (found,) = [
        r for r in read("我1983年出生", language="zh", today=date(2026, 2, 1)) if r.id == "age"
    ]
    assert found.value == 42


@pytest.mark.parametrize(("today", "sure"), [(date(2026, 11, 22), True), (date(2026, 6, 1), False)])
def test_next_year_is_within_a_year_only_where_the_year_is_almost_over(
    today: date, sure: bool
) -> None:
    found = {r.id: r for r in read("明年要用", language="zh", today=today)}
    assert found["horizon"].sure == sure


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("我今年45，想60岁退休，这笔钱三年后用", 36),
        ("我45岁，60岁退休，想给儿子攒学费", None),
        ("I'm 45 and retire at 60, this is for my daughter's college", None),
        ("我45岁，我老婆55岁退休", None),
    ],
)
def test_when_somebody_retires_says_nothing_of_money_for_something_else(
    text: str, months: int | None
) -> None:
    found = {r.id: r.value for r in read(text, language=detect(text), today=TODAY) if r.sure}
    assert found.get("horizon_months") == months
