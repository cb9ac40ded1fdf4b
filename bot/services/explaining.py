"""Why a question is asked, and what it means, in the words of the questionnaire."""

from __future__ import annotations

import re

from bot.language.normal import fold
from bot.services import interviews, matching_words
from bot.services.app import App
from bot.services.course import Course
from bot.services.heard import Heard
from bot.services.interviews import Dossier
from bot.suitability.interview import PRIVACY, steps
from bot.suitability.questionnaire import Question

_ASKING_FOR = re.compile(
    r"什么(?:是|叫|叫做)|(?:是|指|算|有)?(?:的是)?(?:什么|啥)(?:意思|东西)?|这里的?|里的?|您?说的|[“”\"'‘’「」?？。,，!！]"
    r"|怎么(?:理解|算)|呀|啊|呢"
    r"|\b(?:what|what's|whats|does|do|is|are|you|mean|means|meant|by|the|an?|word|term|here"
    r"|exactly|counts? as)\b"
)
_MEANING = re.compile(
    r"(?:什么|啥)(?:意思|叫|是)|(?:指|意思)(?:的)?是?(?:什么|啥)|怎么理解"
    r"|\bwhat (?:do|did) you mean\b|\bwhat(?:'s| is| does)? .{1,30} means?\b|\bmeaning of\b"
)


def word_of_question(app: App, conversation_id: str, heard: Heard, course: Course) -> str | None:
    """What a word of the open question (or the name of another) means, where that is asked.

    None where the word is none of theirs: then it is a general question. Raises Gone.
    """
    found = interviews.standing(app, conversation_id, course)
    questionnaire = found.app.rulebook.questionnaire
    term = _ASKING_FOR.sub("", fold(heard.text)).strip()
    asked = next((q for q in questionnaire.questions if q.id == course.asking), None)
    question = matching_words.question_named(heard.text, questionnaire)
    if asked is not None and len(term) > 1 and term in _words_of(_worded(asked, found)):
        known = heard.intent == "ask_concept" and len(heard.entries) == 1
        if known and term in _labels_of(asked):
            return None  # 衍生品 is one of the answers: what it is stands in the knowledge base
        question = asked
    plainer = _worded(question, found).help if question is not None else None
    return plainer[heard.language] if plainer else None


def asks_meaning(text: str) -> bool:
    """Whether a message asks what a word means, whatever else it sounds like."""
    return bool(_MEANING.search(fold(text)))


def questions_left(app: App, conversation_id: str, course: Course) -> int | None:
    """How many questions may still come; None before the interview has begun. Raises Gone."""
    found = interviews.standing(app, conversation_id, course)
    if not found.interview.consents.get(PRIVACY):
        return None
    done, of = steps(found.interview, found.app.rulebook.questionnaire)
    return of - done or None


def _words_of(question: Question) -> str:
    return fold("\n".join((*question.text.values(), *question.label.values()))) + _labels_of(
        question
    )


def _labels_of(question: Question) -> str:
    labels = [label for option in question.options for label in option.label.values()]
    return fold("\n".join(labels))


def explain(app: App, conversation_id: str, heard: Heard, course: Course) -> str:
    """The reason for a question (`ask_why`) or a plainer wording of it (`ask_explain`), as it fits
    the client: a company is not told of its household.

    Means the question that waits for an answer, unless the client names another one. Raises Gone.
    """
    found = interviews.standing(app, conversation_id, course)
    app, questionnaire = found.app, found.app.rulebook.questionnaire
    question = next((q for q in questionnaire.questions if q.id == course.asking), None)
    question = matching_words.question_named(heard.text, questionnaire) or question
    if question is None:
        return app.rulebook.replies.text("utter_no_open_question", heard.language)
    question = _worded(question, found)
    if heard.intent == "ask_explain" and question.help:
        return question.help[heard.language]
    return app.rulebook.replies.text("utter_why", heard.language, why=question.why[heard.language])


def _worded(question: Question, found: Dossier) -> Question:
    return question.worded_for(found.interview.segment, found.interview.needs)
