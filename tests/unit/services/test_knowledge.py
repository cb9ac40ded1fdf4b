"""What the knowledge base says to a message, and what it leaves to others."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from bot import rulebook
from bot.services import knowledge
from bot.services.course import WHICH, Course
from bot.services.heard import Heard
from bot.settings import load_settings

APP: Any = SimpleNamespace(rulebook=rulebook.load(load_settings({})))


def heard(*entries: str, intent: str = "ask_concept", language: str = "en", **more: Any) -> Heard:
    return Heard(7, language, intent, 0.9, text="…", entries=entries, **more)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_entry_is_said_in_words_and_on_a_card_that_names_it(language):
    said = knowledge.respond(APP, heard("bond", language=language), Course(asking="objective"))
    assert said is not None
    (message,) = said.messages
    entry = APP.rulebook.knowledge.entries["bond"]
    assert message["text"] == entry.said[language].text
    card = message["card"]
    assert (card["type"], card["id"]) == ("education", "bond")
    assert card["title"] == entry.said[language].title
    assert card["reviewed"] == entry.reviewed.isoformat()
    assert [one["id"] for one in card["related"]] == list(entry.related)
    assert said.course == Course(asking="objective", seen=7), "the open question stays open"


def test_every_entry_can_be_said():
    for name in APP.rulebook.knowledge.entries:
        for language in ("zh", "en"):
            said = knowledge.respond(APP, heard(name, language=language), Course())
            assert said is not None and said.messages[0]["card"]["title"]


def test_between_two_the_client_is_asked_and_this_message_is_no_pick():
    said = knowledge.respond(APP, heard("bond", "bond-fund"), Course(asking="objective", seen=5))
    assert said is not None
    question = said.messages[0]["question"]
    assert question["id"] == WHICH
    assert [one["id"] for one in question["options"]] == ["bond", "bond-fund"]
    assert (said.course.choosing, said.course.seen) == (("bond", "bond-fund"), 7)
    assert said.course.moved_on(7).choosing and not said.course.moved_on(9).choosing
    assert Course.from_slot(said.course.to_slot()) == said.course


def test_a_picked_button_is_answered_and_closes_the_choice():
    course = Course(choosing=("bond", "bond-fund"))
    picked = heard(choice=(WHICH, ("bond-fund",)))
    said = knowledge.respond(APP, picked, course)
    assert said is not None
    assert said.messages[0]["card"]["id"] == "bond-fund" and said.course.choosing == ()


def test_beside_another_question_an_entry_answers_its_own_kind_only():
    also = {"also": ("ask_fees",)}
    assert knowledge.respond(APP, heard("bond", **also), Course()) is not None
    assert knowledge.respond(APP, heard("service-cost", **also), Course()) is None


@pytest.mark.parametrize(
    "message",
    [
        heard(),
        heard("bond", intent="report_scam"),
        heard("bond", intent="ask_security_tip"),
        heard("an-entry-that-was-removed"),
        heard("bond", choice=("objective", ("growth",))),
    ],
)
def test_what_is_no_question_or_has_no_entry_is_left_to_the_replies(message):
    assert knowledge.respond(APP, message, Course()) is None
