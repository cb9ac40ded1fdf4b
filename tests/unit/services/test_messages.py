"""The one shape of a message."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from bot.records.models import Message
from bot.services import messages

AT = datetime(2026, 11, 22, 18, 0, 0, 123456, tzinfo=timezone.utc)


def message(**given: Any) -> Message:
    return Message(
        **{
            "id": "m",
            "conversation_id": "c",
            "seq": 12,
            "origin": "assistant",
            "at": AT,
            "language": "zh",
            "external_id": None,
            "in_reply_to": None,
            "status": "done",
            "hidden": False,
            "body": {"text": "好的"},
            **given,
        }
    )


def test_a_message_has_the_contracts_shape() -> None:
    question = {"id": "horizon", "kind": "single", "options": []}

    shaped = messages.shape(message(body={"text": "多久？", "question": question}))

    assert shaped == {
        "seq": 12,
        "from": "assistant",
        "at": "2026-11-22T18:00:00Z",
        "language": "zh",
        "text": "多久？",
        "question": question,
    }


def test_times_are_said_in_utc() -> None:
    shanghai = timezone(timedelta(hours=8))

    assert messages.iso(AT.astimezone(shanghai)) == "2026-11-22T18:00:00Z"


def test_a_client_gets_their_own_id_back_and_nobody_elses() -> None:
    assert messages.shape(message(origin="client", external_id="x"))["id"] == "x"
    assert "id" not in messages.shape(message(origin="advisor", external_id="x"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_forgotten_words_are_said_to_be_forgotten(language: str) -> None:
    shaped = messages.shape(message(origin="client", body=None, language=language))

    assert shaped["forgotten"] is True
    assert shaped["text"] == messages.NOT_KEPT[language]


def test_what_is_internal_to_a_body_is_not_shown() -> None:
    body = {"text": "●●●●", "redacted": ["card"], "choice": {"question": "q", "option": "o"}}

    shaped = messages.shape(message(origin="client", body=body))

    assert set(shaped) == {"seq", "from", "at", "language", "text"}


@pytest.mark.parametrize(
    ("reply", "kept"),
    [
        ({"text": "好"}, {"text": "好"}),
        ({"text": " "}, None),
        ({}, None),
        ({"text": 5, "card": []}, None),
        ({"card": {"type": "summary"}, "image": "x"}, {"card": {"type": "summary"}}),
    ],
)
def test_only_the_contracts_parts_of_a_reply_are_kept(
    reply: dict[str, Any], kept: dict[str, Any] | None
) -> None:
    assert messages.reply_body(reply) == kept
