"""Gives every message its sentence vector: one space of meaning for Chinese and English."""

from typing import Any, Callable, Dict, List, Type

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.engine.nlu.fingerprint import sources
from bot.engine.nlu.written import writing
from bot.services.encoder import Vectors, embed
from bot.services.vectors import embed_all, kept_vectors
from bot.settings import load_settings


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoderFeaturizer(DenseFeaturizer, GraphComponent):
    """Dense sentence features of the multilingual encoder (512 numbers, length 1)."""

    @classmethod
    def required_components(cls) -> List[Type]:
        """Rasa wants tokens before features."""
        return [Tokenizer]

    @staticmethod
    def required_packages() -> List[str]:
        """None by Rasa's reckoning, which wants one name for import and distribution alike."""
        return []

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Nothing beside what every featurizer has."""
        return {**DenseFeaturizer.get_default_config()}

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """Any configuration of the base class will do."""

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> str | None:
        """Other vectors come from another encoder or another normal form."""
        return sources(
            *("services/bulk_encoder.py", "services/encoder.py", "services/vectors.py"),
            "language/normal.py",
        )

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GraphComponent:
        """Make the component (see Rasa's GraphComponent)."""
        return cls(execution_context.node_name, config)

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the sentence features to `messages`."""
        return self._featurized(messages, embed)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the sentence features to all training examples."""
        kept = kept_vectors(load_settings())
        self._featurized(training_data.training_examples, lambda texts: embed_all(texts, kept))
        return training_data

    def _featurized(
        self, messages: List[Message], encode: Callable[[List[str]], Vectors]
    ) -> List[Message]:
        told = [message for message in messages if message.get(TEXT)]
        vectors = encode([writing(message).text for message in told])
        for message, vector in zip(told, vectors, strict=True):
            message.add_features(
                Features(
                    vector.reshape(1, -1),
                    FEATURE_TYPE_SENTENCE,
                    TEXT,
                    self._config[FEATURIZER_CLASS_ALIAS],
                )
            )
        return messages
