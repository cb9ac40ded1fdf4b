"""Several sums of one kind in a message: a total that is named, parts that add up, or a doubt."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest
from typing import Any

from bot.language import hedges
from bot.language.amounts import Amount
from bot.language.reading import Reading

ASSETS = "investable_assets"
_TOTAL_BEFORE = re.compile(
    r"(?:一共|总共|合计|共计|总计|加起来|加一起|合起来|加在一起|拢共|统共|\b(?:in total"
    r"|total(?:ling| of|s)?|altogether|all in all|all told"
    r"|adds? up to|comes? to|making|makes)\b)(?:是|有|就|大概|大约|差不多|about|around|roughly"
    r"|:|：|\s)*$"
)
_TOTAL_AFTER = re.compile(
    r"\s?(?:in total|total\b|altogether|all in\b|all told|combined|in all\b|总共|合计)"
)
_PLUS = re.compile(
    r"加上?|\+|外加|还有|另有|以及|和|\b(?:plus|and(?: another| also)?|with another)\b|\+"
)
_JOINED_WITHIN = 24
"""The most characters between two parts that are added."""
_PLUS_ONLY = re.compile(r"加上?|\+|外加|\bplus\b")


def settled(
    text: str,
    readings: Sequence[Reading],
    *,
    asking: str | None,
    theirs: Callable[[Reading], bool] = lambda _: False,
    sums: Sequence[int] = (),
) -> list[Reading]:
    """The readings with several sums of one kind made one where the text says how they add up.

    A total that is named holds instead of its parts ("30k and 20k, 50k in total"). Two parts that
    are joined by a plus are added when they answer the question; else the sum is to be confirmed.
    Several sums that do not add up are none of them sure. What belongs to others (`theirs`) is no
    part of the client's; `sums` are all sums of the text, whatever they are, in minor units.
    """
    out = list(readings)
    for name in dict.fromkeys(r.id for r in readings):
        out = _settled(text, out, name, asking, theirs, sums)
    return out


def _settled(
    text: str,
    readings: list[Reading],
    name: str,
    asking: str | None,
    theirs: Callable[[Reading], bool],
    sums: Sequence[int],
) -> list[Reading]:
    parts = _standing(text, [r for r in readings if r.id == name])
    values = {str(r.value) for r in parts}
    if len(parts) < 2 or len(values) < 2:
        return readings
    rest = [r for r in readings if r not in parts]
    plain = all("amount" in r.value for r in parts)
    if not plain or len({r.value["currency"] for r in parts}) != 1:
        return _all_open(readings, parts)
    last = parts[-1]
    whole = sum(r.value["amount"] for r in parts[:-1])
    if len(parts) > 2 and whole == last.value["amount"]:
        return [*rest, replace(last, sure=True)]
    total = next((r for r in parts if is_total(text, r)), None)
    if total is not None:
        others = sum(sums) - total.value["amount"]
        adds_up = total is last and len(sums) > 2 and others == total.value["amount"]
        return [*rest, replace(total, sure=adds_up)]
    own = [r for r in parts if not theirs(r)]
    if own and len(own) < len(parts):
        return _settled(text, [*rest, *own], name, asking, theirs, sums)
    joins = [text[a.end : b.start] for a, b in pairwise(parts)]
    if name != ASSETS or not all(
        _PLUS.search(join) and len(join) <= _JOINED_WITHIN for join in joins
    ):
        return _all_open(readings, parts)
    added = _added(parts)
    sure = asking == ASSETS and added.sure and all(_PLUS_ONLY.search(join) for join in joins)
    return [*rest, replace(added, sure=sure)]


def _all_open(readings: list[Reading], parts: list[Reading]) -> list[Reading]:
    return [replace(r, sure=False) if r in parts else r for r in readings]


def _standing(text: str, readings: Sequence[Reading]) -> list[Reading]:
    """The sums of one kind that no later one takes back."""
    parts = [r for r in readings if not r.negated]
    return [
        one
        for one, after in zip_longest(parts, parts[1:])
        if after is None or not hedges.restated(text[one.end : after.start])
    ]


def is_total(text: str, part: Reading | Amount) -> bool:
    """Whether a sum is said to be all of them: 一共50万, "50k in total"."""
    before = text[max(0, part.start - 16) : part.start]
    return bool(_TOTAL_BEFORE.search(before) or _TOTAL_AFTER.match(text, part.end))


def _added(parts: Sequence[Reading]) -> Reading:
    value: dict[str, Any] = {
        "amount": sum(r.value["amount"] for r in parts),
        "currency": parts[0].value["currency"],
    }
    return replace(
        parts[0],
        value=value,
        end=parts[-1].end,
        sure=all(r.sure for r in parts),
        approximate=any(r.approximate for r in parts),
        how="sum of amounts",
    )
