"""Numbers as people write them: 50万, 三万五, 1.5亿, 200k, half a million, 三四十, 5 to 10."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from bot.language.number import Number
from bot.language.numbers_digits import FRACTIONS, digits_at, fraction_at
from bot.language.numbers_en import words_at
from bot.language.numbers_zh import han_at
from bot.language.wordlist import words

__all__ = ["Number", "find", "joiner", "span_of"]

_FIGURES = re.compile(
    r"(?:(?P<part>low|lower|mid|middle|high|upper)[ -](?:to[ -](?:mid|high)[ -])?)?"
    r"(?P<en>four|five|six|seven|eight|nine|[4-9])[ -]figures?(?![a-z])"
    r"|(?P<zh>[四五六七八九]|[4-9])位数"
)
"""A sum of which only the number of digits is told: six figures, 七位数."""
_A_PART = re.compile(r"\b(?:thirds?|fifths?|sixths?|eighths?|tenths?) of $")
"""A third of a million is no million."""
_PLACES = {w: i for i, w in enumerate(words("four five six seven eight nine"), start=4)} | {
    c: i for i, c in enumerate("四五六七八九", start=4)
}
_FIGURES_START = frozenset("lmhufsen四五六七八九456789")
_HAN_START = frozenset("半零〇一二两俩仨三四五六七八九十百千万亿几数上壹贰叁肆伍陆柒捌玖拾佰仟廿卅")


def find(text: str) -> tuple[Number, ...]:
    """All numbers of a folded text from left to right, ranges joined.

    Left out: codes and names with digits in them (R3, 沪深300, 401k), phone and card numbers,
    dates, ordinals. What is written in a way that can mean two things has `sure` False.
    """
    found: list[Number] = []
    at = 0
    while at < len(text):
        char = text[at]
        number = _figures(text, at)
        skip = at + 1
        if number is not None:
            pass
        elif "0" <= char <= "9":
            number, skip = digits_at(text, at)
        elif char in _HAN_START:
            number, skip = _han(text, at)
        elif char in FRACTIONS:
            number = fraction_at(text, at)
        elif "a" <= char <= "z":
            if at == 0 or not text[at - 1].isalnum() or text[at - 1] > "\u2e80":
                number = _words(text, at)
            if number is None:
                skip = at
                while skip < len(text) and "a" <= text[skip] <= "z":
                    skip += 1
        if number is not None:
            if number.scaled and _A_PART.search(text, max(0, number.start - 12), number.start):
                number = replace(number, sure=False)
            found.append(number)
            skip = max(skip, number.end)
        at = skip
    return tuple(_join(text, _torn(text, found)))


def _torn(text: str, found: list[Number]) -> list[Number]:
    """Numbers with only a space between may be one that was torn: 1 200k, 五 十万."""
    out = list(found)
    for index in range(1, len(out)):
        left, right = out[index - 1], out[index]
        if text[left.end : right.start] != " " or left.scaled:
            continue
        three = right.form == "digits" and re.match("[0-9]{3}(?![0-9])", text[right.start :])
        if three or (right.form == "han" and right.scaled):
            out[index] = replace(right, sure=False)
    return out


def _figures(text: str, at: int) -> Number | None:
    """Six figures, 七位数: anything between two powers of ten, so never sure."""
    match = _FIGURES.match(text, at) if text[at] in _FIGURES_START else None
    if match is None or (at and text[at - 1].isalnum() and text[at - 1] < "\u2e80"):
        return None
    said = match.group("en") or match.group("zh")
    places = int(said) if said.isdigit() else _PLACES[said]
    low = Fraction(10 ** (places - 1))
    return Number(low, low * 10, at, match.end(), True, False, (), "words", True)


def _han(text: str, at: int) -> tuple[Number | None, int]:
    parsed = han_at(text, at)
    if parsed is None:
        return None, at + 1
    if at and text[at - 1] == "第":
        return None, parsed.end
    if parsed.low is None:
        return None, parsed.end
    return (
        Number(
            parsed.low,
            parsed.high,
            at,
            parsed.end,
            parsed.approximate,
            parsed.sure,
            parsed.steps,
            "han",
            parsed.scaled,
            parsed.positional and 1900 <= parsed.low <= 2199,
        ),
        parsed.end,
    )


def _words(text: str, at: int) -> Number | None:
    parsed = words_at(text, at)
    if parsed is None:
        return None
    return Number(
        parsed.low,
        parsed.high,
        at,
        parsed.end,
        parsed.approximate,
        parsed.sure,
        parsed.steps,
        "words",
        parsed.scaled,
    )


_BETWEEN_NUMBERS = re.compile(r"\s?(到|至|~|-{1,2}|to|or|或者?是?|还是|、|and)\s?")
_CHANGED = re.compile(
    r"(?:\b(?:gone|went|going|goes|rose|risen|rise|raised|increased?|up|down|cut|dropped|fell|moved|bumped|jumped"
    r"|reduced|grew|grown)\b[^,.;]{0,12}\bfrom|(?:涨|升|加|降|减|调|变)了?[^，。,]{0,4}从)\s?[a-z]{0,3}[$€£¥]?$"
)
"""Before the first of two sums of which the second came in the place of the first."""
_LOOSE = frozenset(("or", "或", "或者", "或是", "或者是", "还是", "、"))


def changed(text: str, at: int) -> bool:
    """Whether what stands at `at` has given way to what follows: "gone from 40k to 46k"."""
    return _CHANGED.search(text, max(0, at - 32), at) is not None


def joiner(text: str, before: int, between: str) -> str | None:
    """What joins two quantities to a range ("到", "-", "to", "or" …), or None.

    `before` is where the first quantity starts: "and" joins only after "between".
    """
    match = _BETWEEN_NUMBERS.fullmatch(between)
    if match is None or changed(text, before):
        return None
    word = match.group(1)
    if word == "and":
        return (
            word
            if re.search(r"between\s(?:\S{1,4}\s?)?$", text[max(0, before - 14) : before])
            else None
        )
    return word


def _join(text: str, numbers: list[Number]) -> list[Number]:
    """Numbers with only a joiner between them become one range."""
    out: list[Number] = []
    for number in numbers:
        if out:
            last = out[-1]
            word = joiner(text, last.start, text[last.end : number.start])
            if word and last.high is None and number.high is None:
                joined = span_of(last, number, loose=word in _LOOSE)
                if joined is not None:
                    out[-1] = joined
                    continue
        out.append(number)
    return out


_SMALL, _STRETCH = 1000, 50
"""A range from a small number without a scale to one so many times as large is asked about."""


def span_of(left: Number, right: Number, *, loose: bool = False) -> Number | None:
    """The range from `left` to `right`; a bare left number inherits the right one's scale.

    `loose` ("5 or 6") is a range only of neighbours; otherwise it is an alternative, not sure.
    Returns None for two calendar years or a range that runs backwards.
    """
    if left.year or right.year:
        return None
    low = left.low
    if not left.scaled and right.scaled:
        low = next((left.low * s for c, s in right.steps if left.low < c), left.low)
    if low >= right.low:
        return None
    sure = left.sure and right.sure
    if not left.scaled and right.scaled and left.low < _SMALL and right.low >= _STRETCH * low:
        sure = False  # 4-500k may mean 400 to 500; 50~60来万 does not say where it starts
    if loose:
        ratio = right.low / low if low else Fraction(0)
        first_digit = str(int(low))[:1]
        near = ratio <= Fraction(3, 2) or (ratio == 2 and first_digit == "1")
        sure = sure and (right.low - low == 1 or near)
    return replace(
        right,
        low=low,
        high=right.low,
        start=left.start,
        approximate=left.approximate or right.approximate or loose,
        sure=sure,
        steps=(),
        scaled=left.scaled or right.scaled,
    )
