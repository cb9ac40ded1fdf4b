"""Keeps a dialogue short: its state as a few events, and the last turns as they were.

Rasa copies a tracker for every action and sends it to the action server whole, so that a turn
costs more with every message (10 ms at the start, 260 ms at 600 messages). What the
dialogue needs of the past are its slots and the newest turns; the words themselves lie in the
message log.
"""

from __future__ import annotations

from itertools import islice

from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

LONGEST = 160  # events a dialogue may have before it is made shorter
TAIL = 50  # events kept as they were, at least


def compacted(
    tracker: DialogueStateTracker,
    blank: DialogueStateTracker,
    *,
    longest: int = LONGEST,
    tail: int = TAIL,
) -> DialogueStateTracker | None:
    """A shorter tracker in the same state, built into `blank`; None where there is no need.

    Between two turns only. The tail begins where the assistant had listened, so that whole turns
    stay, and it is longer than any rule looks back.
    """
    events = list(tracker.events)
    if len(events) <= longest or tracker.is_paused() or tracker.followup_action:
        return None
    start = _turn_start(events, len(events) - tail)
    if start is None or start == 0:
        return None
    before = tracker.init_copy()
    for event in islice(events, start):
        before.update(event)
    moment = events[start].timestamp
    for event in (*state_events(before, moment), *events[start:]):
        blank.update(event)
    same = blank.current_slot_values() == tracker.current_slot_values()
    return blank if same and blank.active_loop_name == tracker.active_loop_name else None


def _turn_start(events: list[Event], latest: int) -> int | None:
    """The newest place, not after `latest`, where the assistant listens and the client speaks."""
    for at in range(min(latest, len(events) - 2), -1, -1):
        one, following = events[at], events[at + 1]
        listened = isinstance(one, ActionExecuted) and one.action_name == ACTION_LISTEN_NAME
        if listened and isinstance(following, UserUttered):
            return at
    return None


def state_events(tracker: DialogueStateTracker, moment: float | None = None) -> list[Event]:
    """Events that put a tracker's slots and form as they are (at `moment`, default now)."""
    found: list[Event] = [
        SlotSet(slot.name, slot.value, timestamp=moment)
        for slot in tracker.slots.values()
        if slot.value != slot.initial_value
    ]
    if tracker.active_loop_name:
        found.append(ActiveLoop(tracker.active_loop_name, timestamp=moment))
    return found
