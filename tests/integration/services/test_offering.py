"""The offer of an advisor, how to reach the client, and what is said where no result is made."""

from __future__ import annotations

from typing import Any

import pytest

from bot.services import (
    advisor_requests,
    arrangement,
    conversations,
    explaining,
    handoffs,
    presenting,
)
from bot.services.app import App, new_ulid
from bot.services.arrangement import WISH, Arranged
from bot.services.course import OFFER, Course
from bot.services.heard import Heard
from tests.integration.services.walk import PHONE, Walk

ASKED_HOW = Course(asking="contact", answered=(WISH,))


def client(app: App, language: str = "zh", *purposes: str, **known: Any) -> Walk:
    walk = Walk.begin(app, language)
    walk.agree("privacy", "sensitive_data", *purposes)
    walk.tell(**known)
    return walk


def heard(
    walk: Walk, text: str, intent: str, confidence: float = 0.9, seq: int = 9, **more: Any
) -> Heard:
    return Heard(seq, walk.language, intent, confidence, text=text, typed=text, **more)


def answer(app: App, walk: Walk, text: str, intent: str, course: Course) -> Arranged:
    said = heard(walk, text, intent, seq=course.seen + 1)
    return arrangement.take(app, walk.conversation, said, course)


def words(app: App, walk: Walk, course: Course) -> str:
    asked = arrangement.ask(app, walk.conversation, walk.language, course)
    return "\n".join(str(message["text"]) for message in asked.messages)


# ── the offer ──


@pytest.mark.parametrize(
    ("language", "text"), [("zh", "行，叫人联系我吧"), ("en", "I'd like to talk to someone")]
)
def test_who_asks_for_a_person_when_one_is_offered_takes_up_the_offer(
    app: App, language: str, text: str
) -> None:
    walk = client(app, language, needs=["investing"], segment="individual")
    taken = answer(app, walk, text, "ask_human", Course(asking=OFFER))
    assert not taken.digress
    asked = arrangement.ask(app, walk.conversation, language, taken.course)
    assert asked.course.asking == "contact_consent"


@pytest.mark.parametrize(
    ("text", "intent"),
    [("later maybe", "goodbye"), ("I'll think about it", "hesitate"), ("give me a while", "wait")],
)
def test_an_offer_that_is_put_off_is_not_put_again(app: App, text: str, intent: str) -> None:
    walk = client(app, "en", needs=["investing"], segment="individual")
    assert answer(app, walk, text, intent, Course(asking=OFFER)).outcome == "no_advisor"


def test_after_a_complaint_that_went_to_a_person_no_person_is_offered(app: App) -> None:
    walk = client(app, needs=["investing"], segment="individual")
    course = Course(asking=OFFER)
    assert answer(app, walk, "我要投诉你们", "complain", course).digress
    handoffs.request(app, walk.conversation, "complaint")
    again = arrangement.take(
        app,
        walk.conversation,
        heard(walk, "我要投诉你们", "complain"),
        Course(asking=OFFER, seen=9),
    )
    assert again.outcome == "ended"


def test_to_somebody_whose_need_is_unknown_no_result_is_spoken_of(app: App) -> None:
    walk = client(app, segment="individual")
    assert "结果" not in words(app, walk, Course())
    walk.tell(needs=["payments"])
    assert "结果" in words(app, walk, Course())


# ── how to reach the client ──


@pytest.mark.parametrize("text", ["黃太太，0912345678，LINE也可以", "我姓黄"])
def test_a_contact_without_an_address_is_asked_for_once_more(app: App, text: str) -> None:
    walk = client(app, "zh", "contact", needs=["investing"], segment="individual")
    first = answer(app, walk, text, "inform", ASKED_HOW)
    assert first.outcome == "asking" and "+886" in words(app, walk, first.course)
    second = answer(app, walk, "13800138000", "inform", first.course)
    assert second.outcome == "advisor"
    contact = walk.known()["contact"].value
    assert contact["phone"] == PHONE and contact["name"], "the name that was told stays"


def test_who_gives_only_a_name_twice_is_not_asked_a_third_time(app: App) -> None:
    walk = client(app, "zh", "contact", needs=["investing"], segment="individual")
    first = answer(app, walk, "我姓黄", "inform", ASKED_HOW)
    assert answer(app, walk, "叫我黄女士就行", "inform", first.course).outcome == "advisor"


