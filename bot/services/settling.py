"""What settles a question of the dialogue itself: a consent, the summary, answers that differ."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.language import profile
from bot.language.agreement import affirm_or_deny, finds_fault, is_correction, is_question
from bot.services import matching_words, wording
from bot.services.answering import Answering
from bot.services.course import CHANGE, CONTRADICTION, DIFFERS, SUMMARY
from bot.services.heard import CONFIDENT, DIGRESSIONS
from bot.suitability.questionnaire import Question

_BOTH = re.compile(
    r"都(?:是|对|没错|不改)|不改|没有?错|\b(?:both|keep|neither needs)\b", re.IGNORECASE
)
"""Words by which a client stands by two answers that do not fit together."""


_THEN = re.compile(
    r"之前|以前|原来|原先|上次|旧|老的|第一个|\b(?:old|before|former|previous|earlier|then|first)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"这次|现在|刚才|刚刚|新|第二个|今天|\b(?:new|now|today|latest|just now|second|this time)\b",
    re.IGNORECASE,
)
"""Words by which a client chooses between what they said then and what they say now."""


class Settling(Answering):
    """Reads the answer to what the assistant itself asks, in words instead of by a button."""

    def _consent_in_words(self, question: Question) -> bool:
        said = affirm_or_deny(self.heard.text)
        if said is None:
            match = matching_words.match(self.heard.text, question, by_meaning=False)
            if not (match.options and match.literal and match.whole):
                return False  # consent is never read out of a sentence about something else
            said = match.options[0] == "accept"
        self._decide(question, said, method="words")
        return True

    def _settle_in_words(self) -> bool:
        asking = self.course.asking or ""
        if asking == SUMMARY:
            said, fault = affirm_or_deny(self.heard.text), finds_fault(self.heard.text)
            if said is None and fault:
                return self._fault_in_words()
            said = True if fault is False else said  # "no errors" is no "no"
            if said is not None:
                self._settle_summary(said)
            return said is not None
        if asking == CHANGE:
            return self._change_in_words()
        if asking.startswith(CONTRADICTION):
            return self._contradiction_in_words(asking)
        if asking.startswith(DIFFERS) and self.course.differing:
            return self._difference_in_words(asking)
        return False

    def _fault_in_words(self) -> bool:
        """ "Something is wrong": which answer is asked, where it is not named; one that is named
        is opened again. False where the right value is told as well."""
        named = matching_words.question_named(self.heard.text, self.questionnaire)
        if profile.read(self.heard.text, language=self.language, now_year=0):
            return False
        if named is None or not self._knows(named):
            self._settle_summary(False)
            return True
        if any(name == named.answer_id for name, _ in self._stated(named)):
            return False
        self._reopen(named)
        label = wording.for_client(named, self._client()).label[self.language]
        self.course = self.course.say(self._say("utter_reopened", label=label))
        return True

    def _change_in_words(self) -> bool:
        """ "My income": the answer that is to be changed is opened; "nothing after all" goes back
        to the summary, "it's all right" confirms it."""
        named = matching_words.question_named(self.heard.text, self.questionnaire)
        if named is not None and self._knows(named) and not is_correction(self.heard.text):
            if any(name == named.answer_id for name, _ in self._stated(named)):
                return False  # the new value is told as well
            self._reopen(named)
            return True
        said = affirm_or_deny(self.heard.text)
        if said:
            self._settle_summary(True)
        elif said is False:
            self.course = replace(self.course, asking=SUMMARY)
        return said is not None

    def _stated(self, question: Question) -> list[tuple[str, object]]:
        read = profile.read(
            self.heard.text, language=self.language, asking=question.answer_id, now_year=0
        )
        return [(one.id, one.value) for one in read]

    def _difference_in_words(self, asking: str) -> bool:
        then, now = (bool(words.search(self.heard.text)) for words in (_THEN, _NOW))
        if then != now:
            self._settle_difference(asking, now)
        return then != now

    def _contradiction_in_words(self, asking: str) -> bool:
        """ "Both" keeps both; naming one reopens it; anything else that is no digression is the
        client's explanation, kept as evidence for the advisor (SEC guidance 2017-02)."""
        text, heard = self.heard.text, self.heard
        if affirm_or_deny(text) or _BOTH.search(text):
            self._settle_contradiction(asking, "keep")
            return True
        if is_correction(text) or profile.read(text, language=self.language, now_year=0):
            return False
        if is_question(text) or (heard.confidence >= CONFIDENT and heard.intent in DIGRESSIONS):
            return False
        self._settle_contradiction(asking, "explained")
        return True
