"""The questionnaire's form: one validation action takes the answers, one asks the next question."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import turn
from bot.services import asking, intake, rights


class ValidateIntakeForm(Action):
    """Takes in what the client said; leaves digressions to the rules by changing no slot."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "validate_intake_form"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        """Store the answers; keep the form going or end it with its outcome."""
        heard, course = turn.heard(tracker), turn.course(tracker)
        conversation_id = await turn.conversation(tracker)
        taken = await turn.call(intake.take, turn.app(), conversation_id, heard, course)
        if taken.erase:
            last_words = await turn.call(
                rights.erasing, turn.app(), conversation_id, heard.language
            )
            turn.say(dispatcher, [last_words])
            return [turn.keep(taken.course), *_end("ended")]
        if taken.digress:
            return []
        turn.say(dispatcher, taken.messages)
        outcome = await turn.call(asking.standing, turn.app(), conversation_id, taken.course)
        if taken.aside and outcome == "complete":
            return [turn.keep(taken.course), *_end("ended")]
        privacy = await turn.call(intake.may_keep_words, turn.app(), conversation_id)
        events = [turn.keep(taken.course), SlotSet("privacy", privacy)]
        if outcome == "asking":
            going_on = {"answer": None, "outcome": None, "requested_slot": "answer"}
            return [*events, *(SlotSet(name, value) for name, value in going_on.items())]
        turn.say(dispatcher, [{"text": text} for text in taken.course.preface])
        ended = intake.at_the_end(taken.course, declined=outcome == "declined")
        return [*events[1:], turn.keep(ended), *_end(outcome)]


class ActionAskAnswer(Action):
    """Asks the next question of the questionnaire."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_ask_answer"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        """Say the question with its options, and remember that it waits for an answer."""
        heard, course = turn.heard(tracker), turn.course(tracker)
        course = course.moved_on(heard.seq)
        conversation_id = await turn.conversation(tracker)
        asked = await turn.call(asking.ask, turn.app(), conversation_id, heard.language, course)
        turn.say(dispatcher, asked.messages)
        return [turn.keep(asked.course)]


def _end(outcome: str) -> list[dict[str, Any]]:
    return [SlotSet("requested_slot", None), SlotSet("outcome", outcome)]
