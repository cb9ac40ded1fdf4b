"""The client's rights over their data: withdraw, see, erase."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import turn
from bot.services import rights


class ActionHandleDataRequest(Action):
    """Does what the client asks about their data; erasure only after a second, clear yes."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_handle_data_request"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        """Withdraw, show, or ask whether to erase."""
        heard, course = turn.heard(tracker), turn.course(tracker)
        conversation_id = await turn.conversation(tracker)
        if heard.intent == "erase_my_data":
            done = await turn.call(
                rights.ask_whether_to_erase, turn.app(), conversation_id, heard, course
            )
        elif heard.intent == "revoke_consent":
            done = await turn.call(rights.withdraw, turn.app(), conversation_id, heard, course)
        else:
            done = await turn.call(rights.show, turn.app(), conversation_id, heard.language, course)
        turn.say(dispatcher, done.messages)
        events = [turn.keep(done.course)]
        if heard.intent == "revoke_consent":
            events.append(SlotSet("privacy", False))
        return events
