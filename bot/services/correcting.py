"""Corrections: of a value that is named, of a slip in the same breath, or of "the horizon"."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.language.agreement import corrected_to, is_correction
from bot.language.normal import fold
from bot.services import matching_words, wording
from bot.services.converting import Converting
from bot.services.course import CHANGE, SUMMARY, Pending
from bot.services.heard import CONFIDENT
from bot.suitability.questionnaire import Question

_SAID_BEFORE = re.compile(
    r"(?:刚才|刚刚|之前|前面|先前)[^，。,.]{0,6}(?:说|填|选|写)|我说(?:的是|了|过)"
    r"|(?:刚才|刚刚|之前|前面)的"
    r"|\bi (?:said|told you|wrote|put|chose)\b|\bearlier\b|\bjust now\b|\ba (?:moment|minute) ago\b"
)
"""Words by which a client speaks of an answer they gave before."""
_LAST = re.compile(r"上一?[题个]|\b(?:last|previous) (?:one|answer|question)\b")
"""Words by which they speak of the answer they gave last."""
_UNIT = re.compile(r"\b(?:years?|yrs?|months?|mths?|weeks?)\b|年|个?月|周")
_MERE_NUMBER = re.compile(
    r"(?:about |maybe |more like )?(?:[0-9.]+|[a-z]+(?:[- ][a-z]+)?|[一二两三四五六七八九十半]+)"
)


def _with_its_unit(text: str, meant: str) -> str:
    """A mere number behind a correction, with the unit of the one it stands for: "three years,
    actually four" → "four years"."""
    bare = meant.strip(" ,，.。!！吧")
    units = _UNIT.findall(text[: text.rindex(meant)]) if meant and meant in text else []
    if not units or _UNIT.search(bare) or not _MERE_NUMBER.fullmatch(bare):
        return meant
    return f"{bare} {units[-1]}" if units[-1].isascii() else bare + units[-1]


