"""Two scores, not one: how well a prospect fits the house, and how much they want to act."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from bot.prospects.rules import FIT_PARTS, FULL, INTENT_PARTS, ProspectRules


@dataclass(frozen=True)
class FitFacts:
    """What fit is made of. `assets` in major units of the base currency, None while unknown;
    `completeness` the answered share (0–1) of the questions that concern the client; `decides`
    whether the client decides alone, None while unknown."""

    assets: Decimal | None
    needs: frozenset[str]
    segment: str | None
    decides: bool | None
    completeness: float


@dataclass(frozen=True)
class Scored:
    """A score 0–100 with what each part gave."""

    score: int
    parts: Mapping[str, int]


@dataclass(frozen=True)
class Signal:
    """Something a prospect did: one of `INTENT_PARTS`, at an aware moment."""

    kind: str
    at: datetime


def tier(assets: Decimal | int | None, rules: ProspectRules) -> str:
    """The tier for assets in major units of the base currency; the lowest while unknown."""
    held = Decimal(assets or 0)
    return [one.id for one in rules.tiers if held >= one.since or one is rules.tiers[0]][-1]


def fit(facts: FitFacts, rules: ProspectRules) -> Scored:
    """Fit, 0–100 (policy `prospects.fit`). It never touches the risk level: nothing reads it there.

    What is unknown gives nothing; each part is rounded down.
    """
    share = {
        "assets": Decimal(0)
        if facts.assets is None
        else rules.asset_share[tier(facts.assets, rules)],
        "need": _share(facts.needs & rules.served_needs, facts.needs),
        "authority": Decimal(facts.decides is True),
        "completeness": Decimal(str(min(max(facts.completeness, 0.0), 1.0))),
        "segment": Decimal(facts.segment in rules.served_segments),
    }
    parts = {part: math.floor(rules.fit[part] * share[part]) for part in FIT_PARTS}
    return Scored(sum(parts.values()), parts)


def intent_score(signals: Iterable[Signal], now: datetime, rules: ProspectRules) -> Scored:
    """Intent, 0–100: each kind counts once, by its newest signal, and halves every half-life.

    Signals of an unknown kind are ignored; one that lies in the future counts as of now.
    """
    newest: dict[str, datetime] = {}
    for signal in signals:
        if signal.kind in INTENT_PARTS:
            newest[signal.kind] = max(signal.at, newest.get(signal.kind, signal.at))
    parts = {
        kind: math.floor(rules.intent[kind] * _decay(now - newest[kind], rules.half_life_days))
        if kind in newest
        else 0
        for kind in INTENT_PARTS
    }
    return Scored(min(sum(parts.values()), FULL), parts)


def _share(part: frozenset[str], whole: frozenset[str]) -> Decimal:
    return Decimal(len(part)) / Decimal(len(whole)) if whole else Decimal(0)


def _decay(age: timedelta, half_life_days: int) -> float:
    days = max(age / timedelta(days=1), 0.0)
    return float(0.5 ** (days / half_life_days))
