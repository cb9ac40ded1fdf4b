"""The client's age by the day, month or year they were born."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.language.clauses import Clauses
from bot.language.dates import Today
from bot.language.wordlist import words

_EDGES = frozenset({18, 31, 46, 55, 60, 65, 70})
"""Ages with which another band or rule begins: there one year more or less is asked about."""
_SHORT_MONTHS = words("jan feb mar apr may jun jul aug sep oct nov dec")
_MONTHS = {name: number for number, name in enumerate(_SHORT_MONTHS, start=1)}
_MONTH_EN = rf"(?P<en_month>{'|'.join(_SHORT_MONTHS)})[a-z]*"
_DAY_EN = r"(?P<en_day>[0-3]?[0-9])(?:st|nd|rd|th)?"
_LED_EN = (
    r"(?:\bborn|\b(?:my )?(?:dob|d\.o\.b\.?|date of birth|birth ?date|year of birth|birth ?year)"
    r"(?: is| was)?:?)\s?(?:(?:back )?in |on |:)?(?:the year |(?:the )?(?:spring|summer|autumn"
    r"|winter|early|late|mid)(?: of)? )?"
)
_BORN_EN = re.compile(
    rf"{_LED_EN}(?:(?:{_DAY_EN} )?(?:of )?{_MONTH_EN},?(?: (?P<day2>[0-3]?[0-9])(?:st|nd|rd"
    rf"|th)?,?)?"
    r" (?:of )?)?(?P<year>(?:19|20)[0-9]{2}(?![0-9])|(?<![0-9])['’]?[3-9][0-9](?![0-9%]))"
    rf"(?:,? (?:in )?(?P<month_after>{'|'.join(_SHORT_MONTHS)})[a-z]*)?"
    r"|\bi(?:'m| am) (?:a|an) (?P<baby>(?:19|20)[0-9]{2}|['’]?[3-9][0-9]) (?:baby|kid|model"
    r"|vintage)\b"
)
_YEAR_ZH = (
    r"(?:出?生于)?(?:属[鼠牛虎兔龙蛇马羊猴鸡狗猪][,，\s]?)?"
    r"(?P<year>(?<![0-9])(?:19[0-9]{2}|20[0-2][0-9]|[3-9][0-9]|0[0-9])"
    r"|[三四五六七八九][零〇一二三四五六七八九]|[零〇][零〇一二三四五六七八九])\s?年[，,]?"
    r"(?:(?P<month>1[0-2]|[1-9]|十[一二]?"
    r"|[一二三四五六七八九])月份?(?:(?P<day>[0-3]?[0-9])[日号])?)?"
)
_BORN_ZH = re.compile(
    rf"{_YEAR_ZH}(?:出?生(?!产|意|效|活|日礼)(?:人|的)?|的?生日"
    rf"|(?:生)?人(?=的?[啦了呢啊,，。.!！]|的|$)"
    rf"|的?(?:人)?(?P<bare>(?=[啦了呢啊,，。.!！\s]|$)))"
)
_OF_MYSELF = re.compile(
    r"(?:^|[,，。.!！\s])(?:我|本人|俺|咱|人家|小弟|老汉)?(?:呀|啊|呢|嘛)?(?:就)?[是属]?\s?$"
)
_HAN = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "十": 10,
    "十一": 11,
    "十二": 12,
}
_OTHERS = re.compile(
    r"孩子|小孩|娃|儿子|女儿|闺女|爸|妈|父|母|老婆|老公|太太|先生|妻|丈夫|爱人|哥|姐|弟(?<!小弟)|妹"
    r"|朋友|同事|公司|单位|房|楼|车|[他她]|\b(?:he|she|they|son|daughter|wife|husband|mother|father"
    r"|mum|mom|dad|kids?|child|company|firm)\b"
)


_MONTH_AND_YEAR = re.compile(
    rf"(?:it's |in )?(?:{_DAY_EN} (?:of )?)?{_MONTH_EN},? (?P<year>19[0-9]{{2}}|200[0-9])"
)
"""The whole answer to how old somebody is."""


@dataclass(frozen=True)
class Birth:
    """The age that follows from a birth; `exact` where it is one age only."""

    years: int
    start: int
    end: int
    exact: bool
    sure: bool


def find(text: str, today: Today | None, clauses: Clauses, *, asked: bool) -> Iterator[Birth]:
    """Ages by the births of the client that a folded text tells.

    A year alone leaves two ages open; the likelier one is taken, but for where one year more or
    less would make another client of them. `asked`: how old the client is, is the open question;
    then 82年的 needs no subject.
    """
    if today is None:
        return
    for match in _BORN_ZH.finditer(text):
        start, _ = clauses.around(match.start())
        before = text[start : match.start()]
        if _OTHERS.search(before):
            continue
        said = (
            asked
            or "生于" in match.group()
            or (_OF_MYSELF.search(before) and "的" in match.group())
        )
        if match.group("bare") is not None and not said:
            continue
        if (
            match.group("bare") is not None
            and not before
            and _OTHERS.search(clauses.before(match.start()))
        ):
            continue
        month = match.group("month")
        yield from _birth(
            match, today, _year_zh(match.group("year"), today), _number(month), match.group("day")
        )
    if asked and (alone := _MONTH_AND_YEAR.fullmatch(text.strip(" .!"))):
        month = _MONTHS[alone.group("en_month")]
        yield from _birth(alone, today, int(alone.group("year")), month, alone.group("en_day"))
    for match in _BORN_EN.finditer(text):
        start, _ = clauses.around(match.start())
        if _OTHERS.search(text[start : match.start()]):
            continue
        year = match.group("year") or match.group("baby")
        name = match.group("en_month") or match.group("month_after")
        day = match.group("en_day") or match.group("day2")
        yield from _birth(
            match, today, _full(int(year.strip("'’")), today), _MONTHS.get(name or ""), day
        )


def _birth(
    match: re.Match[str], today: Today, year: int, month: int | None, day: str | None
) -> Iterator[Birth]:
    now = today if isinstance(today, int) else today.year
    years = now - year
    if not 0 < years < 120:
        return
    if not isinstance(today, date):
        yield Birth(years, *match.span(), exact=False, sure=False)
        return
    if month is not None and (month != today.month or day is not None):
        past = (month, int(day or 1)) <= (today.month, today.day)
        yield Birth(years if past else years - 1, *match.span(), exact=True, sure=True)
        return
    likely = years if (month or 7) <= today.month else years - 1
    yield Birth(likely, *match.span(), exact=False, sure=years not in _EDGES and years > 18)


def _year_zh(said: str, today: Today) -> int:
    if said.isdigit():
        return _full(int(said), today)
    return (1900 if said[0] not in "零〇" else 2000) + 10 * _HAN[said[0]] + _HAN[said[1]]


def _full(year: int, today: Today) -> int:
    if year >= 100:
        return year
    now = today if isinstance(today, int) else today.year
    return year + (1900 if year > now % 100 else 2000)


def _number(month: str | None) -> int | None:
    if month is None:
        return None
    return int(month) if month.isdigit() else _HAN[month]
