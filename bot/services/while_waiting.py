"""What a client says while a request for a person waits: how and when to reach them, or that nobody
need come any more. Taken before anything is read as an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.language import contacts
from bot.language.agreement import is_question
from bot.language.calling_off import calls_off
from bot.language.contacts import KINDS
from bot.language.normal import fold
from bot.records.models import Handoff
from bot.records.unit import UnitOfWork
from bot.services import consent, handoffs, interviews, wording
from bot.services.app import App
from bot.services.course import Course, Held
from bot.services.handoff_access import WAITING
from bot.services.heard import CONFIDENT, GRAVE, Heard
from bot.services.interviews import Dossier
from bot.suitability.interview import CONTACT, PRIVACY
from bot.suitability.questionnaire import Question

_REACHING = re.compile(
    r"方便|有空|联系|回电|打给|打我|\b(?:reach|available|free|suits?|good time|best time|call)\b"
)
"""Words by which a time alone is one at which the client can be reached."""
_THEIR_OWN = re.compile(
    r"打给我|联系我|给我|加我|我的|我(?:手机|电话|微信|邮箱)"
    r"|\b(?:call|reach|contact|text|e-?mail|ring|phone|message|add) me\b|\bmy\b"
)
"""Words by which an address in a question is the client's own: "can you call me on …"."""
_OTHERS = re.compile(
    r"(?:对方|骗子|他们?|她们?|你们?|您|客服|公司|银行)(?:的)?(?:电话|手机|微信|号码|邮箱)"
    r"|\b(?:his|her|their|your|its) (?:phone|number|e-?mail|wechat|mobile)\b"
)
"""Words by which an address is somebody else's."""
_HOW = "contact grammar"


def request_of(work: UnitOfWork, conversation_id: str) -> Handoff | None:
    """The request of this conversation that nobody has taken yet."""
    handoff = work.handoffs.open_of(conversation_id)
    return handoff if handoff is not None and handoff.status in WAITING else None


def call_off(app: App, conversation_id: str, heard: Heard) -> str | None:
    """Take the waiting request back where the client says so; gives what to say. None where they
    said no such thing, or nothing waits."""
    if heard.event or heard.choice is not None or not calls_off(heard.text):
        return None
    with app.records.read() as work:
        waits = request_of(work, conversation_id) is not None
    if not (waits and handoffs.cancel(app, conversation_id)):
        return None
    return app.rulebook.replies.text("utter_handoff_cancelled", heard.language)


def told(app: App, heard: Heard, course: Course) -> Mapping[str, str]:
    """What a message says about reaching the client without having been asked; empty when nothing.

    A name alone says nothing; a time alone only with a word that it is one to be reached at. What
    a client asks, or says of others, of a scam, a complaint or their rights, is no contact of
    theirs.
    """
    grave = heard.intent in GRAVE and heard.confidence >= CONFIDENT
    if heard.event or heard.choice is not None or course.confirming is not None or grave:
        return {}
    text = heard.typed or heard.text
    plain = fold(text)
    asks = is_question(text) and _THEIR_OWN.search(plain) is None
    if not plain or heard.intent == "been_here_before" or asks or _OTHERS.search(plain):
        return {}
    read = contacts.read(text, region=app.settings.phone_region)
    timed = read.time is not None and _REACHING.search(plain) is not None
    return wording.contact_parts(read) if read.reachable or timed else {}


def note(
    app: App,
    work: UnitOfWork,
    found: Dossier,
    heard: Heard,
    course: Course,
    news: Mapping[str, str],
) -> tuple[Course, str] | None:
    """Keep what was told about reaching the client, or hold it until they agreed to be contacted.

    Gives the course and what to say. None where only a time was told and nobody is waited for.
    What was not mentioned of a former contact stays.
    """
    consents = consent.standing(work, found.client.id)
    agreed = bool(consents.get(PRIVACY) and consents.get(CONTACT))
    waits = request_of(work, found.conversation.id) is not None
    if not waits and heard.intent == "ask_human":
        return None  # the person is asked for first
    if not waits and not agreed:
        if not news.keys() & {*KINDS}:
            return None
        return course, _say(app, heard, "utter_contact_not_yet")
    if consents.get(PRIVACY) is False:
        return course, _say(app, heard, "utter_contact_not_kept")
    former = found.answers.get(CONTACT)
    contact = {**(former if isinstance(former, Mapping) else {}), **news}
    if not agreed:
        course = course.hold(Held(CONTACT, contact, _HOW, "", heard.seq))
        return course, _say(app, heard, "utter_contact_held")
    _put(app, work, found, contact, heard.seq)
    words = wording.contact_text(contact)
    return course.release(CONTACT), _say(app, heard, "utter_contact_noted", contact=words)


def settle(
    app: App, work: UnitOfWork, found: Dossier, heard: Heard, course: Course, *, granted: bool
) -> tuple[Course, str | None]:
    """Keep or let go of a contact that waited for the consent just decided; gives what to say, None
    where none waited."""
    held = next((one for one in course.held if one.id == CONTACT), None)
    if held is None:
        return course, None
    course = course.release(CONTACT)
    if not granted:
        return course, _say(app, heard, "utter_contact_not_kept")
    _put(app, work, found, held.value, held.seq)
    words = wording.contact_text(held.value)
    return course, _say(app, heard, "utter_contact_noted", contact=words)


def consent_due(found: Dossier, course: Course) -> Question | None:
    """The question for the consent to be contacted, where a contact waits for it."""
    consents = found.interview.consents
    holds = any(held.id == CONTACT for held in course.held)
    if not holds or not consents.get(PRIVACY) or consents.get(CONTACT):
        return None
    return next(
        question
        for question in found.app.rulebook.questionnaire.questions
        if question.kind == "consent" and question.answer_id == CONTACT
    ).worded_for(found.interview.segment, found.interview.needs)


def without_addresses(app: App, text: str) -> str:
    """A text with its addresses taken out, so that no digit of theirs is read as anything else."""
    for address in reversed(contacts.addresses(text, region=app.settings.phone_region)):
        text = f"{text[: address.start]} {text[address.end :]}"
    return text


def _put(app: App, work: UnitOfWork, found: Dossier, contact: Any, seq: int) -> None:
    # the address is its own evidence: the words around it are in the log of the conversation
    interviews.put(app, work, found, CONTACT, contact, seq=seq, utterance="", how=_HOW)


def _say(app: App, heard: Heard, reply: str, **values: str) -> str:
    return app.rulebook.replies.text(reply, heard.language, **values)
