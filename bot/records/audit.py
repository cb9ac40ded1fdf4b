"""The audit trail: who did what to whose data, when and why, in a chain that shows any change.

Each entry carries a keyed hash over itself and the entry before, so that whoever can write the
database but has no key can neither change, drop nor slip in an entry. The newest entry's number
and hash are kept in the key store as well: cutting off the end is seen too. An entry names the
client by a keyed HMAC of the id, so it outlives an erasure and says nothing; reason and detail are
sealed under the audit key and stay, for they account for the institution's people. They never hold
a client's words.

Beside the acts stand anchors (`records.written`): what the rows that a transaction wrote look like
since then, so that an older row put back is seen (bot/records/anchoring.py).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, List

from sqlalchemy import Row, insert, select, text

from bot.language.secrets import redact
from bot.records import anchoring, checkpoints, verifying
from bot.records.chain import BEGINNING, RESUMED, WRITTEN, entry_hash, place
from bot.records.checkpoints import Checkpoint
from bot.records.errors import AuditBroken
from bot.records.models import AuditEntry, Body
from bot.records.repository import Repository, Session
from bot.records.tables import audit
from bot.records.verifying import Finding, Verdict
from bot.vault import Mark, Purpose

MARK = "audit"
_MOST_ANCHORS = 2000
# Any number of our own: serialises the writers of the chain on PostgreSQL.
_LAST = select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)
_LOCK = 0x5A_48_49_59


@dataclass(frozen=True)
class _Draft:
    at: datetime
    actor: str
    action: str
    client_id: str | None
    reason: str | None
    detail: Body | None


class Audit(Repository):
    """Repository of the trail. Entries are written when the unit of work commits."""

    def __init__(
        self,
        session: Session,
        known: Callable[[], Mark | None],
        now: Callable[[], datetime],
        scratch: Path | None = None,
    ) -> None:
        super().__init__(session)
        self._drafts: list[_Draft] = []
        self._known = known
        self._now = now
        self._scratch = scratch
        self.before = BEGINNING
        self.head: Mark | None = None
        self.acted = False
        self.set_back = False

    def record(
        self,
        *,
        at: datetime,
        actor: str,
        action: str,
        client_id: str | None = None,
        reason: str | None = None,
        detail: Body | None = None,
    ) -> None:
        """Note an act. `actor` is an id (an advisor's) or a name of our own (`client`, `system`).

        It is written last in the transaction, together with what it tells of: both or neither.
        Card numbers and the like are cut out of the reason.
        """
        reason = None if reason is None else redact(reason)
        self._drafts.append(_Draft(at, actor, action, client_id, reason, detail))

    def list(self, client_id: str | None = None, *, anchors: bool = False) -> List[AuditEntry]:
        """The entries, oldest first; only those about a client where given; with the anchors'
        entries, which say nothing to people, where `anchors`."""
        self.flush()
        query = select(audit).order_by(audit.c.seq)
        if client_id is not None:
            query = query.where(audit.c.subject == self._subject(client_id))
        if not anchors:
            query = query.where(audit.c.action != WRITTEN)
        return [self._entry(row) for row in self._run(query)]

    def recent(
        self, client_id: str, *, actor: str, actions: Collection[str], since: datetime
    ) -> List[AuditEntry]:
        """What somebody did to a client's data since a moment, the newest first; without what this
        transaction has not written yet."""
        query = (
            select(audit)
            .where(
                audit.c.subject == self._subject(client_id),
                audit.c.actor == actor,
                audit.c.action.in_(list(actions)),
                audit.c.at >= since,
            )
            .order_by(audit.c.seq.desc())
            .limit(50)
        )
        return [self._entry(row) for row in self._run(query)]

    def verify(self) -> None:
        """Raise AuditBroken with all findings of `examine`, unless there are none."""
        verdict = self.examine()
        if verdict.findings:
            raise AuditBroken(verdict.findings)

    def examine(
        self,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
        checkpoint: Checkpoint | None = None,
    ) -> Verdict:
        """Go through the whole chain, then hold each anchored row against its newest anchor.

        An end that the key store does not know yet (a crash between the two commits) is fine; an
        end that lies before what the key store knows is not. With a `checkpoint`, the trail has to
        extend it as well. `progress` hears how many rows of how many are done.
        """
        self.flush()
        known = self._known()
        return verifying.examine(self._session, known, self._scratch, progress, checkpoint)

    def glance(self, last: int = 300) -> List[Finding]:
        """Look at the newest entries only, and whether the end is the one that the key store knows:
        fast enough for every start."""
        return verifying.glance(self._session, self._known(), last)

    def checkpoint(self) -> Checkpoint:
        """The present end of the trail, signed, to be kept by somebody else."""
        self.flush()
        end = self._end()
        return checkpoints.made(self._sealer.vault, end.height, end.value, self._now())

    def resume(self, *, at: datetime, actor: str, reason: str) -> bool:
        """Answer for a trail that the restore of an older backup has set back; it goes on from
        here. False when it was not set back.

        The entry says, signed, from which height and hash the trail was set back to which; from
        then on `examine` tells of it as a known restore. Nothing else is forgiven: what else does
        not fit is still found, only `glance` no longer looks behind this entry.
        """
        self.flush()
        known, end = self._known(), self._end()
        if (known is None or self._holds(known)) and not self.glance():
            return False
        vault = self._sealer.vault
        lost = known or end
        detail = {
            "lost": checkpoints.made(vault, lost.height, lost.value, at).document(),
            "kept": checkpoints.made(vault, end.height, end.value, at).document(),
        }
        self.record(at=at, actor=actor, action=RESUMED, reason=reason, detail=detail)
        self.flush()
        self.set_back = True
        return True

    def flush(self) -> None:
        """Write what was noted. The unit of work calls it right before it commits."""
        vault = self._sealer.vault
        touched = self._session.touched.take()
        if not self._drafts and not touched:
            return
        packed = list(self._packed(touched))
        if self._session.connection.dialect.name == "postgresql":
            self._run(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        end = self._end()
        if self.head is None:
            self.before = end
        self.acted = self.acted or bool(self._drafts)
        seq, previous = end.height, end.value
        drafts, self._drafts = self._drafts, []
        rows: list[dict[str, Any]] = []
        acts: tuple[_Draft | bytes, ...] = (*drafts, *packed)
        for act in acts:
            seq += 1
            values = self._values(seq, act)
            values["previous_hash"] = previous
            previous = values["hash"] = entry_hash(vault, values)
            rows.append(values)
        self._run(insert(audit), rows)
        self.head = Mark(seq, previous)

    def _packed(self, touched: Mapping[str, List[anchoring.Key]]) -> List[bytes]:
        found = anchoring.anchors(self._session.connection, touched, self._sealer.vault.anchor())
        packed: list[bytes] = []
        while batch := list(islice(found, _MOST_ANCHORS)):
            packed.append(anchoring.pack(batch))
        return packed

    def _values(self, seq: int, act: _Draft | bytes) -> dict[str, Any]:
        if isinstance(act, bytes):
            body = self._sealer.seal_bytes(place(seq), act, Purpose.AUDIT)
            at, actor, action, subject = self._now(), "system", WRITTEN, None
        else:
            body = None
            if act.reason is not None or act.detail is not None:
                said = {"reason": act.reason, "detail": act.detail}
                body = self._sealer.seal_json(place(seq), said, Purpose.AUDIT)
            at, actor, action = act.at, act.actor, act.action
            subject = None if act.client_id is None else self._subject(act.client_id)
        return {
            "seq": seq,
            "at": at,
            "actor": actor,
            "action": action,
            "subject": subject,
            "body": body,
        }

    def _end(self) -> Mark:
        last = self._run(_LAST).one_or_none()
        return Mark(last.seq, last.hash) if last else BEGINNING

    def _holds(self, known: Mark) -> bool:
        query = select(audit.c.hash).where(audit.c.seq == known.height)
        return self._run(query).scalar_one_or_none() == known.value

    def _subject(self, client_id: str) -> str:
        return self._sealer.vault.sign("audit subject", client_id.encode())

    def _entry(self, row: Row[Any]) -> AuditEntry:
        body: Body = {}
        if row.action != WRITTEN:
            body = self._sealer.open_json(place(row.seq), row.body, Purpose.AUDIT) or {}
        return AuditEntry(
            seq=row.seq,
            at=row.at,
            actor=row.actor,
            action=row.action,
            subject=row.subject,
            reason=body.get("reason"),
            detail=body.get("detail"),
            previous_hash=row.previous_hash,
            hash=row.hash,
        )
