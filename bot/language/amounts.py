"""Sums of money in a text: value, currency, range, how sure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from bot.language import numbers
from bot.language.numbers import Number, joiner

_BEFORE: tuple[tuple[str, str], ...] = (
    (r"hkd\s?\$|hk\s?\$|hkd|港币|港元", "HKD"),
    (r"usd\s?\$|us\s?\$|u\.s\.\s?\$|usd|美元|美金", "USD"),
    (r"sgd\s?\$|sg?\$|sgd|新加坡元|新币", "SGD"),
    (r"aud\s?\$|au?\$|aud|澳元|澳币", "AUD"),
    (r"nzd\s?\$|nz\$|nzd|新西兰元|纽币", "NZD"),
    (r"cad\s?\$|ca?n?\$|cad|加元|加币", "CAD"),
    (r"ntd\s?\$|nt\$|twd|ntd|新台币|台币", "TWD"),
    (r"mop\$|mop|澳门元", "MOP"),
    (r"jp\s?¥|jpy|日元|日圆|日币", "JPY"),
    (r"rmb\s?¥?|cn[y¥]|人民币|¥|￥", "CNY"),
    (r"eur\s?€?|€|欧元", "EUR"),
    (r"gbp\s?£?|£|英镑", "GBP"),
    (r"myr|rm", "MYR"),
    (r"thb|฿", "THB"),
    (r"chf", "CHF"),
    (r"inr|₹|rs\.?", "INR"),
    (r"krw|₩", "KRW"),
    (r"\$", "USD"),
)
_AFTER: tuple[tuple[str, str], ...] = (
    (r"港币|港元|港纸|hkd|hk\$|hong kong dollars?|hk dollars?", "HKD"),
    (r"新西兰元|新西兰币|纽币|nzd|new zealand dollars?|kiwi dollars?", "NZD"),
    (r"林吉特|马币|令吉|myr|ringgits?", "MYR"),
    (r"泰铢|thb|baht", "THB"),
    (r"美元|美金|美刀|刀(?![具片])|usd|us dollars?|u\.s\. dollars?|dollars?|bucks|\$", "USD"),
    (r"新加坡元|新加坡币|新币|sgd|singapore dollars?|sing(?: dollars?)?", "SGD"),
    (r"澳元|澳币|澳刀|aud|australian dollars?|aussie(?: dollars?)?", "AUD"),
    (r"加元|加币|加刀|cad|canadian dollars?", "CAD"),
    (r"新台币|台币|twd|ntd|taiwan dollars?", "TWD"),
    (r"澳门元|澳门币|葡币|mop", "MOP"),
    (r"日?日圆|日元|日币|jpy|yen", "JPY"),
    (r"欧元|欧(?![洲美])|eur|euros?|€", "EUR"),
    (r"英镑|镑|gbp|pounds?(?: sterling)?|quid|£", "GBP"),
    (r"瑞士法郎|瑞郎|chf|swiss francs?|francs?", "CHF"),
    (r"韩元|韩币|krw|won(?! )", "KRW"),
    (r"卢比|inr|rupees?", "INR"),
    (r"人民币|元人民币|块钱?|元(?!宵|旦)整?|圆|大洋|rmb|cny|yuan|renminbi|kuai|¥|￥", "CNY"),
)
_BEFORE_RE = re.compile(
    r"(?:" + "|".join(f"(?P<x{i}>{p})" for i, (p, _) in enumerate(_BEFORE)) + r")\s?$"
)
_AFTER_RE = re.compile(
    r"(?:[ -]?(?:of )?(?:worth of )?)(?:"
    + "|".join(f"(?P<x{i}>{p})" for i, (p, _) in enumerate(_AFTER))
    + r")(?![a-z])(?!(?<=[$€£¥￥])\s?[0-9])"
)
_COUNTED = re.compile(
    r"\s?-?(?:股|份(?!额)|张(?!罗)|克(?!朗)|公斤|斤|吨|平(?!时|常|均|安)|亩|人(?!民|家)|名(?!下|义)"
    r"|位(?!数)|次|公里|粒|瓶|户(?!头)|粉丝|步|字|辆|套(?!现|利|牢|住|路)|栋|间(?!接)|台(?!币"
    r"|面)|倍|成|折"
    r"|个(?:人|月|小时|用户|客户|问题|粉)|%|％|°|㎡|²|³|播放|点赞|阅读|浏览|用户|客户"
    r"|(?:shares?|units?|people|employees|staff|users|customers|followers|steps|miles|km"
    r"|kg|kilos?|sq|sqm"
    r"|square|ounces?|oz|grams?|percent|per cent|pct|bps|basis|years?|yrs?|months?|mos"
    r"|weeks?|days?|hours?"
    r"|minutes?|mins?|kids?|children|times|x|th|st|nd|rd|am|pm|btc|eth|bitcoins?|usdt"
    r"|coins?|views?|likes?|subscribers?|downloads?|visitors?|questions?|calories|tonnes?|tons?"
    r"|run|race|jog|walk|marathon|points?|jobs|words|lines|reasons|yo|y/o)(?![a-z]))"
)
_SMALL_COUNTED = re.compile(
    r"\s?-?(?:口|边|头|种|件|项|笔|手(?![上里头])|级|号|楼|层|期|点(?!钱)|岁|周岁|年(?!薪|收|入)"
    r"|个(?!亿|小)|天|月(?!薪|入|收)|周(?!薪|转)|小时|分钟|分(?:之|(?!钱)))"
)
"""Units of small numbers only: after 50万 they begin another word (50万年底到期, 50万点点)."""
_LARGE = 10_000
_TAIL_LETTER = re.compile(r"[a-z]")

_OTHER_MONEY = re.compile(
    r"\s?(?:卢布|比索|兰特|里拉|越南盾|印尼盾|迪拉姆|里亚尔|瑞典克朗|克朗"
    r"|(?:pesos?|rupiah|rubles?|roubles?|lira|rand|reais|shekels?|kron[ae]r?|zloty|dirhams?|riyals?"
    r"|dong|sek|nok|dkk|zar|rub|idr|vnd|php|aed|sar|brl|mxn|pln|ils)(?![a-z]))"
)
"""Money of countries that is not read here: its sum is never sure."""
_UNKNOWN_DOLLAR = re.compile(r"(?<![a-z])[a-z]{1,3}\$\s?$")
"""A dollar of a country that is not read here: J$, TT$."""


@dataclass(frozen=True)
class Amount:
    """A sum of money, in major units.

    `currency` is None where the text names none. `bare` is a number that only the question
    asked, or a word right beside it, can make a sum: no currency, no 万, no k.
    """

    low: Fraction
    high: Fraction | None
    currency: str | None
    start: int
    end: int
    approximate: bool
    sure: bool
    bare: bool
    number: Number

    def value(self, currency: str) -> dict[str, Any]:
        """The contract's form in integer minor units; `currency` where the text names none."""
        code = self.currency or currency
        low = minor(self.low, code)
        if self.high is None:
            return {"amount": low, "currency": code}
        return {"min": low, "max": minor(self.high, code), "currency": code}


