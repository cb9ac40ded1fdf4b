"""A client's rights over their data: to see it, take it along, have it erased or kept still."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.records.models import Answer, Assessment, Client, Consent, Handoff
from bot.records.unit import UnitOfWork
from bot.services import (
    consent,
    duties,
    messages,
    openings,
    own_copy,
    signals,
    webhook_events,
    wording,
)
from bot.services.app import App
from bot.services.errors import Gone, NotAllowed, NotFound
from bot.services.openings import CHAT, Place
from bot.suitability.retention import Kept

CLIENT = "client"
"""The actor in the audit trail where clients look at or change what is theirs."""
FORMAT = "zhiyin-export-1"


def profile(
    app: App,
    client_id: str,
    actor: str,
    reason: str,
    language: str = "zh",
    *,
    place: Place = CHAT,
    for_duty: bool = False,
) -> dict[str, Any]:
    """Everything that is held about a client, opened; the look itself is audited.

    `answers` maps profile value ids to values; `details` says of each what it is called, how it
    reads in `language`, when and in which words it was given. Whoever is not the client sees what
    has its consent at this moment, unless an authority asks for it (`for_duty`). Raises NotFound
    for an unknown client, Gone for an erased one, NotAllowed for one that is restricted, unless it
    is looked at `for_duty`.
    """
    with app.records.begin() as work:
        client = _client(work, client_id, actor, for_duty)
        whole = actor == CLIENT or for_duty
        held = _profile(app, work, client, language, whole=whole)
        _opened(app, work, client_id, actor, place, "profile.read", reason)
    return held


def export(
    app: App,
    client_id: str,
    language: str,
    *,
    actor: str = CLIENT,
    reason: str = "own_copy",
    place: Place = CHAT,
    for_duty: bool = False,
) -> dict[str, Any]:
    """A client's copy of their data: machine-readable, with `text` to read in their language.

    It holds the profile, former answers, contacts, the consent ledger, all assessments, handoffs,
    every message of every conversation, what was sent for them, who of the staff opened their data
    and why, and how long each kind is kept (GDPR art. 15 and 20, PIPL art. 45). What it leaves out
    stands in `own_copy.SEALED_BUT_NOT_IN_IT`, advisors' private notes among it. Audited. Raises
    NotFound, Gone or NotAllowed as `profile` does.
    """
    now = app.now()
    with app.records.begin() as work:
        client = _client(work, client_id, actor, for_duty)
        held = _profile(app, work, client, language, whole=True)
        known = _known(app, work.answers.history(client_id))
        copy: dict[str, Any] = {
            "format": FORMAT,
            "exported_at": messages.iso(now),
            "language": language,
            "profile": held,
            "answer_history": [_former(answer) for answer in known],
            "consent_history": [_consent(c) for c in work.consents.history(client_id)],
            "assessments": [_assessment(a) for a in work.assessments.list(client_id)],
            "conversations": [
                {
                    "id": conversation.id,
                    "channel": conversation.channel,
                    "created_at": messages.iso(conversation.created_at),
                    "messages": _said(work, conversation.id),
                }
                for conversation in work.conversations.of_client(client_id)
            ],
            **own_copy.also_held(app, work, client_id, language),
        }
        _opened(app, work, client_id, actor, place, "profile.export", reason)
    copy["text"] = own_copy.text(app, copy, language)
    return copy


def as_page(app: App, copy: dict[str, Any]) -> str:
    """A client's copy as a page to read, print and keep (HTML without scripts)."""
    return own_copy.page(app, copy, copy["language"])


def erase(
    app: App,
    client_id: str,
    *,
    actor: str = CLIENT,
    reason: str = "own_wish",
    place: Place = CHAT,
) -> tuple[Kept, ...]:
    """Erase a client for good, or all of them that no duty to keep covers.

    Without a duty their key dies, with it every copy of their data. Where duties run (they are
    given back), the client is restricted: what the duties cover stays sealed and is neither used
    nor shown until they end, then it is erased as well; everything else goes now. Either way
    conversations and tokens end. Doing it again does nothing. The audit trail keeps that it
    happened, under a keyed hash. Raises NotFound for a client that never was.
    """
    now = app.now()
    with app.records.begin() as work:
        client = work.clients.get(client_id)
        if client is None:
            raise NotFound("client_unknown")
        if client.gone:
            return duties.running(app.rulebook.policy, work, client_id, now)
        theirs = [conversation.id for conversation in work.conversations.of_client(client_id)]
        told = webhook_events.told_of(work, client_id)
        kept = duties.end(app.rulebook.policy, work, client_id, now)
        if told:
            webhook_events.erased(app, work, client_id, "restricted" if kept else "erased")
        work.audit.record(
            at=now,
            actor=actor,
            action="client.restrict" if kept else "client.erase",
            client_id=client_id,
            reason=reason,
            detail={
                **{one.duty.id: one.until.isoformat() for one in kept},
                "from": place.detail(),
            },
        )
    for conversation_id in theirs:
        signals.changed(conversation_id)
    return kept


def _opened(
    app: App, work: UnitOfWork, client_id: str, actor: str, place: Place, action: str, reason: str
) -> None:
    """The client looks from the chat; nobody else may pass for one who does."""
    if (actor == CLIENT) != (place == CHAT):
        raise ValueError("staff and operators say from where they look")
    openings.note(
        app, work, actor=actor, place=place, action=action, client_id=client_id, reason=reason
    )


