"""How a value is read back to a client; what is said here, the grammar reads as the same value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from bot.language.amounts import exponent

_NAMES_ZH = {
    "CNY": "元",
    "USD": "美元",
    "HKD": "港币",
    "EUR": "欧元",
    "GBP": "英镑",
    "JPY": "日元",
    "SGD": "新加坡元",
    "AUD": "澳元",
    "CAD": "加元",
    "TWD": "新台币",
    "MOP": "澳门元",
    "CHF": "瑞士法郎",
    "KRW": "韩元",
    "INR": "卢比",
    "NZD": "新西兰元",
    "MYR": "林吉特",
    "THB": "泰铢",
}


def amount(value: Mapping[str, Any], language: str, *, approximate: bool = False) -> str:
    """A sum, or a range of sums, in words: "200 万元", "CNY 2 million", "50 万元到 100 万元".

    `value` is the contract's form: integer minor units under `amount`, or under `min` and
    `max`, with an ISO 4217 `currency`. The highest band has no `max`: "1000 万元及以上".
    """
    code = str(value["currency"])
    if "amount" in value:
        said = _sum(int(value["amount"]), code, language)
    else:
        said = _between(value, lambda minor: _sum(minor, code, language), language)
    return _about(said, language, approximate)


def currency(code: str, language: str) -> str:
    """The name of a currency: "元", "CNY"; its ISO 4217 code where it has no other."""
    return _NAMES_ZH.get(code, code) if language == "zh" else code


def _between(value: Mapping[str, Any], word: Callable[[int], str], language: str) -> str:
    """A range by its ends; one that begins at nothing or has no end is said by the other."""
    low, high = int(value.get("min") or 0), value.get("max")
    if high is None:
        return f"{word(low)}及以上" if language == "zh" else f"{word(low)} or more"
    if not low:
        return f"{word(int(high))}以下" if language == "zh" else f"less than {word(int(high))}"
    return _range(word(low), word(int(high)), language)


def _range(low: str, high: str, language: str) -> str:
    return f"{low}到 {high}" if language == "zh" else f"{low} to {high}"


def _about(said: str, language: str, approximate: bool) -> str:
    if not approximate:
        return said
    return f"约 {said}" if language == "zh" else f"about {said}"


def _sum(minor: int, code: str, language: str) -> str:
    major = Decimal(minor) / (10 ** exponent(code))
    if language == "zh":
        name = _NAMES_ZH.get(code, code)
        gap = " " if name == code else ""
        # Only units that lose nothing: at most four decimals, so that it reads back exactly.
        for unit, size in (("亿", 10**8), ("万", 10**4)):
            if major >= size and major % (size // 10**4 or 1) == 0:
                return f"{_plain(major / size)} {unit}{gap}{name}"
        return f"{_grouped(major)} {name}"
    for word, size in (("billion", 10**9), ("million", 10**6)):
        if major >= size and major % (size // 100) == 0:
            return f"{code} {_plain(major / size)} {word}"
    return f"{code} {_grouped(major)}"


def _plain(number: Decimal) -> str:
    text = format(number.normalize(), "f")
    return text


def _grouped(number: Decimal) -> str:
    whole = number == number.to_integral_value()
    return f"{int(number):,}" if whole else f"{number:,.2f}"


def duration(months: int | Mapping[str, Any], language: str, *, approximate: bool = False) -> str:
    """A span of months, or a range of them: "3 年", "18 months", "3 年到 5 年"."""
    if isinstance(months, Mapping):
        said = _between(months, lambda one: _months(one, language), language)
    else:
        said = _months(months, language)
    return _about(said, language, approximate)


def _months(months: int, language: str) -> str:
    years, rest = divmod(months, 12)
    if language == "zh":
        if not years or (years == 1 and rest):
            return f"{months} 个月"
        return f"{years} 年" + (f" {rest} 个月" if rest else "")
    if not years or (years == 1 and rest):
        return f"{months} month" + ("" if months == 1 else "s")
    said = f"{years} year" + ("" if years == 1 else "s")
    return said + (f" {rest} month" + ("" if rest == 1 else "s") if rest else "")


def percent(value: float | Mapping[str, Any], language: str, *, approximate: bool = False) -> str:
    """A percentage or a range of them: "10%", "5% 到 10%", "5% to 10%"."""
    if isinstance(value, Mapping):
        low, high = (_percent(value[key]) for key in ("min", "max"))
        said = f"{low} 到 {high}" if language == "zh" else f"{low} to {high}"
    else:
        said = _percent(value)
    return _about(said, language, approximate)


def _percent(value: float) -> str:
    return f"{_plain(Decimal(str(value)))}%"


def age(years: int, language: str) -> str:
    """An age: "45 岁", "45 years old"."""
    if language == "zh":
        return f"{years} 岁"
    return f"{years} year{'' if years == 1 else 's'} old"


def people(count: int, language: str) -> str:
    """A number of people: "2 人", "2 people"."""
    if language == "zh":
        return f"{count} 人"
    return f"{count} {'person' if count == 1 else 'people'}"


def day(when: date, language: str) -> str:
    """A calendar day: "2046 年 11 月 22 日", "22 November 2046"."""
    if language == "zh":
        return f"{when.year} 年 {when.month} 月 {when.day} 日"
    return f"{when.day} {_MONTH_NAMES[when.month - 1]} {when.year}"


_MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
