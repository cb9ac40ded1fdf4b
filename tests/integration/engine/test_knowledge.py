"""How well questions find their entries, on questions written apart and never trained on.

Measured on the trained model through the same code as `zhiyin parse`: what a client would get.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import pytest
import ruamel.yaml

from bot import rulebook
from bot.engine.parse import Parser
from bot.language.normal import fold
from bot.services.encoder import embed
from bot.services.heard import EXPLAINED
from bot.settings import load_settings
from tests.integration.engine.helpers import HERE, examples

SETTINGS = load_settings()
KNOWLEDGE = rulebook.load(SETTINGS).knowledge
HELD = ruamel.yaml.YAML(typ="safe").load(HERE / "knowledge_heldout.yml")
LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Answer:
    """What came of a held-out question; `right` is None where no entry answers it."""

    text: str
    right: str | None
    intent: str
    entries: tuple[str, ...]


@pytest.fixture(scope="module")
def answers() -> dict[str, list[Answer]]:
    parser = Parser(SETTINGS)
    found: dict[str, list[Answer]] = defaultdict(list)
    for language in LANGUAGES:
        asked = [(str(t), e) for e, texts in HELD["answered"].items() for t in texts[language]]
        asked += [(str(text), None) for text in HELD["unanswered"][language]]
        for text, right in asked:
            parsed = parser.parse(text)
            entries = (parsed.get("knowledge") or {}).get("entries", ())
            named = tuple(one["entry"] for one in entries)
            found[language].append(Answer(text, right, parsed["intent"], named))
    return found


def test_there_is_enough_to_measure_on():
    for language in LANGUAGES:
        assert sum(len(texts[language]) for texts in HELD["answered"].values()) >= 300
        assert len(HELD["unanswered"][language]) >= 100
    assert set(HELD["answered"]) == set(KNOWLEDGE.entries)


def test_no_held_out_question_is_trained_on():
    known = {fold(text) for _, text in examples()}
    asked = [
        text for texts in HELD["answered"].values() for part in texts.values() for text in part
    ]
    asked += [text for part in HELD["unanswered"].values() for text in part]
    assert [text for text in asked if fold(str(text)) in known] == []


def test_no_phrasing_contradicts_an_example():
    intents = {fold(text): intent for intent, text in examples(knowledge=False)}
    asked = (*KNOWLEDGE.examples, *KNOWLEDGE.unanswered)
    assert [
        (f"{one.path.name}:{one.line}", intents[fold(one.text)])
        for one in asked
        if intents.get(fold(one.text), one.intent) != one.intent
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_find_their_entries(answers, language):
    asked = [one for one in answers[language] if one.right]
    right = [one for one in asked if one.entries == (one.right,)]
    offered = [one for one in asked if len(one.entries) == 2 and one.right in one.entries]
    wrong = [one for one in asked if len(one.entries) == 1 and one.entries != (one.right,)]
    for one in asked:
        if one not in right:
            print(one.right, "←", one.text, one.intent, one.entries)
    print(
        f"{language}: {len(asked)} questions, {len(right) / len(asked):.1%} answered right, "
        f"{len(offered) / len(asked):.1%} offered among two, {len(wrong) / len(asked):.1%} wrong"
    )
    assert len(right) / len(asked) >= 0.71
    assert len(right + offered) / len(asked) >= 0.71
    assert len(wrong) / len(asked) <= 0.04


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_no_entry_answers_is_not_answered(answers, language):
    asked = [one for one in answers[language] if one.right is None]
    answered = [one for one in asked if one.entries]
    for one in answered:
        print(one.text, one.intent, one.entries)
    share = len(answered) / len(asked)
    print(f"{language}: {len(asked)} questions, {share:.1%} answered all the same")
    assert sum(len(one.entries) == 1 for one in asked) / len(asked) <= 0.08


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_title_asks_for_its_own_entry(language):
    """The widget's buttons for what is related say titles."""
    parser, missed = Parser(SETTINGS), []
    embed([fold(one.said[language].title) for one in KNOWLEDGE.entries.values()])
    for one in KNOWLEDGE.entries.values():
        parsed = parser.parse(one.said[language].title)
        entries = (parsed.get("knowledge") or {}).get("entries", ())
        if parsed["intent"] not in EXPLAINED or [e["entry"] for e in entries] != [one.id]:
            missed.append((one.id, parsed["intent"], entries))
    assert missed == []
