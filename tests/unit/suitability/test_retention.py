"""Duties to keep: which run, what they cover, until when; and a policy that contradicts itself."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import yaml

from bot.settings import ROOT
from bot.suitability.reading import RuleError
from bot.suitability.retention import Facts, Retention, kept, read, records, until, years_after

SOURCE = yaml.safe_load((ROOT / "data" / "policy.yml").read_text(encoding="utf-8"))["retention"]
RULES: Retention = read(SOURCE)
DAY = date(2026, 11, 22)


def test_nobody_is_kept_without_a_reason() -> None:
    assert kept(RULES, Facts(), DAY) == ()
    assert (records(()), until(())) == (frozenset(), None)


@pytest.mark.parametrize(
    ("facts", "covered", "last"),
    [
        (Facts(assessed=DAY), set(), None),
        (Facts(accepted=DAY), {"handoffs", "notes"}, date(2046, 11, 22)),
        (
            Facts(assessed=date(2026, 1, 1), accepted=DAY),
            {"assessments", "handoffs", "notes"},
            date(2046, 11, 22),
        ),
        (Facts(relationship=DAY), {"answers", "contacts"}, date(2036, 11, 22)),
        (
            Facts(assessed=date(2020, 1, 1), accepted=date(2020, 3, 1), relationship=DAY),
            {"assessments", "handoffs", "notes", "answers", "contacts"},
            date(2040, 3, 1),
        ),
    ],
)
def test_each_duty_covers_its_records(facts: Facts, covered: set[str], last: date | None) -> None:
    running = kept(RULES, facts, DAY)
    assert (records(running), until(running)) == (covered, last)


def test_a_duty_runs_through_its_last_day_and_no_longer() -> None:
    facts = Facts(accepted=date(2006, 11, 22))
    assert until(kept(RULES, facts, DAY)) == DAY
    assert kept(RULES, facts, date(2026, 11, 23)) == ()


def test_when_one_duty_ends_its_records_are_no_longer_covered() -> None:
    facts = Facts(accepted=date(2026, 1, 1), relationship=date(2026, 1, 1))
    assert records(kept(RULES, facts, date(2036, 1, 2))) == {"handoffs", "notes"}


def test_a_leap_day_ends_on_the_first_of_march() -> None:
    assert years_after(date(2024, 2, 29), 20) == date(2044, 2, 29)
    assert years_after(date(2024, 2, 29), 1) == date(2025, 3, 1)


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("retention.visitor_days", lambda d: d.pop("visitor_days")),
        ("retention.nightly_at", lambda d: d.update(nightly_at="at night")),
        ("retention.duties[0].since", lambda d: d["duties"][0].update(since="born")),
        ("retention.duties[0].years", lambda d: d["duties"][0].update(years=20)),
        ("retention.duties[0].keeps", lambda d: d["duties"][0].update(keeps=["messages"])),
        ("retention.duties[0].keeps", lambda d: d["duties"][0].update(keeps=[])),
        ("retention.duties[0].record.en", lambda d: d["duties"][0]["record"].pop("en")),
        ("retention.duties[1]", lambda d: d["duties"][1].update(years="suitability_years")),
    ],
)
def test_what_cannot_be_used_is_named(
    path: str, change: Callable[[dict[str, Any]], object]
) -> None:
    source = copy.deepcopy(SOURCE)
    source["handoff_years"] = 5
    change(source)
    with pytest.raises(RuleError) as failed:
        read(source)
    assert failed.value.path == path
