"""What a message says: values stated outright, options named or meant, corrections, consents."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from bot.language import besides
from bot.language.agreement import (
    affirm_or_deny,
    changes_mind,
    is_correction,
    is_question,
    is_request,
    wishes,
)
from bot.language.normal import fold
from bot.services import interviews, matching_words, wording
from bot.services.course import Held, Pending
from bot.services.heard import ASKING, CONFIDENT, DIGRESSIONS
from bot.services.hearing import Hearing
from bot.services.interviews import NEEDS, SEGMENT
from bot.suitability.questionnaire import Question

HELP_AFTER = 2
"""Misunderstandings in a row after which the question is explained with an example."""
PERSON_AFTER = 3
"""Misunderstandings in a row after which a person is offered."""
ABOUT_THEIRS = {"near_repayment": "financing", "near_claim": "protection"}
"""Questions for another desk that a wish for something new sounds like, and that need."""
RESEMBLES = 0.5
"""Cosine from which words that ask for nothing are taken for an answer before a digression."""


_NAMED = 0.9
"""How near an option has to be to be the one that is asked about by name."""
_COUNTS = re.compile(r"算(?:不算|吗|么|嘛|数)|\b(?:does|do|would|will|is) .{1,40}\bcount")
_BOTH = re.compile(
    r"两(?:样|边|个|者|头|种)都|都(?:有|要|算)|都是|一半.{0,6}一半|\bboth\b|\bhalf and half\b",
    re.IGNORECASE,
)
"""Words by which something is for the family and for the firm."""
_FIRM = r"(?:公司|企业|单位|生意|店里?|(?:the |my |our |a )?(?:company|business|firm|shop))"
_NOT_THE_FIRM = re.compile(
    rf"(?:跟|和|与|同)?{_FIRM}(?:没有?|无|不相?)(?:什么|啥|任何)?(?:关系?|相干|搭界)|(?:不是|并非)(?:为|给|替)?(?:了)?{_FIRM}的?"
    rf"|(?:it has |has )?nothing to do with {_FIRM}|(?:it's |is )?not (?:for|about) {_FIRM}"
)
_WANTS_TO_KNOW = re.compile(
    r"想(?:要)?(?:先)?(?:问|知道|了解|请教|咨询|搞清|搞懂|听听|看看)|什么是|是什么|什么意思|请问"
    r"|\b(?:want|like|love|wanted|need) to (?:know|ask|understand|learn|hear|find out)\b"
    r"|\bwhat (?:is|are)\b"
)
"""Words by which to know something is wished for, and no more."""
_ALSO = re.compile(
    r"还(?:要|想|有|得|打算|需要|希望)|也(?:要|想|有|得|打算|需要)|另外|同时|顺便|一起|都要"
    r"|\b(?:also|too|as well|besides|in addition|plus|on top|both)\b"
)
"""Words by which a need comes to those that were told."""


class Listening(Hearing):
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
        if question is not None and (
            self._placed(question) or self._for_both(question) or self._not_for_the_firm(question)
        ):
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
            return self._ask_whether(question, unsure)
        return bool(stated) or literal

    def _ask_whether(self, question: Question, unsure: Any) -> bool:
        """Ask back whether a value is meant that the words only hint at; where they leave several
        options, which of them: 十来年 may be just under or over ten. Who answers that in the same
        words again was not understood; False where it has been asked often enough."""
        held = self.course.pending
        again = held is not None and held.question == question.id
        misses = self.course.misses + 1 if again or self.course.misses else 0
        if misses >= PERSON_AFTER:
            return False
        pending = Pending.whether(question, unsure)
        if question.kind in ("single", "multiple"):
            match = matching_words.match(self.heard.text, question, by_meaning=False)
            near = tuple(candidate.option for candidate in match.candidates)
            pending = Pending(question.id, options=near) if len(near) > 1 else pending
        if misses >= HELP_AFTER and question.help:
            self._explain_again("utter_not_understood_help")
        self.course = replace(self.course, pending=pending, misses=misses)
        return True

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

    def _for_both(self, question: Question) -> bool:
        """ "Both, the loan is for the shop and the savings are ours": which of them comes first is
        asked, for one assessment is of one of them."""
        if question.id != SEGMENT or not _BOTH.search(self.heard.text):
            return False
        pending = Pending(SEGMENT, ("individual", "business"), reply="utter_which_first")
        self.course = replace(self.course, pending=pending, misses=0)
        return True

    def _not_for_the_firm(self, question: Question) -> bool:
        """ "It has nothing to do with the company, it's for us": what is left says for whom."""
        said = fold(self.heard.text)
        rest = _NOT_THE_FIRM.sub(" ", said)
        if question.id != SEGMENT or rest == said:
            return False
        match = matching_words.match(rest, question)
        if match.options != ("individual",):
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
        text = self.heard.text
        return not (is_question(text) or is_request(text)) and self._near_an_option()

    def _near_an_option(self) -> bool:
        """Whether words are an option of the open question, or near one."""
        question = self._asked()
        if question is None or question.kind not in ("single", "multiple"):
            return False
        match = matching_words.match(self.heard.text, question)
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

    def _asks_whether_it_counts(self) -> bool:
        """ "Does a money market fund count?": an option is named, and whether it is meant is asked
        back."""
        question = self._asked()
        if question is None or question.kind not in ("single", "multiple"):
            return False
        if not _COUNTS.search(fold(self.heard.text)):
            return False
        likely = matching_words.match(self.heard.text, question).candidates
        if not likely or likely[0].score < _NAMED:
            return False
        meant = question.value_of(likely[0].option)
        pending = Pending.whether(question, meant, reply="utter_counts")
        self.course = replace(self.course, pending=pending, misses=0)
        return True

    def _clearly_meant(self) -> bool:
        """Whether words that ask for nothing are clearly an option of the open question: 债基 may
        be asked about, but where the question is what was bought, it is the answer. To the
        question what they need, a wish is one even where it asks how."""
        question, text = self._asked(), self.heard.text
        if question is None or question.kind not in ("single", "multiple"):
            return False
        if (is_question(text) or is_request(text)) and not self._wishes_a_need():
            return False
        return bool(matching_words.match(text, question).options)

    def _wishes_a_need(self) -> bool:
        """Whether words that may sound like a question wish for something, where it is asked what
        they need: 想把家里的资产将来怎么传下去理一理."""
        text = self.heard.text
        asked = self.course.asking == NEEDS and "?" not in fold(text)
        return asked and wishes(text) and not _WANTS_TO_KNOW.search(fold(text))

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
                pending = Pending.whether(question, question.value_of(likely[0]))
            if len(likely) > 1 and self.course.misses + 1 >= HELP_AFTER and question.help:
                self._explain_again("utter_not_understood_help")
            self.course = replace(self.course, pending=pending, misses=self.course.misses + 1)
            return True
        return False

    def _volunteered(self, stated: list[tuple[str, Any]], question: Question | None) -> None:
        if NEEDS in dict(stated):
            _, denied = self._needs_in(self.heard.text)
            after = sorted(self._needs_after(set(dict(stated)[NEEDS]), denied))
            stated = [(n, after if n == NEEDS else v) for n, v in stated]
        self._take_in(stated, question)

    def _needs_in(self, text: str) -> tuple[set[str], set[str]]:
        """The needs that words surely name, and those they deny: 不存学费了，改成买房."""
        told: set[str] = set()
        denied: set[str] = set()
        for reading in self._read(None, text):
            if reading.id == "need" and reading.sure:
                (denied if reading.negated else told).update(_several(reading.value))
        return told, denied

    def _gives_up(self) -> bool:
        """Whether a goal that is named takes the place of one that was told before."""
        text, heard = self.heard.text, self.heard
        corrects = heard.intent == "correct_answer" and heard.confidence >= CONFIDENT
        changes = corrects or changes_mind(text) or is_correction(text)
        return changes and not _ALSO.search(fold(text))

    def _needs_after(self, told: set[str], denied: set[str]) -> set[str]:
        """The client's needs after these were told and denied. Who gives up one goal for another
        may name both, or the new one alone."""
        known = set(self.found.interview.needs)
        if not self._gives_up():
            return known | told
        new = told - known
        gone = known & (denied | (told if new else set()))
        return (known - gone) | new if gone else new or told or known

    def _take_in(self, stated: list[tuple[str, Any]], question: Question | None) -> None:
        """Take values as they were stated, and say what is new or changed."""
        former, known = self.found.answers, self.found.interview.needs
        told = set(dict(stated).get(NEEDS, known))
        if known and not known & told:
            self._forget_what_belonged_to(known, {n for n, _ in stated})
        news = [(n, v) for n, v in stated if self._known(n) != v]
        bands = {exact: band for band, exact in wording.MONTHS_OF.items()}
        changed = bool(known - told) or any(
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

    def _forget_what_belonged_to(self, goal: frozenset[str], stated: set[str]) -> None:
        """How much and when were said of a goal that is given up: whether they hold for the new
        one is asked, where the same message does not tell them."""
        names = {"goal_amount", "horizon", *wording.MONTHS_OF.values()} - stated
        if "horizon" in stated or wording.MONTHS_OF["horizon"] in stated:
            names -= {"horizon", *wording.MONTHS_OF.values()}
        told = [n for n in sorted(names) if n in self.found.stored]
        self.course = replace(self.course, currency=self._currency())
        interviews.forget(self.app, self.work, self.found, *told)
        former = self.found.answers
        self.course = self.course.release(*names).forget_hunches(*names)
        for name in sorted(names & {"goal_amount", "horizon"}):
            if former.get(name) is not None:
                said = Held(name, former[name], "half said", "", self.heard.seq, True)
                self.course = replace(self.course, hunches=(*self.course.hunches, said))
        answered = tuple(q for q in self.course.answered if q not in names)
        self.course = replace(self.course, answered=answered)

    def _answer_in_passing(self) -> bool:
        """Questions in the same message as an answer are answered before the next one is asked."""
        heard = self.heard
        needs = {*self.found.interview.needs, *self.recorded.get(NEEDS, ())}
        asked = [one for one in heard.also if ABOUT_THEIRS.get(one) not in needs]
        asks = is_question(heard.text) and not self._wishes_a_need()
        if heard.intent in ASKING and heard.confidence >= CONFIDENT and asks:
            asked.insert(0, heard.intent)
        for intent in dict.fromkeys(asked):
            self.course = self.course.say(self._known_of(intent) or self._say(f"utter_on_{intent}"))
        return bool(asked)

    def _known_of(self, intent: str) -> str | None:
        """What the knowledge base says to a question beside an answer, where it is sure."""
        entries = self.app.rulebook.knowledge.entries
        named = [entries[one] for one in self.heard.entries if one in entries]
        if len(named) != 1 or named[0].intent != intent:
            return None
        return str(named[0].said[self.language].text)

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


def _several(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
