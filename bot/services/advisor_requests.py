"""A client asks for a person: the request is made, and they hear at once what happens next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.services import (
    above_level,
    consent,
    expected_wait,
    handoffs,
    hours,
    interviews,
    wording,
)
from bot.services.app import App
from bot.services.course import Course
from bot.services.handoffs import HandoffView
from bot.services.heard import Heard
from bot.suitability.interview import CONTACT

CONFIRMED = ("level_jump", "senior_confirmation", "minor")
"""Flags of an assessment that an advisor confirms before anything else."""


def request(
    app: App, conversation_id: str, heard: Heard, reason: str
) -> tuple[Mapping[str, Any], ...]:
    """Open a handoff (or find the open one) and say where it stands. Raises Gone, NotAllowed.

    `reason` is a code of `packets.REASONS`. What moved the client is answered first: a complaint
    is not met with a queue number alone.
    """
    view = handoffs.request(app, conversation_id, reason)
    opening = ""
    if reason in {"complaint", "distress", "suspected_fraud"}:
        opening = app.rulebook.replies.text(f"utter_on_{heard.intent}", heard.language)
    text = _standing(app, view, heard.language)
    card = view.card() | {
        "title": app.rulebook.replies.text("utter_handoff_title", heard.language),
        "steps": [
            app.rulebook.replies.text(f"utter_handoff_step_{number}", heard.language)
            for number in (1, 2, 3)
        ],
    }
    return ({"text": f"{opening}\n{text}" if opening else text, "card": card},)


def reason(app: App, conversation_id: str) -> str:
    """Why an advisor is wanted by a client who took up the offer: what has to be looked at first
    (a product above the level insisted on, a jump, a senior client), else that they are
    `qualified`. Raises Gone."""
    with app.records.read() as work:
        found = interviews.dossier(app, work, conversation_id, Course())
        latest = consent.assessment(work, found.client.id)
    if above_level.insisted(found.stored):
        return above_level.REASON
    flags = latest.body.get("flags") or () if latest is not None else ()
    return next((flag for flag in CONFIRMED if flag in flags), "qualified")


def _standing(app: App, view: HandoffView, language: str) -> str:
    name = "utter_handoff_already" if view.already else "utter_handoff_queued"
    if view.position is not None and view.status != "callback":
        said = app.rulebook.replies.text(name, language, position=view.position)
        if view.expected_minutes is None:
            return said
        gap = "" if language == "zh" else " "
        return said + gap + expected_wait.in_words(app, view.expected_minutes, language)
    name = "utter_handoff_already_callback" if view.already else "utter_handoff_callback"
    parts = [app.rulebook.replies.text(name, language, hours=view.hours)]
    if view.opens_at is not None:
        opens = hours.moment(view.opens_at, app.rulebook.policy.business_hours, language)
        parts.append(app.rulebook.replies.text("utter_opens_at", language, opens=opens))
    contact = interviews.standing(app, view.conversation_id).answers.get(CONTACT)
    if contact is None:
        parts.append(app.rulebook.replies.text("utter_leave_contact", language))
    elif not view.already:
        words = wording.contact_text(contact)
        parts.append(app.rulebook.replies.text("utter_contact_known", language, contact=words))
    return ("" if language == "zh" else " ").join(parts)
