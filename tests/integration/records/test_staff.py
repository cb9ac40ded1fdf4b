"""Advisors, their sessions and their tokens."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.records import Conflict, Records
from bot.records.models import AdvisorSession, AdvisorToken
from tests.integration.records.kit import AT, Seed, an_advisor, later


def test_an_advisor_is_found_by_email_in_any_case(records: Records) -> None:
    advisor = an_advisor("Wang.Wei@example.com", role="supervisor")
    with records.begin() as work:
        work.advisors.add(advisor)
    with records.read() as work:
        assert work.advisors.by_email(" wang.wei@EXAMPLE.com") == advisor
        assert work.advisors.get(advisor.id) == advisor
        assert work.advisors.by_email("wang@example.com") is None
        assert work.advisors.list() == [advisor]


def test_an_email_is_one_advisors(records: Records) -> None:
    with pytest.raises(Conflict), records.begin() as work:
        work.advisors.add(an_advisor("a@example.com"))
        work.advisors.add(an_advisor("A@Example.com"))


def test_password_and_state_change(records: Records, seed: Seed) -> None:
    with records.begin() as work:
        before = work.advisors.get(seed.advisor)
        assert work.advisors.set_password(seed.advisor, "$argon2id$new", must_change=False)
        assert work.advisors.set_state(seed.advisor, "disabled")
        assert not work.advisors.set_state("nobody", "disabled")
        after = work.advisors.get(seed.advisor)
    assert before is not None
    assert after == replace(
        before, password_hash="$argon2id$new", must_change=False, state="disabled"
    )


def test_no_representation_of_an_advisor_shows_name_or_email() -> None:
    shown = repr(an_advisor("li.na@example.com"))
    assert "li.na" not in shown and "李娜" not in shown and "argon" not in shown


def test_a_session_is_found_touched_and_ended(records: Records, seed: Seed) -> None:
    session = AdvisorSession("h1", seed.advisor, "csrf", AT, AT, later(hours=12))
    with records.begin() as work:
        work.advisor_sessions.add(session)
        work.advisor_sessions.touch("h1", later(minutes=5))
        assert work.advisor_sessions.by_hash("h1") == replace(session, seen_at=later(minutes=5))
        assert len(work.advisor_sessions.of(seed.advisor)) == 1
        work.advisor_sessions.delete("h1")
        assert work.advisor_sessions.by_hash("h1") is None


def test_all_sessions_of_an_advisor_end_together(records: Records, seed: Seed) -> None:
    with records.begin() as work:
        for number in range(3):
            work.advisor_sessions.add(
                AdvisorSession(f"h{number}", seed.advisor, "c", AT, AT, later(hours=number))
            )
        work.advisor_sessions.delete_expired(later(hours=1))
        assert [one.token_hash for one in work.advisor_sessions.of(seed.advisor)] == ["h2"]
        work.advisor_sessions.delete_of(seed.advisor)
        assert work.advisor_sessions.of(seed.advisor) == []


def test_a_revoked_token_keeps_its_first_time(records: Records, seed: Seed) -> None:
    with records.begin() as work:
        for name in ("t1", "t2"):
            work.advisor_tokens.add(AdvisorToken(name, seed.advisor, AT))
        work.advisor_tokens.revoke("t1", later(hours=1))
        work.advisor_tokens.revoke_of(seed.advisor, later(hours=2))
        found = [work.advisor_tokens.by_hash(name) for name in ("t1", "t2", "t3")]
        assert len(work.advisor_tokens.of(seed.advisor)) == 2
    assert [one and one.revoked_at for one in found] == [later(hours=1), later(hours=2), None]
