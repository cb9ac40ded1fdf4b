"""Noise is the same for the same seed, changes what it says it changes, and leaves values alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.noise import NOISES, noises, spoil
from bot.language import numbers
from bot.language.normal import fold

CHINESE = "我想给孩子存一笔教育金，大概50万，三年以后用，你们怎么收费？"
ENGLISH = "I would like to save about 50k for my retirement, what do you charge?"


@pytest.mark.parametrize("noise", noises("zh"))
def test_noise_on_chinese_is_the_same_each_time_and_another_with_another_seed(noise: str) -> None:
    assert spoil(CHINESE, noise, seed=3) == spoil(CHINESE, noise, seed=3)
    assert spoil(CHINESE, noise, seed=3) != CHINESE


@pytest.mark.parametrize("noise", noises("en"))
def test_noise_on_english_is_the_same_each_time(noise: str) -> None:
    assert spoil(ENGLISH, noise, seed=3) == spoil(ENGLISH, noise, seed=3)
    assert len({spoil(ENGLISH, noise, seed=seed) for seed in range(9)} - {ENGLISH}) >= 1


def test_a_wrong_homophone_sounds_the_same() -> None:
    from pypinyin import lazy_pinyin

    spoilt = spoil(CHINESE, "homophones")
    changed = [(a, b) for a, b in zip(CHINESE, spoilt, strict=True) if a != b]
    assert changed
    assert all(lazy_pinyin(a) == lazy_pinyin(b) for a, b in changed)


def test_pinyin_stands_for_one_word_and_all_pinyin_for_all() -> None:
    assert len(re.findall(r"[a-z]+", spoil(CHINESE, "pinyin"))) == 1
    all_of_it = spoil("你们怎么收费", "all_pinyin")
    assert all_of_it == "ni men zen me shou fei"


def test_traditional_characters_and_full_width_are_told_apart() -> None:
    assert "教育" in spoil(CHINESE, "traditional")
    assert "們" in spoil(CHINESE, "traditional")
    assert spoil("R3 ok?", "full_width") == "Ｒ３\u3000ｏｋ？"


def test_english_words_come_into_chinese_and_the_other_way_round() -> None:
    assert re.search("kids|fee|invest", spoil("我想给孩子买基金", "mixed")) or "fund" in spoil(
        "我想给孩子买基金", "mixed"
    )
    assert spoil("my retirement", "mixed") == "my 养老"


def test_a_typing_error_touches_no_number() -> None:
    for seed in range(50):
        assert "50k" in spoil(ENGLISH, "typos", seed=seed)
        assert "hundred" in spoil("two hundred thousand dollars", "typos", seed=seed)
        assert "three years" in spoil("in about three years or so then", "spaces", seed=seed)


@pytest.mark.parametrize("noise", noises("zh"))
@pytest.mark.parametrize("seed", range(8))
def test_the_number_that_is_stated_stays_the_number(noise: str, seed: int) -> None:
    before = [(n.low, n.high) for n in numbers.find(fold("大概五十万，三年以后用"))]
    after = [
        (n.low, n.high)
        for n in numbers.find(fold(spoil("大概五十万，三年以后用", noise, seed=seed)))
    ]
    assert before == after


@given(st.text(max_size=60), st.sampled_from(NOISES), st.integers(0, 5))
def test_no_text_is_too_odd(text: str, noise: str, seed: int) -> None:
    assert isinstance(spoil(text, noise, seed=seed), str)
