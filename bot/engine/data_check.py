"""What is wrong with the training examples: `zhiyin data check`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from bot.engine.nlu.examples import Example
from bot.language.normal import fold
from bot.language.script import detect

Vectors = npt.NDArray[np.float32]

FEWEST = 30
"""Examples an intent needs in each language."""
LOPSIDED = 12
"""How many times as large as the smallest an intent may be."""
ALIKE = 0.96
"""Cosine from which two texts say the same to the encoder."""
COMMON = 12
"""Letters up to which two people may well write the same by chance ("thank you", 转人工)."""
_HAN_WEIGHT = 2.5
_BLOCK = 1024
_MARKS = re.compile(r"[\s。．.！!？?~，,、；;：:]+")


@dataclass(frozen=True)
class Finding:
    """One thing to look at: an `error` has to be mended, a `warning` has to be thought about."""

    level: Literal["error", "warning"]
    kind: str
    what: str
    path: Path | None = None
    line: int | None = None
    other: tuple[Path, int] | None = None


def check(
    examples: Sequence[Example],
    held_out: Sequence[Example],
    intents: Iterable[str],
    *,
    embed: Callable[[Sequence[str]], Vectors],
) -> list[Finding]:
    """All findings on `examples`, errors first, in the order of the files.

    `intents` are those of the domain; `held_out` are texts nobody may train on. Contradictions and
    leaks are looked for twice: by the folded words, and by meaning.
    """
    found = [
        *_same_words(examples),
        *_numbers(examples, set(intents)),
        *_leaks(examples, held_out),
        *_alike(examples, held_out, embed),
    ]
    return sorted(found, key=lambda one: (one.level, one.kind, str(one.path or ""), one.line or 0))


def worded(text: str) -> str:
    """The words of a text without case, width and marks, as two texts are compared."""
    folded = fold(text)
    return _MARKS.sub(" ", folded).strip() or folded


def _same_words(examples: Sequence[Example]) -> Iterator[Finding]:
    first: dict[str, Example] = {}
    for one in examples:
        known = first.setdefault(worded(one.text), one)
        if known is one:
            continue
        at = (known.path, known.line)
        if known.intent == one.intent:
            what = f"“{one.text}” stands twice under {one.intent}"
            yield Finding("error", "duplicate", what, one.path, one.line, at)
        else:
            what = f"“{one.text}” stands under {one.intent} and under {known.intent}"
            yield Finding("error", "contradiction", what, one.path, one.line, at)


def _numbers(examples: Sequence[Example], intents: set[str]) -> Iterator[Finding]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in examples:
        if one.intent not in intents:
            what = f"the intent {one.intent} does not stand in domain.yml"
            yield Finding("error", "unknown_intent", what, one.path, one.line)
        counts[str(one.intent)][detect(one.text)] += 1
    for intent in sorted(intents):
        for language in ("zh", "en"):
            number = counts[intent][language]
            if number < FEWEST:
                what = f"{intent} has {number} examples in {language}, {FEWEST} are needed"
                yield Finding("error", "too_few", what)
        spread = sorted(counts[intent].values())
        if len(spread) == 2 and spread[1] > 2 * spread[0]:
            what = (
                f"{intent} has {counts[intent]['zh']} examples in zh, {counts[intent]['en']} in en"
            )
            yield Finding("warning", "imbalance", what)
    sizes = {intent: sum(by.values()) for intent, by in counts.items() if intent in intents}
    if sizes and max(sizes.values()) > LOPSIDED * min(sizes.values()):
        large, small = max(sizes, key=sizes.__getitem__), min(sizes, key=sizes.__getitem__)
        what = f"{large} has {sizes[large]} examples, {small} {sizes[small]}"
        yield Finding("warning", "imbalance", what)


def _leaks(examples: Sequence[Example], held_out: Sequence[Example]) -> Iterator[Finding]:
    held = {worded(one.text): one for one in reversed(held_out)}
    for one in examples:
        known = held.get(worded(one.text))
        if known is None:
            continue
        level: Literal["error", "warning"] = "warning" if _common(one.text) else "error"
        what = f"“{one.text}” ({one.intent}) is a held-out text"
        yield Finding(level, "leak", what, one.path, one.line, (known.path, known.line))


def _common(text: str) -> bool:
    """Whether a text is so short that two people write it by chance."""
    return sum(_HAN_WEIGHT if sign > "\u3000" else 1.0 for sign in worded(text)) <= COMMON


def _alike(
    examples: Sequence[Example],
    held_out: Sequence[Example],
    embed: Callable[[Sequence[str]], Vectors],
) -> Iterator[Finding]:
    """Near contradictions and near leaks, by the encoder."""
    if not examples:
        return
    words = [worded(one.text) for one in examples]
    vectors = embed(words)
    places = {intent: at for at, intent in enumerate(sorted({str(e.intent) for e in examples}))}
    intents = np.array([places[str(one.intent)] for one in examples])
    for start in range(0, len(examples), _BLOCK):
        near = vectors[start : start + _BLOCK] @ vectors.T
        near[intents[start : start + _BLOCK, None] == intents[None, :]] = 0.0
        for at, other in np.argwhere(near >= ALIKE).tolist():
            one, two = examples[start + at], examples[other]
            if other > start + at and words[start + at] != words[other]:
                what = f"“{one.text}” ({one.intent}) says the same as “{two.text}” ({two.intent})"
                yield Finding(
                    *("warning", "near_contradiction", what),
                    *(two.path, two.line, (one.path, one.line)),
                )
    if not held_out:
        return
    theirs = [worded(one.text) for one in held_out]
    held = embed(theirs)
    for start in range(0, len(examples), _BLOCK):
        near = vectors[start : start + _BLOCK] @ held.T
        best = near.argmax(axis=1)
        for at in np.flatnonzero(near.max(axis=1) >= ALIKE).tolist():
            one, two = examples[start + at], held_out[int(best[at])]
            if words[start + at] != theirs[int(best[at])] and not _common(one.text):
                what = f"“{one.text}” ({one.intent}) is nearly a held-out text"
                yield Finding(
                    *("warning", "near_leak", what), *(one.path, one.line, (two.path, two.line))
                )


def summary(examples: Sequence[Example], held_out: Sequence[Example]) -> dict[str, Any]:
    """How many examples there are, by intent and language, and held-out texts."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: {"zh": 0, "en": 0})
    for one in examples:
        counts[str(one.intent)][detect(one.text)] += 1
    return {
        "examples": len(examples),
        "held_out": len(held_out),
        "intents": {intent: counts[intent] for intent in sorted(counts)},
    }
