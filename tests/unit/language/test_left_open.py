"""Answers that rule options out and choose none: they are asked back, with the options left."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.language import option_clauses, option_cues, profile
from bot.services import matching_words
from tests.unit.language.test_own_words import QUESTIONS

EARLIER = ("first.", "second.", "third.", "fourth.", "fifth.")
OPEN = [
    line
    for path in sorted((Path(__file__).parent / "told").glob("*.yml"))
    if not path.name.startswith(EARLIER)
    for block in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader).values()
    for line in block.splitlines()
    if line.startswith(("[horizon]", "[max_loss]")) and line.endswith(" => -")
]
"""Answers to how long, and how much may be lost, that leave it open (see `test_told`)."""

pytestmark = pytest.mark.usefixtures("learnt_answers")

OWES_NOTHING = [
    "没有债", "没债", "没什么债", "不欠人家", "不欠人家钱", "不欠钱", "没欠过谁的钱", "一分钱不欠",
    "一分钱都没欠", "我没有贷款", "没房贷也没车贷", "没有任何负债", "无负债", "零负债", "没 loan",
    "没有 mortgage",
    "贷款都还清了", "房贷早就还完了", "无债一身轻", "不欠银行的", "债倒是没有", "没跟人借过钱",
    "没有外债",
    "几乎没有负债", "没有债，就一张信用卡", "除了信用卡没欠什么", "没有", "no debt", "no debts",
    "no loans",
    "no debt at all", "we have no debts", "I don't owe anyone anything", "we owe nothing",
    "debt free",
    "debt-free", "no mortgage, no loans", "no debts except a credit card",
    "no debt apart from my credit card",
    "mortgage is paid off", "nothing owed", "I'm not in debt", "we don't have any loans",
    "zero debt", "owe nobody", "none", "no debts to speak of", "no outstanding debt",
    "房子没贷款", "车房都没贷款", "全款房，没贷款", "不怎么欠债", "就一张信用卡",
    "I don't have debts", "not a penny owed",
    "never borrowed a penny", "only a credit card", "I owe nothing to nobody",
    "the house is paid off", "hardly any debt", "no loans, just a credit card",
]  # fmt: skip


@pytest.mark.parametrize("said", OWES_NOTHING)
def test_who_owes_nothing_may_have_little_or_plenty(said: str) -> None:
    found = matching_words.match(said, QUESTIONS["debt_position"])
    assert found.options == ()
    left = {candidate.option for candidate in found.candidates}
    assert left == {"break_even", "some_savings", "comfortable", "wealthy"}


@pytest.mark.parametrize("said", ["no debts except the mortgage", "除了房贷没别的债"])
def test_a_mortgage_that_is_excepted_may_weigh(said: str) -> None:
    found = matching_words.match(said, QUESTIONS["debt_position"])
    assert found.options == () and len(found.candidates) == 5


@pytest.mark.parametrize("said", ["net cash", "we're net cash", "净现金", "no net debt"])
def test_a_firm_with_more_cash_than_debt_is_asked_how_much(said: str) -> None:
    found = matching_words.match(said, QUESTIONS["debt_position"])
    left = {candidate.option for candidate in found.candidates}
    assert found.options == () and left == {"some_savings", "comfortable", "wealthy"}


@pytest.mark.parametrize(
    ("said", "option"),
    [
        ("没什么债，每年还能存点钱", "some_savings"),
        ("no debt, we save some every month", "some_savings"),
        ("没有任何贷款，资产不少", "wealthy"),
        ("我欠了很多", "heavy_debt"),
        ("非常宽裕，几乎没有负债", "wealthy"),
        ("Wealthy, hardly any debt", "wealthy"),
    ],
)
def test_what_stands_beside_the_debts_still_counts(said: str, option: str) -> None:
    assert matching_words.match(said, QUESTIONS["debt_position"]).option == option


@pytest.mark.parametrize(
    "said",
    [
        "就靠这个面馆呗", "靠家里的小店", "全家靠这个铺子", "就指着这家餐馆过日子", "靠摊子吃饭",
        "主要靠网店",
        "就靠我那个小超市", "守着这个小卖部", "靠自家民宿赚钱", "我有个小面馆",
        "live off my shop", "the noodle shop",
        "we live off the restaurant", "my little café", "just the shop",
        "it all comes from the bakery",
        "our family restaurant", "I rely on my market stall", "I run a small salon", "from my farm",
    ],
)  # fmt: skip
def test_who_lives_on_a_shop_is_asked_whether_it_is_a_firm(said: str) -> None:
    found = matching_words.match(said, QUESTIONS["income_source"])
    if not found.options:
        assert {one.option for one in found.candidates} == {"self_employed", "business"}
    assert set(found.options) <= {"self_employed", "business"}


@pytest.mark.parametrize(
    "said",
    [
        "基金", "买基金", "想买点基金", "公募基金", "基金吧", "基金类的", "funds", "a fund",
        "some funds", "unit trusts",
    ],
)  # fmt: skip
def test_a_fund_may_hold_anything(said: str) -> None:
    found = matching_words.match(said, QUESTIONS["intended_products"])
    left = {candidate.option for candidate in found.candidates}
    assert found.options == () and left == {"money_market", "bonds", "mixed", "equity"}


@pytest.mark.parametrize(
    "said",
    [
        "买过银行理财和一点基金", "存过定期、基金", "理财跟基金都弄过",
        "some fixed deposits and a bit in funds", "bank deposits, a few funds",
        "savings plus some unit trusts",
    ],
)  # fmt: skip
def test_funds_beside_something_safer_may_be_of_the_risky_kind(said: str) -> None:
    found = matching_words.match(said, QUESTIONS["experience_products"])
    left = {candidate.option for candidate in found.candidates}
    assert found.options == () and left == {"wealth_products", "bond_funds", "stocks_funds"}


@pytest.mark.parametrize(
    ("said", "option"),
    [("存过定期，买过债券基金", "bond_funds"), ("savings and bond funds", "bond_funds"),
     ("理财和股票型基金都买过", "stocks_funds"), ("savings and index funds", "stocks_funds")],
)  # fmt: skip
def test_funds_of_a_kind_that_is_named_are_taken(said: str, option: str) -> None:
    found = matching_words.match(said, QUESTIONS["experience_products"])
    assert found.options == (option,)


@pytest.mark.parametrize(
    ("question", "said", "options"),
    [
        ("intended_products", "MMFs, T-bills, CP", ("money_market",)),
        ("intended_products", "Net cash", ("money_market",)),
        ("intended_products", "货基和债券", ("money_market", "bonds")),
        ("intended_products", "指数基金", ("equity",)),
        ("experience_products", "MMFs", ("wealth_products",)),
        ("experience_products", "T-bills and CP", ("bond_funds",)),
        ("attitude", "Averse", ("averse",)),
        ("attitude", "cautious.", ("cautious",)),
        ("attitude", "seeking", ("seeking",)),
        ("income_source", "self employed", ("self_employed",)),
        ("debt_position", "break-even", ("break_even",)),
        ("objective", "maximum growth", ("maximum_growth",)),
        ("max_loss", "none", ("none",)),
    ],
)
def test_an_options_own_name_is_understood(question: str, said: str, options: tuple[str]) -> None:
    assert matching_words.match(said, QUESTIONS[question]).options == options


@pytest.mark.parametrize("question", ["quiz_inflation", "quiz_diversification", "quiz_rates"])
@pytest.mark.parametrize("said", ["correct", "wrong"])
def test_how_a_quiz_is_judged_is_no_answer_to_it(question: str, said: str) -> None:
    assert matching_words.match(said, QUESTIONS[question]).options == ()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_part_of_a_label_is_understood_or_asked_about(language: str) -> None:
    for question in QUESTIONS.values():
        if question.kind != "single" or question.measure or question.phase != "profile":
            continue
        for option in question.options:
            label = option.label[language]
            found = matching_words.match(label, question)
            assert found.options in ((option.id,), ()), label


@pytest.mark.parametrize(
    "said",
    [
        "我跟先生一起决定", "和老公商量着定", "我们夫妻一起定", "跟家人商量", "两口子一起拿主意",
        "我和太太共同决定",
        "一般跟爱人商量", "和我儿子一起决定", "我俩一起商量", "跟爸妈一起定", "with my husband",
        "my wife and I decide together",
        "we decide jointly", "together with my partner", "as a couple", "both of us",
        "me and my wife",
        "I discuss it with my husband", "my husband and I", "we decide it as a family",
    ],
)  # fmt: skip
def test_who_decides_with_the_family_is_asked_for_a_guardian(said: str) -> None:
    found = matching_words.match(said, QUESTIONS["civil_capacity"])
    assert found.options == ()
    assert {candidate.option for candidate in found.candidates} == {"full", "limited"}


@pytest.mark.parametrize(
    "said",
    [
        "十来年", "十来年了", "炒了十来年", "十年左右", "差不多十年", "大概十年", "十年上下",
        "有个十来年", "十年的样子", "约莫十年",
        "about ten years", "around 10 years", "ten years or so", "a decade or so", "10ish years",
        "roughly ten years", "ten years give or take", "about a decade", "10 years or thereabouts",
        "some ten years",
    ],
)  # fmt: skip
def test_about_ten_years_may_be_more(said: str) -> None:
    found = matching_words.match(said, QUESTIONS["experience_years"])
    assert found.option in (None, "gt_10")
    if found.option is None:
        assert {candidate.option for candidate in found.candidates} == {"5_10", "gt_10"}
    read = matching_words.reconciled(said, QUESTIONS["experience_years"], "5_10")
    assert read in (None, "gt_10")


@pytest.mark.parametrize(
    "said",
    ["十几年", "十多年", "十年以上", "over a decade", "ten-odd years", "more than ten years"],
)
def test_more_than_ten_years_are_more(said: str) -> None:
    assert matching_words.match(said, QUESTIONS["experience_years"]).option in (None, "gt_10")


@pytest.mark.parametrize(
    ("said", "option"),
    [
        ("100 quid on every 1000", "5_10"), ("£100 on every £1000", "5_10"), ("100 out of 1000",
        "5_10"),
        ("10 in every 100", "5_10"), ("200 on every thousand", "10_30"),
        ("of every 1000 I could lose 100", "5_10"),
        ("40 per 1000", "lt_5"), ("ten pence in the pound", "5_10"), ("20 cents on the dollar",
        "10_30"),
        ("400 quid out of every grand", "30_50"), ("每1000亏100", "5_10"), ("一万块亏一千",
        "5_10"), ("一百块里亏十块", "5_10"),
        ("10万最多亏2万", "10_30"), ("一千块最多亏四百", "30_50"), ("每一百块能亏三块", "lt_5"),
        ("1万里亏1千", "5_10"),
        ("100块亏个20块", "10_30"), ("一万块钱里最多亏六千", "gt_50"), ("100万亏10万以内", "5_10"),
    ],
)  # fmt: skip
def test_a_loss_in_money_is_a_share_of_what_it_is_lost_from(said: str, option: str) -> None:
    found = matching_words.match(said, QUESTIONS["max_loss"])
    assert found.option == option or option in {one.option for one in found.candidates}
    assert found.option in (option, None)


@pytest.mark.parametrize(
    ("said", "sure"),
    [
        ("我炒股十来年了", False),
        ("炒股有十年左右了", False),
        ("I've been investing for about ten years", False),
        ("I've traded for ten years or so", False),
        ("我炒股十几年了", True),
        ("我炒股二十来年了", True),
        ("炒股大概七年了", True),
        ("I've been investing for about seven years", True),
    ],
)
def test_a_rough_length_at_the_end_of_a_band_is_not_sure(said: str, sure: bool) -> None:
    language = "en" if said.isascii() else "zh"
    read = profile.read(said, language=language, now_year=2026)
    assert [r.sure for r in read if r.id == "experience_years"] == [sure]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("payment_services", "要是手续费比现在低，我们就把收款搬过来"),
        ("payment_services", "如果明年出口做起来，可能要外汇"),
        ("financing_purpose", "如果批得多就买设备，批得少就算了"),
        ("intended_products", "如果行情好买股票"),
        ("max_loss", "如果收益能有三成，亏两成可以"),
        ("experience_products", "我老婆买基金，我没买过"),
        ("knowledge", "离专业差得远"),
    ],
)
def test_a_condition_or_the_doings_of_others_leave_it_open(question: str, said: str) -> None:
    assert matching_words.match(said, QUESTIONS[question]).options == ()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("horizon", "last time it was three years and I regretted it"),
        ("horizon", "we lived in Spain for eight years"),
        ("horizon", "my son says ten years but he's an optimist"),
        ("horizon", "I've only been working three years"),
        ("horizon", "the bank offered me a two-year fix"),
        ("horizon", "could need it tomorrow, could be five years"),
        ("horizon", "ages yet"),
        ("max_loss", "not as much as 15%"),
        ("max_loss", "five percent? ten? you tell me"),
        ("max_loss", "20% is out of the question"),
        ("max_loss", "I'd want 8% a year out of it"),
    ],
)
def test_a_figure_that_is_no_answer_leaves_it_open(question: str, said: str) -> None:
    assert matching_words.match(said, QUESTIONS[question]).options == ()


@pytest.mark.parametrize(
    ("question", "said", "option"),
    [
        ("horizon", "my wife says five years and I agree", "3_5y"),
        ("horizon", "a good ten years", "5_10y"),
        ("max_loss", "I lost 20% once, this time 10% at the most", "5_10"),
    ],
)
def test_the_clients_own_figure_is_not_lost(question: str, said: str, option: str) -> None:
    found = matching_words.match(said, QUESTIONS[question])
    assert found.option in (option, None)


_ALL: frozenset[option_clauses.Person] = frozenset(("family", "named", "pronoun"))


@pytest.mark.parametrize(
    ("said", "own"),
    [
        ("给大厂做配套，他们压款压得厉害", "给大厂做配套，他们压款压得厉害"),
        ("我爸妈炒股，他们赚了", ""),
        ("他们公司要买设备", ""),
        ("朋友都在炒股，我也想试试", "朋友都在炒股，我也想试试"),
        ("我同事炒股，我不懂", "我不懂"),
        ("我老婆买基金，我没买过", ""),
        ("年轻人嘛，时间长，增长优先", "年轻人嘛，时间长，增长优先"),
        ("年轻人都激进", ""),
    ],
)
def test_whose_words_count(said: str, own: str) -> None:
    assert option_clauses.own(said, apart=_ALL, past=False) == own


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ("主要是股票型的", False),
        ("怕万一出事", False),
        ("如果非要选一个，我选保守", False),
        ("要是我就全卖了", False),
        ("如果跌了，全卖", False),
        ("除非天塌下来，不动", False),
        ("如果收益能有三成，亏两成可以", True),
        ("要是公司缺钱就取", True),
        ("万一生病就要用", True),
    ],
)
def test_what_is_a_condition_in_chinese(said: str, holds: bool) -> None:
    assert option_clauses.conditional(said) is holds


@pytest.mark.parametrize(
    "said", ["特别稳", "区别都清楚", "要么住别墅", "没几个月", "没关系", "无论如何"]
)
def test_words_that_deny_nothing(said: str) -> None:
    assert option_cues.NEGATIVE.search(said) is None


@pytest.mark.parametrize("line", OPEN)
def test_what_tells_no_length_and_no_loss_is_no_option_of_the_question(line: str) -> None:
    question, _, said = line.removesuffix(" => -").partition("] ")
    assert matching_words.match(said, QUESTIONS[question[1:]]).options == ()
