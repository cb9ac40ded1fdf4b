# ruff: noqa: E501 - tables of sentences, one a line
"""What whole sentences say about a client, and what they do not say."""

from __future__ import annotations

from typing import Any

import pytest

from bot.language.profile import Reading, read
from bot.language.script import detect

YEAR = 2026


def cny(yuan: float) -> dict[str, Any]:
    return {"amount": round(yuan * 100), "currency": "CNY"}


def usd(dollars: float) -> dict[str, Any]:
    return {"amount": round(dollars * 100), "currency": "USD"}


def readings(text: str, asking: str | None = None) -> tuple[Reading, ...]:
    return read(text, language=detect(text), asking=asking, now_year=YEAR)


def sure(text: str, asking: str | None = None) -> dict[str, Any]:
    """The sure values of a text; needs as a sorted list."""
    out: dict[str, Any] = {}
    for reading in readings(text, asking):
        if not reading.sure or reading.negated:
            continue
        if reading.id == "need":
            out["needs"] = sorted([*out.get("needs", []), reading.value])
        else:
            assert reading.id not in out or out[reading.id] == reading.value
            out[reading.id] = reading.value
    return out


def test_the_example_of_the_contracts_comes_out_exactly() -> None:
    text = "我45岁，手上有200万闲钱，想放三年给孩子上大学，不能亏太多"
    assert sure(text) == {
        "age": 45,
        "investable_assets": {"amount": 200000000, "currency": "CNY"},
        "horizon": "1_3y",
        "horizon_months": 36,
        "needs": ["education"],
    }


