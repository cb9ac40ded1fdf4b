"""How well the intents are told apart on texts that are never trained on."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest
import ruamel.yaml

from bot.engine.nlu.intent_model import NOT_OURS, IntentModel
from bot.engine.nlu.reading import entities, read, states_a_value
from bot.engine.nlu.speller import plain
from bot.engine.nlu.understanding import understand
from bot.language.normal import fold
from bot.services.encoder import embed, encoder_version
from tests.integration.engine.helpers import HERE, examples

HARMFUL = {
    "distress",
    "report_scam",
    "erase_my_data",
    "revoke_consent",
    "ask_human",
    "ask_guarantee",
    "ask_security_tip",
}


@pytest.fixture(scope="module")
def found():
    """(text, right intent, prediction) for every held-out text, by a model learnt just now."""
    pairs = examples()
    texts = [plain(fold(text)) for _, text in pairs]
    intents = [intent for intent, _ in pairs]
    model = IntentModel.learn(texts, embed(texts), intents, encoder=encoder_version())
    held = ruamel.yaml.YAML(typ="safe").load(HERE / "heldout.yml")
    results = []
    for intent, texts in held.items():
        for text in map(str, texts):
            sure = states_a_value(
                entities(read(text, language=None, asking=None, today=date(2026, 11, 22)))
            )
            results.append((text, intent, understand(model, text, evidence=sure).prediction))
    return results


def test_no_held_out_text_is_an_example(found):
    known = {fold(text) for _, text in examples()}
    assert [text for text, _, _ in found if fold(text) in known] == []


def test_intents_are_told_apart(found):
    missed = defaultdict(list)
    for text, intent, prediction in found:
        if prediction.intent != intent:
            missed[intent].append((text, prediction.intent, round(prediction.confidence, 2)))
    for intent, texts in sorted(missed.items()):
        print(intent, texts)
    right = 1 - sum(map(len, missed.values())) / len(found)
    print(f"{len(found)} texts, {right:.1%} right")
    assert len(found) >= 390 and right >= 0.95


def test_what_is_not_ours_is_sent_away_and_what_is_ours_is_not(found):
    foreign = [p for _, intent, p in found if intent in NOT_OURS]
    ours = [p for _, intent, p in found if intent not in NOT_OURS]
    assert sum(not p.in_scope for p in foreign) / len(foreign) >= 0.9
    assert sum(p.in_scope for p in ours) / len(ours) >= 0.97


def test_nothing_harmful_is_done_that_was_not_asked_for(found):
    wrong = [(t, p.intent) for t, intent, p in found if p.intent in HARMFUL and intent != p.intent]
    assert len(wrong) <= 3, wrong
