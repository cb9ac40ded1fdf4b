"""A training example that is cheap to copy, to compare and to fingerprint.

Rasa copies the training data half a dozen times before it trains, drops doubles each time, and
fingerprints all of it after each component: with thousands of examples that takes longer than the
training itself.
"""

from __future__ import annotations

import hashlib
from typing import Any

from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.utils.io import deep_container_fingerprint


class TrainingMessage(Message):
    """A message of the training data. It is equal to another that says and carries the same."""

    _cached_fingerprint: str | None

    @classmethod
    def of(cls, message: Message) -> TrainingMessage:
        """The same message, as an example."""
        return cls(message.data, set(message.output_properties), message.time, message.features)

    def __deepcopy__(self, memo: dict[int, Any]) -> TrainingMessage:
        """A copy whose properties and features are replaced without changing this one's; what
        they hold is shared, as no component changes it in place."""
        copy = TrainingMessage.__new__(TrainingMessage)
        copy.__dict__.update(self.__dict__)
        copy.data, copy.features = self.data.copy(), self.features.copy()
        copy.output_properties = self.output_properties.copy()
        return copy

    def set(self, prop: str, info: Any, add_to_output: bool = False) -> None:
        """Set a property. What stays as it was changes no fingerprint: Rasa strips the intents
        again with each copy."""
        if isinstance(info, str) and self.data.get(prop) == info and not add_to_output:
            return
        super().set(prop, info, add_to_output)

    def __hash__(self) -> int:
        """By the fingerprint, as equality is."""
        return hash(self.fingerprint())

    def __eq__(self, other: object) -> bool:
        """Whether both say and carry the same."""
        return isinstance(other, Message) and self.fingerprint() == other.fingerprint()

    def fingerprint(self) -> str:
        """Changes with every property and every feature, whoever set them."""
        if self._cached_fingerprint is None:
            digest = hashlib.blake2b(digest_size=16)
            for name in sorted(self.data):
                digest.update(f"{name}={_told(self.data[name])}\0".encode("utf-8", "replace"))
            for feature in self.features:
                digest.update(_carried(feature))
            self._cached_fingerprint = digest.hexdigest()
        return self._cached_fingerprint


def _told(value: Any) -> str:
    if value is None or isinstance(value, str):
        return repr(value)
    if isinstance(value, list) and value and all(isinstance(one, Token) for one in value):
        return repr([(t.text, t.start, t.end, t.lemma, sorted(t.data.items())) for t in value])
    return deep_container_fingerprint(value)


def _carried(feature: Features) -> bytes:
    name = f"{feature.type}/{feature.attribute}/{feature.origin}/"
    if feature.is_dense():
        return name.encode() + repr(feature.features.shape).encode() + feature.features.tobytes()
    return name.encode() + feature.fingerprint().encode()
