"""The result: assessment, product categories, illustration; and what is known so far."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import turn
from bot.services import presenting, rights


class ActionPresentResult(Action):
    """Assesses what is known and shows the result; an unchanged one only in a word."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_present_result"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        """Say the result; `assessed` lets the dialogue offer an advisor."""
        heard = turn.heard(tracker)
        conversation_id = await turn.conversation(tracker)
        again = heard.intent == "show_result"
        presented = await turn.call(
            presenting.present, turn.app(), conversation_id, heard.language, again=again
        )
        turn.say(dispatcher, presented.messages)
        return [SlotSet("outcome", "assessed" if presented.news else "ended")]


class ActionShowSummary(Action):
    """Shows what is known about the client so far; the last result, where that was asked for."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_show_summary"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        """Say it as a card."""
        heard, course = turn.heard(tracker), turn.course(tracker)
        if (about := await turn.about_result(dispatcher, tracker)) is not None:
            return about
        conversation_id = await turn.conversation(tracker)
        if heard.intent == "show_result":
            last = await turn.call(
                presenting.present, turn.app(), conversation_id, heard.language, again=True
            )
            turn.say(dispatcher, last.messages)
            return []
        shown = await turn.call(
            rights.show_summary, turn.app(), conversation_id, heard.language, course
        )
        turn.say(dispatcher, shown.messages)
        return []
