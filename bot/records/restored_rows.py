"""The rows of a backup put into a database, and what was decided since applied to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.engine import Connection, Engine

from bot.records import copying, schema
from bot.records.archive import Manifest, Progress
from bot.records.errors import BackupUnusable
from bot.records.heads import Head
from bot.records.tables import facts, metadata
from bot.records.unit import UnitOfWork
from bot.vault import KeyStore, Vault

ACTOR = "restore"

Restrict = Callable[[UnitOfWork, str, datetime, datetime], None]
"""Restricts a client again whose wish to be erased is younger than the backup: at, and until when
as far as was known (what a duty covers is not for the records to know)."""


@dataclass(frozen=True)
class Former:
    """What is known of the time after the backup, from the state it replaces and the key store."""

    erased: frozenset[str] = frozenset()
    restricted: Mapping[str, datetime | None] = field(default_factory=dict)
    disabled: frozenset[str] = frozenset()
    revoked: frozenset[str] = frozenset()


def load(
    engine: Engine,
    rows: Path,
    vault: Vault,
    store: KeyStore,
    new_id: Callable[[], str],
    former: Former,
    restrict: Restrict,
    at: datetime,
    manifest: Manifest,
    progress: Progress,
) -> tuple[UnitOfWork, Mapping[str, int]]:
    """Replace everything in the database by the rows, and settle what came after, at one stroke."""
    with (
        copying.rows_file(rows) as file,
        file.connect() as source,
        engine.begin() as target,
    ):
        _drop(target)
        schema.make(target)
        copying.copy(source, target, metadata.sorted_tables, progress)
        copying.count_on(target, metadata.sorted_tables)
        _check_facts(target, manifest)
        head = Head(engine, store)
        work = UnitOfWork(target, vault, store, new_id, head=head, now=lambda: at)
        why = f"a backup of the data made at {manifest.made_at} was restored"
        work.audit.resume(at=at, actor=ACTOR, reason=why)
        _end_access(work, former, at)
        counts = _settle(work, vault, store, former, restrict, at)
        work.audit.record(
            at=at,
            actor=ACTOR,
            action="backup.restored",
            detail={"kind": "data", "made_at": manifest.made_at, **counts},
        )
        work.before_commit()
    return work, counts


def _drop(connection: Connection) -> None:
    """Drop our tables; on PostgreSQL our functions too, which the triggers leave behind."""
    metadata.drop_all(connection)
    connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    if connection.dialect.name != "postgresql":
        return
    ours = (
        "SELECT oid::regprocedure::text FROM pg_proc WHERE proname LIKE 'zhiyin\\_%' "
        "AND pronamespace = current_schema()::regnamespace"
    )
    for name in connection.execute(text(ours)).scalars().all():
        connection.execute(text(f"DROP FUNCTION {name}"))


def _check_facts(connection: Connection, manifest: Manifest) -> None:
    found = connection.execute(
        select(facts.c.value).where(facts.c.name == "deployment")
    ).scalar_one_or_none()
    if found != manifest.deployment:
        raise BackupUnusable("its rows belong to another installation than its manifest says")


def _end_access(work: UnitOfWork, former: Former, at: datetime) -> None:
    """Sessions end with a restore; who was shut out since the backup stays shut out."""
    work.advisor_sessions.delete_all()
    for id in former.disabled:
        work.advisors.set_state(id, "disabled")
    for token in former.revoked:
        work.advisor_tokens.revoke(token, at)


def _settle(
    work: UnitOfWork,
    vault: Vault,
    store: KeyStore,
    former: Former,
    restrict: Restrict,
    at: datetime,
) -> dict[str, int]:
    """Apply to the restored rows what was decided after the backup was made."""
    owners, erased, restricted, keyless = store.owners(), 0, 0, 0
    for client in work.clients.list():
        if client.state == "erased":
            if client.id in owners:
                vault.destroy(client.id, at)
        elif client.id in former.erased:
            work.erase_client(client.id, at)
            _note(work, client.id, "client.erase", at)
            erased += 1
        elif client.id in former.restricted and client.state != "restricted":
            until = former.restricted[client.id]
            if until is None:
                work.clients.set_state(client.id, "restricted", at)
            else:
                restrict(work, client.id, at, until)
            _note(work, client.id, "client.restrict", at)
            restricted += 1
        elif client.id not in owners:
            keyless += 1
    return {"erased_again": erased, "restricted_again": restricted, "without_key": keyless}


def _note(work: UnitOfWork, client_id: str, action: str, at: datetime) -> None:
    reason = "decided after the backup was made"
    work.audit.record(at=at, actor=ACTOR, action=action, client_id=client_id, reason=reason)
