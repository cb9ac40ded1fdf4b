"""The knowledge base: what is read from its files, and what is refused by line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot import rulebook
from bot.rulebook import RulebookError, read_knowledge
from bot.rulebook.knowledge import load_knowledge
from bot.services.heard import EXPLAINED
from bot.settings import ROOT, load_settings

SCHEMA = ROOT / "data" / "schemas" / "knowledge.schema.json"
RULES = rulebook.load(load_settings({}))
NAMES = {"zh": "示范银行", "en": "Sample Bank"}


def entry(name: str, *, related: str, extra: str = "", zh: str = "", marks: str = "") -> str:
    """An entry as compliance writes it; its phrasings carry the entry's name."""
    ways = "\n".join(f"- {name} {number}{marks}" for number in "一二三四五六七八")
    ways_en = "\n".join(f"- {name} {word}{marks}" for word in "abcdefgh")
    return f"""## {name}
related: {related}
{extra}
### zh {name} 是什么？
{zh or "这是一个足够长的回答，说明它是什么，有什么用。"}
> 更长的说明，第一段。

{ways}

### en What is {name}?
This is a long enough answer that says what it is.

{ways_en}
"""


HEAD = """# 题目 · Topic

intent: ask_concept
owner: compliance
reviewed: 2026-11-20
source: somewhere

"""
GOOD = HEAD + entry("apple", related="pear") + "\n" + entry("pear", related="apple")
OPEN = "# Open\n\n### zh\n- 香蕉是什么\n\n### en\n- what is a banana\n"


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    """Puts a topic into a knowledge base of its own."""

    def write(text: str, unanswered: str = OPEN) -> Path:
        (tmp_path / "topic.md").write_text(text, encoding="utf-8")
        (tmp_path / "unanswered.md").write_text(unanswered, encoding="utf-8")
        return tmp_path

    return write


def problems(folder: Path) -> list[str]:
    with pytest.raises(RulebookError) as refused:
        load_knowledge(folder, SCHEMA, RULES.policy, NAMES)
    return str(refused.value).splitlines()


def test_an_entry_is_read_with_what_holds_for_its_whole_file(written):
    found = read_knowledge(written(GOOD), SCHEMA)
    apple = found.entries["apple"]
    assert (apple.intent, apple.owner, apple.related) == ("ask_concept", "compliance", ("pear",))
    assert apple.said["zh"].title == "apple 是什么？"
    assert apple.said["zh"].more == ("更长的说明，第一段。",)
    assert apple.said["en"].text.startswith("This is")
    assert len(apple.said["en"].phrasings) == 8
    assert len(found.examples) == 2 * 2 * 9, "titles are ways of asking too"
    assert [(one.language, one.entry) for one in found.unanswered] == [("zh", None), ("en", None)]


def test_values_of_the_policy_and_the_institution_are_put_in(written):
    text = HEAD + entry(
        "apple", related="pear", zh="{institution} 的结果 {valid_months} 个月内有效。"
    )
    found = load_knowledge(
        written(text + "\n" + entry("pear", related="apple")), SCHEMA, RULES.policy, NAMES
    )
    months = RULES.policy.validity.months
    assert found.entries["apple"].said["zh"].text == f"示范银行 的结果 {months} 个月内有效。"


@pytest.mark.parametrize(
    ("bad", "words", "said"),
    [
        (GOOD.replace("related: pear", "related: plum"), "related: plum", "no other entry"),
        (GOOD.replace("related: pear", "relates: pear"), "relates:", "is not known here"),
        (GOOD.replace("- pear 三", "- apple 三"), "- apple 三", "asks for “pear” and for “apple”"),
        (GOOD.replace("## pear", "## apple"), "## apple", "related to"),
        (GOOD.replace("### en What is pear?", "### fr Poire?"), "### fr", "names no language"),
        (GOOD.replace("intent: ask_concept", "intent: buy_now"), "# ", "buy_now"),
        (GOOD.replace("> 更长的说明", "> 稳赚不赔的说明", 1), "稳赚", "the policy bans the word"),
        (GOOD.replace("This is a", "This {thing} is a", 1), "{thing}", "{thing} is no value"),
        (GOOD.replace("2026-11-20", "2026-02-31"), "# ", "2026-02-31 is no day"),
        (GOOD.replace("- pear h\n", ""), "pear a", "minItems: 8"),
        (GOOD + "afterthought\n", "afterthought", "below the phrasings"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(written, bad: str, words: str, said: str) -> None:
    found = problems(written(bad))
    assert any(said in one for one in found), found
    if words != "# ":
        numbers = [int(one.split(":")[1]) for one in found if said in one]
        near = [n for n, line in enumerate(bad.splitlines(), 1) if words in line]
        assert any(abs(n - m) <= 1 for n in numbers for m in near), (found, near)


def test_what_an_entry_answers_does_not_stand_under_what_none_does(written):
    found = problems(written(GOOD, OPEN + "- pear a\n"))
    assert found == [found[0]] and "asks for “pear”" in found[0] and "unanswered.md:8:" in found[0]


def test_an_empty_knowledge_base_is_refused(tmp_path):
    assert "no topic" in problems(tmp_path)[0]


def test_an_answer_may_change_without_training(written):
    before = read_knowledge(written(GOOD), SCHEMA)
    after = read_knowledge(
        written(GOOD.replace("long enough answer", "rather long answer")), SCHEMA
    )
    asked = read_knowledge(written(GOOD.replace("- pear h", "- pear hh")), SCHEMA)
    assert before.questions_digest() == after.questions_digest() != asked.questions_digest()
    assert before.digest != after.digest


def test_the_project_has_enough_entries_that_a_rule_answers():
    knowledge = RULES.knowledge
    assert len(knowledge.entries) >= 80
    assert {one.intent for one in knowledge.entries.values()} <= EXPLAINED
    assert len(knowledge.unanswered) >= 200


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_text_of_an_entry_uses_banned_words_or_leaves_a_brace(language):
    found = {}
    for one in RULES.knowledge.entries.values():
        said = one.said[language]
        for text in (said.title, said.text, *said.more):
            words = RULES.policy.banned_in(text, language)
            if words or "{" in text or "}" in text:
                found[one.id] = (words, text)
    assert found == {}


def test_every_entry_speaks_each_language_as_its_own():
    for one in RULES.knowledge.entries.values():
        for text in (one.said["en"].title, one.said["en"].text, *one.said["en"].phrasings):
            assert not any("\u4e00" <= char <= "\u9fff" for char in text.replace("示范银行", "")), (
                text
            )
        for text in (one.said["zh"].title, one.said["zh"].text):
            assert any("\u4e00" <= char <= "\u9fff" for char in text), text
