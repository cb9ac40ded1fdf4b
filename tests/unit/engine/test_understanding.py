"""Several things in one message: what leads, and what is answered beside it."""

from __future__ import annotations

import numpy as np
import pytest

from bot.engine.nlu import understanding
from bot.engine.nlu.intent_model import Prediction
from bot.engine.nlu.speller import Speller

MEANT = {
    "教育": "state_need",
    "收费": "ask_fees",
    "机器人": "ask_bot",
    "转人工": "ask_human",
    "下雨": "out_of_scope",
    "房贷": "inform",
    "college": "state_need",
    "charge": "ask_fees",
}


class Model:
    """Knows one word for each intent; of several in a text it believes the last."""

    speller = Speller()

    def predict(self, text, vector, *, evidence=False):
        at, intent = max(((text.find(word), i) for word, i in MEANT.items()), default=(-1, ""))
        intent = intent if at >= 0 else "out_of_scope"
        chance = 0.3 if "也许" in text else 0.9
        ranking = ((intent, chance), ("greet", 0.2))
        return Prediction(intent, chance, intent != "out_of_scope", ranking)

    def predict_parts(self, parts, vectors, *, evidence=False):
        return [self.predict(part, row) for part, row in zip(parts, vectors, strict=True)]


@pytest.fixture(autouse=True)
def _no_encoder(monkeypatch):
    monkeypatch.setattr(understanding, "embed", lambda texts: np.zeros((len(texts), 512)))


@pytest.mark.parametrize(
    ("text", "leads", "also"),
    [
        ("我想存教育金，另外你们收费吗？", "state_need", ("ask_fees",)),
        ("你们收费吗？我想存教育金", "state_need", ("ask_fees",)),
        ("I want a college fund. Do you charge?", "state_need", ("ask_fees",)),
        ("我想存教育金", "state_need", ()),
        ("你们收费吗？", "ask_fees", ()),
        ("我想存教育金，明天下雨吗？", "state_need", ()),
        ("我想存教育金，也许你们收费吗？", "state_need", ()),
        ("转人工，你们收费吗？", "ask_human", ("ask_fees",)),
        ("你们收费吗？你是机器人吗？", "ask_bot", ("ask_fees",)),
    ],
)
def test_what_leads_and_what_is_answered_beside_it(text, leads, also):
    found = understanding.understand(Model(), text)
    assert (found.prediction.intent, found.also) == (leads, also)


def test_no_more_than_two_questions_are_answered_beside():
    told = "你们收费吗？你是机器人吗？下雨吗？I pay no charge? 我想存教育金"
    found = understanding.understand(Model(), told)
    assert found.prediction.intent == "state_need" and found.also == ("ask_fees", "ask_bot")


def test_a_fact_of_the_story_does_not_lead_unless_it_states_a_value():
    told = "我有房贷，你们收费吗？"
    assert understanding.understand(Model(), told).prediction.intent == "ask_fees"
    stated = understanding.understand(Model(), told, evidence=True)
    assert (stated.prediction.intent, stated.also) == ("inform", ("ask_fees",))


def test_a_long_message_is_read_in_few_pieces():
    clauses = understanding._clauses("。".join(["我想存教育金"] * 30))
    assert len(clauses) <= understanding._CLAUSES


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("你给我推荐只股票呗", False),
        ("推荐几款理财产品", False),
        ("could you recommend me a good fund", False),
        ("买过股票", True),
        ("朋友推荐的，买过股票", True),
        ("I hold a few shares", True),
    ],
)
def test_who_wants_a_product_named_states_no_value(text, states):
    class Asked(Model):
        heard: bool | None = None

        def predict(self, text, vector, *, evidence=False):
            self.heard = evidence
            return super().predict(text, vector, evidence=evidence)

        def predict_parts(self, parts, vectors, *, evidence=False):
            self.heard = evidence
            return [Model.predict(self, part, None) for part in parts]

    model = Asked()
    understanding.understand(model, text, evidence=True)
    assert model.heard is states
