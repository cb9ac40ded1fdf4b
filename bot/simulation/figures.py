"""How people write down sums, spans and counts: the simulated clients' own pen, no parser's mirror.

Pure. Every function takes a source of chance and gives one of the ways in which the same value is
written; the value itself is never rounded.
"""

from __future__ import annotations

import random

_DIGITS = "零一二三四五六七八九"
_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WAN, _YI = 10_000, 100_000_000


def money(yuan: int, language: str, chance: random.Random) -> str:
    """A sum of yuan as a client writes it."""
    return chance.choice(_money_zh(yuan) if language == "zh" else _money_en(yuan))


def span(months: int, language: str, chance: random.Random) -> str:
    """A number of months as a client says it."""
    return chance.choice(_span_zh(months) if language == "zh" else _span_en(months))


def number(count: int, language: str, chance: random.Random) -> str:
    """A count or an age in figures or in words."""
    words = han(count) if language == "zh" else english(count)
    return chance.choice((str(count), str(count), words))


def people(count: int, language: str, chance: random.Random) -> str:
    """How many people, as an answer to "how many depend on you"."""
    if language == "en":
        who = "person" if count == 1 else "people"
        return chance.choice((str(count), english(count), f"{english(count)} {who}"))
    words = "两" if count == 2 else han(count)
    return chance.choice((f"{count}个", f"{words}个人", f"{words}个"))


def han(count: int) -> str:
    """A whole number below ten thousand in Chinese characters. Raises ValueError beyond."""
    if not 0 <= count < _WAN:
        raise ValueError(count)
    if count < 10:
        return _DIGITS[count]
    said, waiting = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, count = divmod(count, unit)
        if digit:
            said += ("零" if waiting else "") + _DIGITS[digit] + name
            waiting = False
        elif said and count:
            waiting = True
    return said.removeprefix("一") if said.startswith("一十") else said


def english(count: int) -> str:
    """A whole number below a hundred in English words; in figures beyond."""
    if count < 20:
        return _ONES[count]
    if count >= 100:
        return str(count)
    tens, ones = divmod(count, 10)
    return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")


def _money_zh(yuan: int) -> tuple[str, ...]:
    if yuan >= _YI:
        return (f"{yuan / _YI:g}亿", f"{yuan // _WAN}万", f"{yuan / _YI:g}亿元")
    if yuan % _WAN:
        wan = f"{yuan / _WAN:g}"
        return (f"{wan}万", str(yuan), f"{yuan:,}元")
    count = yuan // _WAN
    said = [
        f"{count}万",
        f"{count}万",
        f"{han(count)}万",
        f"{count}w",
        f"{count}万元",
        f"{count}万块",
    ]
    if count < 100:
        said.append(str(yuan))
    return tuple(said)


def _money_en(yuan: int) -> tuple[str, ...]:
    plain = f"{yuan:,}"
    said = [f"{plain} yuan", f"RMB {plain}", f"{plain} RMB", f"CNY {plain}"]
    if yuan >= 1_000_000:
        millions = f"{yuan / 1_000_000:g}"
        said += [f"{millions} million yuan", f"{millions} million RMB", f"{millions}m RMB"]
    elif yuan % 1_000 == 0:
        thousands = yuan // 1_000
        said += [f"{thousands}k RMB", f"{thousands} thousand yuan", f"{thousands}k yuan"]
    return tuple(said)


def _span_zh(months: int) -> tuple[str, ...]:
    years, rest = divmod(months, 12)
    counted = "两" if years == 2 else han(years)
    if not years:
        said = (f"{months}个月", f"{'两' if months == 2 else han(months)}个月")
        return (*said, "半年") if months == 6 else said
    if rest == 6:
        return (f"{counted}年半", f"{months}个月")
    if rest:
        return (f"{months}个月",)
    return (f"{years}年", f"{counted}年")


def _span_en(months: int) -> tuple[str, ...]:
    years, rest = divmod(months, 12)
    if not years:
        unit = "month" if months == 1 else "months"
        said = (f"{months} {unit}", f"{english(months)} {unit}")
        return (*said, "half a year") if months == 6 else said
    if rest == 6:
        spoken = "a year and a half" if years == 1 else f"{english(years)} and a half years"
        return (spoken, f"{months} months")
    if rest:
        return (f"{months} months",)
    if years == 1:
        return ("one year", "a year", "12 months")
    return (f"{years} years", f"{english(years)} years")
