"""How often a sum of money comes: 月薪2万, 5k a week, 每季度10万, $40 an hour."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Period:
    """`per_year` is how often the sum comes in a year.

    `sure` False where that depends on how many hours or days somebody works.
    """

    per_year: int
    sure: bool = True


YEAR = Period(1)
_PERIODS = {
    "hour": Period(2000, sure=False),
    "day": Period(250, sure=False),
    "week": Period(52),
    "fortnight": Period(26),
    "month": Period(12),
    "quarter": Period(4),
    "half": Period(2),
    "term": Period(2, sure=False),
    "year": YEAR,
}
_BETWEEN = (
    r"\s?(?:左右|上下|多|的样子|吧|以上|税前|税后|到手|净|or so|net|gross|after tax|before tax"
    r"|pre-tax|take[- ]home|in hand|roughly|total|salary|income|wages|pension)?\s?"
)
_UNITS_ZH = (
    r"(?P<hour>个?(?:小时|钟头))|(?P<day>[天日])|(?P<week>周|个?(?:星期|礼拜))"
    r"|(?P<fortnight>(?:两|2)(?:周|个?(?:星期|礼拜)))|(?P<month>个?月)|(?P<quarter>个?季度?)"
    r"|(?P<half>半年)|(?P<term>个?学期)|(?P<year>年)"
)
_UNITS_EN = (
    r"(?P<hour>hour|hr|h)|(?P<day>day|shift)|(?P<week>week|wk)"
    r"|(?P<fortnight>fortnight|two weeks|2 weeks|other week|second week)"
    r"|(?P<month>month|mth|mo|calendar month)|(?P<quarter>quarter|qtr|three months|3 months)"
    r"|(?P<half>half[- ]year|six months|6 months)|(?P<term>term|semester)|(?P<year>year|yr|annum)"
)
_ADVERBS = (
    r"(?P<hour>hourly|p/?h)|(?P<day>daily)|(?P<fortnight>bi-?weekly|fortnightly)"
    r"|(?P<week>weekly|p/?w)|(?P<quarter>quarterly)|(?P<half>half-?yearly|semi-?annual(?:ly)?)"
    r"|(?P<month>monthly|pcm|p/?m)|(?P<year>annually|yearly|annual|p\.?a\.?)"
)
_NO_SPAN = r"(?![前后内期级份定以的得来])"
_AFTER = tuple(
    re.compile(_BETWEEN + pattern)
    for pattern in (
        rf"(?:[/每]|一(?!半))\s?(?:{_UNITS_ZH}){_NO_SPAN}",
        rf"(?:/\s?|(?:per|a|an|each|every) )(?:{_UNITS_EN})(?![a-z])",
        rf"(?:{_ADVERBS})(?![a-z])",
    )
)
_BEFORE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:每|(?<![十百千万几多第二三])一)(?:{_UNITS_ZH}){_NO_SPAN}",
        r"(?P<hour>时薪|钟点工)|(?P<day>日薪|日结|日均|日收入|日入)|(?P<week>周薪)"
        r"|(?P<month>单月|按月|月(?:薪|收入|入|均|工资|到手|赚|挣|进账|领|退休金))"
        r"|(?P<quarter>季度(?:收入|奖)|一季|按季)"
        r"|(?P<half>(?<![年多个大])半年(?![前后内多以期来的]))"
        r"|(?P<year>(?<![去前今明后])年(?:薪|均|收入|入|化|挣|赚|总收入|度收入)|全年)",
        rf"(?<![a-z])(?:(?:per|each|every) (?:{_UNITS_EN})|an (?P<an>hour))(?![a-z])",
        rf"(?<![a-z])(?:{_ADVERBS})(?![a-z])",
    )
)


def find(text: str, start: int, end: int, floor: int) -> Period | None:
    """The period of the sum from `start` to `end`, said after it or between `floor` and it."""
    for pattern in _AFTER:
        if match := pattern.match(text, end):
            return _named(match)
    last: re.Match[str] | None = None
    for pattern in _BEFORE:
        for match in pattern.finditer(text, max(floor, start - 20), start):
            if last is None or match.start() >= last.start():
                last = match
    return _named(last) if last is not None else None


def _named(match: re.Match[str]) -> Period:
    name = next(key for key, value in match.groupdict().items() if value is not None)
    return _PERIODS["hour" if name == "an" else name]
