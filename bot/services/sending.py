"""What stands in the outbox goes out: each item leased, tried, tried again later, or given up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.records.models import OutboxItem
from bot.services import codes, consent, returning
from bot.services.app import App
from bot.services.logs import log

LEASE = timedelta(minutes=2)
"""So long nobody else takes an item up; one whose process died comes up again after it."""
FIRST_RETRY = timedelta(seconds=5)
ATTEMPTS = 6
"""The last try is about five minutes after the first: a code is good for ten."""

TOPICS: Mapping[str, Callable[[App, OutboxItem], None]] = {returning.TOPIC: returning.deliver}
"""Who sends what, by topic."""


def claim(app: App, limit: int = 8) -> list[OutboxItem]:
    """Items whose time has come, leased to the caller."""
    with app.records.begin() as work:
        return work.outbox.claim(app.now(), app.now() + LEASE, limit, topics=tuple(TOPICS))


def waiting(app: App) -> bool:
    """Whether anything is due; asked before `claim`, because it waits for no writer."""
    with app.records.read() as work:
        return bool(work.outbox.due(app.now(), 1, topics=tuple(TOPICS)))


def send(app: App, item: OutboxItem) -> None:
    """Send one leased item and note what came of it. The log names neither address nor words.

    What concerns a client whose consent does not stand at this moment is given up, unsent.
    """
    with app.records.read() as work:
        allowed = consent.may_send(work, item)
    if not allowed:
        with app.records.begin() as work:
            work.outbox.give_up(item.id, keep=False)
        log().info("outbox.withheld", code="consent_missing")
        return
    try:
        TOPICS[item.topic](app, item)
    except codes.NotSent as problem:
        _failed(app, item, problem)
        return
    with app.records.begin() as work:
        work.outbox.done(item.id)


def _failed(app: App, item: OutboxItem, problem: codes.NotSent) -> None:
    attempt = item.attempts + 1
    last = problem.final or attempt >= ATTEMPTS
    with app.records.begin() as work:
        if last:
            work.outbox.give_up(item.id, keep=False)  # a code is of no use tomorrow
        else:
            work.outbox.retry(item.id, app.now() + FIRST_RETRY * 2**item.attempts)
    say = log().error if last else log().warning
    say("outbox.not_sent", code=str(problem), attempt=attempt, final=last)
