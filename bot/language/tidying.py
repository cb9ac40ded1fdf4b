"""Undoes what a keyboard does to a text, where nothing has to be guessed.

Full-width figures, pictures, doubled marks, blanks that are missing behind a mark, and the words
that Taiwan has for things. Letters and figures keep what they say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from bot.language.normal import fold
from bot.language.wordlist import words
from bot.language.writing import Edit, Writing

HAN = "\u3400-\u9fff\uf900-\ufaff"

_WIDE_THOUSANDS = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_WIDE_POINT = re.compile(r"(?<=[０-９])．(?=[０-９])")
_WIDE = re.compile(r"[Ａ-Ｚａ-ｚ０-９]")
_NARROW = re.compile(r"[A-Za-z0-9]")
_HAN = re.compile(rf"[{HAN}]")
_WIDE_MARKS = {"，": ",", "．": "."}
_MARKS_AGAIN = re.compile(r"([,，。!！?？;；、~])\1+")
_ADDRESS = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|cn|net|org|io|hk|tw|co|uk|info|edu|gov)\b"
)
_NO_BLANK = re.compile(r"(?<=[a-z]{2})([,;!?])(?=[a-z])|(?<=[a-z]{2})(\.)(?=[a-z]{2})")
_BLANKS = re.compile(r"[ \t]{2,}")
_AROUND = re.compile(r"^\s+|\s+$")
_DRAWN = re.compile(r"(?<![a-z])(?!www)[a-z]*?([a-vx-z])\1{2,}")
_DURING = re.compile(r"(?<![显名原专遗论巨拙编土])著(?![名作称述录书])")
_CHINESE_MARK = "，。！？；：、…（）"
_MARK_BLANK = re.compile(rf"[ \t]+(?=[{_CHINESE_MARK}])|(?<=[{_CHINESE_MARK}])[ \t]+")

_BEFORE_FIGURE = words(
    "for in about around over under after at by to of and or than is only just have has need want "
    "earn make save saved with within next last until till nearly almost roughly approx aged age "
    "some spend owe got up"
)
_BEHIND_FIGURE = words("for in and or to per over by within from of a is at saved but which")
_UNITS = "k|m|mil|mn|bn|million|thousand|years?|yrs?|months?|weeks?|percent|dollars|usd|pounds"
_BEHIND_RUN = re.compile(rf"[0-9](?:{_UNITS}|%)?(?=(?:{'|'.join(_BEHIND_FIGURE)})(?![a-z]))")
_BEFORE_RUN = re.compile(rf"(?<![a-z0-9])(?:{'|'.join(_BEFORE_FIGURE)})(?=[$€£¥]?[0-9])")
"""A figure and the word beside it, run together: "200kfor3 years"."""

_PICTURES = {
    "👍": "好的", "👌": "好的", "✅": "好的", "🆗": "好的", "💯": "好的",
    "👎": "不要", "❌": "不要", "🙏": "谢谢", "❤": "谢谢", "💐": "谢谢", "🌹": "谢谢",
    "😂": "哈哈", "🤣": "哈哈", "😄": "哈哈", "😀": "哈哈", "😊": "哈哈",
    "🤔": "嗯…", "😶": "…", "👋": "你好", "😡": "生气", "🤬": "生气",
}  # fmt: skip
"""What a message says that holds nothing but pictures."""


def tidied(typed: str, *, phrases: Mapping[str, str] | None = None) -> Writing:
    """A text folded and without the traces of its keyboard.

    `phrases` are words of Taiwan in simplified characters and what they are called on the
    mainland; they are looked for in texts with traditional characters only.
    """
    writing = _narrowed(typed)
    if phrases and _is_traditional(typed, writing.text):
        writing = writing.replaced(_DURING, "着")
        writing = writing.replaced(_any_of(frozenset(phrases)), lambda m: phrases[m.group()])
    if any(_is_picture(sign) for sign in writing.text):
        writing = _without_pictures(writing)
    writing = writing.replaced(_MARKS_AGAIN, lambda found: found.group(1))
    writing = writing.replaced(_BLANKS, " ").replaced(_AROUND, "")
    if not writing.text.isascii():
        writing = writing.replaced(_MARK_BLANK, "")
    if _HAN.search(writing.text):
        return writing
    writing = writing.replaced(_DRAWN, _short)
    return _spaced(writing)


def _narrowed(typed: str) -> Writing:
    """Folded; a comma inside full-width figures is a thousands mark like any other, and a text
    typed in full width throughout has its marks in full width as well."""
    narrow = typed
    if _WIDE.search(typed):
        narrow = _WIDE_POINT.sub(".", _WIDE_THOUSANDS.sub(",", narrow))
        if not _NARROW.search(typed) and not _HAN.search(typed):
            narrow = "".join(_WIDE_MARKS.get(sign, sign) for sign in narrow)
    return Writing.of(narrow)


def _is_traditional(typed: str, simple: str) -> bool:
    return any("\u3400" <= sign <= "\u9fff" and fold(sign) != sign for sign in typed) and bool(
        _HAN.search(simple)
    )


@lru_cache(maxsize=4)
def _any_of(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda one: (-len(one), one)))))


def _is_picture(sign: str) -> bool:
    return sign >= "\u2190" and unicodedata.category(sign) in ("So", "Sk", "Mn", "Cf", "Co")


def _without_pictures(writing: Writing) -> Writing:
    """Pictures beside words are a pause; a message of pictures alone says something."""
    text = writing.text
    if not any(sign.isalnum() for sign in text):
        said = "".join(dict.fromkeys(_PICTURES[sign] for sign in text if sign in _PICTURES))
        return writing.edited([Edit(0, len(text), said)]) if said else writing
    edits: list[Edit] = []
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and (_is_picture(text[end]) or (end > at and text[end] == " ")):
            end += 1
        if end == at:
            at += 1
            continue
        before, after = text[:at].rstrip()[-1:], text[end : end + 1]
        figure = before in ",." and text[:at].rstrip()[-2:-1].isdigit() and after.isdigit()
        chinese = bool(_HAN.match(before)) or bool(_HAN.match(after))
        if chinese and before.isalnum() and after.isalnum():
            edits.append(Edit(at, end, "，"))
        else:
            joint = not before or not after or figure or chinese
            edits.append(Edit(at, end, "" if joint else " "))
        at = end
    return writing.edited(edits)


def _short(drawn: re.Match[str]) -> str:
    return drawn.group().rstrip(drawn.group(1)) + drawn.group(1) * 2


def _spaced(writing: Writing) -> Writing:
    """English with the blanks that are missing behind marks and beside figures, outside of
    addresses."""
    for pattern in (_NO_BLANK, _BEHIND_RUN, _BEFORE_RUN):
        found = list(pattern.finditer(writing.text))
        if not found:
            continue
        kept = [address.span() for address in _ADDRESS.finditer(writing.text)]
        places = [one.end() for one in found]
        writing = writing.edited(
            [Edit(at, at, " ") for at in places if not any(a < at < b for a, b in kept)]
        )
    return writing
