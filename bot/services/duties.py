"""Duties to keep, applied: what of a client may be erased, what must be kept, why, until when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from bot.language import say
from bot.records.models import Handoff
from bot.records.unit import UnitOfWork
from bot.suitability.policy import Policy
from bot.suitability.retention import Facts, Kept, kept, records, until

OPENED = "opened_relationship"


def running(policy: Policy, work: UnitOfWork, client_id: str, at: datetime) -> tuple[Kept, ...]:
    """The duties to keep that run for a client at a moment."""
    zone = policy.business_hours.zone
    return kept(policy.retention, _facts(work, client_id, zone), at.astimezone(zone).date())


def end(policy: Policy, work: UnitOfWork, client_id: str, at: datetime) -> tuple[Kept, ...]:
    """Erase a client as far as duties allow: for good, or all but what they cover.

    Gives the duties that run; none means that the client is erased for good. Doing it again, when
    one of several duties has ended, clears what that one alone covered.
    """
    found = running(policy, work, client_id, at)
    if not found:
        work.erase_client(client_id, at)
    else:
        # When the first duty ends it is looked at again: what it alone covered goes then.
        after = _midnight_after(min(one.until for one in found), policy.business_hours.zone)
        work.restrict_client(client_id, at, keep=records(found), erase_after=after)
    return found


def end_again(
    policy: Policy, work: UnitOfWork, client_id: str, at: datetime, until: datetime
) -> None:
    """As `end`, on older data that a restore brought back; `until` is what was known of the end.

    Data from before a duty began hold nothing that it covers. The client's key is not destroyed
    for that: newer backups hold what has to be kept, and the nightly work ends it in time.
    """
    found = running(policy, work, client_id, at)
    if found:
        end(policy, work, client_id, at)
    else:
        work.restrict_client(client_id, at, keep=(), erase_after=until)


def told(found: tuple[Kept, ...], language: str) -> list[dict[str, str]]:
    """What is kept, in the client's words: `{"id", "record", "because", "until"}` a duty."""
    return [
        {
            "id": one.duty.id,
            "record": one.duty.record[language],
            "because": one.duty.because[language],
            "until": one.until.isoformat(),
        }
        for one in found
    ]


def answer(found: tuple[Kept, ...], language: str) -> dict[str, Any]:
    """What an erasure came to, or would come to, as the chat API says it."""
    last = until(found)
    if last is None:
        return {"erased": True, "restricted": False, "kept": [], "until": None}
    return {
        "erased": False,
        "restricted": True,
        "kept": told(found, language),
        "until": last.isoformat(),
    }


def in_words(found: tuple[Kept, ...], language: str) -> str:
    """The same as one phrase: "您的风险承受能力评估记录（…，至 2046 年 11 月 22 日）"."""
    if language == "zh":
        return "；".join(
            f"{one.duty.record['zh']}（{one.duty.because['zh']}，至 {say.day(one.until, 'zh')}）"
            for one in found
        )
    return "; ".join(
        f"{one.duty.record['en']} ({one.duty.because['en']}, until {say.day(one.until, 'en')})"
        for one in found
    )


def _facts(work: UnitOfWork, client_id: str, zone: ZoneInfo) -> Facts:
    def day(moments: Iterable[datetime | None]) -> date | None:
        known = [moment for moment in moments if moment is not None]
        return max(known).astimezone(zone).date() if known else None

    handoffs = work.handoffs.of_client(client_id)
    return Facts(
        assessed=day([work.assessments.last_at(client_id)]),
        accepted=day([one.accepted_at for one in handoffs]),
        relationship=day([_ended(one) for one in handoffs if one.outcome == OPENED]),
    )


def _ended(handoff: Handoff) -> datetime:
    return handoff.closed_at or handoff.accepted_at or handoff.requested_at


def _midnight_after(day: date, zone: ZoneInfo) -> datetime:
    following = day + timedelta(days=1)
    midnight = datetime(following.year, following.month, following.day, tzinfo=zone)
    return midnight.astimezone(timezone.utc)
