"""Goes through the audit trail and holds the tables against it; says everything that does not fit.

The chain is read once, in order, and each row of the anchored tables once. What the anchors say
lies meanwhile in a scratch database on disk, so memory stays the same for a million rows.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Row, func, select

from bot.records import anchoring, checkpoints
from bot.records.anchoring import ANCHORED
from bot.records.chain import BEGINNING, RESUMED, WRITTEN, entry_hash, place
from bot.records.checkpoints import Checkpoint
from bot.records.errors import CheckpointInvalid
from bot.records.repository import Session
from bot.records.tables import audit
from bot.vault import Mark, Purpose, Tampered

_PAGE = 1000


@dataclass(frozen=True)
class Finding:
    """One thing that does not fit.

    `kind` is `entry_changed`, `entry_missing`, `entry_misplaced`, `end_unknown`, `row_changed`,
    `row_put_back`, `row_removed`, `row_slipped_in` or `checkpoint_not_extended`. `entry` is the
    entry of the trail that says otherwise; `table` and `row` name a row.
    """

    kind: str
    what: str
    entry: int | None = None
    table: str | None = None
    row: str | None = None

    def __str__(self) -> str:
        return self.what


@dataclass(frozen=True)
class Restore:
    """A set-back that somebody answered for: the trail went from `lost` entries back to `kept`."""

    entry: int
    at: str
    actor: str
    reason: str | None
    lost: int
    kept: int


@dataclass(frozen=True)
class Verdict:
    """What a verification found. It is `whole` when nothing stands against it."""

    entries: int
    rows: int
    findings: tuple[Finding, ...] = ()
    restores: tuple[Restore, ...] = ()
    checkpoint: str | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


@dataclass
class _Chain:
    """What going through the chain has seen so far."""

    known: Mark | None
    checkpoint: Checkpoint | None
    end: Mark = BEGINNING
    count: int = 0
    findings: list[Finding] = field(default_factory=list)
    restores: list[Restore] = field(default_factory=list)
    meets_checkpoint: bool = False

    def find(self, kind: str, entry: int, what: str) -> None:
        self.findings.append(Finding(kind, f"audit entry {entry} {what}", entry))


def examine(
    session: Session,
    known: Mark | None,
    scratch: Path | None,
    progress: Callable[[int, int], None],
    checkpoint: Checkpoint | None,
) -> Verdict:
    """The whole trail and all anchored rows; see Audit.examine."""
    total = _count(session)
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if done % 500 == 0:
            progress(done, total)

    chain = _Chain(known, checkpoint)
    with _memory(scratch) as memory:
        for row in session.run(_all_of(select(audit).order_by(audit.c.seq))):
            _link(session, chain, row, memory)
            step()
        _ending(session, chain)
        rows = _read_rows(session, memory, step)
        findings = (*chain.findings, *_compare(memory))
    progress(total, total)
    extends = None if checkpoint is None else _extends(chain, checkpoint)
    if checkpoint is not None and extends != "extended":
        findings = (*findings, _not_extended(chain, checkpoint))
    return Verdict(chain.count, rows, findings, tuple(chain.restores), extends)


def glance(session: Session, known: Mark | None, last: int) -> list[Finding]:
    """The newest `last` entries of the chain, or those since somebody last answered for it, and
    its end; no rows."""
    newest = select(audit.c.seq, audit.c.hash, audit.c.action).order_by(audit.c.seq.desc())
    recent = session.run(newest.limit(last + 1)).all()
    answered = next((row.seq for row in recent if row.action == RESUMED), 0)
    chain = _Chain(known, None)
    query = select(audit).order_by(audit.c.seq)
    if answered:
        first = session.run(query.where(audit.c.seq == answered)).one()
        chain.end = Mark(answered - 1, first.previous_hash)
    elif len(recent) > last:
        chain.end = Mark(recent[-1].seq, recent[-1].hash)
    if known is not None and 0 < known.height <= chain.end.height:
        held = session.run(select(audit.c.hash).where(audit.c.seq == known.height))
        if held.scalar_one_or_none() != known.value:
            chain.find("end_unknown", known.height, "is not the one that the key store knows")
    for link in session.run(query.where(audit.c.seq > chain.end.height)):
        _link(session, chain, link, None)
    _ending(session, chain)
    return chain.findings


def _count(session: Session) -> int:
    tables = [audit, *(one.table for one in ANCHORED.values())]
    return sum(
        int(session.run(select(func.count()).select_from(table)).scalar_one()) for table in tables
    )


def _all_of(query: Any) -> Any:
    return query.execution_options(stream_results=True, yield_per=_PAGE)


def _link(session: Session, chain: _Chain, row: Row[Any], memory: _Memory | None) -> None:
    """Look at one entry; what it says counts only where it is the one that was written."""
    expected = chain.end.height + 1
    chain.count += 1
    if row.seq > expected:
        missing = f"to {row.seq - 1} are" if row.seq - 1 > expected else "is"
        chain.find("entry_missing", expected, f"{missing} missing")
    elif row.previous_hash != chain.end.value:
        chain.find("entry_misplaced", row.seq, "does not follow the entry before it")
    if row.hash != entry_hash(session.sealer.vault, row._mapping):
        chain.find("entry_changed", row.seq, "was changed")
    elif row.action in (WRITTEN, RESUMED) or row.body is not None:
        _said(session, chain, row, memory)
    if chain.known and row.seq == chain.known.height and row.hash != chain.known.value:
        chain.find("end_unknown", row.seq, "is not the one that the key store knows")
    if chain.checkpoint and row.seq == chain.checkpoint.height:
        chain.meets_checkpoint = row.hash == chain.checkpoint.hash
    chain.end = Mark(row.seq, row.hash)


def _said(session: Session, chain: _Chain, row: Row[Any], memory: _Memory | None) -> None:
    """Open an entry's sealed part: the anchors go to memory, a known restore is noted."""
    sealer = session.sealer
    try:
        if row.action != WRITTEN:
            body = sealer.open_json(place(row.seq), row.body, Purpose.AUDIT) or {}
            if row.action == RESUMED:
                chain.restores.append(_restore(row, body))
        elif memory is not None:
            packed = sealer.open_bytes(place(row.seq), row.body, Purpose.AUDIT)
            memory.anchor(row.seq, anchoring.unpack(packed))
    except (Tampered, ValueError, KeyError, TypeError):
        chain.find("entry_changed", row.seq, "holds a sealed part that was changed")


