"""The intent model: learns, keeps, refuses what is foreign, believes evidence."""

from __future__ import annotations

import numpy as np
import pytest

from bot.engine.nlu import intent_model
from bot.engine.nlu.intent_model import IntentModel
from bot.language.features import Lexicon, counted, grams

WORDS = {"greet": "hello there", "inform": "my income is 0", "out_of_scope": "weather tomorrow"}
ENCODER = "test-1"


def vectors_of(labels, spread=0.1):
    """One direction per intent, with a little noise, length 1."""
    noise = np.random.default_rng(5)
    rows = []
    for label in labels:
        row = np.zeros(512)
        row[list(WORDS).index(label)] = 1.0
        row += noise.normal(0, spread / 20, 512)
        rows.append(row / np.linalg.norm(row))
    return np.array(rows, dtype=np.float32)


@pytest.fixture(scope="module")
def model():
    labels = [label for label in WORDS for _ in range(9)]
    texts = [f"{WORDS[label]} {number}" for number, label in enumerate(labels)]
    return IntentModel.learn(texts, vectors_of(labels), labels, encoder=ENCODER)


def test_it_finds_what_it_learnt(model):
    for label, words in WORDS.items():
        found = model.predict(words, vectors_of([label])[0])
        assert found.intent == label
        assert found.in_scope is (label != "out_of_scope")
        assert sum(chance for _, chance in found.ranking) == pytest.approx(1.0, abs=1e-6)


def test_what_is_far_from_every_example_is_not_for_us(model):
    far = np.zeros(512, dtype=np.float32)
    far[300] = 1.0
    found = model.predict("hello", far)
    assert (found.intent, found.in_scope) == ("out_of_scope", False)


def test_a_message_that_states_a_value_is_never_sent_away(model):
    far = np.zeros(512, dtype=np.float32)
    far[300] = 1.0
    found = model.predict("0", far, evidence=True)
    assert (found.intent, found.in_scope) == ("inform", True)


def test_saved_and_loaded_it_predicts_the_same_and_holds_no_pickle(model, tmp_path):
    model.save(tmp_path)
    loaded = IntentModel.load(tmp_path, encoder=ENCODER)
    for label, words in WORDS.items():
        vector = vectors_of([label])[0]
        before, after = model.predict(words, vector), loaded.predict(words, vector)
        assert after.intent == before.intent
        assert after.confidence == pytest.approx(before.confidence, abs=2e-3)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["intents.json", "intents.npz"]
    np.load(tmp_path / "intents.npz", allow_pickle=False).close()


def test_a_model_of_another_encoder_is_refused(model, tmp_path):
    model.save(tmp_path)
    with pytest.raises(ValueError, match="zhiyin train"):
        IntentModel.load(tmp_path, encoder="test-2")


def test_of_more_examples_than_can_be_compared_some_of_every_intent_are_learnt(monkeypatch):
    monkeypatch.setattr(intent_model, "_MOST", 30)
    labels = [label for label in WORDS for _ in range(9 if label == "greet" else 60)]
    texts = [f"{WORDS[label]} {number}" for number, label in enumerate(labels)]
    model = IntentModel.learn(texts, vectors_of(labels), labels, encoder=ENCODER)
    assert model._ours.shape == (30,)
    for label, words in WORDS.items():
        assert model.predict(words, vectors_of([label])[0]).intent == label


def test_one_intent_alone_cannot_be_learnt():
    with pytest.raises(ValueError, match="two intents"):
        IntentModel.learn(["a"], vectors_of(["greet"]), ["greet"], encoder=ENCODER)


def test_grams_of_both_languages_and_numbers_all_alike():
    found = grams("我有50万 invest now")
    assert {"我有", "我", "s:0", "万", "w:invest", "p:invest now", "c:^in"} <= set(found)
    assert grams("50") == grams("12,345.6")


def test_a_lexicons_rows_have_length_one_or_nothing():
    lexicon = Lexicon.learn([counted("hello you"), counted("hello me")])
    places, values = lexicon.row("hello")
    assert len(places) and np.linalg.norm(values) == pytest.approx(1.0, abs=1e-6)
    assert len(lexicon.row("")[0]) == 0 and len(lexicon.row("zzz")[0]) == 0


def test_a_lexicons_matrix_holds_the_rows_of_its_texts():
    texts = ["hello you 你好你好", "hello me", "", "zzz", "你好"]
    lexicon = Lexicon.learn(map(counted, texts))
    rows = lexicon.matrix(map(counted, texts)).toarray()
    for text, row in zip(texts, rows, strict=True):
        places, values = lexicon.row(text)
        assert row[places] == pytest.approx(values, abs=1e-6) and np.count_nonzero(row) == len(
            places
        )
