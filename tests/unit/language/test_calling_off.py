"""Taking back the wish for a person is told from wishing for one, and from asking about it."""

from __future__ import annotations

import pytest

from bot.language.calling_off import calls_off


@pytest.mark.parametrize(
    "text",
    [
        "取消转人工", "把转人工取消吧", "撤回刚才的请求", "不用顾问了", "不用转人工了",
        "不需要人工客服了", "别找顾问了", "不用联系我的顾问了，不等了", "算了，不等了",
        "不想排队了", "不用回电了", "取消預約",
        "cancel the advisor", "please cancel my request", "withdraw the request",
        "I don't need a person any more", "no need for the advisor", "no need to talk to someone",
        "I no longer want to speak to an adviser", "I don't want to wait any longer",
    ],
)  # fmt: skip
def test_nobody_need_come_any_more(text: str) -> None:
    assert calls_off(text)


@pytest.mark.parametrize(
    "text",
    [
        "转人工", "不要机器人，要真人", "我不用你，我要顾问", "还要等多久",
        "不用顾问了吗？", "可以取消转人工吗", "顾问不要太凶", "我不想等很久", "取消定投",
        "不需要很高的收益", "我等着",
        "I want a person", "I don't want a robot, I want a person", "can I cancel the request?",
        "do I need an advisor?", "cancel my insurance", "I don't need the money for ten years",
        "I can wait",
    ],
)  # fmt: skip
def test_whatever_else_is_said_calls_nothing_off(text: str) -> None:
    assert not calls_off(text)
