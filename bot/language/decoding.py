"""Reads Chinese that was typed in pinyin or with wrong homophones, as an input method would.

Characters and Latin letters are places in a row; words of the wordbook that are typed like that
lie across them, and the likeliest way through is what was meant. A typed character gives way only
to one of its sound, and only where the sentence becomes clearly likelier; never a numeral, a unit
or a denial.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.language.pinyin import sound as sound_of
from bot.language.wordbook import BEGIN, LONGEST, Wordbook

NUMERALS = frozenset("零〇一二三四五六七八九十廿卅百千万亿两俩半几壹贰叁肆伍陆柒捌玖拾佰仟")
UNITS = frozenset("个岁年月天周日号点分成元块毛刀镑倍折")
DENIALS = frozenset("不没无未非别勿否")
HELD = NUMERALS | UNITS | DENIALS
"""What makes a value or denies one: typed characters of these are never changed."""
COUNTED = NUMERALS - frozenset("百千万亿")
"""Where pinyin becomes one of these, somebody has to look; 万 behind a typed figure is its unit."""

_SLIP, _SLIP_AGAIN = 7.5, 3.0
"""What the first and each further character of a word must gain to take another's place."""
_WORD = 5.0
"""What it must gain more to take the place of a word that there is."""
_SUSPICIOUS, _SUSPICIOUS_WORD = 6.5, 11.0
"""How surprising one character, or a longer word, has to be before others of its sound are thought
of."""
_BEAM = 14
_SYLLABLE = 6
_SURE, _SURE_DENIAL = 2.5, 5.0
"""How much likelier than any other a reading has to be, and one that denies."""
_ALONE = 0.8
"""What it costs to take a syllable for a word of one character: most words have two."""
_MOST_CHANGED = 3
"""One character in so many may be wrong; where more seem to be, the words are not known here."""
_FEW = 10
"""Words of one character and sound that are thought of instead of a typed one."""

Kept = Callable[[str], tuple[float, tuple[str, ...]]]
"""What a Latin word costs that stays as it is, and what it says in Chinese."""


@dataclass(frozen=True)
class Change:
    """Places `start` to `end` of a run read as `text`."""

    start: int
    end: int
    text: str
    doubtful: bool


@dataclass(frozen=True)
class _Place:
    """One character or letter of a run, and where it stands there."""

    sign: str
    at: int
    apart: bool
    """Whether a blank or an apostrophe stands before it."""

    @property
    def latin(self) -> bool:
        return self.sign <= "z"


@dataclass(frozen=True)
class _Edge:
    start: int
    end: int
    word: str
    """As the wordbook has it."""
    cost: float
    spans: tuple[tuple[int, int], ...]
    """The places of each of its characters."""
    latin: bool = False
    """Whether Latin letters stay as they are."""
    said: bool = False
    """Whether it is what a word of the other language says."""


