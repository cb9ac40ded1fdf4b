"""What may become of a sum over the years: drawn outcomes, and what a goal would take."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bot.suitability.assumptions import Assumptions

# The gateway imports this module long before somebody asks for a report: NumPy waits until then.
if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

PERCENTILES = (5, 25, 50, 75, 95)
_EXTREME = 5.0
"""Draws further from the mean than this many standard deviations are brought back to it."""


@dataclass(frozen=True)
class Year:
    """The end of one year: the sum (major units) that 5, 25, 50, 75, 95 of 100 paths stay under."""

    year: int
    values: tuple[float, ...]


@dataclass(frozen=True)
class Remedies:
    """What it would take to reach the goal with the chance aimed at; None where nothing would.

    `saving`: to put aside each month besides; `years`: instead of the given ones; `goal`: what the
    sum may be expected to reach in the given time. Never more risk.
    """

    saving: float | None
    years: int | None
    goal: float


@dataclass(frozen=True)
class Outlook:
    """The outcomes of one sum in one mix. Sums in major units, the rest in percent or years.

    `worst_year` is the worst year of the middle path, `bad_year` that of one path in twenty;
    `under_water` and `long_under_water` likewise are the longest run of years that ended below an
    earlier peak. `real` is the middle outcome in today's money. `sure` is the chance that the
    remedies aim at.
    """

    amount: float
    goal: float | None
    path: tuple[Year, ...]
    chance: float | None
    worst_year: float
    bad_year: float
    under_water: int
    long_under_water: int
    real: float
    goal_then: float | None
    inflation: float
    sure: float
    remedies: Remedies | None

    @property
    def years(self) -> int:
        """How many years the outlook spans."""
        return self.path[-1].year

    @property
    def final(self) -> Year:
        """The end of the last year."""
        return self.path[-1]


def years_of(months: int, assumptions: Assumptions) -> int:
    """The whole years that an outlook shows for a span of months; at least one."""
    return max(1, min(assumptions.simulation.longest, math.ceil(months / 12)))


def look_ahead(
    assumptions: Assumptions,
    weights: Mapping[str, int],
    *,
    amount: float,
    years: int,
    goal: float | None = None,
) -> Outlook:
    """Draw what may become of `amount` (major units) in a mix (percents) over `years`.

    The same arguments give the same result. Raises ValueError for a sum that is not positive or
    for no years.
    """
    import numpy as np

    if amount <= 0 or years < 1 or (goal is not None and goal <= 0):
        raise ValueError("an outlook needs a sum, a year at least, and a goal above nothing")
    factors = _factors(assumptions, tuple(sorted(weights.items())))
    growth = np.cumprod(factors[:, :years], axis=1)
    worst = (factors[:, :years].min(axis=1) - 1) * 100
    below = _below_peak(growth)
    inflated = (1 + assumptions.inflation / 100) ** years
    final = amount * growth[:, -1]
    return Outlook(
        amount=amount,
        goal=goal,
        path=tuple(
            Year(
                at + 1, tuple(float(v) for v in np.percentile(amount * growth[:, at], PERCENTILES))
            )
            for at in range(years)
        ),
        chance=None if goal is None else float(np.mean(final >= goal) * 100),
        worst_year=float(np.percentile(worst, 50)),
        bad_year=float(np.percentile(worst, 5)),
        under_water=int(np.percentile(below, 50, method="lower")),
        long_under_water=int(np.percentile(below, 95, method="higher")),
        real=float(np.median(final)) / inflated,
        goal_then=None if goal is None else goal * inflated,
        inflation=assumptions.inflation,
        sure=assumptions.simulation.sure,
        remedies=None if goal is None else _remedies(assumptions, factors, amount, years, goal),
    )


def _remedies(
    assumptions: Assumptions, factors: Floats, amount: float, years: int, goal: float
) -> Remedies | None:
    """What it would take; None where the goal is in reach already."""
    import numpy as np

    sure = assumptions.simulation.sure
    growth = np.cumprod(factors, axis=1) * amount
    chances = np.mean(growth >= goal, axis=0) * 100
    if chances[years - 1] >= sure:
        return None
    later = np.flatnonzero(chances[years:] >= sure)
    span = factors[:, :years]
    # A year's saving comes in month by month, so that it grows by half of that year's growth.
    worth = np.zeros(len(span))
    for year in range(years):
        worth = worth * span[:, year] + np.sqrt(span[:, year])
    lacking = (goal - growth[:, years - 1]) / worth
    monthly = float(np.percentile(lacking, sure)) / 12
    return Remedies(
        saving=monthly if monthly > 0 else None,
        years=int(later[0]) + years + 1 if len(later) else None,
        goal=float(np.percentile(growth[:, years - 1], 100 - sure)),
    )


def _below_peak(growth: Floats) -> npt.NDArray[Any]:
    """By path, the longest run of year-ends below an earlier peak (the start counts as one)."""
    import numpy as np

    peak = np.ones(len(growth))
    run = np.zeros(len(growth), dtype=int)
    longest = run.copy()
    for at in range(growth.shape[1]):
        under = growth[:, at] < peak
        run = np.where(under, run + 1, 0)
        longest = np.maximum(longest, run)
        peak = np.maximum(peak, growth[:, at])
    return longest


def _factors(assumptions: Assumptions, weights: tuple[tuple[str, int], ...]) -> Floats:
    """By path and year, what one unit in the mix becomes; it is put back at each year's end."""
    import numpy as np

    drawn = _drawn(_Draw.of(assumptions))
    parts = dict(weights)
    shares = np.array([parts.get(name, 0) / 100 for name in assumptions.classes])
    return np.asarray(drawn @ shares)


@dataclass(frozen=True)
class _Draw:
    """All that the drawn returns depend on, hashable."""

    means: tuple[float, ...]
    deviations: tuple[float, ...]
    correlations: tuple[tuple[float, ...], ...]
    paths: int
    tails: int
    seed: int
    years: int

    @classmethod
    def of(cls, assumptions: Assumptions) -> _Draw:
        rows, drawn = list(assumptions.classes.values()), assumptions.simulation
        return cls(
            means=tuple(one.mean / 100 for one in rows),
            deviations=tuple(one.sd / 100 for one in rows),
            correlations=tuple(
                tuple(assumptions.correlation(a.id, b.id) for b in rows) for a in rows
            ),
            paths=drawn.paths,
            tails=drawn.tails,
            seed=drawn.seed,
            years=drawn.longest,
        )


@lru_cache(maxsize=2)
def _drawn(draw: _Draw) -> Floats:
    """Yearly growth factors by path, year and class.

    Logarithms of the factors are multivariate Student t with the compound mean, deviation and
    correlations assumed: more extreme years than a normal law has, as markets do.
    """
    import numpy as np

    source = np.random.Generator(np.random.PCG64(draw.seed))
    shape = (draw.paths, draw.years, len(draw.means))
    lower = np.linalg.cholesky(np.array(draw.correlations))
    normal = source.standard_normal(shape) @ lower.T
    spread = source.chisquare(draw.tails, shape[:2])[..., None] / draw.tails
    unit = math.sqrt((draw.tails - 2) / draw.tails)
    steps = np.clip(normal / np.sqrt(spread) * unit, -_EXTREME, _EXTREME)
    means, deviations = np.array(draw.means), np.array(draw.deviations)
    wide = np.sqrt(np.log1p((deviations / (1 + means)) ** 2))
    return np.asarray(np.exp(np.log1p(means) + steps * wide))
