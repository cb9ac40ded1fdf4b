"""The one shape of a message that clients, advisors' transcripts and exports see (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from bot.records.models import Message

NOT_KEPT = {
    "zh": "（这条消息在您同意之前发送，未作保存）",
    "en": "(sent before you agreed to storage; not kept)",
}
"""What stands in the place of a client's words that were forgotten after they were answered."""

WITHHELD = {
    "zh": "（客户已撤回同意，此内容不再显示）",
    "en": "(the client has withdrawn consent; no longer shown)",
}
"""What an advisor sees in the place of what was said before a consent was withdrawn."""

SLOW = "slow"
"""Marks the system message that says an answer takes a little longer."""


def iso(at: datetime) -> str:
    """A UTC time as clients see it: `2026-11-22T18:00:00Z`."""
    return at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def shape(message: Message) -> dict[str, Any]:
    """A stored message as the chat API's contract has it.

    A client's message also carries `id` (the client's own) so that a client program can tell its
    own messages again. Where the words were not kept, `text` says so and `forgotten` is true.
    """
    body = message.body
    shaped: dict[str, Any] = {
        "seq": message.seq,
        "from": message.origin,
        "at": iso(message.at),
        "language": message.language,
    }
    if message.origin == "client" and message.external_id is not None:
        shaped["id"] = message.external_id
    if message.in_reply_to is not None:
        shaped["in_reply_to"] = message.in_reply_to
    if body is None:
        shaped["text"] = NOT_KEPT[message.language]
        shaped["forgotten"] = True
        return shaped
    shaped["text"] = str(body.get("text") or "")
    for part in ("question", "card", "name"):
        if body.get(part):
            shaped[part] = body[part]
    return shaped


def withheld(message: Message) -> dict[str, Any]:
    """A message whose content may no longer be shown: that it was there, when and from whom."""
    return {
        "seq": message.seq,
        "from": message.origin,
        "at": iso(message.at),
        "language": message.language,
        "text": WITHHELD[message.language],
        "withheld": True,
    }


def is_slow_note(message: Message) -> bool:
    """Whether this is the "takes a little longer" message rather than an answer."""
    return message.origin == "system" and (message.body or {}).get("note") == SLOW


def reply_body(reply: Mapping[str, Any]) -> dict[str, Any] | None:
    """The parts of an engine's reply that are kept: text, question, card; None when it has none.

    Anything else the engine may send (images, buttons, channel data) is not part of the contract.
    """
    body: dict[str, Any] = {}
    text = reply.get("text")
    if isinstance(text, str) and text.strip():
        body["text"] = text
    for part in ("question", "card"):
        value = reply.get(part)
        if isinstance(value, Mapping) and value:
            body[part] = dict(value)
    return body or None


def option_label(body: Mapping[str, Any] | None, option: str) -> str | None:
    """The label under which a stored question offered an option; None when it did not."""
    options = ((body or {}).get("question") or {}).get("options") or ()
    for offered in options:
        if offered.get("id") == option:
            return str(offered.get("label") or option)
    return None
