"""The prepared check of an action's answer accepts and refuses what Rasa's own does."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.rasa

ANSWERS = [
    {"events": [], "responses": []},
    {},
    {"events": [{"event": "slot", "name": "a", "value": 1}], "responses": [{"text": "x"}]},
    {"events": [{"event": "slot", "name": "a"}], "responses": []},
    {"events": [{"event": "slot", "value": 1}], "responses": []},
    {"events": [{"event": "no such event"}], "responses": []},
    {"events": [{"nothing": 1}], "responses": []},
    {"events": "SECRET", "responses": []},
    {"events": [], "responses": "SECRET"},
    {"events": [], "responses": ["SECRET"]},
    {"events": [{"event": "active_loop", "name": "f"}, {"event": "followup", "name": "x"}]},
    [],
    None,
]


@pytest.mark.parametrize("answer", ANSWERS)
def test_both_judge_alike(answer):
    from jsonschema import ValidationError
    from rasa.core.actions.action import RemoteAction

    from bot.engine.response_check import check

    def judge(method):
        try:
            return method(action, answer)
        except ValidationError as error:
            return type(error), "SECRET" in error.message

    action = RemoteAction("action_x", None)
    theirs, ours = judge(RemoteAction._validate_action_result), judge(check)
    assert ours == theirs if theirs is True else ours == (ValidationError, False)
