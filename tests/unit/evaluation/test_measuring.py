"""Readers that are always right, always wrong or spoilt by noise get the figures they deserve."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.evaluation import measuring, targets
from bot.evaluation.cases import Cases, IntentCase, OptionCase, ValueCase
from bot.evaluation.examples import trained_on
from bot.evaluation.report import page
from bot.evaluation.stock import Stock
from bot.evaluation.subjects import Understood, kept

GREET = IntentCase("你好呀，在吗", "zh", ("greet",), True, "smalltalk", "terse")
FEES = IntentCase("你们怎么收费", "zh", ("ask_fees",), True, "question", "neutral")
CARD = IntentCase("我的卡丢了", "zh", ("near_scope",), False, "near", "neutral", topic="card")
COOK = IntentCase("how do I cook rice", "en", ("out_of_scope",), False, "far", "neutral")
NEW = IntentCase("say it again please", "en", ("ask_repeat",), True, "question", "neutral")
BOTH = IntentCase("hi, is it free?", "en", ("greet", "ask_fees"), True, "two", "neutral")
CASES = Cases(
    (GREET, FEES, CARD, COOK, NEW, BOTH),
    (
        ValueCase("我四十五岁", "zh", {"age": 45}),
        ValueCase("五十出头", "zh", {}, ambiguous=("age",), asking="age"),
        ValueCase(
            "about 50k", "en", {"investable_assets": {"amount": 5_000_000, "currency": "CNY"}}
        ),
    ),
    (
        OptionCase("跌了就全卖掉", "zh", "loss_reaction", frozenset({"sell_all"})),
        OptionCase("我肯定睡不着", "zh", "loss_reaction", None),
        OptionCase("leave it alone", "en", "loss_reaction", frozenset({"hold"})),
    ),
)
KNOWN = frozenset({"greet", "ask_fees", "near_scope", "out_of_scope"})
TRUTH = {case.text: case for case in CASES.intents}


def oracle(texts: Sequence[str]) -> list[Understood]:
    """Right on clean texts; takes every text that noise has changed for a greeting."""
    found = []
    for text in texts:
        case = TRUTH.get(text)
        intent = case.intents[0] if case else "greet"
        found.append(Understood(intent, 0.9, kept(intent), case.intents[1:] if case else ()))
    return found


class Subject:
    """Reads what it was told; on any other text it claims an age of 99 and no option."""

    def __init__(self, told: dict[str, dict[str, Any]], options: dict[str, set[str]]) -> None:
        self.told, self.chosen = told, options

    def answers(self, text: str, asking: str | None) -> tuple[list[str], dict[str, Any]]:
        return [], self.told.get(text, {"age": 99})

    def options(self, text: str, question_id: str, language: str) -> frozenset[str]:
        return frozenset(self.chosen.get(text, ()))


RIGHT = Subject(
    {case.text: dict(case.answers) for case in CASES.values},
    {case.text: {*(case.options or ())} for case in CASES.options},
)


def test_a_right_reader_has_a_hundred_percent() -> None:
    found = measuring.intents(CASES, oracle, KNOWN)
    assert found["zh"]["accuracy"]["percent"] == 100.0
    assert found["zh"]["scope"]["near"]["percent"] == 100.0
    assert found["en"]["scope"]["far"]["percent"] == 100.0
    assert found["en"]["two_in_one"]["both_found"]["percent"] == 100.0


def test_an_intent_that_the_model_does_not_have_is_not_held_against_it_but_counted() -> None:
    found = measuring.intents(CASES, oracle, KNOWN)["en"]
    assert found["unknown_to_model"] == 1
    assert "ask_repeat" not in found["by_intent"]


def test_a_text_that_was_trained_on_is_told_apart(tmp_path: Path) -> None:
    lines = ["nlu:", "- intent: greet", "  examples: |", "    - 你好呀 在吗？", "    - hello"]
    (tmp_path / "course.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = measuring.intents(CASES, oracle, KNOWN, trained=trained_on(tmp_path))
    assert found["zh"]["in_training_word_for_word"] == 1
    assert found["zh"]["accuracy"]["of"] == 2
    assert found["zh"]["accuracy_of_the_others"]["of"] == 1
    assert found["en"]["in_training_word_for_word"] == 0


def test_foreign_texts_that_are_kept_and_good_ones_sent_away_are_wrong() -> None:
    def contrary(texts: Sequence[str]) -> list[Understood]:
        return [
            Understood("greet", 0.9, True)
            if not TRUTH[text].in_scope
            else Understood("out_of_scope", 0.9, False)
            for text in texts
        ]

    mistakes = measuring.Mistakes()
    found = measuring.intents(CASES, contrary, KNOWN, mistakes=mistakes)["zh"]
    assert found["scope"]["near"]["percent"] == 0.0
    assert found["scope"]["rejected_wrongly"]["percent"] == 100.0
    assert found["accuracy"]["percent"] == 0.0
    assert {row["text"] for row in mistakes.rows} >= {GREET.text, CARD.text}


def test_what_noise_costs_is_counted_over_the_texts_it_changes() -> None:
    found = measuring.intents_with_noise(CASES, oracle, KNOWN, seed=0)["zh"]["homophones"]
    assert found["texts"] == 3
    assert found["intents"]["before"]["percent"] == 100.0
    assert found["intents"]["after"]["percent"] == 50.0
    assert found["intents"]["loss"] == 50.0


def test_values_are_right_missed_or_wrongly_accepted() -> None:
    clean = measuring.values(CASES, RIGHT, seed=0)
    assert clean["zh"]["values"]["percent"] == 100.0
    assert clean["zh"]["wrong_accepted"] == 0
    assert clean["zh"]["texts_without_value_left_alone"]["percent"] == 100.0
    wrong = measuring.values(CASES, Subject({}, {}), seed=0)
    assert wrong["zh"]["wrong_accepted"] == 2
    assert wrong["zh"]["by_id"]["age"] == {"right": 0, "missed": 0, "wrong": 1, "unasked": 1}
    amounts = Subject({"about 50k": {"investable_assets": {"amount": 1, "currency": "CNY"}}}, {})
    assert measuring.values(CASES, amounts, seed=0)["en"]["wrong_amounts_accepted"] == 1


def test_options_are_matched_asked_back_or_wrongly_accepted() -> None:
    clean = measuring.options(CASES, RIGHT, seed=0)
    assert clean["zh"]["matched"]["percent"] == 100.0
    assert clean["zh"]["asked_back"]["percent"] == 100.0
    assert clean["zh"]["wrong_accepted"]["percent"] == 0.0
    eager = Subject({}, {case.text: {"hold"} for case in CASES.options})
    assert measuring.options(CASES, eager, seed=0)["zh"]["wrong_accepted"]["percent"] == 100.0


def figures() -> dict[str, Any]:
    found: dict[str, Any] = {
        "at": "2026-11-22T00:00:00+00:00",
        "quick": True,
        "seed": 0,
        "model": {"fingerprint": "0" * 64, "current": True, "intents": 4},
        "texts": {"intents": 6, "values": 3, "options": 3, "spoilt": 6},
        "intents": measuring.intents(CASES, oracle, KNOWN),
        "noise": measuring.intents_with_noise(CASES, oracle, KNOWN, seed=0),
        "values": measuring.values(CASES, RIGHT, seed=0),
        "options": measuring.options(CASES, RIGHT, seed=0),
    }
    return found | {"targets": targets.compare(found)}


def test_targets_are_met_by_a_right_reader_and_missed_under_noise() -> None:
    rows = {(row["name"], row["language"]): row for row in figures()["targets"]}
    assert rows["intent accuracy, %", "zh"]["met"]
    assert rows["wrong amounts accepted", "en"]["met"]
    assert not rows["points lost under homophones: intents", "zh"]["met"]


def test_the_report_is_one_page_that_needs_nothing_else_and_escapes_what_it_shows() -> None:
    found = figures()
    found["stock"] = {"intents": found["intents"], "noise": found["noise"], "epochs": 100}
    found["mistakes"] = [{"part": "intents", "text": "<b>你好</b>", "expected": [], "found": "x"}]
    html = page(found)
    assert html.count("<svg") >= 4
    assert "&lt;b&gt;你好" in html
    assert "<b>你好" not in html
    for outside in ("src=", "<script", "<link", "url(http"):
        assert outside not in html
    assert page(found) == html


class Counted(Stock):
    """A stock pipeline that is not trained and greets everybody, counting how often."""

    asked: list[int]

    def _ensure_trained(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)

    def _ask(self, texts: Sequence[str]) -> list[tuple[str, float]]:
        self.asked = [*getattr(self, "asked", []), len(texts)]
        return [("nlu_fallback" if "?" in text else "greet", 0.4) for text in texts]


def test_what_the_stock_pipeline_said_is_kept_until_the_examples_change(tmp_path: Path) -> None:
    examples = tmp_path / "nlu"
    examples.mkdir()
    (examples / "a.yml").write_text("nlu: []", encoding="utf-8")
    stock = Counted(examples, tmp_path / "cache", environment={})
    first = stock.understand_all(["hi", "hi", "rice?"])
    assert [one.kept for one in first] == [True, True, False]
    assert stock.understand_all(["rice?", "hi", "new"])[1] == first[0]
    assert stock.asked == [2, 1]
    (examples / "a.yml").write_text("nlu: [x]", encoding="utf-8")
    assert Counted(examples, tmp_path, environment={}).fingerprint != stock.fingerprint


@pytest.mark.parametrize("intent", ["nlu_fallback", "out_of_scope", "near_scope"])
def test_an_intent_of_another_desk_is_not_kept(intent: str) -> None:
    assert not kept(intent)
    assert kept("greet")
