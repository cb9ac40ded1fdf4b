"""The check of the training examples finds what was put in for it to find."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from bot.engine import data_check
from bot.engine.nlu.examples import Example, held_out_texts, training_examples

NLU = """version: "3.1"
nlu:
  - intent: greet
    examples: |
      - Hello there
      - ＨＥＬＬＯ there!
      - 早上好各位
  - intent: thanks
    examples: |
      - hello  there
      - much obliged to you all
"""


def embed(texts):
    """One direction for every first word: texts that begin alike are alike."""
    rows = np.zeros((len(texts), 64), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        row[sum(map(ord, text.split()[0])) % 64] = 1.0
    return rows


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "data" / "nlu").mkdir(parents=True)
    (tmp_path / "data" / "nlu" / "a.yml").write_text(NLU, encoding="utf-8")
    held = tmp_path / "tests" / "heldout"
    held.mkdir(parents=True)
    row = {"text": "Much obliged to you all.", "intent": "thanks"}
    (held / "x.jsonl").write_text("\n" + json.dumps(row) + "\n", encoding="utf-8")
    other = tmp_path / "tests" / "integration" / "engine"
    other.mkdir(parents=True)
    (other / "heldout.yml").write_text("greet: [早上好呀, hello]\n", encoding="utf-8")
    return tmp_path


def findings(root: Path, intents=("greet", "thanks")):
    examples = training_examples(root / "data" / "nlu")
    return data_check.check(examples, held_out_texts(root), intents, embed=embed)


def test_examples_come_with_file_and_line(root: Path) -> None:
    found = training_examples(root / "data" / "nlu")
    assert [(one.text, one.intent, one.line) for one in found][:2] == [
        ("Hello there", "greet", 5),
        ("ＨＥＬＬＯ there!", "greet", 6),
    ]
    assert [(one.text, one.line) for one in held_out_texts(root)] == [
        ("Much obliged to you all.", 2),
        ("早上好呀", 1),
        ("hello", 1),
    ]


def test_doubles_contradictions_and_leaks_are_errors(root: Path) -> None:
    errors = {(one.kind, one.line) for one in findings(root) if one.level == "error"}
    assert {("duplicate", 6), ("contradiction", 10), ("leak", 11)} <= errors
    assert ("too_few", None) in errors


def test_an_intent_nobody_knows_is_an_error(root: Path) -> None:
    kinds = [one.kind for one in findings(root, intents=("greet",))]
    assert "unknown_intent" in kinds


def test_what_is_short_may_be_written_twice_by_chance(root: Path) -> None:
    examples = [Example("hello", "greet", root / "a.yml", 1)]
    found = data_check.check(examples, held_out_texts(root), ["greet"], embed=embed)
    assert [one.level for one in found if one.kind == "leak"] == ["warning"]


def test_neighbours_of_two_intents_are_named_with_both_places(root: Path) -> None:
    examples = [
        Example("refund my money", "complain", root / "a.yml", 1),
        Example("refund the fee", "ask_fees", root / "a.yml", 2),
    ]
    found = data_check.check(examples, [], ["complain", "ask_fees"], embed=embed)
    (near,) = [one for one in found if one.kind == "near_contradiction"]
    assert near.line == 2 and near.other == (root / "a.yml", 1)
