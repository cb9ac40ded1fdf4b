"""Questions in the middle: answered, and then back to where the talk was."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import turn
from bot.language.agreement import language_wished
from bot.services import explaining, knowledge, presenting
from bot.services.course import Course
from bot.services.heard import Heard


class ActionAnswerQuestion(Action):
    """Answers a general question, declines kindly, or returns a courtesy."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_answer_question"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        """Say the reply to the intent, then to what is asked beside it."""
        heard, course = turn.heard(tracker), turn.course(tracker)
        if (about := await turn.about_result(dispatcher, tracker)) is not None:
            return about
        kept = await self._answer(dispatcher, tracker, heard, course)
        for intent in heard.also:
            turn.say_reply(dispatcher, f"utter_on_{intent}", heard.language)
        return [] if kept is None else [turn.keep(kept)]

    async def _answer(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, heard: Heard, course: Course
    ) -> Course | None:
        """Say what the knowledge base has, else one reply; once there is a result, what suits the
        client is in it. Gives the course where it has changed."""
        if heard.intent == "ask_recommendation":
            conversation_id = await turn.conversation(tracker)
            shown = await turn.call(
                presenting.suitable_again, turn.app(), conversation_id, heard.language
            )
            if shown is not None:
                turn.say(dispatcher, [shown])
                return None
        if heard.intent == "ask_concept" or explaining.asks_meaning(heard.text):
            conversation_id = await turn.conversation(tracker)
            meant = await turn.call(
                explaining.word_of_question, turn.app(), conversation_id, heard, course
            )
            if meant is not None:
                dispatcher.utter_message(text=meant)
                return None
        if heard.intent == "ask_how_long" and tracker.active_loop.get("name") == "intake_form":
            conversation_id = await turn.conversation(tracker)
            left = await turn.call(explaining.questions_left, turn.app(), conversation_id, course)
            if left is not None:
                turn.say_reply(dispatcher, "utter_questions_left", heard.language, left=left)
                return None
        if heard.intent == "ask_language" and language_wished(heard.text) == heard.language:
            turn.say_reply(dispatcher, "utter_language", heard.language)
            return None
        known = knowledge.respond(turn.app(), heard, course)
        if known is not None:
            turn.say(dispatcher, known.messages)
            return known.course
        nothing_asked = heard.intent == "ask_repeat" and not tracker.active_loop.get("name")
        reply = "utter_no_open_question" if nothing_asked else f"utter_on_{heard.intent}"
        turn.say_reply(dispatcher, reply, heard.language)
        return None


class ActionExplainQuestion(Action):
    """Says why the open question is asked, or what it means."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_explain_question"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        """Explain the question that waits for an answer."""
        heard, course = turn.heard(tracker), turn.course(tracker)
        if (about := await turn.about_result(dispatcher, tracker)) is not None:
            return about
        conversation_id = await turn.conversation(tracker)
        text = await turn.call(explaining.explain, turn.app(), conversation_id, heard, course)
        dispatcher.utter_message(text=text)
        return []


class ActionDefaultFallback(Action):
    """Takes the place of Rasa's own fallback, which would undo the client's message."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_default_fallback"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        """Say that nothing is open, and what to do."""
        turn.say_reply(dispatcher, "utter_no_open_question", turn.heard(tracker).language)
        return []
