"""The spelling a message is put into before it is understood."""

from __future__ import annotations

import pytest

from bot.engine.nlu.speller import Speller, plain
from bot.language.normal import fold
from bot.language.pinyin import is_pinyin, spelled
from bot.language.script import detect

TEXTS = [
    *("我想存钱", "我想存点钱给孩子", "我想理财", "怎么理财", "你们收费吗", "收费高吗", "转人工"),
    *("人工客服", "想理财", "给孩子存教育金", "我想贷款", "贷款怎么办", "我想买房"),
    *("i want to invest", "i want to save money", "how much do you charge", "delete my data"),
    *("delete all my data", "what is a bond", "i do want it", "what do you charge", "to do"),
]


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller.learn(TEXTS * 6)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wo xiang cun qian", "我想存钱"),
        ("woxiang licai", "我想理财"),
        ("我想daikuan买房", "我想贷款买房"),
        ("给haizi存教育金", "给孩子存教育金"),
        ("我想里财", "我想理财"),
        ("我想 存 钱 💰", "我想存钱"),
        ("delte my data", "delete my data"),
        ("how much doyou charge", "how much do you charge"),
    ],
)
def test_slips_are_mended(speller: Speller, typed: str, meant: str) -> None:
    assert speller.respell(plain(fold(typed))) == meant


@pytest.mark.parametrize(
    "typed", ["我想invest一点钱", "i want to invest", "红烧肉怎么做", "50万", "r3", "", "…"]
)
def test_what_is_no_slip_stays(speller: Speller, typed: str) -> None:
    assert speller.respell(plain(fold(typed))) == typed


def test_pictures_alone_say_something_and_beside_words_nothing() -> None:
    assert plain("👍👍") == "好的"
    assert plain("好👍的") == "好 的".replace(" ", "")
    assert plain("thanks 🙏") == "thanks"


def test_a_speller_is_kept_and_found_again(speller: Speller) -> None:
    again = Speller.from_json(speller.to_json())
    assert again.respell("wo xiang li cai") == "我想理财"


@pytest.mark.parametrize("text", ["wo xiang cun qian", "nihao", "ni hao", "qing wen shou fei ma"])
def test_pinyin_is_chinese(text: str) -> None:
    assert is_pinyin(text) and detect(text) == "zh"


@pytest.mark.parametrize(
    "text", ["you are", "women", "change", "you're cute", "are you human", "online", "hello", "ok"]
)
def test_english_is_no_pinyin(text: str) -> None:
    assert not is_pinyin(text)


def test_a_word_is_spelled_with_the_fewest_syllables() -> None:
    assert spelled("xianggang") == ("xiang", "gang")
    assert spelled("hello") == ()
