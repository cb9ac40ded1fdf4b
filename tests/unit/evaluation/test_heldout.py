"""The held-out sets are as large, as varied and as well-formed as their README promises."""

import json
from collections import Counter
from pathlib import Path

import pytest
import yaml

from bot import rulebook
from bot.evaluation import cases
from bot.evaluation.cases import CasesUnusable
from bot.language.normal import fold
from bot.settings import ROOT, load_settings

FOLDER = ROOT / "tests" / "heldout"
HELD_OUT = cases.load(FOLDER)
QUESTIONS = {q.id: q for q in rulebook.load(load_settings({})).questionnaire.questions}
PROFILE = {q.answer_id for q in QUESTIONS.values()} | {"horizon_months"}


@pytest.mark.parametrize("language", cases.LANGUAGES)
def test_there_are_enough_texts_of_each_kind(language: str) -> None:
    intents = [case for case in HELD_OUT.intents if case.language == language]
    assert len(intents) >= 1500
    kinds = Counter(case.kind for case in intents)
    assert kinds["near"] >= 200
    assert kinds["far"] >= 200
    values = [case for case in HELD_OUT.values if case.language == language]
    assert sum(bool(case.answers or case.needs) for case in values) >= 500
    assert sum(bool(case.ambiguous) or not case.answers for case in values) >= 100


@pytest.mark.parametrize("language", cases.LANGUAGES)
def test_every_intent_of_the_domain_that_is_known_here_has_enough_texts(language: str) -> None:
    own = Counter(
        one for case in HELD_OUT.intents if case.language == language for one in case.intents
    )
    assert min(own.values()) >= 25, [name for name, count in own.items() if count < 25]
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"]
    missing = {name for name in domain if not name.startswith("near_")} - set(own)
    assert not missing, f"hold out 25 texts in each language for {sorted(missing)}"


@pytest.mark.parametrize("language", cases.LANGUAGES)
def test_texts_vary_in_register_and_length(language: str) -> None:
    own = [case for case in HELD_OUT.intents if case.language == language]
    registers = Counter(case.register for case in own)
    for register in ("terse", "chatty", "formal", "elderly", "young"):
        assert registers[register] >= 25
    assert len(registers) >= 9
    lengths = [len(case.text) for case in own]
    assert min(lengths) <= 3
    assert max(lengths) >= 55


def test_no_text_stands_twice() -> None:
    texts = Counter((fold(case.text), case.language) for case in HELD_OUT.intents)
    assert [text for text, count in texts.items() if count > 1] == []
    asked = Counter((case.text, case.language, case.asking) for case in HELD_OUT.values)
    assert [text for text, count in asked.items() if count > 1] == []


def test_values_name_ids_of_the_profile() -> None:
    for case in HELD_OUT.values:
        assert {*case.answers, *case.optional, *case.ambiguous} <= PROFILE, case.text
        assert case.asking is None or case.asking in PROFILE, case.text
        assert not {*case.answers} & {*case.ambiguous}, case.text


def test_options_name_options_of_the_questionnaire() -> None:
    asked = {name for name, q in QUESTIONS.items() if q.kind in ("single", "multiple")}
    assert {case.question for case in HELD_OUT.options} == asked
    for case in HELD_OUT.options:
        known = {option.id for option in QUESTIONS[case.question].options}
        assert (case.options or set()) <= known, case.text


@pytest.mark.parametrize("language", cases.LANGUAGES)
def test_every_question_has_answers_that_fit_and_answers_that_do_not(language: str) -> None:
    fitting, unfitting = Counter[str](), Counter[str]()
    for case in HELD_OUT.options:
        if case.language == language:
            (fitting if case.options else unfitting)[case.question] += 1
    assert min(fitting.values()) >= 12, fitting
    assert min(unfitting.values()) >= 6, unfitting


def test_the_quick_set_keeps_every_kind() -> None:
    quick = cases.load(FOLDER, quick=True)
    assert {case.kind for case in quick.intents} == {case.kind for case in HELD_OUT.intents}
    assert len(quick.intents) < len(HELD_OUT.intents) / 7


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    for path in FOLDER.glob("*.jsonl"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with (tmp_path / "intents.en.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps({"text": "hello", "language": "en"}) + "\n")
    lines = (tmp_path / "intents.en.jsonl").read_text(encoding="utf-8").count("\n")
    with pytest.raises(CasesUnusable, match=f"intents.en.jsonl:{lines} is no case"):
        cases.load(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CasesUnusable, match="cannot be read"):
        cases.load(tmp_path)
