"""Puts a message into the words it was meant to have, before anything is read from it.

One spelling for all readers: what the keyboard did goes (`tidying`), pinyin and wrong homophones
become characters (`decoding`), slips in English are mended (`slips`), words of the other language
said in passing are said in the message's own. Numbers, names, addresses and what is spelt well
stay. Where a mended word may mean another, its span is marked, so that what is read from it is
asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from bot.language.decoding import Decoder
from bot.language.pinyin import HARDLY_ENGLISH, firmly_english, is_pinyin, spelled
from bot.language.script import NEUTRAL
from bot.language.slips import Slips
from bot.language.tidying import HAN, tidied
from bot.language.wordbook import BEGIN, END, FIGURE, General, Own, Wordbook
from bot.language.writing import Edit, Writing

_RUN = re.compile(rf"(?:[{HAN}]|[a-z]+)(?:[ \t']*(?:[{HAN}]|[a-z]+))*")
_HAN_RUN = re.compile(rf"[{HAN}]+")
_LATIN = re.compile(r"[a-z]+(?:'[a-z]+)*")
_NAMED = re.compile(r"(?<![A-Za-z])[A-Z][a-z]+(?![A-Za-z])")
_ADDRESS = re.compile(
    rf"\[[a-z_]+\]|https?://[^\s{HAN}]+|www\.[^\s{HAN}]+|[a-z0-9._+-]*@[a-z0-9._-]*"
    r"|(?<![a-z0-9])[a-z][a-z0-9]*-[a-z0-9-]*[0-9][a-z0-9-]*"
    r"|(?<![a-z0-9.-])[a-z0-9-]+(?:\.[a-z0-9-]+)+"
    r"|(?<![a-z0-9_])(?:[a-z]+[0-9_]|[0-9]+[a-z_]|_)[a-z0-9_]*"
)
"""Addresses, redactions, codes and other words of letters and figures."""
_BEFORE_SUM = re.compile(r"([a-z]{2,})[0-9]+")
_BEHIND_SUM = re.compile(r"[0-9]+([a-z]{2,})")
_SUM = frozenset("万千百亿元块岁年个月天多几成点%到至w")
"""What follows on a figure that counts something: in "cunkuan50万" the letters are no code."""
_CAPITALS = re.compile(r"(?<![A-Za-z])[A-Z]{2,5}(?![A-Za-z])")
_TOLD_NAME = re.compile(
    r"\b(?:name is|name's|names? are|call me|called|named|this is|mr|mrs|ms|miss|dr)\b\.?\s+"
    r"(?P<name>[a-z']+(?: [a-z']+){0,2})"
)
_SMALL = re.compile(r"[a-z]")
_STANDS = "\0"
_BLANK = re.compile(rf"(?<=[{HAN}])[ \t]+(?=[{HAN}])")
_LONGEST_RUN = 80
_LONGEST_TEXT = 600
"""Characters of a message that are mended; a longer one is read as it is."""
_OWN_LATIN, _ENGLISH, _SHORT_ENGLISH, _UNKNOWN = 7.0, 9.0, 12.0, 18.0
"""What Latin letters inside Chinese cost that stay: a word our texts have, an English word, one of
up to three letters, and none of these."""
_TRANSLATED = 30.0
"""What it costs that a word stays which the glossary has."""
_HAN_WORD = 0.6
"""One character counts as so much of a word when the languages of a text are weighed."""
_USUAL = 3
"""How often our own texts hold a word that is a whole message in pinyin."""
_TITLE = 4
"""Words with a capital that are a way of writing and no names, where most words have one."""
_BEFORE = re.compile(rf"[{HAN}0-9.%]+$")
_BEHIND = re.compile(rf"[{HAN}0-9.%]+")
_SAID = re.compile(r"[0-9][岁年万元块亿%]$")
"""A figure with its unit, behind which another clause begins: "45岁 月薪2万"."""
_CLAUSE = 3
"""Characters on both sides of a blank that then stands between two clauses."""


class Mender:
    """Mends messages; made once from the counts, then asked for every message."""

    def __init__(
        self, general: General, own: Own, *, phrases: Mapping[str, str] | None = None
    ) -> None:
        """`phrases`: words of Taiwan and what they are called on the mainland."""
        self._phrases = phrases
        self._book = Wordbook(general, own)
        self._decoder = Decoder(self._book)
        self._slips = Slips(general, own)
        self._own = own
        self._chinese: dict[str, tuple[str, ...]] = {}
        self._english: dict[str, str] = {}
        self._said_as: dict[str, str] = {}
        """Phrases of several words in Chinese."""
        for chinese, english in general.glossary:
            for word in english:
                if word.isalpha() and word.isascii():
                    self._chinese[word] = (*self._chinese.get(word, ()), *chinese)
                else:
                    self._said_as[word] = chinese[0]
            for han in chinese:
                self._english.setdefault(han, english[0])
        self._phrase = re.compile(
            "|".join(
                rf"(?<![a-z]){re.escape(one)}(?![a-z])"
                for one in sorted(self._said_as, key=len, reverse=True)
            )
            or r"(?!)"
        )
        self.mend = lru_cache(maxsize=512)(self._mend)

    def _mend(self, typed: str) -> Writing:
        """`typed` as it was meant, in the folded form."""
        writing = tidied(typed, phrases=self._phrases)
        text = writing.text
        if not text or len(text) > _LONGEST_TEXT:
            return writing
        if self._is_chinese(text):
            if _LATIN.search(text):
                writing = writing.replaced(self._phrase, lambda one: self._said_as[one.group()])
            edits = self._in_chinese(writing.text, _held(typed, writing))
            writing = writing.edited(list(edits))
            return writing.edited(list(self._blanks(writing.text)))
        if _HAN_RUN.search(text):
            writing = writing.edited(list(self._translated(text)))
        held = [*self._names(typed, writing), *_held(typed, writing)]
        mendings = self._slips.mend(writing.text, held)
        return writing.edited([Edit(m.start, m.end, m.text, m.doubtful) for m in mendings])

    # ── which language ──

    def _is_chinese(self, text: str) -> bool:
        latin = [word for word in _LATIN.findall(text) if len(word) > 1]
        han = sum(map(len, _HAN_RUN.findall(text)))
        if not latin or not han:
            return bool(han) or is_pinyin(text) or self._is_word(text)
        english = sum(self._slips.knows(word) and not spelled(word) for word in latin)
        either = sum(self._slips.knows(word) and bool(spelled(word)) for word in latin)
        return english + 0.3 * either <= han * _HAN_WORD or english == 0

    def _is_word(self, text: str) -> bool:
        """Whether a text is one Chinese word of our own in pinyin, and no English: "baoben"."""
        words = text.strip(" .,!?~").split()
        syllables: list[str] = []
        for word in words:
            if not word.isalpha() or (self._slips.knows(word) and word not in HARDLY_ENGLISH):
                return False
            syllables += spelled(word)
        heard = self._book.typed.get(" ".join(syllables), ())
        return any(len(han) > 1 and self._own.chinese.get(han, 0) >= _USUAL for han in heard)

    # ── Chinese ──

    def _in_chinese(self, text: str, held: Iterable[tuple[int, int]]) -> Iterator[Edit]:
        # Letters that spell Chinese throughout are read as Chinese, also where they spell English.
        whole = not _HAN_RUN.search(text)
        kept = self._kept_beside_pinyin if whole else self._kept
        for first, last in held:
            text = text[:first] + _STANDS * (last - first) + text[last:]
        for run in _RUN.finditer(text):
            start, end = run.span()
            if end - start > _LONGEST_RUN:
                continue
            before, behind = text[:start].rstrip()[-1:], text[end:].lstrip()[:1]
            changes = self._decoder.read(
                run.group(),
                before=FIGURE if before.isdigit() else BEGIN,
                behind=FIGURE if behind.isdigit() else END,
                kept=kept,
            )
            for change in changes:
                yield Edit(start + change.start, start + change.end, change.text, change.doubtful)

    def _kept(self, word: str) -> tuple[float, tuple[str, ...]]:
        """What it costs that a Latin word stays in Chinese, and what it is in Chinese."""
        meant = self._chinese.get(word, ())
        if not meant and not self._slips.knows(word):
            meant = self._joined(word)
        if meant:
            return _TRANSLATED, meant
        neutral = len(word) > 1 and word in NEUTRAL
        if neutral or (self._own.chinese.get(word, 0) > 1 and not spelled(word)):
            return _OWN_LATIN, ()
        if not self._slips.knows(word):
            return _UNKNOWN, ()
        return (_ENGLISH if len(word) > 3 else _SHORT_ENGLISH), meant

    def _kept_beside_pinyin(self, word: str) -> tuple[float, tuple[str, ...]]:
        if spelled(word) and not firmly_english(word):
            return _UNKNOWN, ()
        return self._kept(word)

    def _joined(self, word: str) -> tuple[str, ...]:
        """What two words of the glossary say that stand without a blank between them."""
        for at in range(3, len(word) - 2):
            first, second = self._chinese.get(word[:at]), self._chinese.get(word[at:])
            if first and second:
                return tuple(f"{one}{other}" for one in first for other in second)
        return ()

    def _blanks(self, text: str) -> Iterator[Edit]:
        """Blanks that do not belong into Chinese; one between two clauses stays, as a comma."""
        for blank in _BLANK.finditer(text):
            left, right = _BEFORE.search(text[: blank.start()]), _BEHIND.match(text, blank.end())
            if left and right and self._between_clauses(left.group(), right.group()):
                continue
            yield Edit(blank.start(), blank.end(), "")

    def _between_clauses(self, left: str, right: str) -> bool:
        """Whether a blank parts two clauses: no word lies across it, and none goes on behind it."""
        if len(left) < _CLAUSE or len(right) < _CLAUSE:
            return False
        if _SAID.search(left):
            return True
        tail, head = left[-3:], right[:3]
        for cut in range(1, len(tail) + 1):
            for length in range(1, len(head) + 1):
                if tail[-cut:] + head[:length] in self._book:
                    return False
        ends = [left[-n:] for n in (1, 2, 3) if left[-n:] in self._book]
        begins = [right[:n] for n in (1, 2, 3) if right[:n] in self._book]
        joint = min((self._book.cost(a, b) for a in ends for b in begins), default=99.0)
        apart = min((self._book.cost(a, END) for a in ends), default=99.0) + min(
            (self._book.cost(BEGIN, b) for b in begins), default=99.0
        )
        return apart < joint

    # ── English ──

    def _translated(self, text: str) -> Iterator[Edit]:
        """Chinese words inside English, in English where the glossary has them."""
        for run in _HAN_RUN.finditer(text):
            said = self._said(run.group())
            if said is not None:
                left = " " if text[run.start() - 1 : run.start()].isalnum() else ""
                right = " " if text[run.end() : run.end() + 1].isalnum() else ""
                yield Edit(run.start(), run.end(), f"{left}{said}{right}")

    def _said(self, run: str) -> str | None:
        """A row of Chinese words in English; None where the glossary lacks one."""
        at, parts = 0, []
        while at < len(run):
            end = next((e for e in range(len(run), at, -1) if run[at:e] in self._english), None)
            if end is None:
                return None
            parts.append(self._english[run[at:end]])
            at = end
        return " ".join(parts)

    def _run_together(self, word: str) -> bool:
        """Whether a capital may be that of "I": "can Ispeak to someone"."""
        return word[0] == "i" and not self._slips.knows(word) and self._slips.knows(word[1:])

    def _names(self, typed: str, writing: Writing) -> Iterator[tuple[int, int]]:
        """Words with a capital inside a sentence that has few: names, which are not mended."""
        found = [
            name
            for name in _NAMED.finditer(typed)
            if not _begins(typed, name.start()) and not self._run_together(name.group().lower())
        ]
        if len(found) >= _TITLE and len(found) * 2 > len(_LATIN.findall(typed.lower())):
            return
        yield from _places(writing, found)


def _held(typed: str, writing: Writing) -> Iterator[tuple[int, int]]:
    """Addresses and codes, names that are told, and what stands in capitals: "AI", "CVV 123"."""
    for found in _ADDRESS.finditer(writing.text):
        if not _counts(found.group(), writing.text[found.end() : found.end() + 1]):
            yield found.span()
    yield from (found.span("name") for found in _TOLD_NAME.finditer(writing.text))
    if _SMALL.search(typed) or _HAN_RUN.search(typed) or len(_LATIN.findall(writing.text)) < 3:
        yield from _places(writing, list(_CAPITALS.finditer(typed)))


def _counts(token: str, behind: str) -> bool:
    """Whether letters and figures that stand together are pinyin beside a number."""
    before, after = _BEFORE_SUM.fullmatch(token), _BEHIND_SUM.fullmatch(token)
    if before is not None:
        return behind in _SUM and behind != "" and bool(spelled(before.group(1)))
    return after is not None and bool(spelled(after.group(1)))


def _places(writing: Writing, found: Sequence[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """Where parts of what was typed stand now."""
    for part in found:
        places = [
            at
            for at, (start, end) in enumerate(zip(writing.starts, writing.ends, strict=True))
            if start < part.end() and end > part.start()
        ]
        if places:
            yield places[0], places[-1] + 1


def _begins(typed: str, at: int) -> bool:
    """Whether a sentence begins at a place."""
    return typed[:at].rstrip()[-1:] in ("", ".", "!", "?", ";", ":", "\n")
