"""What is asked next, and how the question looks to the client."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.services import interviews, while_waiting, wording
from bot.services.app import App
from bot.services.course import (
    CHANGE,
    CONFIRM,
    CONTRADICTION,
    DIFFERS,
    ERASE,
    SUMMARY,
    Course,
    Held,
    Pending,
)
from bot.services.interviews import Dossier
from bot.suitability.interview import (
    PRIVACY,
    Ask,
    AskContradiction,
    Declined,
    Done,
    Summarise,
    next_step,
    steps,
)
from bot.suitability.questionnaire import Option, Question

Outcome = Literal["asking", "complete", "declined"]
SKIP = "skip"
"""The button by which a question that was not understood is left out."""


@dataclass(frozen=True)
class Asked:
    """The messages to say (text with a question or a card), and the course after them."""

    messages: tuple[Mapping[str, Any], ...]
    course: Course


def standing(app: App, conversation_id: str, course: Course) -> Outcome:
    """Whether there is something to ask, all is known, or the client declined. Raises Gone."""
    with app.records.read() as work:
        found = interviews.dossier(app, work, conversation_id, course)
    if course.differing and found.interview.consents.get(PRIVACY):
        return "asking"
    if while_waiting.consent_due(found, course) is not None:
        return "asking"
    step = _step(found.app, found)
    if isinstance(step, Done):
        return "complete"
    if isinstance(step, Declined) and course.confirming != ERASE:
        return "declined"
    return "asking"  # "delete everything?", too, wants an answer before the questions end


def ask(app: App, conversation_id: str, language: str, course: Course) -> Asked:
    """Put the next question, with the words of the course's preface before it. Raises Gone."""
    with app.records.read() as work:
        found = interviews.dossier(app, work, conversation_id, course)
    app = found.app
    step = _step(app, found)
    said = replace(course, preface=())
    if course.confirming is not None or course.choosing:
        return Asked((), course)
    if course.pending is not None and (question := _find(app, course.pending.question)):
        return _pending(app, found, question, language, course)
    if (due := while_waiting.consent_due(found, course)) is not None:
        text = _joined((*course.preface, due.text[language]))
        shaped = question_json(due, language)
        return Asked(({"text": text, "question": shaped},), replace(said, asking=due.id))
    if course.differing and found.interview.consents.get(PRIVACY):
        return _difference(app, found, language, course, said)
    if isinstance(step, Ask):
        question = step.question.worded_for(found.interview.segment, found.interview.needs)
        if (half := _half_said(question, course)) is not None:
            course = course.forget_hunches(half.id, *_same_words(half, course))
            pending = Pending.whether(question, half.value, "utter_mentioned")
            return _pending(app, found, question, language, replace(course, pending=pending))
        asked = question_json(question, language, step=step.step, of=step.of)
        if course.misses and question.phase == "profile":
            label = app.rulebook.replies.text("utter_skip", language)
            asked["options"].append({"id": SKIP, "label": label})
        text = _joined((*course.preface, question.text[language]))
        said = replace(said, asking=question.id)
        return Asked(({"text": text, "question": asked},), said)
    if isinstance(step, AskContradiction):
        return _contradiction(app, found, step, language, course, said)
    if isinstance(step, Summarise) and course.asking == CHANGE:
        return _which(app, found, language, course, said)
    if isinstance(step, Summarise):
        return _summary(app, found, language, course, said)
    open_still = step.purpose if isinstance(step, Declined) else None
    said = replace(said, asking=open_still)
    return Asked(tuple({"text": text} for text in course.preface), said)


def summary_card(app: App, found: Dossier, language: str) -> dict[str, Any]:
    """What is known about the client, as a card."""
    title = app.rulebook.replies.text("utter_summary_title", language)
    rough = {name for name, one in found.stored.items() if one.evidence.get("approximate")}
    rows = wording.rows(app, known(found), language, rough=rough)
    return {"type": "summary", "title": title, "rows": rows}


def known(found: Dossier) -> dict[str, Any]:
    """All profile values with needs and segment, by id."""
    interview = found.interview
    values: dict[str, Any] = dict(found.answers)
    if interview.needs:
        values[interviews.NEEDS] = sorted(interview.needs)
    if interview.segment:
        values[interviews.SEGMENT] = interview.segment
    return values


def question_json(
    question: Question,
    language: str,
    *,
    step: int | None = None,
    of: int | None = None,
    options: Iterable[Option] | None = None,
) -> dict[str, Any]:
    """A question as the chat API's contract has it, without the choice tokens."""
    shown = question.options if question.offered else ()
    shaped: dict[str, Any] = {
        "id": question.id,
        "kind": question.kind,
        "options": [
            {"id": option.id, "label": option.label[language]}
            for option in (shown if options is None else options)
        ],
    }
    if step is not None and of is not None:
        shaped |= {"step": step, "of": of}
    return shaped


def _half_said(question: Question, course: Course) -> Held | None:
    """What was half said of this question's value beside something else."""
    return next((one for one in course.hunches if one.id == question.answer_id), None)


def _same_words(half: Held, course: Course) -> list[str]:
    """What else the same words were kept for: once they are asked about, they are spent."""
    return [one.id for one in course.hunches if (one.seq, one.value) == (half.seq, half.value)]


def _step(app: App, found: Dossier) -> Any:
    return next_step(found.interview, app.rulebook.questionnaire, app.rulebook.policy)


def _place(app: App, found: Dossier) -> dict[str, int]:
    """How far the interview is, for what is asked between its questions."""
    done, of = steps(found.interview, app.rulebook.questionnaire)
    return {"step": min(done + 1, of), "of": of}