WHOLE: list[tuple[str, dict[str, Any]]] = [
    # what a Chinese client says of themselves
    ("房贷还有80万", {}),
    ("我有200万存款和80万房贷", {"investable_assets": cny(2e6)}),
    ("存款200万房贷80万", {"investable_assets": cny(2e6)}),
    ("年薪50万，存款200万", {"annual_income": cny(5e5), "investable_assets": cny(2e6)}),
    ("月薪2万，有两个孩子", {"annual_income": cny(24e4), "dependants": 2}),
    ("我有200万，想理财", {"investable_assets": cny(2e6), "needs": ["investing"]}),
    (
        "我想买房，首付要80万，手里有50万",
        {"goal_amount": cny(8e5), "investable_assets": cny(5e5), "needs": ["home_purchase"]},
    ),
    ("不想买保险，想理财", {"needs": ["investing"]}),
    (
        "我开了家小公司，公司账上有500万闲置资金",
        {
            "segment": "business",
            "investable_assets": cny(5e6),
            "needs": ["corporate_treasury"],
            "income_source": "business",
        },
    ),
    ("我们是一家保险公司，需要研究报告", {"segment": "institution", "needs": ["research"]}),
    ("炒股五年了，也玩过期货", {"experience_years": "2_5", "experience_products": "derivatives"}),
    ("够花半年的应急钱", {"reserve_months": 6}),
    ("想贷50万周转一下", {"goal_amount": cny(5e5), "needs": ["financing"]}),
    ("活期里有30万，随时要用", {"investable_assets": cny(3e5), "needs": ["cash_management"]}),
    ("我60岁退休，今年45", {"age": 45, "horizon": "gt_10y", "horizon_months": 180}),
    ("50万放一年", {"investable_assets": cny(5e5), "horizon": "1_3y", "horizon_months": 12}),
    ("存50万三年定期", {"investable_assets": cny(5e5), "horizon": "1_3y", "horizon_months": 36}),
    ("我每个月能存5000", {}),
    ("一年能赚30万左右", {"annual_income": cny(3e5)}),
    ("工资3万", {}),
    ("去年炒股亏了20万", {}),
    ("我炒股赚了20万", {}),
    ("我朋友有500万", {}),
    ("如果我有500万怎么办", {}),
    ("孩子今年5岁，我36岁", {"age": 36}),
    ("万一亏了怎么办", {}),
    ("千万别让我亏", {}),
    ("一分都不能亏", {"max_loss": "none"}),
    ("本金绝对不能有任何损失，不能接受任何亏损", {"max_loss": "none"}),
    ("最多亏10%", {"max_loss": "5_10"}),
    ("亏20%我就受不了了", {}),
    ("去年亏了30%", {}),
    ("能接受两成的亏损", {"max_loss": "10_30"}),
    ("亏一半我也能接受", {"max_loss": "30_50"}),
    ("不能亏太多", {}),
    (
        "我想给女儿存点教育金，十年后用",
        {"needs": ["education"], "horizon": "5_10y", "horizon_months": 120},
    ),
    ("想提前规划养老", {"needs": ["retirement"]}),
    ("我退休了，靠退休金生活", {"income_source": "pension"}),
    ("想给家人配置重疾险", {"needs": ["protection"]}),
    ("我们公司要给供应商跨境付款", {"segment": "business", "needs": ["payments"]}),
    ("想做家族信托，把钱留给孩子", {"needs": ["wealth_planning"]}),
    ("我在保险公司上班", {"income_source": "salary"}),
    ("从来没买过股票", {}),
    ("没有任何投资经验", {"experience_products": "none"}),
    ("只买过余额宝", {"experience_products": "wealth_products"}),
    ("上有老下有小", {}),
    ("一儿一女", {"dependants": 2}),
    (
        "大概50到100万闲钱吧",
        {"investable_assets": {"min": 50000000, "max": 100000000, "currency": "CNY"}},
    ),
    ("手里有个两百多万闲置", {"investable_assets": cny(2e6)}),
    (
        "我是个体户，想做收款",
        {"segment": "business", "income_source": "self_employed", "needs": ["payments"]},
    ),
    (
        "手上有20万美元，三到五年不用",
        {
            "investable_assets": usd(2e5),
            "horizon": "3_5y",
            "horizon_months": {"min": 36, "max": 60},
        },
    ),
    (
        "五年后要攒够100万首付",
        {
            "goal_amount": cny(1e6),
            "horizon": "3_5y",
            "horizon_months": 60,
            "needs": ["home_purchase"],
        },
    ),
    (
        "這筆錢我想放三年，準備退休用",
        {"horizon": "1_3y", "horizon_months": 36, "needs": ["retirement"]},
    ),
    (
        "我45，200万，放3年",
        {"age": 45, "investable_assets": cny(2e6), "horizon": "1_3y", "horizon_months": 36},
    ),
    ("存一百万一年", {"horizon": "1_3y", "horizon_months": 12}),
    ("还有20年房贷要还", {}),
    ("女儿上三年级", {}),
    ("买沪深300还是中证500好", {}),
    ("最低多少起投，100万起投吗", {}),
    ("保险起见我想问问", {}),
    ("这个保险吗", {}),
    # what an English-speaking client says of themselves
    (
        "I'm 45 years old with $200k to invest",
        {"age": 45, "investable_assets": usd(2e5), "needs": ["investing"]},
    ),
    (
        "I earn 80k a year and have $200k in savings",
        {"annual_income": usd(8e4), "investable_assets": usd(2e5)},
    ),
    ("I have 50k in savings and a 300k mortgage", {"investable_assets": cny(5e4)}),
    ("I owe 20k on my credit card", {}),
    ("can't lose more than a tenth", {"max_loss": "5_10"}),
    (
        "I'm 60 and retired, living on a pension, no loss at all",
        {"age": 60, "income_source": "pension", "max_loss": "none"},
    ),
    (
        "I've been investing for 5 years, mostly stocks and ETFs",
        {"experience_years": "2_5", "experience_products": "stocks_funds"},
    ),
    ("never invested before", {"experience_products": "none"}),
    ("I have 6 months of expenses saved", {"reserve_months": 6}),
    ("we need help collecting cross-border payments from US customers", {"needs": ["payments"]}),
    ("How do I pass on my wealth to my children?", {"needs": ["wealth_planning"]}),
    (
        "I'm 45 and want to invest until I turn 60",
        {"age": 45, "needs": ["investing"], "horizon": "gt_10y", "horizon_months": 180},
    ),
    (
        "in 5 years I want to buy a house, down payment around 300k",
        {
            "needs": ["home_purchase"],
            "horizon": "3_5y",
            "horizon_months": 60,
            "goal_amount": cny(3e5),
        },
    ),
    ("my salary is $120,000", {"annual_income": usd(120000), "income_source": "salary"}),
    ("I make $8k a month", {"annual_income": usd(96000)}),
    ("I'm 45% sure about it", {}),
    (
        "I'm 5 years from retirement",
        {"needs": ["retirement"], "horizon": "3_5y", "horizon_months": 60},
    ),
    ("my daughter is 5 and my son is 8", {}),
    ("my wife earns 300k a year", {}),
    ("if I had 1 million what would you do", {}),
    ("I lost 50k last year", {}),
    ("my 401k is fine", {}),
    (
        "we need a working capital loan for our company",
        {"needs": ["financing"], "segment": "business"},
    ),
    ("I don't need insurance, I want to save for retirement", {"needs": ["retirement"]}),
    (
        "I own a small bakery and need a business loan",
        {"segment": "business", "needs": ["financing"]},
    ),
    (
        "we are a pension fund looking for equity research",
        {"segment": "institution", "needs": ["research"]},
    ),
    ("I work for an insurance company", {"income_source": "salary"}),
    (
        "want to put half a million away for ten years",
        {"investable_assets": cny(5e5), "horizon": "5_10y", "horizon_months": 120},
    ),
    ("I have two kids and a mother to support", {"dependants": 3}),
    ("I have no dependants", {"dependants": 0}),
    ("I could handle a 20 to 30 percent drop", {"max_loss": "10_30"}),
    ("a 20% loss would make me panic", {}),
    (
        "saving for my son's college, need $150k in 8 years",
        {
            "needs": ["education"],
            "goal_amount": usd(150000),
            "horizon": "5_10y",
            "horizon_months": 96,
        },
    ),
    ("I'm a freelancer", {"income_source": "self_employed"}),
    ("my rent is 2k a month", {}),
    ("our house is worth 2 million", {}),
    ("I'm 5 foot 10", {}),
    ("what's the minimum, 10k?", {}),
    ("thanks a million", {}),
    # both at once
    ("我大概有 50k USD 想 invest", {"investable_assets": usd(5e4), "needs": ["investing"]}),
    ("I have 200万 savings", {"investable_assets": cny(2e6)}),
]


