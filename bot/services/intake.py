"""Taking in one message while the questionnaire runs: what it answers, changes, or leaves open.

An answer is stored only where it is sure; where it is not, the assistant asks back. Words that
answer nothing are either a digression, which a rule of the dialogue answers, or a misunderstanding.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.language.agreement import (
    affirm_or_deny,
    is_question,
    is_request,
    is_reticent,
    is_unknowing,
    language_wished,
    skips,
)
from bot.language.normal import fold
from bot.services import asides, interviews, matching_words, recognising
from bot.services.app import App
from bot.services.asking import SKIP
from bot.services.course import (
    CHANGE,
    CONFIRM,
    CONTRADICTION,
    DIFFERS,
    ERASE,
    RETURNING,
    SUMMARY,
    Course,
    Held,
)
from bot.services.heard import (
    AKIN,
    ASKING,
    CONFIDENT,
    DECLINED,
    DIGRESSIONS,
    DOUBTING,
    EXPLAINED,
    GRAVE,
    URGENT,
    Heard,
)
from bot.services.listening import HELP_AFTER, PERSON_AFTER
from bot.services.reachable import Reachable
from bot.services.returning import RECOGNISED
from bot.services.rights import answers_erasure
from bot.suitability.interview import PRIVACY
from bot.suitability.questionnaire import Question

BEEN_HERE = "been_here_before"
ASIDE_AFTER = 5
"""Misunderstandings in a row after which a question is put aside: asking on would be a loop."""
ANSWERING = frozenset({"wait", "resume", "ask_explain", "ask_repeat"})
"""Courtesies and the like that an answer often sounds like: "I'd wait until it comes back"."""
CLEARLY = 0.8
"""From this confidence on, a grave or urgent matter is heard also where a value is stated."""
_GOES_BACK = re.compile(
    r"上一?[题个步问]|前一?[题个步]|返回|退回|回到|回上|重答"
    r"|\b(?:go|going|get|step|turn|take me) ?back"
    r"|\bprevious\b|\blast (?:one|question)\b|\bback (?:up|one|to|please)\b|^back$"
)
IDLE = {"out_of_scope": 0.7, "smalltalk": 0.7, "insult": CLEARLY}
"""From this confidence on, words that ask nothing are answered as foreign, chat or abuse while a
question is open; below, they were not understood (what means nothing sounds like any of them)."""


@dataclass(frozen=True)
class Taken:
    """The course after the message. `digress` leaves the message to the dialogue's rules; `erase`
    says that the client confirmed the erasure of their data; `messages` are said first. `aside`: it
    was about the result, or about reaching the client, and nothing of the interview has changed."""

    course: Course
    digress: bool = False
    erase: bool = False
    messages: tuple[Mapping[str, Any], ...] = ()
    aside: bool = False


def take(app: App, conversation_id: str, heard: Heard, course: Course) -> Taken:
    """Take in one message in one transaction. The same message twice changes nothing.

    Raises Gone when the client was erased.
    """
    if heard.event and heard.intent == BEEN_HERE:
        return Taken(course, digress=True)
    if heard.event != RECOGNISED and (heard.event or (heard.seq and heard.seq <= course.seen)):
        return Taken(course)
    if heard.picks(course.choosing):
        return Taken(course, digress=True)
    course = replace(course, choosing=())
    aside = asides.respond(app, conversation_id, heard, course)
    if aside is not None:
        after = replace(aside.course, seen=heard.seq)
        return Taken(after, messages=aside.messages, aside=True)
    with app.records.begin() as work:
        found = interviews.dossier(app, work, conversation_id, course)
        if heard.event == RECOGNISED:
            welcomed = recognising.welcome(app, work, found, heard.language, course)
            return Taken(replace(welcomed.course, seen=heard.seq), messages=welcomed.messages)
        turn = _Turn(found.app, work, found, heard, course)
        taken = turn.take()
        if not taken.digress:
            turn.keep_hunches()
            taken = replace(taken, course=turn.course)
    if taken.digress:
        return taken
    if turn.reached:
        said = tuple({"text": text} for text in taken.course.preface)
        taken = Taken(replace(taken.course, preface=()), messages=said, aside=True)
    return replace(taken, course=replace(taken.course, seen=heard.seq))


def may_keep_words(app: App, conversation_id: str) -> bool:
    """Whether the client agreed that what they say is kept. Raises Gone."""
    with app.records.read() as work:
        found = interviews.dossier(app, work, conversation_id, Course())
    return bool(found.interview.consents.get(PRIVACY))


def at_the_end(course: Course, *, declined: bool) -> Course:
    """The course once the form has ended; after a refusal a later "I agree" is understood."""
    return replace(course, preface=(), pending=None, misses=0, asking=PRIVACY if declined else None)


class _Turn(Reachable):
    """The order in which a message is looked at."""

    def take(self) -> Taken:
        heard = self.heard
        if self.course.confirming == RETURNING and self._leaves_it():
            return Taken(self.course)
        if (erase := self._erasure()) is not None:
            return Taken(self.course, erase=erase)
        if heard.choice is not None:
            self._choice(*heard.choice)
            return Taken(self.course)
        if self.tells_how_to_reach() or self._wishes_this_language():
            return Taken(self.course)
        sure = heard.confidence >= IDLE.get(heard.intent, CONFIDENT)
        urgent = heard.intent in URGENT and not self._answers_rather()
        answers = sure and urgent and self._answers_though_grave()
        if sure and urgent and not answers:
            return Taken(self.course, digress=True)
        if self._moved(heard.intent if sure else ""):
            return Taken(self.course)
        unknowing = is_unknowing(heard.text)
        rather = answers or unknowing or not sure or not self._digresses()
        if not rather and not self._answers_rather():
            return Taken(self.course, digress=True)
        asks = self.course.asking is None or is_question(heard.text)
        if asks and heard.intent in DIGRESSIONS and not self._clearly_meant():
            return Taken(self.course, digress=True)
        if not unknowing and self._by_meaning():
            self._answer_in_passing()
            return Taken(self.course)
        if heard.also and heard.intent not in DIGRESSIONS and self._answer_in_passing():
            return Taken(self.course)
        if unknowing or (sure and heard.intent == "dont_know"):
            self._unknown()
        elif self.course.asking is not None:
            self._miss()
        return Taken(self.course)

    def _wishes_this_language(self) -> bool:
        if language_wished(self.heard.text) != self.heard.language:
            return False
        self.course = self.course.say(self._say("utter_language"))
        return True

    def _digresses(self) -> bool:
        """Whether a message asks for something else. Foreign words that ask for nothing do not:
        while a question is open they were not understood, and that is counted."""
        heard = self.heard
        akin = heard.intent in AKIN.get(self.course.asking or "", ())
        if akin or (heard.intent == "out_of_scope" and self.course.asking is not None):
            return is_question(heard.text) or is_request(heard.text)
        return heard.intent in DIGRESSIONS

    def _answers_though_grave(self) -> bool:
        """Whether words that sound pressing are the answer to the open question: an option of it
        and, of grave ones, nothing else; or its value, where they do not sound it clearly."""
        heard, question = self.heard, self._asked()
        grave, clear = heard.intent in GRAVE, heard.confidence >= CLEARLY
        if self._names_an_option(grave and clear):
            return True
        if question is None or question.kind in ("consent", "text"):
            return False
        if not clear and self._clearly_meant():
            return True
        if clear and (grave or is_request(heard.text)):
            return False
        stated, unsure = self._readings(question)
        return unsure is not None or any(name == question.answer_id for name, _ in stated)

    def _answers_rather(self) -> bool:
        """Whether a message that sounds like something else answers or changes an answer."""
        heard = self.heard
        if heard.intent not in ASKING | DECLINED | DOUBTING | ANSWERING:
            return False
        if heard.intent in EXPLAINED and len(heard.entries) == 1:
            # It is known what is asked: mere likeness is no answer, only what is clearly one.
            return self._names_a_change() or self._clearly_meant()
        return self._names_a_change() or self._resembles() or self._clearly_meant()

    def _moved(self, intent: str) -> bool:
        """Whether the message took the interview a step: back, on, or to another answer."""
        if intent == "start_over" and not self._clearly_meant():
            self._start_over()
        elif intent == "go_back" and not self._names_an_option(True):
            if not self._takes_back_the_money():
                self._go_back()
        elif self._told():
            self._answer_in_passing()
        elif self._leaves_it_out(intent):
            self._skip()
        elif self._would_correct(intent):
            self._reopen_named()
        else:
            return False
        return True

    def _leaves_it_out(self, intent: str) -> bool:
        """Whether a question is to be skipped. What only sounds like it and is near an option
        (能攒下一点) is an answer: to leave it out would lose it without a word."""
        text = self.heard.text
        if intent != "skip_question" or is_unknowing(text):
            return is_reticent(text)
        return skips(text) or not self._near_an_option()

    def _takes_back_the_money(self) -> bool:
        """Whether words that sound like going back ("get it out", 拿回来) are near an option of the
        open question: then it is asked which they mean."""
        question = self._asked()
        if _GOES_BACK.search(fold(self.heard.text)) or not self._resembles() or question is None:
            return False
        match = matching_words.match(self.heard.text, question)
        return self._ask_which(question, tuple(one.option for one in match.candidates))

    def _told(self) -> bool:
        """Whether the message settled, corrected or answered something outright."""
        return (
            self._names_the_currency()
            or self._changes_the_goal()
            or self._pending()
            or self._corrects_the_last()
            or self._restated()
            or self._correction()
            or self._words()
            or self._answered_beside()
            or self._asks_whether_it_counts()
        )

    def _erasure(self) -> bool | None:
        """The answer to "delete everything?"; None where that was not asked or not answered."""
        heard, found = self.heard, self.found.conversation.id
        answers = answers_erasure(self.work, found, heard, self.course)
        self.course = replace(self.course, confirming=None)
        if heard.choice is not None:
            if heard.choice[0] != ERASE:
                return None
            confirmed: bool | None = heard.choice[1][0] == "yes"
        elif not answers:
            return None
        else:
            confirmed = affirm_or_deny(heard.text)
            if confirmed is None and heard.intent == "erase_my_data":
                confirmed = True
        if confirmed is False:
            self.course = self.course.say(self._say("utter_erase_kept"))
        return confirmed

    def _leaves_it(self) -> bool:
        """Whether a client who was to show that we know them would rather not."""
        sure = self.heard.confidence >= CONFIDENT
        skips = sure and self.heard.intent in ("skip_question", "dont_know", "go_back")
        if self.heard.choice is not None:
            return False
        if not skips and affirm_or_deny(self.heard.text) is not False:
            return False
        self.course = replace(self.course.say(self._say("utter_returning_left")), confirming=None)
        return True

    def _choice(self, question_id: str, options: tuple[str, ...]) -> None:
        if question_id in (SUMMARY, CHANGE) and self._question(options[0]) is None:
            self._settle_summary(options[0] == "confirm")
        elif question_id == CHANGE:
            self._reopen(self._question(options[0]))  # type: ignore[arg-type]
        elif question_id.startswith(CONTRADICTION):
            self._settle_contradiction(question_id, options[0])
        elif question_id.startswith(CONFIRM):
            self._settle_reading(options[0] == "yes")
        elif question_id.startswith(DIFFERS):
            self._settle_difference(question_id, options[0] == "new")
        else:
            question = self._question(question_id)
            options = tuple(one for one in options if one != SKIP) or (SKIP,)
            if question is not None and options == (SKIP,):
                self.course = replace(self.course, asking=question_id)
                self._skip()
            elif question is not None:
                before = self.course.reopened
                self._answer(question, options, how="choice")
                self._say_what_changed(question, before)

    def _say_what_changed(self, question: Question, before: tuple[Held, ...]) -> None:
        """Say back the new answer to a question that was opened again, and has another one now."""
        name = question.answer_id
        former = [one.value for one in before if one.id == name]
        value = self.recorded.get(name)
        if former and value is not None and value not in former:
            self._echo("utter_changed", [(name, value)])

    def _start_over(self) -> None:
        interviews.forget(self.app, self.work, self.found, *self.found.stored)
        self.course = Course().say(self._say("utter_started_over"))

    def _go_back(self) -> None:
        behind = [q for q in self.course.answered if self._question(q) is not None]
        behind = [q for q in behind if self._question(q).kind != "consent"]  # type: ignore[union-attr]
        if not behind:
            self.course = self.course.say(self._say("utter_nothing_to_go_back_to"))
            return
        self._reopen(self._question(behind[-1]))  # type: ignore[arg-type]
        self.course = self.course.say(self._say("utter_gone_back"))

    def _skip(self) -> None:
        question = self._asked()
        if question is None:
            asked = self.course.asking is not None  # the summary: what of it is to be changed
            reply = "utter_which_answer" if asked else "utter_nothing_to_skip"
            self.course = self.course.say(self._say(reply))
            return
        if question.kind == "consent":
            self.course = self.course.say(self._say("utter_cannot_skip_consent"))
            return
        self._leave_open(question, "utter_skipped")

    def _leave_open(self, question: Question, reply: str) -> None:
        """Go on without an answer to a question; it stands in the records as skipped, unless it
        had one before it was opened again: that holds."""
        if self._may_store(False):
            interviews.put(
                self.app,
                self.work,
                self.found,
                question.id,
                None,
                seq=self.heard.seq,
                utterance=self._utterance(),
                how="skipped",
                skipped=True,
            )
        if self._put_back(question):
            reply = "utter_kept_as_before"
        self.course = self.course.answering(question.id).say(self._say(reply))

    def _unknown(self) -> None:
        """ "I don't know": explained, and told how to go on. Who still does not know after that
        goes on without it; without what no assessment can be made of, a person is offered first."""
        misses = self.course.misses + 1
        self.course = replace(self.course, misses=misses, pending=None)
        question = self._asked()
        patience = HELP_AFTER
        if question is not None and question.essential:
            patience = ASIDE_AFTER
        if question is not None and question.phase == "profile" and misses >= patience:
            self._leave_open(question, "utter_skipped")
        elif misses >= PERSON_AFTER:
            self.course = self.course.say(self._say("utter_not_understood_person"))
        else:
            self._explain_again("utter_dont_know")

    def _miss(self) -> None:
        misses = self.course.misses + 1
        self.course = replace(self.course, misses=misses, pending=None)
        question = self._asked()
        if misses >= ASIDE_AFTER and question is not None and question.phase == "profile":
            self._leave_open(question, "utter_set_aside")
        elif misses >= PERSON_AFTER:
            self.course = self.course.say(self._say("utter_not_understood_person"))
        elif misses >= HELP_AFTER and question is not None and question.help:
            self._explain_again("utter_not_understood_help")
        elif question is not None and question.kind == "consent":
            heard = misses < PERSON_AFTER and self._half_heard()
            reply = "utter_held" if heard else "utter_consent_unclear"
            self.course = self.course.say(self._say(reply))
        else:
            self.course = self.course.say(self._say("utter_not_understood"))
