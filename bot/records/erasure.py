"""Erase a client: clear every sealed cell and blind index, end what runs; the key goes last."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from bot.records.models import OPEN_HANDOFF_STATUSES
from bot.records.repository import Session
from bot.records.tables import (
    answers,
    assessments,
    choices,
    clients,
    contacts,
    conversations,
    handoffs,
    inbox_links,
    messages,
    notes,
    outbox,
    ownership,
    ownership_events,
    peers,
    proofs,
    tracker_chunks,
    tracker_heads,
)

KEEPABLE = frozenset({"assessments", "answers", "handoffs", "notes", "contacts"})
"""The records that a duty to keep may cover. A client's words, what the engine remembers, choices,
proofs and what was still to be sent are covered by none."""


def clear(
    session: Session,
    client_id: str,
    at: datetime,
    *,
    keep: Collection[str] = (),
    erase_after: datetime | None = None,
) -> None:
    """Clear everything of a client but random ids, times and states, and end what is open.

    What stays: that there was a client, when they wrote, what they consented to (proof that must
    outlive them), and audit entries that name them by a keyed hash only. Doing it again is fine.

    With `erase_after` the client is `restricted` rather than `erased`: `keep` names records (of
    KEEPABLE) that stay sealed for duties, the first of which ends then.
    """
    if set(keep) - KEEPABLE:
        raise ValueError(f"no duty covers {', '.join(sorted(set(keep) - KEEPABLE))}")
    run = session.run
    mine = select(conversations.c.id).where(conversations.c.client_id == client_id)
    theirs = select(handoffs.c.id).where(handoffs.c.client_id == client_id)
    run(
        update(messages)
        .where(messages.c.conversation_id.in_(mine))
        .values(body=None, external_id=None, external_index=None, index_version=None, status="done")
    )
    for table in (choices, peers, proofs, tracker_chunks, tracker_heads):
        run(delete(table).where(table.c.conversation_id.in_(mine)))
    if "contacts" not in keep:
        run(delete(contacts).where(contacts.c.client_id == client_id))
    run(
        update(proofs)
        .where(proofs.c.candidate_id == client_id)
        .values(candidate_id=None, status="dropped", code_hash=None)
    )
    run(delete(outbox).where(outbox.c.client_id == client_id))
    for table in (answers, assessments, handoffs):
        if table.name not in keep:
            run(update(table).where(table.c.client_id == client_id).values(body=None))
    if "notes" not in keep:
        run(update(notes).where(notes.c.handoff_id.in_(theirs)).values(body=None))
    run(
        update(handoffs)
        .where(handoffs.c.client_id == client_id, handoffs.c.status.in_(OPEN_HANDOFF_STATUSES))
        .values(status="cancelled", closed_at=at)
    )
    _close_conversations(session, client_id, at)
    run(  # what another system holds of them is deleted there
        update(inbox_links)
        .where(inbox_links.c.conversation_id.in_(mine))
        .values(state="open", due_at=at, busy_until=at, knocks=inbox_links.c.knocks + 1)
    )
    run(
        update(clients)
        .where(clients.c.id == client_id)
        .values(
            state="restricted" if erase_after else "erased",
            stage=clients.c.stage if erase_after else None,
            tier=None,
            updated_at=at,
            erase_after=erase_after,
        )
    )


def _close_conversations(session: Session, client_id: str, at: datetime) -> None:
    """No token opens them any more, and a reply that is under way finds the epoch moved."""
    run = session.run
    mine = select(conversations.c.id).where(conversations.c.client_id == client_id)
    run(update(conversations).where(conversations.c.client_id == client_id).values(token_hash=None))
    still = select(ownership).where(
        ownership.c.conversation_id.in_(mine), ownership.c.state != "closed"
    )
    for row in run(still.with_for_update()).all():
        new = {"state": "closed", "epoch": row.epoch + 1, "advisor_id": None, "handoff_id": None}
        where = ownership.c.conversation_id == row.conversation_id
        run(update(ownership).where(where).values(since=at, **new))
        run(insert(ownership_events).values(conversation_id=row.conversation_id, at=at, **new))
