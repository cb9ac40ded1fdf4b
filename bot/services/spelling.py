"""The mender of spelling with its words: those of the languages, and those of our own texts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from bot.language.mending import Mender
from bot.language.normal import fold
from bot.language.wordbook import BEGIN, END, FIGURE, General, Own, count_own
from bot.settings import load_settings

COUNTS = "spelling.json"
"""The file beside the trained model that holds the counts of our own texts."""
_FORMAT = 1
_NEWER = 1000
"""How often a word is taken to be written that is younger than the counts."""
_OFTEN = 5
"""A word of Taiwan is one of the mainland too, if it is not so many times rarer there."""


def learn(texts: Iterable[str]) -> Own:
    """Count the words of our own texts: examples, questions, options, entries of the knowledge;
    and of what clients tell of themselves, which no example of an intent holds."""
    told = (_folder() / "said.zh.txt").read_text("utf-8").splitlines()
    return count_own((fold(text) for text in (*texts, *told)), general().words)


def save(own: Own, folder: Path) -> None:
    """Keep the counts beside a trained model."""
    counts = {"format": _FORMAT, **own.to_json()}
    (folder / COUNTS).write_text(json.dumps(counts, ensure_ascii=False), "utf-8")


def load(folder: Path) -> Mender:
    """The mender with the counts that were kept. Raises ValueError where they are of another
    version."""
    kept = json.loads((folder / COUNTS).read_text("utf-8"))
    if kept.pop("format", None) != _FORMAT:
        raise ValueError("the trained model is of another version; run: zhiyin train")
    return mender(Own(**kept))


def mender(own: Own) -> Mender:
    """A mender that knows the languages and our own words."""
    return Mender(general(), own, phrases=_phrases())


@lru_cache(maxsize=1)
def general() -> General:
    """The words of the languages at large, from data/spelling/."""
    folder = _folder()
    words: dict[str, int] = {}
    alone: dict[str, int] = {}
    readings: dict[str, tuple[str, ...]] = {}
    for word, count, beside, *said in _rows(folder / "words.zh.tsv"):
        words[word] = int(count)
        alone[word] = int(beside)
        if said:
            readings[word] = tuple(said)
    for word in (folder / "newer.zh.txt").read_text("utf-8").split():
        words[word] = max(words.get(word, 0), _NEWER)
        alone.setdefault(word, 0)
    pairs: dict[str, dict[str, int]] = {}
    for before, word, count in _rows(folder / "pairs.zh.tsv"):
        pairs.setdefault(before, {})[word] = int(count)
    for sign in (BEGIN, END, FIGURE):
        alone[sign] = sum(pairs.get(sign, {}).values())
    return General(
        words=words,
        alone=alone,
        pairs=pairs,
        readings=readings,
        english={word: int(count) for word, count in _rows(folder / "words.en.tsv")},
        glossary=tuple(
            (tuple(chinese.split("|")), tuple(english.split("|")))
            for chinese, english in _rows(folder / "glossary.tsv")
        ),
    )


def _folder() -> Path:
    return load_settings().root / "data" / "spelling"


def _rows(path: Path) -> Iterator[list[str]]:
    lines = path.read_text("utf-8").splitlines()
    return (line.split("\t") for line in lines if line and not line.startswith("# "))


@lru_cache(maxsize=1)
def _phrases() -> Mapping[str, str]:
    """What Taiwan calls otherwise (軟體 → 软件), as OpenCC has it."""
    import opencc  # type: ignore[import-untyped]

    known = general().words
    path = Path(opencc.__file__).parent / "dictionary" / "TWPhrasesRev.txt"
    found: dict[str, str] = {}
    for there, here in _rows(path):
        word, meant = fold(there), fold(here.partition(" ")[0])
        if len(word) > 1 and word != meant and known.get(word, 0) * _OFTEN <= known.get(meant, 0):
            found[word] = meant
    return found
