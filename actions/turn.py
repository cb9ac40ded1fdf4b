"""What every action needs: the services, the message as it was understood, a way to speak."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeVar

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.language import script
from bot.services import asides, reachable, shell
from bot.services.app import App, open_app
from bot.services.course import Course
from bot.services.heard import ANSWERED, Heard

T = TypeVar("T")


@lru_cache(maxsize=1)
def app() -> App:
    """The services of this process, opened once."""
    return open_app()


async def call(service: Callable[..., T], *arguments: Any, **named: Any) -> T:
    """Run a service off the event loop: its database calls would hold up every other turn."""
    return await asyncio.to_thread(service, *arguments, **named)


def heard(tracker: Tracker) -> Heard:
    """The client's latest message as the engine understood it."""
    message = tracker.latest_message or {}
    metadata = message.get("metadata") or {}
    text = message.get("text") or ""
    told = message.get("told") or {}
    intent = message.get("intent") or {}
    choice = metadata.get("choice")
    options = choice["option"] if choice else ()
    return Heard(
        seq=int(metadata.get("seq") or _count(tracker)),
        language=metadata.get("language") or script.detect(text),
        intent=intent.get("name") or "",
        confidence=float(intent.get("confidence") or 0.0),
        text="" if choice or metadata.get("event") else told.get("text") or text,
        typed="" if choice or metadata.get("event") else text,
        doubtful=tuple((start, end) for start, end in told.get("doubtful") or ()),
        choice=(choice["question"], (options,) if isinstance(options, str) else tuple(options))
        if choice
        else None,
        event=metadata.get("event"),
        also=tuple(one for one in message.get("also") or () if one in ANSWERED),
        entries=tuple(
            one["entry"] for one in (message.get("knowledge") or {}).get("entries") or ()
        ),
    )


def course(tracker: Tracker) -> Course:
    """Where the conversation stood before this message."""
    return Course.from_slot(tracker.get_slot("course"))


async def conversation(tracker: Tracker) -> str:
    """The conversation's id; one that was begun in a developer's shell is made on first sight."""
    conversation_id: str = tracker.sender_id
    await call(shell.ensure, app(), conversation_id, language=heard(tracker).language)
    return conversation_id


async def about_result(
    dispatcher: CollectingDispatcher, tracker: Tracker
) -> list[EventType] | None:
    """Answer what is said about the client's own result, or about reaching them; None where it is
    something else."""
    state = course(tracker)
    message = heard(tracker)
    conversation_id = await conversation(tracker)
    aside = await call(asides.respond, app(), conversation_id, message, state)
    if aside is not None:
        say(dispatcher, aside.messages)
        return [keep(aside.course)]
    if tracker.active_loop.get("name"):
        return None
    told = await call(reachable.reached, app(), conversation_id, message, state)
    if told is None:
        return None
    say(dispatcher, told.messages)
    return [keep(told.course)]


def say(dispatcher: CollectingDispatcher, messages: Iterable[Mapping[str, Any]]) -> None:
    """Say messages: text with whatever goes with it (a question, a card, an effect)."""
    for message in messages:
        extra = {name: part for name, part in message.items() if name != "text"}
        dispatcher.utter_message(text=message.get("text"), json_message=extra or None)


def say_reply(dispatcher: CollectingDispatcher, name: str, language: str, **values: object) -> None:
    """Say one reply of data/replies."""
    dispatcher.utter_message(text=app().rulebook.replies.text(name, language, **values))


def keep(state: Course) -> EventType:
    """Remember where the conversation stands."""
    return SlotSet("course", state.to_slot())


def _count(tracker: Tracker) -> int:
    return sum(1 for event in tracker.events if event.get("event") == "user")
