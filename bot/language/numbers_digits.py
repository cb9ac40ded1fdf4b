"""Numbers in digits: 1,000,000, 1.000.000, 12,34,567, 50万, 200k, 2w5, 2½."""

from __future__ import annotations

import re
from fractions import Fraction

from bot.language.number import Number
from bot.language.numbers_zh import han_at
from bot.language.wordlist import words

_DIGITS = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])"
    r"|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?(?![0-9])"
    r"|[0-9]{1,3}(?:'[0-9]{3})+(?:\.[0-9]+)?(?![0-9'])"
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]{1,2})?(?![0-9])"
    r"|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{2}(?![0-9])"
    r"|[0-9]{1,4}(?:,[0-9]{4})+(?![0-9])"
    r"|[0-9]{1,3}(?:，000)+(?![0-9])|[0-9]{1,3}(?:，[0-9]{3}){2,}(?![0-9])"
    r"|[0-9]{1,3}(?: [0-9]{3}){2,}(?![0-9])|[0-9]{1,3}(?: 000)+(?![0-9])"
    r"|[0-9]+(?:\.[0-9]+)?"
)
"""Thousands as marked here, in India (12,34,567), Switzerland (1'000) and Europe (1.000.000).

One point before three digits is left out: 1.000 is one in London and a thousand in Berlin.
"""
_EUROPEAN = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]+)?|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+")
_BROKEN = re.compile(r"[0-9]*(?:[.,'][0-9]+)+")
_PART_OF = re.compile(
    r"([1-9])/([2-9]) (?:of )?(?:a )?(million|mil|billion|thousand|crore|lakh)(?![a-z])"
)
"""1/2 million, 3/4 of a million."""
_SOME = re.compile(
    r"([0-9]+)(?:[多来几余]个?|[ -]?(?:odd|ish|something)[ -])(w|k|thousand|grand|million"
    r"|mil)(?![a-z0-9])"
)
"""50多w, 300-odd thousand: a rough sum from there on."""
_ANOTHER_GROUP = re.compile(r" [0-9]{3}(?![0-9])")
_TAILED = re.compile(r"([0-9]+)([wk])([0-9])(?![0-9a-z.,])")
"""2w5, 3k5: the digit behind counts the next lower place, as in 两万五."""
_JOINED = re.compile(r"[0-9]+(?:[-/:][0-9]+){2,}|[0-9]{1,2}:[0-9]{2}|\+?[0-9]{2,4}[- ][0-9]{7,}")
_SUFFIX = re.compile(
    r"(?P<close>k|w|m|mm|mn|b|bn)(?:(?![a-z0-9])|(?=(?:usd|rmb|cny|hkd|sgd|aud|cad|eur|gbp|chf"
    r"|jpy|inr|twd|ish)(?![a-z])))"
    r"|\s?(?P<word>kk|wan|thou|mio|mil|mill|mln|million|millions|billion|billions|bil|thousand"
    r"|grand|个w"
    r"|hundred (?:k|grand|thou)|hundred thousand|hundred million|hundred|lakhs?|lacs?|crores?"
    r"|[kw])(?![a-z0-9])"
)
_SCALES = {
    "k": 10**3,
    "thousand": 10**3,
    "grand": 10**3,
    "thou": 10**3,
    "mio": 10**6,
    "hundred": 100,
    "hundred k": 10**5,
    "hundred grand": 10**5,
    "hundred thou": 10**5,
    "hundred thousand": 10**5,
    "hundred million": 10**8,
    "w": 10**4,
    "wan": 10**4,
    "个w": 10**4,
    "lakh": 10**5,
    "lac": 10**5,
    "crore": 10**7,
    "m": 10**6,
    "mm": 10**6,
    "mn": 10**6,
    "kk": 10**6,
    "mil": 10**6,
    "mill": 10**6,
    "mln": 10**6,
    "million": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "bil": 10**9,
    "billion": 10**9,
}
FRACTIONS = {
    "½": Fraction(1, 2),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
}
_AND_A_HALF = re.compile(r"\s?(?:and a half|1/2)(?![a-z0-9])")
_CODES = frozenset(
    words("cny rmb usd us hkd hk eur gbp jpy sgd s aud a cad c chf twd nt mop krw inr rs")
)
_NAMED = re.compile(
    r"(?:沪深|中证|上证|深证|科创|创业板|标普|标准普尔|恒生|纳斯达克|纳指|日经|道琼斯|csi"
    r"|s&p|s & p|sp"
    r"|nasdaq|nikkei|ftse|russell|fortune|财富|section|no\.|第)\s?$"
)
_PLANS = {
    plan: re.compile(rf"{letter}s?(?:\s?plan)?(?!\s?(?:[kmw]\b|thousand|grand|[万千百元块]))")
    for plan, letter in (
        ("401", r"\(?k\)?"),
        ("403", r"\(?b\)?"),
        ("457", r"\(?b\)?"),
        ("529", ""),
    )
}
"""Plans of saving that are called by a number, and what follows it; behind a sign it is a sum."""
_SIGNED = re.compile(r"[$£€¥￥]\s?$")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}$")


