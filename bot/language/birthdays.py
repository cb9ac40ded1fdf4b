"""The client's age by the birthday that comes next: "I'll be 50 in March", 明年三月满五十."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bot.language.births import Birth
from bot.language.clauses import Clauses
from bot.language.dates import Today
from bot.language.numbers import Number
from bot.language.wordlist import words

_SHORT = words("jan feb mar apr may jun jul aug sep oct nov dec")
_MONTH = rf"(?P<month>{'|'.join(_SHORT)})[a-z]*\b"
_LED = re.compile(
    r"\b(?:i(?:'ll| will) (?:be|turn)|i turn|i(?:'m| am) (?:turning|going to be)"
    r"|turning) (?:the big )?$"
)
_IN_MONTH = re.compile(
    rf"(?:st|nd|rd|th)?(?: years old)? (?:this coming |next |in |on (?:the )?\d{{1,2}}(?:st|nd"
    rf"|rd|th)? (?:of )?)"
    rf"(?:early |late |mid[- ])?{_MONTH}(?!,? (?:of )?(?:20\d\d|next))"
)
_NEXT = re.compile(r"(?:st|nd|rd|th)? (?:on |at )?(?:my )?next birthday\b")
_LED_NEXT = re.compile(r"\bnext birthday (?:i(?:'ll| will) be|i(?:'m| am)|is my) $")
_HAN = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"十一": 11, "十二": 12}
_LED_ZH = re.compile(
    r"(?:我|本人)?(?:到)?(?:(?P<next>明年)|今年)(?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?"
    r"(?:就|才|刚好?|正好)?(?:满|到|该)?\s?$"
)
_YOUNGEST, _OLDEST = 15, 100


def find(
    text: str, found: tuple[Number, ...], today: Today | None, clauses: Clauses
) -> Iterator[Birth]:
    """Ages of a folded text that are one year less than the birthday it speaks of.

    Sure where the next birthday is named; by a month it is only likely. Not where the birthday may
    be this month, or where somebody else's is told.
    """
    if not isinstance(today, date):
        return
    for number in found:
        if number.scaled or number.high is not None or number.low.denominator != 1:
            continue
        if not _YOUNGEST <= number.low <= _OLDEST or clauses.doubtful(number.start):
            continue
        end = _end(text, number, today)
        if end is not None:
            named = number.sure and "birthday" in text[max(0, number.start - 32) : end]
            yield Birth(int(number.low) - 1, number.start, end, exact=True, sure=named)


def _end(text: str, number: Number, today: date) -> int | None:
    """Where the words end that make a number the age of the next birthday."""
    before = text[max(0, number.start - 32) : number.start]
    if (match := _NEXT.match(text, number.end)) or _LED_NEXT.search(before):
        return match.end() if match else number.end
    if _LED.search(before) and (match := _IN_MONTH.match(text, number.end)):
        month = _SHORT.index(match.group("month")) + 1
        return match.end() if month != today.month else None
    led = _LED_ZH.search(before)
    if led is None or not text.startswith("岁", number.end):
        return None
    said = led.group("month")
    month = int(said) if said.isdigit() else _HAN[said]
    ahead = month < today.month if led.group("next") else month > today.month
    return number.end + 1 if ahead else None
