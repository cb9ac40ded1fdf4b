"""A goal given up for another, or given up, while something else is asked."""

from __future__ import annotations

import re

from bot.language.agreement import changes_mind, corrected_to, is_question, wishes
from bot.language.normal import fold
from bot.services import matching_words, wording
from bot.services.correcting import Correcting
from bot.services.interviews import NEEDS
from bot.suitability.questionnaire import Question

_ABOUT_GOALS = frozenset({"state_need", "correct_answer", "inform"})
_NO_MORE = re.compile(
    r"(?:不|别)[^，。,.]{0,6}了(?:$|[，。,.!！吧])|先(?:不|别)|算了"
    r"|\b(?:no longer|any ?more|forget|drop|never ?mind|scrap|leave out)\b"
)
"""Words by which a goal that is named is given up."""
_GOALS = frozenset({NEEDS, "objective", "goal_amount"})
"""Questions by whose names a client may mean what they came for."""
_IN_PASSING = frozenset({"investing", "cash_management"})
"""Needs that an answer about what the client buys or keeps may name: 不买股票了 gives none up."""


class Redirecting(Correcting):
    """Takes in that the client came for something else after all."""

    def _changes_the_goal(self) -> bool:
        """ "It's not for college, I want to buy a home", whatever is asked just now: the needs
        change. Where nothing takes the place of what is given up, the needs are asked again."""
        text, known, question = self.heard.text, self.found.interview.needs, self._asked()
        if not known or is_question(text) or (question is not None and question.id == NEEDS):
            return False
        if question is not None and (question.kind == "text" or self._clearly_meant()):
            return False
        if question is not None and self._answers_with_a_value(question):
            return False
        named = matching_words.question_named(text, self.questionnaire)
        if named is not None and named.id not in _GOALS and not changes_mind(text):
            return False  # 收入来源我记错了，是养老金 is about the income
        told, denied = self._needs_in(text)
        if not (wishes(text) or changes_mind(text)):
            told -= _IN_PASSING - known
        if not told - known and changes_mind(text):
            told |= self._goal_by_meaning() - denied
        if not told - known and _NO_MORE.search(fold(text)):
            denied, told = (told | denied) - _IN_PASSING, set()
        if not (self._gives_up() or denied & known) or not (told - known or denied & known):
            return False
        after = (known | told) - denied if denied & known else self._needs_after(told, denied)
        if after == known:
            return False
        if after:
            stated = [one for one in self._readings(question)[0] if one[0] != NEEDS]
            self._take_in([(NEEDS, sorted(after)), *stated], question)
            return True
        asked = self._question(NEEDS)
        assert asked is not None  # every questionnaire begins with them
        self._reopen(asked)
        self.course = self.course.say(self._say("utter_reopened", label=asked.label[self.language]))
        return True

    def _answers_with_a_value(self, question: Question) -> bool:
        """Whether the words state what is asked: "there's 620k that I could invest" is a sum."""
        own = (question.answer_id, wording.MONTHS_OF.get(question.answer_id))
        return any(one.id in own and not one.negated for one in self._read(question.answer_id))

    def _goal_by_meaning(self) -> set[str]:
        """The needs behind words of a change that name none outright: "let's make it retirement
        instead"; none where the message says something else of the client."""
        asked, heard = self._question(NEEDS), self.heard
        if asked is None or heard.intent not in _ABOUT_GOALS or self._readings(self._asked())[0]:
            return set()
        return set(matching_words.match(corrected_to(heard.text) or heard.text, asked).options)
