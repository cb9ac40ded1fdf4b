"""A text that is put into another spelling, step by step, and knows where its characters stood."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from bot.language.normal import folded


class Edit(NamedTuple):
    """Characters `start` to `end` give way to `text`; `doubtful` says they may mean another."""

    start: int
    end: int
    text: str
    doubtful: bool = False


@dataclass(frozen=True)
class Writing:
    """A text as it is read, beside the text as it was typed."""

    text: str
    starts: tuple[int, ...]
    """Where each character of `text` began in what was typed."""
    ends: tuple[int, ...]
    """Where it ended there."""
    doubtful: tuple[tuple[int, int], ...] = ()
    """Spans of `text` that were mended and may mean something else."""

    @classmethod
    def of(cls, typed: str) -> Writing:
        """`typed` in the folded form that everything compares (`normal.fold`)."""
        whole = folded(typed)
        if whole.origin is None:
            starts: Sequence[int] = range(len(typed))
        else:
            starts = whole.origin
        return cls(whole.text, tuple(starts), tuple(start + 1 for start in starts))

    def to_json(self) -> dict[str, Any]:
        """Text and doubtful spans, as they go with a message."""
        return {"text": self.text, "doubtful": [list(span) for span in self.doubtful]}

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the typed text that a span of `text` was made of."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else (self.ends or (0,))[-1]
            return at, at
        return min(self.starts[start:end]), max(self.ends[start:end])

    def edited(self, edits: Sequence[Edit]) -> Writing:
        """With `edits` done, which are in order and do not overlap."""
        if not edits:
            return self
        parts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        doubtful: list[tuple[int, int]] = []
        places: list[int] = []  # where each old place is now
        at = size = 0
        for edit in edits:
            parts += (self.text[at : edit.start], edit.text)
            starts += self.starts[at : edit.start]
            ends += self.ends[at : edit.start]
            places += range(size, size + edit.start - at)
            size += edit.start - at
            first, last = self.span(edit.start, edit.end)
            one_by_one = len(edit.text) == edit.end - edit.start
            for offset in range(len(edit.text)):
                old = edit.start + offset
                starts.append(self.starts[old] if one_by_one else first)
                ends.append(self.ends[old] if one_by_one else last)
            places += [size] * (edit.end - edit.start)
            if edit.doubtful:
                doubtful.append((size, size + max(len(edit.text), 1)))
            size += len(edit.text)
            at = edit.end
        parts.append(self.text[at:])
        starts += self.starts[at:]
        ends += self.ends[at:]
        places += range(size, size + len(self.text) - at + 1)
        kept = [(places[a], max(places[b], places[a] + 1)) for a, b in self.doubtful]
        return Writing(
            "".join(parts), tuple(starts), tuple(ends), tuple(sorted({*kept, *doubtful}))
        )

    def replaced(
        self, pattern: re.Pattern[str], put: str | Callable[[re.Match[str]], str]
    ) -> Writing:
        """With every match of `pattern` replaced, as `re.sub` would."""
        edits = [
            Edit(found.start(), found.end(), put if isinstance(put, str) else put(found))
            for found in pattern.finditer(self.text)
        ]
        return self.edited([e for e in edits if self.text[e.start : e.end] != e.text])
