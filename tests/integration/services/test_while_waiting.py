"""What a client says while a request for a person waits: how to reach them, or that it is over."""

from __future__ import annotations

import pytest

from bot.services import (
    advisors,
    arrangement,
    asides,
    asking,
    handoff_views,
    handoffs,
    intake,
    reachable,
)
from bot.services.advisors import Advisor
from bot.services.app import App
from bot.services.course import OFFER, Course
from bot.services.heard import Heard
from bot.services.intake import Taken
from bot.services.openings import Place
from tests.integration.services.walk import PHONE, Walk

DESK = Place("console", "192.0.2.7", "session-one")
CONSENT = "contact_consent"


@pytest.fixture
def li(app: App) -> Advisor:
    return advisors.add(app, email="li@bank.example", name="李静").advisor


def waiting(app: App, language: str = "zh", *purposes: str) -> Walk:
    walk = Walk.begin(app, language)
    walk.agree("privacy", "sensitive_data", *purposes)
    walk.tell(segment="individual", needs=["retirement"])
    handoffs.request(app, walk.conversation, "asked_for_human")
    return walk


def heard(walk: Walk, text: str, intent: str = "out_of_scope", seq: int = 9) -> Heard:
    return Heard(seq, walk.language, intent, 0.7, text=text, typed=text)


def say(app: App, walk: Walk, text: str, course: Course | None = None, **more: object) -> Taken:
    asked = course or Course(asking="age")
    return intake.take(app, walk.conversation, heard(walk, text, **more), asked)  # type: ignore[arg-type]


def words(taken: Taken) -> str:
    return "\n".join(str(message["text"]) for message in taken.messages)


def packet(app: App, walk: Walk, li: Advisor) -> dict[str, object]:
    standing = handoffs.standing(app, walk.conversation)
    assert standing is not None
    return handoff_views.get(app, li, standing.handoff_id, place=DESK)


@pytest.mark.parametrize(
    ("language", "text", "contact", "intent"),
    [
        ("zh", "13800138000", {"phone": PHONE}, "goodbye"),
        ("zh", "我的电话是13800138000", {"phone": PHONE}, "near_branch"),
        ("zh", "微信号 wangxm_88", {"wechat": "wangxm_88"}, "inform"),
        ("en", "li@example.com", {"email": "li@example.com"}, "ask_explain"),
        ("en", "can you reach me on +86 138 0013 8000?", {"phone": PHONE}, "inform"),
    ],
)  # fmt: skip
def test_an_address_told_while_a_request_waits_reaches_the_packet(
    app: App, li: Advisor, language: str, text: str, contact: dict[str, str], intent: str
) -> None:
    walk = waiting(app, language, "contact")
    taken = say(app, walk, text, intent=intent)
    assert not taken.digress and taken.course.misses == 0
    assert next(iter(contact.values())) in words(taken)
    assert packet(app, walk, li)["contact"] == contact
    assert asking.ask(app, walk.conversation, language, taken.course).course.asking == "goal_amount"


def test_without_the_consent_it_is_asked_for_and_nothing_is_kept_before(
    app: App, li: Advisor
) -> None:
    walk = waiting(app)
    taken = say(app, walk, "13800138000")
    assert "同意之后" in words(taken) and "contact" not in walk.known()
    asked = asking.ask(app, walk.conversation, "zh", taken.course)
    assert asked.messages[0]["question"]["id"] == asked.course.asking == CONSENT
    agreed = say(app, walk, "同意", asked.course, intent="affirm", seq=11)
    assert PHONE in words(agreed)
    assert packet(app, walk, li)["contact"] == {"phone": PHONE}
    assert asking.ask(app, walk.conversation, "zh", agreed.course).course.asking != CONSENT


@pytest.mark.parametrize("answer", ["不同意", None])
def test_who_does_not_agree_to_be_contacted_leaves_no_address(
    app: App, li: Advisor, answer: str | None
) -> None:
    walk = waiting(app)
    asked = asking.ask(app, walk.conversation, "zh", say(app, walk, "13800138000").course)
    button = Heard(11, "zh", "inform", 1.0, choice=(CONSENT, ("decline",)))
    declined = intake.take(
        app, walk.conversation, heard(walk, answer, seq=11) if answer else button, asked.course
    )
    assert "没有保存" in words(declined)
    assert "contact" not in walk.known() and not declined.course.held
    assert packet(app, walk, li)["contact"] is None
    assert asking.ask(app, walk.conversation, "zh", declined.course).course.asking != CONSENT


def test_an_answer_beside_the_address_is_taken_too(app: App) -> None:
    walk = waiting(app, "zh", "contact")
    say(app, walk, "我45岁，手机13800138000", Course(asking="age"))
    assert walk.known()["age"].value == 45
    assert walk.known()["contact"].value == {"phone": PHONE}


