"""Checks what an action answered as strictly as Rasa does, with a schema that is prepared once.

Rasa 3.6.21 verifies the schema itself, some hundred definitions, anew for each answer of an action:
40 to 60 ms, four times a turn, nine tenths of all the time a turn takes [measured]. There is no
setting and no place to put a class of our own (actions are made by a function of the module), so
this one method is replaced, when the engine starts and nowhere else. Rasa is frozen at 3.6.21; a
test holds the two against each other.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from rasa.core.actions.action import RemoteAction


@lru_cache(maxsize=1)
def _validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def check(self: RemoteAction, result: dict[str, Any]) -> bool:
    """True for a right answer. Raises jsonschema's ValidationError, without the answer's words."""
    error = best_match(_validator().iter_errors(result))
    if error is not None:
        error.message = f"the answer to {self.name()} is not what an action answers"
        raise error
    return True


def prepare() -> None:
    """Use the prepared schema for all actions of this process."""
    _validator()
    RemoteAction._validate_action_result = check
