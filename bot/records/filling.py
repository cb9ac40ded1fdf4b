"""Many made-up clients at once, sealed, indexed and anchored like real ones: to measure with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Table, insert

from bot.records.repository import Session
from bot.records.sealing import cell
from bot.records.tables import (
    answers,
    clients,
    conversations,
    messages,
    tracker_chunks,
    tracker_heads,
)
from bot.vault import Purpose

CELLS = 10
"""Sealed cells of each client: three messages with their external ids, three answers, a chunk."""
_WORDS = {"text": "我有两百万，三年后要用" * 4}
_EVENTS = b"x" * 2048
_ORDER = (clients, conversations, messages, answers, tracker_heads, tracker_chunks)


def fill(session: Session, count: int, at: datetime) -> list[str]:
    """Keep so many new clients, each with a conversation; gives their ids."""
    ids = [session.new_id() for _ in range(count)]
    session.sealer.vault.keyring.create_all(ids, at)
    rows = defaultdict[str, list[dict[str, Any]]](list)
    for id in ids:
        for table, row in _rows(session, id, at):
            rows[table.name].append(row)
    for table in _ORDER:
        key = ["id"] if "id" in table.c else [one.name for one in table.primary_key.columns]
        session.run_each(insert(table), rows[table.name], key)
    return ids


def _rows(session: Session, client: str, at: datetime) -> Iterator[tuple[Table, dict[str, Any]]]:
    sealer, talk = session.sealer, session.new_id()
    yield (
        clients,
        {
            "id": client, "state": "active", "stage": "prospect", "tier": None,
            "created_at": at, "updated_at": at, "erase_after": None,
        },
    )  # fmt: skip
    yield (
        conversations,
        {
            "id": talk, "client_id": client, "channel": "web", "language": "zh",
            "created_at": at, "last_at": at, "last_seq": 3, "token_hash": f"made-up-{talk}",
        },
    )  # fmt: skip
    for n in range(3):
        id, column = session.new_id(), f"messages.external_id/{talk}"
        version, index = sealer.vault.index(column, f"made-up-{n}", fold=False)
        sealed = {
            name: sealer.seal_json(cell("messages", name, id, client), value, Purpose.TRANSCRIPT)
            for name, value in (("external_id", f"made-up-{n}"), ("body", _WORDS))
        }
        yield (
            messages,
            {
                "id": id, "conversation_id": talk, "seq": n + 1, "origin": "client", "at": at,
                "language": "zh", "external_index": index, "index_version": version,
                "in_reply_to": None, "status": "done", "hidden": False, **sealed,
            },
        )  # fmt: skip
        id = session.new_id()
        place = cell("answers", "body", id, client)
        yield (
            answers,
            {
                "id": id, "client_id": client, "conversation_id": talk, "question": f"q{n}",
                "at": at, "superseded_at": None,
                "body": sealer.seal_json(place, {"value": n}, Purpose.PROFILE),
            },
        )  # fmt: skip
    yield tracker_heads, {"conversation_id": talk, "last_seq": 1}
    place = cell("tracker_chunks", "body", f"{talk}/1", client)
    body = sealer.seal_bytes(place, _EVENTS, Purpose.TRACKER)
    yield tracker_chunks, {"conversation_id": talk, "seq": 1, "body": body}
