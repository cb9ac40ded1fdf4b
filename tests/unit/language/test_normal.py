# ruff: noqa: E501 - tables of sentences, one a line
"""Clean and folded texts, and the language they are in."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.normal import TooLong, clean, fold, folded
from bot.language.script import detect

any_text = st.text(max_size=300)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  你好  ", "你好"),
        ("/restart", "∕restart"),
        ("  \u200b/restart", "∕restart"),
        ("／restart", "∕restart"),
        ("a/b", "a/b"),
        ("50\u200b万", "50万"),
        ("abc\u202edef", "abcdef"),
        ("a\x00b\x07c", "abc"),
        ("a\r\nb\u2028c", "a\nb\nc"),
        ("e\u0301", "é"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("\ud800x", "x"),
        ("", ""),
    ],
)
def test_clean_keeps_what_is_said_and_drops_what_hides(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_stacked_marks_are_capped() -> None:
    marks = [c for c in clean("a" + "\u0336" * 50) if unicodedata.category(c) == "Mn"]
    assert len(marks) == 2


def test_a_text_of_more_than_four_kilobytes_is_refused_without_its_words() -> None:
    assert clean("字" * 1365) == "字" * 1365
    with pytest.raises(TooLong) as caught:
        clean("字" * 1366)
    assert "字" not in str(caught.value) and caught.value.size == 4098


@settings(max_examples=60, deadline=None)
@given(any_text)
def test_clean_is_idempotent_and_never_a_command(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not once.startswith("/")
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("５０萬", "50万"),
        ("ＯＫ", "ok"),
        ("風險測評", "风险测评"),
        ("I’m", "i'm"),
        ("3–5", "3-5"),
        ("2½", "2½"),
        ("10²", "10²"),
        ("50㎡", "50㎡"),
        ("45，200", "45，200"),
        ("②", "2"),
        ("٤٥", "45"),
    ],
)
def test_fold_makes_alike_what_is_said_alike(text: str, expected: str) -> None:
    assert fold(text) == expected


@settings(max_examples=60, deadline=None)
@given(any_text)
def test_every_folded_character_knows_where_it_came_from(text: str) -> None:
    whole = folded(text)
    for at in range(len(whole.text)):
        start, end = whole.span(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert whole.text[at] in fold(text[start:end])


@pytest.mark.parametrize(
    ("text", "previous", "expected"),
    [
        ("我想理财", None, "zh"),
        ("I want to invest", None, "en"),
        ("Hello", None, "en"),
        ("你好", "en", "zh"),
        ("My name is 王小明", "zh", "en"),
        ("我想 invest 一点 money", None, "zh"),
        ("帮我 check 一下", "en", "zh"),
        ("what is 余额宝", "en", "en"),
        ("三年", "en", "zh"),
        ("請問可以嗎", "en", "zh"),
        ("", "en", "en"),
        ("👍", None, "zh"),
    ],
)
def test_the_language_is_the_one_most_is_said_in(
    text: str, previous: str | None, expected: str
) -> None:
    assert detect(text, previous) == expected


@pytest.mark.parametrize("previous", ["zh", "en"])
@pytest.mark.parametrize(
    "text",
    ["ok", "OK!", "R3", "C2", "50万", "50w", "200k", "👍", "123", "3", "A", "yes", "a@b.com", "100 USD", "ETF", "…", "2.", "10%"],
)  # fmt: skip
def test_what_both_write_does_not_flip_the_language(text: str, previous: str) -> None:
    assert detect(text, previous) == previous


@settings(max_examples=60, deadline=None)
@given(any_text, st.sampled_from([None, "zh", "en"]))
def test_every_text_has_a_language(text: str, previous: str | None) -> None:
    assert detect(text, previous) in ("zh", "en")
