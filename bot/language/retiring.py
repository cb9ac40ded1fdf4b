"""The horizon of who tells an age until which the money stays, or at which they retire."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from bot.language import bands, hedges
from bot.language.ages import Age
from bot.language.clauses import Clauses
from bot.language.numbers import Number
from bot.language.reading import Reading

_YOUNGEST, _OLDEST = 18, 90
_EARLY = r"(?:full[- ]time |early |comfortably |hopefully |completely |for good )?"
_AGE = r"(?:about |around |roughly )?(?:age |the age of )?"
_UNTIL = re.compile(
    r"(?:到|等到?|直到|放到|存到|干到|做到|投到|持有到|(?:这笔?)?钱|活到)\s?(?:我|自己)?(?:满"
    r"|都)?\s?$"
    r"|\b(?:until|till|by the time|by(?: age)?|before|(?P<when>when))"
    r" ?(?:i'm|i am|i turn|i reach|i hit|i get to|age|the age of|turning|turn)?\s?$"
)
_RETIRING_BEFORE = re.compile(
    rf"\bretir(?:e|ing)\b.{{0,40}}\b(?:i'll|i will|i'd|i plan to|i want to|i hope to) (?:go"
    rf"|leave|finish|stop) (?:at|when i(?:'m| am)) {_AGE}$"
    rf"|\b(?:retir(?:e|ing|ement)|stop(?:ping)?(?: work(?:ing)?)?|quit(?:ting)?(?: work(?:ing)?)?"
    rf"|finish(?:ing)?(?: work(?:ing)?)|done (?:with )?work(?:ing)?|give up work(?:ing)?) {_EARLY}"
    rf"(?:at|by|when i(?:'m| am| turn| reach| hit)|around|before) {_AGE}$"
    r"|退休年龄(?:是|大概)?\s?$"
)
_RETIRING_AFTER = re.compile(
    r"\s?(?:周?岁)?(?:的时候|时|左右|上下|那年|以?前|之前)?[，,]?(?:我)?(?:就|再|才|能|可以|想|要"
    r"|打算|准备|计划|正式|提前)*"
    r"(?:退休(?!金[0-9]|教|职|老)|退(?=$|[，,。.!！了下用再就的])|退下来|不干(?=了|$|[，,。.])"
    r"|不上班|收山|养老(?!院|金))"
)
_USED_AT = re.compile(
    r"\s?岁(?:退休)?(?:的时候|时|以后|之后|后|再|才|就)*(?:再|才|要)?用"
    r"|\s?岁?(?:以前|之前|前)[^，,。.]{0,4}(?:不会?|没打算|不打算|不准备|绝不)(?:去)?(?:动|用|碰"
    r"|取|拿)"
)
_NO_UNIT = re.compile(
    r"\s?(?:%|％|percent|万|k\b|m\b|元|块|年|个|月|次|股|天|,[0-9]|[0-9]|years?(?! old)|months?)"
)
_ANOTHER_AIM = re.compile(
    r"学费|上大学|读大学|留学|教育金|买房|首付|换房|结婚|婚礼|彩礼|买车|换车|装修"
    r"|\b(?:college|university|uni|tuition|school fees|house|flat|wedding|car|deposit"
    r"|down ?payment)\b"
)
"""What the money is for besides the years of rest."""
_CHILD = re.compile(r"孩子|儿子|女儿|\b(?:he|she|son|daughter|kid|child)\b")
_PAST = re.compile(r"了(?:$|[，,。.])|\b(?:retired|stopped)\b")


def readings(
    text: str,
    found: Sequence[Number],
    ages: Sequence[Age],
    clauses: Clauses,
    *,
    known_age: int | None,
    asked: bool,
    told: bool,
) -> list[Reading]:
    """放到60岁, "I'm 45 and retire at 60": the years from the age that is told, or that is known.

    `asked` is whether the horizon is the open question, `told` whether the text tells it otherwise:
    when somebody retires then says nothing more of this money.
    """
    if not told and (grown := _when_grown(text, found, clauses, asked=asked)):
        return grown
    own = [age for age in ages if age.sure]
    age = own[0].years if len(own) == 1 else known_age
    if age is None or len(own) > 1:
        return []
    for number in found:
        if any(number.start < one.end and one.start < number.end for one in own):
            continue
        until, retires = _aims(text, number, asked=asked)
        if not (until or retires) or clauses.doubtful(number.start):
            continue
        if retires and not until and not asked and (told or _ANOTHER_AIM.search(text)):
            continue
        years = int(number.low) - age
        if not 0 < years <= 70 or _CHILD.search(clauses.words(number.start)):
            continue
        band, _ = bands.horizon(Fraction(12 * years))
        # Within the year before the birthday it is hardly a year.
        sure = years > 1 and not clauses.asks(number.start)
        sure = sure and hedges.bound(text, number.start, number.end) is None
        base = Reading("horizon", band, number.start, number.end, sure, True, False, "time grammar")
        return [base, replace(base, id="horizon_months", value=12 * years)]
    return []


def _when_grown(
    text: str, found: Sequence[Number], clauses: Clauses, *, asked: bool
) -> list[Reading]:
    """孩子今年8岁，等他18岁上大学用: the years until a child whose age is told is so old."""
    if not (asked or _OF_MONEY.search(text)):
        return []
    now, then = [], []
    for number in found:
        if number.scaled or number.high is not None or number.low.denominator != 1:
            continue
        near = text[max(0, number.start - 24) : number.start]
        if _CHILD_AGED.search(near) and number.low < _GROWN and _IS_AGE.match(text, number.end):
            now.append(number)
        elif 12 <= number.low <= 35 and (
            _CHILD_THEN.search(near) or _THEN_ZH.match(text, number.end)
        ):
            then.append(number)
    if len(now) != 1 or len(then) != 1 or now[0].start > then[0].start:
        return []
    years = int(then[0].low - now[0].low)
    at = then[0].start
    if years < 2 or clauses.hypothetical(at) or clauses.unsaid(at) or clauses.asks(at):
        return []
    band, _ = bands.horizon(Fraction(12 * years))
    base = Reading("horizon", band, at, then[0].end, True, True, False, "time grammar")
    return [base, replace(base, id="horizon_months", value=12 * years)]


_GROWN = 25
_IS_AGE = re.compile(r"岁|(?![\u4e00-\u9fff%0-9])")
_CHILD_AGED = re.compile(
    r"(?<!老师的)(?:孩子|儿子|女儿|闺女|娃|宝宝)(?:今年|现在|才|刚|满|已经|是|,|，)*\s?$"
    r"|\bmy (?:little |only )?(?:son|daughter|kid|child|boy|girl)(?:'s| is| has just turned"
    r"| just turned|,)? (?:now |only |just )?$"
)
_CHILD_THEN = re.compile(
    r"(?:到|等)(?:他|她|孩子|儿子|女儿)?(?:满|到|长到)?\s?$"
    r"|\b(?:he|she|they)(?:'s| is| turns?| reaches| hits|'ll be| will be) $|\b(?:until|till"
    r"|goes to (?:uni|university|college) at) $"
)
_THEN_ZH = re.compile(r"\s?岁(?:的时候|时|以后|后)?(?:上大学|成年|出国|结婚|要?用|取)")
_OF_MONEY = re.compile(
    r"钱|存|攒|用|\b(?:sav(?:e|ing)|money|fund|need|put (?:away|aside)|invest)\b"
)


def _aims(text: str, number: Number, *, asked: bool) -> tuple[bool, bool]:
    """Whether a number is an age until which the money stays, and whether one of retirement."""
    if number.scaled or number.year or number.low.denominator != 1 or number.high is not None:
        return False, False
    if not _YOUNGEST < number.low <= _OLDEST or _NO_UNIT.match(text, number.end):
        return False, False
    before = text[max(0, number.start - 48) : number.start]
    until = _UNTIL.search(before)
    if until is not None and until.group("when") and not asked:
        until = None
    retires = _RETIRING_AFTER.match(text, number.end)
    over = retires and _PAST.match(text, retires.end())
    used = _USED_AT.match(text, number.end)
    return (
        bool(until or used),
        bool((retires and not over) or _RETIRING_BEFORE.search(before)),
    )
