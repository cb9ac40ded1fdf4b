"""Points in the calendar, as months from today: 明年, 2030年, "by June 2028", since 2015."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Union

from bot.language.wordlist import words

Today = Union[date, int]
"""The day on which a text is read; where only the year is known, its number."""


@dataclass(frozen=True)
class Point:
    """A point in the calendar of a folded text: between `low` and `high` months from today.

    Negative months are past. `about` is the figure by which the point is spoken of.
    """

    low: int
    high: int
    about: int
    start: int
    end: int
    joined: bool = False
    """Said beside another point ("2029 or 2031"), so that which of them holds is open."""


_HAN = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "两": "2"}
_MONTHS_EN = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sept sep", "october oct", "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTHS_ZH = {
    name: number
    for number, name in enumerate(words("一 二 三 四 五 六 七 八 九 十 十一 十二"), start=1)
}
_PARTS: dict[str, tuple[int, int]] = {
    "上半年": (1, 6), "下半年": (7, 12), "年底": (12, 12), "年末": (12, 12), "底": (12, 12),
    "末": (12, 12), "年初": (1, 2), "初": (1, 2), "年中": (6, 7), "春节": (1, 2), "春天": (3, 5),
    "春季": (3, 5), "夏天": (6, 8), "暑假": (7, 8), "秋天": (9, 11), "秋季": (9, 11),
    "国庆": (10, 10), "冬天": (11, 12), "元旦": (1, 1), "高考": (6, 6), "开学": (9, 9),
    "end": (12, 12), "late": (10, 12), "early": (1, 3), "start": (1, 2), "beginning": (1, 2),
    "mid": (6, 7), "middle": (6, 7), "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11),
    "fall": (9, 11), "winter": (11, 12), "christmas": (12, 12),
}  # fmt: skip
_YEARS_AWAY = {
    "前年": -2, "去年": -1, "今年": 0, "本年": 0, "明年": 1, "来年": 1, "后年": 2, "大后年": 3,
    "last year": -1, "this year": 0, "next year": 1, "the year after next": 2,
}  # fmt: skip
_LAST_CENTURY = 90
"""From here on two digits of a year are of the last century."""
_MONTH_NAME = "|".join(sorted(_MONTHS_EN, key=len, reverse=True))
_ZH = re.compile(
    r"(?:(?P<year>(?<![0-9])(?:19|20)[0-9]{2}(?=\s?年|\s?[底末初])"
    r"|(?<![0-9])0[0-9](?=年)|(?<![〇零一二三四五六七八九十百千万])(?:[〇零][一二三四五六七八九]|九[〇零一二三四五六七八]|(?<!第)一[〇零三四五六七八九])(?=年(?!级))|(?<![0-9])[12][0-9](?=年(?:那会儿?|那时|牛市|股灾))|二[零〇0][一二三四五六七八九][零〇一二三四五六七八九](?=年))"
    r"\s?年?|(?P<away>大后年|前年|去年|今年(?!\s?(?:[1-9][0-9](?![0-9]|\s?月)|[二三四五六七八九]十))|本年|明年|来年"
    r"|(?<!今)(?<!以)(?<!之)后年(?![级薪收入化利])))"
    r"的?\s?(?P<part>上半年|下半年|年底|年末|底|末|年初|初|年中|春节|春天|春季|夏天|暑假|秋天"
    r"|秋季|国庆|冬天|元旦|高考|开学)?"
    r"(?:(?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])\s?月份?)?"
)
_ZH_NEAR = re.compile(
    r"(?P<next>下个?月)|(?P<now>这个?月|本月|(?<!一到)(?<!每到)(?<!每)(?<!每个)月底|下周|下个?(?:星期|礼拜)|这周|本周|这几天|过几天)"
    r"|(?<![0-9一二两三四五六七八九十半几多今明后])(?P<end>年底|年内|年前(?!面)|今年内|春节"
    r"|过年前|过完年)"
    r"|(?<![0-9一二三四五六七八九十年])(?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份"
)
_EN = re.compile(
    rf"(?:\b(?P<part>(?:the )?(?:end|start|beginning|middle) of|early|late|mid|spring|summer|autumn"
    rf"|fall|winter|(?P<month>{_MONTH_NAME})\.?,?)[\s-](?:of |in )?(?:the )?)?"
    r"(?:(?<![0-9.,$£€¥#])(?P<year>(?:19|20)[0-9]{2})(?![0-9,.]*[0-9]|\s?[%年/]|\s?(?:k|m|w)\b)"
    r"|\b(?P<away>the year after next|(?:next|this|last) year)\b)"
)
_SEASON = "spring|summer|autumn|winter|christmas"
_EN_NEAR = re.compile(
    rf"\b(?:(?P<rel>next|this|coming|last) (?P<name>{_MONTH_NAME}|fall|{_SEASON})\b"
    rf"|(?:in|by|before|until|till|come|from) (?P<bare>{_MONTH_NAME}|{_SEASON})\b(?! [0-9]{{4}})"
    r"|(?P<next>next (?:month|quarter|few months))|(?P<now>this month|next week|this week|tomorrow"
    r"|any day now)|(?P<end>(?:the )?end of (?:the|this) year|year[- ]end|later this year))"
)
_BESIDE = re.compile(r"\s?(?:到|至|或者?|还是|、|or|to|and|~|-|,|，)\s?(?:是|maybe |in |the )?")


def find(text: str, today: Today | None) -> tuple[Point, ...]:
    """The points of a folded text from left to right; none where today is not known."""
    if today is None:
        return ()
    out: list[Point] = []
    for point in sorted((*_dated(text, today), *_near(text, today)), key=lambda p: p.start):
        if out and point.start < out[-1].end:
            continue
        if out and _BESIDE.fullmatch(text[out[-1].end : point.start]):
            out[-1] = replace(out[-1], joined=True)
            out.append(replace(point, joined=True))
        else:
            out.append(point)
    return tuple(out)


def _dated(text: str, today: Today) -> Iterator[Point]:
    for match in _ZH.finditer(text):
        away = match.group("away")
        said = 0 if away else _number(match.group("year"))
        said += 0 if said >= 100 else 1900 if said >= _LAST_CENTURY else 2000
        year = _YEARS_AWAY[away] if away else said - _year(today)
        yield _point(today, year, *_months_zh(match), *match.span())
    for match in _EN.finditer(text):
        away = match.group("away")
        year = _YEARS_AWAY[away] if away else int(match.group("year")) - _year(today)
        part = (match.group("part") or "").removeprefix("the ").split(" ")[0]
        first, last = _PARTS.get(part, (1, 12))
        if name := match.group("month"):
            first = last = _MONTHS_EN[name]
        yield _point(today, year, first, last, *match.span())


def _months_zh(match: re.Match[str]) -> tuple[int, int]:
    if month := match.group("month"):
        number = _MONTHS_ZH.get(month) or int(month)
        return number, number
    return _PARTS.get(match.group("part") or "", (1, 12))


def _near(text: str, today: Today) -> Iterator[Point]:
    for match in _ZH_NEAR.finditer(text):
        if month := match.group("month"):
            number = _MONTHS_ZH.get(month) or int(month)
            yield _coming(today, number, number, *match.span())
        else:
            yield _soon(today, match)
    for match in _EN_NEAR.finditer(text):
        name = match.group("name") or match.group("bare")
        if not name:
            yield _soon(today, match)
            continue
        number = _MONTHS_EN.get(name, 0)
        first, last = (number, number) if number else _PARTS[name]
        if match.group("rel") == "last":
            yield Point(-12, -1, -6, *match.span())
        else:
            point = _coming(today, first, last, *match.span())
            # "next December", said in November, may be either.
            far = match.group("rel") == "next" and point.low < 3
            yield replace(point, high=point.high + 12) if far else point


def _soon(today: Today, match: re.Match[str]) -> Point:
    if match.group("next"):
        return Point(1, 1, 1, *match.span())
    if match.group("now"):
        return Point(0, 1, 1, *match.span())
    if match.group() in ("春节", "过年前", "过完年"):
        return Point(0, 11, 3, *match.span())
    left = 12 - today.month if isinstance(today, date) else 11
    return Point(0, left, max(left, 1), *match.span())


def _coming(today: Today, first: int, last: int, start: int, end: int) -> Point:
    """The next time that the months from `first` to `last` come."""
    if not isinstance(today, date):
        return Point(0, 12, 6, start, end)
    low = (first - today.month) % 12
    return Point(low, low + last - first, low, start, end)


def _point(today: Today, years: int, first: int, last: int, start: int, end: int) -> Point:
    if not isinstance(today, date):
        return Point(12 * years - 11, 12 * years + 11, 12 * years, start, end)
    low, high = (12 * years + month - today.month for month in (first, last))
    about = 12 * years if (first, last) == (1, 12) else (low + high) // 2
    if years == 0 and high >= 0:
        low, about = max(low, 0), max(high, 1)
    return Point(low, high, about, start, end)


def _year(today: Today) -> int:
    return today.year if isinstance(today, date) else today


def _number(digits: str) -> int:
    return int("".join(_HAN.get(char, char) for char in digits))


__all__ = ["Point", "Today", "find"]