def _find(app: App, question_id: str) -> Question | None:
    return next((q for q in app.rulebook.questionnaire.questions if q.id == question_id), None)


def _pending(app: App, found: Dossier, question: Question, language: str, course: Course) -> Asked:
    """Ask back: is it this or that, or is this the value?"""
    pending = course.pending
    assert pending is not None
    said = replace(course, preface=(), asking=question.id)
    if pending.value is not None:
        values = [(question.answer_id, pending.value)]
        named = wording.named(app, values, language, client=known(found))
        value = wording.value_text(question, pending.value, language)
        reply = pending.reply or "utter_clarify_value"
        text = app.rulebook.replies.text(reply, language, named=named, value=value)
        asked = own_question(
            app, CONFIRM + question.id, language, {"yes": "utter_yes", "no": "utter_no"}
        )
        asked |= _place(app, found)
    else:
        text = app.rulebook.replies.text(pending.reply or "utter_clarify_options", language)
        options = [o for o in question.options if o.id in pending.options]
        asked = question_json(question, language, options=options) | _place(app, found)
    return Asked(({"text": _joined((*course.preface, text)), "question": asked},), said)


def _difference(app: App, found: Dossier, language: str, course: Course, said: Course) -> Asked:
    """Ask a client we know again which holds: what they said then, or what they said now."""
    held, reply = course.differing[0], app.rulebook.replies.text
    question = wording.question_filling(app.rulebook.questionnaire, held.id)
    assert question is not None  # only answers to questions are compared
    former = known(found).get(held.id)
    label = wording.for_client(question, known(found)).label[language]
    now = wording.value_text(question, held.value, language)
    then = "–" if former is None else wording.value_text(question, former, language)
    text = reply("utter_differs", language, label=label, then=then, now=now)
    options = [
        {"id": "old", "label": reply("utter_differs_old", language, value=then)},
        {"id": "new", "label": reply("utter_differs_new", language, value=now)},
    ]
    question_id = DIFFERS + held.id
    shaped = {"id": question_id, "kind": "single", "options": options, **_place(app, found)}
    text = _joined((*course.preface, text))
    return Asked(({"text": text, "question": shaped},), replace(said, asking=question_id))


def _contradiction(
    app: App,
    dossier: Dossier,
    step: AskContradiction,
    language: str,
    course: Course,
    said: Course,
) -> Asked:
    """Name both answers and ask, without a hint which is better; the client may keep both."""
    found = step.contradiction
    options = [
        {"id": side, "label": _change_label(app, dossier, side, language)}
        for side in dict.fromkeys((found.left.question, found.right.question))
        if _find(app, side) is not None
    ]
    keep = app.rulebook.replies.text("utter_contradiction_keep", language)
    question_id = CONTRADICTION + found.id
    question = {
        "id": question_id,
        "kind": "single",
        "options": [*options, {"id": "keep", "label": keep}],
        **_place(app, dossier),
    }
    text = _joined((*course.preface, found.text[language]))
    return Asked(({"text": text, "question": question},), replace(said, asking=question_id))


def _change_label(app: App, found: Dossier, question_id: str, language: str) -> str:
    question = _find(app, question_id)
    if question is not None:
        question = wording.for_client(question, known(found))
    label = question.label[language] if question else question_id
    return app.rulebook.replies.text("utter_contradiction_change", language, label=label)


def _summary(app: App, found: Dossier, language: str, course: Course, said: Course) -> Asked:
    text = _joined((*course.preface, app.rulebook.replies.text("utter_summary", language)))
    question = own_question(
        app,
        SUMMARY,
        language,
        {"confirm": "utter_summary_confirm", "change": "utter_summary_change"},
    )
    card = summary_card(app, found, language)
    return Asked(
        ({"text": text, "question": question, "card": card},), replace(said, asking=SUMMARY)
    )


def _which(app: App, found: Dossier, language: str, course: Course, said: Course) -> Asked:
    """Which answer of the summary is to be changed: in words, or by its button."""
    options = [{"id": one.id, "label": one.label[language]} for one in _changeable(app, found)]
    done = app.rulebook.replies.text("utter_nothing_to_change", language)
    shaped = {
        "id": CHANGE,
        "kind": "single",
        "options": [*options, {"id": "confirm", "label": done}],
    }
    text = _joined((*course.preface, app.rulebook.replies.text("utter_which_answer", language)))
    return Asked(({"text": text, "question": shaped},), replace(said, asking=CHANGE))


def _changeable(app: App, found: Dossier) -> list[Question]:
    """The questions whose answers stand in the summary, or that were left out and may still be
    answered, as they are named to this client."""
    told, interview = known(found), found.interview
    due = {
        question.id
        for question in app.rulebook.questionnaire.asked_of(
            interview.segment, interview.needs, interview.answers
        )
    }
    return [
        wording.for_client(question, told)
        for question in app.rulebook.questionnaire.questions
        if question.phase in ("need", "profile")
        and question.kind != "consent"
        and (interview.knows(question) or question.id in interview.skipped & due)
    ]


def own_question(
    app: App, question_id: str, language: str, options: Mapping[str, str]
) -> dict[str, Any]:
    """A question of the dialogue itself (summary, offer, erasure); its labels are replies."""
    return {
        "id": question_id,
        "kind": "single",
        "options": [
            {"id": option, "label": app.rulebook.replies.text(reply, language)}
            for option, reply in options.items()
        ],
    }


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)
