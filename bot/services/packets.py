"""What an advisor gets with a handoff: the client's situation, so that nobody asks twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.records.models import Answer, Assessment, Client, Handoff, Note
from bot.records.unit import UnitOfWork
from bot.services import above_level, consent, messages, prospecting, webhook_events, wording
from bot.services.app import App
from bot.services.course import ABOVE, CONTRADICTION, SUMMARY
from bot.services.wording import MONTHS_OF
from bot.suitability import investors

REASONS: Mapping[str, Mapping[str, str]] = {
    "asked_for_human": {"zh": "客户要求与真人交谈", "en": "The client asked for a person"},
    "qualified": {"zh": "评估已完成，希望与顾问详谈", "en": "Assessed, and wishes to talk it over"},
    "distress": {"zh": "客户处境困难，需要关怀", "en": "The client is in distress"},
    "vulnerable": {"zh": "客户可能需要特别关照", "en": "The client may need special care"},
    "complaint": {"zh": "客户有投诉或不满", "en": "The client complains"},
    "suspected_fraud": {"zh": "疑似遇到诈骗", "en": "Suspected fraud"},
    "not_understood": {"zh": "助手多次未能理解", "en": "The assistant failed to understand"},
    "level_jump": {"zh": "与上次评估相差较大", "en": "The result moved far since last time"},
    "senior_confirmation": {"zh": "年长客户，需顾问确认", "en": "Senior client, to be confirmed"},
    "above_level": {
        "zh": "客户看过特别警示后仍要求超出等级的产品",
        "en": "Insists on a product above their category, after the warning",
    },
    "minor": {"zh": "未成年人，须由监护人与顾问办理", "en": "A minor; a guardian takes part"},
    "follow_up": {
        "zh": "有话要转告客户，助手送不到",
        "en": "Something to tell the client that the assistant could not bring",
    },
    "erasure_dispute": {"zh": "对数据删除有异议", "en": "A dispute about erasure"},
}
"""Reasons for a handoff in plain words; another code is shown as it stands."""

_RANK = {"urgent": 0, "high": 1, "normal": 2}
_SENSITIVE = "sensitive_data"
_MADE_OF_SENSITIVE = ("assessment", "allocation", "products", "summary")


def at_request(
    app: App, work: UnitOfWork, client: Client, *, reason: str, now: datetime
) -> dict[str, Any]:
    """The sealed part of a new handoff: why, how pressing, the scores and a summary as of now.

    The client's standing is brought up to date on the way.
    """
    answers = visible_answers(app, work, client.id)
    values = _values(answers)
    prospect = update_standing(app, work, client, reason=reason, now=now)
    assessment = consent.assessment(work, client.id)
    return {
        "reason": reason,
        "needs": _needs(values),
        "segment": values.get("segment"),
        "fit": prospect.fit.score,
        "fit_parts": dict(prospect.fit.parts),
        "intent": prospect.intent.score,
        "intent_parts": dict(prospect.intent.parts),
        "tier": prospect.tier,
        "stage": prospect.stage,
        "urgency": prospect.route.urgency,
        "first_response_minutes": prospect.route.first_response_minutes,
        "summary": {
            language: summary(app, answers, assessment, language) for language in ("zh", "en")
        },
    }


def update_standing(
    app: App, work: UnitOfWork, client: Client, *, reason: str, now: datetime
) -> prospecting.Prospect:
    """Measure the client anew and keep stage and tier: after an assessment and at a request."""
    values = _values(visible_answers(app, work, client.id))
    asked, missing = _completeness(app, values)
    granted = frozenset(consent.granted(work, client.id))
    known = prospecting.Known(values, granted, len(asked), len(missing))
    prospect = prospecting.measure(app, work, client, known, reason=reason, now=now)
    if (client.stage, client.tier) != (prospect.stage, prospect.tier):
        work.clients.set_standing(client.id, stage=prospect.stage, tier=prospect.tier, at=now)
        webhook_events.stage(app, work, client, prospect.stage)
    return prospect


def visible_answers(app: App, work: UnitOfWork, client_id: str) -> dict[str, Answer]:
    """The profile values whose purpose still has its consent, in the order of the questionnaire."""

    def shown(name: str, answer: Answer) -> bool:
        ours = name == SUMMARY or name.startswith((CONTRADICTION, ABOVE))
        return not ours and not answer.evidence.get("skipped")

    questions = app.rulebook.questionnaire.questions
    order = {q.answer_id: at for at, q in enumerate(questions)}
    found = [(n, a) for n, a in consent.answers(app, work, client_id).items() if shown(n, a)]
    return dict(sorted(found, key=lambda item: order.get(item[0], len(order))))


def first_response_due(app: App, handoff: Handoff) -> datetime | None:
    """When the first human words are due: counted from the request, or from the next opening.

    The clock runs from the client's request and nothing the assistant says resets it.
    """
    start = app.rulebook.policy.business_hours.next_opening(handoff.requested_at)
    minutes = handoff.body.get("first_response_minutes")
    return None if start is None or minutes is None else start + timedelta(minutes=minutes)


def position(work: UnitOfWork, handoff: Handoff) -> int | None:
    """The place in the line, 1 for the next; None once somebody came or it is over.

    The line is the advisors' queue: urgent requests come first, whenever they were made.
    """
    if handoff.status in ("requested", "queued", "offered"):
        line = [h for s in ("requested", "queued", "offered") for h in work.handoffs.list(s)]
    elif handoff.status == "callback":
        line = list(work.handoffs.list("callback"))
    else:
        return None
    line.sort(key=lambda one: turn(one.body.get("urgency"), one.requested_at, one.id))
    ids = [one.id for one in line]
    return ids.index(handoff.id) + 1 if handoff.id in ids else len(ids) + 1


def turn(urgency: str | None, requested_at: Any, handoff_id: str) -> tuple[int, Any, str]:
    """By what the queue is sorted: urgency, then the time of the request."""
    return _RANK.get(urgency or "normal", _RANK["normal"]), requested_at, handoff_id


def row(app: App, work: UnitOfWork, handoff: Handoff, names: Mapping[str, str]) -> dict[str, Any]:
    """A handoff in a list: everything but the words of the client."""
    client = work.clients.get(handoff.client_id)
    if client is None or client.state != "active":
        gone = client is None or client.gone
        return {**_facts(app, handoff, names), "erased": gone, **_NOTHING, "position": None}
    withdrawn = consent.withdrawn_at(work, handoff.client_id)
    if withdrawn is not None:
        return {
            **_facts(app, handoff, names),
            **_NOTHING,
            "reason": handoff.body.get("reason"),
            "reason_text": reason_text(handoff.body.get("reason")),
            "urgency": handoff.body.get("urgency") or "normal",
            "withdrawn_at": messages.iso(withdrawn),
            "position": position(work, handoff),
        }
    assessment = consent.assessment(work, handoff.client_id)
    return {
        **_facts(app, handoff, names),
        "withdrawn_at": None,
        "reason": handoff.body.get("reason"),
        "reason_text": reason_text(handoff.body.get("reason")),
        "urgency": handoff.body.get("urgency") or "normal",
        "fit": handoff.body.get("fit"),
        "intent": handoff.body.get("intent"),
        "tier": client.tier or handoff.body.get("tier"),
        "stage": client.stage or handoff.body.get("stage"),
        "segment": handoff.body.get("segment"),
        "needs": handoff.body.get("needs") or [],
        "category": (assessment.body.get("category") if assessment else None),
        "position": position(work, handoff),
    }


_NOTHING: dict[str, Any] = {
    "reason": None, "reason_text": None, "urgency": "normal", "fit": None, "intent": None,
    "tier": None, "stage": None, "segment": None, "needs": [], "category": None,
}  # fmt: skip


def full(app: App, work: UnitOfWork, handoff: Handoff, names: Mapping[str, str]) -> dict[str, Any]:
    """The whole packet as the advisor API's contract shapes it. The caller has made sure that the
    client is neither gone nor restricted (`handoff_access.living`)."""
    answers = visible_answers(app, work, handoff.client_id)
    values = _values(answers)
    assessment = consent.assessment(work, handoff.client_id)
    listed = row(app, work, handoff, names)
    summaries = {lang: summary(app, answers, assessment, lang) for lang in ("zh", "en")}
    said = transcript(work, handoff)
    first = _first_words(said, handoff)
    return {
        **listed,
        "needs": _needs(values) or listed["needs"],
        "task": handoff.body.get("task"),
        "consents": list(consent.granted(work, handoff.client_id)),
        "first_response_at": first,
        "answers": values,
        "evidence": {question: _evidence(answer) for question, answer in answers.items()},
        "missing": _completeness(app, values)[1],
        "contact": values.get("contact"),
        "assessment": _assessment(assessment),
        "investor_checks": [one.to_json() for one in investors.check(values, app.rulebook.policy)]
        if assessment is not None
        else [],
        "above_level": above_level.told(consent.answers(app, work, handoff.client_id)),
        "summary": summaries[handoff.language],
        "summaries": summaries,
        "transcript": said,
        "notes": [note(one, names) for one in work.notes.of(handoff.id)],
    }


def transcript(work: UnitOfWork, handoff: Handoff, *, after: int = 0) -> list[dict[str, Any]]:
    """The conversation above `after`, oldest first, without what is internal.

    Once the client has taken their consent back, nothing said until then is shown; without
    `sensitive_data` no card that repeats sensitive answers is.
    """
    withdrawn = consent.withdrawn_at(work, handoff.client_id)
    sensitive = _SENSITIVE in consent.granted(work, handoff.client_id)
    said: list[dict[str, Any]] = []
    while page := work.messages.list(handoff.conversation_id, after=after, limit=200, hidden=False):
        for message in page:
            if withdrawn is not None and message.at <= withdrawn:
                said.append(messages.withheld(message))
            else:
                said.append(_seen_by_advisor(messages.shape(message), sensitive=sensitive))
        after = page[-1].seq
    return said


def note(one: Note, names: Mapping[str, str]) -> dict[str, Any]:
    """A private note as advisors see it."""
    return {
        "id": one.id,
        "at": messages.iso(one.at),
        "advisor": {"id": one.advisor_id, "name": names.get(one.advisor_id)},
        "text": one.body.get("text", ""),
    }


def reason_text(reason: str | None) -> dict[str, str] | None:
    """A reason in both languages; a code that is not known is shown as it stands."""
    if reason is None:
        return None
    return dict(REASONS.get(reason) or {"zh": reason, "en": reason})


def value_text(
    app: App, answer_id: str, value: Any, language: str, *, approximate: bool = False
) -> str:
    """A profile value in words: the label of its option, or the value as it is said."""
    question = wording.question_filling(app.rulebook.questionnaire, answer_id)
    if question is not None:
        return wording.value_text(question, value, language, approximate=approximate)
    if isinstance(value, Mapping):
        return wording.contact_text(value)
    return str(value)


def label_text(app: App, answer_id: str, language: str, client: Mapping[str, Any]) -> str:
    """What a profile value is called, for a client of whom these values are known."""
    question = wording.question_filling(app.rulebook.questionnaire, answer_id)
    if question is not None:
        return wording.for_client(question, client).label[language]
    known = app.rulebook.policy.wording.items.get(answer_id)
    return known[language] if known else answer_id.replace("_", " ")


def summary(
    app: App, answers: Mapping[str, Answer], assessment: Assessment | None, language: str
) -> str:
    """Who this is and what they want, in three sentences an advisor reads in ten seconds."""
    parts: list[str] = []
    chinese = language == "zh"
    client = {name: answer.value for name, answer in answers.items()}

    def named(question: str) -> str | None:
        answer = answers.get(MONTHS_OF.get(question, ""), answers.get(question))
        if answer is None or answer.value is None:
            return None
        rough = bool(answer.evidence.get("approximate"))
        text = value_text(app, question, answer.value, language, approximate=rough)
        colon = "：" if chinese else ": "
        return f"{label_text(app, question, language, client)}{colon}{text}"

    for group in _SUMMARY:
        said = [text for question in group if (text := named(question)) is not None]
        if said:
            parts.append(("；" if chinese else "; ").join(said))
    if assessment is not None:
        parts.append(_result(assessment.body, chinese))
    if not parts:
        return "尚未了解到客户的情况。" if chinese else "Nothing is known about the client yet."
    return "".join(f"{p}。" for p in parts) if chinese else " ".join(f"{p}." for p in parts)


_SUMMARY = (
    ("segment", "needs", "objective"),
    ("goal_amount", "horizon", "investable_assets", "annual_income", "age"),
    ("debt_position", "reserve_months", "dependants", "max_loss"),
)


def _result(body: Mapping[str, Any], chinese: bool) -> str:
    flags = [str(flag) for flag in body.get("flags") or () if isinstance(flag, str)]
    category = body.get("category")
    text = f"风险承受能力 {category}" if chinese else f"Risk category {category}"
    if body.get("minimum_risk"):
        text += "（最低类别）" if chinese else " (minimum class)"
    if flags:
        points = "1 point" if len(flags) == 1 else f"{len(flags)} points"
        text += f"，需留意 {len(flags)} 项" if chinese else f", {points} to check"
    return text


def _facts(app: App, handoff: Handoff, names: Mapping[str, str]) -> dict[str, Any]:
    due = first_response_due(app, handoff)
    holder = handoff.advisor_id
    return {
        "id": handoff.id,
        "status": handoff.status,
        "client_id": handoff.client_id,
        "conversation_id": handoff.conversation_id,
        "language": handoff.language,
        "requested_at": messages.iso(handoff.requested_at),
        "accepted_at": messages.iso(handoff.accepted_at) if handoff.accepted_at else None,
        "closed_at": messages.iso(handoff.closed_at) if handoff.closed_at else None,
        "advisor": {"id": holder, "name": names.get(holder)} if holder else None,
        "outcome": handoff.outcome,
        "first_response_due": messages.iso(due) if due else None,
    }


def _needs(values: Mapping[str, Any]) -> list[str]:
    needs = values.get("needs")
    if isinstance(needs, str):
        return [needs]
    return [str(need) for need in needs or ()]


def _assessment(assessment: Assessment | None) -> dict[str, Any] | None:
    if assessment is None:
        return None
    body = dict(assessment.body)
    return {
        **body,
        "id": assessment.id,
        "at": messages.iso(assessment.at),
        "category": body.get("category"),
        "scores": body.get("scores") or {},
        "reasons": body.get("reasons") or [],
        "flags": body.get("flags") or [],
        "versions": body.get("versions")
        or {
            "questionnaire": assessment.questionnaire_version,
            "policy": assessment.policy_version,
            "products": assessment.products_version,
        },
    }


def _evidence(answer: Answer) -> dict[str, Any]:
    return {**answer.evidence, "at": messages.iso(answer.at)}


def _values(answers: Mapping[str, Answer]) -> dict[str, Any]:
    return {name: answer.value for name, answer in answers.items()}


def _completeness(app: App, values: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """The profile values that concern this client, and those of them that are not known."""
    needs = frozenset(_needs(values))
    asked = [
        q.answer_id
        for q in app.rulebook.questionnaire.asked_of(values.get("segment"), needs, values)
        if q.phase in ("need", "profile") and q.kind != "consent"
    ]
    known = set(values) | {own for own, exact in MONTHS_OF.items() if exact in values}
    return asked, [one for one in asked if one not in known]


def _first_words(said: list[dict[str, Any]], handoff: Handoff) -> str | None:
    since = messages.iso(handoff.requested_at)
    return next(
        (one["at"] for one in said if one["from"] == "advisor" and one["at"] >= since), None
    )


def _seen_by_advisor(message: dict[str, Any], *, sensitive: bool) -> dict[str, Any]:
    """Without the choice tokens, which are the client's key to an answer and nobody else's."""
    if not sensitive and (message.get("card") or {}).get("type") in _MADE_OF_SENSITIVE:
        message = {key: value for key, value in message.items() if key not in ("card", "text")}
        message["text"] = messages.WITHHELD[message["language"]]
        message["withheld"] = True
    question = message.get("question")
    if not question:
        return message
    options = [
        {key: value for key, value in option.items() if key != "choice"}
        for option in question.get("options") or ()
    ]
    return {**message, "question": {**question, "options": options}}
