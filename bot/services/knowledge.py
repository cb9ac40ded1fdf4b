"""Answers from the knowledge base: the entry that was asked for, or which of two is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.rulebook import Entry
from bot.services.app import App
from bot.services.asking import Asked
from bot.services.course import WHICH, Course
from bot.services.heard import EXPLAINED, Heard


def respond(app: App, heard: Heard, course: Course) -> Asked | None:
    """What the knowledge base says to a message; None where it has no sure answer.

    Where two entries are equally likely the client is asked which one they mean, and nothing
    else is asked until they have said so or gone on.
    """
    entries = app.rulebook.knowledge.entries
    if heard.choice is not None:
        named = heard.choice[1] if heard.choice[0] == WHICH else ()
    else:
        named = heard.entries if heard.intent in EXPLAINED else ()
    meant = [entries[name] for name in named if name in entries]
    if heard.also:  # the entry was found in all of the words, and some of them ask another thing
        meant = [entry for entry in meant if entry.intent == heard.intent]
    if not meant:
        return None
    # The form looks at this very message again: it is no answer to its question, nor to ours.
    course = replace(course.moved_on(heard.seq), seen=max(course.seen, heard.seq))
    if len(meant) == 1:
        said = explain(app, meant[0], heard.language)
        return Asked((said,), replace(course, choosing=()))
    course = replace(course, choosing=tuple(entry.id for entry in meant))
    return Asked((_which(app, meant, heard.language),), course)


def explain(app: App, entry: Entry, language: str) -> Mapping[str, Any]:
    """An entry as a message: its answer in words, and a card that names it."""
    said = entry.said[language]
    entries = app.rulebook.knowledge.entries
    card: dict[str, Any] = {
        "type": "education",
        "id": entry.id,
        "title": said.title,
        "text": said.text,
        "related": [
            {"id": name, "title": entries[name].said[language].title} for name in entry.related
        ],
        "reviewed": entry.reviewed.isoformat(),
    }
    if said.more:
        card["paragraphs"] = list(said.more)
    return {"text": said.text, "card": card}


def _which(app: App, meant: Sequence[Entry], language: str) -> Mapping[str, Any]:
    options = [{"id": entry.id, "label": entry.said[language].title} for entry in meant]
    return {
        "text": app.rulebook.replies.text("utter_knowledge_which", language),
        "question": {"id": WHICH, "kind": "single", "options": options},
    }
