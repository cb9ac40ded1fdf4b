"""Rasa's rule policy without its growing cost: it looks back no further than a rule is long."""

import json
from typing import Any, Dict, List

from rasa.core.policies.rule_policy import (
    RULES,
    RULES_FOR_LOOP_UNHAPPY_PATH,
    RULES_NOT_IN_STORIES,
    RulePolicy,
)
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.trackers import DialogueStateTracker


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class BoundedRulePolicy(RulePolicy):
    """Predicts what RulePolicy predicts, from the last states only.

    RulePolicy makes the states of a whole conversation for every prediction (40 % of a turn at 200
    messages). A rule is compared with the newest states only, as many as it has; a
    rule that starts a conversation is told from one that does not by one state more. So states
    older than the longest rule plus one never change a prediction. While training, when rules are
    checked against stories, everything is as in RulePolicy.
    """

    _longest: int | None = None

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "BoundedRulePolicy":
        """Load the trained rules and measure the longest."""
        policy: BoundedRulePolicy = super().load(
            config, model_storage, resource, execution_context, **kwargs
        )
        policy.bound()
        return policy

    def bound(self) -> None:
        """Look back no further than the longest rule plus one state, from now on."""
        lengths = [2]
        for table in (RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RULES_NOT_IN_STORIES):
            for key in self.lookup.get(table, ()):
                lengths.append(_states_in(key))
        self._longest = max(lengths) + 1

    def _prediction_states(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        use_text_for_last_user_input: bool = False,
        rule_only_data: Dict[str, Any] | None = None,
    ) -> List[State]:
        if self._longest is None:
            return super()._prediction_states(
                tracker, domain, use_text_for_last_user_input, rule_only_data
            )
        states = self._last_states(tracker, domain, self._longest)
        # The featurizer's own ways of showing the last words of the client.
        featurizer = self.featurizer
        return featurizer.prediction_states(
            [_Recent(states)],
            domain,
            use_text_for_last_user_input=use_text_for_last_user_input,
            ignore_rule_only_turns=False,
            rule_only_data=rule_only_data,
            ignore_action_unlikely_intent=False,
        )[0]

    @staticmethod
    def _last_states(tracker: DialogueStateTracker, domain: Domain, count: int) -> List[State]:
        """The newest `count` states; older turns are replayed (cheap), but not described."""
        from rasa.shared.core.events import ActionExecuted

        applied = tracker.applied_events()
        turns = sum(isinstance(event, ActionExecuted) for event in applied)
        skipped = turns + 1 - count
        replay = tracker.init_copy()
        states: List[State] = []
        for event in applied:
            if isinstance(event, ActionExecuted):
                if skipped <= 0:
                    states.append(domain.get_active_state(replay))
                skipped -= 1
            event.apply_to(replay)
        states.append(domain.get_active_state(replay))
        return states


class _Recent:
    """Stands for a tracker whose states are known already."""

    def __init__(self, states: List[State]) -> None:
        self._states = states

    def past_states(self, *args: Any, **kwargs: Any) -> List[State]:
        return self._states


def _states_in(key: str) -> int:
    try:
        states = json.loads(key)
    except ValueError:
        return 0
    return len(states) if isinstance(states, list) else 0
