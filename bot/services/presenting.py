"""The result of a questionnaire: assessed, stored, and put before the client as words and cards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.records.models import Assessment as StoredAssessment
from bot.records.unit import UnitOfWork
from bot.services import (
    asking,
    consent,
    illustrating,
    interviews,
    packets,
    result_words,
    rule_versions,
    wording,
)
from bot.services.app import App
from bot.services.course import CONTRADICTION, Course
from bot.services.interviews import Dossier
from bot.suitability import frequency, matching, quality
from bot.suitability.assessing import assess
from bot.suitability.assessment import Assessment
from bot.suitability.interview import Done, Step, next_step
from bot.suitability.questionnaire import Question

ANSWERED_HERE = ("choice", "words", "meaning")
"""How an answer was given that was put as a question; what was volunteered has no speed."""
ASSESSED = "assessed"
"""Why the client's standing is measured here; no reason for a handoff."""
SHOWN_PRODUCTS = 4
"""Product categories on one card; more would not be read."""


@dataclass(frozen=True)
class Presented:
    """What to say. `news` is false where nothing new came of it, so that no advisor is offered."""

    messages: tuple[Mapping[str, Any], ...]
    news: bool


def present(app: App, conversation_id: str, language: str, *, again: bool = False) -> Presented:
    """Assess what is known and say the result; `again` shows the last one as it stands.

    The assessment is stored with the answers it is made of and the versions of the rules. Where
    the needs call for no assessment, the product categories alone are shown. Raises Gone.
    """
    with app.records.begin() as work:
        found = interviews.dossier(app, work, conversation_id, Course())
        app = found.app
        latest = consent.assessment(work, found.client.id)
        if again:
            return _again(app, found, latest, language)
        done = next_step(found.interview, app.rulebook.questionnaire, app.rulebook.policy)
        if not (isinstance(done, Done) and done.assessable):
            return _without_assessment(app, work, found, language, done)
        digest = interviews.digest(found.stored)
        if latest is not None and _still_holds(app, latest, digest):
            return _unchanged(app, latest, language)
        if (limit := _limit(app, work, found)) is not None:
            text = app.rulebook.replies.text(f"utter_result_too_often_{limit}", language)
            return Presented(({"text": text},), news=False)
        assessment = _assess(app, found, latest)
        _store(app, work, found, assessment, digest)
        former = None if latest is None else Assessment.from_json(latest.body)
        packets.update_standing(app, work, found.client, reason=ASSESSED, now=app.now())
        offered = work.handoffs.open_of(conversation_id) is None
    return Presented(_result(app, found, assessment, language, former), news=offered)


def suitable_again(app: App, conversation_id: str, language: str) -> Mapping[str, Any] | None:
    """The product categories of the last result, for "what suits me?"; None while there is none.

    Raises Gone.
    """
    with app.records.begin() as work:
        found = interviews.dossier(app, work, conversation_id, Course())
        latest = consent.assessment(work, found.client.id)
    if latest is None or not found.stored:
        return None
    return _products(app, found, Assessment.from_json(latest.body), language)


def _today(app: App) -> date:
    """The day on which the institution is now."""
    return app.now().astimezone(app.rulebook.policy.business_hours.zone).date()


def _still_holds(app: App, latest: StoredAssessment, digest: str) -> bool:
    """Whether the last assessment is of these answers, under these rules, and not expired."""
    made = Assessment.from_json(latest.body)
    versions = (app.rulebook.questionnaire.version, app.rulebook.policy.version)
    same_rules = (latest.questionnaire_version, latest.policy_version) == versions
    return latest.body.get("digest") == digest and same_rules and made.is_valid(_today(app))


def _limit(app: App, work: UnitOfWork, found: Dossier) -> str | None:
    """`per_day` or `per_year` when the client may not be assessed again yet (policy `validity`)."""
    earlier = [
        Assessment.from_json(one.body).assessed_on
        for one in consent.assessments(work, found.client.id)
    ]
    return frequency.refusal(earlier, _today(app), app.rulebook.policy)


def _assess(app: App, found: Dossier, latest: StoredAssessment | None) -> Assessment:
    explained = frozenset(
        name.removeprefix(CONTRADICTION)
        for name, answer in found.stored.items()
        if name.startswith(CONTRADICTION) and answer.value == "explained"
    )
    return assess(
        asking.known(found),
        questionnaire=app.rulebook.questionnaire,
        policy=app.rulebook.policy,
        today=_today(app),
        previous=None if latest is None else Assessment.from_json(latest.body),
        explained=explained,
        products_version=app.rulebook.products.version,
    )


def _store(app: App, work: UnitOfWork, found: Dossier, assessment: Assessment, digest: str) -> None:
    now = app.now()
    rule_versions.keep(app, work)
    work.assessments.add(
        StoredAssessment(
            id=app.new_id(),
            client_id=found.client.id,
            conversation_id=found.conversation.id,
            at=now,
            questionnaire_version=app.rulebook.questionnaire.version,
            policy_version=app.rulebook.policy.version,
            products_version=app.rulebook.products.version,
            body={
                **assessment.to_json(),
                "digest": digest,
                "quality": list(_quality(app, found)),
            },
        )
    )
    work.audit.record(
        at=now, actor="assistant", action="assessment.made", client_id=found.client.id
    )


def _quality(app: App, found: Dossier) -> tuple[dict[str, Any], ...]:
    """Signs of clicking through, for the advisor alone."""
    given = [
        quality.Given(
            question=name,
            value=answer.value,
            second=answer.at.timestamp(),
            message=int(answer.evidence.get("message_seq") or 0),
        )
        for name, answer in found.stored.items()
        if name in found.answers and answer.evidence.get("how") in ANSWERED_HERE
    ]
    return quality.flags(given, app.rulebook.questionnaire, app.rulebook.policy.quality)


