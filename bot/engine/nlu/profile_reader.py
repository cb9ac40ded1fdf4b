"""Puts what a client states about themselves (amounts, times, needs …) beside the message."""

from datetime import datetime, timezone
from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.engine.nlu.fingerprint import sources
from bot.engine.nlu.reading import entities, read
from bot.engine.nlu.written import writing


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ProfileReader(GraphComponent, EntityExtractorMixin):
    """Entities `profile_value` (role: the profile value's id), `need` and `segment`.

    The message's metadata may say in which language it is (`language`) and which question it
    answers (`asking`); a bare "50万" is read as that question's answer.
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """There is nothing to configure: the grammar is bot.language's."""
        return {}

    def __init__(self, config: Dict[str, Any]) -> None:
        """Keep Rasa's configuration of the component."""
        self._config = config

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """There is nothing to configure."""

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> str | None:
        """Another grammar finds other values."""
        return sources("language", "engine/nlu/reading.py")

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GraphComponent:
        """Make the component (see Rasa's GraphComponent)."""
        return cls(config)

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the entities that are stated in `messages`."""
        today = datetime.now(timezone.utc).date()
        for message in messages:
            if not message.get(TEXT):
                continue
            metadata = message.get("metadata") or {}
            readings = read(
                writing(message),
                language=metadata.get("language"),
                asking=metadata.get("asking"),
                today=today,
            )
            message.set(
                ENTITIES, message.get(ENTITIES, []) + entities(readings), add_to_output=True
            )
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training examples keep what their authors marked."""
        return training_data
