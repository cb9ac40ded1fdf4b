"""An installation with its services and a clock that tests set, and clients to fill it with."""

from __future__ import annotations

import dataclasses
import functools
from datetime import datetime
from typing import Any

from bot import rulebook
from bot.records import Records
from bot.records.models import (
    Answer,
    Assessment,
    Client,
    Consent,
    Conversation,
    Handoff,
    Note,
    OutboxItem,
)
from bot.services.app import App, new_ulid
from bot.settings import load_settings
from tests.integration.records.kit import AT, Installation, an_advisor, new_id

CANARY = "我叫王小明，电话13800138000"


class Clock:
    """The time of the house."""

    def __init__(self, at: datetime = AT) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


def open_house(installation: Installation, clock: Clock, **settings: Any) -> App:
    """The services over an installation."""
    chosen = dataclasses.replace(installation.settings, **settings)
    records = Records.open(installation.settings, now=clock)
    return App(chosen, records, rules(), clock, new_ulid)


@functools.cache
def rules() -> rulebook.Rulebook:
    """The rulebook as delivered, read once."""
    return rulebook.load(load_settings({}))


def arrive(app: App, *, stage: str = "prospect", at: datetime | None = None) -> tuple[str, str]:
    """A client who has just arrived, with a conversation and one message."""
    client, conversation, now = new_id(), new_id(), at or app.now()
    with app.records.begin() as work:
        work.clients.add(Client(client, "active", stage, None, now, now))
        work.conversations.add(
            Conversation(conversation, client, "web", "zh", now, now), f"hash-{conversation}"
        )
        work.messages.append(
            conversation, origin="client", at=now, language="zh", body={"text": CANARY}
        )
        work.consents.add(
            Consent(new_id(), client, "privacy", True, "v1", "h", "zh", "choice", now)
        )
    return client, conversation


def profile(app: App, client: str, conversation: str, value: object = 45) -> None:
    """An answer, and what the engine remembers of it."""
    now = app.now()
    with app.records.begin() as work:
        work.answers.put(
            Answer(
                new_id(), client, conversation, "age", now,
                body={"value": value, "evidence": {"utterance": CANARY, "how": "words"}},
            )
        )  # fmt: skip
        work.trackers.append(conversation, work.trackers.last_seq(conversation), [CANARY.encode()])
        work.outbox.add(OutboxItem(new_id(), "crm", now, body={"n": CANARY}, client_id=client))


def assess(app: App, client: str, conversation: str) -> None:
    """A result that was given to the client, whom an advisor took on and let go."""
    serve(app, client, conversation)
    with app.records.begin() as work:
        work.assessments.add(
            Assessment(
                new_id(), client, conversation, app.now(), "q", "p", "s",
                {"category": "C3", "scores": {}, "reasons": [{"zh": CANARY, "en": CANARY}]},
            )
        )  # fmt: skip


def serve(app: App, client: str, conversation: str, outcome: str | None = "no_interest") -> str:
    """A handoff that an advisor took, noted something on and closed; open without an outcome."""
    now, advisor = app.now(), an_advisor(f"{new_id()}@example.com")
    handoff = Handoff(
        new_id(), client, conversation, "closed" if outcome else "accepted", now, "zh",
        {"reason": "asked_for_human", "summary": CANARY}, accepted_at=now,
        closed_at=now if outcome else None, advisor_id=advisor.id, outcome=outcome,
    )  # fmt: skip
    with app.records.begin() as work:
        work.advisors.add(advisor)
        work.handoffs.add(handoff)
        work.notes.add(Note(new_id(), handoff.id, advisor.id, now, {"text": CANARY}))
    return handoff.id


def words(app: App, conversation: str) -> list[str]:
    """What can be read of a conversation."""
    with app.records.read() as work:
        found = work.messages.list(conversation, hidden=True)
    return [str(one.body.get("text")) for one in found if one.body]


def state(app: App, client: str) -> str:
    with app.records.read() as work:
        found = work.clients.get(client)
    assert found is not None
    return found.state
