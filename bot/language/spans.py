"""Spans of time in a text: 三年, 三到五年, 半年, 一年半, 18 months, a couple of years, 明年."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from bot.language import bands, dates, hedges, numbers
from bot.language.dates import Point, Today
from bot.language.hedges import Bound
from bot.language.numbers import Number, joiner
from bot.language.wordlist import words


@dataclass(frozen=True)
class Span:
    """A span of time in months; `high` is None where it is one length, not a range."""

    low: Fraction
    high: Fraction | None
    start: int
    end: int
    approximate: bool
    sure: bool
    bound: Bound | None
    number: Number | None = None
    unit: int = 12
    """Months (or for weeks and days the thirtieths of them) that one of the unit has."""
    relative: bool = False
    """A point in the calendar (明年, by 2030) rather than a length."""
    past: bool = False
    """Ends with 前 or "ago", or is a point in the past."""


_NOT_YEAR = "级代龄终薪化收利初底假会轻纪货味报费息率均线检审费金"
_UNIT = re.compile(
    r"(?P<zyear>\s?(?:个)?(?:整|周)?年(?:的)?(?:时间)?(?P<half>半(?!载))?(?![半"
    + _NOT_YEAR
    + r"])|(?<=[二三五八十])载(?![人重体货客着波])(?:的)?)"
    r"|(?P<zmonth>\s?个(?P<mhalf>半)?月|(?<=[俩仨])月|\s?月期)"
    r"|(?P<zquarter>\s?个?季度)"
    r"|(?P<zweek>\s?个?(?:星期|礼拜|周(?!岁|年)))"
    r"|(?P<zday>\s?[天日](?!期|元|圆|本|币))"
    r"|[\s-]?(?P<eyear>years?|yrs?|yr)(?:'|\b)(?:' time| time)?(?![\s-]old)"
    r"|(?P<y>\s?y)(?![a-z/])"
    r"|[\s-]?(?P<emonth>months?|mos?|mths?|mnths?)\b(?![\s-]old)"
    r"|[\s-]?(?P<ehalfyear>half[- ]years?)\b"
    r"|[\s-]?(?P<equarter>quarters?)\b(?! of)"
    r"|[\s-]?(?P<eweek>weeks?|wks?)\b(?![\s-]old)"
    r"|[\s-]?(?P<eday>days?)\b"
    r"|[\s-]?(?P<edecade>decades?)\b"
)
_MONTHS = {
    "zyear": Fraction(12),
    "eyear": Fraction(12),
    "y": Fraction(12),
    "zmonth": Fraction(1),
    "emonth": Fraction(1),
    "zquarter": Fraction(3),
    "equarter": Fraction(3),
    "ehalfyear": Fraction(6),
    "zweek": Fraction(7, 30),
    "eweek": Fraction(7, 30),
    "zday": Fraction(1, 30),
    "eday": Fraction(1, 30),
    "edecade": Fraction(120),
}
_MORE = re.compile(r"[多来余](?=个?[年月周星季天])")
_YEARS_MORE = re.compile(r"多(?!少|大|久|长)")
_AND_MONTHS = re.compile(
    r"\s?(?:零|又|加|and|,)?\s?(?P<n>[0-9]{1,2}|[一二两三四五六七八九十]{1,2}|a|one|two"
    r"|three|four|five"
    r"|six|seven|eight|nine|ten|eleven)"
    r"[\s-]?(?:个月|months?|mos?)(?![a-z])"
)
_AND_A_HALF = re.compile(r"\s(?:and a half|and half)(?![a-z])")
_SMALL = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2, "a": 1, "十一": 11}
_SMALL |= {
    w: i
    for i, w in enumerate(words("zero one two three four five six seven eight nine ten eleven"))
}
_NO_RATE = (
    r"(?<![0-9%] )(?<![0-9][km] )(?<!hundred )(?<!thousand )(?<!grand )(?<!quid )(?<!pounds )"
    r"(?<!dollars )(?<!lakh )(?<!lakhs )(?<!bucks )(?<!euros )(?<!percent )"
)
"""Before "a month": a sum, which comes so often."""
_HALF = re.compile(
    r"(?P<most>大半年|小半年)|(?P<halfmore>半年多)|(?P<halfyear>半年|(?:half a|half) (?:year"
    r"|yr)\b(?! old)|six-month)"
    r"|(?P<halfmonth>半个月|half a month)"
    rf"|(?P<year>(?<![a-z]){_NO_RATE}(?:a|one|an) (?:whole |full "
    r"|single )?year(?P<yhalf> and a half)?(?!s|ly|[\s-]old|[a-z]))"
    r"|(?P<yearhalf>(?<![a-z])year and a half)"
    r"|(?P<quarter>(?<![a-z])a quarter(?: of a year)?(?! (?:of|century|million|mile|to"
    r"|past))(?![a-z]))"
    rf"|(?P<month>(?<![a-z]){_NO_RATE}a (?:whole |full |single )?month(?![a-z]))"
    r"|(?P<decade>(?<!half )(?<![a-z])a decade(?![a-z])(?! and a half))"
    r"|(?P<halfdecade>(?<![a-z])half a decade(?![a-z]))"
    r"|(?P<vague>一年半载|个把月|年把|(?<![a-z])(?:a few|few|several|some|couple) (?:of )?years)"
)
_PAST = re.compile(r"\s?(?:以?前(?!提)|之前就|ago\b|earlier\b|来(?=一直|都)|以来|back\b(?! to))")
_TOWARDS = re.compile(
    r"(?:\b(?:in|by|until|till|before|since|from|around|for|after|of|year|retire|retiring"
    r"|(?:since|during|in|after|before) the|say|about|mid|early|late|maybe|probably)"
    r"|[,，:：])[\s-]?(?:the year |about |around |late "
    r"|early )?$|^\W*$"
)
"""What makes four digits a year where no word says so: "by 2030", but not "2030 dollars"."""
_SPREAD = re.compile(
    r"\b(?:sav(?:e|ing)|build(?:ing)?|put(?:ting)?|grow(?:ing)?|spread"
    r"|invest(?:ing)?)\b[^,.;]{0,32}"
    r"\bover (?:about |around )?$"
)
"""Saving over three years takes three, not more."""
_LATE = Fraction(3, 2)
"""So many months before the end of a year money that is for that year is needed, at the least."""


def find(
    text: str, found: tuple[Number, ...] | None = None, today: Today | None = None
) -> tuple[Span, ...]:
    """All spans of time of a folded text from left to right.

    `today` lets "by 2030" and 明年九月 be read, as months from then. Ages (45 years old) and school
    years (三年级) are no spans.
    """
    known = numbers.find(text) if found is None else found
    out: list[Span] = []
    for number in known:
        digits = number.year or _OF_A_YEAR.search(text, max(0, number.start - 2), number.start)
        span = None if digits else _counted(text, number)
        if span is not None and not (out and span.start < out[-1].end):
            out.append(span)
    covered = [(s.start, s.end) for s in out]
    for point in dates.find(text, today):
        if not any(a < point.end and point.start < b for a, b in covered):
            dated = _dated(text, point)
            out += [] if dated is None else [dated]
            covered.append((point.start, point.end))
    for match in _HALF.finditer(text):
        if any(a < match.end() and match.start() < b for a, b in covered):
            continue
        span = _worded(text, match)
        if span is not None:
            out = [s for s in out if not (span.start <= s.start and s.end <= span.end)]
            out.append(span)
    out += _instead(text, out, known)
    out.sort(key=lambda s: s.start)
    return tuple(_ranges(text, out))


_INSTEAD = re.compile(
    r"(?:\s|[,，]|but\b|and\b|so\b|let's\b|we'll\b|i'll\b|i'd\b|make it\b|it's\b|rather\b"
    r"|more like\b|no\b"
    r"|wait\b|actually\b|sorry\b|i mean\b|不对?|而|应该|是|哦|啊)*"
)
_ENDS_HERE = re.compile(r"\s?(?:$|[,，.。;；!！]|吧|and\b|please\b|instead\b)")


def _instead(text: str, spans: list[Span], known: tuple[Number, ...]) -> list[Span]:
    """Bare numbers that stand for a span taken back: "not three years, five"."""
    out = []
    for number in known:
        former = max((s for s in spans if s.end <= number.start), key=lambda s: s.end, default=None)
        if former is None or former.number is None or former.relative or number.scaled:
            continue
        between = text[former.end : number.start]
        if not _INSTEAD.fullmatch(between) or not _ENDS_HERE.match(text, number.end):
            continue
        if hedges.negated(text, former.start) or hedges.restated(between):
            low = number.low * (former.low / former.number.low)
            out.append(
                replace(
                    former, low=low, high=None, start=number.start, end=number.end,
                    sure=number.sure and number.high is None, number=number, bound=None,
                )
            )  # fmt: skip
    return out


_NEARLY = re.compile(
    r"(?:小|将近|接近|快到?|\b(?:nearly|almost|just (?:under|shy of|short of)"
    r"|(?:the )?(?:best|better) part of|getting on for|close to|coming up to))\s?$"
)
"""Before a year: within one, though only just."""
_OF_A_YEAR = re.compile(r"(?<![〇零一二三四五六七八九十百千万])[〇零九]$|仨$|(?<!十)(?<!第)一$")
"""Before the last digit of a year: 零八年, 九七年 are no lengths. 仨俩月 is no number."""
_NO_COUNT = re.compile(
    r"月\s?[\d〇零一二三四五六七八九十廿卅]+[天日]$|(?:有|某|哪|那)一[天日]$|\bone day$"
)
"""A day of the calendar (11月22日), or one that nobody knows yet."""


def _counted(text: str, number: Number) -> Span | None:
    end = number.end
    approximate = number.approximate
    plus = text.startswith("+", end)
    if plus:
        end += 1
    if more := _MORE.match(text, end):
        end, approximate = more.end(), True
    unit = _UNIT.match(text, end)
    if unit is None:
        return None
    name = next(k for k in _MONTHS if unit.group(k))
    if name.endswith("day") and _NO_COUNT.search(text[max(0, number.start - 3) : unit.end()]):
        return None
    size = _MONTHS[name]
    if number.scaled or number.low > 1200:
        return None
    end = unit.end()
    low, high = number.low * size, None if number.high is None else number.high * size
    if unit.group("half"):
        low, high = low + 6, None if high is None else high + 6
    elif unit.group("mhalf"):
        low, high = low + Fraction(1, 2), None if high is None else high + Fraction(1, 2)
    elif size == 12 and high is None:
        if half := _AND_A_HALF.match(text, end):
            low, end = low + 6, half.end()
        elif months := _AND_MONTHS.match(text, end):
            extra = months.group("n")
            count = int(extra) if extra.isdigit() else _han_months(extra)
            if count is not None and count < 12:
                low, end = low + count, months.end()
        elif name == "zyear" and (more := _YEARS_MORE.match(text, end)):
            end, approximate = more.end(), True
            low += 1 if low in (36, 60, 120) else 0  # more than the edge of a band
    sure = number.sure and not (name == "y" and number.form != "digits")
    span = _span(text, low, high, number.start, end, approximate, sure, number, max(int(size), 1))
    return replace(span, bound="at_least", approximate=True) if plus else span


def _han_months(words: str) -> int | None:
    if words in _SMALL:
        return _SMALL[words]
    if len(words) == 2 and words[0] == "十" and words[1] in _SMALL:
        return 10 + _SMALL[words[1]]
    return None


def _span(
    text: str,
    low: Fraction,
    high: Fraction | None,
    start: int,
    end: int,
    approximate: bool,
    sure: bool,
    number: Number | None,
    unit: int,
) -> Span:
    bound = hedges.bound(text, start, end)
    if bound is None and (after := re.match(r"(?:的时间|时间|time)", text[end:])):
        bound = hedges.bound(text, start, end + after.end())
    if (
        bound is None
        and low == 12
        and high is None
        and _NEARLY.search(text[max(0, start - 24) : start])
    ):
        bound = "under"
    if bound == "over" and _SPREAD.search(text, max(0, start - 48), start):
        bound = None
    past = bool(_PAST.match(text, end))
    rough = approximate or bound is not None or hedges.approximate(text, start, end)
    return Span(low, high, start, end, rough, sure, bound, number, unit, past=past)


def _dated(text: str, point: Point) -> Span | None:
    """A point in the calendar as a span from today; sure where all of it lies in one band."""
    if text[point.start : point.end].isdigit():
        near = text[max(0, point.start - 18) : point.start]
        if not _TOWARDS.search(near):
            return None
    past = point.high <= 0 and point.low < 0
    low, high = (-point.high, -point.low) if past else (point.low, point.high)
    about = Fraction(abs(point.about))
    if past:
        band = bands.experience(Fraction(max(low, 0)))[0]
        sure = band == bands.experience(Fraction(high))[0] == bands.experience(about)[0]
    else:
        last = max(Fraction(high) - _LATE, Fraction(low)) if high > low else Fraction(high)
        band = bands.horizon(Fraction(low))[0]
        if low < about and band == bands.horizon(last)[0] != bands.horizon(about)[0]:
            about = Fraction(int(last))  # 明年, said late in the year, is within a year
        sure = band == bands.horizon(last)[0] == bands.horizon(about)[0]
    bound: Bound | None = None
    return Span(
        about, None, point.start, point.end, True, sure and not point.joined, bound,
        relative=True, past=past,
    )  # fmt: skip


def _year_and_more(text: str, match: re.Match[str]) -> int:
    """A year, a year and a half, "a year and three months"."""
    if match.group("yhalf"):
        return 18
    months = _AND_MONTHS.match(text, match.end())
    said = months.group("n") if months else "0"
    return 12 + (int(said) if said.isdigit() else _han_months(said) or 0)


def _worded(text: str, match: re.Match[str]) -> Span | None:
    name = next(k for k, v in match.groupdict().items() if v and k != "yhalf")
    shapes: dict[str, tuple[Fraction | int, int | None, bool, bool, bool]] = {
        "most": (5 if match.group() == "小半年" else 8, None, True, True, False),
        "halfmore": (6, None, True, True, False),
        "halfyear": (6, None, False, True, False),
        "halfmonth": (Fraction(1, 2), None, False, True, False),
        "year": (_year_and_more(text, match), None, False, True, False),
        "yearhalf": (18, None, False, True, False),
        "quarter": (3, None, False, True, False),
        "month": (1, None, False, True, False),
        "decade": (120, None, True, True, False),
        "halfdecade": (60, None, True, True, False),
        "vague": (24, 60, True, False, False),
    }
    low, high, approximate, sure, relative = shapes[name]
    end = match.end()
    if name == "year" and (months := _AND_MONTHS.match(text, end)):
        end = months.end()
    if name == "vague" and match.group() in ("一年半载", "个把月", "年把"):
        low, high = (1, None) if match.group() == "个把月" else (12, None)
    if name == "vague" and "couple" in match.group():
        high, sure = None, True
    span = _span(
        text,
        Fraction(low),
        None if high is None else Fraction(high),
        match.start(),
        end,
        approximate,
        sure,
        None,
        12,
    )
    return replace(span, relative=relative)


def _ranges(text: str, spans: list[Span]) -> list[Span]:
    out: list[Span] = []
    for span in spans:
        if out and out[-1].high is None and span.high is None and not span.relative:
            last = out[-1]
            between = text[last.end : span.start]
            word = joiner(text, last.start, between)
            # 十年八年, 三年五年: said as a rough range, in either order.
            side_by_side = between == "" and last.number and span.number and last.unit == span.unit
            if (word and last.low < span.low) or (side_by_side and last.low != span.low):
                loose = word in (None, "or", "或", "或者", "或是", "或者是", "还是", "、")
                low, high = sorted((last.low, span.low))
                out[-1] = replace(
                    span,
                    low=low,
                    high=high,
                    start=last.start,
                    approximate=last.approximate or span.approximate or loose,
                    sure=last.sure and span.sure and (not loose or high - low <= last.unit),
                )
                continue
        out.append(span)
    return out
