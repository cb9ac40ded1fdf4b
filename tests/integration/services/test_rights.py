"""Erasure needs a second, clear word of the client's, said after they were asked."""

from __future__ import annotations

from typing import Any

from bot.services import rights
from bot.services.app import App
from bot.services.course import ERASE, Course
from bot.services.heard import Heard
from tests.integration.services.walk import Walk


def _said(app: App, walk: Walk, origin: Any, text: str) -> int:
    with app.records.begin() as work:
        kept = work.messages.append(
            walk.conversation, origin=origin, at=app.now(), language="zh", body={"text": text}
        )
    return kept.seq


def _asks(app: App, walk: Walk, seq: int, course: Course) -> Any:
    heard = Heard(seq, "zh", "erase_my_data", 1.0, text="删除我的资料")
    return rights.ask_whether_to_erase(app, walk.conversation, heard, course)


def test_said_again_after_the_question_it_is_the_answer(app: App) -> None:
    walk = Walk.begin(app, "zh")
    asked = _asks(app, walk, _said(app, walk, "client", "删除我的资料"), Course())
    _said(app, walk, "assistant", str(asked.messages[0]["text"]))
    done = _asks(app, walk, _said(app, walk, "client", "确认删除"), asked.course)

    assert done.messages[0]["effect"] == ERASE
    assert done.course.confirming is None


def test_said_twice_before_the_question_was_put_it_erases_nothing(app: App) -> None:
    walk = Walk.begin(app, "zh")
    first = _said(app, walk, "client", "删除我的资料")
    second = _said(app, walk, "client", "删除我的资料")
    asked = _asks(app, walk, first, Course())
    _said(app, walk, "assistant", str(asked.messages[0]["text"]))
    again = _asks(app, walk, second, asked.course)

    assert "effect" not in again.messages[0]
    assert again.course.confirming == ERASE


def test_after_other_words_it_is_asked_again(app: App) -> None:
    walk = Walk.begin(app, "zh")
    asked = _asks(app, walk, _said(app, walk, "client", "删除我的资料"), Course())
    for origin, text in (("assistant", "您确定吗"), ("client", "你是谁"), ("assistant", "知音")):
        _said(app, walk, origin, text)
    again = _asks(app, walk, _said(app, walk, "client", "删除我的资料"), asked.course)

    assert "effect" not in again.messages[0]
