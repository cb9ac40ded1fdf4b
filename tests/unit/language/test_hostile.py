"""No words make a reader search for ever: every pattern of the readers, given its own words again
and again, says yes or no."""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from types import FrameType

import pytest

import bot.language
import bot.services

SIGNS = 200
"""A pattern with two ways through a repeated word has 2 to the power of this many. What takes
seconds at this length never ends."""
SECONDS = 5
_CAPPED = {"currencies._SAYS", "option_partly._ONLY_BESIDES"}
"""Never given more than 80 signs."""
_WORD = re.compile(r"[\u4e00-\u9fff]{1,6}|[a-z']{2,12}")


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for package in (bot.language, bot.services):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    yield f"{module.name.rpartition('.')[2]}.{name}", value


def _ended(number: int, frame: FrameType | None) -> None:
    raise TimeoutError


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs a timer of the system")
def test_no_pattern_has_two_ways_through_a_repeated_word() -> None:
    before = signal.signal(signal.SIGALRM, _ended)
    endless = []
    try:
        for name, pattern in _patterns():
            words = [*dict.fromkeys(_WORD.findall(pattern.pattern)), "1", "，", " "]
            words = [
                word + " " if word[0] in "abcdefghijklmnopqrstuvwxyz" else word for word in words
            ]
            length = 80 if name in _CAPPED else SIGNS
            try:
                signal.setitimer(signal.ITIMER_REAL, SECONDS)
                for word in words:
                    text = (word * length)[:length] + "§"
                    pattern.search(text)
                    pattern.fullmatch(text)
            except TimeoutError:
                endless.append((name, word))
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert not endless
