"""Lists of words written as one readable text."""

from __future__ import annotations


def words(text: str) -> tuple[str, ...]:
    """The words of a text that are separated by spaces or line ends."""
    return tuple(text.split())
