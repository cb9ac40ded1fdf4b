"""One simulated conversation with the running system, over the chat API and nothing else."""

from __future__ import annotations

import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import httpx

from bot.simulation.client import Client, Ended, Move
from bot.simulation.personas import Persona

LONGEST = 90
"""Messages of the client after which a conversation is stopped: it goes in circles."""
TIMEOUT = 90.0
_TRIES = 20


class SystemUnreachable(Exception):
    """The system to talk to does not answer, or not as the chat API says."""


@dataclass(frozen=True)
class Line:
    """One message. `question` is the question it puts, or that the client's words are about."""

    speaker: str
    text: str
    question: str | None = None
    aim: str | None = None
    pressed: tuple[str, ...] = ()
    card: str | None = None
    expects: str | None = None
    trap: bool = False

    def shown(self) -> dict[str, Any]:
        """The line for a report, without what is empty."""
        return {name: part for name, part in asdict(self).items() if part}


@dataclass(frozen=True)
class Conversation:
    """A conversation as it went."""

    persona: Persona
    way: str
    noise: str | None
    lines: tuple[Line, ...]
    ended: Ended
    volunteered: tuple[str, ...]
    withheld: frozenset[str]
    products: tuple[str, ...]
    """Risk ratings of the product categories that were shown."""
    handoff_id: str | None
    own_profile: Mapping[str, Any]
    """What the client sees of their own profile at the end, where it was read."""

    @property
    def id(self) -> str:
        """What the conversation is called in a report."""
        return f"{self.persona.id}/{self.way}/{self.noise or 'clean'}"


class Chat:
    """A conversation over the chat API. Raises SystemUnreachable where it is not as documented."""

    def __init__(self, http: httpx.Client, language: str) -> None:
        self._http = http
        opened = self._call("POST", "/api/chat/session", json={"language": language})
        self._token = str(opened["token"])
        self.heard: list[dict[str, Any]] = list(self._get("/api/chat/messages")["messages"])

    def say(self, move: Move) -> list[dict[str, Any]]:
        """Send what the client does, and wait for the replies to it."""
        body: dict[str, Any] = {"id": str(uuid.uuid4())}
        if move.tokens:
            body["choice"] = move.tokens[0] if len(move.tokens) == 1 else list(move.tokens)
        else:
            body["text"] = move.text
        answer = self._call("POST", "/api/chat/messages?wait=1", json=body)
        if "messages" not in answer:
            raise SystemUnreachable("a message was not answered within a minute")
        return list(answer["messages"])

    def profile(self) -> dict[str, Any]:
        """The client's own view of their profile."""
        return self._get("/api/chat/profile")

    def _get(self, path: str) -> dict[str, Any]:
        return self._call("GET", path)

    def _call(self, method: str, path: str, **body: Any) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self._token}"} if hasattr(self, "_token") else {}
        for _ in range(_TRIES):
            try:
                answer = self._http.request(method, path, headers=headers, timeout=TIMEOUT, **body)
            except httpx.HTTPError as error:
                raise SystemUnreachable(f"{self._http.base_url}: {type(error).__name__}") from None
            if answer.status_code != httpx.codes.TOO_MANY_REQUESTS:
                break
            time.sleep(min(30.0, float(answer.headers.get("retry-after") or 1)))
        if not answer.is_success:
            raise SystemUnreachable(
                f"{method} {path.split('?', maxsplit=1)[0]}: {answer.status_code}"
            )
        return dict(answer.json())


def talk(http: httpx.Client, client: Client, *, own_profile: bool = False) -> Conversation:
    """Let the client talk until they are handed over or leave; `own_profile` reads what they see
    of themselves at the end. Raises SystemUnreachable."""
    persona, speaker = client.persona, client.speaker
    chat = Chat(http, persona.language)
    volunteered, withheld = client.plan.opening, client.plan.withheld
    heard = chat.heard
    said = [*_lines(heard)]
    cards: list[Mapping[str, Any]] = [one["card"] for one in heard if one.get("card")]
    for _ in range(LONGEST):
        move = client.respond(heard)
        if isinstance(move, Ended):
            break
        said.append(_line(move, heard))
        heard = [one for one in chat.say(move) if one.get("from") != "client"]
        said += _lines(heard)
        cards += [one["card"] for one in heard if one.get("card")]
    else:
        move = Ended("left", "too long")
    return Conversation(
        persona=persona,
        way=speaker.way,
        noise=speaker.noise,
        lines=tuple(said),
        ended=move,
        volunteered=volunteered,
        withheld=withheld,
        products=_ratings(cards),
        handoff_id=next((str(c["handoff_id"]) for c in cards if c["type"] == "handoff"), None),
        own_profile=chat.profile() if own_profile else {},
    )


def _line(move: Move, heard: Sequence[Mapping[str, Any]]) -> Line:
    options = {
        one["choice"]: one
        for message in heard
        for one in (message.get("question") or {}).get("options") or ()
    }
    pressed = [options[token] for token in move.tokens if token in options]
    text = move.text if move.text is not None else ", ".join(str(one["label"]) for one in pressed)
    return Line(
        speaker="client",
        text=text,
        question=move.question,
        aim=move.aim,
        pressed=tuple(str(one["id"]) for one in pressed),
        expects=move.digression.expects if move.digression else None,
        trap=bool(move.digression and move.digression.traps),
    )


def _lines(heard: Sequence[Mapping[str, Any]]) -> list[Line]:
    return [
        Line(
            speaker="assistant",
            text=str(one.get("text") or ""),
            question=(one.get("question") or {}).get("id"),
            card=(one.get("card") or {}).get("type"),
        )
        for one in heard
    ]


def _ratings(cards: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    shown = [item for card in cards if card["type"] == "products" for item in card["items"]]
    return tuple(str(item["rating"]) for item in shown if item.get("rating"))
