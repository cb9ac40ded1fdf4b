"""The actions of the small assistant the engine is tested with."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher


class Hello(Action):
    """Says hello with a question and a card, all in one message."""

    def name(self) -> str:
        return "action_hello"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list:
        language = (tracker.latest_message.get("metadata") or {}).get("language")
        text = "您好" if language == "zh" else "Hello"
        question = {"id": "privacy", "kind": "consent", "step": 1, "of": 2, "options": []}
        dispatcher.utter_message(text=text, json_message={"question": question})
        dispatcher.utter_message(text="1\n\n2", json_message={"card": {"type": "summary"}})
        return [SlotSet("course", {"asking": "annual_income", "held": ["SECRET-HELD"]})]


class Agree(Action):
    """The client agrees to the privacy notice."""

    def name(self) -> str:
        return "action_agree"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list:
        dispatcher.utter_message(text="agreed")
        return [SlotSet("privacy", True)]


class Hear(Action):
    """Keeps what was said, and counts how often it ran."""

    ran = 0

    def name(self) -> str:
        return "action_hear"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list:
        Hear.ran += 1
        message = tracker.latest_message
        choice = (message.get("metadata") or {}).get("choice")
        dispatcher.utter_message(text=f"heard {choice['option'] if choice else message['text']}")
        return [SlotSet("heard", {"text": message["text"], "before": tracker.get_slot("heard")})]


class Break(Action):
    """Fails, with the client's words in its exception."""

    def name(self) -> str:
        return "action_break"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list:
        raise RuntimeError(f"cannot bear {tracker.latest_message['text']}")
