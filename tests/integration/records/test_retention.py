"""What is past its period goes, once, and what a duty covers or somebody still needs stays."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.cli.doctor import examine
from bot.cli.nightly import Nightly
from bot.records.models import AdvisorSession, AdvisorToken, Choice
from bot.services import backups, chores, privacy, retention
from bot.services.app import App
from bot.services.chores import Chore
from tests import shell
from tests.integration.records.house import (
    CANARY,
    Clock,
    arrive,
    assess,
    open_house,
    profile,
    serve,
    state,
    words,
)
from tests.integration.records.kit import AT, Installation, an_advisor

YEAR = 365.25


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(installation: Installation, clock: Clock) -> Iterator[App]:
    house = open_house(installation, clock)
    yield house
    house.records.close()


def after(clock: Clock, days: float) -> None:
    clock.at = AT + timedelta(days=days)


def due(app: App) -> dict[str, int]:
    return {one.kind: one.count for one in retention.plan(app) if one.count}


def test_a_dry_run_counts_and_changes_nothing(app: App, clock: Clock) -> None:
    client, conversation = arrive(app, stage="visitor")
    after(clock, 31)

    (found,) = [one for one in retention.plan(app) if one.count]

    assert (found.kind, found.count, found.oldest) == ("visitors", 1, AT)
    assert state(app, client) == "active" and words(app, conversation) == [CANARY]


def test_visitors_go_after_their_days_and_prospects_after_theirs(app: App, clock: Clock) -> None:
    visitor, _ = arrive(app, stage="visitor")
    prospect, talk = arrive(app)
    profile(app, prospect, talk)
    customer, their = arrive(app, stage="client")
    profile(app, customer, their)

    after(clock, 29)
    assert retention.run(app)["visitors"] == 0
    after(clock, 31)
    assert retention.run(app)["visitors"] == 1
    assert [state(app, one) for one in (visitor, prospect, customer)] == [
        "erased", "active", "active",
    ]  # fmt: skip
    after(clock, 366)
    assert retention.run(app)["prospects"] == 1
    assert [state(app, one) for one in (prospect, customer)] == ["erased", "active"]


def test_whoever_comes_back_or_is_followed_up_stays(app: App, clock: Clock) -> None:
    back, talk = arrive(app)
    profile(app, back, talk)
    waiting, theirs = arrive(app)
    serve(app, waiting, theirs, outcome=None)
    after(clock, 300)
    with app.records.begin() as work:
        work.conversations.touch(talk, clock.at)
    after(clock, 400)

    retention.run(app)

    assert [state(app, one) for one in (back, waiting)] == ["active", "active"]


def test_words_go_and_what_was_concluded_stays(app: App, clock: Clock) -> None:
    client, talk = arrive(app, stage="client")
    profile(app, client, talk)
    assess(app, client, talk)
    with app.records.begin() as work:
        work.choices.add(Choice("token", talk, 1, "horizon", "1_3y"))
    after(clock, 91)
    retention.run(app)
    with app.records.read() as work:
        assert work.trackers.read(talk) == [] and work.trackers.last_seq(talk) == 0
        assert work.choices.get(talk, "token") is None
    assert words(app, talk) == [CANARY]
    after(clock, 731)
    retention.run(app)
    assert words(app, talk) == []
    with app.records.read() as work:
        assert work.answers.current(client)["age"].value == 45
        assert len(work.assessments.list(client)) == 1


def test_a_conversation_begins_anew_after_its_memory_went(app: App, clock: Clock) -> None:
    _, talk = arrive(app, stage="client")
    with app.records.begin() as work:
        work.trackers.append(talk, 0, [b"one", b"two"])
    after(clock, 91)
    retention.run(app)
    with app.records.begin() as work:
        assert work.trackers.append(talk, 0, [b"anew"]) == 1


def test_former_answers_assessments_and_service_records_go_after_theirs(
    app: App, clock: Clock
) -> None:
    client, talk = arrive(app, stage="client")
    profile(app, client, talk, 45)
    assess(app, client, talk)
    handoff = serve(app, client, talk)
    after(clock, 10)
    profile(app, client, talk, 46)
    after(clock, 10 + 731)
    retention.run(app)
    with app.records.read() as work:
        assert [one.value for one in work.answers.history(client)] == [None, 46]
        assert work.notes.of(handoff) and work.assessments.list(client)
    after(clock, 20 * YEAR + 1)
    retention.run(app)
    with app.records.read() as work:
        assert work.notes.of(handoff) == [] == work.assessments.list(client)
        left = work.handoffs.get(handoff)
        assert left is not None and left.body == {} and left.outcome == "no_interest"


def test_the_staffs_old_sessions_and_tokens_go(app: App, clock: Clock) -> None:
    advisor = an_advisor()
    with app.records.begin() as work:
        work.advisors.add(advisor)
        for name, ends in (("old", 1), ("new", 500)):
            work.advisor_sessions.add(
                AdvisorSession(name, advisor.id, "c", AT, AT, AT + timedelta(days=ends))
            )
        work.advisor_tokens.add(AdvisorToken("revoked", advisor.id, AT, AT))
        work.advisor_tokens.add(AdvisorToken("good", advisor.id, AT))
    after(clock, 91)
    retention.run(app)
    with app.records.read() as work:
        assert [one.token_hash for one in work.advisor_sessions.of(advisor.id)] == ["new"]
        assert [one.token_hash for one in work.advisor_tokens.of(advisor.id)] == ["good"]


def test_a_duty_holds_a_silent_prospect_until_it_ends_and_then_they_are_erased(
    app: App, clock: Clock
) -> None:
    client, talk = arrive(app)
    profile(app, client, talk)
    assess(app, client, talk)
    after(clock, 366)
    retention.run(app)
    assert state(app, client) == "restricted" and words(app, talk) == []
    with app.records.read() as work:
        assert work.answers.current(client) == {} and work.trackers.read(talk) == []
        assert len(work.assessments.list(client)) == 1
        found = work.clients.get(client)
    assert found is not None and found.erase_after == datetime(
        2046, 11, 22, 16, tzinfo=timezone.utc
    )
    after(clock, 20 * YEAR - 2)
    retention.run(app)
    assert state(app, client) == "restricted"
    after(clock, 20 * YEAR + 2)
    assert retention.run(app)["restricted"] == 1
    assert state(app, client) == "erased"
    assert app.records.key_status()["destroyed"] == 1


def test_when_one_of_two_duties_ends_only_the_other_ones_records_stay(
    app: App, clock: Clock
) -> None:
    client, talk = arrive(app)
    profile(app, client, talk)
    serve(app, client, talk, outcome="opened_relationship")
    kept = privacy.erase(app, client)
    assert {one.duty.id for one in kept} == {"advice", "aml"}
    with app.records.read() as work:
        assert work.answers.current(client)["age"].value == 45
    after(clock, 10 * YEAR + 2)
    retention.run(app)
    assert state(app, client) == "restricted"
    with app.records.read() as work:
        assert work.answers.current(client) == {}
        assert work.notes.of(work.handoffs.of_client(client)[0].id)
    after(clock, 20 * YEAR + 2)
    retention.run(app)
    assert state(app, client) == "erased"


def test_what_a_client_asked_to_have_kept_still_is_not_deleted_by_a_period(
    app: App, clock: Clock
) -> None:
    client, talk = arrive(app)
    profile(app, client, talk)
    privacy.restrict(app, client, actor="operator:li", reason="art. 18")
    after(clock, 3 * YEAR)
    assert due(app).keys() <= {"outbox"}
    retention.run(app)
    assert state(app, client) == "restricted" and words(app, talk) == [CANARY]


def test_a_run_is_accounted_for_and_a_second_one_has_nothing_to_do(app: App, clock: Clock) -> None:
    for _ in range(3):
        arrive(app, stage="client")
    after(clock, 731)
    retention.run(app)
    assert sum(retention.run(app).values()) == 0
    with app.records.read() as work:
        entries = [one for one in work.audit.list() if one.action == "retention.ended"]
        work.audit.verify()
    detail = [one.detail for one in entries if one.detail and one.detail["kind"] == "words"]
    assert [one["count"] for one in detail] == [3]
    assert all(one["policy"] == app.rulebook.policy.version for one in detail)


def test_a_run_that_is_broken_off_goes_on_where_it_was(
    app: App, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "_ROWS_AT_ONCE", 2)
    talks = [arrive(app, stage="client")[1] for _ in range(5)]
    after(clock, 731)

    class Stopped(Exception):
        pass

    def stop(kind: str, done: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        retention.run(app, progress=stop)
    assert sum(map(len, (words(app, talk) for talk in talks))) == 3
    assert retention.run(app)["words"] == 3


def test_old_backups_of_the_key_store_are_removed_and_no_others(
    sqlite_installation: Installation, clock: Clock, tmp_path: Path
) -> None:
    app = open_house(sqlite_installation, clock, backup_path=tmp_path / "b")
    backups.nightly(app, tmp_path / "b")
    after(clock, 8)
    assert due(app) == {"key_backups": 1}
    retention.run(app)
    assert not list((tmp_path / "b" / "keys").iterdir())
    assert len(list((tmp_path / "b" / "data").iterdir())) == 1
    app.records.close()


# ── nightly work ────────────────────────────────────────────────────────────────────────────────


def shanghai(day: int, hour: int, minute: int = 0) -> datetime:
    zone = timezone(timedelta(hours=8))
    return datetime(2026, 11, day, hour, minute, tzinfo=zone).astimezone(timezone.utc)


def test_a_night_begins_at_the_quiet_hour_of_the_institution(app: App) -> None:
    policy = app.rulebook.policy
    assert chores.night(policy, shanghai(23, 3, 29)) == "2026-11-22"
    assert chores.night(policy, shanghai(23, 3, 30)) == "2026-11-23"
    assert chores.night(policy, shanghai(23, 23)) == "2026-11-23"


def test_each_piece_is_done_once_a_night_whoever_asks(installation: Installation) -> None:
    clock = Clock(shanghai(23, 4))
    houses = [open_house(installation, clock) for _ in range(3)]
    counted: list[int] = []
    gate = threading.Barrier(3)
    work = (Chore("count", lambda _: counted.append(1) or {"things": 1}),)  # type: ignore[func-returns-value]

    def ask(house: App) -> None:
        gate.wait()
        chores.run(house, work)

    threads = [threading.Thread(target=ask, args=(house,)) for house in houses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counted == [1]
    clock.at = shanghai(24, 3, 31)
    assert [one.outcome for one in chores.run(houses[0], work)] == ["things 1"]
    assert chores.run(houses[1], work) == []
    for house in houses:
        house.records.close()


def test_work_that_failed_is_tried_again_a_few_times_and_stops_no_other(
    app: App, clock: Clock
) -> None:
    def fails(_: App) -> dict[str, int]:
        raise ValueError(CANARY)

    work = (Chore("broken", fails), Chore("sound", lambda _: {}))
    first = chores.run(app, work)
    assert [(one.name, one.state, one.outcome) for one in first] == [
        ("broken", "failed", "ValueError"), ("sound", "done", "nothing to do"),
    ]  # fmt: skip
    assert chores.run(app, work) == []
    for tried in (True, True, False):
        clock.at += timedelta(minutes=21)
        assert bool(chores.run(app, work)) is tried


def test_work_that_a_crash_broke_off_is_taken_up_again(app: App, clock: Clock) -> None:
    tonight = chores.night(app.rulebook.policy, clock.at)
    with app.records.begin() as work:
        assert work.chores.claim("count", tonight, clock.at, clock.at + chores.LEASE)
    work_ = (Chore("count", lambda _: {}),)
    assert chores.run(app, work_) == []
    clock.at += chores.LEASE + timedelta(seconds=1)
    assert [one.state for one in chores.run(app, work_)] == ["done"]


def test_a_changed_trail_shows_in_the_morning(app: App) -> None:
    arrive(app)
    with app.records.begin() as work:
        work.audit.record(at=AT, actor="client", action="made")
    with app.records._engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER audit_no_update")
        else:
            connection.exec_driver_sql("ALTER TABLE audit DISABLE TRIGGER USER")
        connection.exec_driver_sql("UPDATE audit SET actor = 'nobody'")
    done = {one.name: one.state for one in chores.run(app)}
    assert done["audit"] == "failed" and done["retention"] == "done"
    with app.records._engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("ALTER TABLE audit ENABLE TRIGGER USER")


def test_the_supervisor_asks_when_a_night_came_and_after_a_failure(
    sqlite_installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Process:
        status: int | None = None

        def poll(self) -> int | None:
            return self.status

    nights, now, started = ["2026-11-22"], [0.0], []

    def start(_: Nightly) -> Process:
        started.append(Process())
        return started[-1]

    monkeypatch.setattr(Nightly, "_start", start)
    nightly = Nightly(
        sqlite_installation.settings, {}, lambda: nights[0], clock=lambda: now[0], first_look=600
    )
    for now[0], night, status, expected in (
        (1, "2026-11-22", None, 0),  # not at once
        (601, "2026-11-22", None, 1),  # a night that was missed is made up for
        (602, "2026-11-22", None, 1),
        (700, "2026-11-22", 0, 1),
        (5000, "2026-11-22", 0, 1),  # done
        (9000, "2026-11-23", 0, 2),  # the next night
        (9001, "2026-11-23", 1, 2),  # failed
        (9900, "2026-11-23", 1, 2),
        (10300, "2026-11-23", 1, 3),  # tried again
    ):
        nights[0] = night
        if started:
            started[-1].status = status
        nightly.look()
        assert len(started) == expected, now


def test_the_commands_say_what_would_go_ask_and_do_it(
    sqlite_installation: Installation, clock: Clock
) -> None:
    clock.at = AT - timedelta(days=900)
    app = open_house(sqlite_installation, clock)
    arrive(app, stage="visitor")
    app.records.close()
    environment = shell.environment(ZHIYIN_HOME=str(sqlite_installation.home))

    def zhiyin(*arguments: str, code: int = 0) -> str:
        done = shell.zhiyin(*arguments, environment=environment)
        assert done.returncode == code, done.stderr
        return done.stdout

    told = json.loads(zhiyin("retention", "run", "--dry-run", "--json"))
    counted = {one["kind"]: one["count"] for one in told["due"] if one["count"]}
    assert told["dry_run"] and counted == {"visitors": 1, "words": 1}
    zhiyin("retention", "run", code=1)  # asks, and nobody answers
    ran = json.loads(zhiyin("chores", "run", "--json"))
    assert {one["name"]: one["state"] for one in ran} == {
        "retention": "done", "keys": "done", "backup": "done", "audit": "done",
    }  # fmt: skip
    assert json.loads(zhiyin("chores", "run", "--json")) == []
    assert "retention" in zhiyin("chores", "list")
    findings = {one.subject: one.seen for one in examine(sqlite_installation.settings)}
    assert "retention" in findings["Nightly work"] and "done" in findings["Nightly work"]
    assert json.loads(zhiyin("retention", "run", "--yes", "--json"))["done"] == {}
    assert "Nothing is past its period." in zhiyin("retention", "run")