def _restore(row: Row[Any], body: Mapping[str, Any]) -> Restore:
    detail = body["detail"]
    return Restore(
        entry=row.seq,
        at=row.at.isoformat(),
        actor=row.actor,
        reason=body.get("reason"),
        lost=int(detail["lost"]["height"]),
        kept=int(detail["kept"]["height"]),
    )


def _ending(session: Session, chain: _Chain) -> None:
    known, height = chain.known, chain.end.height
    if known and known.height > height:
        chain.find(
            "entry_missing", height + 1, f"is missing; the trail once had {known.height} entries"
        )


def _extends(chain: _Chain, checkpoint: Checkpoint) -> str:
    """Whether the trail goes on from the checkpoint: `extended`, `restored` or `broken`."""
    if chain.meets_checkpoint or checkpoint.height == 0:
        return "extended"
    covered = any(one.kept < checkpoint.height <= one.lost for one in chain.restores)
    return "restored" if covered else "broken"


def _not_extended(chain: _Chain, checkpoint: Checkpoint) -> Finding:
    what = (
        f"the trail does not extend the checkpoint of {checkpoint.at} (entry {checkpoint.height})"
    )
    for one in chain.restores:
        if one.kept < checkpoint.height <= one.lost:
            what += f"; the restore of {one.at} (entry {one.entry}) set it back to {one.kept}"
            break
    return Finding("checkpoint_not_extended", what, checkpoint.height)


def _read_rows(session: Session, memory: _Memory, step: Callable[[], None]) -> int:
    mac, count = session.sealer.vault.anchor(), 0
    for name, anchored in ANCHORED.items():
        for row in session.run(_all_of(anchored.rows)).mappings():
            memory.see(name, anchored.key_of(row), anchored.digest(row, mac))
            count += 1
            step()
    memory.settle()
    return count