class Correcting(Converting):
    """Takes in what a message takes back, and what it puts in its place."""

    def _correction(self) -> bool:
        """A value that is named to be changed: with its new option in the words, or opened again.

        New amounts, times and the like are left to the readings.
        """
        heard = self.heard
        if not (is_correction(heard.text) or self._means_to_correct()):
            return False
        question = matching_words.question_named(heard.text, self.questionnaire)
        if question is None:
            question = self._question_said_before()
        if question is None or question.id == self.course.asking:
            return False
        if self._changed_to(question, corrected_to(heard.text) or heard.text):
            return True
        stated, _ = self._readings(question)
        if any(name == question.answer_id for name, _ in stated):
            return False
        if question.kind in ("single", "multiple"):
            match = matching_words.match(heard.text, question, by_meaning=False)
            if match.options and match.literal:
                self._answer(question, match.options, how="words", repeat=True)
                return True
        if not self._knows(question) or self._changes_another(question):
            return False
        self._reopen_named()
        return True

    def _corrects_the_last(self) -> bool:
        """Whether the answer given last is set right, unnamed, while the next thing is asked:
        "sorry, I got that last one wrong, I'd hold"."""
        text = fold(self.heard.text)
        behind = corrected_to(text)
        last = _LAST.search(text) is not None
        if not behind or not is_correction(text) or not (last or _SAID_BEFORE.search(text)):
            return False
        named = matching_words.question_named(text, self.questionnaire)
        answered = [one for one in self.course.answered if one != self.course.asking]
        question = self._question(answered[-1]) if answered else None
        if question is None or (named is not None and self._knows(named)):
            return False
        if not self._changed_to(question, behind):
            if not last or question.kind in ("consent", "text"):
                return False
            self._reopen(question)
            label = wording.for_client(question, self._client()).label[self.language]
            self.course = self.course.say(self._say("utter_reopened", label=label))
        return True

    def _changes_another(self, named: Question) -> bool:
        """Whether a new value of something else is stated beside the name: "the goal is 240k, not
        250k" is about its amount."""
        own = (named.answer_id, wording.MONTHS_OF.get(named.answer_id))
        stated, _ = self._readings(self._asked())
        known = self.found.answers
        return any(n not in own and n in known and known[n] != v for n, v in stated)

    def _question_said_before(self) -> Question | None:
        """The question whose answer a correction repeats: "sorry, I said four years, but it should
        be three and a half"."""
        text = fold(self.heard.text)
        behind = corrected_to(text)
        if not _SAID_BEFORE.search(text) or not behind:
            return None
        former = text[: text.rindex(behind)]
        for name in reversed(self.course.answered):
            question = self._question(name)
            if question is None or question.kind in ("consent", "text"):
                continue
            own = (question.answer_id, wording.MONTHS_OF.get(question.answer_id))
            stated = [(n, v) for n, v in self._readings(question, former)[0] if n in own]
            if stated and any(self.found.answers.get(n) == v for n, v in stated):
                return question
        return None

    def _means_to_correct(self) -> bool:
        """Whether a message without a word of correction sounds like one, and is no answer to what
        is asked (就算没收入，撑5个月可以 is one about the reserve)."""
        heard, question = self.heard, self._asked()
        if heard.intent != "correct_answer" or heard.confidence < CONFIDENT:
            return False
        if question is None:
            return True
        return not any(name == question.answer_id for name, _ in self._readings(question)[0])

    def _changed_to(self, question: Question, text: str) -> bool:
        """Whether the words behind a correction answer the question that was named in it; they are
        read as if it had just been asked."""
        if not text or question.kind in ("consent", "text"):
            return False
        text = matching_words.without_name(text, question)
        stated, unsure = self._readings(question, text)
        own = (question.answer_id, wording.MONTHS_OF.get(question.answer_id))
        if values := [(name, value) for name, value in stated if name in own]:
            self._volunteered(values, self._asked())
            return True
        if question.kind in ("single", "multiple"):
            match = matching_words.match(text, question)
            if match.options:
                how = "words" if match.literal else "meaning"
                self._answer(question, match.options, how=how, repeat=True)
                return True
        if unsure is not None:
            self.course = replace(self.course, pending=Pending.whether(question, unsure), misses=0)
        return unsure is not None

    def _restated(self) -> bool:
        """A slip set right in the same breath ("half, no wait, none"): what comes last holds, and
        where that is not clear it is asked about; what was taken back is never the answer."""
        question, text = self._asked(), self.heard.text
        if question is None or question.kind in ("consent", "text") or not is_correction(text):
            return False
        meant = corrected_to(text)
        if question.kind == "duration" or question.measure == "months":
            meant = _with_its_unit(fold(text), meant)
        if self._question_said_before() is not None:
            return False
        if self._needs_in(meant)[0] - self.found.interview.needs:
            return False  # "actually, we also want to…" tells a need
        named = matching_words.question_named(text, self.questionnaire)
        if not meant or (named not in (None, question) and not self._names_an_option(False)):
            return False
        stated, _ = self._readings(question, meant)
        own = (question.answer_id, wording.MONTHS_OF.get(question.answer_id))
        if values := [(name, value) for name, value in stated if name in own]:
            self._volunteered(values, question)
            return True
        if question.kind not in ("single", "multiple"):
            return False
        match = matching_words.match(meant, question)
        if match.options:
            how = "words" if match.literal else "meaning"
            self._answer(question, match.options, how=how, repeat=True)
            return True
        return self._ask_which(question, tuple(one.option for one in match.candidates))

    def _ask_which(self, question: Question, likely: tuple[str, ...]) -> bool:
        """Ask back where words behind a correction are near some options; False where near none
        and nothing was named before them either."""
        if not likely:
            if not self._names_an_option(False):
                return False
            self.course = self.course.say(self._say("utter_not_understood"))
            pending = None
        elif len(likely) == 1:
            pending = Pending.whether(question, question.value_of(likely[0]))
        else:
            pending = Pending(question.id, options=likely)
        self.course = replace(self.course, pending=pending, misses=self.course.misses + 1)
        return True

    def _reopen_named(self) -> None:
        """ "Change my horizon" without a value: open the question that is named, or ask which."""
        question = matching_words.question_named(self.heard.text, self.questionnaire)
        if question is None or not self._knows(question):
            if self.course.asking in (SUMMARY, CHANGE):
                self._settle_summary(False)
            else:
                self.course = self.course.say(self._say("utter_which_answer"))
            return
        self._reopen(question)
        label = wording.for_client(question, self._client()).label[self.language]
        self.course = self.course.say(self._say("utter_reopened", label=label))

    def _names_a_change(self) -> bool:
        text = self.heard.text
        if not is_correction(text):
            return False
        return matching_words.question_named(text, self.questionnaire) is not None

    def _would_correct(self, intent: str) -> bool:
        """Whether a message wants an earlier answer changed. Without a question's name, words that
        only sound like a correction may as well answer what is asked."""
        text = self.heard.text
        if intent != "correct_answer" and not is_correction(text):
            return False
        named = matching_words.question_named(text, self.questionnaire)
        return named is not None or self._asked() is None or not self._resembles()
