"""The intent classifier as a component of Rasa's graph; the model itself is intent_model's."""

from typing import Any, Dict, List, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier as RasaIntentClassifier
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.engine.nlu.fingerprint import sources
from bot.engine.nlu.intent_model import IntentModel
from bot.engine.nlu.reading import states_a_value
from bot.engine.nlu.speller import plain
from bot.engine.nlu.understanding import understand
from bot.engine.nlu.written import writing
from bot.language.normal import fold
from bot.services.encoder import encoder_version
from bot.services.vectors import embed_all, kept_vectors
from bot.settings import load_settings

_MODULES = ("intent_model", "kernel", "speller", "understanding")
_WORDS = ("agreement", "features", "normal", "pinyin", "resembling")
"""What the trained model depends on beside this file: here, and in bot.language."""
_MOST = 1250
"""Examples of one intent from which the model learns."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(RasaIntentClassifier, GraphComponent):
    """Sets a message's intent, its ranking, `in_scope`, and `also`: questions asked beside it.

    A message that is not for this assistant gets the intent `out_of_scope` (or `near_scope`:
    finance, but not ours), whichever known intent it happens to resemble.
    """

    @classmethod
    def required_components(cls) -> List[Type]:
        """The sentence vectors must be there."""
        return [DenseFeaturizer]

    @staticmethod
    def required_packages() -> List[str]:
        """What training needs."""
        return ["scipy"]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`ranking`: how many intents the ranking names."""
        return {"ranking": 5}

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: IntentModel | None = None,
    ) -> None:
        """Make a classifier; without a model it must be trained first."""
        self._config = {**self.get_default_config(), **config}
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """Any number of ranked intents will do."""

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> str | None:
        """The model lives in modules of its own."""
        return sources(
            *(f"engine/nlu/{name}.py" for name in _MODULES),
            *(
                f"language/{name}.py"
                for name in ("agreement", "features", "normal", "pinyin", "resembling")
            ),
            "services/heard.py",
        )

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "IntentClassifier":
        """Make an untrained component (see Rasa's GraphComponent)."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "IntentClassifier":
        """Load the trained model. Raises ValueError where it is of another version."""
        with model_storage.read_from(resource) as folder:
            model = IntentModel.load(folder, encoder=encoder_version())
        return cls(config, model_storage, resource, model)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples that have a text and an intent."""
        examples = thinned([one for one in training_data.intent_examples if one.get(TEXT)], _MOST)
        folded = [fold(one.get(TEXT)) for one in examples]
        texts = [plain(text) for text in folded]
        vectors = np.stack([sentence_vector(one) for one in examples])
        changed = [at for at, text in enumerate(texts) if text != folded[at]]
        if changed:
            kept = kept_vectors(load_settings())
            vectors[changed] = embed_all([texts[at] for at in changed], kept)
        self._model = IntentModel.learn(
            texts,
            vectors,
            [one.get(INTENT) for one in examples],
            encoder=encoder_version(),
        )
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Set intent, ranking and `in_scope` of `messages`."""
        if self._model is None:
            raise RuntimeError("the intent classifier was asked before it was trained")
        for message in messages:
            if not message.get(TEXT) or message.get(INTENT):
                continue
            read = understand(
                self._model,
                writing(message).text,
                vector=sentence_vector(message),
                evidence=states_a_value(message.get(ENTITIES, [])),
            )
            found = read.prediction
            ranking = [
                {"name": name, "confidence": chance}
                for name, chance in found.ranking[: self._config["ranking"]]
            ]
            message.set(
                INTENT, {"name": found.intent, "confidence": found.confidence}, add_to_output=True
            )
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            message.set("in_scope", found.in_scope, add_to_output=True)
            message.set("also", list(read.also), add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training examples keep the intents their authors gave them."""
        return training_data


def thinned(examples: List[Message], most: int) -> List[Message]:
    """At most `most` examples of an intent, evenly from all of them. The knowledge base alone has
    thousands of questions about concepts, which would drown the other intents."""
    places: Dict[str, List[int]] = {}
    for at, one in enumerate(examples):
        places.setdefault(one.get(INTENT), []).append(at)
    kept = [
        own[turn * len(own) // min(len(own), most)]
        for own in places.values()
        for turn in range(min(len(own), most))
    ]
    return [examples[at] for at in sorted(kept)]


def sentence_vector(message: Message) -> np.ndarray:
    """The sentence vector (512) that the featurizer gave a message. Raises RuntimeError."""
    features = message.get_dense_features(attribute=TEXT)[1]
    if features is None:
        raise RuntimeError("a message came to the intent classifier without a sentence vector")
    return np.asarray(features.features, dtype=np.float32)[0]
