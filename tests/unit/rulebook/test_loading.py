"""The rules that ship: they load, they agree with each other, and they break no rule of theirs."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.rulebook import Rulebook, RulebookError, load
from bot.settings import ROOT, load_settings

SETTINGS = load_settings({})
KINDS_TO_CHOOSE = ("single", "multiple", "consent")

CONTRACT = {
    "income_source": "none pension salary self_employed business",
    "debt_position": "heavy_debt break_even some_savings comfortable wealthy",
    "horizon": "lt_1y 1_3y 3_5y 5_10y gt_10y",
    "liquidity_need": "none some half most",
    "objective": "preserve income balanced growth maximum_growth",
    "experience_products": "none deposits wealth_products bond_funds stocks_funds derivatives",
    "experience_years": "0 lt_2 2_5 5_10 gt_10",
    "knowledge": "none limited general good professional",
    "quiz_inflation": "correct wrong unsure",
    "quiz_diversification": "correct wrong unsure",
    "quiz_rates": "correct wrong unsure",
    "max_loss": "none lt_5 5_10 10_30 30_50 gt_50",
    "loss_reaction": "sell_all sell_some hold buy_more",
    "gain_loss_choice": "g5_l0 g15_l5 g30_l15 g50_l30 g100_l60",
    "attitude": "averse cautious balanced willing seeking",
    "intended_products": "money_market bonds mixed equity derivatives",
    "information_channel": "institution advisor media social forum friends",
    "civil_capacity": "full limited",
    "segment": "individual business institution",
    "needs": "investing cash_management retirement education home_purchase protection financing "
    "payments wealth_planning corporate_treasury research",
}
ORDERED = (
    "income_source",
    "debt_position",
    "horizon",
    "experience_products",
    "experience_years",
    "knowledge",
    "max_loss",
    "loss_reaction",
    "gain_loss_choice",
    "attitude",
    "annual_income",
    "investable_assets",
    "reserve_months",
)


@pytest.fixture(scope="module")
def rules() -> Rulebook:
    return load(SETTINGS)


def test_every_version_carries_the_content_it_stands_for(rules: Rulebook) -> None:
    for name in ("questionnaire", "policy", "products"):
        assert re.fullmatch(r"[0-9.]+\+[0-9a-f]{12}", rules.versions[name])
    assert rules.questionnaire.version == rules.versions["questionnaire"]
    assert rules.policy.version == rules.versions["policy"]


@pytest.mark.parametrize("question_id", sorted(CONTRACT))
def test_options_have_the_ids_of_the_contract(rules: Rulebook, question_id: str) -> None:
    options = rules.questionnaire.question(question_id).options
    assert {option.id for option in options} == set(CONTRACT[question_id].split())


@pytest.mark.parametrize("question_id", ORDERED)
def test_whoever_bears_or_knows_more_earns_no_fewer_points(
    rules: Rulebook, question_id: str
) -> None:
    options = rules.questionnaire.question(question_id).options
    for score in ("tolerance", "capacity", "knowledge", "regulatory"):
        points = [option.points[score] for option in options if score in option.points]
        assert points == sorted(points)
        assert len(points) in (0, len(options))


def test_twelve_items_make_the_regulatory_score_of_24_to_120(rules: Rulebook) -> None:
    items = [
        [option.points["regulatory"] for option in question.options]
        for question in rules.questionnaire.questions
        if any("regulatory" in option.points for option in question.options)
    ]
    assert len(items) == 12
    assert sum(min(item) for item in items) == 24
    assert sum(max(item) for item in items) == 120


def test_every_option_knows_how_clients_talk(rules: Rulebook) -> None:
    for question in rules.questionnaire.questions:
        if question.kind not in KINDS_TO_CHOOSE:
            continue
        for option in question.options:
            for language in ("zh", "en"):
                assert len(option.examples[language]) >= 8, (question.id, option.id, language)


def test_no_question_uses_words_that_may_not_be_used(rules: Rulebook) -> None:
    banned = re.compile(r"低风险|保证收益|稳赚|零门槛|低门槛|guaranteed|risk-free", re.IGNORECASE)
    for question in rules.questionnaire.questions:
        spoken = [question.text, question.why, question.help or {}]
        spoken += [wording.text for wording in question.wordings]
        spoken += [option.label for option in question.options]
        for text in spoken:
            assert not any(banned.search(words) for words in text.values()), question.id


def test_chinese_questions_are_polite_and_in_chinese(rules: Rulebook) -> None:
    for question in rules.questionnaire.questions:
        for text in (question.text, question.why, question.help or question.text):
            assert "你" not in text["zh"], question.id
            assert not re.search(r"[\u3400-\u9fff]", text["en"]), question.id


def test_what_is_personal_is_marked_sensitive(rules: Rulebook) -> None:
    personal = (
        "age",
        "income_source",
        "annual_income",
        "investable_assets",
        "goal_amount",
        "debt_position",
        "reserve_months",
        "dependants",
        "civil_capacity",
    )
    assert all(rules.questionnaire.question(question_id).sensitive for question_id in personal)


def test_an_institutions_own_file_is_read_and_its_mistake_named(tmp_path: Path) -> None:
    own = tmp_path / "own.yml"
    text = (ROOT / "data" / "questionnaire.yml").read_text(encoding="utf-8")
    own.write_text(text.replace("id: averse", "id: Averse", 1), encoding="utf-8")
    line = text[: text.index("id: averse")].count("\n") + 1
    with pytest.raises(RulebookError) as caught:
        load(replace(SETTINGS, questionnaire_path=own))
    assert f"own.yml:{line}: " in str(caught.value)
    own.write_text(text.replace("capacity: 25", "capacity: 26"), encoding="utf-8")
    changed = load(replace(SETTINGS, questionnaire_path=own))
    assert changed.versions["questionnaire"] != load(SETTINGS).versions["questionnaire"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("- id: max_loss\n", "- id: greatest_loss\n", "no question “max_loss”"),
        ('id: "1_3y"', 'id: "1_4y"', "“horizon” has no option “1_3y”"),
    ],
)
def test_a_rule_that_could_never_apply_is_refused(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    own = tmp_path / "own.yml"
    text = (ROOT / "data" / "questionnaire.yml").read_text(encoding="utf-8")
    assert old in text
    own.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RulebookError) as caught:
        load(replace(SETTINGS, questionnaire_path=own))
    assert any(says in problem.what for problem in caught.value.problems)
    assert all(problem.path.name == "policy.yml" for problem in caught.value.problems)