_FOREIGN = re.compile(
    r"(?P<USD>美元|美金|美刀|\busd\b|\bus dollars?\b)|(?P<HKD>港币|港元|\bhkd\b)|(?P<EUR>欧元"
    r"|\beuros?\b)|(?P<GBP>英镑|\bgbp\b|\bpounds?\b|\bquid\b|\bsterling\b)"
    r"|(?P<JPY>日元|日圆|日币)|(?P<SGD>新币|新加坡元)|(?P<AUD>澳元|澳币)|(?P<CAD>加元|加币)"
)


def named_apart(text: str, start: int, end: int) -> str | None:
    """A foreign currency named in a clause, not beside the sum: 我有美元存款10万."""
    match = _FOREIGN.search(text, start, end)
    return match.lastgroup if match else None


def minor(major: Fraction, currency: str) -> int:
    """Minor units of a sum in major units (ISO 4217 exponents; rounds half a unit away)."""
    return int(major * 10 ** exponent(currency) + Fraction(1, 2))


def exponent(currency: str) -> int:
    """Decimal places of a currency: 0 for yen and won, 2 for all others read here."""
    return 0 if currency in ("JPY", "KRW") else 2


def find(text: str, found: tuple[Number, ...] | None = None) -> tuple[Amount, ...]:
    """All sums of a folded text from left to right; `found` are its numbers, if known.

    A number with another unit (years, people, shares, percent) is left out.
    """
    out: list[Amount] = []
    last_end = 0
    for number in numbers.find(text) if found is None else found:
        amount = _amount(text, number, last_end)
        if amount is None:
            continue
        last_end = amount.end
        if out and (joined := _range(text, out[-1], amount)):
            out[-1] = joined
        else:
            out.append(amount)
    return tuple(out)


