"""One thing read from a client's words: which profile value, what it is, where, how sure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Reading:
    """A value that a text states.

    `id` is a profile value id of the contracts, or `need` or `segment`. `start` and `end` are
    offsets in the text as it was given. `sure` False: to be asked back before it is believed.
    `negated`: the text denies this value ("not five years"). `how` names the reader.
    """

    id: str
    value: Any
    start: int
    end: int
    sure: bool = True
    approximate: bool = False
    negated: bool = False
    how: str = ""
