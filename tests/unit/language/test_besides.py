"""What a message says beside what it asks."""

from __future__ import annotations

import pytest

from bot.language.besides import told


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("balanced. Also, is my data safe?", "balanced"),
        ("a good deal, and are you a robot?", "a good deal"),
        ("债券类的产品。另外我想问，你是机器人吗？", "债券类的产品"),
        ("60万，还有啊，我的信息安全吗？", "60万"),
        ("你们收费吗？", ""),
        ("3,000 yuan", "3,000 yuan"),
    ],
)
def test_the_clauses_that_ask_are_left_out(text: str, rest: str) -> None:
    assert told(text) == rest