class Decoder:
    """Reads runs of Chinese characters and Latin letters with a wordbook."""

    def __init__(self, book: Wordbook) -> None:
        self._book = book

    def read(self, run: str, *, before: str, behind: str, kept: Kept) -> tuple[Change, ...]:
        """What to change in a folded run; `before` and `behind` are what it stands between."""
        places = _places(run)
        if not places:
            return ()
        suspects = self._suspects(places, before, behind)
        if suspects is not None and not suspects:
            return ()
        trellis = _Trellis(self._book, len(places), before, behind)
        for at in range(len(places)):
            if trellis.reached(at):
                trellis.step(at, self._edges(places, at, suspects, kept))
        return tuple(self._changes(places, trellis))

    # ── where to look ──

    def _suspects(
        self, places: Sequence[_Place], before: str, behind: str
    ) -> frozenset[int] | None:
        """Places whose words are surprising as they are typed; None where letters stand as well."""
        if any(place.latin for place in places):
            return None
        trellis = _Trellis(self._book, len(places), before, behind)
        for at in range(len(places)):
            trellis.step(at, self._typed(places, at))
        found: set[int] = set()
        for edge, cost in trellis.best():
            least = _SUSPICIOUS if len(edge.word) == 1 else _SUSPICIOUS_WORD
            if cost >= least or edge.word not in self._book:
                found.update(range(max(edge.start - 1, 0), edge.end + 1))
        return frozenset(found)

    # ── words across places ──

    def _edges(
        self, places: Sequence[_Place], at: int, suspects: frozenset[int] | None, kept: Kept
    ) -> Iterator[_Edge]:
        if places[at].latin:
            yield from self._staying(places, at, kept)
        else:
            yield from self._typed(places, at)
        if suspects is not None and at not in suspects:
            near = any(place in suspects for place in range(at, at + LONGEST))
            if not near:
                return
        for end, key, typed, spans in self._walks(places, at, "", "", ()):
            if suspects is not None and suspects.isdisjoint(range(at, end)):
                continue
            yield from self._sounding(at, end, key, typed, spans)

    def _typed(self, places: Sequence[_Place], at: int) -> Iterator[_Edge]:
        """The words that stand there as they are."""
        word = ""
        spans: tuple[tuple[int, int], ...] = ()
        for end in range(at, min(at + LONGEST, len(places))):
            if places[end].latin:
                break
            word += places[end].sign
            spans = (*spans, (end, end + 1))
            if word in self._book or len(word) == 1:
                yield _Edge(at, end + 1, word, 0.0, spans)

    def _staying(self, places: Sequence[_Place], at: int, kept: Kept) -> Iterator[_Edge]:
        """A Latin word as it is, and what it says in Chinese."""
        if at and places[at - 1].latin and not places[at].apart:
            return
        end = at + 1
        while end < len(places) and places[end].latin and not places[end].apart:
            end += 1
        word = "".join(place.sign for place in places[at:end])
        cost, meant = kept(word)
        yield _Edge(at, end, word, cost, ((at, end),), latin=True)
        for han in meant:
            yield _Edge(at, end, han, 1.0, ((at, end),) * len(han), said=True)

    def _walks(
        self,
        places: Sequence[_Place],
        at: int,
        key: str,
        typed: str,
        spans: tuple[tuple[int, int], ...],
    ) -> Iterator[tuple[int, str, str, tuple[tuple[int, int], ...]]]:
        """Up to four syllables from a place on: where they end, their sounds, what was typed (a
        blank for a syllable in letters), and the places of each."""
        if len(spans) == LONGEST or at >= len(places):
            return
        for end, sound, sign in self._syllables(places, at):
            longer = f"{key} {sound}" if key else sound
            found = (*spans, (at, end))
            yield end, longer, typed + sign, found
            yield from self._walks(places, end, longer, typed + sign, found)

    def _syllables(self, places: Sequence[_Place], at: int) -> Iterator[tuple[int, str, str]]:
        place = places[at]
        if not place.latin:
            if heard := self._book.sounds.get(place.sign) or sound_of(place.sign):
                yield at + 1, heard, place.sign
            return
        sound = ""
        inside = at > 0 and places[at - 1].latin and not place.apart
        for end in range(at, min(at + _SYLLABLE, len(places))):
            if not places[end].latin or (end > at and places[end].apart):
                return
            sound += places[end].sign
            if sound in self._book.syllables and not (inside and sound in "aeo"):
                yield end + 1, sound, " "

    def _sounding(
        self, at: int, end: int, key: str, typed: str, spans: tuple[tuple[int, int], ...]
    ) -> Iterator[_Edge]:
        """The words of a sound, with what it costs that something else was typed."""
        words = self._book.typed.get(key, [])
        if len(spans) == 1 and typed != " ":
            words = words[:_FEW]
        more = _WORD if len(typed) > 1 and typed in self._book else 0.0
        more += _ALONE if typed == " " else 0.0
        seldom = self._book.seldom
        for word in words:
            cost = _slips(word, typed)
            if cost is not None and word != typed:
                cost += more + seldom.get((word, key), 0.0)
                yield _Edge(at, end, word, cost, spans)

    # ── what it comes to ──

    def _changes(self, places: Sequence[_Place], trellis: _Trellis) -> Iterator[Change]:
        best = [edge for edge, _ in trellis.best()]
        changed = [edge for edge in best if not edge.latin and not _same(edge, places)]
        if not changed or _overdone(changed, places):
            return
        rivals = trellis.rivals()
        for edge in changed:
            for han, (start, end) in _pieces(edge):
                typed = "".join(place.sign for place in places[start:end])
                if typed == han:
                    continue
                least = _SURE_DENIAL if DENIALS & set(han) else _SURE
                doubtful = not edge.said and (
                    rivals(start, end, han) < least or not COUNTED.isdisjoint(han)
                )
                yield Change(places[start].at, places[end - 1].at + 1, han, doubtful)


def _overdone(changed: Sequence[_Edge], places: Sequence[_Place]) -> bool:
    """Whether too many typed characters would give way for the run to be Chinese that we know."""
    typed = [place.sign for place in places if not place.latin]
    wrong = sum(
        han != places[start].sign
        for edge in changed
        for han, (start, end) in _pieces(edge)
        if end == start + 1 and not places[start].latin
    )
    return wrong > 2 and wrong * _MOST_CHANGED > len(typed)


