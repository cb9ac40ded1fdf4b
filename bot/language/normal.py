"""Normal forms of a text: `clean` for what is kept, `fold` for what is compared."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from opencc import OpenCC

MAX_BYTES = 4096
"""The longest message in UTF-8 bytes (facts: a message of a megabyte costs seconds)."""

_MAX_MARKS = 2
"""Combining marks kept on one character; more is decoration that breaks screens."""

_ZWJ = "\u200d"
_SLASH = "\u2215"
"""Stands in for a leading "/": looks the same, survives NFKC, is no command to Rasa."""

_DIVISION = "/\uff0f\u2044"


class TooLong(ValueError):
    """A message of more than `MAX_BYTES` bytes; carries the size, never the words."""

    def __init__(self, size: int) -> None:
        super().__init__(f"the message has {size} bytes, at most {MAX_BYTES} are read")
        self.size = size


def clean(text: str) -> str:
    """A text as it may be stored and shown: NFC, without characters that hide or deceive.

    Control, zero-width and bidirectional characters and lone surrogates go, line ends become
    `\\n`, combining marks are capped, a leading "/" loses its power as a command. Idempotent.

    Raises:
        TooLong: more than 4096 bytes in UTF-8, before or after.
    """
    _check_size(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\x85", "\n")
    kept = unicodedata.normalize("NFC", "".join(_visible(text)))
    kept = unicodedata.normalize("NFC", "".join(_capped(kept))).strip()
    if kept[:1] and kept[0] in _DIVISION:
        kept = _SLASH + kept[1:]
    _check_size(kept)
    return kept


def _check_size(text: str) -> None:
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise TooLong(size)


def _visible(text: str) -> list[str]:
    out: list[str] = []
    for index, char in enumerate(text):
        if char in "\n\t" or " " <= char < "\x7f":
            out.append(char)
            continue
        category = unicodedata.category(char)
        if category in ("Cc", "Cs"):
            continue
        if category == "Cf":
            # A joiner between two pictures makes one picture (a family); elsewhere it hides.
            follows = text[index + 1 : index + 2]
            if (
                char == _ZWJ
                and out
                and unicodedata.category(out[-1]) in ("So", "Sk", "Mn")
                and follows
                and unicodedata.category(follows) == "So"
            ):
                out.append(char)
            continue
        out.append(char)
    return out


def _capped(text: str) -> list[str]:
    out: list[str] = []
    marks = 0
    for char in text:
        if char > "\u02ff" and unicodedata.category(char) in ("Mn", "Me"):
            marks += 1
            if marks > _MAX_MARKS:
                continue
        else:
            marks = 0
        out.append(char)
    return out


@lru_cache(maxsize=1)
def _simplified() -> dict[int, str]:
    """Every traditional character with one simplified form, so that offsets stay exact."""
    characters = [chr(code) for code in range(0x3400, 0xA000)]
    # One by one (separated), so that no phrase rule changes a length.
    converted = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {
        ord(old): new
        for old, new in zip(characters, converted, strict=True)
        if old != new and len(new) == 1
    }


_FOLDABLE = ("<wide>", "<narrow>", "<font>", "<noBreak>", "<compat>", "<circle>")
_AS_IS = "，．…"
"""A full-width comma is never the comma inside 45,200: "我45，200万" says two things."""

_ALIKE = {
    "‘": "'",
    "’": "'",
    "ʼ": "'",
    "`": "'",
    "“": '"',
    "”": '"',
    "‐": "-",
    "‑": "-",
    "–": "-",
    "—": "-",
    "―": "-",
    "−": "-",
    "～": "~",
    "〜": "~",
    "\u3000": " ",
    "\u00a0": " ",
    "\t": " ",
    "。": "。",
    "円": "日圆",
    "∕": "/",
    "⁄": "/",
}


@lru_cache(maxsize=16384)
def _fold_char(char: str) -> str:
    """The folded form of one character: usually one character, sometimes more, never none."""
    if char in _ALIKE:
        return _ALIKE[char]
    if char in _AS_IS:
        return char
    if unicodedata.category(char) == "Nd":
        return str(unicodedata.digit(char))
    kind = unicodedata.decomposition(char).partition(" ")[0]
    # Not ½ (2½ must not become 21/2), ² (10² is not 102) nor ㎡ (50㎡ is not 50m2).
    folded = unicodedata.normalize("NFKC", char) if kind in _FOLDABLE else char
    return folded.translate(_simplified()).lower() or char


@dataclass(frozen=True)
class Folded:
    """A folded text that remembers where each of its characters stood before."""

    text: str
    origin: tuple[int, ...] | None
    """Index in the original of each folded character; None when they are the same."""
    length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's span of a span of the folded text."""
        if self.origin is None:
            return start, end
        if start >= end:
            at = self.origin[start] if start < len(self.origin) else self.length
            return at, at
        return self.origin[start], self.origin[end - 1] + 1


def folded(text: str) -> Folded:
    """`fold` with the way back to the original's offsets."""
    parts = [char if "a" <= char <= "z" else _fold_char(char) for char in text]
    joined = "".join(parts)
    if len(joined) == len(text):
        return Folded(joined, None, len(text))
    origin = [index for index, part in enumerate(parts) for _ in part]
    return Folded(joined, tuple(origin), len(text))


def fold(text: str) -> str:
    """A text for matching: NFKC where it is safe, simplified characters, lower case.

    The full-width comma, fractions (½), powers (²) and squared units (㎡) stay as they are,
    because folding them would change what a number says.
    """
    return folded(text).text
