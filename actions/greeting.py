"""Opening, greeting and welcoming back."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import turn
from bot.services import returning


class ActionGreet(Action):
    """Says who speaks: a machine, and whose; later greetings are only returned."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_greet"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        """Greet in full at the opening, in a word afterwards."""
        heard = turn.heard(tracker)
        await turn.conversation(tracker)
        first = heard.event == "open" or tracker.get_slot("course") is None
        reply = "utter_greeting" if first else "utter_greet_again"
        turn.say_reply(dispatcher, reply, heard.language)
        return []


class ActionResume(Action):
    """Welcomes a client back, from an advisor or from a pause."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_resume"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        """Say where the talk goes on."""
        heard = turn.heard(tracker)
        back = "utter_welcome_back_from_advisor" if heard.event else "utter_welcome_back"
        turn.say_reply(dispatcher, back, heard.language)
        return []


class ActionRecogniseClient(Action):
    """Lets somebody who was here before show it: asks for an address, then for the code."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_recognise_client"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        """Say what comes next; address and code themselves never come here."""
        heard, course = turn.heard(tracker), turn.course(tracker)
        await turn.conversation(tracker)
        answered = await turn.call(returning.answer, turn.app(), heard, course)
        turn.say(dispatcher, answered.messages)
        return [turn.keep(answered.course)]
