"""Somebody says that we know them: an address, a one-time code to it, and what is answered.

Whether an address is known is never told. The answer to an address is the same words after the
same work; the look-up happens later, out of the client's sight, when the code is to be sent.
Address and code are taken out of the message before it is stored.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.language import contacts as addresses
from bot.language import returning as words
from bot.language.contacts import Address
from bot.language.returning import DIGITS, Code
from bot.records.models import Conversation, OutboxItem, Proof
from bot.records.unit import UnitOfWork
from bot.services import codes
from bot.services.app import App
from bot.services.asking import Asked
from bot.services.course import RETURNING, Course
from bot.services.heard import Heard

TOPIC = "code"
ASK_ADDRESS, ASK_CODE = "returning_address", "returning_code"
"""Ids of the two questions; while one of them is the newest, the client's words are looked at
here before they are stored."""
MASK = "••••••"
"""Stands where an address or a code was taken out of a message."""

VALID = timedelta(minutes=10)
ATTEMPTS = 5
WINDOW = timedelta(hours=1)
PER_CONVERSATION, PER_ADDRESS, IN_ALL = 3, 3, 300
"""How many codes may be asked for within WINDOW: in a conversation, for an address, in all."""
KEPT = timedelta(days=1)

SENT, WRONG, EXPIRED, FAILED = "code_sent", "code_wrong", "code_expired", "code_failed"
USED, NO_CHANNEL, TOO_MANY = "code_used", "code_no_channel", "code_too_many"
OTHER, RECOGNISED = "code_other", "recognised"
EVENTS = (SENT, WRONG, EXPIRED, FAILED, USED, NO_CHANNEL, TOO_MANY, OTHER, RECOGNISED)
"""What came of an address or a code; the engine gets this word in the place of the message."""


def intercept(
    app: App, work: UnitOfWork, conversation: Conversation, text: str, *, held: bool
) -> dict[str, Any] | None:
    """The body to store in the place of a message with an address or a code; None for any other.

    `held`: an advisor has the conversation; then a code is masked, and nothing else is done.
    """
    proof = work.proofs.newest(conversation.id)
    asked = _asked(work, conversation)
    awaited = asked == ASK_CODE or (asked == ASK_ADDRESS and proof is not None)
    found = _code(work, proof, words.codes(text), awaited=awaited)
    if found is not None:
        masked = _masked(text, [found])
        if held:
            return {"text": masked}
        return {"text": masked, **_verdict(app, work, proof, found)}
    if held or not (asked in (ASK_ADDRESS, ASK_CODE) or words.says_known(text)):
        return None
    given = addresses.addresses(text, region=app.settings.phone_region)
    if not given:
        return None
    event = _issue(app, work, conversation, given)
    return {"text": _masked(text, given), "event": event}


def answer(app: App, heard: Heard, course: Course) -> Asked:
    """What the assistant says to a client who was here before, and to what they then sent.

    While an address or a code is awaited, the questionnaire is silent.
    """
    language, said = heard.language, app.rulebook.replies.text
    open_to = codes.kinds(app)
    names = _joined((said(f"utter_kind_{kind}", language) for kind in open_to), language)
    minutes = int(VALID.total_seconds() // 60)
    question: str | None = None
    if heard.event is None and not open_to:
        text = said("utter_returning_nowhere", language)
    elif heard.event is None:
        text, question = said("utter_returning_ask", language, kinds=names), ASK_ADDRESS
    elif heard.event == SENT:
        text, question = said("utter_code_sent", language, minutes=minutes), ASK_CODE
    elif heard.event == WRONG:
        text, question = said("utter_code_wrong", language), ASK_CODE
    elif heard.event == NO_CHANNEL and open_to:
        text, question = said("utter_code_other_kind", language, kinds=names), ASK_ADDRESS
    elif heard.event == NO_CHANNEL:
        text = said("utter_returning_nowhere", language)
    elif heard.event in (EXPIRED, FAILED):
        text, question = said(f"utter_{heard.event}", language), ASK_ADDRESS
    else:
        text = said(f"utter_{heard.event}", language)
    course = replace(
        course, confirming=RETURNING if question else None, seen=max(course.seen, heard.seq)
    )
    return Asked(({"text": text, **_question(question)},), course)


def deliver(app: App, item: OutboxItem) -> None:
    """Send the code of an outbox item, if the address is that of one client we may write to.

    Raises codes.NotSent; nothing is raised, and nothing sent, for an address we do not know.
    """
    body, now = item.body, app.now()
    with app.records.begin() as work:
        proof = work.proofs.get(body["proof"])
        if proof is None or proof.status != "sent" or now >= proof.expires_at:
            return
        asking = work.conversations.get(proof.conversation_id)
        besides = asking.client_id if asking else None
        candidate = holder(work, body["kind"], body["to"], besides=besides)
        if candidate is None:
            return
        if proof.candidate_id is None:
            work.proofs.change(proof, candidate_id=candidate)
            work.audit.record(
                at=now,
                actor="client",
                action="client.code_sent",
                client_id=candidate,
                detail={"through": body["kind"], "conversation": proof.conversation_id},
            )
    way = codes.sender(app, body["kind"])
    if way is None:
        raise codes.NotSent("no longer set up", final=True)
    language, said = body["language"], app.rulebook.replies.text
    minutes = int(VALID.total_seconds() // 60)
    way.send(
        codes.Outgoing(
            id=item.id,
            to=body["to"],
            subject=said("utter_code_subject", language),
            text=said("utter_code_message", language, code=body["code"], minutes=minutes),
            language=language,
            at=now,
        )
    )


def holder(work: UnitOfWork, kind: str, value: str, *, besides: str | None) -> str | None:
    """The one active client whose address this is; None where there is none, or no single one.

    `besides` is the client of the conversation that asks, who counts only if nobody else has the
    address. One who proved it goes before those who only said so. A code is sent only where the
    consents to the privacy notice and to being contacted stand: who gave the address for being
    reached agreed to be reached there, and to the privacy notice's keeping their data safe.
    """
    found = work.contacts.find(kind, value)
    others = [entry for entry in found if entry.client_id != besides] or found
    likely = [entry for entry in others if entry.proven_at is not None] or others
    if len(likely) != 1:
        return None
    return likely[0].client_id if may_be_found(work, likely[0].client_id) else None


def may_be_found(work: UnitOfWork, client_id: str) -> bool:
    """Whether a client is active and agreed to the privacy notice and to being contacted."""
    client = work.clients.get(client_id)
    if client is None or client.state != "active":
        return False
    return all(work.consents.standing(client_id, p) is not None for p in ("privacy", "contact"))


def _asked(work: UnitOfWork, conversation: Conversation) -> str | None:
    """Id of the newest question in the conversation."""
    newest = work.messages.list(conversation.id, after=max(0, conversation.last_seq - 6))
    for message in reversed(newest):
        if message.origin in ("assistant", "advisor"):
            question = (message.body or {}).get("question") or {}
            return question.get("id")
    return None


def _code(
    work: UnitOfWork, proof: Proof | None, found: Iterable[Code], *, awaited: bool
) -> Code | None:
    """The code among a message's digits: the one that was made, or what stands in its place."""
    alone = None
    for code in found:
        if proof is not None and proof.code_hash is not None and _fits(work, proof, code):
            return code
        if code.alone and awaited:
            alone = code
    return alone


