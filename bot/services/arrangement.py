"""Offering an advisor: does the client want one, may they be called, and how."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.language import contacts, profile
from bot.language.agreement import accepts_offer, affirm_or_deny, is_correction, is_question
from bot.language.contacts import KINDS
from bot.language.normal import fold
from bot.records.unit import UnitOfWork
from bot.services import (
    asides,
    asking,
    consent,
    handoffs,
    interviews,
    matching_words,
    while_waiting,
    wording,
)
from bot.services.app import App
from bot.services.asking import Asked
from bot.services.course import OFFER, Course, Held
from bot.services.heard import CONFIDENT, DIGRESSIONS, PEOPLE, RIGHTS, Heard
from bot.services.listening import HELP_AFTER
from bot.services.returning import RECOGNISED
from bot.suitability.interview import CONTACT, Ask, next_handoff_step
from bot.suitability.questionnaire import Question

Outcome = Literal["asking", "advisor", "no_advisor", "changed", "ended"]
WISH = "wish"
"""Pseudo-answer in the course: the offer was accepted."""
_CALL_ME = re.compile(
    r"联系我|找我|(?:打|打电话|回电)(?:话)?给我|给我(?:打|回|来)|打个电话|加我"
    r"|\b(?:call|contact|ring|phone|reach|e-?mail|text) me\b|\bget in touch\b"
)
"""Words by which somebody who asks for a person wishes to be called, as it was offered."""
_HOW = "contact grammar"
_DIGITS = 6
"""As many digits are a number, though none that could be called."""
PUTTING_OFF = frozenset({"goodbye", "wait", "hesitate"})
"""Ways of saying "not now" to the offer; it is not put again."""


@dataclass(frozen=True)
class Arranged:
    """The course after a message. `digress` leaves the message to the dialogue's rules; `messages`
    are said first."""

    course: Course
    outcome: Outcome = "asking"
    digress: bool = False
    messages: tuple[Mapping[str, Any], ...] = ()


def take(app: App, conversation_id: str, heard: Heard, course: Course) -> Arranged:
    """Take in one message while an advisor is being arranged. Raises Gone.

    A message that states or corrects a fact ends the arranging with `changed`: the questionnaire
    takes it in and a new result is made.
    """
    if heard.event == RECOGNISED:
        return Arranged(course, "changed")
    if heard.event and heard.intent == "been_here_before":
        return Arranged(course, digress=True)
    if heard.event or (heard.seq and heard.seq <= course.seen):
        return Arranged(
            course, "ended" if _came_of_itself(app, conversation_id, course) else "asking"
        )
    if heard.picks(course.choosing):
        return Arranged(course, digress=True)
    course = replace(course, choosing=())
    aside = asides.respond(app, conversation_id, heard, course)
    if aside is not None:
        after = replace(aside.course, seen=heard.seq)
        return Arranged(after, "ended" if aside.ends else "asking", messages=aside.messages)
    with app.records.begin() as work:
        arranged = _take(app, work, conversation_id, heard, course)
    if arranged.digress or arranged.outcome == "changed":
        return arranged
    return replace(arranged, course=replace(arranged.course, seen=heard.seq))


def requested(app: App, course: Course) -> Course:
    """The course once a person is asked for: how to reach the client waits for no answer any more,
    so that what they say next neither skips it nor is read as one."""
    question = _question(app, course.asking)
    told = question is not None and question.kind == "text"
    return replace(course, asking=None) if told else course


def ask(app: App, conversation_id: str, language: str, course: Course) -> Asked:
    """The offer, then the consent to be called, then how to reach the client. Raises Gone."""
    if course.confirming is not None or course.choosing:
        return Asked((), course)
    question = _due(app, conversation_id, course)
    preface = "\n".join(course.preface)
    said = replace(course, preface=(), asking=question.id if question else OFFER)
    if question is None:
        needs = interviews.standing(app, conversation_id, course).interview.needs
        reply = "utter_offer_advisor" if needs else "utter_offer_without_result"
        offer = app.rulebook.replies.text(reply, language)
        shaped = asking.own_question(
            app, OFFER, language, {"yes": "utter_offer_yes", "no": "utter_offer_no"}
        )
        text = offer
    else:
        shaped = asking.question_json(question, language)
        text = question.text[language]
    joined = f"{preface}\n{text}" if preface else text
    return Asked(({"text": joined, "question": shaped},), said)


def _take(
    app: App, work: UnitOfWork, conversation_id: str, heard: Heard, course: Course
) -> Arranged:
    found = interviews.dossier(app, work, conversation_id, course)
    question = _question(app, course.asking)
    if course.confirming is not None:
        return Arranged(course, "changed")
    if heard.choice is not None:
        asked, options = heard.choice
        if asked == OFFER:
            return _wish(app, conversation_id, course, options[0] == "yes", work)
        chosen = _question(app, asked)
        if chosen is None or chosen.phase != "handoff":
            return Arranged(course, "changed")
        return _consent(app, work, found, chosen, options[0] == "accept", heard, course, "choice")
    sure = heard.confidence >= CONFIDENT
    if sure and heard.intent == "skip_question":
        return _left_out(app, work, found, question, heard, course)
    if (reached := _reached(app, work, found, question, heard, course)) is not None:
        return reached
    said = affirm_or_deny(heard.text)
    if said is None and question is None:
        said = _takes_up(heard)
    if said is not None:
        if question is None:
            return _wish(app, conversation_id, course, said, work)
        return _consent(app, work, found, question, said, heard, course, "words")
    if sure and heard.intent in DIGRESSIONS and not _changes(app, heard):
        return Arranged(course, digress=True)
    if _says_something_new(app, found, heard):
        return Arranged(course, "changed")
    if heard.intent in DIGRESSIONS:
        return Arranged(course, digress=True)
    again = app.rulebook.replies.text("utter_not_understood", heard.language)
    return Arranged(course.say(again))


def _takes_up(heard: Heard) -> bool | None:
    """Whether an answer to the offer takes it up in other words than a yes, or puts it off."""
    sure = heard.confidence >= CONFIDENT
    called = heard.intent == "ask_human" and _CALL_ME.search(fold(heard.text))
    if accepts_offer(heard.text) or (sure and called):
        return True  # who just says "a person, now" gets one at once, by the rules
    if sure and heard.intent in PUTTING_OFF and not is_question(heard.text):
        return False
    return None


def _came_of_itself(app: App, conversation_id: str, course: Course) -> bool:
    """Whether a person was asked for while one was only offered: there is nothing left to offer."""
    if course.asking != OFFER or WISH in course.answered:
        return False
    return handoffs.standing(app, conversation_id) is not None


def _changes(app: App, heard: Heard) -> bool:
    """Whether an answer is named to be changed, whatever the new one sounds like."""
    if heard.intent in PEOPLE | RIGHTS or not is_correction(heard.text):
        return False
    return matching_words.question_named(heard.text, app.rulebook.questionnaire) is not None


def _says_something_new(app: App, found: interviews.Dossier, heard: Heard) -> bool:
    if heard.intent in {"correct_answer", "go_back", "start_over"} or is_correction(heard.text):
        return True
    readings = profile.read(heard.text, language=heard.language, today=app.now().date())
    return any(r.sure and found.answers.get(r.id) != r.value for r in readings)


def _wish(
    app: App, conversation_id: str, course: Course, wanted: bool, work: UnitOfWork
) -> Arranged:
    if not wanted:
        return Arranged(course.answering(OFFER), "no_advisor")
    course = course.answering(WISH)
    return Arranged(course, "asking" if _next(app, work, conversation_id, course) else "advisor")


def _consent(
    app: App,
    work: UnitOfWork,
    found: interviews.Dossier,
    question: Question,
    granted: bool,
    heard: Heard,
    course: Course,
    method: str,
) -> Arranged:
    purpose: Any = question.answer_id
    consent.decide(
        app,
        work,
        found.client.id,
        purpose,
        granted=granted,
        language=heard.language,
        method=method,
        read_as=(found.interview.segment, found.interview.needs),
    )
    course = course.answering(question.id)
    said = None
    if purpose == CONTACT:
        course, said = while_waiting.settle(app, work, found, heard, course, granted=granted)
    more = _next(app, work, found.conversation.id, course)
    messages = ({"text": said},) if said else ()
    return Arranged(course, "asking" if more else "advisor", messages=messages)


def _reached(
    app: App,
    work: UnitOfWork,
    found: interviews.Dossier,
    question: Question | None,
    heard: Heard,
    course: Course,
) -> Arranged | None:
    """How to reach the client, asked for or not; None where the message is about something else."""
    if question is not None and question.kind == "text":
        return _contact(app, work, found, question, heard, course)
    news = while_waiting.told(app, heard, course)
    noted = while_waiting.note(app, work, found, heard, course, news) if news else None
    return None if noted is None else Arranged(noted[0].say(noted[1]))


def _contact(
    app: App,
    work: UnitOfWork,
    found: interviews.Dossier,
    question: Question,
    heard: Heard,
    course: Course,
) -> Arranged:
    read = wording.contact_parts(
        contacts.read(heard.typed or heard.text, region=app.settings.phone_region, asked=True)
    )
    if read and consent.standing(work, found.client.id).get("contact"):
        contact = {**_partly(course), **read}
        if contact.keys() & {*KINDS} or course.misses:
            _keep(app, work, found, contact, heard)
            return Arranged(course.answering(question.id), "advisor")
        held = Held(question.answer_id, contact, _HOW, "", heard.seq)
        course = course.say(app.rulebook.replies.text("utter_contact_missing", heard.language))
        return Arranged(replace(course, misses=1, reopened=(held,)))
    if heard.confidence >= CONFIDENT and heard.intent in DIGRESSIONS:
        return Arranged(course, digress=True)
    if affirm_or_deny(heard.text) is False or course.misses >= HELP_AFTER:
        return _without_address(app, work, found, heard, course)
    reply = "utter_not_understood_help" if question.help else "utter_not_understood"
    if sum(map(str.isdigit, heard.text)) >= _DIGITS:
        reply = "utter_contact_missing"
    help_text = question.help[heard.language] if question.help else ""
    course = course.say(app.rulebook.replies.text(reply, heard.language, help=help_text))
    return Arranged(replace(course, misses=course.misses + 1))


def _left_out(
    app: App,
    work: UnitOfWork,
    found: interviews.Dossier,
    question: Question | None,
    heard: Heard,
    course: Course,
) -> Arranged:
    """The offer, or what is asked after it, is passed over."""
    if question is None:
        return Arranged(course, "no_advisor")
    return _without_address(app, work, found, heard, course)


def _partly(course: Course) -> Mapping[str, str]:
    """What was told of a contact that has no address yet."""
    return next((dict(one.value) for one in course.reopened if one.id == CONTACT), {})


def _without_address(
    app: App, work: UnitOfWork, found: interviews.Dossier, heard: Heard, course: Course
) -> Arranged:
    """Go on to the advisor, who answers here; a name that was told is kept."""
    if contact := _partly(course):
        _keep(app, work, found, contact, heard)
    return Arranged(course.answering(CONTACT), "advisor")


def _keep(
    app: App,
    work: UnitOfWork,
    found: interviews.Dossier,
    contact: Mapping[str, str],
    heard: Heard,
) -> None:
    # the address is its own evidence: the words around it are in the log of the conversation
    interviews.put(app, work, found, CONTACT, dict(contact), seq=heard.seq, utterance="", how=_HOW)


def _due(app: App, conversation_id: str, course: Course) -> Question | None:
    with app.records.read() as work:
        return _next(app, work, conversation_id, course)


def _next(app: App, work: UnitOfWork, conversation_id: str, course: Course) -> Question | None:
    """The question of the `handoff` phase that is due; None before the offer is accepted, and at
    the end. Without a privacy consent nothing is asked, because nothing could be kept."""
    found = interviews.dossier(app, work, conversation_id, course)
    if (due := while_waiting.consent_due(found, course)) is not None:
        return due
    if WISH not in course.answered:
        return None
    interview = found.interview
    if not interview.consents.get("privacy"):
        return None
    step = next_handoff_step(interview, app.rulebook.questionnaire)
    return step.question if isinstance(step, Ask) else None


def _question(app: App, question_id: str | None) -> Question | None:
    for question in app.rulebook.questionnaire.questions:
        if question.id == question_id and question.phase == "handoff":
            return question
    return None
