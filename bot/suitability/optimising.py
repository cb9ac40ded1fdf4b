"""The mix of each category: the highest mean within its limits, by PyPortfolioOpt.

Runs when the assumptions change (`zhiyin illustration compute`), not in a conversation: the library
takes seconds to load, and compliance signs the very mixes that clients see.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.suitability.assumptions import NAMES, Assumptions
from bot.suitability.reading import fail


def compute(assumptions: Assumptions) -> dict[str, dict[str, int]]:
    """Whole percents by asset class for every category.

    Mean–variance optimisation (Markowitz 1952) over arithmetic means: of all mixes that keep to the
    limits of the category the one with the highest mean. Raises RuleError where no mix can.
    """
    return {name: _mix(assumptions, name) for name in NAMES}


def _mix(assumptions: Assumptions, category: str) -> dict[str, int]:
    import numpy as np
    import pandas as pd
    from pypfopt import EfficientFrontier
    from pypfopt.exceptions import OptimizationError

    names = list(assumptions.classes)
    limits = assumptions.limits[category]
    means = pd.Series(
        {
            name: one.mean / 100 + (one.sd / 100) ** 2 / 2
            for name, one in assumptions.classes.items()
        }
    )
    covariance = pd.DataFrame(assumptions.covariance(), index=names, columns=names)
    bounds = [
        (limits.least.get(name, 0.0) / 100, limits.most.get(name, 100.0) / 100) for name in names
    ]
    shares = np.array([float(one.equity) for one in assumptions.classes.values()])
    home = np.array([float(one.equity and one.home) for one in assumptions.classes.values()])
    frontier = EfficientFrontier(means, covariance, weight_bounds=bounds)
    frontier.add_constraint(lambda w: shares @ w <= limits.max_equity / 100)
    frontier.add_constraint(lambda w: home @ w <= assumptions.home_share / 100 * (shares @ w))
    try:
        frontier.efficient_risk(target_volatility=limits.max_sd / 100)
    except (OptimizationError, ValueError):
        fail(f"limits.categories.{category}", "no mix keeps to these limits; widen them")
    found = dict(zip(names, frontier.weights, strict=True))
    return _whole(assumptions, category, {name: float(w) * 100 for name, w in found.items()})


def _whole(assumptions: Assumptions, category: str, exact: Mapping[str, float]) -> dict[str, int]:
    """Rounded to whole percents that add up to 100, within the limits, by largest remainders."""
    parts = {name: int(value + 1e-6) for name, value in exact.items()}
    left = 100 - sum(parts.values())
    by_remainder = sorted(exact, key=lambda name: parts[name] - exact[name])
    for _ in range(left):
        for name in by_remainder:
            tried = {**parts, name: parts[name] + 1}
            if tried[name] <= assumptions.limits[category].most.get(name, 100) and (
                assumptions.in_equity(tried) <= assumptions.limits[category].max_equity
            ):
                parts = tried
                by_remainder = [one for one in by_remainder if one != name] + [name]
                break
    return {name: value for name, value in parts.items() if value}
