"""Free answers as options: read where they are clear, asked back where they are not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import option_clauses, option_cues, picks
from bot.language.option_matches import Match, OptionText
from bot.language.options import OptionIndex, match
from bot.rulebook import option_texts
from bot.rulebook.documents import read
from bot.rulebook.questions import build
from bot.services import matching_words
from bot.settings import ROOT
from bot.suitability.questionnaire import Question, Questionnaire
from tests.unit.language.free_answers import ANSWERS, Expected
from tests.unit.language.harder_answers import HARDER
from tests.unit.language.told_answers import told

QUESTIONNAIRE = build(read(ROOT / "data" / "questionnaire.yml"), "test")
SCORED = [
    question
    for question in QUESTIONNAIRE.questions
    if any(option.points for option in question.options) and question.kind == "single"
]


def index(question: Question) -> OptionIndex:
    return OptionIndex(
        option_texts(question),
        embed=None,
        several=question.kind == "multiple",
        highest=question.highest,
        measure=question.measure,
    )


WORDS = {question.id: index(question) for question in QUESTIONNAIRE.questions if question.options}


def said(question_id: str, text: str) -> Match:
    """What a text means by place, words and value alone, without resemblance."""
    return WORDS[question_id].match(text)


@pytest.mark.parametrize(
    ("text", "count", "positions"),
    [
        ("2", 5, (1,)),
        ("二", 5, (1,)),
        ("第二个", 5, (1,)),
        ("我选第3种吧", 5, (2,)),
        ("选B", 5, (1,)),
        ("b", 5, (1,)),
        ("最后一个", 4, (3,)),
        ("倒数第二个", 4, (2,)),
        ("头一个", 4, (0,)),
        ("option 3", 5, (2,)),
        ("#4", 5, (3,)),
        ("the second one", 5, (1,)),
        ("I'd go with the third", 5, (2,)),
        ("the last one please", 5, (4,)),
        ("the 2nd", 5, (1,)),
        ("1和3", 5, (0, 2)),
        ("A、C", 5, (0, 2)),
        ("1, 2 and 4", 5, (0, 1, 3)),
        ("第一和第三个", 5, (0, 2)),
        ("9", 5, None),
        ("第八个", 5, None),
        ("0", 5, None),
        ("两个", 5, None),
        ("三年", 5, None),
        ("a", 5, (0,)),
        ("a loss", 5, None),
        ("first of all, what is this", 5, None),
        ("one", 5, (0,)),
        ("no one", 5, None),
        ("第二个和下雨", 5, None),
        ("", 5, None),
    ],
)
def test_places_in_the_list(text: str, count: int, positions: tuple[int, ...] | None) -> None:
    found = picks.read(text.lower(), count)
    assert (found.positions if found else None) == positions


@pytest.mark.parametrize("question", SCORED, ids=lambda question: question.id)
@pytest.mark.parametrize(
    "text",
    [
        "yes", "Yes.", "ok", "sure", "好的", "好的好的", "是", "是的。", "对", "行", "可以", "嗯嗯",
        "随便", "都行", "你帮我选一个吧", "您定吧", "just pick for me", "whatever", "you choose",
        "up to you", "I don't mind", "听你的", "sounds good",
    ],
)  # fmt: skip
def test_agreement_never_answers_a_scored_question(question: Question, text: str) -> None:
    found = WORDS[question.id].match(text)
    assert found.options == ()
    assert found.agreement


@pytest.mark.parametrize(
    ("question_id", "text"),
    [
        ("loss_reaction", "不会加仓"),
        ("loss_reaction", "我不会全卖的"),
        ("loss_reaction", "I wouldn't buy more"),
        ("attitude", "not conservative at all"),
        ("attitude", "我不激进"),
        ("experience_products", "股票不碰"),
        ("experience_products", "shares? never"),
        ("experience_products", "I've never bought shares"),
        ("max_loss", "不能亏太多"),
        ("income_source", "我没有退休金"),
        ("intended_products", "anything but derivatives"),
        ("civil_capacity", "I don't have a guardian"),
    ],
)
def test_what_is_denied_is_not_chosen(question_id: str, text: str) -> None:
    assert said(question_id, text).options == ()


@pytest.mark.parametrize(
    ("question_id", "text", "option"),
    [
        ("needs", "不是投资，是想买保险", "protection"),
        ("experience_products", "没买过股票，买过银行理财", "wealth_products"),
        ("intended_products", "不要股票，就债券", "bonds"),
        ("loss_reaction", "不动，等它涨回来", "hold"),
        ("loss_reaction", "拿着不动", "hold"),
    ],
)
def test_what_stands_beside_a_denial_is_chosen(question_id: str, text: str, option: str) -> None:
    assert said(question_id, text).option == option


@pytest.mark.parametrize(
    ("question_id", "text"),
    [
        ("attitude", "保守型是什么意思？"),
        ("loss_reaction", "全部卖出会怎样？"),
        ("loss_reaction", "可能加仓也可能不加，看情况"),
        ("loss_reaction", "either sell everything or buy more"),
        ("knowledge", "a little? a lot? depends"),
        ("experience_products", "想买股票"),
    ],
)
def test_questions_and_hesitation_choose_nothing(question_id: str, text: str) -> None:
    assert said(question_id, text).options == ()


@pytest.mark.parametrize(
    ("question_id", "text", "option"),
    [
        ("horizon", "三年", "1_3y"),
        ("horizon", "37个月", "3_5y"),
        ("horizon", "over twelve years", "gt_10y"),
        ("horizon", "3到5年", "3_5y"),
        ("horizon", "两到八年", None),
        ("horizon", "不是三年", None),
        ("horizon", "2", None),
        ("experience_years", "a year and a half", "lt_2"),
        ("experience_years", "两年前开始的", None),
        ("max_loss", "最多亏10%", "5_10"),
        ("max_loss", "两成", "10_30"),
        ("max_loss", "60%", "gt_50"),
        ("max_loss", "half", "30_50"),
        ("gain_loss_choice", "30和15", "g30_l15"),
        ("gain_loss_choice", "15%", None),
        ("gain_loss_choice", "5", None),
        ("gain_loss_choice", "4", "g50_l30"),
    ],
)
def test_values_find_their_band_and_ambiguous_ones_none(
    question_id: str, text: str, option: str | None
) -> None:
    assert said(question_id, text).option == option


def test_of_several_named_the_highest_experience_holds() -> None:
    assert said("experience_products", "存款、基金定投和期货").option == "derivatives"


def test_a_question_for_several_takes_several() -> None:
    assert said("needs", "养老和买房").options == ("retirement", "home_purchase")


def test_a_single_question_with_two_answers_asks_between_them() -> None:
    found = said("loss_reaction", "sell everything or sell half")
    assert found.options == ()
    assert {candidate.option for candidate in found.candidates} == {"sell_all", "sell_some"}


def test_places_follow_the_options_that_were_shown() -> None:
    found = WORDS["attitude"].match("第二个", among=("cautious", "willing"))
    assert found.option == "willing"
    assert WORDS["attitude"].match("保守型", among=("cautious", "willing")).option is None


@pytest.mark.parametrize("question", SCORED, ids=lambda question: question.id)
def test_every_label_means_its_own_option(question: Question) -> None:
    for option in question.options:
        for label in option.label.values():
            assert WORDS[question.id].match(label).option == option.id, label


OPTIONS = (
    OptionText("safe", ("安全", "safe"), (), ("I want to sleep well",)),
    OptionText("bold", ("大胆", "bold"), (), ("I want a wild ride",)),
)


def toward(safe: float, bold: float):  # type: ignore[no-untyped-def]
    """An encoder under which a client's text lies so near to each option's examples."""

    def encode(texts: list[str]) -> np.ndarray:
        rows = []
        for text in texts:
            if text == "said":
                rest = max(0.0, 1.0 - safe**2 - bold**2) ** 0.5
                rows.append([safe, bold, rest])
            else:
                bold_one = any(word in text for word in ("bold", "大胆", "wild"))
                rows.append([0.0, 1.0, 0.0] if bold_one else [1.0, 0.0, 0.0])
        return np.array(rows, dtype=np.float32)

    return encode


@pytest.mark.parametrize(
    ("safe", "bold", "option"),
    [(0.9, 0.3, "safe"), (0.3, 0.9, "bold"), (0.7, 0.65, None), (0.5, 0.1, None)],
)
def test_resemblance_needs_nearness_and_distance_from_the_rest(
    safe: float, bold: float, option: str | None
) -> None:
    found = match("said", OPTIONS, embed=toward(safe, bold))
    assert found.option == option
    assert not found.literal
    assert found.candidates[0].option == ("safe" if safe > bold else "bold")


@given(st.text(max_size=400))
def test_any_text_at_all_is_read_without_an_error(text: str) -> None:
    for question_id in ("attitude", "needs", "horizon", "max_loss", "gain_loss_choice"):
        found = WORDS[question_id].match(text)
        assert set(found.options) <= {option.id for option in WORDS[question_id].options}


@dataclass(frozen=True)
class Tally:
    """Free answers read right, of those that an option fits; and what was read wrongly."""

    right: int
    fit: int
    read: int
    wrong: tuple[tuple[str, str, tuple[str, ...]], ...]


def tally(questionnaire: Questionnaire, answers: Iterable[tuple[str, str, Expected]]) -> Tally:
    """Read answers that stand in no example; an empty expectation asks for nothing to be taken."""
    known = {
        text.strip().lower()
        for question in questionnaire.questions
        for option in question.options
        for texts in option.examples.values()
        for text in texts
    }
    right = fit = read_ = 0
    wrong = []
    for question_id, text, expected in answers:
        if text.strip().lower() in known:
            continue
        wanted = {expected} if isinstance(expected, str) else set(expected or ())
        found = set(matching_words.match(text, questionnaire.question(question_id)).options)
        read_ += 1
        fit += bool(wanted)
        right += bool(wanted) and found == wanted
        if found - wanted:
            wrong.append((question_id, text, tuple(found)))
    return Tally(right, fit, read_, tuple(wrong))


def test_free_answers_are_hardly_ever_read_wrongly(learnt_answers: Questionnaire) -> None:
    """At most 1 % may be taken for what they are not, and 95 % are read without asking back."""
    found = tally(learnt_answers, ANSWERS)
    assert found.read >= 450
    assert len(found.wrong) * 100 <= found.read, found.wrong
    assert found.right >= 0.95 * found.fit


def test_answers_that_are_hard_to_read_are_asked_back_rather_than_guessed(
    learnt_answers: Questionnaire,
) -> None:
    found = tally(learnt_answers, HARDER)
    assert found.read >= 150
    assert len(found.wrong) * 20 <= found.read, found.wrong
    assert found.right >= 0.65 * found.fit


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("name", "least", "most_wrong"), [("first", 0.8, 1), ("second", 0.55, 3)])
def test_answers_in_clients_own_words_are_read_or_asked_back(
    learnt_answers: Questionnaire, name: str, language: str, least: float, most_wrong: float
) -> None:
    """`first` was looked at while phrasings and cues were mended, `second` was not."""
    found = tally(learnt_answers, told(name, language))
    assert found.read >= 110
    assert len(found.wrong) * 100 <= most_wrong * found.read, found.wrong
    assert found.right >= least * found.fit


@pytest.mark.parametrize(
    ("question_id", "text", "option"),
    [
        ("gain_loss_choice", "亏15%的那个", "g30_l15"),
        ("gain_loss_choice", "thirty down, fifty up", "g50_l30"),
        ("gain_loss_choice", "赚五十亏十五有没有", None),
        ("gain_loss_choice", "losing 15 is too much", None),
        ("gain_loss_choice", "30 or 50", None),
        ("max_loss", "一百块剩八成", "10_30"),
        ("max_loss", "亏两成不行", None),
        ("max_loss", "去年亏了两成", None),
        ("max_loss", "a fifth, any more and I can't take it", "10_30"),
        ("horizon", "三年多", "3_5y"),
        ("horizon", "at least ten years", "gt_10y"),
        ("horizon", "如果买房就两年，不买就十年", None),
        ("horizon", "part next year, part in ten years", None),
        ("experience_years", "不到两年", "lt_2"),
        ("experience_years", "基金三年，股票八年", None),
    ],
)
def test_figures_count_by_what_is_said_around_them(
    question_id: str, text: str, option: str | None
) -> None:
    assert said(question_id, text).option == option


@pytest.mark.parametrize(
    ("question_id", "text", "value"),
    [
        ("segment", "我姐夫是开公司的", "business"),
        ("experience_products", "期权期货都没碰过", "derivatives"),
        ("experience_products", "基金算股票不", "stocks_funds"),
        ("income_source", "a bit of salary and a bit of freelance", "self_employed"),
        ("horizon", "我媳妇儿说三年，我没想好", "1_3y"),
    ],
)
def test_a_value_that_the_words_leave_open_is_doubted(
    question_id: str, text: str, value: str
) -> None:
    assert WORDS[question_id].doubts(text, (value,))


@pytest.mark.parametrize(
    ("question_id", "text", "value"),
    [("horizon", "三年", "1_3y"), ("segment", "店里的流水", "business")],
)
def test_a_value_that_is_plainly_meant_is_not_doubted(
    question_id: str, text: str, value: str
) -> None:
    assert WORDS[question_id].match(text).option == value or not WORDS[question_id].doubts(
        text, (value,)
    )


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("给我第一个，图个不亏", 0),
        ("第三种吧，稳一点", 2),
        ("想搏一把，选第五个", 4),
        ("最底下那个，最刺激", 4),
        ("第一个，第二个", None),
        ("第一个好，第二个也好，都行", None),
        ("第九个，图个吉利", None),
    ],
)
def test_a_place_may_have_a_reason_beside_it(text: str, place: int | None) -> None:
    assert picks.begun(text, 5) == place


@pytest.mark.parametrize(
    ("question_id", "text", "option"),
    [
        ("max_loss", "十万块最多亏八九千", "5_10"),
        ("max_loss", "五万块亏个四千", "5_10"),
        ("max_loss", "十万剩八万是底线", "10_30"),
        ("max_loss", "一百块亏到九十出头就算了", "5_10"),
        ("max_loss", "打八折还行", "10_30"),
        ("max_loss", "打对折都不行，打八折也不行", None),
        ("max_loss", "三成五", "30_50"),
        ("max_loss", "腰斩以后再跌也扛得住", "gt_50"),
        ("max_loss", "十万变八万了", None),
        ("gain_loss_choice", "亏最多五千那个", "g15_l5"),
        ("gain_loss_choice", "十万亏五千那种", "g15_l5"),
        ("gain_loss_choice", "十万赚五万亏三万那种", "g50_l30"),
        ("gain_loss_choice", "二十万赚三万亏一万那种", "g15_l5"),
        ("gain_loss_choice", "亏两万的", None),
        ("gain_loss_choice", "要玩就玩第五个", "g100_l60"),
        ("experience_years", "我九八年就开户了", "gt_10"),
        ("experience_years", "零七年进去的，一直到现在", "gt_10"),
        ("experience_years", "零七年玩过一阵，后来没碰", None),
        ("experience_years", "一天也没干过", "0"),
        ("experience_years", "七八年", "5_10"),
    ],
)
def test_chinese_figures_are_read_as_they_are_said(
    question_id: str, text: str, option: str | None
) -> None:
    assert said(question_id, text).option == option


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("孩子今年初二，高考完用", "3_5y"),
        ("娃高三了，上大学用", "lt_1y"),
        ("小孩三年级，高考用", "5_10y"),
        ("孩子才上二年级，上大学才花", "gt_10y"),
        ("老大高二老二初一，上大学用", None),
        ("孩子高一，要是考上大学就用", None),
    ],
)
def test_the_class_of_a_child_tells_how_long_it_is_till_college(
    text: str, option: str | None
) -> None:
    assert said("horizon", text).option == option


@pytest.mark.parametrize(
    ("question_id", "text"),
    [
        ("payment_services", "if the fees are lower, card payments"),
        ("payment_services", "once we open the second shop we may want card payments"),
        ("payment_services", "only if it's cheaper, payroll"),
        ("financing_purpose", "either new machines or working capital, we haven't settled"),
        ("research_fields", "we would take macro if it came free"),
        ("research_fields", "equities, if the price is right"),
    ],
)
def test_what_stands_under_a_condition_as_a_whole_is_asked_back(
    question_id: str, text: str
) -> None:
    assert said(question_id, text).options == ()


@pytest.mark.parametrize(
    "text",
    ["people ask if they can pay by phone", "if possible, everything", "if i die, who pays"],
)
def test_an_if_that_is_no_condition_of_the_whole_is_none(text: str) -> None:
    assert not option_clauses.given(text)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("when i retire in thirty years", False),
        ("how the money from the shops gets to us", False),
        ("when can i have it back", True),
        ("when", True),
        ("how much is usual", True),
        ("how long do others wait", True),
    ],
)
def test_a_clause_with_when_or_how_is_a_question_where_it_is_turned_round(
    text: str, asks: bool
) -> None:
    assert bool(option_cues.ASKS.search(text)) is asks


@pytest.mark.parametrize(
    ("clause", "person"),
    [
        ("our competitor gets paid by qr code", "named"),
        ("my accountant says growth", "named"),
        ("another department uses your credit notes", "named"),
        ("people want to pay by phone", "people"),
        ("my son is ten", "family"),
        ("my daughter's wedding is in june", None),
        ("my late husband's pension", None),
        ("our parent company is abroad", None),
        ("the firm has a small reserve", None),
    ],
)
def test_whose_doings_a_clause_tells(clause: str, person: str | None) -> None:
    assert option_clauses.about_others(clause) == person


def test_what_others_think_is_no_answer_even_where_their_doings_are_one() -> None:
    apart: frozenset[option_clauses.Person] = frozenset()
    assert option_clauses.own("my son says ten years", apart=apart, past=False) == ""
    assert option_clauses.own("my son is ten years old", apart=apart, past=False)


@pytest.mark.parametrize(
    ("question_id", "text", "options"),
    [
        ("financing_purpose", "pay off the old loan and buy a second machine",
         {"refinancing", "expansion"}),
        ("payment_services", "suppliers on the 15th and wages on the 25th", {"pay", "payroll"}),
        ("payment_services", "refunds to policyholders, a few thousand a month", {"pay"}),
        ("research_fields", "relative value between Italian and German government paper",
         {"credit"}),
    ],
)  # fmt: skip
def test_of_a_list_only_what_is_sure_by_itself_is_taken(
    learnt_answers: Questionnaire, question_id: str, text: str, options: set[str]
) -> None:
    found = matching_words.match(text, learnt_answers.question(question_id))
    assert set(found.options) <= options
