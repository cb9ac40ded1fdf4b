"""How long clients really wait for a person at this time of the week; never an invented figure."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.records.unit import UnitOfWork
from bot.services.app import App
from bot.suitability.waiting import usual_wait


def minutes(app: App, work: UnitOfWork, now: datetime) -> int | None:
    """Within how many minutes half of the clients who asked at this time of the week heard a
    person; None where too few did, and while nobody is there.

    Of the requests of the policy's last weeks (`waiting.expected`) those count that were made while
    the house was open and that a person spoke to.
    """
    business_hours, rule = app.rulebook.policy.business_hours, app.rulebook.policy.waiting.expected
    if not business_hours.is_open(now):
        return None
    zone = business_hours.zone
    waits = [
        (asked.astimezone(zone), first - asked)
        for asked, first in work.handoffs.waits(now - timedelta(weeks=rule.weeks))
        if business_hours.is_open(asked)
    ]
    return usual_wait(waits, now.astimezone(zone), rule)


def in_words(app: App, minutes: int, language: str) -> str:
    """The expected wait as a sentence, in minutes or in whole hours."""
    if minutes < 60:
        return app.rulebook.replies.text("utter_expected_minutes", language, minutes=minutes)
    return app.rulebook.replies.text("utter_expected_hours", language, hours=minutes // 60)
