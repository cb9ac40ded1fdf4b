"""Answers going into the records: stored where consent allows, held in memory where not yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from bot.language import contacts
from bot.records.unit import UnitOfWork
from bot.services import consent, interviews, matching_words, while_waiting, wording
from bot.services.app import App
from bot.services.course import CHANGE, DIFFERS, SUMMARY, Course, Held
from bot.services.heard import LONGEST_UTTERANCE, Heard
from bot.services.interviews import NEEDS, SEGMENT, Dossier
from bot.suitability.interview import CONTACT, PRIVACY, SENSITIVE
from bot.suitability.questionnaire import Question

PRIVATE = frozenset({"education", "home_purchase", "retirement"})
"""Needs that only a person has, whatever they live on."""


class Answering:
    """One message being taken in: its collaborators, the course as it changes, what it answers."""

    def __init__(
        self, app: App, work: UnitOfWork, found: Dossier, heard: Heard, course: Course
    ) -> None:
        self.app, self.work, self.found, self.heard = app, work, found, heard
        self.course = course
        self.questionnaire = app.rulebook.questionnaire
        self.language = heard.language
        self.rough: set[str] = set()
        """Values that this message states only roughly (大概, about)."""
        self.recorded: dict[str, Any] = {}
        """Values that this message has answered."""
        self.reached = False
        """Whether the message was about reaching the client, which is no part of the interview."""

    def _answer(
        self, question: Question, options: tuple[str, ...], *, how: str, repeat: bool = False
    ) -> None:
        if question.kind == "consent":
            method = "choice" if how == "choice" else "words"
            self._decide(question, options[0] == "accept", method=method)
            return
        value: Any = list(options) if question.kind == "multiple" else question.value_of(options[0])
        if question.id == SEGMENT and how != "choice":
            value = self._for_whom(question, value)
        self._record([(question.answer_id, value)], how=how)
        self.course = self.course.answering(question.id)
        if repeat:
            label = wording.value_text(question, value, self.language)
            self.course = self.course.say(self._say("utter_chosen", label=label))

    def _for_whom(self, question: Question, segment: str) -> str:
        """Whom an answer in words means. 我做生意的, to somebody who saves for a child's studies,
        is what they live on; a company is meant only where it is named and nothing else."""
        needs = self.found.interview.needs
        if segment != "business" or not needs or not needs <= PRIVATE:
            return segment
        match = matching_words.match(self.heard.text, question, by_meaning=False)
        return segment if match.literal and match.whole else "individual"

    def _record(self, values: Iterable[tuple[str, Any]], *, how: str) -> None:
        """Store what may be stored by now; hold the rest in memory until its consent is given."""
        exact_last = sorted(values, key=lambda item: item[0] in wording.MONTHS_OF.values())
        for name, value in exact_last:
            if not self._concerns(name, dict(exact_last).get(SEGMENT)):
                continue
            self.recorded[name] = value
            if self.course.asking == CHANGE:  # it is changed: the summary comes again
                self.course = replace(self.course, asking=SUMMARY)
            self.course = self.course.forget_hunches(name).forget_same(value)
            sensitive = self._sensitive(name)
            rough = name in self.rough
            held = Held(name, value, how, self._utterance(), self.heard.seq, rough)
            if self._storable(name):
                self._put(held, sensitive)
                self.course = self.course.settle(name)
            elif not self._declined(sensitive):
                self.course = self.course.hold(held)

    def _concerns(self, name: str, segment: str | None = None) -> bool:
        """Whether a value is one of this client: what a firm's owner lives on is not the firm's."""
        question = wording.question_filling(self.questionnaire, name)
        segment = segment or self.found.interview.segment
        asked_of = question.when.segments if question is not None else frozenset()
        return segment is None or not asked_of or segment in asked_of

    def _declined(self, sensitive: bool) -> bool:
        """Whether the client refused what storing this would need; then it is not even held."""
        consents = consent.standing(self.work, self.found.client.id)
        purposes = (PRIVACY, SENSITIVE) if sensitive else (PRIVACY,)
        return any(consents.get(purpose) is False for purpose in purposes)

    def _may_store(self, sensitive: bool) -> bool:
        consents = consent.standing(self.work, self.found.client.id)
        allowed = consents.get("sensitive_data") or not sensitive
        return bool(consents.get("privacy") and allowed)

    def _storable(self, name: str) -> bool:
        """Whether an answer may be stored by now; how to reach a client has its own consent."""
        stands = consent.standing(self.work, self.found.client.id)
        if name == CONTACT and not stands.get(CONTACT):
            return False
        return self._may_store(self._sensitive(name))

    def _put(self, held: Held, sensitive: bool) -> None:
        interviews.put(
            self.app,
            self.work,
            self.found,
            held.id,
            held.value,
            seq=held.seq,
            utterance=held.utterance,
            how=held.how,
            sensitive=sensitive,
            approximate=held.approximate,
        )

    def _utterance(self) -> str:
        return (self.heard.typed or self.heard.text)[:LONGEST_UTTERANCE]

    def _contact(self, question: Question) -> bool:
        region = self.app.settings.phone_region
        read = contacts.read(self.heard.typed or self.heard.text, region=region, asked=True)
        contact = wording.contact_parts(read)
        if not contact:
            return False
        self._record([(question.answer_id, contact)], how="contact grammar")
        self.course = self.course.answering(question.id)
        return True

    def _decide(self, question: Question, granted: bool, *, method: str) -> None:
        purpose: Any = question.answer_id
        consent.decide(
            self.app,
            self.work,
            self.found.client.id,
            purpose,
            granted=granted,
            language=self.language,
            method=method,
            read_as=(self.found.interview.segment, self.found.interview.needs),
        )
        self.course = self.course.answering(question.id)
        if purpose == CONTACT:
            self.reached = True
            self.course, said = while_waiting.settle(
                self.app, self.work, self.found, self.heard, self.course, granted=granted
            )
            self.course = self.course.say(said or "")
        elif granted:
            if purpose == PRIVACY:
                self.course = self.course.say(self._say("utter_consent_given"))
            self._store_held()
        elif purpose == "sensitive_data":
            self.course = self.course.say(self._say("utter_without_sensitive"))
            self.course = replace(self.course, held=(), hunches=())
        elif purpose == "privacy":
            self.course = replace(self.course, held=(), hunches=())

    def _store_held(self) -> None:
        stored = []
        for held in self.course.held:
            if not self._concerns(held.id):
                self.course = self.course.release(held.id)
            elif self._storable(held.id):
                self._put(held, self._sensitive(held.id))
                self.course = self.course.release(held.id)
                if held.approximate:
                    self.rough.add(held.id)
                stored.append((held.id, held.value))
        if stored:
            self._echo("utter_noted", stored)

    def _echo(self, reply: str, values: Iterable[tuple[str, Any]]) -> None:
        """Say back what was understood; before consent not even our own words may repeat it,
        because they are stored."""
        values = [(n, v) for n, v in values if not self._declined(self._sensitive(n))]
        if not values:
            return  # what follows says that nothing is kept, and how to begin
        kept = [(name, value) for name, value in values if self._may_store(self._sensitive(name))]
        if not kept:
            self.course = self.course.say(self._say("utter_held"))
            return
        named = wording.named(
            self.app, kept, self.language, rough=self.rough, client=self._client()
        )
        self.course = self.course.say(self._say(reply, values=named))

    def _sensitive(self, name: str) -> bool:
        question = wording.question_filling(self.questionnaire, name)
        return question is not None and question.sensitive

    def _known(self, name: str) -> Any:
        if name == NEEDS:
            return sorted(self.found.interview.needs)
        return self.found.interview.segment if name == SEGMENT else self.found.answers.get(name)

    def _client(self) -> dict[str, Any]:
        """For whom and for what the talk is, this message included: by it some values are named."""
        interview = self.found.interview
        known = {SEGMENT: interview.segment, NEEDS: sorted(interview.needs)}
        return {name: self.recorded.get(name, value) for name, value in known.items()}

    def _knows(self, question: Question) -> bool:
        return self.found.interview.settled(question)

    def _settle_reading(self, right: bool) -> None:
        pending = self.course.pending
        question = self._question(pending.question) if pending else None
        self.course = replace(self.course, pending=None)
        if right and pending is not None and question is not None and pending.value is not None:
            self._record([(question.answer_id, pending.value)], how="confirmed reading")
            self.course = self.course.answering(question.id)

    def _settle_summary(self, confirmed: bool) -> None:
        if not confirmed:
            self.course = replace(self.course, asking=CHANGE, misses=0)
            return
        interviews.put(
            self.app,
            self.work,
            self.found,
            SUMMARY,
            interviews.digest(consent.answers(self.app, self.work, self.found.client.id)),
            seq=self.heard.seq,
            utterance=self._utterance(),
            how="confirmed",
        )
        self.course = self.course.answering(SUMMARY)

    def _settle_contradiction(self, question_id: str, option: str) -> None:
        """`keep` and `explained` leave both answers; a side's id opens its question again."""
        interviews.put(
            self.app,
            self.work,
            self.found,
            question_id,
            option,
            seq=self.heard.seq,
            utterance=self._utterance(),
            how="choice",
        )
        self.course = self.course.answering(question_id)
        if (question := self._question(option)) is not None:
            self._reopen(question)

    def _settle_difference(self, question_id: str, newer: bool) -> None:
        """Of what a client we know again said then and said now, keep the one they choose."""
        name = question_id.removeprefix(DIFFERS)
        for held in self.course.differing:
            if held.id == name and newer and self._may_store(self._sensitive(name)):
                self._put(held, self._sensitive(name))
        left = tuple(held for held in self.course.differing if held.id != name)
        self.course = replace(self.course, differing=left, misses=0)

    def _reopen(self, question: Question) -> None:
        before = self._standing_answer(question)
        interviews.forget(self.app, self.work, self.found, question.answer_id, question.id)
        answered = tuple(q for q in self.course.answered if q != question.id)
        self.course = replace(
            self.course.release(question.answer_id, wording.MONTHS_OF.get(question.answer_id, "")),
            asking=question.id,
            answered=answered,
            pending=None,
            misses=0,
            reopened=before,
        )

    def _standing_answer(self, question: Question) -> tuple[Held, ...]:
        """What answers a question by now, its exact value included."""
        ids = (question.answer_id, wording.MONTHS_OF.get(question.answer_id, ""))
        held = [one for one in self.course.held if one.id in ids]
        for name in ids:
            stored = self.found.stored.get(name)
            if stored is None or stored.value is None:
                continue
            evidence = stored.evidence
            how, said = str(evidence.get("how") or "stated"), str(evidence.get("utterance") or "")
            seq, rough = int(evidence.get("message_seq") or 0), bool(evidence.get("approximate"))
            held.append(Held(name, stored.value, how, said, seq, rough))
        return tuple(held)

    def _put_back(self, question: Question) -> bool:
        """Let what stood before its question was opened again hold on; False where nothing did."""
        ids = (question.answer_id, wording.MONTHS_OF.get(question.answer_id, ""))
        before = [one for one in self.course.reopened if one.id in ids]
        for one in before:
            if self._storable(one.id):
                self._put(one, self._sensitive(one.id))
            else:
                self.course = self.course.hold(one)
        return bool(before)

    def _explain_again(self, reply: str) -> None:
        question = self._asked()
        text = question.help[self.language] if question is not None and question.help else ""
        self.course = self.course.say(self._say(reply, help=text))

    def _asked(self) -> Question | None:
        """The open question, in the words in which it was put to this client."""
        found, client = self._question(self.course.asking), self.found.interview
        return found.worded_for(client.segment, client.needs) if found is not None else None

    def _question(self, question_id: str | None) -> Question | None:
        for question in self.questionnaire.questions:
            if question.id == question_id:
                return question
        return None

    def _say(self, reply: str, **values: str) -> str:
        return self.app.rulebook.replies.text(reply, self.language, **values)


def _several(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