def _fits(work: UnitOfWork, proof: Proof, code: Code) -> bool:
    expected = (proof.code_hash or "").encode()
    return hmac.compare_digest(work.proofs.code_hash(proof.id, code.digits).encode(), expected)


def _verdict(app: App, work: UnitOfWork, proof: Proof | None, code: Code) -> dict[str, Any]:
    """Take a code; the same steps whether the address was a client's or nobody's."""
    if proof is None:
        return {"event": EXPIRED}
    if proof.status != "sent":
        return {"event": {"failed": FAILED, "dropped": EXPIRED}.get(proof.status, USED)}
    if app.now() >= proof.expires_at:
        return {"event": EXPIRED}
    right = _fits(work, proof, code) & (proof.candidate_id is not None)
    attempts = proof.attempts + (not right)
    status = "proven" if right else "failed" if attempts >= ATTEMPTS else "sent"
    work.proofs.change(proof, attempts=attempts, status=status)
    if status == "failed" and proof.candidate_id is not None:
        work.audit.record(
            at=app.now(),
            actor="client",
            action="client.code_refused",
            client_id=proof.candidate_id,
            detail={"through": proof.kind, "conversation": proof.conversation_id},
        )
    if right:
        return {"event": RECOGNISED, "proof": proof.id}
    return {"event": FAILED if status == "failed" else WRONG}


def _issue(
    app: App, work: UnitOfWork, conversation: Conversation, given: tuple[Address, ...]
) -> str:
    """Make a code for the first address that one can be sent to, and queue it."""
    address = next((one for one in given if codes.sender(app, one.kind) is not None), None)
    if address is None:
        return NO_CHANNEL
    now = app.now()
    index = work.proofs.index(address.kind, address.value)
    if _too_many(work, conversation.id, index, now - WINDOW):
        return TOO_MANY
    work.proofs.forget(now - KEPT)
    former = work.proofs.newest(conversation.id)
    if former is not None and former.status in ("sent", "proven"):
        work.proofs.change(former, status="dropped")
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    id = app.new_id()
    proof = Proof(
        id=id,
        conversation_id=conversation.id,
        status="sent",
        created_at=now,
        expires_at=now + VALID,
        kind=address.kind,
        address_index=index,
        code_hash=work.proofs.code_hash(id, code),
    )
    work.proofs.add(proof)
    body = {
        "proof": id,
        "kind": address.kind,
        "to": address.value,
        "code": code,
        "language": conversation.language,
    }
    # nobody's own: who asks for a code must not find it in the copy of what is held about them
    work.outbox.add(OutboxItem(app.new_id(), TOPIC, now, body=body))
    return SENT


def _too_many(work: UnitOfWork, conversation_id: str, index: str, since: datetime) -> bool:
    count = work.proofs.codes_since
    return (
        count(since, conversation_id=conversation_id) >= PER_CONVERSATION
        or count(since, address_index=index) >= PER_ADDRESS
        or count(since) >= IN_ALL
    )


def _masked(text: str, found: Iterable[Address | Code]) -> str:
    for one in sorted(found, key=lambda part: part.start, reverse=True):
        text = text[: one.start] + MASK + text[one.end :]
    return text


def _question(id: str | None) -> dict[str, Any]:
    if id is None:
        return {}
    entry = {"input": "code"} if id == ASK_CODE else {"input": "address"}
    return {"question": {"id": id, "kind": "text", "options": [], **entry}}


def _joined(names: Iterable[str], language: str) -> str:
    return ("、" if language == "zh" else " or ").join(names)
