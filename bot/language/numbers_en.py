"""English number words: twenty-five thousand, half a million, two and a half, a couple."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from bot.language.wordlist import words


@dataclass(frozen=True)
class Words:
    """A number in words read from a place in a text."""

    low: Fraction
    high: Fraction | None
    end: int
    approximate: bool = False
    sure: bool = True
    steps: tuple[tuple[Fraction, Fraction], ...] = ()
    scaled: bool = False


_UNITS = {
    word: value
    for value, word in enumerate(
        words(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourtee"
            "n"
            " fifteen sixteen seventeen eighteen nineteen"
        )
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        words("twenty thirty forty fifty sixty seventy eighty ninety"), start=2
    )
} | {"fourty": 40}
_SCALES = {
    "thousand": 10**3,
    "grand": 10**3,
    "k": 10**3,
    "thou": 10**3,
    "lakh": 10**5,
    "lakhs": 10**5,
    "crore": 10**7,
    "crores": 10**7,
    "million": 10**6,
    "mil": 10**6,
    "mill": 10**6,
    "billion": 10**9,
}
_PLURALS = {"hundreds": 100, "thousands": 10**3, "millions": 10**6, "billions": 10**9}
_WORD = re.compile(r"[ -]{0,2}([a-z]+)")
_HEADS = (
    frozenset(
        words(
            "a an half quarter couple few several dozen hundred thousand million tens hundreds"
            " thousands millions"
        )
    )
    | frozenset(_UNITS)
    | frozenset(_TENS)
)
_ODDS = frozenset(("odd", "something", "ish", "plus"))
_PARTS = {"half": Fraction(1, 2), "quarter": Fraction(1, 4)}
_THANKS = re.compile(r"(?:thanks|thank you|one in)(?: a)? $")


class _Cursor:
    """The words from a place on, one at a time; only a space or hyphen may stand between."""

    def __init__(self, text: str, at: int) -> None:
        self.text = text
        self.end = at
        self.first = True

    def peek(self, ahead: int = 0) -> str:
        at = self.end
        word = ""
        for step in range(ahead + 1):
            match = _WORD.match(self.text, at)
            if match is None or (self.first and step == 0 and match.start(1) != at):
                return ""
            if not self.first and step == 0 and match.start(1) == at:
                return ""
            word, at = match.group(1), match.end()
        return word

    def take(self, count: int = 1) -> None:
        for _ in range(count):
            match = _WORD.match(self.text, self.end)
            assert match is not None
            self.end = match.end()
            self.first = False


def words_at(text: str, at: int) -> Words | None:
    """The number in words that starts at `at`, or None. "a" alone is no number."""
    cursor = _Cursor(text, at)
    head = cursor.peek()
    if head not in _HEADS or _THANKS.search(text[max(0, at - 12) : at]):
        return None
    return _vague(cursor) or _part_of_scale(cursor) or _plain(cursor)


def _vague(cursor: _Cursor) -> Words | None:
    """A couple of hundred thousand; a few thousand; tens of thousands."""
    skip = 1 if cursor.peek() in ("a", "the") else 0
    word = cursor.peek(skip)
    if word in _PLURALS or word == "tens":
        if cursor.peek(skip + 1) == "of" and cursor.peek(skip + 2) in _PLURALS:
            scale = Fraction(_PLURALS[cursor.peek(skip + 2)])
            low = Fraction(_PLURALS.get(word, 10)) * scale
            cursor.take(skip + 3)
            return Words(low, low * 9, cursor.end, True, False, (), True)
        if word in _PLURALS and not skip:
            low = Fraction(_PLURALS[word])
            cursor.take()
            return Words(low * 2, low * 9, cursor.end, True, False, (), True)
        return None
    if word not in ("couple", "few", "several", "dozen"):
        return None
    taken = skip + 1
    if cursor.peek(taken) == "of":
        taken += 1
    cursor.take(taken)
    scale, scaled = _scale(cursor)
    low, high, sure = {
        "couple": (Fraction(2), None, True),
        "dozen": (Fraction(12), None, True),
        "few": (Fraction(2), Fraction(6), False),
        "several": (Fraction(3), Fraction(9), False),
    }[word]
    return Words(
        low * scale, high and high * scale, cursor.end, True, sure, ((low, scale),), scaled
    )


def _part_of_scale(cursor: _Cursor) -> Words | None:
    """Half a million, a quarter of a million, three quarters of a million."""
    if cursor.peek() == "three" and cursor.peek(1) == "quarters":
        part, taken = Fraction(3, 4), 2
    else:
        skip = 1 if cursor.peek() in ("a", "one") else 0
        word = cursor.peek(skip)
        if word not in _PARTS:
            return None
        part, taken = _PARTS[word], skip + 1
    rest = (cursor.peek(taken), cursor.peek(taken + 1))
    if rest[0] == "of" and rest[1] in ("a", "one"):
        scale_at = taken + 2
    elif rest[0] in ("a", "of"):
        scale_at = taken + 1
    else:
        scale_at = taken
    word = cursor.peek(scale_at)
    if word not in _SCALES and word != "hundred":
        return None
    cursor.take(scale_at)
    scale, scaled = _scale(cursor)
    return Words(part * scale, None, cursor.end, False, True, ((part, scale),), scaled)


def _scale(cursor: _Cursor) -> tuple[Fraction, bool]:
    """The scale words that follow: hundred, hundred thousand, million …"""
    scale = Fraction(1)
    while True:
        word = cursor.peek()
        if word == "hundred" and scale == 1:
            scale *= 100
        elif word in _SCALES and scale <= 100:
            scale *= _SCALES[word]
        else:
            return scale, scale > 1
        cursor.take()


def _plain(cursor: _Cursor) -> Words | None:
    """Cardinals: twenty-five thousand, two and a half million, one point five million."""
    return _Cardinal(cursor).read()


class _Cardinal:
    """One cardinal: groups (`total`) that ended in a scale, and the group being read."""

    def __init__(self, cursor: _Cursor) -> None:
        self.cursor = cursor
        self.total = Fraction(0)
        self.current: Fraction | None = None
        self.last_scale: Fraction | None = None
        self.coefficient: Fraction | None = None
        self.product = Fraction(1)
        self.groups = 0
        self.closed = False
        """A unit or a fraction was read: the group takes no further tens or units."""
        self.approximate = False
        self.short = False

    def read(self) -> Words | None:
        cursor = self.cursor
        first = cursor.peek()
        bare = first in _SCALES or first == "hundred"
        if first in ("a", "an"):
            if cursor.peek(1) not in _SCALES and cursor.peek(1) != "hundred":
                return None
            cursor.take()
            self.current = Fraction(1)
        while self._step(cursor.peek()):
            pass
        value = self.total + (self.current or Fraction(0))
        if not value and self.current is None:
            return None
        scaled = self.last_scale is not None or value >= 1000
        # "million" or "hundred" with nothing before it names a size rather than a number.
        return Words(
            value,
            None,
            cursor.end,
            self.approximate or bare,
            not bare and (scaled or not self.short) and not self._cut_short(),
            self._steps(value),
            scaled,
        )

    def _cut_short(self) -> bool:
        """A million five: more likely a million and a half than 1,000,005."""
        few = self.current is not None and self.current < 100
        return few and self.last_scale is not None and self.last_scale >= 10**6

    def _steps(self, value: Fraction) -> tuple[tuple[Fraction, Fraction], ...]:
        if self.groups > 1 or not self.coefficient or self.coefficient * self.product != value:
            return ()
        steps: tuple[tuple[Fraction, Fraction], ...] = ((self.coefficient, self.product),)
        if self.last_scale and self.product != self.last_scale:
            steps += ((value / self.last_scale, self.last_scale),)
        return steps

    def _step(self, word: str) -> bool:
        if word == "and":
            return self._and()
        if word in _TENS or word in _UNITS:
            return self._small(word)
        if word == "point":
            return self._point()
        if word == "hundred":
            return self._hundred()
        if word in _SCALES:
            return self._scale(Fraction(_SCALES[word]))
        if word in _ODDS and (self.current is not None or self.last_scale is not None):
            self.approximate = True
            self.cursor.take()
            return True
        return False

    def _and(self) -> bool:
        """Two and a half million; a million and a half; two hundred and fifty."""
        cursor = self.cursor
        if self.current is None and not self.total:
            return False
        after = cursor.peek(1)
        if after == "a" and cursor.peek(2) in _PARTS:
            part = _PARTS[cursor.peek(2)]
            cursor.take(3)
            if self.current is not None:
                self.current += part
                self.closed = True
            else:
                self.total += part * (self.last_scale or 1)
            return True
        current = self.current
        hundreds = current is not None and current >= 100 and current % 100 == 0
        if (hundreds or current is None) and (after in _UNITS or after in _TENS):
            cursor.take()
            return True
        return False

    def _small(self, word: str) -> bool:
        current = self.current
        value = _TENS.get(word) or _UNITS.get(word, 0)
        if current is not None:
            tens = current % 100
            after_tens = word in _UNITS and tens >= 20 and tens % 10 == 0 and 0 < value < 10
            after_hundreds = not tens and bool(current)
            if word in _TENS and self._short_hundreds(value):
                return True
            if self.closed or not (after_tens or after_hundreds):
                return False
        self.current = (current or Fraction(0)) + value
        self.closed = word in _UNITS
        self.cursor.take()
        return True

    def _short_hundreds(self, tens: int) -> bool:
        """Two fifty: two hundred and fifty, if a thousand or more follows; else it may be 2.50."""
        digit = self.current
        if digit is None or digit > 9 or not digit or self.total or self.short:
            return False
        self.current, self.short, self.closed = digit * 100 + tens, True, False
        self.cursor.take()
        return True

    def _point(self) -> bool:
        cursor = self.cursor
        if self.current is None or _UNITS.get(cursor.peek(1), 10) >= 10:
            return False
        cursor.take()
        digits = ""
        while _UNITS.get(cursor.peek(), 10) < 10:
            digits += str(_UNITS[cursor.peek()])
            cursor.take()
        self.current += Fraction(int(digits), 10 ** len(digits))
        self.closed = True
        return True

    def _hundred(self) -> bool:
        if self.current is not None and (self.current >= 100 or not self.current):
            return False
        self.coefficient = self.coefficient or self.current or Fraction(1)
        self.product *= 100
        self.current = (self.current or Fraction(1)) * 100
        self.closed = False
        self.cursor.take()
        return True

    def _scale(self, scale: Fraction) -> bool:
        if self.last_scale is not None and scale >= self.last_scale:
            return False
        if self.current is None and self.total:
            return False
        self.coefficient = self.coefficient or self.current or Fraction(1)
        self.product *= scale
        self.total += (self.current if self.current is not None else Fraction(1)) * scale
        self.current, self.last_scale, self.closed = None, scale, False
        self.groups += 1
        self.cursor.take()
        return True
