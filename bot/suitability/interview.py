"""The interview as data: given what is known of a client, what is asked next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.suitability.contradictions import Contradiction, find
from bot.suitability.policy import Policy
from bot.suitability.questionnaire import INSTEAD_OF, Question, Questionnaire

PRIVACY, SENSITIVE, CONTACT = "privacy", "sensitive_data", "contact"
"""Purposes of the consents."""

_LIKELY_SEGMENT = "individual"
"""Assumed while the segment is unknown, and for good when a client will not say: natural persons
are asked the most and protected the most."""
_LIKELY_NEEDS = frozenset({"investing"})
"""Assumed for the number of steps only, while no need is known."""


@dataclass(frozen=True)
class Interview:
    """What is known of one client; the order in which it became known does not matter."""

    segment: str | None = None
    needs: frozenset[str] = frozenset()
    answers: Mapping[str, Any] = field(default_factory=dict)
    """Profile value id → value, volunteered ones included; None is no answer."""
    skipped: frozenset[str] = frozenset()
    """Ids of questions that the client does not want to answer."""
    consents: Mapping[str, bool] = field(default_factory=dict)
    """Purpose → granted or declined; a purpose that is not there was not asked yet."""
    contradictions_asked: frozenset[str] = frozenset()
    """Ids of contradictions that were put to the client, whatever came of it."""
    confirmed: bool = False
    """Whether the client confirmed the summary of the answers as they stand."""

    def knows(self, question: Question) -> bool:
        """Whether the question needs no asking because its value is known."""
        if question.id == "segment":
            return self.segment is not None
        if question.id == "needs":
            return bool(self.needs)
        exact = INSTEAD_OF.get(question.id)
        known = self.answers.get(question.answer_id)
        return known is not None or (exact is not None and self.answers.get(exact) is not None)

    def settled(self, question: Question) -> bool:
        """Whether the question is not asked again: known, or skipped by the client."""
        return question.id in self.skipped or self.knows(question)


@dataclass(frozen=True)
class Ask:
    """Ask this question (worded for this client); it is number `step` of `of`."""

    question: Question
    step: int
    of: int


@dataclass(frozen=True)
class AskContradiction:
    """Two answers do not fit together: put it to the client, once."""

    contradiction: Contradiction


@dataclass(frozen=True)
class Summarise:
    """Everything is asked: read it back and let the client confirm or correct it."""


@dataclass(frozen=True)
class Done:
    """Nothing is left to ask. `assessable`: whether an assessment may be made of the answers."""

    assessable: bool
    missing: tuple[str, ...] = ()
    """Ids of questions that concern the client and have no answer (each can only lower)."""
    declined: str | None = None
    """The consent whose refusal ended the interview early."""


@dataclass(frozen=True)
class Declined:
    """Without this consent there is no interview; general questions and an advisor remain."""

    purpose: str


Step = Ask | AskContradiction | Summarise | Done | Declined


def next_step(interview: Interview, questionnaire: Questionnaire, policy: Policy) -> Step:
    """What comes next in the interview, from the notice to the confirmed summary.

    A pure function of what is known: a value that was volunteered is not asked, nor one that was
    skipped. The separate consent is asked before the first sensitive question that concerns the
    client (PIPL art. 29), at once when something sensitive was volunteered; refused, the interview
    ends without an assessment.
    """
    if PRIVACY not in interview.consents:
        return _ask(interview, questionnaire, questionnaire.question(PRIVACY))
    if not interview.consents[PRIVACY]:
        return Declined(PRIVACY)
    step: Step | None = _open_question(interview, questionnaire)
    if step is None and _risk_matters(interview, questionnaire):
        step = _open_contradiction(interview, policy)
    if step is None and interview.answers and not interview.confirmed:
        step = Summarise()
    return step or Done(_assessable(interview, questionnaire), _missing(interview, questionnaire))


def _open_question(interview: Interview, questionnaire: Questionnaire) -> Ask | Done | None:
    consents = interview.consents
    if SENSITIVE not in consents and _told_sensitive(interview, questionnaire):
        return _ask(interview, questionnaire, questionnaire.question(SENSITIVE))
    for question in _concerning(interview, questionnaire):
        if question.sensitive and question.id not in interview.skipped:
            if SENSITIVE not in consents:
                return _ask(interview, questionnaire, questionnaire.question(SENSITIVE))
            if not consents[SENSITIVE]:
                return Done(False, _missing(interview, questionnaire), SENSITIVE)
        if not interview.settled(question):
            return _ask(interview, questionnaire, question)
    return None


def _told_sensitive(interview: Interview, questionnaire: Questionnaire) -> bool:
    """Whether something sensitive was volunteered: it waits for the consent alone, also while it
    is not known yet for whom."""
    segment = interview.segment or _LIKELY_SEGMENT
    return any(
        question.sensitive and question.phase in ("need", "profile") and interview.knows(question)
        for question in questionnaire.asked_of(segment, interview.needs, interview.answers)
    )


def _open_contradiction(interview: Interview, policy: Policy) -> AskContradiction | None:
    for contradiction in find(interview.answers, policy):
        if contradiction.id not in interview.contradictions_asked:
            return AskContradiction(contradiction)
    return None


def next_handoff_step(interview: Interview, questionnaire: Questionnaire) -> Ask | Declined | None:
    """What has to be asked before an advisor may call: the consent to it, then how.

    Declined when the consent was refused; None when nothing is left to ask.
    """
    if interview.consents.get(CONTACT) is False:
        return Declined(CONTACT)
    due = [
        question
        for question in questionnaire.asked_of(interview.segment, interview.needs, {})
        if question.phase == "handoff"
        and not (
            question.answer_id in interview.consents
            if question.kind == "consent"
            else interview.settled(question)
        )
    ]
    wording = (interview.segment, interview.needs)
    return Ask(due[0].worded_for(*wording), 1, len(due)) if due else None


def steps(interview: Interview, questionnaire: Questionnaire) -> tuple[int, int]:
    """How many questions that concern this client are settled, and how many there are.

    Consents do not count. Questions that depend on what is not known yet count until it is known,
    so that the end never moves away.
    """
    needs = interview.needs
    if not needs and "needs" not in interview.skipped:
        needs = _LIKELY_NEEDS
    content = [
        question
        for question in questionnaire.questions
        if question.phase in ("need", "profile")
        and question.kind != "consent"
        and question.when.holds(
            interview.segment or _LIKELY_SEGMENT,
            needs,
            _assumed(interview.answers, question),
        )
    ]
    return sum(interview.settled(question) for question in content), len(content)


def _ask(interview: Interview, questionnaire: Questionnaire, question: Question) -> Ask:
    done, of = steps(interview, questionnaire)
    return Ask(question.worded_for(interview.segment, interview.needs), min(done + 1, of), of)


def _concerning(interview: Interview, questionnaire: Questionnaire) -> Iterator[Question]:
    """The questions of need and profile that concern this client, in order."""
    segment = interview.segment
    if segment is None and "segment" in interview.skipped:
        segment = _LIKELY_SEGMENT
    for question in questionnaire.asked_of(segment, interview.needs, interview.answers):
        if question.phase in ("need", "profile") and question.kind != "consent":
            yield question


def _assumed(answers: Mapping[str, Any], question: Question) -> Mapping[str, Any]:
    """The answers, with those that the question depends on and that are unknown assumed to fit."""
    unknown = {
        other: next(iter(allowed))
        for other, allowed in question.when.answers.items()
        if answers.get(other) is None and allowed
    }
    return {**answers, **unknown}


def _risk_matters(interview: Interview, questionnaire: Questionnaire) -> bool:
    """Whether the needs call for the risk questionnaire: whether an essential question is due."""
    return any(question.essential for question in _concerning(interview, questionnaire))


def _assessable(interview: Interview, questionnaire: Questionnaire) -> bool:
    """Whether every essential question that concerns the client is answered."""
    essential = [q for q in _concerning(interview, questionnaire) if q.essential]
    return bool(essential) and all(interview.knows(question) for question in essential)


def _missing(interview: Interview, questionnaire: Questionnaire) -> tuple[str, ...]:
    return tuple(
        question.id
        for question in _concerning(interview, questionnaire)
        if not question.optional and not interview.knows(question)
    )
