"""Nightly work: retention, unfinished rotations, backups, a look through the whole audit trail.

Each piece is done once a night, at the policy's quiet hour in the institution's zone, however many
processes there are: whoever claims it in the records does it. A night that was missed is made up
for; a piece that broke off is taken up again. To add one, write a function that takes the App and
gives counts, and put it into CHORES.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.records.chores import ChoreRun
from bot.records.errors import AuditBroken, RotationUnderWay
from bot.services import backups, logs, retention
from bot.services.app import App
from bot.suitability.policy import Policy

LEASE = timedelta(minutes=5)
RETRY = timedelta(minutes=20)
ATTEMPTS = 3

_log = logs.log()


@dataclass(frozen=True)
class Chore:
    """A piece of nightly work: gives counts of what it did, raises when it failed."""

    name: str
    work: Callable[[App], Mapping[str, int]]


@dataclass(frozen=True)
class Done:
    """What came of one piece. `state` is `done` or `failed`."""

    name: str
    state: str
    outcome: str


def _retention(app: App) -> Mapping[str, int]:
    return {kind: count for kind, count in retention.run(app).items() if count}


def _backup(app: App) -> Mapping[str, int]:
    folder = app.settings.backup_path
    return {} if folder is None else backups.nightly(app, folder)


def _audit(app: App) -> Mapping[str, int]:
    verdict = app.records.examine()
    if not verdict.whole:
        raise AuditBroken(verdict.findings)
    return {"entries": verdict.entries, "rows": verdict.rows}


def _keys(app: App) -> Mapping[str, int]:
    """Finish a rotation of the keys that was begun and broken off, or left to the night."""
    try:
        left = app.records.finish_rotation(wait=True)
    except RotationUnderWay:
        return {}
    return {"unfinished": 1} if left else {}


# The backup comes after the retention, so that it does not hold what is over, and after the keys,
# so that it opens with those that stay.
CHORES: tuple[Chore, ...] = (
    Chore("retention", _retention),
    Chore("keys", _keys),
    Chore("backup", _backup),
    Chore("audit", _audit),
)


def night(policy: Policy, now: datetime) -> str:
    """The night whose work is due at a moment: the institution's date on which the quiet hour
    last came, as 2026-11-22."""
    local = now.astimezone(policy.business_hours.zone)
    day = local.date()
    if local.time() < policy.retention.nightly_at:
        day -= timedelta(days=1)
    return day.isoformat()


def nights_before(night: str, days: int) -> str:
    """The night so many days before another."""
    return (date.fromisoformat(night) - timedelta(days=days)).isoformat()


def run(app: App, chores: tuple[Chore, ...] = CHORES) -> list[Done]:
    """Do what is due and nobody else does; gives what was done. One failure stops no other."""
    done = []
    for chore in chores:
        tonight, now = night(app.rulebook.policy, app.now()), app.now()
        with app.records.begin() as work:
            mine = work.chores.claim(chore.name, tonight, now, now + LEASE, attempts=ATTEMPTS)
        if mine:
            done.append(_do(app, chore, tonight))
    return done


def last_runs(app: App) -> list[ChoreRun]:
    """The last run of each piece."""
    with app.records.read() as work:
        return work.chores.list()


def _do(app: App, chore: Chore, tonight: str) -> Done:
    try:
        with _held(app, chore.name, tonight):
            counts = chore.work(app)
    except Exception as error:
        # Of an error its kind alone: it may quote what it stumbled over.
        done = Done(chore.name, "failed", type(error).__name__)
        _log.error("chores.failed", task=chore.name, error=done.outcome)
    else:
        words = ", ".join(f"{name} {count}" for name, count in counts.items())
        done = Done(chore.name, "done", words or "nothing to do")
        for name, count in counts.items():
            _log.info("chores.counted", task=chore.name, kind=name, count=count)
        _log.info("chores.done", task=chore.name)
    now = app.now()
    with app.records.begin() as work:
        work.chores.finish(chore.name, tonight, done.state, now, done.outcome, now + RETRY)
    return done


@contextmanager
def _held(app: App, name: str, tonight: str) -> Iterator[None]:
    """Renew the lease as long as the work goes on."""
    over = threading.Event()

    def renew() -> None:
        while not over.wait(LEASE.total_seconds() / 4):
            try:
                with app.records.begin() as work:
                    work.chores.renew(name, tonight, app.now() + LEASE)
            except Exception as error:
                _log.warning("chores.lease", task=name, error=type(error).__name__)

    keeper = threading.Thread(target=renew, daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()
