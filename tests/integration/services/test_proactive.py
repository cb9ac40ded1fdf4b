"""Messages that come due find their way: an address, else an advisor; never past a consent.

Messaging channels: `tests/integration/channels/test_proactive.py`.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from bot.services import advisors, handoff_views, handoffs, privacy, proactive
from bot.services.app import App
from bot.services.errors import Gone, Invalid, NotAllowed, NotFound
from bot.services.openings import Place
from tests.integration.services.conftest import Clock
from tests.integration.services.walk import MAIL, PHONE, Walk, known_client
from tests.post import Post

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=timezone.utc)
"""10:00 in Shanghai; the house is open from 09:00 to 12:00 and from 13:30 to 18:00."""
NIGHT = datetime(2026, 11, 23, 14, 0, tzinfo=timezone.utc)
DESK = Place("console", "192.0.2.7", "session-one")
TEXT = {"zh": "您要的教育金资料准备好了。", "en": "What you asked about saving for school is here."}


@pytest.fixture(autouse=True)
def monday(clock: Clock) -> None:
    clock.at = MONDAY


def plan(app: App, walk: Walk, key: str = "one", **more: datetime) -> bool:
    with app.records.begin() as work:
        return proactive.plan(
            app, work, walk.client, key=key, text=TEXT, **{"due_at": app.now(), **more}
        )


def carry(app: App) -> int:
    """What is due, as the gateway brings it where no messaging channel is set up."""
    items = proactive.claim(app)
    for item in items:
        due = proactive.look(app, item)
        if due is not None:
            proactive.otherwise(app, item, due)
    return len(items)


def away(clock: Clock) -> None:
    """The client has left our page."""
    clock.forward(minutes=11)


def mailed(post: Post) -> list[str]:
    return [text.strip() for text in post.arrived(MAIL)]


def ways(app: App, walk: Walk) -> list[str]:
    with app.records.read() as work:
        acts = work.audit.list(walk.client)
    return [str(one.detail["way"]) for one in acts if one.action == "client.messaged"]


def statuses(app: App, walk: Walk) -> list[str]:
    with app.records.read() as work:
        return [one.status for one in work.outbox.of_client(walk.client)]


def test_who_is_on_our_page_reads_it_there(app: App, post: Post) -> None:
    walk = known_client(app)
    assert plan(app, walk) and carry(app) == 1
    assert walk.log()[-1] == TEXT["zh"]
    assert ways(app, walk) == ["web"] and not post.mails and not post.texts


def test_who_has_left_gets_a_mail_in_their_language(app: App, post: Post, clock: Clock) -> None:
    walk = known_client(app)
    plan(app, walk)
    away(clock)
    carry(app)
    (to, mail), *others = post.mails
    assert (to, mail.get_content().strip(), others) == (MAIL, TEXT["zh"], [])
    assert mail["Subject"] and mail["Auto-Submitted"] == "auto-generated"
    assert ways(app, walk) == ["email"] and TEXT["zh"] not in walk.log()


def test_without_a_mail_address_it_is_a_text_message(app: App, post: Post, clock: Clock) -> None:
    walk = known_client(app, contact={"phone": PHONE})
    plan(app, walk)
    away(clock)
    carry(app)
    assert post.arrived(PHONE) == [TEXT["zh"]]
    assert b'"message.due"' in post.texts[0][3]


def test_a_server_that_is_down_is_tried_again_under_the_same_id(
    app: App, post: Post, clock: Clock
) -> None:
    walk = known_client(app, contact={"email": MAIL})
    plan(app, walk)
    away(clock)
    post.refuse += [451]
    carry(app)
    assert statuses(app, walk) == ["pending"] and not post.mails
    clock.forward(seconds=6)
    carry(app)
    assert mailed(post) == [TEXT["zh"]] and ways(app, walk) == ["email"]


def test_an_address_that_is_refused_leads_to_the_next(app: App, post: Post, clock: Clock) -> None:
    walk = known_client(app)
    plan(app, walk)
    away(clock)
    post.refuse += [550]
    carry(app)
    assert post.arrived(PHONE) == [TEXT["zh"]] and ways(app, walk) == ["phone"]


def test_who_left_no_address_is_an_advisors_task(app: App, clock: Clock) -> None:
    li = advisors.add(app, email="li@bank.example", name="李伟").advisor
    walk = known_client(app, contact={"name": "陈女士"})
    plan(app, walk)
    away(clock)
    carry(app)
    (row,) = handoff_views.list_handoffs(app, li, None, place=DESK)
    assert row["reason"] == "follow_up" and row["status"] == "queued"
    packet = handoff_views.get(app, li, row["id"], place=DESK)
    assert packet["task"] == TEXT and ways(app, walk) == ["advisor"]


def test_a_client_who_waits_for_a_person_keeps_their_one_request(app: App, clock: Clock) -> None:
    li = advisors.add(app, email="li@bank.example", name="李伟").advisor
    walk = known_client(app, contact={"name": "陈女士"})
    standing = handoffs.request(app, walk.conversation, "asked_for_human").handoff_id
    plan(app, walk)
    away(clock)
    carry(app)
    (row,) = handoff_views.list_handoffs(app, li, None, place=DESK)
    assert row["id"] == standing and row["reason"] == "asked_for_human"
    assert handoff_views.get(app, li, standing, place=DESK)["task"] == TEXT


def test_while_a_person_speaks_it_waits(app: App, post: Post, clock: Clock) -> None:
    li = advisors.add(app, email="li@bank.example", name="李伟").advisor
    walk = known_client(app)
    handoff = handoffs.request(app, walk.conversation, "asked_for_human").handoff_id
    handoffs.accept(app, li, handoff, place=DESK)
    plan(app, walk)
    carry(app)
    assert TEXT["zh"] not in walk.log() and not post.mails
    handoffs.close(app, li, handoff, "other")
    clock.forward(minutes=61)
    carry(app)
    assert mailed(post) == [TEXT["zh"]]


def test_at_night_it_waits_for_the_morning(app: App, post: Post, clock: Clock) -> None:
    walk = known_client(app)
    clock.at = NIGHT
    plan(app, walk)
    carry(app)
    assert statuses(app, walk) == ["pending"] and not post.mails
    clock.forward(hours=10)
    assert carry(app) == 0
    clock.forward(hours=2)
    carry(app)
    assert mailed(post) == [TEXT["zh"]]


def test_before_its_time_nothing_is_said(app: App, post: Post, clock: Clock) -> None:
    walk = known_client(app)
    plan(app, walk, due_at=app.now() + timedelta(hours=1))
    assert carry(app) == 0
    clock.forward(hours=1)
    assert carry(app) == 1 and post.mails


def test_the_same_key_says_nothing_twice(app: App, post: Post, clock: Clock) -> None:
    walk = known_client(app)
    assert plan(app, walk) and not plan(app, walk)
    away(clock)
    carry(app)
    assert not plan(app, walk) and carry(app) == 0
    assert len(post.mails) == 1
    assert plan(app, walk, key="two")


@pytest.mark.parametrize("purpose", ["contact", "privacy"])
def test_consent_withdrawn_meanwhile_is_the_end_of_it(
    app: App, post: Post, clock: Clock, purpose: str
) -> None:
    walk = known_client(app)
    plan(app, walk)
    walk.agree(purpose, granted=False)
    away(clock)
    carry(app)
    assert not post.mails and not post.texts and TEXT["zh"] not in walk.log()
    with app.records.read() as work:
        (item,) = work.outbox.of_client(walk.client)
        assert not work.handoffs.list()
    assert (item.status, item.body) == ("dead", {})


def test_without_consent_nothing_is_planned(app: App) -> None:
    walk = Walk.begin(app)
    walk.agree("privacy")
    with pytest.raises(NotAllowed):
        plan(app, walk)
    assert statuses(app, walk) == []


def test_nobody_and_the_erased_are_told_nothing(app: App, post: Post, clock: Clock) -> None:
    walk = known_client(app)
    plan(app, walk)
    client = walk.client
    privacy.erase(app, client)
    away(clock)
    assert carry(app) == 0 and not post.mails
    for who, refusal in ((client, Gone), ("01ARZ3NDEKTSV4RRFFQ69G5FAV", NotFound)):
        with pytest.raises(refusal), app.records.begin() as work:
            proactive.plan(app, work, who, key="x", text=TEXT, due_at=app.now())


@pytest.mark.parametrize(
    "text", [{}, {"zh": "好"}, {"zh": " ", "en": "x"}, {"zh": "长" * 2001, "en": "x"}]
)
def test_words_are_needed_in_both_languages(app: App, text: dict[str, str]) -> None:
    walk = known_client(app)
    with pytest.raises(Invalid), app.records.begin() as work:
        proactive.plan(app, work, walk.client, key="x", text=text, due_at=app.now())


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("promise", "这款产品保本保息", "It is here."),
        ("promise", "好了。", "A guaranteed return of 8%."),
        ("secret_in_text", "卡号 4111 1111 1111 1111", "It is here."),
    ],
)
def test_the_assistant_says_nothing_it_may_not_say(app: App, code: str, zh: str, en: str) -> None:
    walk = known_client(app)
    with pytest.raises(Invalid) as refused, app.records.begin() as work:
        proactive.plan(app, work, walk.client, key="x", text={"zh": zh, "en": en}, due_at=app.now())
    assert refused.value.code == code
    assert statuses(app, walk) == []
