"""What agents say and do in another system's inbox, done here through the same services.

An agent is the advisor whose e-mail address they have, with that advisor's role and powers. Nothing
goes around the services: a reply accepts the handoff first (compare-and-set, with the epoch), so of
several who answer at once, here or there, one wins.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field

from bot.records.models import Advisor, InboxLink
from bot.records.unit import UnitOfWork
from bot.services import advisor_speech, handoffs
from bot.services.advisors import OVERSEEING
from bot.services.app import App
from bot.services.errors import Conflict, Refused
from bot.services.handoff_access import ENDED, WAITING
from bot.services.openings import Place

RETURN = "return_to_assistant"
"""The label that gives a resolved conversation back to the assistant."""
_OF_A_NOTE = ("message_too_long", "secret_in_text")
"""Why a note is not kept that its writer is told of; colleagues' notes are often not for us."""
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Heard:
    """One message of an agent there; `id` is that system's number for it."""

    id: int
    email: str | None = field(repr=False)
    text: str = field(repr=False)
    private: bool = False
    attachments: bool = False


@dataclass(frozen=True)
class There:
    """How a conversation stands there: `open`, `pending`, `snoozed` or `resolved`."""

    status: str
    labels: Collection[str] = ()
    assignee: str | None = field(default=None, repr=False)
    """The e-mail address of the agent it is assigned to."""


@dataclass(frozen=True)
class Settled:
    """What is to be done there: the status it is to get, and why nothing was done here."""

    over: bool = False
    status: str | None = None
    refused: str | None = None


def hear(app: App, link: InboxLink, heard: Heard) -> str | None:
    """Do what an agent's message says; the same one again does nothing. Gives a code of why it
    was not, or not wholly, delivered or kept."""
    with app.records.read() as work:
        advisor = _advisor(work, heard.email)
        if advisor is not None and _known(work, link, advisor, heard):
            return None
    if advisor is None:
        return None if heard.private else "nobody"
    if not heard.text.strip():
        return "text_empty" if heard.attachments and not heard.private else None
    try:
        if heard.private:
            advisor_speech.note(app, advisor, link.handoff_id, heard.text, id=_note_id(link, heard))
            return None
        _speak(app, advisor, link, heard)
    except Refused as refusal:
        told = not heard.private or refusal.code in _OF_A_NOTE
        return refusal.code if told else None
    return "text_only" if heard.attachments else None


def settle(app: App, link: InboxLink, there: There) -> Settled:
    """Bring how a handoff stands here and there together: who resolves it there ends it here.

    Labels name the outcome (`handoffs.OUTCOMES`, else `other`); RETURN, or the status `pending`,
    gives the conversation back to the assistant.
    """
    with app.records.read() as work:
        handoff = work.handoffs.get(link.handoff_id)
        if handoff is None or handoff.status in ENDED:
            return Settled(over=True, status=None if there.status == "resolved" else "resolved")
        taken = handoff.status == "accepted"
        responsible = (
            work.advisors.get(handoff.advisor_id or "") if taken else _advisor(work, there.assignee)
        )
    labels = {label.replace("-", "_") for label in there.labels}
    returned = taken and (there.status == "pending" or RETURN in labels)
    if there.status not in ("resolved", "pending") or (there.status == "pending" and not taken):
        return Settled()
    if responsible is None:
        return Settled(status="open", refused="unassigned")
    try:
        if returned:
            handoffs.return_to_bot(app, responsible, link.handoff_id)
        else:
            outcome = next((one for one in handoffs.OUTCOMES if one in labels), "other")
            handoffs.close(app, responsible, link.handoff_id, outcome)
    except Conflict:
        return Settled()  # somebody here was faster: the next look finds what they did
    except Refused as refusal:
        return Settled(status="open", refused=refusal.code)
    return Settled(over=True, status=None if there.status == "resolved" else "resolved")


def _speak(app: App, advisor: Advisor, link: InboxLink, heard: Heard) -> None:
    with app.records.read() as work:
        handoff = work.handoffs.get(link.handoff_id)
    if handoff is not None and handoff.status in WAITING:
        place = Place(link.inbox, session=f"conversation:{link.remote_id}")
        handoffs.accept(app, advisor, link.handoff_id, place=place)
    elif (
        handoff is not None
        and handoff.status == "accepted"
        and handoff.advisor_id != advisor.id
        and advisor.role in OVERSEEING
    ):
        handoffs.assign(app, advisor, link.handoff_id, advisor.id)
    advisor_speech.say(
        app, advisor, link.handoff_id, _external_id(link, heard), heard.text, via=link.inbox
    )


def _advisor(work: UnitOfWork, email: str | None) -> Advisor | None:
    found = work.advisors.by_email(email) if email else None
    return found if found is not None and found.state == "active" else None


def _known(work: UnitOfWork, link: InboxLink, advisor: Advisor, heard: Heard) -> bool:
    if heard.private:
        return False  # the note's own id tells it again
    key = advisor_speech.message_key(advisor.id, _external_id(link, heard))
    return work.messages.by_external_id(link.conversation_id, key) is not None


def _external_id(link: InboxLink, heard: Heard) -> str:
    return f"{link.inbox}:{heard.id}"


def _note_id(link: InboxLink, heard: Heard) -> str:
    """The id of a note, made of the message there: 26 characters, as every id of ours."""
    given = f"{link.handoff_id}/{_external_id(link, heard)}".encode()
    number = int.from_bytes(hashlib.sha256(given).digest()[:16], "big")
    return "".join(_CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5))
