"""Consent: given, declined or withdrawn, each an entry in the client's ledger with its wording.

What a client said about themselves is read here and nowhere else, for a purpose whose consent
stands at that moment (PIPL art. 13, 29). Only the client's own view and copy read past it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Literal, cast

from bot.records.models import PURPOSES as _PURPOSES
from bot.records.models import Answer, Assessment, Consent, OutboxItem
from bot.records.unit import UnitOfWork
from bot.services import contacts
from bot.services.app import App
from bot.services.errors import NotAllowed
from bot.services.wording import MONTHS_OF

Purpose = Literal["privacy", "sensitive_data", "contact"]
PURPOSES = cast(tuple[Purpose, ...], _PURPOSES)
Reader = tuple[str | None, frozenset[str]]
"""For whom a text was worded: segment and needs, as far as they were known."""


def standing(work: UnitOfWork, client_id: str) -> dict[str, bool]:
    """What the client decided, by purpose; a purpose they were never asked about is missing.

    A refusal from before the privacy notice was agreed to anew is missing too: who comes back
    after a withdrawal is asked again for each purpose.
    """
    newest = {entry.purpose: entry for entry in work.consents.history(client_id)}
    return {
        purpose: entry.granted for purpose, entry in newest.items() if not _outdated(entry, newest)
    }


def _outdated(entry: Consent, newest: Mapping[str, Consent]) -> bool:
    privacy = newest.get("privacy")
    anew = privacy is not None and privacy.granted and entry.at < privacy.at
    return entry.purpose != "privacy" and not entry.granted and anew


def granted(work: UnitOfWork, client_id: str) -> tuple[Purpose, ...]:
    """The purposes that stand. Without `privacy` none does, whatever else was agreed to."""
    decided = standing(work, client_id)
    if not decided.get("privacy"):
        return ()
    return tuple(purpose for purpose in PURPOSES if decided.get(purpose))


def require(work: UnitOfWork, client_id: str, purpose: Purpose) -> None:
    """Raise NotAllowed unless the client's consent to `purpose` stands: before anything is sent to
    them or about them, and before anything of theirs is used for it."""
    if purpose not in granted(work, client_id):
        raise NotAllowed("consent_missing")


def may_send(work: UnitOfWork, item: OutboxItem) -> bool:
    """Whether an item of the outbox may go out now. Asked right before it is sent, for the consent
    may have been withdrawn since it was written.

    What concerns no client may. What concerns one needs their standing consent to be contacted,
    and that nothing stands against using their data (erased, restricted).
    """
    return item.client_id is None or may_tell(work, item.client_id)


def may_tell(work: UnitOfWork, client_id: str) -> bool:
    """Whether another system may be told of a client now: they agreed to be contacted, and nothing
    stands against using their data (erased, restricted)."""
    client = work.clients.get(client_id)
    alive = client is not None and client.state == "active" and not client.gone
    return alive and "contact" in granted(work, client_id)


def withdrawn_at(work: UnitOfWork, client_id: str) -> datetime | None:
    """When the client took `privacy` back; None while it stands or was never given.

    What they told us before that moment is no longer shown to anybody but themselves.
    """
    newest, once = None, False
    for entry in work.consents.history(client_id):
        if entry.purpose == "privacy":
            once, newest = once or entry.granted, entry
    return newest.at if newest is not None and once and not newest.granted else None


def answers(app: App, work: UnitOfWork, client_id: str) -> dict[str, Answer]:
    """The answers that may be used now: those whose purpose has its consent, the questionnaire's
    and our own bookkeeping alike.

    Without `privacy` none, without `sensitive_data` no sensitive one, without `contact` no way to
    call somebody.
    """
    stands = granted(work, client_id)
    if "privacy" not in stands:
        return {}
    sensitive = {q.answer_id for q in app.rulebook.questionnaire.questions if q.sensitive}
    sensitive |= {MONTHS_OF[one] for one in sensitive if one in MONTHS_OF}

    def usable(name: str, answer: Answer) -> bool:
        if name == "contact" and "contact" not in stands:
            return False
        held_back = name in sensitive or answer.evidence.get("sensitive")
        return "sensitive_data" in stands or not held_back

    return {n: a for n, a in work.answers.current(client_id).items() if usable(n, a)}


def assessments(work: UnitOfWork, client_id: str) -> list[Assessment]:
    """The assessments that may be used now, oldest first: they are made of sensitive answers."""
    if "sensitive_data" not in granted(work, client_id):
        return []
    return work.assessments.list(client_id)


def assessment(work: UnitOfWork, client_id: str) -> Assessment | None:
    """The newest assessment that may be used now."""
    if "sensitive_data" not in granted(work, client_id):
        return None
    return work.assessments.latest(client_id)


def decide(
    app: App,
    work: UnitOfWork,
    client_id: str,
    purpose: Purpose,
    *,
    granted: bool,
    language: str,
    method: str,
    read_as: Reader = (None, frozenset()),
) -> None:
    """Write the client's decision into the ledger, with the version and hash of what they read.

    `method` says how it was expressed: `choice` (a button) or `words`; `read_as` for whom the text
    was worded. The same decision twice in a row is written once.
    """
    newest = {one.purpose: one for one in work.consents.history(client_id)}
    former = newest.get(purpose)
    text_version, text_hash = _wording(app, purpose, language, read_as)
    if (
        former is not None
        and former.granted == granted
        and not _outdated(former, newest)
        and (former.text_hash == text_hash or not granted)
    ):
        return
    now = app.now()
    work.consents.add(
        Consent(
            id=app.new_id(),
            client_id=client_id,
            purpose=purpose,
            granted=granted,
            text_version=text_version,
            text_hash=text_hash,
            language=language,
            method=method,
            at=now,
        )
    )
    verb = "given" if granted else ("withdrawn" if former and former.granted else "declined")
    work.audit.record(
        at=now, actor="client", action=f"consent.{purpose}.{verb}", client_id=client_id
    )
    contacts.follow(app, work, client_id, answers(app, work, client_id).get(contacts.CONTACT))


def withdraw_all(app: App, work: UnitOfWork, client_id: str, *, language: str, method: str) -> bool:
    """Withdraw every consent that stands. Gives back whether there was any."""
    given = [cast(Purpose, one) for one, yes in standing(work, client_id).items() if yes]
    for purpose in given:
        decide(app, work, client_id, purpose, granted=False, language=language, method=method)
    return bool(given)


def _wording(app: App, purpose: str, language: str, reader: Reader) -> tuple[str, str]:
    questionnaire = app.rulebook.questionnaire
    text = next(
        question.worded_for(*reader).text[language]
        for question in questionnaire.questions
        if question.kind == "consent" and question.answer_id == purpose
    )
    return questionnaire.version, hashlib.sha256(text.encode()).hexdigest()
