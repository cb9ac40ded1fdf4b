"""What tests share of the rules is what they would have read themselves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot import rulebook
from bot.rulebook import RulebookError
from bot.settings import load_settings
from tests import rules


class Watched:
    """Settings that remember what was asked of them."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        self.asked.add(name)
        return getattr(load_settings({}), name)


def test_the_rules_are_read_by_no_other_setting() -> None:
    watched = Watched()
    assert rules._load(watched).versions == rules.delivered().versions  # type: ignore[arg-type]
    assert watched.asked == set(rules.READ_FROM)


def test_rules_that_differ_are_read_anew(tmp_path: Path) -> None:
    settings = load_settings({})
    assert rulebook.load(settings) is rulebook.load(replace(settings, home=tmp_path))
    named = rulebook.load(replace(settings, institution_en="Other Bank"))
    assert named.replies != rulebook.load(settings).replies
    with pytest.raises(RulebookError):
        rulebook.load(replace(settings, policy_path=tmp_path / "none.yml"))
