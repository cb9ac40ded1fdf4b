"""Clients who type in pinyin, too fast, or in the other language's words are understood alike."""

from __future__ import annotations

import pytest

from tests.talk import Talk

pytestmark = pytest.mark.rasa


def test_pinyin_and_a_wrong_homophone_are_read_as_characters(zh: Talk) -> None:
    zh.consent()
    zh.say("wo xiang gei hai zi cun da xue xue fei")
    assert "education" in zh.profile()["needs"]
    assert zh.asking != "needs"


def test_slips_of_the_fingers_are_no_reason_to_ask_again(en: Talk) -> None:
    en.consent()
    en.say("I want to save fro my daughter's colege tuiton")
    assert "education" in en.profile()["needs"]
    assert en.asking != "needs"