def digits_at(text: str, at: int) -> tuple[Number | None, int]:
    """The number that starts with the digit at `at`, and where to go on reading."""
    joined = _JOINED.match(text, at)
    if joined:
        return None, joined.end()
    match = _DIGITS.match(text, at)
    assert match is not None
    raw, end = match.group(), match.end()
    if typed := _typed(text, at):
        return (typed if _free_before(text[:at]) else None), typed.end
    broken = _BROKEN.match(text, end)
    if broken and broken.end() > end:
        unit = han_at(text, at, first=(Fraction(1), broken.end()))
        return None, unit.end if unit else broken.end()
    before = text[:at]
    if not _free_before(before) or _NAMED.search(before[-12:]):
        return None, _after_run(text, end)
    whole = _without_marks(raw)
    plan = _PLANS.get(whole)
    if plan and not _SIGNED.search(before) and (named := plan.match(text, end)):
        return None, named.end()
    integer = whole.partition(".")[0]
    grouped = raw != whole
    # So many digits in a row are a phone or card number; with separators they are a sum.
    phone = len(integer) == 11 and integer[0] == "1"
    if not grouped and (len(integer) > 12 or phone):
        return None, end
    value = Fraction(whole)
    # 1.000 is one in London and a thousand in Berlin; 007 is no amount.
    myriads = bool(re.fullmatch(r"[0-9]{1,4}(?:[,，][0-9]{4})+", raw))
    sure = (
        not myriads
        and not re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", raw)
        and not re.match(r"0[0-9]", whole)
    )
    if not sure and re.match(r"0[0-9]", whole):
        return None, end
    if end < len(text) and text[end] in FRACTIONS:
        value, end = value + FRACTIONS[text[end]], end + 1
    elif half := _AND_A_HALF.match(text, end):
        value, end = value + Fraction(1, 2), half.end()
    parsed = han_at(text, at, first=(value, end))
    if parsed is not None and parsed.low is not None and parsed.end > end:
        odd = grouped and value % 1000 != 0
        sure = sure or (not myriads and not raw.endswith("000"))
        return (
            Number(
                parsed.low,
                parsed.high,
                at,
                parsed.end,
                parsed.approximate,
                parsed.sure and sure and not odd,
                parsed.steps,
                "digits",
                parsed.scaled,
            ),
            parsed.end,
        )
    suffix = _SUFFIX.match(text, end)
    if suffix:
        word = suffix.group("close") or suffix.group("word")
        scale = Fraction(_SCALES.get(word) or _SCALES[word.rstrip("s")])
        odd = grouped and value % 1000 != 0
        sure = sure or (not myriads and not raw.endswith("000"))
        number = Number(
            value * scale,
            None,
            at,
            suffix.end(),
            sure=sure and not odd,
            steps=((value, scale),),
            scaled=True,
        )
        return number, suffix.end()
    if len(integer) <= 3 and _ANOTHER_GROUP.match(text, end):
        sure = False  # 1 001 is a thousand and one, or two numbers
    year = bool(_YEAR.match(raw))
    return Number(value, None, at, end, sure=sure, year=year), end


def _without_marks(raw: str) -> str:
    """The digits of a number without the marks of its thousands, with a point for decimals."""
    if _EUROPEAN.fullmatch(raw):
        return raw.replace(".", "").replace(",", ".")
    return re.sub("[,， ']", "", raw)


def _typed(text: str, at: int) -> Number | None:
    """Forms of their own: 1/2 million, 50多w, 300-odd thousand, 2w5."""
    if part := _PART_OF.match(text, at):
        value = Fraction(int(part.group(1)) * _SCALES[part.group(3)], int(part.group(2)))
        return Number(value, None, at, part.end(), scaled=True)
    if some := _SOME.match(text, at):
        value = Fraction(int(some.group(1)) * _SCALES[some.group(2)])
        return Number(value, None, at, some.end(), approximate=True, scaled=True)
    if tailed := _TAILED.match(text, at):
        scale = _SCALES[tailed.group(2)]
        value = Fraction(int(tailed.group(1)) * scale + int(tailed.group(3)) * scale // 10)
        return Number(value, None, at, tailed.end(), scaled=True)
    return None


def _free_before(before: str) -> bool:
    """Whether a digit may start a number here: not inside a code such as R3 or iphone15."""
    if not before:
        return True
    if before[-1] in "._#@№":
        return False
    if before[-1] == "+" and before[-2:-1].isalpha():
        return False
    letters = re.search(r"[a-z]+$", before[-12:])
    return letters is None or letters.group() in _CODES


def _after_run(text: str, at: int) -> int:
    while at < len(text) and (text[at].isascii() and text[at].isalnum()):
        at += 1
    return at


def fraction_at(text: str, at: int) -> Number:
    value = FRACTIONS[text[at]]
    suffix = _SUFFIX.match(text, at + 1)
    if suffix:
        word = suffix.group("close") or suffix.group("word")
        scale = Fraction(_SCALES.get(word) or _SCALES[word.rstrip("s")])
        return Number(value * scale, None, at, suffix.end(), steps=((value, scale),), scaled=True)
    return Number(value, None, at, at + 1)
