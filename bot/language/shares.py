"""Percentages and fractions in a text: 10%, 百分之十, 两成, 一半, a third, 5 to 10 percent."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from bot.language import hedges, numbers
from bot.language.hedges import Bound
from bot.language.numbers import Number, joiner


@dataclass(frozen=True)
class Share:
    """A share of a whole in percent; `high` is None where it is one value."""

    low: Fraction
    high: Fraction | None
    start: int
    end: int
    approximate: bool
    sure: bool
    bound: Bound | None


_UNIT = re.compile(
    r"\s?(?:(?P<percent>%|％|percent\b|per ?cent\b|pct\b|个百分点|个点(?!心)|percentage points?\b)"
    r"|(?P<tenth>成(?!不变|不染)(?P<half>半|[一二三四五六七八九](?![成个十百千万亿分年天月次]))?(?![人年员功为长交本立熟分果绩群家])))"
)
_PERCENT_OF = re.compile(r"百分之\s?$")
_PART_OF = re.compile(
    r"(?P<d>[二三四五六七八九十]|[0-9]{1,2})分之(?P<n>[一二两三四五六七八九]|[0-9]{1,2})(?![0-9])"
)
_SLASH = re.compile(r"(?<![0-9/.])(?P<sn>[1-9])/(?P<sd>[2-9]|10)(?![0-9/.])(?!\s?(?:月|日|号))")
_WORDS = re.compile(
    r"(?P<half>一半(?!以上)|(?<![a-z])(?:one |a )?half(?! (?:a |an )?(?:million|year|hour"
    r"|thousand|hundred|day|month|dozen|billion|brother|sister|past|way))"
    r"(?![a-z-])|对半|腰斩)"
    r"|(?P<most>一半以上|一大半|大半(?!年)|(?<![a-z])most of(?![a-z]))"
    r"|(?<![a-z])(?P<en>(?:a|one|two|three|four) (?:thirds?|quarters?|fourths?|fifths?"
    r"|tenths?))(?![a-z])"
)
_MONEY = r"(?:\s?(?:块钱?|元|钱|quid|pounds?|dollars?|bucks|euros?|yuan|rmb|hkd|usd|£|\$|€))?"
_OF_EVERY = re.compile(
    rf"{_MONEY}\s(?:(?:on|out of|in|from|per|for|of|off)(?:\s(?:every|each|an?))?|every|each|per)"
    r"\s(?:rmb\s?|hk)?[$€£¥]?"
)
"""What stands between a part and its whole: 100 quid on every 1000."""
_OF_EVERY_ZH = re.compile(
    rf"{_MONEY}(?:本金)?(?:里面?|里头|中|当中|之中|上|的话|的本金)?[，,]?(?:最多|顶多|能|可以|只能|就|也|我|接受|承受|大概"
    r"|允许|会)*(?:(?:亏|损失?|赔|蚀|跌|少|掉|没)(?:个|掉|(?P<past>了)|去|它|最多|不超过|大概)*"
    r"(?P<left>到|得?只?剩下?|成)?|(?P<kept>变成?|(?:只|还|得|要|至少|起码)*剩下?))"
)
"""What stands between a whole and the part of it that is lost: 一万块亏一千."""
_EVERY_FIRST = re.compile(
    rf"{_MONEY}[^，。,.;0-9]{{0,32}}\b(?:los[es]|lose|losing|drop|down|fall)\b[^，。,.;0-9]{{0,16}}$"
)
_EVERY = re.compile(r"\b(?:every|each)\s[$€£¥]?$")
_OF_A_THOUSAND = re.compile(
    rf"{_MONEY}\s(?:(?:on|out of|in|from|per|for|of|off)\s)?(?:every|each|an?|the|per)\s"
    r"(?P<whole>hundred|thousand|grand)\b"
)
_GAINED = re.compile(r"(?:赚|挣|涨|收益|进账)(?:个|到|了)?$")
_TURNED: dict[Bound, Bound] = {
    "at_least": "at_most", "at_most": "at_least", "over": "under", "under": "over"
}  # fmt: skip
"""What bounds the part that remains, of the part that is lost: 一百块亏到九十出头."""
_WHOLES = {"hundred": 100, "thousand": 1000, "grand": 1000}
_IN_THE_POUND = re.compile(
    r"\s?(?:pence|p|cents?) (?:in|on|out of|of) (?:the|every|each|an?) (?:pound|dollar|euro)\b"
)
_NUMERATORS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_DENOMINATORS = {"third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}
_HAN = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}


def find(text: str, found: tuple[Number, ...] | None = None) -> tuple[Share, ...]:
    """All percentages and fractions of a folded text from left to right, ranges joined."""
    out: list[Share] = []
    counted = numbers.find(text) if found is None else found
    for number in counted:
        share = _counted(text, number)
        if share is not None:
            out.append(share)
    for first, second in pairwise(counted):
        share = _in_money(text, first, second)
        if share is not None and not any(s.start < share.end and share.start < s.end for s in out):
            out.append(share)
    for pattern in (_PART_OF, _SLASH, _WORDS):
        for match in pattern.finditer(text):
            share = _worded(text, match)
            if share is not None and not any(
                s.start < share.end and share.start < s.end for s in out
            ):
                out.append(share)
    out.sort(key=lambda s: s.start)
    return tuple(_ranges(text, out))


def _in_money(text: str, first: Number, second: Number) -> Share | None:
    """A part that is said in money: "100 on every 1000", 一万块亏一千, 十万亏到八万."""
    between = text[first.end : second.start]
    lost = _OF_EVERY_ZH.fullmatch(between)
    if _OF_EVERY.fullmatch(between):
        part, whole = first, second
    elif lost or (_EVERY_FIRST.fullmatch(between) and _EVERY.search(text[: first.start])):
        part, whole = second, first
    else:
        return None
    round_ = whole.low >= 10 and set(str(whole.low)) <= {"1", "0"}
    if lost and not lost.group("past") and whole.low >= 1000:
        round_ = round_ or whole.low % 10 ** (len(str(whole.low)) - 1) == 0  # 五万块亏个四千
    if not (round_ or "every" in text or "each" in text or "每" in text) or part.low >= whole.low:
        return None
    if _GAINED.search(text[: whole.start]):
        return None  # 赚五万亏三万: two sums, and none is the whole of the other
    if whole.high is not None or (part.high is not None and not lost):
        return None
    low = part.low * 100 / whole.low
    high = None if part.high is None else part.high * 100 / whole.low
    left = lost and (lost.group("left") or lost.group("kept"))
    if lost and lost.group("kept") and re.match(r"(?:块钱?|元)?了", text[second.end :]):
        return None  # 十万变八万了: that has happened
    if left:  # 十万亏到八万
        low, high = (100 - low, None) if high is None else (100 - high, 100 - low)
    share = _share(text, low, high, first.start, second.end, part)
    bound = _TURNED.get(share.bound, share.bound) if left and share.bound else share.bound
    return replace(share, sure=share.sure and whole.sure, bound=bound)


def _counted(text: str, number: Number) -> Share | None:
    if number.scaled or number.low > 1000:
        return None
    if of := _PERCENT_OF.search(text, max(0, number.start - 4), number.start):
        return _share(text, number.low, number.high, of.start(), number.end, number)
    if coins := _IN_THE_POUND.match(text, number.end):
        return _share(text, number.low, number.high, number.start, coins.end(), number)
    whole = _OF_A_THOUSAND.match(text, number.end)
    if whole and number.high is None and number.low < _WHOLES[whole.group("whole")]:
        low = number.low * 100 / _WHOLES[whole.group("whole")]
        return _share(text, low, None, number.start, whole.end(), number)
    unit = _UNIT.match(text, number.end)
    if unit is None:
        return None
    if unit.group("percent"):
        return _share(text, number.low, number.high, number.start, unit.end(), number)
    if number.low > 10:
        return None
    extra = Fraction(_HAN.get(unit.group("half") or "零", 5))  # 一成半, 三成五
    high = None if number.high is None else number.high * 10 + extra
    return _share(text, number.low * 10 + extra, high, number.start, unit.end(), number)


def _share(
    text: str, low: Fraction, high: Fraction | None, start: int, end: int, number: Number | None
) -> Share:
    bound = hedges.bound(text, start, end)
    rough = bound is not None or hedges.approximate(text, start, end)
    sure = number is None or number.sure
    return Share(low, high, start, end, rough or bool(number and number.approximate), sure, bound)


def _worded(text: str, match: re.Match[str]) -> Share | None:
    groups = match.groupdict()
    if groups.get("d"):
        top, bottom = _value(groups["n"]), _value(groups["d"])
    elif groups.get("sd"):
        top, bottom = int(groups["sn"]), int(groups["sd"])
    elif groups.get("en"):
        numerator, _, denominator = groups["en"].partition(" ")
        top = _NUMERATORS[numerator]
        bottom = _DENOMINATORS[denominator.rstrip("s") if denominator != "s" else denominator]
        if re.match(r" (?:of a )?(?:million|billion)| year| month", text[match.end() :]):
            return None
    elif groups.get("most"):
        plain = match.group() == "一半以上"
        return Share(Fraction(51), Fraction(90), match.start(), match.end(), True, plain, None)
    else:
        top, bottom = 1, 2
    if not bottom or top >= bottom:
        return None
    return _share(text, Fraction(100 * top, bottom), None, match.start(), match.end(), None)


def _value(words: str) -> int:
    return int(words) if words.isdigit() else _HAN[words]


def _ranges(text: str, shares: list[Share]) -> list[Share]:
    out: list[Share] = []
    for share in shares:
        if out and out[-1].high is None and share.high is None and out[-1].low < share.low:
            word = joiner(text, out[-1].start, text[out[-1].end : share.start])
            if word:
                loose = word not in ("到", "至", "~", "-", "--", "to", "and")
                out[-1] = replace(
                    share,
                    low=out[-1].low,
                    high=share.low,
                    start=out[-1].start,
                    sure=share.sure and out[-1].sure and not loose,
                )
                continue
        out.append(share)
    return out
