"""What is said about a result: why it is so, suppositions, and wishes for products above it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.services import asides, consent, interviews, packets, presenting
from bot.services.app import App
from bot.services.asides import Aside
from bot.services.course import ABOVE, SUMMARY, Course
from bot.services.heard import Heard
from tests.integration.services.walk import Walk
from tests.unit.suitability.examples import MIDDLING, STRONG

CAREFUL = {
    "max_loss": "none",
    "gain_loss_choice": "g5_l0",
    "loss_reaction": "sell_all",
    "attitude": "averse",
    "intended_products": "money_market",
}
"""No loss at all, and nothing that does not fit with it."""
EQUITY = ABOVE + "active_equity_fund"


def assessed(app: App, answers: Any = MIDDLING, language: str = "zh", **changes: Any) -> Walk:
    walk = Walk.begin(app, language)
    walk.agree()
    walk.tell(**{**answers, **changes})
    confirm(app, walk)
    presenting.present(app, walk.conversation, language)
    return walk


def confirm(app: App, walk: Walk) -> None:
    with app.records.begin() as work:
        found = interviews.dossier(app, work, walk.conversation, Course())
        digest = interviews.digest(found.stored)
        interviews.put(app, work, found, SUMMARY, digest, seq=1, utterance="对", how="confirmed")


def say(
    app: App, walk: Walk, text: str, course: Course | None = None, choice: Any = None
) -> Aside | None:
    heard = Heard(9, walk.language, "inform", 0.4, text=text, choice=choice)
    return asides.respond(app, walk.conversation, heard, course or Course())


def text_of(aside: Aside | None) -> str:
    assert aside is not None
    return "\n".join(str(message["text"]) for message in aside.messages)


def test_a_result_says_what_it_means_in_money_and_what_mattered_most(app: App) -> None:
    walk = Walk.begin(app)
    walk.agree()
    walk.tell(**MIDDLING)
    confirm(app, walk)
    (message, *_) = presenting.present(app, walk.conversation, "zh").messages
    assert "每投 1 万元，在最坏的一年里可能亏掉约" in message["text"]
    assert "影响最大的回答：下跌时的做法「先不动」" in message["text"] or (
        "影响最大的回答：最大可接受亏损「10%–30%」" in message["text"]
    )
    assert len(message["card"]["mattered"]) == 3
    assert message["card"]["changes"] == []


def test_why_is_answered_with_what_set_it_and_what_would_change_it(app: App) -> None:
    walk = assessed(app, horizon="1_3y")
    said = text_of(say(app, walk, "为什么我是C2？"))
    assert "投资期限「1–3 年」" in said and "什么会改变这个结果" in said
    english = assessed(app, language="en", horizon="1_3y")
    said = text_of(say(app, english, "Why is my category so low?"))
    assert "Time horizon: 1–3 years" in said and "What would change it" in said


@pytest.mark.parametrize(
    ("language", "text", "category"),
    [
        ("zh", "如果投资期限是六年呢？", "C3"),
        ("zh", "要是我当初说投资期限选5–10 年，等级会变吗", "C3"),
        ("zh", "如果我说这笔钱半年后就要用，结果会怎样", "C1"),
        ("en", "What if my time horizon were six years?", "C3"),
        ("en", "what if I had said I need the money within six months?", "C1"),
    ],
)
def test_a_supposition_is_answered_by_the_engine_and_changes_nothing(
    app: App, language: str, text: str, category: str
) -> None:
    walk = assessed(app, language=language, horizon="1_3y")
    before = walk.known()
    said = text_of(say(app, walk, text))
    assert category in said and "C2" in said
    assert walk.known() == before


def test_a_supposition_that_makes_no_difference_says_what_decides(app: App) -> None:
    walk = assessed(app, horizon="1_3y")
    said = text_of(say(app, walk, "如果最大可接受亏损是50% 以上，评估结果会怎样"))
    assert "等级还是 C2" in said and "封顶规则" in said


def test_before_there_is_a_result_nothing_is_an_aside(app: App) -> None:
    walk = Walk.begin(app)
    walk.agree()
    walk.tell(**MIDDLING)
    for text in ("如果期限是五年呢", "为什么是C2", "我想买股票基金"):
        assert say(app, walk, text) is None


def test_what_is_no_supposition_and_no_wish_is_left_to_the_dialogue(app: App) -> None:
    walk = assessed(app)
    for text in ("什么是股票基金", "转人工", "期限改成五年", "我想买份保险", "C3 是什么意思"):
        assert say(app, walk, text) is None


def test_a_product_within_the_category_is_no_wish_above_it(app: App) -> None:
    walk = assessed(app, STRONG)
    assert say(app, walk, "我想买股票基金") is None


def state(walk: Walk, name: str = EQUITY) -> dict[str, Any]:
    value: dict[str, Any] = walk.known()[name].value
    return value


def test_above_the_category_the_first_wish_is_declined_and_the_second_is_warned_about(
    app: App,
) -> None:
    walk = assessed(app)
    assert "高于您的等级 C3" in text_of(say(app, walk, "我想买股票基金"))
    assert state(walk)["state"] == "asked"
    warned = say(app, walk, "我就想买股票基金")
    assert warned is not None and "特别警示" in text_of(warned)
    (message,) = warned.messages
    assert [one["id"] for one in message["question"]["options"]] == ["leave", "insist"]
    assert warned.course.asking == EQUITY
    assert (state(walk)["state"], state(walk)["requests"]) == ("warned", 2)
    assert "R4" in state(walk)["warning"]["en"]


def test_a_bare_yes_is_no_insistence(app: App) -> None:
    walk = assessed(app)
    say(app, walk, "我想买股票基金")
    warned = say(app, walk, "我就想买股票基金")
    assert warned is not None
    assert say(app, walk, "好的", warned.course) is None
    assert state(walk)["state"] == "warned"


def test_who_insists_gets_an_advisor_who_sees_the_warning(app: App) -> None:
    walk = assessed(app)
    say(app, walk, "我想买股票基金")
    warned = say(app, walk, "我还是想买股票基金")
    assert warned is not None
    insisted = say(app, walk, "", warned.course, choice=(EQUITY, ("insist",)))
    assert insisted is not None and insisted.ends
    assert insisted.messages[-1]["card"]["type"] == "handoff"
    with app.records.read() as work:
        handoff = work.handoffs.open_of(walk.conversation)
        assert handoff is not None and handoff.body["reason"] == "above_level"
        packet = packets.full(app, work, handoff, {})
    (row,) = packet["above_level"]
    assert (row["state"], row["rating"], row["category"]) == ("insisted", "R4", "C3")
    assert "特别警示" in row["warning"]["zh"]
    assert EQUITY not in packet["answers"]
    checks = {one["id"]: one["outcome"] for one in packet["investor_checks"]}
    assert checks["professional_on_application"] == "may_qualify"
    assert checks["professional"] == "not_shown"


def test_without_the_consent_behind_the_category_nobody_sees_the_wish(app: App) -> None:
    walk = assessed(app)
    say(app, walk, "我想买股票基金")
    walk.agree("sensitive_data", granted=False)
    with app.records.read() as work:
        assert EQUITY not in consent.answers(app, work, walk.client)


def test_who_leaves_it_is_not_asked_again(app: App) -> None:
    walk = assessed(app)
    say(app, walk, "我想买股票基金")
    warned = say(app, walk, "我还是想买股票基金")
    assert warned is not None
    left = say(app, walk, "算了，不买了", warned.course)
    assert "不再考虑" in text_of(left) and state(walk)["state"] == "left"
    with app.records.read() as work:
        assert work.handoffs.open_of(walk.conversation) is None


def test_in_the_minimum_category_there_is_no_way_to_it(app: App) -> None:
    walk = assessed(app, **CAREFUL)
    for _ in range(4):
        said = say(app, walk, "我一定要买股票基金")
        assert said is not None and "只能办理 R1" in text_of(said)
        assert not any("question" in message for message in said.messages)
    assert (state(walk)["state"], state(walk)["requests"]) == ("refused", 4)
    assert say(app, walk, "", None, choice=(EQUITY, ("insist",))) is None


def test_what_waits_for_an_advisor_is_said_to_wait(app: App) -> None:
    walk = assessed(app, STRONG, age=70)
    assert "先由顾问与您确认" in text_of(say(app, walk, "我想买股票基金"))
    assert EQUITY not in walk.known()


def test_a_wish_above_the_level_does_not_make_the_result_out_of_date(app: App) -> None:
    walk = assessed(app)
    say(app, walk, "我想买股票基金")
    again = presenting.present(app, walk.conversation, "zh")
    assert not again.news and "没有变化" in again.messages[0]["text"]


def test_a_second_assessment_says_what_is_different(app: App) -> None:
    walk = assessed(app, horizon="1_3y")
    walk.tell(horizon="5_10y")
    confirm(app, walk)
    (message, *_) = presenting.present(app, walk.conversation, "zh").messages
    assert "投资期限由「1–3 年」变为「5–10 年」" in message["text"]
    assert "等级由 C2 变为 C3" in message["text"]
    (change,) = message["card"]["changes"]
    assert change["id"] == "horizon" and message["card"]["previous_category"] == "C2"


def test_a_jump_of_two_levels_is_said_and_goes_to_an_advisor(app: App) -> None:
    walk = assessed(app, STRONG, horizon="1_3y")
    walk.tell(horizon="gt_10y")
    confirm(app, walk)
    presented = presenting.present(app, walk.conversation, "zh")
    assert presented.news and "相差两级以上" in presented.messages[0]["text"]


def test_the_third_assessment_of_a_day_is_kindly_put_off(app: App) -> None:
    walk = assessed(app, horizon="1_3y")
    for horizon in ("3_5y", "5_10y"):
        walk.tell(horizon=horizon)
        confirm(app, walk)
        presented = presenting.present(app, walk.conversation, "zh")
    assert not presented.news and "明天再试" in presented.messages[0]["text"]


def test_answers_that_came_in_a_rush_are_flagged_for_the_advisor(app: App) -> None:
    walk = Walk.begin(app)
    walk.agree()
    for seq, (name, value) in enumerate(MIDDLING.items(), start=1):
        with app.records.begin() as work:
            found = interviews.dossier(app, work, walk.conversation, Course())
            interviews.put(app, work, found, name, value, seq=seq, utterance="", how="choice")
    confirm(app, walk)
    presenting.present(app, walk.conversation, "zh")
    with app.records.read() as work:
        (stored,) = work.assessments.list(walk.client)
    assert {one["id"] for one in stored.body["quality"]} == {"improbable_speed"}
