"""A client of the chat API for tests: talks like a person, remembers what was said."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx

Message = dict[str, Any]
OWN = ("summary", "offer")


@dataclass
class Talk:
    """One conversation over the public API. `heard` are the replies to what was said last."""

    base: str
    language: str = "zh"
    token: str = ""
    conversation_id: str = ""
    heard: list[Message] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    timeout: float = 60.0

    def begin(self) -> Talk:
        """Open the conversation and read the greeting."""
        answer = httpx.post(
            f"{self.base}/api/chat/session", json={"language": self.language}, timeout=self.timeout
        )
        answer.raise_for_status()
        opened = answer.json()
        self.token, self.conversation_id = opened["token"], opened["conversation_id"]
        self.heard = self.history()
        self._note()
        return self

    def say(self, text: str) -> list[Message]:
        """Say something in words and wait for the replies."""
        return self._send({"text": text})

    def choose(self, option: str, question: str | None = None) -> list[Message]:
        """Press the button of an option of the question that is open."""
        asked = self.question
        assert asked is not None, f"no question is open; last heard: {self.words}"
        if question is not None:
            assert asked["id"] == question, f"asked {asked['id']}, not {question}"
        for offered in asked["options"]:
            if offered["id"] == option:
                return self._send({"choice": offered["choice"]})
        raise AssertionError(f"{asked['id']} does not offer {option}: {asked['options']}")

    def history(self) -> list[Message]:
        """All messages of the conversation."""
        return list(self._get("/api/chat/messages")["messages"])

    def profile(self) -> dict[str, Any]:
        """What the client may see of their own profile."""
        return dict(self._get("/api/chat/profile"))

    @property
    def question(self) -> dict[str, Any] | None:
        """The question that waits for an answer, if any."""
        for message in reversed(self.heard):
            if message.get("question"):
                return dict(message["question"])
        return None

    @property
    def asking(self) -> str | None:
        """Id of the open question."""
        question = self.question
        return None if question is None else str(question["id"])

    @property
    def words(self) -> str:
        """All words of the last replies."""
        return "\n".join(message.get("text") or "" for message in self.heard)

    def card(self, kind: str) -> dict[str, Any]:
        """The card of that type among the last replies."""
        for message in self.heard:
            card = message.get("card")
            if card and card["type"] == kind:
                return dict(card)
        raise AssertionError(f"no {kind} card in: {self.heard}")

    def consent(self) -> Talk:
        """Agree to the privacy notice."""
        self.choose("accept", "privacy")
        return self

    def answer(self, answers: dict[str, Any], *, until: tuple[str, ...] = OWN) -> Talk:
        """Answer question after question by `answers`: an option id, a list of them, or words in
        `{"say": …}`; stop at a question of `until` or when nothing is asked."""
        for _ in range(60):
            asking = self.asking
            if asking is None or asking in until:
                return self
            if asking == "sensitive_data" and asking not in answers:
                self.choose("accept")
                continue
            assert asking in answers, f"asked {asking}, for which there is no answer: {self.words}"
            value = answers[asking]
            if isinstance(value, dict):
                self.say(value["say"])
            elif isinstance(value, list):
                self.choose_all(value)
            else:
                self.choose(value)
        raise AssertionError("the questionnaire does not end")

    def expect_gone(self, within: float = 10.0) -> None:
        """The conversation is gone: its token leads nowhere any more."""
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            answer = httpx.get(
                f"{self.base}/api/chat/messages", headers=self._headers(), timeout=self.timeout
            )
            if answer.status_code in (401, 410):
                return
            time.sleep(0.2)
        raise AssertionError("the conversation is still there")

    def choose_all(self, options: list[str]) -> list[Message]:
        """Press several options of a question that takes several."""
        asked = self.question
        assert asked is not None
        tokens = [o["choice"] for o in asked["options"] if o["id"] in options]
        assert len(tokens) == len(options)
        return self._send({"choice": tokens})

    def _send(self, body: dict[str, Any]) -> list[Message]:
        answer = httpx.post(
            f"{self.base}/api/chat/messages",
            params={"wait": "1"},
            json={"id": str(uuid.uuid4()), **body},
            headers=self._headers(),
            timeout=self.timeout,
        )
        assert answer.status_code == 200, answer.text
        self.heard = answer.json()["messages"]
        self._note()
        return self.heard

    def _note(self) -> None:
        if self.asking is not None:
            self.asked.append(self.asking)

    def _get(self, path: str) -> dict[str, Any]:
        answer = httpx.get(f"{self.base}{path}", headers=self._headers(), timeout=self.timeout)
        answer.raise_for_status()
        return dict(answer.json())

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}
