"""The questionnaire's file: what compliance may write, and what is said when it cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.rulebook import RulebookError, option_texts
from bot.rulebook.documents import read
from bot.rulebook.questions import build
from bot.rulebook.schemas import check
from bot.settings import ROOT
from bot.suitability.questionnaire import Questionnaire

SCHEMA = ROOT / "data" / "schemas" / "questionnaire.schema.json"

GOOD = """\
version: "1"
questions:
  - id: needs
    kind: multiple
    phase: need
    label: {zh: 需求, en: Needs}
    text: {zh: 您想办什么, en: What for}
    why: {zh: 为了少问, en: To ask less}
    help: {zh: 比如养老, en: For example retirement}
    options:
      - {id: investing, label: {zh: 投资, en: Investing}}
      - {id: retirement, label: {zh: 养老, en: Retirement}}
  - id: assets
    kind: amount
    phase: profile
    sensitive: true
    label: {zh: 资产, en: Assets}
    text: {zh: 有多少, en: How much}
    why: {zh: 为了分档, en: To choose}
    help: {zh: 大概, en: Roughly}
    when: {needs: [investing], answers: {needs: [investing]}}
    options:
      - {id: low, label: {zh: 少, en: Low}, up_to: 99999.99, points: {capacity: 0}}
      - {id: mid, label: {zh: 中, en: Mid}, up_to: 999999.99, points: {capacity: 50}}
      - {id: high, label: {zh: 多, en: High}, points: {capacity: 100}}
"""


def load(folder: Path, text: str) -> Questionnaire:
    path = folder / "questionnaire.yml"
    path.write_text(text, encoding="utf-8")
    document = read(path)
    check(document, SCHEMA)
    return build(document, "1+abc")


def line_of(text: str, part: str) -> int:
    return next(at for at, line in enumerate(text.splitlines(), start=1) if part in line)


def test_a_good_file_becomes_questions(tmp_path: Path) -> None:
    questionnaire = load(tmp_path, GOOD)
    assert questionnaire.version == "1+abc"
    assets = questionnaire.question("assets")
    assert assets.sensitive
    assert assets.when.needs == {"investing"}
    band = assets.option_for(500_000)
    assert band is not None
    assert band.id == "mid"
    assert assets.value_of("mid") == {"min": 10_000_000, "max": 100_000_000, "currency": "CNY"}
    assert assets.value_of("high") == {"min": 100_000_000, "currency": "CNY"}


@pytest.mark.parametrize(
    ("old", "new", "at", "says", "mend"),
    [
        ("kind: amount", "kind: ammount", "kind: ammount", "“assets” › kind", "amount"),
        ("sensitive: true", "sensitve: true", "sensitve", "sensitve", "sensitive"),
        ("    why: {zh: 为了分档, en: To choose}\n", "", "- id: assets", "lacks why", "Add it"),
        ("{zh: 有多少, en: How much}", "{zh: 有多少}", "有多少", "lacks en", "Add it"),
        ("needs: [investing], ", "needs: [invest], ", "when:", "“assets” › when", "investing"),
        ("id: mid,", "id: 5,", "id: 5", "is 5", "needs quotes"),
        ("up_to: 999999.99", "up_to: 9.99", "up_to: 9.99", "do not rise", "smallest"),
        (", up_to: 999999.99", "", "id: mid", "has no up_to", "but the last"),
        ("{needs: [investing]}}", "{horizon: [x]}}", "when:", "not asked before", "further up"),
        ("{needs: [investing]}}", "{needs: [sailing]}}", "when:", "no option sailing", "investing"),
        ("- id: assets", "- id: needs", "kind: amount", "a second time", "line 3"),
        ("id: high", "id: low", "zh: 多", "“low” twice", "another id"),
        ("capacity: 50", "capacity: 150", "id: mid", "150", "maximum"),
    ],
)
def test_a_mistake_is_named_with_line_and_mend(
    tmp_path: Path, old: str, new: str, at: str, says: str, mend: str
) -> None:
    assert old in GOOD
    head, _, tail = GOOD.rpartition(old)
    text = head + new + tail
    with pytest.raises(RulebookError) as caught:
        load(tmp_path, text)
    problem = next(p for p in caught.value.problems if says in p.what)
    assert mend in problem.mend
    assert abs(problem.line - line_of(text, at)) <= 1


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("kind: amount", "kind: sum").replace("phase: need", "phase: needs")
    with pytest.raises(RulebookError) as caught:
        load(tmp_path, text)
    assert len(caught.value.problems) == 2


def test_a_phrase_cannot_mean_two_options(tmp_path: Path) -> None:
    text = GOOD.replace(
        "zh: 投资, en: Investing}}", "zh: 投资, en: Investing}, synonyms: {zh: [钱]}}"
    ).replace("zh: 养老, en: Retirement}}", "zh: 养老, en: R}, synonyms: {zh: [钱]}}")
    with pytest.raises(RulebookError, match="“钱” means “investing” and “retirement”"):
        load(tmp_path, text)


def test_a_consent_can_only_be_accepted_or_declined(tmp_path: Path) -> None:
    text = GOOD.replace("kind: multiple", "kind: consent")
    with pytest.raises(RulebookError, match="exactly the options accept and decline"):
        load(tmp_path, text)


def test_the_readers_of_free_answers_get_the_words_of_both_languages(tmp_path: Path) -> None:
    investing = option_texts(load(tmp_path, GOOD).question("needs"))[0]
    assert (investing.id, investing.labels) == ("investing", ("投资", "Investing"))
