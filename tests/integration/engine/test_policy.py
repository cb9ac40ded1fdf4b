"""The bounded rule policy predicts what Rasa's own rule policy predicts."""

from __future__ import annotations

import random

import pytest

pytestmark = pytest.mark.rasa


@pytest.fixture(scope="module")
def policies(agent):
    from bot.engine.policy import BoundedRulePolicy

    graph = agent.processor.graph_runner._instantiated_nodes
    bounded = next(
        node._component for node in graph.values() if isinstance(node._component, BoundedRulePolicy)
    )
    return agent.domain, bounded


def test_on_any_dialogue_both_predict_the_same(policies):
    from rasa.shared.core.events import (
        ActionExecuted,
        BotUttered,
        SessionStarted,
        SlotSet,
        UserUttered,
    )
    from rasa.shared.core.trackers import DialogueStateTracker

    domain, bounded = policies
    longest, compared, predicted = bounded._longest, 0, set()
    assert longest is not None and 3 <= longest <= 12
    chance = random.Random(11)
    actions = ["action_hello", "action_agree", "action_hear", "utter_bye", "action_listen"]
    for _ in range(60):
        tracker = DialogueStateTracker("x", domain.slots)
        if chance.random() < 0.8:
            tracker.update(ActionExecuted("action_session_start"))
            tracker.update(SessionStarted())
            tracker.update(ActionExecuted("action_listen"))
        for _ in range(chance.randint(1, 25)):
            kind = chance.random()
            if kind < 0.5:
                intent = chance.choice(domain.intents)
                tracker.update(UserUttered("x", intent={"name": intent}))
            elif kind < 0.6:
                tracker.update(SlotSet("heard", chance.choice(["a", None])))
            elif kind < 0.7:
                tracker.update(BotUttered("y"))
            else:
                tracker.update(ActionExecuted(chance.choice(actions)))
            answers = []
            for bound in (longest, None):
                bounded._longest = bound
                answers.append(bounded._predict(tracker, domain))
            bounded._longest = longest
            (short, source), (whole, full_source) = answers
            assert short.probabilities == whole.probabilities
            assert short.hide_rule_turn == whole.hide_rule_turn
            compared += 1
            predicted.add(domain.action_names_or_texts[short.max_confidence_index])
            if full_source in bounded.lookup["rules"]:
                assert source == full_source
    assert compared > 500 and {"action_hello", "utter_bye", "action_listen"} <= predicted


def test_what_it_looks_at_does_not_grow_with_the_dialogue(policies):
    from rasa.shared.core.events import ActionExecuted, UserUttered
    from rasa.shared.core.trackers import DialogueStateTracker

    domain, bounded = policies
    tracker = DialogueStateTracker("x", domain.slots)
    for _ in range(100):
        tracker.update(ActionExecuted("action_listen"))
        tracker.update(UserUttered("x", intent={"name": "greet"}))
        tracker.update(ActionExecuted("action_hello"))
    assert len(bounded._prediction_states(tracker, domain)) == bounded._longest