def _places(run: str) -> list[_Place]:
    found: list[_Place] = []
    apart = False
    for at, sign in enumerate(run):
        if sign in " '\t":
            apart = True
            continue
        found.append(_Place(sign, at, apart))
        apart = False
    return found


def _slips(word: str, typed: str) -> float | None:
    """What it costs to read `typed` as `word`; None where it is not allowed."""
    cost = 0.0
    for han, sign in zip(word, typed, strict=True):
        if sign in (" ", han):
            continue
        if sign in HELD or han in NUMERALS:
            return None
        cost += _SLIP_AGAIN if cost else _SLIP
    return cost


def _pieces(edge: _Edge) -> Iterator[tuple[str, tuple[int, int]]]:
    """The characters of a word with the places of each; those that share places together."""
    if len(set(edge.spans)) == 1:
        yield edge.word, edge.spans[0]
        return
    yield from zip(edge.word, edge.spans, strict=True)


def _same(edge: _Edge, places: Sequence[_Place]) -> bool:
    return edge.word == "".join(place.sign for place in places[edge.start : edge.end])


class _Trellis:
    """The ways through a run, word by word."""

    def __init__(self, book: Wordbook, size: int, before: str, behind: str) -> None:
        self._book, self._size, self._behind = book, size, behind
        self._nodes: list[dict[str, tuple[float, _Edge | None, str]]] = [
            {} for _ in range(size + 1)
        ]
        self._nodes[0][before] = (0.0, None, "")
        self._edges: list[list[_Edge]] = [[] for _ in range(size + 1)]

    def reached(self, at: int) -> bool:
        return bool(self._nodes[at])

    def step(self, at: int, edges: Iterator[_Edge]) -> None:
        """Go on from a place along its edges."""
        ways = self._ways(at)
        cost_of, nodes = self._book.cost, self._nodes
        for edge in edges:
            word = edge.word
            best, from_word = min(
                (cost + (0.0 if edge.latin else cost_of(before, word)), before)
                for before, cost in ways
            )
            best += edge.cost
            known = nodes[edge.end].get(word)
            self._edges[at].append(edge)
            if known is None or best < known[0]:
                nodes[edge.end][word] = (best, edge, from_word)

    def _ways(self, at: int) -> list[tuple[str, float]]:
        ways = [(word, found[0]) for word, found in self._nodes[at].items()]
        ways.sort(key=lambda one: one[1])
        return ways[:_BEAM]

    def _last(self) -> tuple[float, str]:
        ends = self._ways(self._size)
        return min((cost + self._book.cost(word, self._behind), word) for word, cost in ends)

    def best(self) -> list[tuple[_Edge, float]]:
        """The likeliest way: its edges, and how surprising each is."""
        if not self._nodes[self._size]:
            return []
        _, word = self._last()
        at = self._size
        found: list[tuple[_Edge, float]] = []
        while True:
            cost, edge, before = self._nodes[at][word]
            if edge is None:
                return found[::-1]
            earlier = self._nodes[edge.start][before][0]
            found.append((edge, cost - earlier))
            at, word = edge.start, before

    def rivals(self) -> Callable[[int, int, str], float]:
        """How much the best way costs less than the best one with another reading of a place."""
        total, _ = self._last()
        ahead: list[dict[str, float]] = [{} for _ in range(self._size + 1)]
        for word, _ in self._ways(self._size):
            ahead[self._size][word] = self._book.cost(word, self._behind)
        through: dict[tuple[int, int], dict[str, float]] = {}
        for at in range(self._size - 1, -1, -1):
            ways = self._ways(at)
            for edge in self._edges[at]:
                rest = ahead[edge.end].get(edge.word)
                if rest is None:
                    continue
                for before, cost in ways:
                    step = edge.cost + rest
                    step += 0.0 if edge.latin else self._book.cost(before, edge.word)
                    if step < ahead[at].get(before, 1e9):
                        ahead[at][before] = step
                    for piece, span in _pieces(edge):
                        known = through.setdefault(span, {})
                        if cost + step < known.get(piece, 1e9):
                            known[piece] = cost + step

        def margin(start: int, end: int, reading: str) -> float:
            others = [
                cost
                for (first, last), readings in through.items()
                if first < end and last > start
                for piece, cost in readings.items()
                if (piece, first, last) != (reading, start, end)
            ]
            return min(others, default=1e9) - total

        return margin


__all__ = ["BEGIN", "DENIALS", "HELD", "NUMERALS", "UNITS", "Change", "Decoder"]
