"""How Rasa reads the project: with the questions of the knowledge base beside the examples, and of
the replies only those that a rule says itself.

Most replies are said by actions, which Rasa cannot see: it would warn of each that it is unused,
and the warnings that matter would drown.
"""

from pathlib import Path

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import cached_method

from bot.engine.nlu.examples import plain_examples
from bot.engine.nlu.knowledge import project_knowledge
from bot.engine.training_message import TrainingMessage


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

    @cached_method
    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """The training data, with the questions of the knowledge base under their intents;
        `responses` holds what rules and stories name."""
        read = [_read(path, language) for path in self._nlu_files]
        known = set(self.get_domain().intents)
        knowledge = project_knowledge()
        asked = [one for one in (*knowledge.examples, *knowledge.unanswered) if one.intent in known]
        questions = TrainingData(
            [TrainingMessage.build(text=one.text, intent=one.intent) for one in asked]
        )
        data = TrainingData().merge(*read, questions)
        said = {
            event.action_name
            for step in self.get_stories().story_steps
            for event in step.events
            if isinstance(event, ActionExecuted)
        }
        data.responses = {name: reply for name, reply in data.responses.items() if name in said}
        return data


def _read(path: str, language: str | None) -> TrainingData:
    plain = plain_examples(Path(path)) if path.endswith((".yml", ".yaml")) else None
    if plain is not None:
        return TrainingData([TrainingMessage.build(one.text, one.intent) for one in plain])
    data: TrainingData = load_data(path, language)
    data.training_examples = [TrainingMessage.of(one) for one in data.training_examples]
    return data
