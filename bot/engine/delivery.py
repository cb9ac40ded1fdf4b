"""One message on its way through the engine, known to all parts of the engine that touch it."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from bot.services.logs import log

_SORRY = {
    "zh": "抱歉，我这边出了点问题，没能处理好这句话。您可以再说一遍，或者直接说“转人工”。",
    "en": "I'm sorry, something went wrong on my side with that. Please say it again, or ask for a "
    "person.",
}
"""The last resort, here because the replies themselves may be what is broken."""


@dataclass
class Delivery:
    """A client's message being answered: where it belongs, and what has been said to it so far.

    `language` is the client's, `owed` says that they spoke and wait for an answer.
    `unreachable` is set when the action server could not be asked: the turn is then given up, is
    not written, and the gateway tries again. `broken` names an action that failed by itself;
    trying again would not help, so the turn stands.
    """

    conversation_id: str
    seq: int
    language: str
    owed: bool
    messages: list[dict[str, Any]] = field(default_factory=list, repr=False)
    unreachable: bool = False
    broken: str | None = None

    def settle(self) -> None:
        """End the turn: a client who spoke and would hear nothing gets a plain excuse.

        Rasa goes on without a word when an action breaks or no rule applies.
        """
        if self.owed and not self.messages:
            log().error("turn.silent", conversation=self.conversation_id, seq=self.seq)
            self.messages.append({"text": _SORRY.get(self.language, _SORRY["en"])})


current: ContextVar[Delivery | None] = ContextVar("delivery", default=None)


class TurnGivenUp(Exception):
    """The turn was not finished and nothing of it was written; it may be tried again."""
