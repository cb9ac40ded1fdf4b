"""A conversation through the services, with the dialogue's part played by the returning service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.records.models import Answer
from bot.services import consent, conversations, interviews, returning, sending, turns
from bot.services.app import App, new_ulid
from bot.services.course import Course
from bot.services.heard import Heard
from bot.services.turns import Turn

PHONE, MAIL = "+8613800138000", "li@example.com"
HERE_BEFORE = ("我以前来过", "I was here before")
KNOWN = {"age": 45, "needs": ["education"], "contact": {"phone": PHONE, "email": MAIL}}


@dataclass
class Walk:
    """One conversation. `event` is what the engine was given last, `asked` the open question."""

    app: App
    conversation: str
    token: str
    language: str = "zh"
    event: str | None = None
    asked: str | None = None
    said: str = ""

    @classmethod
    def begin(cls, app: App, language: str = "zh") -> Walk:
        opened = conversations.open_conversation(app, channel="web", language=language)
        walk = cls(app, opened.conversation_id, opened.token, language)
        walk.answer(walk.turn())
        return walk

    @property
    def client(self) -> str:
        with self.app.records.read() as work:
            return conversations.standing(work, self.conversation).client_id

    @property
    def epoch(self) -> int:
        with self.app.records.read() as work:
            return work.ownership.get(self.conversation).epoch

    def turn(self) -> Turn:
        turn = turns.next_turn(self.app, self.conversation)
        assert turn is not None
        return turn

    def answer(self, turn: Turn) -> None:
        """Answer as the dialogue would."""
        self.event = turn.payload.get("event")
        replies: list[dict[str, Any]] = [{"text": "…"}]
        if self.event in returning.EVENTS or turn.payload.get("text") in HERE_BEFORE:
            heard = Heard(turn.seq, self.language, "been_here_before", 1.0, event=self.event)
            if self.event != returning.RECOGNISED:
                replies = [dict(m) for m in returning.answer(self.app, heard, Course()).messages]
        said = turns.deliver(
            self.app, self.conversation, in_reply_to=turn.seq, epoch=turn.epoch, replies=replies
        )
        self.said = "\n".join(message["text"] for message in said)
        self.asked = next((m["question"]["id"] for m in said if "question" in m), None)

    def receive(self, text: str) -> int:
        received = conversations.receive(
            self.app, self.conversation, external_id=new_ulid(), text=text
        )
        return received.seq

    def say(self, text: str) -> str | None:
        """Say something and have it answered; gives the event the engine was given."""
        self.receive(text)
        self.answer(self.turn())
        return self.event

    def agree(self, *purposes: str, granted: bool = True) -> None:
        with self.app.records.begin() as work:
            for purpose in purposes or ("privacy", "sensitive_data", "contact"):
                consent.decide(
                    self.app, work, self.client, purpose, granted=granted,  # type: ignore[arg-type]
                    language=self.language, method="choice",
                )  # fmt: skip

    def tell(self, **answers: Any) -> None:
        for name, value in answers.items():
            with self.app.records.begin() as work:
                found = interviews.dossier(self.app, work, self.conversation, Course())
                interviews.put(
                    self.app, work, found, name, value, seq=1, utterance="这样", how="stated"
                )

    def known(self) -> dict[str, Answer]:
        with self.app.records.read() as work:
            return work.answers.current(self.client)

    def log(self) -> list[str]:
        return [message["text"] for message in conversations.history(self.app, self.conversation)]

    def prove(self, code: str) -> str | None:
        return self.say(code)


def known_client(app: App, **answers: Any) -> Walk:
    """A client who was here before: consents, answers, a contact."""
    walk = Walk.begin(app)
    walk.agree()
    walk.tell(**{**KNOWN, **answers})
    return walk


def carry(app: App) -> int:
    """Send what is due, as the gateway does; gives how many items were tried."""
    items = sending.claim(app)
    for item in items:
        sending.send(app, item)
    return len(items)
