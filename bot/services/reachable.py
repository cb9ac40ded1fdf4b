"""How the client can be reached, told without having been asked; an answer beside it counts too."""

from __future__ import annotations

from dataclasses import replace

from bot.services import asking, interviews, matching_words, while_waiting
from bot.services.app import App
from bot.services.asking import Asked
from bot.services.course import Course
from bot.services.heard import Heard
from bot.services.redirecting import Redirecting
from bot.suitability.questionnaire import Question


class Reachable(Redirecting):
    """Takes in addresses and times that nobody asked for."""

    def tells_how_to_reach(self) -> bool:
        """Whether the message says how the client can be reached, which was not asked; an answer
        beside it is taken too."""
        question = self._asked()
        if question is not None and question.kind == "text":
            return False
        news = while_waiting.told(self.app, self.heard, self.course)
        if not news:
            return False
        noted = while_waiting.note(self.app, self.work, self.found, self.heard, self.course, news)
        if noted is None:
            return False
        self.reached = True
        self.course = replace(noted[0], misses=0).say(noted[1])
        self._answered_beside_an_address(question)
        return True

    def _answered_beside_an_address(self, question: Question | None) -> None:
        rest = while_waiting.without_addresses(self.app, self.heard.text)
        stated, _ = self._readings(question, rest)
        if stated:
            self._volunteered(stated, question)
        elif question is not None and question.kind in ("single", "multiple"):
            match = matching_words.match(rest, question, by_meaning=False)
            if match.options and match.literal:
                self._answer(question, match.options, how="words", repeat=True)


def reached(
    app: App, conversation_id: str, heard: Heard, course: Course, *, ask: bool = True
) -> Asked | None:
    """Take in, outside the questionnaire, how the client can be reached; None where they say no
    such thing. With `ask`, the consent that is due is asked for at once; otherwise what to say
    stays in the course. Raises Gone when the client was erased."""
    with app.records.begin() as work:
        found = interviews.dossier(app, work, conversation_id, course)
        turn = Reachable(found.app, work, found, heard, course)
        if not turn.tells_how_to_reach():
            return None
        due = while_waiting.consent_due(found, turn.course)
    course = turn.course
    if not ask:
        return Asked((), course)
    if due is not None:
        return asking.ask(app, conversation_id, heard.language, course)
    said = tuple({"text": text} for text in course.preface)
    return Asked(said, replace(course, preface=()))