@pytest.mark.parametrize(("text", "expected"), WHOLE, ids=[t for t, _ in WHOLE])
def test_a_sentence_says_what_it_says_and_no_more(text: str, expected: dict[str, Any]) -> None:
    assert sure(text) == expected


MORE_TRAPS: list[tuple[str, dict[str, Any]]] = [
    ("帮我朋友问一下，她有50万", {}),
    ("我存了五年，有60万了", {"investable_assets": cny(6e5)}),
    ("我这笔钱已经放了三年", {}),
    ("我不想贷款，也不买保险", {}),
    ("不用养老，我还年轻", {}),
    ("我没有投资经验但买过国债", {}),
    ("只买过银行理财和国债，没碰过股票", {"experience_products": "wealth_products"}),
    ("听说期权很赚钱，想试试", {}),
    ("put 100k in for 5 years and another 50k for 2 years", {}),
    ("30万放一年，50万放三年", {}),
    ("I want to retire with 2 million", {"needs": ["retirement"], "goal_amount": cny(2e6)}),
    ("Our endowment has $40m and we need research coverage", {"segment": "institution", "investable_assets": usd(4e7), "needs": ["research"]}),
    ("I need a loan and have 50k saved", {"needs": ["financing"], "investable_assets": cny(5e4)}),
    ("房子500万买的，现在值300万", {}),
    ("我欠朋友20万", {}),
    ("公司一年利润200万", {}),
    ("I'd sell everything after a 10% loss", {}),
    ("如果亏了30%，你们赔吗", {}),
    ("不能亏超过5%", {"max_loss": "lt_5"}),
    ("I lost 40% in 2022", {}),
    ("存款不到50万", {}),
    ("税后年薪35w", {"annual_income": cny(35e4)}),
    ("月入三五万", {"annual_income": {"min": 36000000, "max": 60000000, "currency": "CNY"}}),
    ("I have a 7 year old and a 10 year old", {}),
    ("we already have insurance", {}),
    ("孩子已经大学毕业了", {}),
    ("I'm a mother of three", {}),
    ("我有美元存款10万", {}),
    ("我每月花销8000，存的钱够一年", {}),
    ("I received a settlement of 400,000", {}),
    ("two of my three kids are adults", {}),
    ("I don't have 200k, I have 20k", {"investable_assets": cny(2e4)}),
    ("老公月薪三万，我月薪一万五", {}),
    ("亏损别超过本金的十分之一", {"max_loss": "5_10"}),
    ("My mum has 300k she wants to invest", {}),
    ("看五年吧，也可能七年", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MORE_TRAPS, ids=[t for t, _ in MORE_TRAPS])
def test_a_trap_is_not_stepped_into(text: str, expected: dict[str, Any]) -> None:
    assert sure(text) == expected


@pytest.mark.parametrize(
    ("asking", "text", "expected"),
    [
        ("investable_assets", "50万", {"investable_assets": cny(5e5)}),
        ("investable_assets", "大概50w吧", {"investable_assets": cny(5e5)}),
        ("investable_assets", "50到100万", {"investable_assets": {"min": 50000000, "max": 100000000, "currency": "CNY"}}),
        ("investable_assets", "around $200k", {"investable_assets": usd(2e5)}),
        ("investable_assets", "50", {}),
        ("investable_assets", "房贷80万", {}),
        ("investable_assets", "50万，不对，60万", {"investable_assets": cny(6e5)}),
        ("investable_assets", "not 50k, 60k", {"investable_assets": cny(6e4)}),
        ("annual_income", "一个月两万", {"annual_income": cny(24e4)}),
        ("annual_income", "30万", {"annual_income": cny(3e5)}),
        ("annual_income", "about 80k", {"annual_income": cny(8e4)}),
        ("goal_amount", "100万左右", {"goal_amount": cny(1e6)}),
        ("horizon", "三年", {"horizon": "1_3y", "horizon_months": 36}),
        ("horizon", "不是五年，是三年", {"horizon": "1_3y", "horizon_months": 36}),
        ("horizon", "不到一年", {"horizon": "lt_1y"}),
        ("horizon", "3-5 years", {"horizon": "3_5y", "horizon_months": {"min": 36, "max": 60}}),
        ("horizon", "over 10 years", {"horizon": "gt_10y"}),
        ("horizon", "3", {}),
        ("horizon", "长期吧", {}),
        ("horizon", "50万", {}),
        ("age", "45", {"age": 45}),
        ("age", "四十五", {"age": 45}),
        ("age", "四十多", {}),
        ("age", "3", {}),
        ("dependants", "两个", {"dependants": 2}),
        ("dependants", "none, no kids", {"dependants": 0}),
        ("reserve_months", "半年", {"reserve_months": 6}),
        ("reserve_months", "2", {}),
        ("max_loss", "10%", {"max_loss": "5_10"}),
        ("max_loss", "一成", {"max_loss": "5_10"}),
        ("max_loss", "不能亏太多", {}),
        ("experience_years", "两年", {"experience_years": "2_5"}),
        ("experience_years", "more than 10 years", {"experience_years": "gt_10"}),
        ("needs", "保险", {"needs": ["protection"]}),
        ("needs", "养老和孩子教育", {"needs": ["education", "retirement"]}),
        ("segment", "公司", {"segment": "business"}),
        ("segment", "个人", {"segment": "individual"}),
    ],
)  # fmt: skip
def test_a_bare_answer_is_read_by_the_question(
    asking: str, text: str, expected: dict[str, Any]
) -> None:
    assert sure(text, asking) == expected


def test_a_denied_value_is_marked_and_the_corrected_one_holds() -> None:
    found = readings("不是五年，是三年", "horizon")
    assert [(r.value, r.negated) for r in found if r.id == "horizon_months"] == [
        (60, True),
        (36, False),
    ]


def test_a_refused_need_is_marked() -> None:
    (need,) = [r for r in readings("不想买保险") if r.id == "need"]
    assert (need.value, need.negated) == ("protection", True)


def test_hedges_make_a_value_rough_but_keep_it() -> None:
    for text in ("大概有50万存款", "about 50k in savings", "存款50万左右"):
        (reading,) = [r for r in readings(text) if r.id == "investable_assets"]
        assert reading.sure and reading.approximate


def test_the_span_is_that_of_the_original_text() -> None:
    text = "ﬃ 我有２００萬存款"
    (reading,) = [r for r in readings(text) if r.id == "investable_assets"]
    assert text[reading.start : reading.end] == "２００萬"


def test_a_sum_without_a_sign_is_in_the_given_currency() -> None:
    (reading,) = read("I have 50k in savings", language="en", currency="HKD")
    assert reading.value == {"amount": 5000000, "currency": "HKD"}


@pytest.mark.parametrize(
    "text",
    [
        "什么是分散投资",
        "分散投资是什么意思",
        "what is a pension",
        "教育金是啥",
        "explain investing",
    ],
)
def test_asking_what_a_thing_is_states_no_need(text: str) -> None:
    found = read(text, language="zh", now_year=2026)
    assert [one.value for one in found if one.id == "need" and one.sure] == []


def test_a_wish_beside_a_definition_is_still_a_need() -> None:
    found = read("想了解什么是养老金，我要养老", language="zh", now_year=2026)
    assert [one.value for one in found if one.id == "need"] == ["retirement"]