def _compare(memory: _Memory) -> Iterator[Finding]:
    for table, row, entry, kind in memory.differences():
        said = f"{table} {row}"
        what = {
            "row_changed": f"{said} was changed past the system since audit entry {entry}",
            "row_put_back": f"{said} is an older version that was put back; "
            f"audit entry {entry} has the newest",
            "row_removed": f"{said} was removed past the system; audit entry {entry} has it",
            "row_slipped_in": f"{said} was slipped in past the system; no audit entry has it",
        }[kind]
        yield Finding(kind, what, entry, table, row)


class _Memory:
    """The anchors and the rows, on disk, to be compared by the database that holds them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._anchors: list[tuple[str, str, int, bytes | None]] = []
        self._rows: list[tuple[str, str, bytes]] = []
        for statement in (
            "PRAGMA journal_mode=OFF",
            "PRAGMA synchronous=OFF",
            "PRAGMA cache_size=-32768",
            "CREATE TABLE anchors (t TEXT, k TEXT, seq INTEGER, d BLOB, PRIMARY KEY (t, k, seq)) "
            "WITHOUT ROWID",
            # SQLite takes the bare column `d` from the row that has the maximum.
            "CREATE VIEW newest AS SELECT t, k, MAX(seq) AS seq, d FROM anchors GROUP BY t, k",
            "CREATE TABLE present (t TEXT, k TEXT, d BLOB, PRIMARY KEY (t, k)) WITHOUT ROWID",
        ):
            connection.execute(statement)

    def anchor(
        self, seq: int, found: Iterator[tuple[str, anchoring.Key, anchoring.Digest | None]]
    ) -> None:
        """Entry `seq` says this of these rows."""
        self._anchors += [(t, anchoring.named(key), seq, digest) for t, key, digest in found]
        if len(self._anchors) >= _PAGE:
            self.settle()

    def see(self, table: str, key: anchoring.Key, digest: anchoring.Digest) -> None:
        """A row is there and looks like this."""
        self._rows.append((table, anchoring.named(key), digest))
        if len(self._rows) >= _PAGE:
            self.settle()

    def settle(self) -> None:
        """Write down what was noted."""
        put = self._connection.executemany
        put("INSERT OR REPLACE INTO anchors VALUES (?, ?, ?, ?)", self._anchors)
        put("INSERT OR REPLACE INTO present VALUES (?, ?, ?)", self._rows)
        self._anchors, self._rows = [], []

    def differences(self) -> Iterator[tuple[str, str, int | None, str]]:
        """Rows that are not as their newest anchor says: table, row, entry and kind."""
        yield from self._connection.execute(
            "SELECT p.t, p.k, n.seq, CASE WHEN n.seq IS NULL THEN 'row_slipped_in' "
            "WHEN EXISTS (SELECT 1 FROM anchors o WHERE o.t = p.t AND o.k = p.k AND o.d = p.d) "
            "THEN 'row_put_back' WHEN n.d IS NULL THEN 'row_slipped_in' ELSE 'row_changed' END "
            "FROM present p LEFT JOIN newest n ON n.t = p.t AND n.k = p.k "
            "WHERE n.d IS NOT p.d "
            "UNION ALL SELECT n.t, n.k, n.seq, 'row_removed' "
            "FROM newest n LEFT JOIN present p ON p.t = n.t AND p.k = n.k "
            "WHERE n.d IS NOT NULL AND p.k IS NULL ORDER BY 1, 2"
        )


@contextmanager
def _memory(folder: Path | None) -> Iterator[_Memory]:
    """A scratch database that nobody can open and that a crash leaves nothing of."""
    handle, path = tempfile.mkstemp(prefix=".verify-", dir=folder)
    os.close(handle)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        memory = _Memory(connection)
        os.unlink(path)
        connection.execute("BEGIN")
        yield memory
    finally:
        connection.close()
        Path(path).unlink(missing_ok=True)


def trusted(text: str, deployment: str, pinned: bytes | None, own: bytes) -> Checkpoint:
    """The checkpoint in a text, where it is this installation's. Raises CheckpointInvalid."""
    found = checkpoints.read(text)
    if found.deployment != deployment:
        raise CheckpointInvalid("it is another installation's")
    if pinned is not None and found.public_key != pinned:
        raise CheckpointInvalid("it was signed under another key than the one that was pinned")
    if found.public_key != own:
        raise CheckpointInvalid("it was not signed by this installation's key")
    return found
