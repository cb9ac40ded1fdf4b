"""What of a conversation may be written before the client agreed to the privacy notice.

Only the bare course of the talk: which intents came, which actions ran, what is being asked. No
words of the client or to them, no entities, no slot values but the few named here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

KEPT_SLOTS: Mapping[str, tuple[str, ...] | None] = {
    "privacy": None,
    "outcome": None,
    "requested_slot": None,
    "course": ("asking", "misses", "answered", "seen", "confirming"),
}
"""Slots that may be written; of a mapping only the keys named (None: all of the value)."""

_PLAIN = frozenset(
    {
        "action", "active_loop", "loop_interrupted", "action_execution_rejected",
        "session_started", "followup", "reset_slots", "restart", "rewind", "undo", "pause",
        "resume", "user_featurization",
    }
)  # fmt: skip
_KEPT_METADATA = ("seq", "language", "event", "model_id", "assistant_id")


def withheld(event: Mapping[str, Any]) -> dict[str, Any] | None:
    """An event (Rasa's `as_dict`) without anything the client said; None when nothing is left."""
    kind = event.get("event")
    metadata = _metadata(event)
    bare = {"event": kind, "timestamp": event.get("timestamp"), "metadata": metadata}
    if kind in _PLAIN:
        text = {"action_text": None} if kind == "action" else {}
        return {**event, "metadata": metadata, **text}
    if kind == "user":
        intent = (event.get("parse_data") or {}).get("intent") or {}
        named = {"name": intent.get("name"), "confidence": intent.get("confidence", 0.0)}
        return {
            **bare,
            "text": "",
            "input_channel": event.get("input_channel"),
            "message_id": event.get("message_id"),
            "parse_data": {"intent": named, "entities": [], "text": "", "metadata": metadata},
        }
    if kind == "bot":
        said = (event.get("metadata") or {}).get("utter_action")
        return {
            **bare,
            "text": "",
            "data": {},
            "metadata": {**metadata, **({"utter_action": said} if said else {})},
        }
    if kind == "slot" and event.get("name") in KEPT_SLOTS:
        return {**bare, "name": event["name"], "value": _kept(event["name"], event.get("value"))}
    return None


def _kept(name: str, value: Any) -> Any:
    keys = KEPT_SLOTS[name]
    if keys is None or not isinstance(value, Mapping):
        return value if keys is None else None
    return {key: value[key] for key in keys if key in value}


def _metadata(event: Mapping[str, Any]) -> dict[str, Any]:
    metadata = event.get("metadata") or {}
    return {key: metadata[key] for key in _KEPT_METADATA if key in metadata}