def what_would_stay(app: App, client_id: str) -> tuple[Kept, ...]:
    """The duties that would keep something of a client who asked for erasure now."""
    with app.records.read() as work:
        return duties.running(app.rulebook.policy, work, client_id, app.now())


def restrict(app: App, client_id: str, *, actor: str, reason: str, place: Place = CHAT) -> None:
    """From now on a client's data is only stored: no conversation, no look, no handoff, no
    deletion by period (GDPR art. 18, at the client's own wish). Raises NotFound or Gone.
    """
    now = app.now()
    with app.records.begin() as work:
        _client(work, client_id, CLIENT)
        work.clients.set_state(client_id, "restricted", now)
        work.audit.record(
            at=now,
            actor=actor,
            action="client.restrict",
            client_id=client_id,
            reason=reason,
            detail={"from": place.detail()},
        )


def _client(work: UnitOfWork, client_id: str, actor: str, for_duty: bool = False) -> Client:
    """The client, where this actor may see them now.

    What is restricted is shown to nobody of the institution, except for the duty that keeps it:
    an authority asks, and the reason stands in the audit trail.
    """
    client = work.clients.get(client_id)
    if client is None:
        raise NotFound("client_unknown")
    if client.state == "erased":
        raise Gone
    if for_duty:
        return client
    if client.gone:
        raise Gone("kept_for_duty")
    if client.state == "restricted" and actor != CLIENT:
        raise NotAllowed("restricted")
    return client


def _profile(
    app: App, work: UnitOfWork, client: Client, language: str, *, whole: bool
) -> dict[str, Any]:
    if whole:
        current = work.answers.current(client.id)
        assessment = work.assessments.latest(client.id)
    else:
        current = consent.answers(app, work, client.id)
        assessment = consent.assessment(work, client.id)
    known = _known(app, current.values())
    values = {answer.question: answer.value for answer in known}
    newest = {one.purpose: one for one in work.consents.history(client.id)}
    withdrawn = consent.withdrawn_at(work, client.id)
    return {
        "client_id": client.id,
        "state": client.state,
        "stage": client.stage,
        "tier": client.tier,
        "needs": list(values.get("needs") or ()),
        "segment": values.get("segment"),
        "answers": {k: v for k, v in values.items() if k not in ("needs", "segment")},
        "details": [_detail(app, answer, values, language) for answer in known],
        "consents": [_consent(one) for one in newest.values()],
        "withdrawn_at": messages.iso(withdrawn) if withdrawn else None,
        "assessment": _assessment(assessment) if assessment else None,
        "handoffs": [_handoff(h) for h in work.handoffs.of_client(client.id)],
    }


def _known(app: App, answers: Iterable[Answer]) -> list[Answer]:
    """The answers to the questionnaire's questions, in its order, without our own bookkeeping."""
    order = {q.answer_id: n for n, q in enumerate(app.rulebook.questionnaire.questions)}
    found: list[tuple[int, Answer]] = []
    for answer in answers:
        question = wording.question_filling(app.rulebook.questionnaire, answer.question)
        if question is not None and answer.body and not answer.evidence.get("skipped"):
            found.append((order[question.answer_id], answer))
    return [answer for _, answer in sorted(found, key=lambda pair: pair[0])]


def _detail(app: App, answer: Answer, client: Mapping[str, Any], language: str) -> dict[str, Any]:
    question = wording.question_filling(app.rulebook.questionnaire, answer.question)
    assert question is not None  # `_known` keeps no other
    evidence = answer.evidence
    return {
        "id": answer.question,
        "label": wording.for_client(question, client).label[language],
        "value": answer.value,
        "text": wording.value_text(
            question, answer.value, language, approximate=bool(evidence.get("approximate"))
        ),
        "at": messages.iso(answer.at),
        "how": evidence.get("how"),
        "utterance": evidence.get("utterance"),
    }


def _former(answer: Answer) -> dict[str, Any]:
    return {
        "id": answer.question,
        "value": answer.value,
        "at": messages.iso(answer.at),
        "superseded_at": messages.iso(answer.superseded_at) if answer.superseded_at else None,
        "utterance": answer.evidence.get("utterance"),
    }


def _consent(entry: Consent) -> dict[str, Any]:
    return {
        "text_hash": entry.text_hash,
        "purpose": entry.purpose,
        "granted": entry.granted,
        "at": messages.iso(entry.at),
        "method": entry.method,
        "language": entry.language,
        "text_version": entry.text_version,
    }


def _assessment(assessment: Assessment) -> dict[str, Any]:
    return {
        **assessment.body,
        "id": assessment.id,
        "at": messages.iso(assessment.at),
        "versions": {
            "questionnaire": assessment.questionnaire_version,
            "policy": assessment.policy_version,
            "products": assessment.products_version,
        },
    }


def _handoff(handoff: Handoff) -> dict[str, Any]:
    times = {
        "requested_at": handoff.requested_at,
        "accepted_at": handoff.accepted_at,
        "closed_at": handoff.closed_at,
    }
    return {
        "id": handoff.id,
        "status": handoff.status,
        "reason": (handoff.body or {}).get("reason"),
        **{name: messages.iso(at) if at else None for name, at in times.items()},
    }


def _said(work: UnitOfWork, conversation_id: str) -> list[dict[str, Any]]:
    said: list[dict[str, Any]] = []
    after = 0
    while page := work.messages.list(conversation_id, after=after, limit=500, hidden=False):
        said.extend(messages.shape(message) for message in page)
        after = page[-1].seq
    return said
