"""Arranging an advisor: the form that offers one, and the request itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import turn
from bot.services import advisor_requests, arrangement, reachable, while_waiting

REASONS = {
    "ask_human": "asked_for_human",
    "complain": "complaint",
    "distress": "distress",
    "report_scam": "suspected_fraud",
}
"""Why a person is wanted, by the intent that asked for one; else the client took up the offer."""


class ValidateHandoffForm(Action):
    """Takes in what the client says to the offer of an advisor."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "validate_handoff_form"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        """Keep the form going, end it with its outcome, or leave a digression to the rules."""
        heard, course = turn.heard(tracker), turn.course(tracker)
        conversation_id = await turn.conversation(tracker)
        arranged = await turn.call(arrangement.take, turn.app(), conversation_id, heard, course)
        if arranged.digress:
            return []
        turn.say(dispatcher, arranged.messages)
        events = [turn.keep(arranged.course)]
        if arranged.outcome == "asking":
            going_on = {"arrangement": None, "outcome": None, "requested_slot": "arrangement"}
            return [*events, *(SlotSet(name, value) for name, value in going_on.items())]
        return [*events, SlotSet("requested_slot", None), SlotSet("outcome", arranged.outcome)]


class ActionAskArrangement(Action):
    """Asks the next thing that has to be known before an advisor is asked for."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_ask_arrangement"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        """Say the question, and remember that it waits for an answer."""
        heard, course = turn.heard(tracker), turn.course(tracker)
        course = course.moved_on(heard.seq)
        conversation_id = await turn.conversation(tracker)
        asked = await turn.call(
            arrangement.ask, turn.app(), conversation_id, heard.language, course
        )
        turn.say(dispatcher, asked.messages)
        return [turn.keep(asked.course)]


class ActionRequestAdvisor(Action):
    """Asks for a person, and tells the client at once what happens next."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_request_advisor"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        """Open the handoff, or say where the open one stands."""
        heard, course = turn.heard(tracker), turn.course(tracker)
        conversation_id = await turn.conversation(tracker)
        called_off = await turn.call(while_waiting.call_off, turn.app(), conversation_id, heard)
        if called_off is not None:
            turn.say(dispatcher, [{"text": called_off}])
            return []
        reason = REASONS.get(heard.intent)
        if reason is None:
            reason = await turn.call(advisor_requests.reason, turn.app(), conversation_id)
        requested = await turn.call(
            advisor_requests.request, turn.app(), conversation_id, heard, reason
        )
        turn.say(dispatcher, requested)
        loop = tracker.active_loop.get("name")
        told = await turn.call(
            reachable.reached, turn.app(), conversation_id, heard, course, ask=loop is None
        )
        if told is not None:
            turn.say(dispatcher, told.messages)
            course = told.course
        course = arrangement.requested(turn.app(), course)
        # The form looks at this very message again: it is no answer to what it asked.
        if loop:
            seen = max(course.seen, heard.seq)
            course = replace(course.moved_on(heard.seq), seen=seen)
        if loop == "intake_form":
            waiting = turn.app().rulebook.replies.text("utter_while_waiting", heard.language)
            course = course.say(waiting)
        return [turn.keep(course)]
