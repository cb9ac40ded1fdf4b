"""What illustrations assume of the coming years, and the mix of each category that follows."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bot.suitability.policy import CATEGORIES, MINIMUM
from bot.suitability.reading import day, fail, items, mapping, need, number, text, whole
from bot.suitability.rules import Text

NAMES = (*CATEGORIES, MINIMUM)
"""The categories that have a mix; `minimum` is that of the minimum risk category."""
_TOLERANCE = 0.3
"""How far, in points of standard deviation, rounding may carry a mix over its limit."""


@dataclass(frozen=True)
class AssetClass:
    """One asset class: compound mean and standard deviation, percent a year, nominal."""

    id: str
    name: Text
    mean: float
    sd: float
    equity: bool
    home: bool


@dataclass(frozen=True)
class Limits:
    """What the mix of one category must keep to; everything in percent."""

    max_sd: float
    max_equity: float
    least: Mapping[str, float]
    most: Mapping[str, float]


@dataclass(frozen=True)
class Simulation:
    """How outcomes are drawn: paths, degrees of freedom, seed, most years, the chance aimed at."""

    paths: int
    tails: int
    seed: int
    longest: int
    sure: float


@dataclass(frozen=True)
class Assumptions:
    """The assumptions of one file. `mixes` (whole percents by class) are computed from them."""

    classes: Mapping[str, AssetClass]
    correlations: Mapping[frozenset[str], float]
    limits: Mapping[str, Limits]
    home_share: float
    inflation: float
    simulation: Simulation
    source: Text
    as_of: date
    version: str
    mixes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @classmethod
    def from_mapping(cls, source: Mapping[str, Any]) -> Assumptions:
        """Build from a loaded `data/assumptions.yml`. Raises RuleError naming the place."""
        rows = mapping(need(source, "classes", ""), "classes")
        classes = {name: _class(name, row) for name, row in rows.items()}
        limits = mapping(need(source, "limits", ""), "limits")
        categories = mapping(need(limits, "categories", "limits"), "limits.categories")
        drawn = mapping(need(source, "simulation", ""), "simulation")
        return cls(
            classes=classes,
            correlations=_correlations(need(source, "correlations", ""), classes),
            limits={
                name: _limits(
                    need(categories, name, "limits.categories"),
                    f"limits.categories.{name}",
                    classes,
                )
                for name in NAMES
            },
            home_share=float(number(need(limits, "home_share", "limits"), "limits.home_share")),
            inflation=float(number(need(source, "inflation", ""), "inflation")),
            simulation=Simulation(
                paths=whole(need(drawn, "paths", "simulation"), "simulation.paths"),
                tails=whole(need(drawn, "tails", "simulation"), "simulation.tails"),
                seed=whole(need(drawn, "seed", "simulation"), "simulation.seed"),
                longest=whole(need(drawn, "longest", "simulation"), "simulation.longest"),
                sure=float(number(need(drawn, "sure", "simulation"), "simulation.sure")),
            ),
            source=text(need(source, "source", ""), "source"),
            as_of=day(need(source, "as_of", ""), "as_of"),
            version=str(need(source, "version", "")),
        )

    def correlation(self, one: str, other: str) -> float:
        """Of the yearly returns of two classes; 0 where none is stated."""
        return 1.0 if one == other else self.correlations.get(frozenset((one, other)), 0.0)

    def covariance(self) -> list[list[float]]:
        """Of yearly returns as fractions, in the order of `classes`."""
        rows = list(self.classes.values())
        return [[self.correlation(a.id, b.id) * a.sd * b.sd / 1e4 for b in rows] for a in rows]

    def deviation(self, weights: Mapping[str, float]) -> float:
        """The standard deviation, percent a year, of a mix (weights in percent)."""
        parts = [weights.get(name, 0.0) / 100 for name in self.classes]
        rows = self.covariance()
        pairs = ((i, j) for i in range(len(parts)) for j in range(len(parts)))
        variance = sum(parts[i] * parts[j] * rows[i][j] for i, j in pairs)
        return 100 * math.sqrt(max(0.0, variance))

    def mean(self, weights: Mapping[str, float]) -> float:
        """The compound mean, percent a year, of a mix that is put back to its weights each year.

        Of arithmetic means the weighted sum, less half the variance of the mix.
        """
        arithmetic = sum(
            weights.get(name, 0.0) / 100 * (one.mean + one.sd**2 / 200)
            for name, one in self.classes.items()
        )
        return arithmetic - self.deviation(weights) ** 2 / 200

    def with_mixes(self, mixes: Mapping[str, Any]) -> Assumptions:
        """These assumptions with the mixes that were computed from them.

        Raises RuleError where a mix is missing, does not add up to 100 or breaks its limits.
        """
        built: dict[str, Mapping[str, int]] = {}
        for name in NAMES:
            path = f"mixes.{name}"
            row = mapping(need(mixes, name, "mixes"), path)
            weights = {key: whole(value, f"{path}.{key}") for key, value in row.items()}
            if set(weights) - set(self.classes) or sum(weights.values()) != 100:
                fail(path, "must use the named asset classes and add up to 100")
            if reason := self.broken(name, weights):
                fail(path, f"breaks a limit ({reason}); run: zhiyin illustration compute")
            built[name] = weights
        return replace(self, mixes=built)

    def broken(self, category: str, weights: Mapping[str, int]) -> str | None:
        """Which limit of the category a mix breaks; None where it keeps to all of them."""
        limits = self.limits[category]
        for name in self.classes:
            weight = weights.get(name, 0)
            if weight < limits.least.get(name, 0) or weight > limits.most.get(name, 100):
                return name
        if self.in_equity(weights) > limits.max_equity:
            return "max_equity"
        if self.deviation(weights) > limits.max_sd + _TOLERANCE:
            return "max_sd"
        return None

    def in_equity(self, weights: Mapping[str, float]) -> float:
        """The percent of a mix that is in shares."""
        return sum(weights.get(name, 0) for name, one in self.classes.items() if one.equity)


def _class(name: str, row: Any) -> AssetClass:
    path = f"classes.{name}"
    source = mapping(row, path)
    return AssetClass(
        id=name,
        name=text(source, path),
        mean=float(number(need(source, "mean", path), f"{path}.mean")),
        sd=float(number(need(source, "sd", path), f"{path}.sd")),
        equity=bool(need(source, "equity", path)),
        home=bool(need(source, "home", path)),
    )


def _correlations(rows: Any, classes: Mapping[str, AssetClass]) -> dict[frozenset[str], float]:
    found: dict[frozenset[str], float] = {}
    for at, row in enumerate(items(rows, "correlations")):
        path = f"correlations[{at}]"
        source = mapping(row, path)
        pair = frozenset(str(name) for name in items(need(source, "pair", path), f"{path}.pair"))
        if len(pair) != 2 or pair - set(classes):
            fail(f"{path}.pair", "must name two of the asset classes")
        if pair in found:
            fail(f"{path}.pair", "stands here twice")
        found[pair] = float(number(need(source, "value", path), f"{path}.value"))
    return found


def _limits(row: Any, path: str, classes: Mapping[str, AssetClass]) -> Limits:
    source = mapping(row, path)

    def weights(key: str) -> dict[str, float]:
        found = mapping(need(source, key, path), f"{path}.{key}")
        if set(found) - set(classes):
            fail(f"{path}.{key}", "must name asset classes of this file")
        return {name: float(number(value, f"{path}.{key}")) for name, value in found.items()}

    return Limits(
        max_sd=float(number(need(source, "max_sd", path), f"{path}.max_sd")),
        max_equity=float(number(need(source, "max_equity", path), f"{path}.max_equity")),
        least=weights("least"),
        most=weights("most"),
    )
