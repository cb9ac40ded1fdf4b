"""Nobody waits for a person in silence: who does not speak is relieved, and clients are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from bot.records.models import AdvisorSession
from bot.services import advisor_speech, advisors, conversations, handoffs, overdue, webhooks
from bot.services.advisors import Advisor
from bot.services.app import App, new_ulid
from bot.services.errors import Conflict, NotAllowed
from bot.services.openings import Place
from bot.suitability.waiting import Waiting
from tests.integration.services.conftest import Clock
from tests.integration.services.walk import Walk

DESK = Place("console", "192.0.2.7", "session-one")
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=timezone.utc)
"""10:00 in Shanghai; the house is open from 09:00 to 12:00 and from 13:30 to 18:00."""
FIRST, NEXT = 15, 15
"""Minutes that the policy gives a request of high urgency: for the first words, for each answer."""


@pytest.fixture(autouse=True)
def monday(clock: Clock) -> None:
    clock.at = MONDAY


def advisor(app: App, name: str, **about: object) -> Advisor:
    email = f"{name}@bank.example"
    return advisors.add(app, email=email, name=name, **about).advisor  # type: ignore[arg-type]


def sign_in(app: App, one: Advisor) -> None:
    """The advisor is there: a session used just now."""
    now = app.now()
    session = AdvisorSession(new_ulid(), one.id, "csrf", now, now, now + timedelta(hours=12))
    with app.records.begin() as work:
        work.advisor_sessions.add(session)


def waiting(app: App, language: str = "zh") -> tuple[Walk, str]:
    walk = Walk.begin(app, language)
    walk.agree()
    return walk, handoffs.request(app, walk.conversation, "asked_for_human").handoff_id


def state(app: App, handoff_id: str) -> tuple[str, str | None]:
    with app.records.read() as work:
        handoff = work.handoffs.get(handoff_id)
        assert handoff is not None
        owner = work.ownership.get(handoff.conversation_id)
        assert owner.advisor_id == handoff.advisor_id
        assert owner.state == {"accepted": "advisor"}.get(handoff.status, handoff.status)
        return handoff.status, handoff.advisor_id


def trail(app: App, action: str) -> list[tuple[str, object]]:
    with app.records.read() as work:
        return [(one.actor, one.detail) for one in work.audit.list() if one.action == action]


def test_who_accepts_and_stays_silent_is_relieved_by_one_who_is_there(
    app: App, clock: Clock
) -> None:
    li, wang = advisor(app, "li"), advisor(app, "wang")
    walk, handoff_id = waiting(app)
    clock.forward(minutes=5)
    handoffs.accept(app, li, handoff_id, place=DESK)
    before = walk.epoch
    clock.forward(minutes=FIRST - 1)
    sign_in(app, wang)
    assert overdue.look(app) == 0, "who accepted has the whole span from then on"
    clock.forward(minutes=2)
    assert overdue.look(app) == 1
    assert state(app, handoff_id) == ("offered", wang.id)
    assert walk.epoch == before + 1
    assert "抱歉让您久等" in walk.log()[-1] and "第 1 位" in walk.log()[-1]
    detail = {"handoff": handoff_id, "from": li.id, "to": wang.id}
    assert trail(app, "handoff.reassigned") == [("system", detail)]
    with pytest.raises((Conflict, NotAllowed)):
        advisor_speech.say(app, li, handoff_id, "1", "您好，我来了")
    handoffs.accept(app, wang, handoff_id, place=DESK)
    assert overdue.look(app) == 0


def test_words_of_the_assistant_do_not_reset_the_clock_and_those_of_a_person_do(
    app: App, clock: Clock
) -> None:
    li = advisor(app, "li")
    walk, handoff_id = waiting(app)
    clock.forward(minutes=1)
    walk.say("你好")
    handoffs.accept(app, li, handoff_id, place=DESK)
    clock.forward(minutes=FIRST - 1)
    advisor_speech.say(app, li, handoff_id, "1", "您好，我是李静")
    clock.forward(minutes=30)
    assert overdue.look(app) == 0, "the client has said nothing that waits for an answer"
    walk.receive("请问怎么开户")
    clock.forward(minutes=NEXT - 1)
    walk.receive("还在吗")
    assert overdue.look(app) == 0
    clock.forward(minutes=2)
    assert overdue.look(app) == 1
    assert state(app, handoff_id) == ("queued", None)


def test_only_business_hours_count(app: App, clock: Clock) -> None:
    li = advisor(app, "li")
    clock.at = MONDAY + timedelta(hours=1, minutes=55)
    _, handoff_id = waiting(app)
    handoffs.accept(app, li, handoff_id, place=DESK)
    clock.forward(hours=1)
    assert overdue.look(app) == 0, "noon"
    clock.at = MONDAY + timedelta(hours=3, minutes=39)
    assert overdue.look(app) == 0, "five minutes before noon and nine after it"
    clock.forward(minutes=2)
    assert overdue.look(app) == 1


def test_a_merely_offered_handoff_goes_on_and_the_assistant_may_still_answer(
    app: App, clock: Clock
) -> None:
    boss, li = advisor(app, "boss", role="supervisor"), advisor(app, "li")
    walk, handoff_id = waiting(app)
    handoffs.assign(app, boss, handoff_id, li.id)
    before = walk.epoch
    clock.forward(minutes=FIRST + 1)
    assert overdue.look(app) == 1
    assert state(app, handoff_id) == ("queued", None)
    assert walk.epoch == before


@pytest.mark.parametrize("why", ["language", "absent", "full", "role", "compliance", "had_it"])
def test_nobody_is_asked_who_does_not_fit(app: App, clock: Clock, why: str) -> None:
    if why == "role":
        rules = replace(
            app.rulebook.policy,
            waiting=replace(Waiting(), roles_by_tier={"standard": ("supervisor",)}),
        )
        app = replace(app, rulebook=replace(app.rulebook, policy=rules))
    li = advisor(app, "li")
    about = {"language": {"languages": ("en",)}, "compliance": {"role": "compliance"}}.get(why, {})
    other = advisor(app, "wang", **about)
    if why == "full":
        for _ in range(app.rulebook.policy.waiting.conversations_at_once):
            _, another = waiting(app)
            handoffs.accept(app, other, another, place=DESK)
            advisor_speech.say(app, other, another, "1", "您好")
    walk, handoff_id = waiting(app)
    if why == "role":
        with app.records.begin() as work:
            work.clients.set_standing(walk.client, stage="prospect", tier="standard", at=app.now())
    if why == "had_it":
        handoffs.assign(app, advisor(app, "boss", role="supervisor"), handoff_id, other.id)
    handoffs.accept(app, other if why == "had_it" else li, handoff_id, place=DESK)
    if why == "absent":
        sign_in(app, other)
    clock.forward(minutes=FIRST + 1)
    if why != "absent":
        sign_in(app, other)
    assert overdue.look(app) == 1
    assert state(app, handoff_id) == ("queued", None)


def test_of_several_who_fit_the_one_with_the_least_to_do_is_asked(app: App, clock: Clock) -> None:
    li, busy, free = (advisor(app, name) for name in ("li", "busy", "free"))
    _, another = waiting(app)
    handoffs.accept(app, busy, another, place=DESK)
    advisor_speech.say(app, busy, another, "1", "您好")
    _, handoff_id = waiting(app, "en")
    handoffs.accept(app, li, handoff_id, place=DESK)
    clock.forward(minutes=FIRST + 1)
    sign_in(app, busy)
    sign_in(app, free)
    assert overdue.look(app) == 1
    assert state(app, handoff_id) == ("offered", free.id)


def test_who_is_put_back_keeps_the_place_of_the_request_and_hears_it_in_their_language(
    app: App, clock: Clock
) -> None:
    li = advisor(app, "li")
    walk, handoff_id = waiting(app, "en")
    clock.forward(minutes=1)
    waiting(app)
    handoffs.accept(app, li, handoff_id, place=DESK)
    clock.forward(minutes=FIRST - 1)
    overdue.look(app)
    clock.forward(minutes=2)
    overdue.look(app)
    view = handoffs.standing(app, walk.conversation)
    assert view is not None and view.position == 1
    assert "you are number 1" in walk.log()[-1]


def test_whom_nobody_takes_is_told_once_what_they_can_do(app: App, clock: Clock) -> None:
    advisor(app, "li")
    walk, handoff_id = waiting(app)
    clock.forward(minutes=FIRST + 1)
    assert overdue.look(app) == 1
    assert "电话和方便的时间" in walk.log()[-1] and "第 1 位" in walk.log()[-1]
    clock.forward(minutes=30)
    assert overdue.look(app) == 0
    assert state(app, handoff_id) == ("queued", None)


def test_at_the_end_of_the_day_a_request_becomes_a_call_back(app: App, clock: Clock) -> None:
    advisor(app, "li")
    walk, handoff_id = waiting(app)
    clock.at = MONDAY + timedelta(hours=8, minutes=1)
    assert overdue.look(app) == 1
    assert state(app, handoff_id) == ("callback", None)
    assert "09:00–12:00" in walk.log()[-1]
    assert trail(app, "handoff.postponed") == [("system", {"handoff": handoff_id})]
    assert overdue.look(app) == 0
    clock.at = MONDAY + timedelta(days=1)
    assert overdue.look(app) == 0


def test_over_noon_a_client_keeps_the_place_in_the_queue(app: App, clock: Clock) -> None:
    advisor(app, "li")
    clock.at = MONDAY + timedelta(hours=1, minutes=58)
    walk, handoff_id = waiting(app)
    before = walk.log()
    clock.at = MONDAY + timedelta(hours=2, minutes=30)
    assert overdue.look(app) == 0
    assert state(app, handoff_id) == ("queued", None) and walk.log() == before


def test_a_restricted_client_is_left_alone(app: App, clock: Clock) -> None:
    li = advisor(app, "li")
    walk, handoff_id = waiting(app)
    handoffs.accept(app, li, handoff_id, place=DESK)
    with app.records.begin() as work:
        work.clients.set_state(walk.client, "restricted", app.now())
    clock.forward(minutes=FIRST + 1)
    assert overdue.look(app) == 0


def test_systems_that_listen_are_told(app: App, clock: Clock) -> None:
    webhooks.add(
        app, name="crm", url="https://crm.example/in", events=("handoff.reassigned",), actor="me"
    )
    li = advisor(app, "li")
    _, handoff_id = waiting(app)
    handoffs.accept(app, li, handoff_id, place=DESK)
    clock.forward(minutes=FIRST + 1)
    overdue.look(app)
    with app.records.read() as work:
        (item,) = work.outbox.due(app.now(), 9)
    assert item.body["type"] == "handoff.reassigned"
    assert item.body["data"]["status"] == "queued" and "advisor_id" not in item.body["data"]


def test_two_who_look_at_once_act_once(app: App, clock: Clock) -> None:
    li = advisor(app, "li")
    walk, handoff_id = waiting(app)
    handoffs.accept(app, li, handoff_id, place=DESK)
    clock.forward(minutes=FIRST + 1)
    assert [overdue.look(app), overdue.look(app)] == [1, 0]
    assert sum("抱歉让您久等" in line for line in walk.log()) == 1
    assert conversations.history(app, walk.conversation)[-1]["from"] == "system"
