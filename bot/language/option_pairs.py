"""Reads which of some arrangements is meant, each a gain and a loss in percent ("gain 15, lose 5").

One figure may stand for a gain in one arrangement and for a loss in the next, so that the words
around it decide.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from bot.language import numbers, option_clauses, option_cues, shares

Pair = tuple[Fraction, Fraction]

_GAIN = (
    r"赚|挣|收益|涨|好时|回报|\b(?:gain|make|making|earn|earning|plus|win)"
    r"|(?:^|[,;]|and|or|but)\s*up"
)
_LOSS = (
    r"亏|赔|蚀|跌|损失|差时|掉"
    r"|\b(?:lost|lose|loses|losing|loss|minus|risk|risking|drop|at worst)"
    r"|(?:^|[,;]|and|or|but)\s*down"
)
_TO = r"(?:个|了|到|的是|能|最多|顶多|of|about|only|at most|就|才|\s)*$"
_GAIN_BEFORE, _LOSS_BEFORE = re.compile(rf"(?:{_GAIN}){_TO}"), re.compile(rf"(?:{_LOSS}){_TO}")
_LOSES = re.compile("[亏赔蚀跌少]")
_GAIN_AFTER = re.compile(r"\s?(?:的)?(?:收益|回报|涨幅|gain|up\b|upside|return)(?!\s?\d)")
_LOSS_AFTER = re.compile(r"\s?(?:的)?(?:亏(?!\S)|损失|跌幅|loss|down\b|downside|off\b)(?!\s?\d)")
_DOUBLE = re.compile(r"翻倍|翻番|翻一倍|赚一倍|\bdoubl(?:e|es|ing)\b")
_LOSSLESS = re.compile(
    r"(?:不会?|别|零|没有?|无|不用)(?:亏|赔|跌)|保本|nothing down"
    r"|(?:zero|no) downside|\b(?:no|zero|without(?: any)?|never a) loss"
    r"|\blos(?:e|es|ing) nothing|\b(?:can't|cannot|won't) lose"
)
_NO_FIGURE_BEFORE = re.compile(r"(?:第|\bof|\bin)\s?$")
_NO_FIGURE_AFTER = re.compile(
    r"\s?(?:个(?!百分?点|点)|种|档|级|款|年|家|次|选|里|万|千|step|notch|grade"
    r"|arrangements?|options?|of\b|years?)"
)
_OR = re.compile(r"或|还是|\bor\b")
_HALVES = re.compile(r"一半|半数|\bhalf\b")
_HALF = Fraction(50)
_ROUGH = 4
_EXAMPLE = Fraction(100_000)
"""What the question's explanation has a client put in."""
_BARE = re.compile(
    r"(?:百分之)?[\d.零一二两三四五六七八九十百]{1,8}\s?(?:%|个?百分点|个点|成|percent)?[。.!]?"
)
_LIMIT = re.compile(
    r"以内|以下|不超过|不低于|以上|左右"
    r"|\b(?:within|under|at least|more than|not more|as long as)\b"
)


def fitting(said: str, pairs: Mapping[str, Pair]) -> frozenset[str] | None:
    """The options, of those with these pairs (gain, loss), that the figures of a folded text allow;
    None where it names no figure."""
    roles = _figures(said, frozenset(value for pair in pairs.values() for value in pair))
    if [role for _, role in roles] == ["either", "either"] and _OR.search(said):
        return frozenset()
    if not any(role != "lossless" for _, role in roles):
        return None
    return frozenset(
        option for option, pair in pairs.items() if all(_allows(pair, *one) for one in roles)
    )


def refused(said: str) -> bool:
    """Whether the figures are named to be refused, as a limit, or under a condition."""
    if option_cues.TOO_MUCH.search(said) or _LIMIT.search(said):
        return True
    return option_clauses.conditional(said)


def bare(said: str) -> bool:
    """Whether a text is one figure and nothing else: a gain, or a loss?"""
    return _BARE.fullmatch(said) is not None


def denied(said: str) -> bool:
    """Whether a text denies anything but a loss."""
    return bool(option_cues.NEGATIVE.search(_LOSSLESS.sub("", said)))


def _allows(pair: Pair, value: Fraction, role: str) -> bool:
    gain, loss = pair
    if role == "gain":
        return value == gain
    return value == loss if role in ("loss", "lossless") else value in pair


def _figures(said: str, known: frozenset[Fraction]) -> list[tuple[Fraction, str]]:
    """The figures of a text in percent, each with what it is: gain, loss or either."""
    found = [(share.low, share.start, share.end) for share in shares.find(said) if not share.high]
    for number in numbers.find(said):
        inside = any(start <= number.start < end for _, start, end in found)
        if inside or number.scaled or number.high is not None or number.low not in known:
            continue
        if number.low < 5 or _NO_FIGURE_AFTER.match(said, number.end):
            continue
        if _NO_FIGURE_BEFORE.search(said[: number.start]):
            continue
        found.append((number.low, number.start, number.end))
    found += _in_money(said)
    roles = [(value, _role(said, start, end)) for value, start, end in sorted(found, key=_place)]
    # "Half in this one": a half that is no gain is a part of the money.
    roles = [
        one for one in roles if one[0] != _HALF or one[1] == "gain" or not _HALVES.search(said)
    ]
    roles = [(_nearest(value, known), role) for value, role in roles]
    if _DOUBLE.search(said):
        roles.append((Fraction(100), "gain"))
    if _LOSSLESS.search(said):
        roles.append((Fraction(0), "lossless"))
    if len(roles) == 2 and [role for _, role in roles] == ["either", "either"]:
        first, second = roles[0][0], roles[1][0]
        return [(first, "gain"), (second, "loss")] if first > second else roles
    return roles


def _in_money(said: str) -> list[tuple[Fraction, int, int]]:
    """Gains and losses that are said in yuan, in percent: 亏五千 of the 100,000 that the question
    takes for example, or of a sum that is named before them."""
    sums = [one for one in numbers.find(said) if one.scaled and one.high is None]
    sums = [one for one in sums if not any(s.start <= one.start < s.end for s in shares.find(said))]
    told = [one for one in sums if _role(said, one.start, one.end) != "either"]
    whole = [one for one in sums if one not in told and one.low >= 1000]
    if not told or len(whole) > 1 or (whole and whole[0].start > told[0].start):
        return []
    base = whole[0].low if whole else _EXAMPLE
    return [(one.low * 100 / base, one.start, one.end) for one in told]


def _nearest(value: Fraction, known: frozenset[Fraction]) -> Fraction:
    """The figure that a rough one stands for: nearly a third is 30."""
    near = min(known, key=lambda one: abs(one - value))
    return near if abs(near - value) < _ROUGH else value


def _place(figure: tuple[Fraction, int, int]) -> int:
    return figure[1]


def _role(said: str, start: int, end: int) -> str:
    if _LOSS_AFTER.match(said, end):
        return "loss"
    if _GAIN_AFTER.match(said, end):
        return "gain"
    if _LOSES.search(said[start:end]):
        return "loss"  # 十万亏五千: a part of a sum
    before = said[max(0, start - 14) : start]
    if _LOSS_BEFORE.search(before):
        return "loss"
    return "gain" if _GAIN_BEFORE.search(before) else "either"
