"""A training example is cheap for Rasa to handle, and still a message."""

from __future__ import annotations

import copy

import numpy as np
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.engine.training_message import TrainingMessage


def _feature(first: float = 0.0) -> Features:
    numbers = np.zeros((1, 4), dtype=np.float32)
    numbers[0, 0] = first
    return Features(numbers, "sentence", "text", "encoder")


def test_a_copy_can_be_changed_without_changing_the_example() -> None:
    example = TrainingMessage.build(text="我想存钱", intent="state_need")
    mark = example.fingerprint()
    other = copy.deepcopy(example)
    other.set("intent", "inform", add_to_output=True)
    other.add_features(_feature())

    assert (example.get("intent"), example.features) == ("state_need", [])
    assert "intent" not in example.output_properties
    assert example.fingerprint() == mark != other.fingerprint()


def test_the_fingerprint_follows_what_an_example_says_and_carries() -> None:
    def made(text: str = "a b", intent: str = "inform", **more: object) -> str:
        example = TrainingMessage.build(text=text, intent=intent)
        for name, value in more.items():
            example.set(name, value)
        return example.fingerprint()

    def carrying(feature: Features) -> str:
        example = TrainingMessage.build(text="a b", intent="inform")
        example.add_features(feature)
        return example.fingerprint()

    different = [
        made(),
        made(text="a c"),
        made(intent="deny"),
        made(entities=[{"entity": "need", "value": "home"}]),
        made(text_tokens=[Token("a", 0), Token("b", 2)]),
        made(text_tokens=[Token("a", 0), Token("b", 3)]),
        made(text_tokens=[Token("a", 0, lemma="an"), Token("b", 2)]),
        carrying(_feature()),
        carrying(_feature(0.5)),
        carrying(Features(np.zeros((1, 4), dtype=np.float32), "sequence", "text", "encoder")),
        carrying(Features(np.zeros((1, 4), dtype=np.float32), "sentence", "text", "another")),
    ]
    assert len(set(different)) == len(different)
    assert made() == made() and carrying(_feature()) == carrying(_feature())


def test_what_was_set_later_is_in_the_fingerprint() -> None:
    example = TrainingMessage.build(text="a", intent="inform")
    before = example.fingerprint()
    example.set("intent", "deny")
    assert example.fingerprint() != before


def test_doubles_are_dropped_and_everything_of_a_message_is_taken_over() -> None:
    message = Message.build(text="a", intent="inform/more", intent_metadata={"seen": 1})
    data = TrainingData(
        [
            TrainingMessage.of(message),
            TrainingMessage.of(message),
            TrainingMessage.build("b", "inform"),
        ]
    )
    merged = TrainingData().merge(data)

    assert [one.get("text") for one in merged.training_examples] == ["a", "b"]
    assert merged.training_examples[0].as_dict() == message.as_dict()
    assert all(isinstance(one, TrainingMessage) for one in merged.training_examples)
