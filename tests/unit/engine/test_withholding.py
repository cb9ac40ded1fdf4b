"""What may be written before consent: the course of the talk and nothing of its words."""

from __future__ import annotations

import json

import pytest

from bot.engine.withholding import withheld

SECRET = "SECRET-5521"


@pytest.mark.parametrize(
    "event",
    [
        {
            "event": "user",
            "timestamp": 1.0,
            "text": SECRET,
            "parse_data": {
                "text": SECRET,
                "intent": {"name": "inform", "confidence": 0.9},
                "entities": [{"value": SECRET}],
                "metadata": {"choice": {"option": SECRET}},
                "text_tokens": [SECRET],
            },
            "metadata": {"seq": 3, "language": "zh", "choice": {"option": SECRET}},
            "input_channel": "gateway",
            "message_id": "c-3",
        },
        {"event": "bot", "timestamp": 1.0, "text": SECRET, "data": {"custom": SECRET},
         "metadata": {"utter_action": "utter_x", "other": SECRET}},
        {"event": "slot", "timestamp": 1.0, "name": "course",
         "value": {"asking": "age", "held": [SECRET], "preface": [SECRET], "pending": SECRET}},
        {"event": "action", "timestamp": 1.0, "name": "action_x", "action_text": SECRET,
         "metadata": {"note": SECRET}},
    ],
)  # fmt: skip
def test_no_word_is_left_but_the_course_is(event):
    kept = withheld(event)
    assert kept is not None and kept["event"] == event["event"]
    assert SECRET not in json.dumps(kept)


@pytest.mark.parametrize(
    "event",
    [
        {"event": "slot", "timestamp": 1.0, "name": "answer", "value": SECRET},
        {"event": "slot", "timestamp": 1.0, "name": "session_started_metadata", "value": {}},
        {"event": "entities", "timestamp": 1.0, "entities": [{"value": SECRET}]},
        {"event": "something new", "timestamp": 1.0, "text": SECRET},
    ],
)
def test_what_is_not_known_to_be_harmless_is_not_written(event):
    assert withheld(event) is None


def test_the_intent_and_the_question_asked_stay():
    user = {"event": "user", "timestamp": 1.0, "parse_data": {"intent": {"name": "greet"}}}
    assert withheld(user)["parse_data"]["intent"]["name"] == "greet"
    course = {"event": "slot", "timestamp": 1.0, "name": "course", "value": {"asking": "age"}}
    assert withheld(course)["value"] == {"asking": "age"}
    assert withheld({**course, "name": "privacy", "value": False})["value"] is False
    assert withheld({**course, "value": SECRET})["value"] is None
