"""What a message says: values stated outright, options named or meant, corrections, consents."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.language import besides, profile
from bot.language.agreement import (
    affirm_or_deny,
    changes_mind,
    is_correction,
    is_question,
    is_request,
    wishes,
)
from bot.services import matching_words, wording
from bot.services.course import Pending
from bot.services.heard import ASKING, CONFIDENT, DIGRESSIONS
from bot.services.interviews import NEEDS, SEGMENT
from bot.services.settling import Settling
from bot.suitability.questionnaire import Question

HELP_AFTER = 2
"""Misunderstandings in a row after which the question is explained with an example."""
PERSON_AFTER = 3
"""Misunderstandings in a row after which a person is offered."""
RESEMBLES = 0.5
"""Cosine from which words that ask for nothing are taken for an answer before a digression."""


class Listening(Settling):
    """Reads the words of a message in the light of the question that is open."""

    def _words(self) -> bool:
        """Values that were stated outright, and answers that name their option."""
        question = self._asked()
        if question is None:
            literal = self._settle_in_words()
        elif question.kind == "consent":
            literal = self._consent_in_words(question)
        elif question.kind == "text":
            return self._contact(question)
        else:
            literal = False
        if question is not None and self._placed(question):
            return True
        stated, unsure = self._readings(question)
        if question is not None and not any(name == question.answer_id for name, _ in stated):
            literal = (
                self._literal(question) or (bool(stated) and self._clearly(question)) or literal
            )
        if stated and (literal or question is None or self._adds(stated, question)):
            self._volunteered(stated, question)
        elif stated:
            return False
        elif not literal and unsure is not None and question is not None:
            self.course = replace(self.course, pending=Pending(question.id, value=unsure), misses=0)
            return True
        return bool(stated) or literal

    def _placed(self, question: Question) -> bool:
        """A band that is chosen by its place: "the second one". A bare number is a value there."""
        bands = question.kind in ("amount", "number", "duration") and question.offered
        if not bands or self.heard.text.strip().isdecimal():
            return False
        if any(name == question.answer_id for name, _ in self._readings(question)[0]):
            return False  # 2个 is how many, not which
        match = matching_words.match(self.heard.text, question, by_meaning=False)
        if match.option is None or not (match.literal and match.whole):
            return False
        self._answer(question, match.options, how="words", repeat=True)
        return True

    def _literal(self, question: Question) -> bool:
        if question.kind not in ("single", "multiple"):
            return False
        if is_question(self.heard.text) and self.heard.intent in DIGRESSIONS:
            return False
        match = matching_words.match(self.heard.text, question, by_meaning=False)
        if match.options and match.literal:
            self._answer(question, match.options, how="words", repeat=True)
            return True
        return False

    def _adds(self, stated: list[tuple[str, Any]], question: Question) -> bool:
        """Whether what was stated answers the question or is new; known things are said in passing
        and must not stand in the way of an answer."""
        return any(n == question.answer_id or self._known(n) != v for n, v in stated)

    def _clearly(self, question: Question) -> bool:
        """An answer by its meaning, where that is clear."""
        if question.kind not in ("single", "multiple"):
            return False
        match = matching_words.match(self.heard.text, question)
        if not match.options:
            return False
        self._answer(question, match.options, how="meaning", repeat=True)
        return True

    def _resembles(self) -> bool:
        """Whether words that ask for nothing are near an option of the open question; then they
        are an answer to it, whatever else they sound like."""
        question, text = self._asked(), self.heard.text
        if question is None or question.kind not in ("single", "multiple"):
            return False
        if is_question(text) or is_request(text):
            return False
        match = matching_words.match(text, question)
        return bool(match.options) or any(c.score >= RESEMBLES for c in match.candidates)

    def _answered_beside(self) -> bool:
        """An option that stands beside a question of the client's own: "balanced. Also, is my data
        safe?" The question is answered too, before the next one is asked."""
        question, text = self._asked(), self.heard.text
        if question is None or question.kind not in ("single", "multiple"):
            return False
        rest = besides.told(text)
        if not rest or not is_question(text):
            return False
        match = matching_words.match(rest, question)
        if not match.options:
            return False
        how = "words" if match.literal else "meaning"
        self._answer(question, match.options, how=how, repeat=True)
        return True

    def _clearly_meant(self) -> bool:
        """Whether words that ask for nothing are clearly an option of the open question: 债基 may
        be asked about, but where the question is what was bought, it is the answer."""
        question, text = self._asked(), self.heard.text
        if question is None or question.kind not in ("single", "multiple"):
            return False
        if is_question(text) or is_request(text):
            return False
        return bool(matching_words.match(text, question).options)

    def _by_meaning(self) -> bool:
        """Free words that resemble an option: taken when clear, asked about when not."""
        question = self._asked()
        if question is None or question.kind not in ("single", "multiple"):
            return False
        if self._clearly(question):
            return True
        match = matching_words.match(self.heard.text, question)
        if match.agreement:
            self.course = self.course.say(self._say("utter_no_bare_yes"))
            self.course = replace(self.course, misses=self.course.misses + 1)
            return True
        if match.candidates and self.course.misses + 1 < PERSON_AFTER:
            likely = tuple(candidate.option for candidate in match.candidates)
            pending = Pending(question.id, options=likely)
            if len(likely) == 1 and match.candidates[0].score < RESEMBLES:
                return False  # one faint resemblance, read back, would put words in their mouth
            if len(likely) == 1:
                value: Any = question.value_of(likely[0])
                several = question.kind == "multiple"
                pending = Pending(question.id, value=[value] if several else value)
            if self.course.misses + 1 >= HELP_AFTER and question.help:
                self._explain_again("utter_not_understood_help")
            self.course = replace(self.course, pending=pending, misses=self.course.misses + 1)
            return True
        return False

    def _readings(
        self, question: Question | None, text: str | None = None
    ) -> tuple[list[tuple[str, Any]], Any]:
        """Sure profile values in the words (of the message, or of `text`), and an unsure one for
        the question that is asked."""
        asked = question.answer_id if question else None
        stated: dict[str, Any] = {}
        unsure = None
        for reading in profile.read(
            self.heard.text if text is None else text,
            language=self.language,
            asking=asked,
            today=self.app.now().date(),
            known_age=self._known_age(),
            currency=self._currency(),
            doubtful=self.heard.doubtful,
        ):
            name = {"need": NEEDS, "segment": SEGMENT}.get(reading.id, reading.id)
            known = wording.question_filling(self.questionnaire, name)
            if reading.negated or known is None or known.kind in ("consent", "text"):
                continue
            if name == NEEDS and not self._speaks_of_needs(question):
                continue
            worded = known.kind in ("single", "multiple") and known.measure is None
            if worded and self._said_in_passing(name, question):
                continue
            if known.measure == "percent" and question is not None and _speaks_percent(question):
                continue
            if reading.approximate:
                self.rough.add(name)
            if not reading.sure:
                if name == asked:
                    unsure = reading.value
            elif name == NEEDS:
                stated[NEEDS] = sorted({*stated.get(NEEDS, ()), *_several(reading.value)})
            else:
                stated[name] = reading.value
        if question is not None and asked in stated:
            stated[asked] = matching_words.reconciled(self.heard.text, question, stated[asked])
        return list(stated.items()), unsure

    def _known_age(self) -> int | None:
        """The client's age as it is known, for "until I turn 60"."""
        known = self._known("age")
        return known if isinstance(known, int) else None

    def _currency(self) -> str:
        """What a sum without a sign is in: the currency of the sums that were told, where all are
        in one; else yuan."""
        told = {
            value["currency"]
            for value in self.found.answers.values()
            if isinstance(value, dict) and "currency" in value
        }
        return str(told.pop()) if len(told) == 1 else "CNY"

    def _speaks_of_needs(self, question: Question | None) -> bool:
        """Whether a need in the words is one the client has. While another thing is asked, a word
        such as 发工资 or "research" is part of the answer, and only a stated wish adds a need."""
        if question is None or question.kind == "consent" or question.id in (NEEDS, SEGMENT):
            return True
        return not self.found.interview.needs or (
            self.heard.intent == "state_need"
            and self.heard.confidence >= CONFIDENT
            and wishes(self.heard.text)
        )

    def _said_in_passing(self, name: str, question: Question | None) -> bool:
        """Whether a word would change an answer that is known while another thing is asked. It is
        then a part of this answer ("sell sme", 做这行的): only a correction changes it."""
        if question is None or name in (NEEDS, question.answer_id):
            return False
        return self._known(name) is not None and not is_correction(self.heard.text)

    def _volunteered(self, stated: list[tuple[str, Any]], question: Question | None) -> None:
        former = self.found.answers
        if NEEDS in dict(stated):
            text = self.heard.text
            gone = question is not None and (changes_mind(text) or is_correction(text))
            known, told = self.found.interview.needs, set(dict(stated)[NEEDS])
            # Who gives up one goal for another may name both.
            merged = sorted((told - known or told) if gone else {*known, *told})
            stated = [(n, merged if n == NEEDS else v) for n, v in stated]
        news = [(n, v) for n, v in stated if self._known(n) != v]
        bands = {exact: band for band, exact in wording.MONTHS_OF.items()}
        changed = any(
            (n in former and former[n] != v) or former.get(bands.get(n, "")) is not None
            for n, v in news
        )
        self._record(stated, how="stated")
        if question is not None and any(n == question.answer_id for n, _ in stated):
            self.course = self.course.answering(question.id)
        else:
            self.course = replace(self.course, misses=0, pending=None)
        if news:
            self._echo("utter_changed" if changed else "utter_noted", news)

    def _answer_in_passing(self) -> bool:
        """Questions in the same message as an answer are answered before the next one is asked."""
        heard = self.heard
        asked = list(heard.also)
        if heard.intent in ASKING and heard.confidence >= CONFIDENT and is_question(heard.text):
            asked.insert(0, heard.intent)
        for intent in dict.fromkeys(asked):
            self.course = self.course.say(self._say(f"utter_on_{intent}"))
        return bool(asked)

    def _names_an_option(self, wholly: bool) -> bool:
        """Whether the words name an option of the open question (`wholly`: and nothing else)."""
        question = self._asked()
        if question is None or question.kind not in ("single", "multiple"):
            return False
        match = matching_words.match(self.heard.text, question, by_meaning=False)
        return bool(match.options) and match.literal and (match.whole or not wholly)

    def _pending(self) -> bool:
        """An answer to "is it this or that?"; anything else is looked at as usual."""
        pending = self.course.pending
        question = self._question(pending.question) if pending else None
        if pending is None or question is None:
            return False
        if pending.value is not None:
            said = affirm_or_deny(self.heard.text)
            if said is not None:
                self._settle_reading(said)
            return said is not None
        match = matching_words.match(self.heard.text, question, among=pending.options)
        if match.options and match.literal:
            self._answer(question, match.options, how="words")
            return True
        return False


def _speaks_percent(question: Question) -> bool:
    """Whether the options of a question without a measure are told apart by percentages: those in
    an answer then say which option is meant, and nothing about the client beside it."""
    told = any("%" in label for option in question.options for label in option.label.values())
    return question.measure is None and told


def _several(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
