"""The one way into the engine: authenticated, on loopback, each message answered exactly once.

`POST /webhooks/gateway/messages`, header `Authorization: Bearer <engine secret>`, JSON
`{"conversation_id", "seq", "language", "text"? | "choice"? {"question", "option"} |
"event"? "open"|"returned"|…}` gives 200 `{"messages": [{"text"?, "question"?, "card"?}], "durable":
true}`. The same (conversation, seq) again gives the same messages and runs nothing. 401 without
the secret, 404 for an unknown conversation, 409 for a message older than the newest one answered,
413 and 422 for what is no message, 503 when the turn could not be made durable: nothing of it is
kept, and the gateway tries again. `GET /webhooks/gateway/` gives 200 when the engine is ready.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import re
from collections.abc import Awaitable, Callable
from typing import Any, List, Literal, Union
from weakref import WeakValueDictionary

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from rasa.core.tracker_store import FailSafeTrackerStore
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.engine import delivery
from bot.engine.delivery import Delivery
from bot.engine.tracker_store import EncryptedTrackerStore, UnknownConversation
from bot.services import returning
from bot.services.course import WHICH
from bot.services.logs import log
from bot.services.secrets import secret
from bot.settings import load_settings

MAX_BYTES = 64 * 1024
NAME = "gateway"
_INTENTS = {
    "open": "greet",
    "returned": "resume",
    **dict.fromkeys(returning.EVENTS, "been_here_before"),
    returning.RECOGNISED: "inform",
}
"""What an event means; one who is recognised goes on with the questionnaire."""


class Choice(BaseModel):
    """An option of a question that was chosen by its button."""

    model_config = ConfigDict(extra="forbid")
    question: str = Field(min_length=1, max_length=80)
    option: Union[str, List[str]] = Field(max_length=200)


class Incoming(BaseModel):
    """A client's message, or an event of the conversation, as the gateway hands it over."""

    model_config = ConfigDict(extra="forbid")
    conversation_id: str = Field(pattern=r"^[0-9A-Za-z_-]{1,64}$")
    seq: int = Field(ge=1)
    language: Literal["zh", "en"]
    text: str | None = Field(default=None, max_length=8192)
    choice: Choice | None = None
    event: str | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Incoming:
        if self.event is not None and self.event not in _INTENTS:
            raise ValueError("an event has a name we know")
        if self.event is None and self.choice is None and not (self.text or "").strip():
            raise ValueError("a message has a text, a choice or an event")
        return self


