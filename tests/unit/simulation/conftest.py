"""What simulated clients go by, read once."""

from __future__ import annotations

import pytest

from bot import rulebook
from bot.rulebook import Rulebook
from bot.settings import ROOT, load_settings
from bot.simulation import personas, phrases
from bot.simulation.personas import Persona
from bot.simulation.running import Script

FOLDER = ROOT / "data/simulation"


@pytest.fixture(scope="session")
def rules() -> Rulebook:
    return rulebook.load(load_settings({}))


@pytest.fixture(scope="session")
def people(rules: Rulebook) -> dict[str, Persona]:
    loaded = personas.load(FOLDER / "personas.yml", rules.questionnaire)
    return {one.id: one for one in loaded}


@pytest.fixture(scope="session")
def script(rules: Rulebook) -> Script:
    return Script(rules.questionnaire, rules.policy, phrases.load(FOLDER), 0)