def test_a_time_to_be_called_is_added_to_what_is_known(app: App) -> None:
    walk = waiting(app, "zh", "contact")
    say(app, walk, "13800138000")
    say(app, walk, "明天下午三点以后方便", seq=11)
    contact = walk.known()["contact"].value
    assert contact["phone"] == PHONE and contact["time"] == "明天下午三点以后"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("骗子电话13800138000", "report_scam"),
        ("对方微信号 wangxm_88", "inform"),
        ("你们客服是不是 400-820-8820?", "ask_who"),
        ("我想明年退休", "state_need"),
    ],
)
def test_what_is_no_contact_of_the_client_is_not_taken_for_one(
    app: App, text: str, intent: str
) -> None:
    walk = waiting(app, "zh", "contact")
    say(app, walk, text, intent=intent)
    assert "contact" not in walk.known()


def test_a_time_is_no_contact_while_nobody_is_waited_for(app: App) -> None:
    walk = Walk.begin(app)
    walk.agree()
    say(app, walk, "明天上午有空")
    assert "contact" not in walk.known()


def test_while_nobody_is_waited_for_it_is_kindly_explained_and_not_kept(app: App) -> None:
    walk = Walk.begin(app)
    walk.agree("privacy", "sensitive_data")
    taken = say(app, walk, "13800138000")
    assert "转人工" in words(taken) and taken.course.misses == 0
    assert "contact" not in walk.known() and not taken.course.held


def test_a_new_number_asks_for_no_new_confirmation_of_the_answers(app: App) -> None:
    walk = waiting(app, "zh", "contact")
    with app.records.read() as work:
        before = asking.interviews.dossier(app, work, walk.conversation, Course()).stored
    say(app, walk, "13800138000")
    with app.records.read() as work:
        after = asking.interviews.dossier(app, work, walk.conversation, Course()).stored
    assert "contact" in after
    assert asking.interviews.digest(after) == asking.interviews.digest(before)


def test_outside_the_questionnaire_the_consent_is_asked_for_at_once(app: App) -> None:
    walk = waiting(app)
    told = reachable.reached(app, walk.conversation, heard(walk, "13800138000"), Course())
    assert told is not None
    assert told.messages[0]["question"]["id"] == told.course.asking == CONSENT
    assert reachable.reached(app, walk.conversation, heard(walk, "谢谢"), Course()) is None


def test_a_wish_for_a_person_that_names_a_number_asks_for_the_person_first(app: App) -> None:
    walk = Walk.begin(app)
    walk.agree("privacy", "contact")
    wish = heard(walk, "转人工，打给我13800138000", "ask_human")
    assert intake.take(app, walk.conversation, wish, Course(asking="age")).digress
    handoffs.request(app, walk.conversation, "asked_for_human")
    told = reachable.reached(app, walk.conversation, wish, Course(asking="age"), ask=False)
    assert told is not None and PHONE in told.course.preface[0]
    assert walk.known()["contact"].value["phone"] == PHONE


def test_while_an_advisor_is_offered_an_address_leads_to_the_consent(app: App) -> None:
    walk = waiting(app)
    told = arrangement.take(
        app, walk.conversation, heard(walk, "13800138000"), Course(asking=OFFER)
    )
    assert told.outcome == "asking"
    asked = arrangement.ask(app, walk.conversation, "zh", told.course)
    assert asked.course.asking == CONSENT
    agreed = arrangement.take(
        app, walk.conversation, heard(walk, "同意", "affirm", 11), asked.course
    )
    assert agreed.outcome == "advisor" and PHONE in str(agreed.messages[0]["text"])
    assert walk.known()["contact"].value == {"phone": PHONE}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "取消转人工"),
        ("zh", "不用顾问了"),
        ("zh", "算了，不等了"),
        ("en", "cancel the advisor"),
        ("en", "I don't need a person any more"),
    ],
)
def test_a_client_calls_a_waiting_request_off_in_words(app: App, language: str, text: str) -> None:
    walk = waiting(app, language)
    said = asides.respond(app, walk.conversation, heard(walk, text, "ask_human"), Course())
    assert said is not None
    assert ("取消" if language == "zh" else "Cancelled") in str(said.messages[0]["text"])
    assert handoffs.standing(app, walk.conversation) is None
    with app.records.read() as work:
        assert work.ownership.get(walk.conversation).state == "bot"


def test_what_nobody_waits_for_cannot_be_called_off(app: App, li: Advisor) -> None:
    walk = Walk.begin(app)
    assert asides.respond(app, walk.conversation, heard(walk, "不用顾问了"), Course()) is None
    handoff = handoffs.request(app, walk.conversation, "asked_for_human")
    handoffs.accept(app, li, handoff.handoff_id, place=DESK)
    assert asides.respond(app, walk.conversation, heard(walk, "不用顾问了"), Course()) is None
