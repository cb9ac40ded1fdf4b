"""From what the grammar reads in a message to Rasa's entities and to the answers of `parse`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.language import profile
from bot.language.profile import Reading
from bot.language.script import detect
from bot.language.writing import Writing

_APART = ("need", "segment")


def read(
    said: Writing | str, *, language: str | None, asking: str | None, today: date
) -> tuple[Reading, ...]:
    """What a text states, with spans in the text as it was typed; its language is found where the
    caller does not know it."""
    writing = Writing.of(said) if isinstance(said, str) else said
    found = profile.read(
        writing.text,
        language=language or detect(writing.text),
        asking=asking,
        today=today,
        doubtful=writing.doubtful,
    )
    spans = (writing.span(one.start, one.end) for one in found)
    return tuple(
        replace(one, start=start, end=end) for one, (start, end) in zip(found, spans, strict=True)
    )


def entities(readings: Iterable[Reading]) -> list[dict[str, Any]]:
    """Rasa's form of the readings; a reading that is not sure has confidence 0.5."""
    found = []
    for one in readings:
        apart = one.id in _APART
        entity: dict[str, Any] = {
            "entity": one.id if apart else "profile_value",
            "value": one.value,
            "start": one.start,
            "end": one.end,
            "confidence_entity": 1.0 if one.sure else 0.5,
            "extractor": "ProfileReader",
            "sure": one.sure,
            "approximate": one.approximate,
            "negated": one.negated,
            "how": one.how,
        }
        if not apart:
            entity["role"] = one.id
        found.append(entity)
    return found


def states_a_value(found: Sequence[Mapping[str, Any]]) -> bool:
    """Whether entities of a message hold a profile value that was read for certain."""
    return any(
        one.get("entity") == "profile_value" and one.get("sure") and not one.get("negated")
        for one in found
    )


def stated(readings: Iterable[Reading]) -> tuple[list[str], list[str], dict[str, Any]]:
    """Needs, segments and answers that are stated for certain, in the order of the text.

    Where a text states two different values for one thing, neither is taken: which of them holds
    is the client's to say.
    """
    needs: list[str] = []
    segments: list[str] = []
    answers: dict[str, Any] = {}
    torn: set[str] = set()
    for one in readings:
        if not one.sure or one.negated:
            continue
        if one.id == "need":
            needs += [one.value] if one.value not in needs else []
        elif one.id == "segment":
            segments += [one.value] if one.value not in segments else []
        elif one.id in answers and answers[one.id] != one.value:
            torn.add(one.id)
        else:
            answers[one.id] = one.value
    return needs, segments, {key: value for key, value in answers.items() if key not in torn}