def _result(
    app: App,
    found: Dossier,
    assessment: Assessment,
    language: str,
    former: Assessment | None = None,
) -> tuple[Mapping[str, Any], ...]:
    told = (
        result_words.headline(app, assessment, language),
        result_words.compared(app, former, assessment, language),
    )
    text = "\n".join(part for part in told if part)
    return (
        {"text": text, "card": assessment_card(app, assessment, language, former)},
        _products(app, found, assessment, language),
        _allocation(app, found, assessment, language),
    )


def assessment_card(
    app: App, assessment: Assessment, language: str, former: Assessment | None = None
) -> dict[str, Any]:
    """The assessment as the chat API's contract has it, all words in the client's language."""
    return {
        "type": "assessment",
        "title": app.rulebook.replies.text("utter_result_title", language),
        "category": assessment.category,
        "name": app.rulebook.replies.text(f"utter_category_{assessment.category}", language),
        "picture": illustrating.scale(app.rulebook, assessment.category, language).tree(
            name="scale"
        ),
        "minimum_risk": assessment.minimum_risk,
        "scores": dict(assessment.scores),
        "regulatory": assessment.to_json()["regulatory"],
        "reasons": [_in(reason, language) for reason in assessment.reasons],
        "would_change": [_in(reason, language) for reason in assessment.would_change],
        "contradictions": [
            f"{one['left'][language]} / {one['right'][language]}"
            for one in assessment.contradictions
        ],
        "mattered": result_words.mattering(app, assessment, language),
        "previous_category": assessment.previous_category,
        "changes": result_words.changes(app, former, assessment, language),
        "flags": list(assessment.flags),
        "answers": dict(assessment.answers),
        "versions": dict(assessment.versions),
        "valid_until": assessment.valid_until.isoformat(),
        "report": True,
    }


def _allocation(
    app: App, found: Dossier, assessment: Assessment, language: str
) -> Mapping[str, Any]:
    """A mix that goes with what may be shown now, which may lie below the category."""
    shown = illustrating.illustrate(app.rulebook, assessment, asking.known(found), language)
    text = app.rulebook.replies.text(
        "utter_allocation", language, category=shown.allocation.category
    )
    return {"text": text, "card": illustrating.card(app.rulebook, shown, language)}


def _products(
    app: App, found: Dossier, assessment: Assessment | None, language: str
) -> Mapping[str, Any]:
    matches = matching.match(
        app.rulebook.products,
        assessment,
        asking.known(found),
        found.interview.needs,
        policy=app.rulebook.policy,
        jurisdiction=app.settings.jurisdiction,
        consents=_granted(found),
    )
    suitable = matches.suitable[:SHOWN_PRODUCTS]
    if not suitable:
        return {"text": app.rulebook.replies.text("utter_products_none", language)}
    items = [
        {
            "id": match.product.id,
            "name": match.product.name[language],
            "rating": match.product.rating,
            "description": match.product.description[language],
            "reasons": [_in(reason, language) for reason in match.reasons],
            "risk": match.product.risk[language],
            "fees": match.product.fees[language],
        }
        for match in suitable
    ]
    return {
        "text": app.rulebook.replies.text(
            "utter_products" if assessment else "utter_products_by_need", language
        ),
        "card": {
            "type": "products",
            "title": app.rulebook.replies.text("utter_products_title", language),
            "items": items,
            "note": app.rulebook.replies.text("utter_products_note", language),
        },
    }


def _without_assessment(
    app: App, work: UnitOfWork, found: Dossier, language: str, done: Step
) -> Presented:
    """What there is to say where no assessment is made: none is needed, or something is missing."""
    offered = work.handoffs.open_of(found.conversation.id) is None
    if not found.interview.needs:
        text = app.rulebook.replies.text("utter_need_unknown", language)
        return Presented(({"text": text},), news=offered)
    said: list[Mapping[str, Any]] = []
    if missing := _missing_essentials(app, done):
        names = wording.labels(missing, language)
        text = app.rulebook.replies.text("utter_not_assessed", language, names=names)
        said.append({"text": text})
    elif not (isinstance(done, Done) and done.declined):
        said.append({"text": app.rulebook.replies.text("utter_need_noted", language)})
    return Presented((*said, _products(app, found, None, language)), news=offered)


def _missing_essentials(app: App, done: Step) -> list[Question]:
    """The questions that the client left out and without which no assessment is made; none where
    they refused the consent, of which they were told."""
    if not isinstance(done, Done) or done.declined:
        return []
    asked = {question.id: question for question in app.rulebook.questionnaire.questions}
    return [asked[name] for name in done.missing if asked[name].essential]


def _again(app: App, found: Dossier, latest: StoredAssessment | None, language: str) -> Presented:
    if latest is None or not found.stored:
        text = app.rulebook.replies.text("utter_no_result_yet", language)
        return Presented(({"text": text},), news=False)
    assessment = Assessment.from_json(latest.body)
    return Presented(_result(app, found, assessment, language), news=False)


def _unchanged(app: App, latest: StoredAssessment, language: str) -> Presented:
    category = latest.body["category"]
    name = app.rulebook.replies.text(f"utter_category_{category}", language)
    text = app.rulebook.replies.text(
        "utter_result_unchanged", language, category=category, name=name
    )
    return Presented(({"text": text},), news=False)


def _granted(found: Dossier) -> frozenset[str]:
    """The purposes whose consent stands."""
    return frozenset(purpose for purpose, given in found.interview.consents.items() if given)


def _in(reason: Any, language: str) -> str:
    return str(getattr(reason, language))
