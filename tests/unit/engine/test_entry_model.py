"""Which entry a question asks for, how sure that is, and when it speaks against the intent."""

from __future__ import annotations

import pytest

from bot.engine.nlu.entry_model import EntryModel, Found, understood
from bot.language.normal import fold
from bot.services.encoder import embed, encoder_version

ASKED = {
    "bond": [
        "什么是债券", "债券怎么付利息", "债券是不是借条", "公司债是啥", "国债和公司债都是债券吗",
        "what is a bond", "how do bonds pay interest", "is a bond a loan",
        "corporate bonds explained",
    ],
    "bond-fund": [
        "什么是债券基金", "债券基金会跌吗", "债基要拿多久", "纯债基金是啥", "债券型基金风险大吗",
        "what is a bond fund", "can bond funds fall", "how long to hold a bond fund",
        "are bond funds risky",
    ],
    "inflation": [
        "什么是通货膨胀", "为什么钱不值钱了", "CPI是什么", "物价上涨怎么办", "通胀是啥",
        "what is inflation", "why do prices rise", "what's the CPI", "money buys less each year",
    ],
    None: [
        "什么是市净率", "什么是龙虎榜", "区块链是啥", "商誉是什么",
        "what is goodwill", "what is a blockchain", "EBITDA meaning", "what is a dark pool",
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def model() -> EntryModel:
    pairs = [(fold(text), entry) for entry, texts in ASKED.items() for text in texts]
    folded = [text for text, _ in pairs]
    declined = [("今天天气怎么样", "smalltalk"), ("how is the weather", "smalltalk")] * 2
    others = [(fold(t), embed([fold(t)])[0], intent) for t, intent in declined]
    entries = [entry for _, entry in pairs]
    titles = {fold("什么是债券？"): "bond"}
    return EntryModel.learn(
        folded, embed(folded), entries, others, encoder=encoder_version(), titles=titles
    )


def find(model: EntryModel, text: str, among: tuple[str, ...] = ()) -> Found:
    return model.find(fold(text), among)


@pytest.mark.parametrize(
    ("text", "entry"),
    [("通货膨胀是怎么回事", "inflation"), ("please explain inflation to me", "inflation")],
)
def test_a_question_finds_its_entry(model, text, entry):
    found = find(model, text)
    assert found.verdict == "sure" and [name for name, _ in found.entries] == [entry]


@pytest.mark.parametrize("text", ["什么是市净率呢", "tell me what goodwill is", "今天天气怎么样"])
def test_what_no_entry_answers_finds_none(model, text):
    assert find(model, text) == Found("unsure")


def test_a_place_picks_among_those_that_were_offered_and_only_then(model):
    offered = ("bond", "bond-fund")
    assert find(model, "第二个", offered) == Found("sure", (("bond-fund", 1.0),), chosen=True)
    assert find(model, "the first one", offered).entries == (("bond", 1.0),)
    assert find(model, "第三个", offered).chosen is False
    assert find(model, "第二个").verdict == "unsure"


def test_a_title_names_its_entry_whatever_it_sounds_like(model):
    assert find(model, " 什么是债券 ") == Found("sure", (("bond", 1.0),), chosen=True)
    named = Found("sure", (("bond", 1.0),), chosen=True)
    assert changed("什么是债券", "out_of_scope", {"out_of_scope": 1.0}, named) == (
        "ask_concept",
        1.0,
    )


def test_words_that_lean_to_one_of_those_offered_pick_it(model):
    picked = find(model, "通胀", ("inflation", "bond"))
    assert picked.chosen and picked.entries[0][0] == "inflation"


def test_a_saved_model_finds_the_same(model, tmp_path):
    model.save(tmp_path)
    again = EntryModel.load(tmp_path, encoder=encoder_version())
    for text in ("什么是债券呀", "what is a bond", "今天天气怎么样"):
        before, after = find(model, text), find(again, text)
        assert before.verdict == after.verdict
        assert [n for n, _ in before.entries] == [n for n, _ in after.entries]
    with pytest.raises(ValueError, match="zhiyin train"):
        EntryModel.load(tmp_path, encoder="another")


def test_one_entry_is_no_model():
    vectors = embed(["a", "b"])
    with pytest.raises(ValueError, match="two entries"):
        EntryModel.learn(["a", "b"], vectors, ["one", None], encoder="x")


SURE = Found("sure", (("bond", 0.97),))


def changed(text: str, intent: str, ranking: dict[str, float], found: Found = SURE):
    return understood(text, intent, ranking, found)


def test_belief_in_questions_counts_together():
    ranking = {"ask_concept": 0.4, "ask_products": 0.3, "inform": 0.2}
    likely = Found("sure", (("bond", 0.7),))
    both = ("ask_concept", pytest.approx(0.7))
    assert changed("什么是债券", "ask_concept", ranking, likely) == both
    assert changed("什么是债券", "ask_concept", ranking) == ("ask_concept", 0.97), "it confirms"


def test_what_leads_a_message_stays_where_a_question_stands_beside_it():
    ranking = {"state_need": 0.6, "ask_concept": 0.3}
    text = "我想存教育金，复利是什么？"
    assert understood(text, "state_need", ranking, SURE, beside=True) is None
    assert understood(text, "state_need", ranking, SURE) is not None


def test_a_certain_entry_speaks_against_a_doubtful_intent_that_was_not_sure():
    ranking = {"near_scope": 0.6, "ask_concept": 0.3}
    assert changed("债券是什么？", "near_scope", ranking) == ("ask_concept", 0.97)
    assert changed("债券是什么？", "near_scope", {"near_scope": 0.99, "ask_concept": 0.003}) is None
    assert changed("我想买债券", "state_need", ranking) is None, "no question"
    less = Found("sure", (("bond", 0.55),))
    assert changed("债券是什么？", "near_scope", ranking, less) is None


@pytest.mark.parametrize(
    "intent", ["distress", "report_scam", "erase_my_data", "ask_human", "complain"]
)
def test_grave_intents_never_give_way(intent):
    assert changed("真的有安全账户吗？", intent, {intent: 0.4, "ask_concept": 0.39}) is None
