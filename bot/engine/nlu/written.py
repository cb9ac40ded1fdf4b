"""How a message hands its mended spelling from one component to the next."""

from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.language.writing import Writing

WRITING = "writing"
"""Where a message holds its `Writing` for the components behind the mender."""
TOLD = "told"
"""What of it goes with the message to the actions."""


def writing(message: Message) -> Writing:
    """The writing of a message; where nobody mended it, its text in the folded form."""
    found: Writing | None = message.get(WRITING)
    return found if found is not None else Writing.of(message.get(TEXT) or "")
