"""A message as plain text and a list of options: what every channel can show of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.services.asking import SKIP


@dataclass(frozen=True)
class Option:
    """One answer to choose: its label and the token that stands for it; `skips` where it leaves the
    question out, which is no answer of the list."""

    label: str
    token: str
    skips: bool = False


@dataclass(frozen=True)
class Bubble:
    """Words, and options under them."""

    text: str = field(repr=False)
    options: tuple[Option, ...] = ()


def bubble(message: Mapping[str, Any], language: str) -> Bubble:
    """A message of the contract as a bubble: the speaker's name, words, card, options."""
    parts = [str(message.get("text") or "").strip()]
    name = message.get("name")
    if name and message.get("from") == "advisor":
        parts[0] = f"{name}{'：' if language == 'zh' else ': '}{parts[0]}"
    card = message.get("card")
    if isinstance(card, Mapping):
        parts.append("\n".join(_card(card, parts[0])))
    question = message.get("question") or {}
    options = tuple(
        Option(str(one["label"]), str(one["choice"]), skips=one.get("id") == SKIP)
        for one in question.get("options") or ()
        if one.get("choice")
    )
    return Bubble("\n\n".join(part for part in parts if part), options)


def numbered(shown: Bubble, language: str) -> str:
    """A bubble for a channel without buttons: the options as a list to answer by number."""
    if not shown.options:
        return shown.text
    hint = (
        "回复序号，或直接用自己的话说。"
        if language == "zh"
        else "Reply with a number, or in your own words."
    )
    return f"{shown.text}\n\n{_rows(shown.options)}\n{hint}"


def listed(shown: Bubble) -> str:
    """A bubble's words with its options in full, in the order of their buttons: where buttons show
    only the beginnings of their labels."""
    rows = _rows([one for one in shown.options if not one.skips])
    return f"{shown.text}\n\n{rows}" if rows else shown.text


def _rows(options: Sequence[Option]) -> str:
    return "\n".join(f"{at}. {one.label}" for at, one in enumerate(options, start=1))


def columns(label: str) -> int:
    """How wide a label is on a screen; a Chinese character counts two."""
    return sum(1 + (unicodedata.east_asian_width(one) in "WF") for one in label)


def _card(card: Mapping[str, Any], said: str) -> Iterator[str]:
    """What stands on a card, line by line; what was said already is not said again."""
    title = str(card.get("title") or "")
    if title and title not in said:
        yield f"【{title}】"
    shown = _SHOWN.get(str(card.get("type")), _texts)
    yield from (line for line in shown(card) if line and line not in said)
    note = str(card.get("note") or "").split("\n")[0]
    if note:
        yield note


def _assessment(card: Mapping[str, Any]) -> Iterator[str]:
    yield " ".join(str(card.get(key) or "") for key in ("category", "name")).strip()
    yield from _points(card.get("reasons"))
    yield from _points(card.get("contradictions"))


def _allocation(card: Mapping[str, Any]) -> Iterator[str]:
    for one in card.get("slices") or ():
        yield f"• {one.get('label')} {round(100 * float(one.get('weight') or 0))}%"
    ahead = card.get("outlook") or {}
    yield from _points(ahead.get("sentences"))
    remedies = ahead.get("remedies") or {}
    yield str(remedies.get("lead") or "")
    yield from _points(remedies.get("points"))
    yield from _points((card.get("sentences") or ())[:1])


def _products(card: Mapping[str, Any]) -> Iterator[str]:
    for one in card.get("items") or ():
        rating = f" ({one['rating']})" if one.get("rating") else ""
        yield f"• {one.get('name')}{rating}"
        yield f"  {one.get('risk') or one.get('description') or ''}".rstrip()


def _summary(card: Mapping[str, Any]) -> Iterator[str]:
    for one in card.get("rows") or ():
        yield f"• {one.get('label')}: {one.get('value')}"


def _texts(card: Mapping[str, Any]) -> Iterator[str]:
    for key in ("text", "paragraphs", "sentences", "points", "steps"):
        value = card.get(key)
        yield from map(str, [value] if isinstance(value, str) else value or ())


_SHOWN: Mapping[str, Callable[[Mapping[str, Any]], Iterator[str]]] = {
    "assessment": _assessment,
    "allocation": _allocation,
    "products": _products,
    "summary": _summary,
}


def _points(lines: Any) -> Iterator[str]:
    for line in lines or ():
        yield f"• {line}"


def cut(text: str, limit: int, *, size: Any = len) -> list[str]:
    """A text in parts of at most `limit` as `size` counts, broken between lines if possible."""
    parts: list[str] = []
    rest = text
    while size(rest) > limit:
        end = limit
        while size(rest[:end]) > limit:
            end -= max(1, (size(rest[:end]) - limit) // 4)
        at = max(
            rest.rfind("\n", 0, end), rest.rfind("。", 0, end) + 1, rest.rfind(". ", 0, end) + 1
        )
        at = at if at > end // 2 else end
        parts.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return [*parts, rest] if rest else parts


def short(label: str, limit: int, *, size: Callable[[str], int] = len) -> str:
    """A label within a button's limit, as `size` counts."""
    if size(label) <= limit:
        return label
    end = len(label)
    while size(label[:end] + "…") > limit:
        end -= 1
    return label[:end].rstrip() + "…"


def merged(bubbles: Sequence[Bubble]) -> Bubble:
    """Several bubbles as one, with the options of the last: where a channel counts messages."""
    text = "\n\n".join(one.text for one in bubbles if one.text)
    return Bubble(text, bubbles[-1].options if bubbles else ())
