"""How long turns take, on two systems that meet the same machine."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

SAYINGS = (
    "什么是分散投资？", "你好", "你们收费吗", "谢谢", "what is inflation?", "hello", "thanks",
    "我想给孩子存教育金", "who are you?", "为什么要问这个",
)  # fmt: skip
_WARM = 3
_PER_CONVERSATION = 20
Ask = Callable[[int, str], None]


def alternating(turns: int, ours: Ask, theirs: Ask) -> tuple[list[float], list[float]]:
    """Milliseconds of each turn on both sides, which alternate, and alternate in going first."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(-_WARM, turns):
        saying = SAYINGS[number % len(SAYINGS)]
        sides = list(zip(times, (ours, theirs), strict=True))
        for side, ask in sides if number % 2 else reversed(sides):
            began = time.perf_counter()
            ask(max(number, 0) // _PER_CONVERSATION, saying)
            if number >= 0:
                side.append((time.perf_counter() - began) * 1000)
    return times


def figures(times: list[float]) -> dict[str, float]:
    """Median, 95th percentile and longest."""
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return {"p50": round(cuts[49], 1), "p95": round(cuts[94], 1), "max": round(max(times), 1)}


def difference(ours: list[float], theirs: list[float]) -> dict[str, float]:
    """By how many percent of the other side's median ours is slower, turn by turn.

    The median of the differences, with the bounds that hold it in 95 of 100 runs (from the order
    of the differences, so that a few slow turns do not count).
    """
    base = statistics.median(theirs)
    each = sorted((a - b) / base * 100 for a, b in zip(ours, theirs, strict=True))
    reach = round(0.98 * len(each) ** 0.5)
    middle = len(each) // 2
    low, high = max(0, middle - reach), min(len(each) - 1, middle + reach)
    return {
        "percent": round(statistics.median(each), 2),
        "from": round(each[low], 2),
        "to": round(each[high], 2),
    }
