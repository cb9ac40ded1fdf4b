"""What if I had said …: read as a supposition, answered by the engine, stored nowhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.language import profile
from bot.language.normal import fold
from bot.services import matching_words, wording
from bot.services.app import App
from bot.services.heard import Heard
from bot.services.wording import MONTHS_OF
from bot.suitability.assessment import Assessment
from bot.suitability.counterfactual import what_if
from bot.suitability.questionnaire import Question

_SUPPOSING = re.compile(
    r"(?:如果|要是|假如|假设|假使|倘若|若是|万一)"
    r".*(?:会怎|会是|会变|怎么样|怎样|如何|结果|等级|评估|几级|哪一?级|c[1-5]|呢|吗|？|\?)"
    r"|(?:换成|改成|选的?是?).*(?:的话|呢).*(?:结果|等级|评估|会|几级)"
    r"|\bwhat (?:if|happens if|would happen if|would it be if)\b"
    r"|\b(?:if i (?:had|'d)|had i|suppose i|supposing i)\b"
    r".*\b(?:would|be|category|result|level|then)\b"
    r"|\bwould (?:it|that|my (?:result|category|level)|the result)\b.*\bif\b"
)
_FRAME = re.compile(
    r"如果|要是|假如|假设|假使|倘若|若是|万一|的话|我当初|当时|改成|换成"
    r"|我(?:之前|刚才)?(?:说|选|回答|填)的?(?:是|成)?"
    r"|(?:结果|等级|评估)?(?:会|又会)?(?:是)?"
    r"(?:怎么样|怎样|如何|变成?什么|是什么|变吗|不一样吗|几级|哪一?级)|结果|呢|吗|[?？]"
    r"|\bwhat (?:if|happens if|would happen if|would it be if)\b|\b(?:if|suppose|supposing)\b"
    r"|\bi(?: had|'d)? (?:said|chosen|chose|picked|answered|say|choose|pick)\b"
    r"|\bhad i (?:said|chosen)\b"
    r"|\bwhat would (?:my|the) (?:category|result|level) be\b"
    r"|\bwould (?:my|the) result (?:be|change)\b"
    r"|\binstead\b|\bwould\b.*$",
)
"""The words that frame a supposition; what is left is what is supposed."""


def supposes(folded: str) -> bool:
    """Whether words (folded) ask what another answer would have given."""
    return bool(_SUPPOSING.search(folded))


def answer(app: App, assessment: Assessment, heard: Heard) -> str | None:
    """The answer to a supposition about the client's own answers; None where none is found in it.

    The assessment is compared with the same rules applied to the changed answers.
    """
    changes = supposed(app, heard)
    if not changes:
        return None
    rules = app.rulebook
    found = what_if(
        assessment.answers,
        changes,
        questionnaire=rules.questionnaire,
        policy=rules.policy,
        explained=frozenset(assessment.explained),
    )
    say, language = rules.replies.text, heard.language
    names = {**rules.policy.wording.score_names}
    parts = [names[part][language] for part in found.driven_by if part in names]
    values = {
        "supposed": wording.named(app, changes.items(), language),
        "now": assessment.category,
        "then": found.then,
        "drivers": ("、" if language == "zh" else ", ").join(parts),
    }
    if found.minimum_risk:
        text = say("utter_what_if_minimum", language, **values)
    elif found.then == assessment.category:
        text = say("utter_what_if_same", language, **values)
    else:
        text = say("utter_what_if", language, **values)
    return f"{text}\n{say('utter_what_if_note', language)}"


def supposed(app: App, heard: Heard) -> dict[str, Any]:
    """The profile values that a supposition states, by id: outright, or as a named option."""
    bare = _FRAME.sub(" ", fold(heard.text)).strip(" ,，。.")
    if not bare:
        return {}
    questionnaire = app.rulebook.questionnaire
    named = matching_words.question_named(heard.text, questionnaire)
    asked = [q for q in questionnaire.questions if q.phase == "profile" and q.options]
    found: dict[str, Any] = {}
    for reading in profile.read(
        bare,
        language=heard.language,
        asking=named.answer_id if named else None,
        today=app.now().date(),
    ):
        known = wording.question_filling(questionnaire, reading.id)
        if known is not None and known in asked and not reading.negated and reading.sure:
            found[reading.id] = reading.value
    for question in [named] if named in asked else asked:
        assert question is not None
        if question.answer_id in found or MONTHS_OF.get(question.answer_id) in found:
            continue
        option = _option(question, bare, heard.language, named=question is named)
        if option is not None:
            found[question.answer_id] = option
    return found


def _option(question: Question, bare: str, language: str, *, named: bool) -> Any:
    """The value of an option that the words name: by any of its words where the question is named,
    else only by its whole label."""
    if question.kind not in ("single", "multiple"):
        return None
    if named:
        match = matching_words.match(bare, question, by_meaning=False)
        return question.value_of(match.options[0]) if match.options and match.literal else None
    labels: Mapping[str, str] = {
        option.id: fold(option.label[language]) for option in question.options
    }
    long = [one for one, label in labels.items() if len(label) > 3 and label in bare]
    return question.value_of(long[0]) if len(long) == 1 else None
