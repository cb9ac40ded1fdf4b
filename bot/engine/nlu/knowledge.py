"""The finder of knowledge entries as a component of Rasa's graph; the model is entry_model's."""

from typing import Any, Dict, Iterator, List, Mapping, Tuple, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier as RasaIntentClassifier
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.engine.nlu.entry_model import EntryModel, understood
from bot.engine.nlu.fingerprint import sources
from bot.engine.nlu.intents import sentence_vector, thinned
from bot.engine.nlu.speller import plain
from bot.engine.nlu.written import writing
from bot.language.normal import fold
from bot.rulebook import Knowledge, read_knowledge
from bot.services.encoder import encoder_version
from bot.services.heard import ANSWERED, DECLINED
from bot.services.vectors import embed_all, kept_vectors
from bot.settings import load_settings

FOUND = "knowledge"
_DECLINED = 200
"""Examples of an intent that is declined from which the finder learns."""


def project_knowledge() -> Knowledge:
    """The knowledge base of this installation, as it is trained on. Raises RulebookError."""
    settings = load_settings()
    schema = settings.root / "data" / "schemas" / "knowledge.schema.json"
    return read_knowledge(settings.knowledge_path, schema)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class KnowledgeFinder(RasaIntentClassifier, GraphComponent):
    """Sets `knowledge` on a message: the entry it asks for, two to choose between, or none.

    Where the entry is certain and the intent was in doubt, the intent becomes the question's.
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
        """There is nothing to configure."""
        return {}

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        model: EntryModel | None = None,
    ) -> None:
        """Make a finder; without a model it finds nothing."""
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """There is nothing to configure."""

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> str | None:
        """It learns from the knowledge base, which Rasa does not know of."""
        code = sources(
            "engine/nlu/entry_model.py",
            "engine/nlu/intent_model.py",
            "engine/nlu/kernel.py",
            "language/features.py",
            "language/resembling.py",
            "engine/nlu/speller.py",
            "language/normal.py",
            "services/heard.py",
        )
        return f"{code}-{project_knowledge().questions_digest()}"

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "KnowledgeFinder":
        """Make an untrained component (see Rasa's GraphComponent)."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "KnowledgeFinder":
        """Load the trained model. Raises ValueError where it is of another version."""
        with model_storage.read_from(resource) as folder:
            model = EntryModel.load(folder, encoder=encoder_version())
        return cls(model_storage, resource, model)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the phrasings of the entries, and from what is declined."""
        known = {
            fold(one.get(TEXT)): sentence_vector(one)
            for one in training_data.intent_examples
            if one.get(TEXT)
        }
        self._model = learn(project_knowledge(), _declined(training_data), known)
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Set `knowledge` of `messages`, and the intent where the entry speaks against it."""
        if self._model is None:
            raise RuntimeError("the knowledge finder was asked before it was trained")
        for message in messages:
            text = message.get(TEXT)
            if not text or message.get(FOUND):
                continue
            choosing = tuple((message.get("metadata") or {}).get("choosing") or ())
            told = writing(message).text
            found = self._model.find(told, among=choosing)
            message.set(FOUND, found.to_json(), add_to_output=True)
            intent = message.get(INTENT) or {}
            ranking = {
                one["name"]: one["confidence"] for one in message.get(INTENT_RANKING_KEY) or ()
            }
            changed = understood(
                told,
                intent.get("name") or "",
                ranking,
                found,
                beside=not ANSWERED.isdisjoint(message.get("also") or ()),
            )
            if changed is not None:
                name, confidence = changed
                message.set(INTENT, {"name": name, "confidence": confidence}, add_to_output=True)
                message.set("in_scope", True, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training examples keep the intents their authors gave them."""
        return training_data


def learn(
    knowledge: Knowledge,
    declined: Iterator[Tuple[str, np.ndarray, str]],
    known: Mapping[str, np.ndarray] | None = None,
) -> EntryModel:
    """A model of the entries; `declined` are (folded text, vector, intent) of what is not
    answered, `known` are vectors of folded texts that need not be encoded again."""
    asked = [*knowledge.examples, *knowledge.unanswered]
    folded = [plain(fold(one.text)) for one in asked]
    vectors = dict(known or {})
    missing = [text for text in dict.fromkeys(folded) if text not in vectors]
    vectors.update(zip(missing, embed_all(missing, kept_vectors(load_settings())), strict=True))
    return EntryModel.learn(
        folded,
        np.stack([vectors[text] for text in folded]),
        [one.entry for one in asked],
        declined,
        encoder=encoder_version(),
        titles={
            fold(said.title): entry.id
            for entry in knowledge.entries.values()
            for said in entry.said.values()
        },
    )


def _declined(training_data: TrainingData) -> Iterator[Tuple[str, np.ndarray, str]]:
    some = [one for one in training_data.intent_examples if one.get(INTENT) in DECLINED]
    for one in thinned([one for one in some if one.get(TEXT)], _DECLINED):
        yield plain(fold(one.get(TEXT))), sentence_vector(one), one.get(INTENT)
