"""How Rasa reads the project: with the questions of the knowledge base beside the examples, and of
the replies only those that a rule says itself.

Most replies are said by actions, which Rasa cannot see: it would warn of each that it is unused,
and the warnings that matter would drown.
"""

from pathlib import Path
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import cached_method
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.engine.nlu.examples import Example, plain_examples
from bot.engine.nlu.knowledge import project_knowledge
from bot.engine.training_message import TrainingMessage

_YAML = (".yml", ".yaml")


class ProjectImporter(RasaFileImporter):
    """Rasa's own importer, with the replies narrowed to those that stand in rules or stories.

    Rasa asks for the same data several times while it trains; they are read once.
    """

    @cached_method
    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """The rules and stories of the project."""
        return super().get_stories(exclusion_percentage)

    @cached_method
    def get_domain(self) -> Domain:
        """The domain of the project."""
        return super().get_domain()

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """The training data, with the questions of the knowledge base under their intents;
        `responses` holds what rules and stories name. No language has others than the rest."""
        return self._data()

    @cached_method
    def _data(self) -> TrainingData:
        messages: list[TrainingMessage] = []
        replies: dict[str, Any] = {}
        rest: list[TrainingData] = []
        for path in self._nlu_files:
            if (plain := _plain(path)) is not None:
                messages += [TrainingMessage.build(one.text, one.intent) for one in plain]
            elif (only := _replies(path)) is not None:
                replies.update(only)
            else:
                rest.append(_read(path))
        known = set(self.get_domain().intents)
        knowledge = project_knowledge()
        asked = [one for one in (*knowledge.examples, *knowledge.unanswered) if one.intent in known]
        messages += [TrainingMessage.build(text=one.text, intent=one.intent) for one in asked]
        data = TrainingData(messages, responses=replies)
        if rest:
            data = data.merge(*rest)
        said = {
            event.action_name
            for step in self.get_stories().story_steps
            for event in step.events
            if isinstance(event, ActionExecuted)
        }
        data.responses = {name: reply for name, reply in data.responses.items() if name in said}
        return data


def _plain(path: str) -> list[Example] | None:
    return plain_examples(Path(path)) if path.endswith(_YAML) else None


def _replies(path: str) -> dict[str, Any] | None:
    """The replies of a file that holds nothing else; None where Rasa has to read it, or to say
    what is wrong with it. Rasa's own reader takes a second for what this reads at once."""
    if not path.endswith(_YAML):
        return None
    try:
        held = YAML(typ="safe").load(Path(path))
    except YAMLError:
        return None
    if not isinstance(held, dict) or set(held) != {"version", "responses"}:
        return None
    replies = held["responses"]
    sound = isinstance(replies, dict) and all(
        isinstance(told, list) and all(isinstance(one, dict) and "text" in one for one in told)
        for told in replies.values()
    )
    return replies if sound else None


def _read(path: str) -> TrainingData:
    data: TrainingData = load_data(path, "en")
    data.training_examples = [TrainingMessage.of(one) for one in data.training_examples]
    return data