class Replies(OutputChannel):
    """Collects whole replies, in order, in the shape of the contract."""

    def __init__(self, into: list[dict[str, Any]]) -> None:
        """Replies are appended to `into`."""
        self._into = into

    @classmethod
    def name(cls) -> str:
        """The channel's name, as in the domain and the logs."""
        return NAME

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep text, question and card of one reply together."""
        custom = message.get("custom") or {}
        reply = {key: custom[key] for key in ("question", "card", "effect") if custom.get(key)}
        if message.get("text"):
            reply["text"] = message["text"]
        if reply:
            self._into.append(reply)


class GatewayChannel(InputChannel):
    """Rasa's input channel for the gateway."""

    def __init__(self, password: str) -> None:
        """`password` is the secret shared with the gateway."""
        self._expected = f"Bearer {password}".encode()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @classmethod
    def name(cls) -> str:
        """The channel's name; its address is /webhooks/gateway."""
        return NAME

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> GatewayChannel:
        """Take the secret from the installation's key folder, never from credentials.yml."""
        return cls(secret(load_settings(), "engine"))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The two addresses of this channel."""
        blueprint = Blueprint("gateway_channel")

        @blueprint.get("/")
        async def ready(request: Request) -> HTTPResponse:
            agent = getattr(request.app.ctx, "agent", None)
            sound = agent is not None and agent.is_ready() and sealed_store(agent) is not None
            said, status = ("ready", 200) if sound else ("starting", 503)
            return response.json({"status": said}, status)

        @blueprint.post("/messages")
        async def messages(request: Request) -> HTTPResponse:
            try:
                return await self._receive(request, on_new_message)
            except Exception as problem:
                log().error("turn.failed", exc_info=problem)
                return _problem(503, "turn_failed")

        return blueprint

    async def _receive(
        self, request: Request, handle: Callable[[UserMessage], Awaitable[Any]]
    ) -> HTTPResponse:
        given = request.headers.get("authorization", "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, self._expected):
            return _problem(401, "not_allowed")
        if len(request.body) > MAX_BYTES:
            return _problem(413, "too_large")
        try:
            incoming = Incoming.model_validate_json(request.body)
        except (ValidationError, ValueError):
            return _problem(422, "no_message")
        agent = getattr(request.app.ctx, "agent", None)
        if agent is None or not agent.is_ready():
            return _problem(503, "not_ready")
        store = sealed_store(agent)
        if store is None:
            log().critical("store.not_sealed", store=type(agent.tracker_store).__name__)
            return _problem(503, "not_sealed")
        # Two requests for one conversation at once (a retry while the first still runs) wait here.
        turn = self._turns.setdefault(incoming.conversation_id, asyncio.Lock())
        async with turn:
            return await self._turn(incoming, store, handle)

    async def _turn(
        self,
        incoming: Incoming,
        store: EncryptedTrackerStore,
        handle: Callable[[UserMessage], Awaitable[Any]],
    ) -> HTTPResponse:
        conversation_id, seq = incoming.conversation_id, incoming.seq
        try:
            answered = await store.prepare(conversation_id)
        except UnknownConversation:
            return _problem(404, "unknown_conversation")
        if answered is not None and seq <= answered.seq:
            if seq < answered.seq:
                return _problem(409, "answered_before")
            return response.json({"messages": answered.messages, "durable": True})
        owed = incoming.event is None
        turn = Delivery(conversation_id, seq, incoming.language, owed)
        token = delivery.current.set(turn)
        try:
            state = {
                "asking": store.asking(conversation_id),
                "choosing": store.choosing(conversation_id),
            }
            await handle(self._message(incoming, turn, state))
            answered = await store.prepare(conversation_id)
        except Exception as problem:
            store.discard(conversation_id)
            log().error("turn.not_durable", conversation=conversation_id, seq=seq, exc_info=problem)
            return _problem(503, "not_durable")
        finally:
            delivery.current.reset(token)
        if answered is None or answered.seq != seq:
            store.discard(conversation_id)
            log().error("turn.not_durable", conversation=conversation_id, seq=seq)
            return _problem(503, "not_durable")
        return response.json({"messages": answered.messages, "durable": True})

    @staticmethod
    def _message(incoming: Incoming, turn: Delivery, state: dict[str, Any]) -> UserMessage:
        metadata: dict[str, Any] = {"seq": incoming.seq, "language": incoming.language}
        text = _harmless(incoming.text or "")
        parse_data: dict[str, Any] | None = None
        if incoming.choice is not None:
            metadata["choice"] = incoming.choice.model_dump()
            about = incoming.choice.question == WHICH
            parse_data = _understood(text, "ask_concept" if about else "inform")
        elif incoming.event is not None:
            metadata["event"] = incoming.event
            text = ""
            parse_data = _understood(text, _INTENTS[incoming.event])
        else:
            metadata |= {name: value for name, value in state.items() if value}
        return UserMessage(
            text=text,
            output_channel=Replies(turn.messages),
            sender_id=incoming.conversation_id,
            parse_data=parse_data,
            input_channel=NAME,
            message_id=f"{incoming.conversation_id}-{incoming.seq}",
            metadata=metadata,
        )


def sealed_store(agent: Any) -> EncryptedTrackerStore | None:
    """The agent's encrypted store, with Rasa's fail-open wrapper taken off; None if it has none.

    Rasa puts a memory store in the place of one it cannot load, and falls back to memory when a
    save fails. Neither may happen here: what is not sealed and written is not answered.
    """
    store = agent.tracker_store
    if isinstance(store, FailSafeTrackerStore):
        store = store._tracker_store
    if not isinstance(store, EncryptedTrackerStore):
        return None
    if agent.tracker_store is not store:
        agent.tracker_store = store
        agent.processor.tracker_store = store
    return store


def _harmless(text: str) -> str:
    """Rasa takes a text that begins with a slash for an intent with slots; it must not."""
    return re.sub(r"^(\s*)[/／⁄]", "\\1\u2215", text)


def _understood(text: str, intent: str) -> dict[str, Any]:
    return {
        "text": text,
        "intent": {"name": intent, "confidence": 1.0},
        "entities": [],
        "in_scope": True,
    }


def _problem(status: int, code: str) -> HTTPResponse:
    body = {"type": "about:blank", "status": status, "title": code, "code": code}
    return response.text(json.dumps(body), status=status, content_type="application/problem+json")
