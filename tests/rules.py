"""The rules as delivered, read once for a whole run; rules that differ are read as ever."""

from __future__ import annotations

import functools

from bot import rulebook
from bot.rulebook import Rulebook
from bot.settings import Settings, load_settings

READ_FROM = (
    "root",
    "questionnaire_path",
    "answers_path",
    "regulatory_path",
    "policy_path",
    "products_path",
    "knowledge_path",
    "assumptions_path",
    "institution_zh",
    "institution_en",
    "jurisdiction",
)
"""All settings that `rulebook.load` looks at; a test holds it to that."""

_load = rulebook.load
_SHIPPED = load_settings({})


@functools.cache
def delivered() -> Rulebook:
    """The rules of `data/`, with no setting of an institution's own."""
    return _load(_SHIPPED)


def load(settings: Settings) -> Rulebook:
    """`rulebook.load`, which takes half a second, but for the rules as delivered."""
    if all(getattr(settings, name) == getattr(_SHIPPED, name) for name in READ_FROM):
        return delivered()
    return _load(settings)


def keep() -> None:
    """Have this process, the product's code in it too, read the rules as delivered but once."""
    rulebook.load = load
