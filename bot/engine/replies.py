"""What the engine says: the rulebook's replies in the conversation's language, always the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot import rulebook
from bot.language.script import detect
from bot.rulebook.replies import LANGUAGES, Replies
from bot.settings import load_settings

_APART = frozenset({"text", "custom", "buttons", "elements", "image", "attachment", "template"})


class RulebookReplies(NaturalLanguageGenerator):
    """Says a reply by name. Rasa's own generator chooses at random among equals and lets a channel
    override a language; wording that compliance has approved must do neither."""

    def __init__(
        self,
        endpoint_config: EndpointConfig | None = None,
        domain: Domain | None = None,
        *,
        replies: Replies | None = None,
    ) -> None:
        """Load the replies. Raises RulebookError where the files are not right."""
        self._replies = replies or rulebook.load(load_settings()).replies

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> dict[str, Any] | None:
        """The reply `utter_action` with slots and `kwargs` put in; None where there is no such.

        `custom` holds what stands beside the words in the reply's file and what the action gave,
        the action's keys winning.
        """
        if utter_action not in self._replies:
            return None
        language = language_of(tracker)
        values = {
            name: value
            for name, value in tracker.current_slot_values().items()
            if value is not None
        }
        values.update({name: value for name, value in kwargs.items() if name not in _APART})
        said: dict[str, Any] = {"text": self._replies.text(utter_action, language, **values)}
        given = kwargs.get("custom") or {}
        custom = {**self._replies.custom(utter_action, language), **given}
        if custom:
            said["custom"] = custom
        return said


def language_of(tracker: DialogueStateTracker) -> str:
    """The language the client speaks: as the gateway found it, else as the text has it."""
    message = tracker.latest_message
    metadata: Mapping[str, Any] = (message.metadata if message else None) or {}
    if metadata.get("language") in LANGUAGES:
        return str(metadata["language"])
    return detect((message.text if message else None) or "", None)