def test_a_number_that_cannot_be_called_does_not_go_round_in_circles(app: App) -> None:
    walk = client(app, "zh", "contact", needs=["investing"], segment="individual")
    taken = answer(app, walk, "0912345678", "inform", ASKED_HOW)
    assert "+886" in words(app, walk, taken.course)
    for _ in range(2):
        assert taken.outcome == "asking"
        taken = answer(app, walk, "0912345678", "inform", taken.course)
    assert taken.outcome == "advisor"


def test_a_name_without_an_address_is_kept_where_the_rest_is_left_out(app: App) -> None:
    walk = client(app, "zh", "contact", needs=["investing"], segment="individual")
    first = answer(app, walk, "我姓黄", "inform", ASKED_HOW)
    assert "contact" not in walk.known()
    assert answer(app, walk, "跳过", "skip_question", first.course).outcome == "advisor"
    assert walk.known()["contact"].value["name"]


def test_who_left_a_number_hears_that_the_advisor_sees_it(app: App) -> None:
    walk = client(app, "zh", "contact", contact={"phone": PHONE, "time": "周末"})
    said = advisor_requests.request(
        app, walk.conversation, heard(walk, "转人工", "ask_human"), "asked_for_human"
    )[0]["text"]
    waits_in_line = "排在第" in said
    assert waits_in_line or f"{PHONE} · 周末" in said


# ── no result ──


def test_where_the_need_is_unknown_it_does_not_claim_to_know_it(app: App) -> None:
    walk = client(app, segment="individual")
    walk.tell(needs=None)
    (message,) = presenting.present(app, walk.conversation, "zh").messages
    assert "不知道您想解决什么事" in message["text"]


def test_what_an_assessment_lacks_is_named(app: App) -> None:
    from bot.services import asking, intake

    walk = client(app, needs=["investing"], segment="individual")
    for _ in range(40):
        at = asking.ask(app, walk.conversation, "zh", Course()).course
        if at.asking in (None, "summary"):
            break
        skip = heard(walk, "跳过", "skip_question", 1.0, seq=7)
        intake.take(app, walk.conversation, skip, at)
    confirm = heard(walk, "", "affirm", seq=8, choice=("summary", ("confirm",)))
    intake.take(app, walk.conversation, confirm, Course(asking="summary"))
    said = presenting.present(app, walk.conversation, "zh").messages[0]["text"]
    assert "「最大可接受亏损」" in said and "不必做投资风险评估" not in said


# ── what is explained ──


def test_the_reason_is_that_of_the_open_question_not_of_a_verb(app: App) -> None:
    walk = client(app, "en", needs=["investing"])
    asked = heard(walk, "Why do you need to know?", "ask_why")
    said = explaining.explain(app, walk.conversation, asked, Course(asking="horizon"))
    assert "ten years" in said


@pytest.mark.parametrize(
    ("text", "intent", "entries", "begins"),
    [
        ("what do you mean by comfortable?", "ask_capabilities", ("x",), "See what is left"),
        ("what are derivatives?", "ask_concept", ("derivatives",), None),
    ],
)
def test_a_word_of_the_question_is_explained_and_a_product_left_to_the_knowledge_base(
    app: App, text: str, intent: str, entries: tuple[str, ...], begins: str | None
) -> None:
    walk = client(app, "en", needs=["investing"])
    question = "debt_position" if begins else "experience_products"
    asked = heard(walk, text, intent, entries=entries)
    said = explaining.word_of_question(app, walk.conversation, asked, Course(asking=question))
    assert explaining.asks_meaning(text) is (begins is not None)
    assert (said or "").startswith(begins or "") and (said is None) is (begins is None)


def test_it_says_how_many_questions_are_left(app: App) -> None:
    walk = client(app, needs=["payments"], segment="business")
    assert explaining.questions_left(app, walk.conversation, Course()) == 1
    walk.agree("privacy", granted=False)
    assert explaining.questions_left(app, walk.conversation, Course()) is None


# ── the language of who mixes two ──


def language_of(app: App, walk: Walk, *texts: str) -> str:
    for text in texts:
        conversations.receive(app, walk.conversation, external_id=new_ulid(), text=text)
    with app.records.read() as work:
        return conversations.standing(work, walk.conversation).language


def test_an_english_word_in_a_chinese_talk_changes_nothing(app: App) -> None:
    walk = client(app)
    assert language_of(app, walk, "我想做一点投资", "sure", "hold 住", "for myself") == "zh"
    assert language_of(app, walk, "let's go on talking in my own language now") == "en"


def test_who_has_written_no_chinese_is_answered_in_english(app: App) -> None:
    walk = client(app)
    assert language_of(app, walk, "for myself") == "en"
