# ruff: noqa: E501 - tables of sentences, one a line
"""A clear yes, a clear no, and everything that is neither."""

from __future__ import annotations

import pytest

from bot.language.agreement import (
    accepts_offer,
    affirm_or_deny,
    changes_mind,
    corrected_to,
    is_correction,
    is_question,
    is_unknowing,
    wishes,
)

YES = """同意|我同意|好的|好|可以|行|行吧|没问题|没意见|是的|对|没错|嗯|嗯嗯|我愿意|当然可以|不介意|可以联系我|我同意你们的隐私条款|确认|OK|ok的|👍|yes
yes please|sure|Sure!|of course|no problem|no worries|I agree|I accept the privacy notice|go ahead|sounds good|why not|I don't mind|that's right|correct|yep|yeah
absolutely|fine|I consent|yes I consent to my data being stored|no objection|you can call me|alright|同意，谢谢|好啊好啊|可以的，没问题|授权""".replace(
    "\n", "|"
).split("|")
NO = """不同意|我不同意|不|不用了|不行|不可以|不愿意|算了|拒绝|不要|不想提供|我不想|不是|不对|暂时不|先不要|没必要|不方便|不可以联系我|我不同意授权|👎|no
No.|nope|no thanks|I'd rather not|not really|I don't agree|I do not consent|absolutely not|not now|don't contact me|I refuse|no, that's wrong|not interested|never|that's not right|不同意你们收集|别联系我""".replace(
    "\n", "|"
).split("|")
NEITHER = """不是不可以|再想想|看情况|不一定|随便|都行|可以吗|行吗|为什么|同意是什么意思|好的，不过我想先问问|可以，但是不要打电话|yes but no|maybe|it depends|not sure|I don't know
why?|what for|what happens if I say no|I don't disagree|50万|三年|我想买保险|tell me more|hmm|你好|hello||。。。|good question|如果安全的话可以|可以是可以|not bad|yes if it's free|let me think about it""".replace(
    "\n", "|"
).split("|")


@pytest.mark.parametrize("text", YES)
def test_a_clear_yes(text: str) -> None:
    assert affirm_or_deny(text) is True


@pytest.mark.parametrize("text", NO)
def test_a_clear_no(text: str) -> None:
    assert affirm_or_deny(text) is False


@pytest.mark.parametrize("text", NEITHER)
def test_consent_is_not_taken_from_half_a_sentence(text: str) -> None:
    assert affirm_or_deny(text) is None


@pytest.mark.parametrize(
    "text",
    ["你们安全吗", "50万怎么投资", "收益多少", "请问几点下班", "能不能提前取", "what should I do", "do I need this", "is it safe", "How long does it take", "可以吗？", "tell me about bonds", "這個怎麼買"],
)  # fmt: skip
def test_a_question_is_one(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    ["我有50万", "随便什么都行", "不知道怎么选", "没什么", "I have 50k", "could be 5 years", "when I retire I want to travel", "do it", "三年", "how nice", "", "whatever you think"],
)  # fmt: skip
def test_a_statement_is_no_question(text: str) -> None:
    assert not is_question(text)


@pytest.mark.parametrize(
    "text",
    ["说错了", "不对，是三年", "不是五年，是三年", "改成60万", "I meant 5", "actually 300k", "no wait", "not 5, it's 3", "sorry, it's 30", "我打错了"],
)  # fmt: skip
def test_a_correction_is_one(text: str) -> None:
    assert is_correction(text)


@pytest.mark.parametrize(
    "text", ["我有50万", "三年", "I have 50k", "不用了", "I'd rather not", "sorry to hear that"]
)
def test_a_plain_answer_is_no_correction(text: str) -> None:
    assert not is_correction(text)


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("要", True),
        ("好的，麻烦帮我约一位", True),
        ("行，请顾问联系我吧", True),
        ("可以，我想跟顾问聊聊", True),
        ("sure, I'd like to talk to someone", True),
        ("yes please, set that up", True),
        ("不要", False),
        ("我想想", False),
        ("想想再说", False),
        ("I'd like to know more", False),
        ("what would they ask", False),
    ],
)
def test_an_offer_is_accepted_in_other_words_than_yes(text: str, accepted: bool) -> None:
    assert accepts_offer(text) is accepted


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("一半……不对不对，是大部分", "大部分"),
        ("期限我刚才说错了，应该是五年", "五年"),
        ("备用金我记错了，是10个月", "10个月"),
        ("most of it, no wait, none", "none"),
        ("52岁，哦不对，61", "61"),
        ("wait, I got my age wrong, it should be 44", "44"),
        ("没什么要改的", ""),
    ],
)
def test_what_stands_behind_a_correction(text: str, meant: str) -> None:
    assert corrected_to(text) == meant


def test_being_rather_careful_corrects_nothing() -> None:
    assert not is_correction("rather cautious, small swings are fine")
    assert is_correction("five years, or rather three")


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("我改主意了，想买房", True),
        ("不存教育金了，先买房", True),
        ("changed my mind, a home first", True),
        ("另外还想买房", False),
        ("and a home as well", False),
    ],
)
def test_a_change_of_mind_is_no_second_wish(text: str, changed: bool) -> None:
    assert changes_mind(text) is changed


def test_consent_is_not_read_out_of_what_others_may_do() -> None:
    assert affirm_or_deny("yes, they can contact me") is True
    assert affirm_or_deny("可以，让他联系我吧") is True
    assert affirm_or_deny("请顾问联系我") is None
    assert affirm_or_deny("让他联系") is None


def test_blanks_between_chinese_characters_mean_nothing() -> None:
    assert affirm_or_deny("同 意") is True


def test_a_topic_is_no_wish() -> None:
    assert wishes("想给孩子存学费") and wishes("we'd like to save for a home")
    assert not wishes("理财方面我是外行")


@pytest.mark.parametrize(
    "text",
    [
        "forget retirement, I'd rather buy a flat for my son first",
        "forget about the car, we'd rather save for the house",
        "养老先不管了，还是先给儿子买房",
    ],
)
def test_a_goal_is_given_up_in_many_words(text: str) -> None:
    assert changes_mind(text)


@pytest.mark.parametrize("text", ["I can't forget how it fell", "don't forget to ask", "没忘"])
def test_remembering_gives_nothing_up(text: str) -> None:
    assert not changes_mind(text)


@pytest.mark.parametrize("text", ["看情况", "要看情况吧", "难说"])
def test_it_depends_is_not_knowing(text: str) -> None:
    assert is_unknowing(text)
