"""The client hears their place and how long others really waited, or nothing of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from bot.services import advisor_requests, advisor_speech, advisors, handoff_views, handoffs
from bot.services.advisors import Advisor
from bot.services.app import App
from bot.services.heard import Heard
from bot.services.openings import Place
from bot.suitability.waiting import ExpectedWait
from tests.integration.services.conftest import Clock
from tests.integration.services.walk import PHONE, Walk

DESK = Place("console", "192.0.2.7", "session-one")
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=timezone.utc)
"""10:00 in Shanghai, in business hours."""


@pytest.fixture
def app(app: App) -> App:
    """Three waits are enough to say something, so that a test need not have ten."""
    policy = app.rulebook.policy
    waiting = replace(policy.waiting, expected=ExpectedWait(weeks=8, hours=2, at_least=3))
    rules = replace(app.rulebook, policy=replace(policy, waiting=waiting))
    return replace(app, rulebook=rules)


@pytest.fixture
def li(app: App) -> Advisor:
    return advisors.add(app, email="li@bank.example", name="李静").advisor


def waited(app: App, clock: Clock, li: Advisor, at: datetime, minutes: float) -> None:
    """Somebody asked at that time and heard the first human words so many minutes later."""
    clock.at = at
    walk = Walk.begin(app)
    handoff_id = handoffs.request(app, walk.conversation, "asked_for_human").handoff_id
    handoffs.accept(app, li, handoff_id, place=DESK)
    clock.at = at + timedelta(minutes=minutes)
    advisor_speech.say(app, li, handoff_id, "1", "您好")
    handoffs.close(app, li, handoff_id, "other")


def asked(app: App, language: str = "zh", reason: str = "asked_for_human") -> dict[str, object]:
    walk = Walk.begin(app, language)
    heard = Heard(9, language, "complain" if reason == "complaint" else "ask_human", 1.0)
    (message,) = advisor_requests.request(app, walk.conversation, heard, reason)
    return dict(message)


@pytest.mark.parametrize(("language", "said"), [("zh", "在 10 分钟内"), ("en", "within: 10 min")])
def test_the_median_of_real_waits_is_told_with_the_position(
    app: App, clock: Clock, li: Advisor, language: str, said: str
) -> None:
    for minutes in (2, 9, 170):
        waited(app, clock, li, MONDAY - timedelta(weeks=1), minutes)
    clock.at = MONDAY
    message = asked(app, language)
    assert said in str(message["text"]) and "1" in str(message["text"])
    card = message["card"]
    assert isinstance(card, dict) and card["position"] == 1 and card["expected_minutes"] == 10


def test_with_too_few_waits_nothing_is_said_of_it(app: App, clock: Clock, li: Advisor) -> None:
    for minutes in (2, 9):
        waited(app, clock, li, MONDAY - timedelta(weeks=1), minutes)
    clock.at = MONDAY
    message = asked(app)
    assert "分钟" not in str(message["text"]) and "第 1 位" in str(message["text"])
    assert message["card"]["expected_minutes"] is None  # type: ignore[index]


@pytest.mark.parametrize(
    "at",
    [
        MONDAY - timedelta(weeks=9),
        MONDAY - timedelta(weeks=1, hours=2),
        MONDAY - timedelta(days=2),
        MONDAY - timedelta(weeks=1) + timedelta(hours=4),
    ],
    ids=["too long ago", "while closed", "on a Saturday", "in the afternoon"],
)
def test_other_times_say_nothing_of_now(app: App, clock: Clock, li: Advisor, at: datetime) -> None:
    for _ in range(3):
        waited(app, clock, li, at, 9)
    clock.at = MONDAY
    assert asked(app)["card"]["expected_minutes"] is None  # type: ignore[index]


def test_who_is_called_back_is_told_no_wait(app: App, clock: Clock, li: Advisor) -> None:
    for _ in range(3):
        waited(app, clock, li, MONDAY - timedelta(weeks=1), 9)
    clock.at = MONDAY + timedelta(hours=9)
    message = asked(app)
    assert "工作时间" in str(message["text"])
    assert message["card"]["expected_minutes"] is None  # type: ignore[index]


@pytest.mark.parametrize(
    ("language", "opens", "leave"),
    [
        ("zh", "11月24日（周二）09:00", "号码和方便的时间"),
        ("en", "Tue 24 Nov, 09:00", "a good time"),
    ],
)
def test_who_is_called_back_hears_when_and_how_to_be_reached_otherwise(
    app: App, clock: Clock, li: Advisor, language: str, opens: str, leave: str
) -> None:
    clock.at = MONDAY + timedelta(hours=9)
    said = str(asked(app, language)["text"])
    assert opens in said and leave in said


def test_who_has_told_how_to_reach_them_is_not_asked_again(
    app: App, clock: Clock, li: Advisor
) -> None:
    clock.at = MONDAY + timedelta(hours=9)
    walk = Walk.begin(app)
    walk.agree()
    walk.tell(contact={"phone": PHONE})
    heard = Heard(9, "zh", "ask_human", 1.0)
    (message,) = advisor_requests.request(app, walk.conversation, heard, "asked_for_human")
    assert "号码" not in message["text"]


def test_nobody_there_in_business_hours_is_a_call_back_too(app: App, clock: Clock) -> None:
    clock.at = MONDAY
    message = asked(app)
    assert "下一次有顾问在" not in str(message["text"]), "the hours are on, but nobody serves"
    assert message["card"]["status"] == "callback"  # type: ignore[index]


def test_requests_that_no_person_spoke_to_are_no_waits(app: App, clock: Clock, li: Advisor) -> None:
    for _ in range(3):
        clock.at = MONDAY - timedelta(weeks=1)
        walk = Walk.begin(app)
        handoff_id = handoffs.request(app, walk.conversation, "asked_for_human").handoff_id
        handoffs.accept(app, li, handoff_id, place=DESK)
        handoffs.close(app, li, handoff_id, "no_contact")
    clock.at = MONDAY
    assert asked(app)["card"]["expected_minutes"] is None  # type: ignore[index]


def test_the_position_is_that_of_the_advisors_queue(app: App, clock: Clock, li: Advisor) -> None:
    clock.at = MONDAY
    first = asked(app)["card"]
    urgent = asked(app, reason="complaint")["card"]
    assert urgent["position"] == 1  # type: ignore[index]
    rows = handoff_views.list_handoffs(app, li, "waiting", place=DESK)
    assert [row["id"] for row in rows] == [urgent["handoff_id"], first["handoff_id"]]  # type: ignore[index]
    assert [row["position"] for row in rows] == [1, 2]
