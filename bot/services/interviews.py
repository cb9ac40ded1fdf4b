"""What the records know of a client's interview, and how an answer gets there."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.records.models import Answer, Client, Conversation
from bot.records.unit import UnitOfWork
from bot.services import consent, contacts, rule_versions
from bot.services.app import App
from bot.services.course import ABOVE, CONTRADICTION, SUMMARY, Course
from bot.services.errors import Gone
from bot.services.wording import MONTHS_OF
from bot.suitability.interview import Interview

NEEDS, SEGMENT = "needs", "segment"


@dataclass(frozen=True)
class Dossier:
    """A conversation, its client, and where the interview stands, volunteered values included."""

    conversation: Conversation
    client: Client
    interview: Interview
    stored: Mapping[str, Answer]
    app: App
    """The services with the rules this interview was begun under, which may be older ones."""

    @property
    def answers(self) -> Mapping[str, Any]:
        """Profile values by id, held ones included."""
        return self.interview.answers


def dossier(app: App, work: UnitOfWork, conversation_id: str, course: Course) -> Dossier:
    """Read where a conversation stands. Raises Gone when the client was erased."""
    conversation = work.conversations.get(conversation_id)
    client = work.clients.get(conversation.client_id) if conversation else None
    if conversation is None or client is None or client.gone:
        raise Gone
    consents = consent.standing(work, client.id)
    stored = consent.answers(app, work, client.id) if client.state == "active" else {}
    begun = rule_versions.finishing(app, work, client.id, stored)
    interview = _interview(begun, stored, consents, course)
    return Dossier(conversation, client, interview, stored, begun)


def standing(app: App, conversation_id: str, course: Course | None = None) -> Dossier:
    """Where a conversation stands, in a transaction of its own. Raises Gone."""
    with app.records.read() as work:
        return dossier(app, work, conversation_id, course or Course())


def _interview(
    app: App, stored: Mapping[str, Answer], consents: Mapping[str, bool], course: Course
) -> Interview:
    questions = {q.answer_id: q for q in app.rulebook.questionnaire.questions}
    values: dict[str, Any] = {}
    skipped: set[str] = set()
    resolved: set[str] = set()
    for name, answer in stored.items():
        if name.startswith(CONTRADICTION):
            resolved.add(name.removeprefix(CONTRADICTION))
        elif answer.evidence.get("skipped"):
            skipped.add(name)
        elif name.startswith(ABOVE):
            continue
        elif name != SUMMARY and (name not in questions or questions[name].can_read(answer.value)):
            values[name] = answer.value
    values.update({held.id: held.value for held in course.held})
    summary = stored.get(SUMMARY)
    confirmed = summary is not None and summary.value == digest(stored)
    return Interview(
        segment=values.get(SEGMENT),
        needs=frozenset(values.get(NEEDS) or ()),
        answers={k: v for k, v in values.items() if k not in (NEEDS, SEGMENT)},
        skipped=frozenset(skipped),
        consents=dict(consents),
        contradictions_asked=frozenset(resolved),
        confirmed=confirmed,
    )


def digest(stored: Mapping[str, Answer]) -> str:
    """A fingerprint of the answers as they stand; a confirmation holds for just these. How to reach
    the client is none of them: a new number asks for no new confirmation."""
    ids = sorted(
        f"{name}:{answer.id}"
        for name, answer in stored.items()
        if name not in (SUMMARY, contacts.CONTACT) and not name.startswith(ABOVE)
    )
    return hashlib.sha256("|".join(ids).encode()).hexdigest()


def put(
    app: App,
    work: UnitOfWork,
    found: Dossier,
    answer_id: str,
    value: Any,
    *,
    seq: int,
    utterance: str,
    how: str,
    sensitive: bool = False,
    skipped: bool = False,
    approximate: bool = False,
) -> None:
    """Store an answer with its evidence; the former answer is kept as history.

    The caller has checked the consents. Choosing a band forgets the exact value under it.
    """
    now = app.now()
    rule_versions.keep(app, work)
    evidence = {
        "message_seq": seq,
        "utterance": utterance,
        "how": how,
        "confirmed_at": now.isoformat(),
        "questionnaire": app.rulebook.questionnaire.version,
        "policy": app.rulebook.policy.version,
        "sensitive": sensitive,
        "skipped": skipped,
        "approximate": approximate,
    }
    work.answers.put(
        Answer(
            id=app.new_id(),
            client_id=found.client.id,
            conversation_id=found.conversation.id,
            question=answer_id,
            at=now,
            body={"value": value, "evidence": evidence},
        )
    )
    exact = MONTHS_OF.get(answer_id)
    if exact and exact in found.stored:
        work.answers.withdraw(found.client.id, exact, now)
    if answer_id == contacts.CONTACT:
        _follow_contact(app, work, found.client.id)


def forget(app: App, work: UnitOfWork, found: Dossier, *answer_ids: str) -> None:
    """Withdraw answers, so that their questions are open again."""
    for answer_id in answer_ids:
        for one in (answer_id, MONTHS_OF.get(answer_id)):
            if one and one in found.stored:
                work.answers.withdraw(found.client.id, one, app.now())
    if contacts.CONTACT in answer_ids:
        _follow_contact(app, work, found.client.id)


def _follow_contact(app: App, work: UnitOfWork, client_id: str) -> None:
    usable = consent.answers(app, work, client_id)
    contacts.follow(app, work, client_id, usable.get(contacts.CONTACT))
