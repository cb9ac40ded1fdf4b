"""A client who proved their address goes on as the one we know, with the conversation."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.records.models import Answer, Conversation, Message, Ownership, Proof
from bot.records.unit import UnitOfWork
from bot.services import asking, consent, contacts, interviews, webhook_events, wording
from bot.services.app import App
from bot.services.conversations import standing
from bot.services.course import ABOVE, CONTRADICTION, SUMMARY, Course, Held
from bot.services.interviews import Dossier
from bot.services.returning import EXPIRED, OTHER, RECOGNISED, may_be_found


@dataclass(frozen=True)
class Welcomed:
    """What is said to a client we know again, and the course after it."""

    messages: tuple[dict[str, Any], ...]
    course: Course


def settle(app: App, message: Message) -> tuple[str, int]:
    """Carry out what a right code allows; gives what came of it and the epoch that now holds.

    One transaction: the conversation with its cells moves to the known client, what was answered
    and agreed to in it goes along, and the client it was begun as is erased where nothing else is
    theirs. Doing it again does nothing. It runs when the message's turn has come, so no message
    before it is still being answered. Raises Gone.
    """
    with app.records.begin() as work:
        conversation = standing(work, message.conversation_id)
        owner = work.ownership.lock(conversation.id)
        proof = work.proofs.get(str((message.body or {}).get("proof")))
        if proof is None or proof.status not in ("proven", "used"):
            return EXPIRED, owner.epoch
        if proof.status == "used":
            return RECOGNISED, owner.epoch
        if proof.candidate_id is None or not may_be_found(work, proof.candidate_id):
            work.proofs.change(proof, status="dropped")
            return EXPIRED, owner.epoch
        if _is_another(work, conversation.client_id, proof):
            work.proofs.change(proof, status="dropped")
            return OTHER, owner.epoch
        return RECOGNISED, _move(app, work, conversation, owner, proof)


def welcome(app: App, work: UnitOfWork, found: Dossier, language: str, course: Course) -> Welcomed:
    """Greet a client we know again, show what is known, and go on from there.

    What they said before the proof and what is not known yet is taken over; what differs is put
    on the course, to be asked about.
    """
    proof = work.proofs.newest(found.conversation.id)
    said = [] if proof is None or proof.body is None else proof.body.get("said") or []
    differing = [Held(**one) for one in said]
    consents = found.interview.consents
    for held in course.held:
        question = wording.question_filling(app.rulebook.questionnaire, held.id)
        sensitive = question is not None and question.sensitive
        known = found.stored.get(held.id)
        if sensitive and not consents.get("sensitive_data"):
            continue
        if known is None:
            interviews.put(
                app, work, found, held.id, held.value, seq=held.seq, utterance=held.utterance,
                how=held.how, sensitive=sensitive,
            )  # fmt: skip
        elif known.value != held.value:
            differing.append(held)
        course = course.release(held.id)
    text = app.rulebook.replies.text("utter_recognised", language)
    message: dict[str, Any] = {"text": text}
    now_known = interviews.dossier(app, work, found.conversation.id, course)
    if asking.known(now_known):
        message["card"] = asking.summary_card(app, now_known, language)
    course = replace(course, confirming=None, pending=None, misses=0, differing=tuple(differing))
    return Welcomed((message,), course)


def _is_another(work: UnitOfWork, client_id: str, proof: Proof) -> bool:
    """Whether the conversation is a known person's whose address is not the one that was proven:
    then it is not for another to take along."""
    if client_id == proof.candidate_id:
        return False
    theirs = {entry.value for entry in work.contacts.of_client(client_id)}
    proven = {entry.value for entry in work.contacts.of_client(str(proof.candidate_id))}
    return bool(theirs) and not theirs & proven


def _move(
    app: App, work: UnitOfWork, conversation: Conversation, owner: Ownership, proof: Proof
) -> int:
    source, target, now = conversation.client_id, str(proof.candidate_id), app.now()
    epoch, differing, told = owner.epoch, [], False
    detail = {"through": proof.kind, "conversation": conversation.id}
    if source != target:
        answers = [
            answer
            for answer in consent.answers(app, work, source).values()
            if answer.conversation_id == conversation.id and _is_value(answer)
        ]
        told = webhook_events.told_of(work, source)
        _take_consents_over(app, work, source, target)
        work.move_conversation(conversation.id, target)
        differing = _take_answers_over(app, work, answers, target)
        epoch = owner.epoch + 1
        work.ownership.change(
            conversation.id,
            expect_state=owner.state,
            expect_epoch=owner.epoch,
            state=owner.state,
            epoch=epoch,
            advisor_id=owner.advisor_id,
            handoff_id=owner.handoff_id,
            at=now,
        )
        work.audit.record(
            at=now, actor="client", action="client.moved", client_id=source, detail=detail
        )
    work.audit.record(
        at=now, actor="client", action="client.recognised", client_id=target, detail=detail
    )
    body = {"said": [asdict(held) for held in differing]}
    work.proofs.change(proof, status="used", body=body)
    usable = consent.answers(app, work, target)
    contacts.follow(app, work, target, usable.get(contacts.CONTACT))
    for entry in work.contacts.of_client(target):
        if work.proofs.index(entry.kind, entry.value) == proof.address_index:
            work.contacts.prove(entry.id, now, proof.kind)
    if source != target and not work.conversations.of_client(source):
        work.erase_client(source, now)
        if told:
            webhook_events.erased(app, work, source, "erased")
    return epoch


def _take_consents_over(app: App, work: UnitOfWork, source: str, target: str) -> None:
    """Write what was agreed to here into the known client's ledger, as it was: when and how.

    A refusal from before the proof is not taken over: it was about being unknown.
    """
    newest = {entry.purpose: entry for entry in work.consents.history(target)}
    for given in work.consents.history(source):
        former = newest.get(given.purpose)
        same = former is not None and former.granted and former.text_hash == given.text_hash
        if given.granted and not same:
            work.consents.add(replace(given, id=app.new_id(), client_id=target))


def _take_answers_over(
    app: App, work: UnitOfWork, answers: list[Answer], target: str
) -> list[Held]:
    """Keep what the known client has not answered; give back what they answered otherwise."""
    known = {name: a for name, a in consent.answers(app, work, target).items() if _is_value(a)}
    differing: list[Held] = []
    for answer in answers:
        former = known.get(answer.question)
        if former is None:
            work.answers.put(replace(answer, id=app.new_id(), client_id=target))
        elif former.value != answer.value:
            evidence = answer.evidence
            differing.append(
                Held(
                    answer.question,
                    answer.value,
                    str(evidence.get("how") or "stated"),
                    str(evidence.get("utterance") or ""),
                    int(evidence.get("message_seq") or 0),
                )
            )
    bands = {held.id for held in differing}
    exact = {name for band, name in wording.MONTHS_OF.items() if band in bands}
    return [held for held in differing if held.id not in exact]


def _is_value(answer: Answer) -> bool:
    """Whether an answer is one to a question, not skipped and not our own bookkeeping."""
    name = answer.question
    own = name == SUMMARY or name.startswith((CONTRADICTION, ABOVE))
    return not own and answer.body is not None and not answer.evidence.get("skipped")
