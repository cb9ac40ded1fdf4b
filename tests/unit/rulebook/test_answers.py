"""Answers in clients' own words: read with the questionnaire, and checked like it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot.rulebook import RulebookError, load
from bot.settings import ROOT, Settings, load_settings
from bot.suitability.questionnaire import Questionnaire

SETTINGS = load_settings({})
FEWEST = 30
"""Phrasings of each option in each language, with those of the questionnaire."""


@pytest.fixture
def own(tmp_path: Path) -> Settings:
    """A questionnaire of an institution's own, with its answers beside it."""
    shutil.copy(ROOT / "data" / "questionnaire.yml", tmp_path)
    shutil.copytree(ROOT / "data" / "answers", tmp_path / "answers")
    return replace(SETTINGS, questionnaire_path=tmp_path / "questionnaire.yml")


def edited(settings: Settings, name: str, old: str, new: str) -> None:
    path = settings.answers_path / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def questions() -> Questionnaire:
    return load(SETTINGS).questionnaire


def test_every_option_that_can_be_meant_in_free_words_has_phrasings_in_both_languages() -> None:
    thin = [
        (question.id, option.id, language, len(option.examples.get(language, ())))
        for question in questions().questions
        if question.kind in ("single", "multiple")
        for option in question.options
        for language in ("zh", "en")
        if len({*option.examples.get(language, ()), *option.synonyms.get(language, ())}) < FEWEST
    ]
    assert thin == []


def test_every_file_belongs_to_a_question() -> None:
    ids = {question.id for question in questions().questions}
    files = {path.stem for path in SETTINGS.answers_path.glob("*.yml")} - {"unclear"}
    assert files <= ids


def test_a_phrasing_that_stands_with_two_options_is_named_by_its_line(own: Settings) -> None:
    edited(own, "loss_reaction.yml", "      统统卖掉，一分不留\n", "      按兵不动\n")
    with pytest.raises(RulebookError) as raised:
        load(own)
    lines = (own.answers_path / "loss_reaction.yml").read_text("utf-8").splitlines()
    line = [at for at, text in enumerate(lines, 1) if text.strip() == "按兵不动"][-1]
    told = str(raised.value)
    assert f"loss_reaction.yml:{line}: “按兵不动” stands with “sell_all” and with “hold”" in told


def test_an_option_that_the_question_does_not_have_is_an_error(own: Settings) -> None:
    edited(own, "loss_reaction.yml", "  hold:\n", "  wait:\n")
    with pytest.raises(RulebookError, match="“loss_reaction” has no option “wait”"):
        load(own)


def test_a_language_that_is_missing_is_an_error(own: Settings) -> None:
    edited(own, "knowledge.yml", "    en: |\n      nothing\n", "    eng: |\n      nothing\n")
    with pytest.raises(RulebookError, match=r"knowledge\.yml"):
        load(own)


def test_a_questionnaire_without_answers_beside_it_is_read_all_the_same(own: Settings) -> None:
    shutil.rmtree(own.answers_path)
    question = load(own).questionnaire.question("attitude")
    assert question.unclear == ()
    assert question.options[0].examples["zh"]


def test_answers_of_a_question_that_this_questionnaire_does_not_have_do_no_harm(
    own: Settings,
) -> None:
    edited(own, "knowledge.yml", "question: knowledge\n", "question: another\n")
    assert load(own).questionnaire.question("knowledge").unclear
