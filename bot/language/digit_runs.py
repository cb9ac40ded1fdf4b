"""Digits as people write them: Chinese, spelled out, split by spaces, dashes, lines or pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.language.checksums import luhn

_HAN = dict(zip("〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "001234567891123456789", strict=True))
_WORDS = {
    "zero": "0", "oh": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
_WORD = "|".join(_WORDS)
_SPELLED = re.compile(
    rf"(?<![a-z])(?:(?:double|triple) )?(?:{_WORD})"
    rf"(?:[\s,.-]{{1,3}}(?:(?:double|triple) )?(?:{_WORD})){{3,}}(?![a-z])"
)
_ONE = re.compile(rf"(?:(?P<times>double|triple) )?(?P<word>{_WORD})")
_BETWEEN = r"(?:[ \n\t._/|*·•~-]|[\u2190-\u2bff\ufe0f\u20e3]|[\U0001f000-\U0001faff]){1,3}"
_RUN = re.compile(rf"(?<![0-9])[0-9]+(?:{_BETWEEN}[0-9]+)*(?:{_BETWEEN})?x?(?![0-9])", re.DOTALL)
_GROUP = re.compile(r"[0-9]+x?")
_AMOUNT = re.compile(
    r"\s?(?:万|亿|千|元|块|圆|刀|股|份|%|年|岁|个|美元|人民币|(?:k|m|w|yuan|rmb|cny|usd"
    r"|dollars?|hkd|eur|shares?)\b)"
)
_MONEY_BEFORE = re.compile(r"(?:[¥￥$€£]|\b(?:rmb|cny|usd|hkd|eur))\s?$")
_PHONE = re.compile(r"(?:86)?1[3-9][0-9]{9}")
_HIDDEN = re.compile(r"(?=(62[0-9]{17}|62[0-9]{14}|4[0-9]{15}|5[1-5][0-9]{14}|3[47][0-9]{13}))")


@dataclass(frozen=True)
class View:
    """A folded text with all its digits as 0–9, and where each character stood before."""

    text: str
    places: tuple[tuple[int, int], ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The folded text's span of a span of this one."""
        if self.places is None:
            return start, end
        return self.places[start][0], self.places[end - 1][1]


@dataclass(frozen=True)
class Part:
    """Neighbouring groups of a run, joined. `whole`: all of the run's groups."""

    digits: str
    start: int
    end: int
    whole: bool
    is_amount: bool
    has_phone: bool


@dataclass(frozen=True)
class Run:
    """Groups of digits that stand close together: (digits, start, end) in the folded text."""

    groups: tuple[tuple[str, int, int], ...]
    money: bool
    amount: bool

    @property
    def start(self) -> int:
        """Where the first group begins."""
        return self.groups[0][1]

    def parts(self, shortest: int, longest: int, wanted: Callable[[str], bool]) -> Iterator[Part]:
        """Neighbouring groups of `shortest` to `longest` characters together that are `wanted`,
        longest first."""
        count = len(self.groups)
        found = []
        for first in range(count):
            digits = ""
            for last in range(first, count):
                digits += self.groups[last][0]
                if len(digits) > longest:
                    break
                if len(digits) >= shortest and wanted(digits):
                    found.append((digits, first, last))
        for digits, first, last in sorted(found, key=lambda one: (-len(one[0]), one[1])):
            groups = self.groups[first : last + 1]
            yield Part(
                digits,
                groups[0][1],
                groups[-1][2],
                whole=len(groups) == count,
                is_amount=(self.money and first == 0) or (self.amount and last == count - 1),
                has_phone=len(groups) > 1 and any(_PHONE.fullmatch(g) for g, _, _ in groups),
            )

    def hidden_cards(self) -> Iterator[tuple[int, int]]:
        """Cards inside one group that is longer than any card."""
        for digits, start, end in self.groups:
            if len(digits) < 20 or end - start != len(digits):
                continue
            for match in _HIDDEN.finditer(digits):
                if luhn(match.group(1)):
                    yield start + match.start(1), start + match.end(1)


def view(plain: str) -> View:
    """The text with Chinese and spelled-out digits as figures."""
    text = plain.translate({ord(char): digit for char, digit in _HAN.items()})
    if not _SPELLED.search(text):
        return View(text)
    out: list[str] = []
    places: list[tuple[int, int]] = []

    def put(chars: str, start: int, end: int) -> None:
        out.append(chars)
        places.extend((start, end) for _ in chars)

    at = 0
    for match in _SPELLED.finditer(text):
        for index in range(at, match.start()):
            put(text[index], index, index + 1)
        for one in _ONE.finditer(text, match.start(), match.end()):
            times = {"double": 2, "triple": 3}.get(one["times"] or "", 1)
            put(_WORDS[one["word"]] * times, one.start(), one.end())
        at = match.end()
    for index in range(at, len(text)):
        put(text[index], index, index + 1)
    return View("".join(out), tuple(places))


def runs(seen: View) -> Iterator[Run]:
    """The runs of digit groups in a text, from left to right."""
    for match in _RUN.finditer(seen.text):
        groups = tuple(
            (one.group(), *seen.span(match.start() + one.start(), match.start() + one.end()))
            for one in _GROUP.finditer(match.group())
        )
        if sum(len(digits) for digits, _, _ in groups) < 13:
            continue
        if match.group().endswith("x") and not groups[-1][0].endswith("x"):
            last = (groups[-1][0] + "x", groups[-1][1], seen.span(match.end() - 1, match.end())[1])
            groups = (*groups[:-1], last)
        yield Run(
            groups,
            money=bool(_MONEY_BEFORE.search(seen.text[: match.start()])),
            amount=bool(_AMOUNT.match(seen.text, match.end())),
        )