def _amount(text: str, number: Number, after: int) -> Amount | None:
    start, end = number.start, number.end
    sign = _BEFORE_RE.search(text, max(after, start - 8), start)
    currency: str | None = None
    foreign = _UNKNOWN_DOLLAR.search(text, max(after, start - 6), start)
    if sign and not _inside_word(text, sign.start()):
        currency = _BEFORE[_which(sign)][1]
        start = sign.start()
    unit = _AFTER_RE.match(text, end)
    if unit and text[end : end + 2] != "块儿":
        named = _AFTER[_which(unit)][1]
        # ¥200元, $200 USD: the word is the more precise one.
        if currency is None or named != "USD" or currency == "USD":
            currency = named
        end = unit.end()
    elif (
        _COUNTED.match(text, end)
        or (number.low < _LARGE and _SMALL_COUNTED.match(text, end))
        or (number.year and not currency)
        or (end < len(text) and _TAIL_LETTER.match(text[end]) and not text.startswith("ish", end))
    ):
        return None
    if number.form == "words" and not number.scaled and currency is None:
        return None
    low, high, approximate = number.low, number.high, number.approximate
    # 五万块五 and 3块5 are spoken; only the tail "半" is common: 两块半.
    bare = currency is None and not number.scaled
    if unit is None and _OTHER_MONEY.match(text, end):
        return replace(
            Amount(low, high, currency, start, end, approximate, False, bare, number), bare=False
        )
    sure = number.sure and not (foreign and currency == "USD" and start > foreign.start())
    if sign and currency is None and sign.group().rstrip().endswith("$"):
        sure = False
    return Amount(low, high, currency, start, end, approximate, sure, bare, number)


def _which(match: re.Match[str]) -> int:
    name = match.lastgroup
    assert name is not None
    return int(name[1:])


def _inside_word(text: str, at: int) -> bool:
    """Whether a currency code is only the end of another word ("years 5", "offers 5")."""
    return text[at] >= "a" and text[at] <= "z" and at > 0 and "a" <= text[at - 1] <= "z"


def _range(text: str, left: Amount, right: Amount) -> Amount | None:
    """Two sums with only a joiner between them: 50万到100万, $50k-$100k."""
    if left.high is not None or right.high is not None:
        return None
    between = text[left.end : right.start]
    word = joiner(text, left.start, between)
    if word is None:
        return None
    if left.currency and right.currency and left.currency != right.currency:
        return None
    loose = word in ("or", "或", "或者", "或是", "或者是", "还是", "、")
    number = numbers.span_of(left.number, right.number, loose=loose)
    if number is None or number.high is None:
        return None
    inherited = not left.number.scaled and right.number.scaled and number.low != left.low
    doubtful = inherited and left.currency is not None and left.low >= 10
    return replace(
        right,
        low=number.low,
        high=number.high,
        currency=right.currency or left.currency,
        start=left.start,
        approximate=left.approximate or right.approximate or loose,
        sure=left.sure and right.sure and number.sure and not doubtful,
        bare=left.bare and right.bare,
        number=number,
    )
