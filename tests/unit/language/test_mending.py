"""The spelling a message was meant to have, and what must never be touched."""

from __future__ import annotations

import pytest

from bot.evaluation.noise import noises, spoil
from bot.language.mending import Mender
from bot.language.normal import fold
from bot.services import spelling

OWN = [
    *("我想存钱", "我想存点钱给孩子", "我想理财", "怎么理财", "你们收费吗", "收费高吗", "转人工"),
    *("人工客服", "想理财", "给孩子存教育金", "我想贷款", "贷款怎么办", "我想买房", "我今年45岁"),
    *(
        "月薪2万",
        "手里有50万存款",
        "大概放三年",
        "我退休了",
        "不想亏本",
        "你们靠谱吗",
        "房贷还有60万",
    ),
    *("每月工资两万", "跌了我就卖掉", "最多亏10%", "没有贷款", "大概有80万", "靠工资生活"),
    *("i want to invest", "i want to save money", "how much do you charge", "delete my data"),
    *("delete all my data", "what is a bond", "i do want it", "what do you charge", "to do"),
    *("my salary is 5000 a month", "i have a mortgage", "i'm retired", "i live on my pension"),
    *("i can't lose money", "in three to five years", "i would sell everything", "please stop"),
    *("i don't know", "can i speak to a human", "questions about my income", "for about 3 years"),
]


@pytest.fixture(scope="module")
def mender() -> Mender:
    return spelling.mender(spelling.learn(OWN * 6))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wo xiang cun qian", "我想存钱"),
        ("woxiang licai", "我想理财"),
        ("fang wu nian", "放五年"),
        ("50 wan", "50 万"),
        ("wo fang 3 nian", "我放 3 年"),
        ("licai", "理财"),
        ("mai fang", "买房"),
        ("long men", "long men"),
        ("tan yang", "tan yang"),
        ("wo 50 岁 le，xiang li cai", "我 50 岁了，想理财"),
        ("我想daikuan买房", "我想贷款买房"),
        ("手里有cunkuan50万", "手里有存款50万"),
        ("fangdai80万，yuexin2万", "房贷80万，月薪2万"),
        ("给haizi存教育金", "给孩子存教育金"),
        ("我想里财", "我想理财"),
        ("手里有50万村款", "手里有50万存款"),
        ("我想 存 钱 💰", "我想存钱"),
        ("我 想 理 财", "我想理财"),
        ("我退休了😀每月4000", "我退休了，每月4000"),
        ("我想invest一点钱", "我想投资一点钱"),
        ("你们的fee高吗", "你们的费用高吗"),
        ("我已經退休了，靠積蓄生活", "我已经退休了，靠积蓄生活"),
        ("你們的軟體安全嗎", "你们的软件安全吗"),
        ("ＡＢＣ１２，０００", "abc12,000"),
        ("delte my data", "delete my data"),
        ("how much doyou charge", "how much do you charge"),
        ("can Ispeak to a human", "can i speak to a human"),
        ("I WANT TO INVEST", "i want to invest"),
        ("i dont know", "i don't know"),
        ("stop,please!!!", "stop, please!"),
        ("I have 200kfor3 years", "i have 200k for 3 years"),
        ("my 工资 is 5000 a month", "my salary is 5000 a month"),
    ],
)
def test_it_is_read_as_it_was_meant(mender: Mender, typed: str, meant: str) -> None:
    assert mender.mend(typed).text == meant


@pytest.mark.parametrize(
    "typed",
    [
        *("红烧肉怎么做", "50万", "r3", "", "…", "我有 3 个孩子", "三十四岁", "是四十不是十四"),
        *("对面是真人还是ai", "我的微信是wang_li88", "加我微信 lihua-2020", "wang@example.com"),
        *("my name is wei zhang", "email me at jane.doe@example.com", "see www.example.com"),
        *("my code is ab12cd", "i earn 5k and spend 3k", "[password]", "i have 20 quid"),
        *("我45岁 月薪2万 想理财", "房贷还剩六十万，每个月要还五千", "我姓岑，住在亳州"),
        "什么叫风险承受能力",
    ],
)
def test_what_is_no_slip_stays(mender: Mender, typed: str) -> None:
    assert mender.mend(typed).text == typed


def test_names_and_what_stands_in_capitals_stay(mender: Mender) -> None:
    assert mender.mend("I'm Sarah Chen").text == "i'm sarah chen"
    assert mender.mend("对面是AI吗").text == "对面是ai吗"
    assert mender.mend("10 BTC").text == "10 btc"
    assert mender.mend("my name is wei zhang").text == "my name is wei zhang"
    assert mender.mend("my friend Bod told me").text == "my friend bod told me"


def test_numbers_stay_what_they_are_and_written_ones_are_doubtful(mender: Mender) -> None:
    assert mender.mend("我想里财，50万，三年").text == "我想理财，50万，三年"
    typed = mender.mend("wo xiang cun san shi wan")
    assert typed.doubtful and any("三" in typed.text[a:b] for a, b in typed.doubtful)
    assert not mender.mend("wo 45 sui le").doubtful
    slip = mender.mend("i want to save for thre years")
    assert "three" not in slip.text or slip.doubtful


def test_what_was_mended_is_found_in_what_was_typed(mender: Mender) -> None:
    typed = "我想daikuan 50万"
    mended = mender.mend(typed)
    at = mended.text.index("贷款")
    start, end = mended.span(at, at + 2)
    assert typed[start:end] == "daikuan"
    at = mended.text.index("50万")
    assert typed[slice(*mended.span(at, at + 3))] == "50万"


def test_pictures_alone_say_something(mender: Mender) -> None:
    assert mender.mend("👍👍").text == "好的"
    assert mender.mend("thanks 🙏").text == "thanks"
    assert mender.mend("300,😀000").text == "300,000"


def test_mending_twice_changes_nothing_more(mender: Mender) -> None:
    for text in OWN:
        for noise in noises("zh" if not text.isascii() else "en"):
            once = mender.mend(spoil(text, noise)).text
            assert mender.mend(once).text == once


def test_our_own_texts_stay(mender: Mender) -> None:
    assert [text for text in OWN if mender.mend(text).text != fold(text)] == []


def test_a_very_long_message_is_read_as_it_is(mender: Mender) -> None:
    long = "wo xiang cun qian " * 100
    assert mender.mend(long).text == long.strip() or mender.mend(long).text == long
