"""What differs between two questionnaires, in words for whoever signs the newer one off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["added", "removed", "changed", "moved"]
_PLAIN = ("kind", "phase", "sensitive", "essential", "optional", "offered", "fills", "measure")
_WORDED = ("label", "text", "why", "help")


@dataclass(frozen=True)
class Difference:
    """One thing that differs in one question."""

    question: str
    kind: Kind
    what: str


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Compare two questionnaires as plain values, question by question in the newer one's order.

    Phrases by which clients answer (`synonyms`, `examples`, `mentions`) are counted, not listed:
    they change how words are understood, not what is asked or scored.
    """
    before = {row["id"]: row for row in old["questions"]}
    after = {row["id"]: row for row in new["questions"]}
    found = [
        *(Difference(one, "removed", "is not asked any more") for one in before if one not in after)
    ]
    for one, row in after.items():
        if one not in before:
            found.append(Difference(one, "added", str(row["text"]["zh"])))
            continue
        found += [Difference(one, "changed", what) for what in _changes(before[one], row)]
    stayed_before = [one for one in before if one in after]
    stayed_after = [one for one in after if one in before]
    for was, now in zip(stayed_before, stayed_after, strict=True):
        if was != now:
            found.append(Difference(now, "moved", f"stands where “{was}” stood"))
            break
    found += [
        Difference("regulatory", "changed", what) for what in _items(old, new) if what is not None
    ]
    return tuple(found)


def _changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for key in _PLAIN:
        if old.get(key) != new.get(key):
            yield f"{key}: {_said(old.get(key))} → {_said(new.get(key))}"
    for key in _WORDED:
        for language in ("zh", "en"):
            was, now = (row.get(key, {}).get(language) for row in (old, new))
            if was != now:
                yield f"{key} ({language}): {_said(was)} → {_said(now)}"
    if old.get("when") != new.get("when"):
        yield f"asked when: {_said(old.get('when'))} → {_said(new.get('when'))}"
    if old.get("wordings") != new.get("wordings"):
        yield "wordings for particular clients"
    yield from _option_changes(old, new)
    if old.get("mentions") != new.get("mentions"):
        yield "other names by which clients refer to it"


def _option_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    before = {row["id"]: row for row in old.get("options", ())}
    after = {row["id"]: row for row in new.get("options", ())}
    for one in before:
        if one not in after:
            yield f"option {one}: removed"
    for one, row in after.items():
        if one not in before:
            yield f"option {one}: added"
            continue
        was = before[one]
        for key in ("up_to", "points"):
            if was.get(key) != row.get(key):
                yield f"option {one}, {key}: {_said(was.get(key))} → {_said(row.get(key))}"
        if was["label"] != row["label"]:
            yield f"option {one}, label: {_said(was['label'])} → {_said(row['label'])}"
        if any(was.get(key) != row.get(key) for key in ("synonyms", "examples")):
            yield f"option {one}: phrases by which it is understood"
    kept_before = [one for one in before if one in after]
    if kept_before != [one for one in after if one in before]:
        yield "the order of the options"


def _items(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str | None]:
    """What differs in the items of an institution's own regulatory questionnaire."""
    before = {row["fills"]: row for row in old.get("regulatory_items", ())}
    after = {row["fills"]: row for row in new.get("regulatory_items", ())}
    for one in sorted({*before, *after}):
        if before.get(one) != after.get(one):
            yield f"item {one}: " + (
                "removed" if one not in after else "added" if one not in before else "points"
            )


def _said(value: Any) -> str:
    return "–" if value is None else f"“{value}”" if isinstance(value, str) else str(value)
