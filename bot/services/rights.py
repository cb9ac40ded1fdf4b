"""What a client may ask of us about their data, in the conversation: see, withdraw, erase."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.records.unit import UnitOfWork
from bot.services import asking, consent, duties, interviews
from bot.services.app import App
from bot.services.asking import Asked
from bot.services.course import ERASE, Course
from bot.services.heard import Heard
from bot.suitability.retention import Kept


def withdraw(app: App, conversation_id: str, heard: Heard, course: Course) -> Asked:
    """Withdraw all consents at once; effective with this very message. Raises Gone."""
    with app.records.begin() as work:
        found = interviews.dossier(app, work, conversation_id, course)
        consent.withdraw_all(app, work, found.client.id, language=heard.language, method="words")
    text = app.rulebook.replies.text("utter_consent_withdrawn", heard.language)
    return Asked(({"text": text},), replace(Course(), seen=course.seen, asking="privacy"))


def show(app: App, conversation_id: str, language: str, course: Course) -> Asked:
    """A summary of what is held, and where the whole copy is to be had. Raises Gone."""
    with app.records.read() as work:
        found = interviews.dossier(app, work, conversation_id, course)
    known = asking.known(found)
    if not known:
        text = app.rulebook.replies.text("utter_nothing_held", language)
        return Asked(({"text": text},), course)
    text = app.rulebook.replies.text("utter_export_ready", language)
    card = asking.summary_card(app, found, language)
    return Asked(({"text": text, "card": card},), course)


def show_summary(app: App, conversation_id: str, language: str, course: Course) -> Asked:
    """What is known so far. Before consent nothing is, for our words are stored. Raises Gone."""
    with app.records.read() as work:
        found = interviews.dossier(app, work, conversation_id, course)
    known = asking.known(found)
    if not known or not found.interview.consents.get("privacy"):
        text = app.rulebook.replies.text("utter_nothing_known", language)
        return Asked(({"text": text},), course)
    card = asking.summary_card(app, found, language)
    return Asked(({"text": card["title"], "card": card},), course)


def ask_whether_to_erase(app: App, conversation_id: str, heard: Heard, course: Course) -> Asked:
    """Erasure cannot be undone, so it is asked about once, in plain words; what a duty to keep
    would hold back is said before the client decides. Said again as the very next thing
    ("确认删除", "yes, delete everything") it is the answer: the last message comes. Raises Gone.
    """
    language = heard.language
    with app.records.read() as work:
        confirmed = answers_erasure(work, conversation_id, heard, course)
    if confirmed:
        last = erasing(app, conversation_id, language)
        return Asked((last,), replace(course, confirming=None, seen=heard.seq))
    text = app.rulebook.replies.text("utter_erase_question", language)
    kept = _would_stay(app, conversation_id)
    if kept:
        text += ("" if language == "zh" else " ") + _kept_words(
            app, "utter_erase_duty", kept, language
        )
    question = asking.own_question(
        app, ERASE, language, {"yes": "utter_erase_yes", "no": "utter_erase_no"}
    )
    # This very message is not to be taken for the answer to the question it raised.
    course = replace(course, confirming=ERASE, seen=max(course.seen, heard.seq))
    return Asked(({"text": text, "question": question},), course)


def answers_erasure(work: UnitOfWork, conversation_id: str, heard: Heard, course: Course) -> bool:
    """Whether a message comes right after "delete everything?" and so may be its answer: the
    question had been said when it came, and the client said nothing in between. Who says it twice
    before we answer, or a chance "yes" later on, erases nothing."""
    if course.confirming != ERASE or heard.seq <= course.seen:
        return False
    between = work.messages.list(conversation_id, after=course.seen, hidden=False)
    origins = {one.origin for one in between if one.seq < heard.seq}
    return "assistant" in origins and "client" not in origins


def erasing(app: App, conversation_id: str, language: str) -> Mapping[str, Any]:
    """The last message of a conversation; its delivery carries the erasure out. It says what a
    duty keeps, why and until when. Raises Gone.
    """
    kept = _would_stay(app, conversation_id)
    if kept:
        text = _kept_words(app, "utter_erased_but_kept", kept, language)
    else:
        text = app.rulebook.replies.text("utter_erased", language)
    return {"text": text, "effect": ERASE}


def _would_stay(app: App, conversation_id: str) -> tuple[Kept, ...]:
    with app.records.read() as work:
        found = interviews.dossier(app, work, conversation_id, Course())
        return duties.running(app.rulebook.policy, work, found.client.id, app.now())


def _kept_words(app: App, reply: str, kept: tuple[Kept, ...], language: str) -> str:
    return app.rulebook.replies.text(reply, language, kept=duties.in_words(kept, language))
