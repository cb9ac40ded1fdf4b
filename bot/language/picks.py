"""An option chosen by its place in the list: "2", 第二个, 选B, "the last one", "1 and 3"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HAN = {han: value for value, han in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip
_SHORT = ("1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th", "10th")

_ZH = re.compile(
    r"(?P<lead>(?:我|就|还是|应该|那|想|会|的话|肯定|果断|当然)*(?:选择?|要|挑|是|给我|来|要玩就玩)?(?:选项|答案)?)"
    r"(?P<nth>第|倒数第|最后一?|最底下|最下面?|最前面?一?|最上面?|头一?)?"
    r"(?P<n>[1-9]|10|[一二两三四五六七八九十]|[a-j])?"
    r"(?P<unit>个|项|种|条|号|款|类|那个|那种|那项)?(?:选项|答案)?(?:吧|啊|呀|呢|的|好了|就行|了)*"
)
_LAST = ("最后", "最底", "最下")
_EN = re.compile(
    r"(?P<lead>(?:(?:i|i'd|i would|i'll|i will|let's|let me|it's|it is|that's|probably|maybe)\s+)*"
    r"(?:(?:choose|pick|take|go with|go for|select|say|say it's|want|like|prefer)\s+)?)"
    r"(?P<the>the\s+)?(?P<noun>(?:option|number|no\.?(?=\s*[1-9])|answer|choice|letter)\s*|#\s*)?"
    r"(?:(?P<n>[1-9]|10|[a-j])|(?P<word>[a-z]+|[1-9](?:st|nd|rd|th)|10th))"
    r"(?P<tail>\s+(?:one|option|choice|answer))?(?:\s+please)?"
)
_SPLIT = re.compile(r"\s*(?:[,，、;；&+/]|和|与|及|以及|还有|\band\b|\bplus\b)\s*(?:\band\b\s*)?")
_AROUND = " \t\n.。!！,，、()（）[]【】:："


@dataclass(frozen=True)
class Picks:
    """The positions (from 0) that a text names, in the order in which it names them."""

    positions: tuple[int, ...]
    bare: int | None = None
    """The number, where the whole text is nothing but a number: it may also be a value."""


def read(text: str, count: int) -> Picks | None:
    """The places named by a folded text that says nothing else, in a list of `count` options.

    None where the text says anything besides places, or a place that the list does not have.
    """
    text = text.strip(_AROUND)
    if not text or len(text) > 60:
        return None
    found: list[int] = []
    parts = [part for part in _SPLIT.split(text) if part.strip(_AROUND)]
    for part in parts:
        position = _one(part.strip(_AROUND), count, alone=len(parts) == 1)
        if position is None:
            return None
        if position not in found:
            found.append(position)
    bare = int(text) if re.fullmatch(r"[1-9]|10", text) else _HAN.get(text)
    if bare is None and text in _WORDS:
        bare = _WORDS.index(text) + 1
    return Picks(tuple(found), bare) if found else None


def begun(text: str, count: int) -> int | None:
    """The place that one clause of a folded Chinese text names, where the others give a reason."""
    clauses = [part for part in re.split(r"[，,。;；!！]", text) if part.strip(_AROUND)]
    named = [_han(part.strip(_AROUND), count) for part in clauses if "第" in part or "最" in part]
    places = [place for place in named if place is not None and 0 <= place < count]
    return places[0] if len(places) == 1 and len(clauses) == 2 else None


def _one(text: str, count: int, *, alone: bool) -> int | None:
    position = _han(text, count)
    if position is None:
        position = _english(text, count, alone=alone)
    return position if position is not None and 0 <= position < count else None


def _han(text: str, count: int) -> int | None:
    match = _ZH.fullmatch(text)
    if match is None:
        return None
    nth, raw, unit = match.group("nth", "n", "unit")
    at_an_end = bool(nth) and nth.startswith(("最", "头"))
    # "两个", "三种" count things; only "第三种" or "选三" names a place.
    counts = unit and not nth and raw in _HAN and not match.group("lead")
    if counts or at_an_end == bool(raw):
        return None
    if at_an_end:
        return count - 1 if nth.startswith(_LAST) else 0
    return count - _number(raw) if nth == "倒数第" else _number(raw) - 1


def _english(text: str, count: int, *, alone: bool) -> int | None:
    match = _EN.fullmatch(text)
    if match is None:
        return None
    raw, word = match.group("n", "word")
    noun, one = match.group("noun"), match.group("tail")
    position: int | None = None
    if raw is not None:
        # "a" is an article, and "i" the client, before they are letters of a list.
        if raw not in ("a", "i") or noun or (alone and text == raw):
            position = _number(raw) - 1
    elif word in _ORDINALS:
        position = _ORDINALS.index(word)
    elif word in _SHORT:
        position = _SHORT.index(word)
    elif word in ("last", "final") and (match.group("the") or one):
        position = count - 1
    elif word in _WORDS and (noun or text == word):
        position = _WORDS.index(word)
    return position


def _number(raw: str) -> int:
    if raw.isdigit():
        return int(raw)
    return _HAN[raw] if raw in _HAN else ord(raw) - ord("a") + 1
