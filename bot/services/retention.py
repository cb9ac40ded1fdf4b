"""Retention: what is past its period goes, in small steps, and is accounted for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.records import backup
from bot.records.retention import CLIENTS, Due
from bot.services import duties, signals, webhook_events
from bot.services.app import App

ACTOR = "retention"
_YEAR = 365.25
_ROWS_AT_ONCE = 500
_CLIENTS_AT_ONCE = 200


@dataclass(frozen=True)
class Limit:
    """A kind of record and the moment before which it is past its period."""

    kind: str
    before: datetime


def limits(app: App) -> tuple[Limit, ...]:
    """The moments that the policy's periods come to now, in the order they are worked through.

    Whole clients go first: then less of what they leave has to be looked at row by row.
    """
    rules, now = app.rulebook.policy.retention, app.now()
    days: Mapping[str, float] = {
        "restricted": 0,
        "visitors": rules.visitor_days,
        "prospects": rules.prospect_days,
        "words": rules.transcript_days,
        "choices": rules.tracker_days,
        "trackers": rules.tracker_days,
        "proofs": rules.tracker_days,
        "former_answers": rules.former_answer_days,
        "assessments": rules.suitability_years * _YEAR,
        "notes": rules.handoff_years * _YEAR,
        "handoffs": rules.handoff_years * _YEAR,
        "outbox": rules.outbox_days,
        "webhook_attempts": rules.outbox_days,
        "staff_sessions": 0,
        "staff_tokens": rules.staff_token_days,
        KEY_BACKUPS: rules.key_backup_days,
    }
    return tuple(Limit(kind, now - timedelta(days=span)) for kind, span in days.items())


KEY_BACKUPS = "key_backups"
KINDS = (
    *CLIENTS, "words", "choices", "trackers", "proofs", "former_answers", "assessments", "notes",
    "handoffs", "outbox", "webhook_attempts", "staff_sessions", "staff_tokens", KEY_BACKUPS,
)  # fmt: skip


def plan(app: App) -> list[Due]:
    """What a run would end now: counts and the oldest of each kind. Nothing is changed."""
    found = []
    with app.records.read() as work:
        for limit in limits(app):
            if limit.kind == KEY_BACKUPS:
                old = _old_key_backups(app, limit.before)
                oldest = min((kept.manifest.made_at for kept in old), default=None)
                when = datetime.fromisoformat(oldest) if oldest else None
                found.append(Due(limit.kind, len(old), when))
            else:
                found.append(work.retention.due(limit.kind, limit.before))
    return found


def run(
    app: App, progress: Callable[[str, int], None] = lambda _kind, _done: None
) -> dict[str, int]:
    """End everything that is past its period; gives how many of each kind.

    Each step is a transaction of its own with its entry in the audit trail (kind, count, version
    of the policy), so a run may be killed anywhere and begun again. What a duty covers stays:
    clients are then restricted, not erased.
    """
    done: dict[str, int] = {}
    for limit in limits(app):
        if limit.kind == KEY_BACKUPS:
            done[limit.kind] = _end_key_backups(app, limit.before)
        elif limit.kind in CLIENTS:
            done[limit.kind] = _end_clients(app, limit, progress)
        else:
            done[limit.kind] = _end_rows(app, limit, progress)
    return done


def _end_rows(app: App, limit: Limit, progress: Callable[[str, int], None]) -> int:
    total = 0
    while True:
        with app.records.begin() as work:
            count = work.retention.end_rows(limit.kind, limit.before, _ROWS_AT_ONCE)
            if count:
                work.audit.record(
                    at=app.now(), actor=ACTOR, action="retention.ended",
                    detail=_detail(app, limit.kind, count),
                )  # fmt: skip
        if not count:
            return total
        total += count
        progress(limit.kind, total)


def _end_clients(app: App, limit: Limit, progress: Callable[[str, int], None]) -> int:
    total, after = 0, ""
    while True:
        with app.records.read() as work:
            due = work.retention.clients(limit.kind, limit.before, _CLIENTS_AT_ONCE, after)
        if not due:
            return total
        for client_id in due:
            total += _end_client(app, limit, client_id)
            progress(limit.kind, total)
        after = due[-1]


def _end_client(app: App, limit: Limit, client_id: str) -> bool:
    now = app.now()
    with app.records.begin() as work:
        if not work.retention.is_due(limit.kind, limit.before, client_id):
            return False  # they came back, or somebody took them up, in the meantime
        theirs = [one.id for one in work.conversations.of_client(client_id)]
        told = webhook_events.told_of(work, client_id)
        kept = duties.end(app.rulebook.policy, work, client_id, now)
        if told:
            webhook_events.erased(app, work, client_id, "restricted" if kept else "erased")
        work.audit.record(
            at=now,
            actor=ACTOR,
            action="client.restrict" if kept else "client.erase",
            client_id=client_id,
            reason=f"retention: {limit.kind}",
            detail=_detail(app, limit.kind, 1),
        )
    for conversation_id in theirs:
        signals.changed(conversation_id)
    return True


def _detail(app: App, kind: str, count: int) -> dict[str, object]:
    return {"kind": kind, "count": count, "policy": app.rulebook.policy.version}


def _places(app: App) -> list[Path]:
    """Where backups of the key store lie that we made ourselves."""
    nightly = app.settings.backup_path
    places = [app.settings.set_aside_path, *([nightly / "keys"] if nightly else [])]
    return [place for place in places if place.is_dir()]


def _old_key_backups(app: App, before: datetime) -> list[backup.Kept]:
    deployment = app.records.vault.deployment
    return [
        kept
        for place in _places(app)
        for kept in backup.found_in(place)
        if (kept.manifest.kind, kept.manifest.deployment) == ("keys", deployment)
        and datetime.fromisoformat(kept.manifest.made_at) < before
    ]


def _end_key_backups(app: App, before: datetime) -> int:
    old = _old_key_backups(app, before)
    for kept in old:
        kept.path.unlink(missing_ok=True)
    if old:
        with app.records.begin() as work:
            work.audit.record(
                at=app.now(), actor=ACTOR, action="retention.ended",
                detail=_detail(app, KEY_BACKUPS, len(old)),
            )  # fmt: skip
    return len(old)
