"""All that a message says about the client: `read` turns words into readings of profile values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from bot.language import (
    ages,
    amounts,
    background,
    hedges,
    household,
    losses,
    losses_money,
    money,
    needs,
    numbers,
    outright,
    people,
    products,
    segments,
    spans,
    unsettled,
)
from bot.language.clauses import Clauses
from bot.language.dates import Today
from bot.language.normal import folded
from bot.language.numbers import Number
from bot.language.reading import Reading
from bot.language.times import span_readings

__all__ = ["Reading", "read"]

_FILLER = re.compile(
    r"(?:大概|大约|差不多|左右|上下|吧|啊|呢|了|的|嗯|哦|额|呃|我|今年|现在|是|有|就"
    r"|也就|应该|可能|估计|个|位|人|岁|周岁|口|那|这|样子"
    r"|元|块钱?|万|目前|家里|一共|总共|需要|要养|选|填|写"
    r"|about|around|roughly|approximately|approx|i'm|i|am|it's|it is|its|is|maybe"
    r"|probably|think|guess|say|would|or so|um+|uh+|er+|well|just|only|my|age|have|we"
    r"|people|of them|them|now|currently|years old|kids|the|answer|please|ish|so|like|a"
    r"|total|in|me and (?:the|my) (?:missus|wife|husband|partner|other half)"
    r"|本人|哈|呀|啦|haha|lol|turned"
    r"|[\s,，.。!！~?:：'\"+()（）^_*;；…-])+"
)


_MOST_NUMBERS = 40
"""A message with more numbers than this is a table, not an answer; the rest is left unread."""


def read(
    text: str,
    *,
    language: str,
    asking: str | None = None,
    today: Today | None = None,
    now_year: int | None = None,
    known_age: int | None = None,
    currency: str = "CNY",
    doubtful: Sequence[tuple[int, int]] = (),
) -> tuple[Reading, ...]:
    """Everything that a message states about the client, in the order of the words.

    Args:
        text: what the client wrote; Chinese and English may be mixed.
        language: the conversation's language, `zh` or `en`.
        asking: the question that is asked right now; lets a bare value ("50万") be its answer.
        today: the day it is said on; without it a year of birth or "by 2030" says nothing.
        now_year: the current year, where the day is not known.
        known_age: the client's age, where it is known; "until I turn 60" counts from it.
        currency: what a sum without a sign is in.
        doubtful: spans of `text` that were mended and may have meant something else; what is read
            from them is not sure.

    Returns readings by the contracts' ids, plus `need` and `segment`. What can mean two things
    is there with `sure` False, or not at all. Never raises for any text.
    """
    whole = folded(text)
    plain = whole.text
    clauses = Clauses(plain)
    found = numbers.find(plain)[:_MOST_NUMBERS]
    sums = amounts.find(plain, found)
    today = today or now_year or None
    times = spans.find(plain, found, today)
    readings: list[Reading] = []
    readings += money.read(
        plain, sums, clauses, language=language, asking=asking, currency=currency
    )
    own = ages.ages(plain, found, today, clauses=clauses, asked=asking == "age")
    if asking == "age" and not any(age.sure for age in own):
        own += tuple(filter(None, [ages.answered(plain, found)]))
    readings += _ages(own, clauses)
    readings += span_readings(
        plain,
        times,
        sums,
        clauses,
        numbers=found,
        ages=own,
        known_age=known_age,
        asking=asking,
    )
    readings += _dependants(plain, found, clauses, asking)
    lost = list(losses.read(plain, found, clauses, asking=asking))
    if not any(r.sure for r in lost):
        lost = list(losses_money.read(plain, sums, clauses)) or lost
    readings += lost
    readings += needs.needs(plain, clauses, asking=asking)
    readings += segments.segment(plain, clauses, asking=asking)
    readings += background.income_source(plain, clauses, asking=asking)
    readings += products.experience(plain, clauses, asking=asking)
    readings += background.debts(plain, clauses)
    readings += outright.read(plain, clauses)
    readings += _no_reserve(plain, asking)
    readings += _bare(plain, found, asking, readings)
    readings = _unsettled(plain, _corrected(plain, readings), asking)
    readings = _agreed(readings)
    out = []
    for reading in readings:
        start, end = whole.span(reading.start, reading.end)
        sure = reading.sure and not any(a < end and start < b for a, b in doubtful)
        out.append(replace(reading, start=start, end=end, sure=sure))
    out.sort(key=lambda r: (r.start, r.end, r.id))
    return tuple(out)


def _ages(found: tuple[ages.Age, ...], clauses: Clauses) -> Iterable[Reading]:
    for age in found:
        negated = hedges.negated(clauses.text, age.start)
        sure = age.sure and not clauses.doubtful(age.start)
        yield Reading(
            "age", age.years, age.start, age.end, sure, age.approximate, negated, "age grammar"
        )


def _dependants(
    text: str, found: tuple[Number, ...], clauses: Clauses, asking: str | None
) -> Iterable[Reading]:
    if asking == "dependants" and people.nobody(text) and not hedges.is_correction(text):
        yield Reading("dependants", 0, 0, len(text), sure=True, how="count grammar")
        return
    if asking == "dependants" and (listed := household.read(text)) is not None:
        yield Reading("dependants", listed.people, 0, len(text), listed.sure, how="household")
        return
    counts = people.dependants(text, found)
    cared = household.supported(text)
    if cared and all(cared.start <= c.start < cared.end for c in counts if c.people):
        sure = cared.sure and not clauses.doubtful(cared.start) and not clauses.asks(cared.start)
        yield Reading("dependants", cared.people, cared.start, cared.end, sure, how="household")
        return
    for count in counts:
        sure = count.sure and not clauses.hypothetical(count.start)
        if clauses.has_child_before(count.start):
            sure = False
        if clauses.of_someone_else(count.start) and not people.of_the_couple(text, count.start):
            sure = False
        if asking == "dependants" and count.people == 0 and not hedges.is_correction(text):
            sure = len(text) <= 24 and not people.others_beside(text)
        if asking == "dependants" and count.people and people.others_beside(text):
            sure = sure and bool(people.PARENTS.search(text[count.start : count.end]))
        yield Reading(
            "dependants",
            count.people,
            count.start,
            count.end,
            sure,
            negated=hedges.negated(text, count.start) and count.people > 0,
            how="count grammar",
        )


_NONE_LEFT = re.compile(
    r"(?:(?:月光族?|光光|就是月光)[，, ]|嗯|哦|呃|目前|现在|暂时|我|还|真的|基本上?|一点|一点点"
    r"|几乎|都|也|完全|根本|什么)*"
    r"(?:没有|没|零|0|没存钱|没存款|没积蓄|没有存款|没有备用金|没有应急金|没备用金|一分钱?(?:都"
    r"|也)?没有?)(?:呢|啊|的"
    r"|了|吧|存款|积蓄|备用金|应急金|哈)*"
    r"|(?:well|um|honestly|at the moment|right now|currently|i have|i've got|i've|we have"
    r"|absolutely)*\s?"
    r"(?:none|nothing|zero|zilch|nada|nil|not a (?:penny|cent|dime)|0|no (?:savings|reserves?"
    r"|emergency fund|cushion)|(?:haven't|have not) got any|don't have any)(?: (?:saved"
    r"|set aside|at all"
    r"|left|really|yet|at the moment|put aside))*"
    r"(?:,? (?:i|we)(?:'m| am|'re| are)? ?(?:just )?(?:live|living) (?:pay ?(?:day|check|cheque) to"
    r" pay ?(?:day|check|cheque)|hand to mouth|month to month))?"
)
"""The whole answer that nothing is kept in reserve."""


def _no_reserve(text: str, asking: str | None) -> Iterable[Reading]:
    if asking == "reserve_months" and _NONE_LEFT.fullmatch(text.strip(" ,，.。!！~")):
        yield Reading("reserve_months", 0, 0, len(text), True, how="lexicon")


_DENIAL = re.compile(r"不是|并非|\b(?:it's )?not\b")
_UNIT = re.compile(r"个|位|口|人|岁|月|\b(?:kids?|people|months?|years?|children)\b")
_REPLACING = re.compile(
    r"不对|哦不|啊不|说错了|写错了|应该是|其实是|是|\b(?:sorry|no|wait|i mean|i meant|actually"
    r"|make that"
    r"|but|it's)\b"
)
"""Words between a number and the one that stands for it."""


def _bare(
    text: str, found: tuple[Number, ...], asking: str | None, known: list[Reading]
) -> Iterable[Reading]:
    """A number that is the whole message answers the question that is asked for a number."""
    if asking not in ("age", "dependants", "reserve_months"):
        return
    if not found or any(r.id == asking for r in known):
        return
    number = found[-1]
    rest = text[: number.start] + " " + text[number.end :]
    if len(found) == 2:
        # "two, sorry, three", 不是三个，是两个: the second number stands for the first.
        first = found[0]
        between = text[first.end : number.start]
        denied = hedges.negated(text, first.start) and len(between) <= 6
        if not (denied or (hedges.restated(between) and len(between) <= 20)):
            return
        rest = _DENIAL.sub(" ", text[: first.start]) + _UNIT.sub(" ", _REPLACING.sub(" ", between))
        rest += " " + text[number.end :]
    elif len(found) != 1:
        return
    if (
        number.scaled
        or text[: number.start].endswith(("'", "’"))
        or number.low.denominator != 1
        or not (rest.strip() == "" or _FILLER.fullmatch(rest))
    ):
        return
    rough = number.approximate or hedges.approximate(text, number.start, number.end)
    value = int(number.low)
    sure = number.sure and not rough and number.high is None
    if asking == "age":
        if not 14 <= value <= 105:
            return
    elif asking == "dependants":
        if value > 20:
            return
        # 一个人 is one to support, or nobody but the client.
        sure = sure and not re.match(r"\s?个?人", text[number.end :]) if value == 1 else sure
    else:
        # A small bare number may be the number of an option.
        sure = sure and value > 6
    yield Reading(asking, value, number.start, number.end, sure, rough, False, "bare number")


def _corrected(text: str, readings: list[Reading]) -> list[Reading]:
    """Marks as negated what the words behind it take back: 三年，不对，五年."""
    out = list(readings)
    for index, reading in enumerate(out):
        later = [r for r in out if r.id == reading.id and r.start >= reading.end and not r.negated]
        if reading.id in ("need",) or not later or reading.negated:
            continue
        nearest = min(later, key=lambda r: r.start)
        if nearest.value != reading.value and hedges.restated(text[reading.end : nearest.start]):
            out[index] = replace(reading, negated=True)
    return out


_MEASURED: dict[str, tuple[unsettled.Asked, tuple[str, ...]]] = {
    "horizon": ("months", ("horizon", "horizon_months")),
    "max_loss": ("percent", ("max_loss",)),
}
"""Questions that are answered with a figure, and what is read from the figure."""


def _unsettled(text: str, readings: list[Reading], asking: str | None) -> list[Reading]:
    """What was read from figures of an answer that leave the open question open is not sure."""
    measure, ids = _MEASURED.get(asking or "", ("months", ()))
    parts = unsettled.open_parts(text, measure) if ids else ()
    return [
        replace(one, sure=False)
        if one.id in ids and any(start <= one.start < end for start, end in parts)
        else one
        for one in readings
    ]


def _agreed(readings: list[Reading]) -> list[Reading]:
    """Two different values for one id are a question, not an answer."""
    values: dict[str, list[Any]] = {}
    for reading in readings:
        if reading.sure and not reading.negated and reading.id not in ("need",):
            known = values.setdefault(reading.id, [])
            if reading.value not in known:
                known.append(reading.value)
    disputed = {key for key, known in values.items() if len(known) > 1}
    if "horizon_months" in disputed or "horizon" in disputed:
        disputed |= {"horizon_months", "horizon"}
    out: list[Reading] = []
    for given in readings:
        disputes = given.id in disputed and not given.negated
        reading = replace(given, sure=False) if disputes else given
        twin = any(
            r.id == reading.id
            and r.value == reading.value
            and r.negated == reading.negated
            and (r.sure or not reading.sure)
            for r in out
        )
        if not twin:
            out.append(reading)
    return out
