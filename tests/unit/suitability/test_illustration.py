"""Illustrations show what can be lost before what can be gained, and never promise."""

from __future__ import annotations

import pytest

from bot.suitability.illustration import allocate
from bot.suitability.policy import CATEGORIES
from tests.unit.suitability.examples import POLICY, RULES


@pytest.mark.parametrize("category", CATEGORIES)
def test_weights_add_up_and_the_loss_is_the_first_sentence(category: str) -> None:
    shown = allocate(category, POLICY, RULES.assumptions)
    assert sum(share.weight for share in shown.shares) == 100
    assert "亏" in shown.sentences[0]["zh"]
    assert "lost" in shown.sentences[0]["en"]
    assert shown.worst < 0 < shown.mean


def test_a_bolder_category_has_a_worse_worst_year() -> None:
    worst = [allocate(category, POLICY, RULES.assumptions).worst for category in CATEGORIES]
    assert worst == sorted(worst, reverse=True)


def test_a_loss_is_spoken_per_ten_thousand_and_never_understated() -> None:
    shown = allocate("C3", POLICY, RULES.assumptions)
    assert "2,060" in shown.sentences[0]["zh"] and "2,060" in shown.sentences[0]["en"]
    assert (shown.usual_low, shown.usual_high) == (-2.3, 16.9)


def test_what_is_assumed_is_rounded_down() -> None:
    assumed = RULES.assumptions
    for category in CATEGORIES:
        exact = assumed.mean(assumed.mixes[category])
        shown = allocate(category, POLICY, assumed).outlook
        assert shown <= exact + 1e-6 and exact - shown < 0.1


def test_the_past_names_the_mix_it_is_of() -> None:
    said = allocate("C3", POLICY, RULES.assumptions).sentences[0]
    assert "45% 全球股票、45% 债券" in said["zh"] and "45% Equities, 45% Bonds" in said["en"]


def test_the_minimum_category_is_shown_cash_alone() -> None:
    shown = allocate("C1", POLICY, RULES.assumptions, minimum_risk=True)
    assert [(share.id, share.weight) for share in shown.shares] == [("cash", 100)]
    assert "R1" in shown.sentences[0]["zh"]


def test_an_unknown_category_is_refused() -> None:
    with pytest.raises(KeyError):
        allocate("C6", POLICY, RULES.assumptions)


@pytest.mark.parametrize("minimum_risk", [False, True])
@pytest.mark.parametrize("category", CATEGORIES)
def test_nothing_banned_is_said_and_nothing_promised(category: str, minimum_risk: bool) -> None:
    shown = allocate(category, POLICY, RULES.assumptions, minimum_risk=minimum_risk)
    for language in ("zh", "en"):
        said = " ".join([*(s[language] for s in shown.sentences), shown.notice[language]])
        assert not POLICY.banned_in(said, language)
    assert "不构成任何收益承诺" in shown.notice["zh"]
    assert "no promise" in shown.notice["en"]
