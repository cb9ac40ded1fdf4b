"""The clauses of a text: how far a word reaches, and whose words they are."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from bot.language import voices

_BREAK = re.compile(
    r"[，。！？；!?;\n…]|,(?![0-9]{3}(?![0-9])|[0-9]{2},[0-9]{2,3})|\.(?=\s|$)|:(?=\s)|："
)
_SENTENCE_ENDS = frozenset("。！？!?\n….")
_LONGEST = 160
"""A clause without punctuation is cut here, so that the work stays linear in the text."""


def _capped(starts: list[int], ends: list[int]) -> tuple[list[int], list[int]]:
    if all(end - start <= _LONGEST for start, end in zip(starts, ends, strict=True)):
        return starts, ends
    cut: list[int] = []
    stops: list[int] = []
    for start, end in zip(starts, ends, strict=True):
        points = list(range(start, max(end, start + 1), _LONGEST))
        cut += points
        stops += [*points[1:], end]
    return cut, stops


@dataclass(frozen=True)
class _Mention:
    """Somebody who is named: `self`, `other` or `child`; `tells` where their words follow."""

    who: str
    start: int
    end: int
    tells: bool = False


class Clauses:
    """Where the clauses of a folded text begin and end, and who and what they speak of."""

    def __init__(self, text: str) -> None:
        self.text = text
        asked = voices.ON_BEHALF.search(text)
        self._on_behalf = asked.start() if asked else None
        self._starts = [0]
        self._ends: list[int] = []
        for match in _BREAK.finditer(text):
            self._ends.append(match.start())
            self._starts.append(match.end())
        self._ends.append(len(text))
        self._starts, self._ends = _capped(self._starts, self._ends)
        self._mentions: dict[int, tuple[_Mention, ...]] = {}
        self._supposed: dict[int, bool] = {}
        self._quotes = [
            match.span("in")
            for match in voices.QUOTE.finditer(text)
            if len(text) - (match.end() - match.start()) >= 4
        ]

    def index(self, at: int) -> int:
        """Which clause the character at `at` is in."""
        return bisect_right(self._starts, at) - 1

    def span(self, index: int) -> tuple[int, int]:
        """Start and end of a clause; an empty span outside of the text."""
        if not 0 <= index < len(self._starts):
            return 0, 0
        return self._starts[index], self._ends[index]

    def around(self, at: int) -> tuple[int, int]:
        """Start and end of the clause of `at`."""
        return self.span(self.index(at))

    def words(self, at: int) -> str:
        """The words of the clause of `at`."""
        start, end = self.around(at)
        return self.text[start:end]

    def before(self, at: int) -> str:
        """The words of the clause before that of `at`; empty for the first one."""
        start, end = self.span(self.index(at) - 1)
        return self.text[start:end]

    def reach(self, at: int) -> int:
        """Where the clause before that of `at` begins."""
        return self.span(max(self.index(at) - 1, 0))[0]

    def after(self, at: int) -> str:
        """The words of the clause after that of `at`; empty for the last one."""
        start, end = self.span(self.index(at) + 1)
        return self.text[start:end]

    def asks(self, at: int) -> bool:
        """Whether the clause of `at` ends in a question mark."""
        _, end = self.around(at)
        return self.text[end : end + 1] in ("?", "？")

    def hypothetical(self, at: int) -> bool:
        """Whether the clause of `at` only supposes: 如果我有500万, "if I were 30".

        A condition reaches into the next clause, and on while no new subject comes; an imagined
        case (假设, "for example") reaches to the end of its sentence.
        """
        return self._supposes(self.index(at))

    def _supposes(self, index: int) -> bool:
        known = self._supposed.get(index)
        if known is not None:
            return known
        start, end = self.span(index)
        if voices.HYPOTHESIS.search(self.text, start, end):
            out = True
        elif index == 0:
            out = False
        else:
            last_start, last_end = self.span(index - 1)
            ended = self.text[last_end : last_end + 1] in _SENTENCE_ENDS
            if voices.HYPOTHESIS.search(self.text, last_start, last_end):
                # "what if it falls? I have 3 years": a question mark ends the supposing.
                out = not ended or not self._speaks(index, "self")
            elif ended or index > _DEEPEST:
                out = False
            else:
                carried = self._supposes(index - 1)
                scene = carried and bool(
                    voices.SCENE.search(self.text, self._sentence(index), start)
                )
                out = carried and (scene or not self._speaks(index, "self"))
        self._supposed[index] = out
        return out

    def _sentence(self, index: int) -> int:
        while index and self.text[self._ends[index - 1] : self._ends[index - 1] + 1] not in (
            _SENTENCE_ENDS
        ):
            index -= 1
        return self._starts[index]

    def _speaks(self, index: int, who: str) -> bool:
        return any(one.who == who for one in self._named(index))

    def _named(self, index: int) -> tuple[_Mention, ...]:
        """Who is named in a clause, in order; companions and those something is for left out."""
        known = self._mentions.get(index)
        if known is not None:
            return known
        start, end = self.span(index)
        out: list[_Mention] = []
        for who, pattern in (("other", voices.SOMEONE_ELSE), ("child", voices.CHILD)):
            for match in pattern.finditer(self.text, start, end):
                before = self.text[max(start, match.start() - 10) : match.start()]
                if voices.AND_I.match(self.text, match.end()) or voices.BOTH.search(before):
                    continue
                if voices.FOR_THEM.search(before):
                    continue
                if who == "other" and self._is_the_child(match.group(), match.start()):
                    out.append(_Mention("child", match.start(), match.end()))
                    continue
                tells = bool(voices.TELLS.match(self.text, match.end()))
                out.append(_Mention(who, match.start(), match.end(), tells))
        led = index and any(one.who == "other" for one in self._named(index - 1))
        for match in voices.SELF.finditer(self.text, start, end):
            if led and match.group() == "自己" and not self._speaks(index - 1, "self"):
                continue  # 父母身体都好，自己有退休金
            if not any(one.start <= match.start() < one.end for one in out):
                out.append(_Mention("self", match.start(), match.end()))
        out.sort(key=lambda one: one.start)
        self._mentions[index] = tuple(out)
        return self._mentions[index]

    def _is_the_child(self, said: str, at: int) -> bool:
        """Whether he or she is the client's child, who alone was named in the sentence before."""
        if not voices.PRONOUN.fullmatch(said):
            return False
        start = max(0, at - _NEAR)
        return bool(voices.CHILD.search(self.text, start, at)) and not any(
            not voices.PRONOUN.fullmatch(match.group())
            for match in voices.SOMEONE_ELSE.finditer(self.text, start, at)
        )

    def of_someone_else(self, at: int) -> bool:
        """Whether somebody else is the subject at `at`: 我朋友有50万, my wife earns.

        Clauses without a subject keep the last one's ("my mum is 70, lives on her pension"). What
        others say, and what stands in quotes, is theirs as well.
        """
        if self._on_behalf is not None and self._on_behalf < at:
            last = max((m.start for m in self._mentions_before(at, "self")), default=-1)
            if last < self._on_behalf or not self._subject_is_self(at):
                return True
        if self.reported(at):
            return True
        index = self.index(at)
        inside = [one for one in self._named(index) if one.end <= at]
        others = [one for one in inside if one.who == "other"]
        if any(one.tells for one in inside):
            return True
        own = [one for one in inside if one.who == "self"]
        if others:
            return not own or own[-1].start < others[-1].start
        if own:
            return False
        return self._carried(index)

    def _mentions_before(self, at: int, who: str) -> list[_Mention]:
        index = self.index(at)
        first = max(0, index - _DEEPEST)
        found = [m for i in range(first, index + 1) for m in self._named(i)]
        return [m for m in found if m.who == who and m.end <= at]

    def _subject_is_self(self, at: int) -> bool:
        inside = [one for one in self._named(self.index(at)) if one.end <= at]
        return any(one.who == "self" for one in inside)

    def _carried(self, index: int) -> bool:
        for before in range(index - 1, max(-1, index - _DEEPEST), -1):
            named = [one for one in self._named(before) if one.who != "child"]
            if named and not voices.YOUNG.fullmatch(self.text, *self.span(before)):
                return not any(one.who == "self" for one in named)
        return False

    def last_named(self, at: int) -> str | None:
        """Who was named last before `at`, "self", "other" or "child": whom a bare age belongs to.

        Those something is for, or who are only counted, count here too.
        """
        index = self.index(at)
        for one in range(index, max(-1, index - 3), -1):
            start, end = self.span(one)
            found = [
                (match.start(), who)
                for who, pattern in (
                    ("other", voices.SOMEONE_ELSE), ("child", voices.CHILD), ("self", voices.SELF),
                )
                for match in pattern.finditer(self.text, start, min(end, at))
            ]  # fmt: skip
            if found:
                return max(found)[1]
        return None

    def of_a_child(self, at: int) -> bool:
        """Whether a child is the subject at `at`: 儿子在上班, "my son works as a nurse"."""
        index = self.index(at)
        inside = [one for one in self._named(index) if one.end <= at]
        if inside:
            return inside[-1].who == "child"
        former = self._named(index - 1) if index else ()
        return bool(former) and all(one.who == "child" for one in former)

    def has_child_before(self, at: int) -> bool:
        """Whether a child is the one who has what stands at `at`: 女儿生了两个孩子."""
        inside = [one for one in self._named(self.index(at)) if one.end <= at]
        return bool(inside) and inside[-1].who == "child"

    def reported(self, at: int) -> bool:
        """Whether the words at `at` are quoted, or told by somebody: 经理说放三年."""
        if any(start <= at < end for start, end in self._quotes):
            return True
        start, _ = self.around(at)
        if voices.REPORTED.search(self.text, start, at):
            return True
        index = self.index(at)
        if not index or any(m.who == "self" and m.end <= at for m in self._named(index)):
            return False
        last_start, last_end = self.span(index - 1)
        ended = self.text[last_end : last_end + 1] in _SENTENCE_ENDS
        return not ended and bool(voices.REPORTED.search(self.text, last_start, last_end))

    def unsaid(self, at: int) -> bool:
        """Whether the client denies to have said what stands at `at`: 我没说能亏20%."""
        start, _ = self.around(at)
        return bool(voices.UNSAID.search(self.text, start, at))

    def doubtful(self, at: int) -> bool:
        """Whether what stands at `at` is supposed, somebody else's, or was never said."""
        return self.unsaid(at) or self.hypothetical(at) or self.of_someone_else(at)


_NEAR = 60
"""How many characters before a he or she the child may stand who is meant."""
_DEEPEST = 30
"""So many clauses back a subject is remembered, so that the work stays linear in the text."""
