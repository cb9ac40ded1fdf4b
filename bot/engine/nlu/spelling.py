"""Puts every message into the spelling it was meant to have, once, for all that read it."""

from typing import Any, Dict, Iterator, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.engine.nlu.fingerprint import sources
from bot.engine.nlu.knowledge import project_knowledge
from bot.engine.nlu.written import TOLD, WRITING
from bot.language.mending import Mender
from bot.rulebook import load, option_texts
from bot.services import spelling
from bot.settings import load_settings


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class SpellingMender(GraphComponent):
    """Sets `writing` on a message, and `told` where it differs from what was typed.

    Stands first in the pipeline. A model that was trained without it reads texts as they come.
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """There is nothing to configure."""
        return {}

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, mender: Mender | None = None
    ) -> None:
        """Make a mender; it must be trained before it mends."""
        self._model_storage = model_storage
        self._resource = resource
        self._mender = mender

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """There is nothing to configure."""

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> str | None:
        """It counts the knowledge base as well, which Rasa does not know of."""
        code = sources("language", "services/spelling.py")
        return f"{code}-{project_knowledge().questions_digest()}"

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SpellingMender":
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
    ) -> "SpellingMender":
        """Load the counts. Raises ValueError where they are of another version."""
        with model_storage.read_from(resource) as folder:
            mender = spelling.load(folder)
        return cls(model_storage, resource, mender)

    def train(self, training_data: TrainingData) -> Resource:
        """Count the words of the examples, the questionnaire and the knowledge base."""
        examples = [one.get(TEXT) for one in training_data.intent_examples if one.get(TEXT)]
        own = spelling.learn([*examples, *_project_texts()])
        self._mender = spelling.mender(own)
        with self._model_storage.write_to(self._resource) as folder:
            spelling.save(own, folder)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the writing of `messages`."""
        if self._mender is None:
            raise RuntimeError("the mender was asked before it was trained")
        for message in messages:
            text = message.get(TEXT)
            if not text:
                continue
            writing = self._mender.mend(text)
            message.set(WRITING, writing)
            if writing.text != text:
                message.set(TOLD, writing.to_json(), add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training examples are spelt well."""
        return training_data


def _project_texts() -> Iterator[str]:
    """What the questionnaire offers and the knowledge base is asked, beside the examples."""
    for question in load(load_settings()).questionnaire.questions:
        yield from question.text.values()
        for option in option_texts(question):
            yield from (*option.labels, *option.synonyms, *option.examples)
    knowledge = project_knowledge()
    for asked in (*knowledge.examples, *knowledge.unanswered):
        yield asked.text
