"""Conversations that begin outside the gateway: a developer's `rasa shell`."""

from __future__ import annotations

import secrets

from bot.records.models import Client, Conversation
from bot.services.app import App
from bot.services.conversations import hash_of


def ensure(app: App, conversation_id: str, *, language: str) -> None:
    """Make client and conversation for an id that the records do not know yet.

    The gateway makes its own before the engine hears of them, so this happens in a shell only. The
    conversation's token is thrown away: nobody can enter it from outside.
    """
    with app.records.begin() as work:
        if work.conversations.get(conversation_id) is not None:
            return
        now = app.now()
        client = Client(app.new_id(), "active", "visitor", None, now, now)
        work.clients.add(client)
        work.conversations.add(
            Conversation(conversation_id, client.id, "shell", language, now, now, 0),
            hash_of(secrets.token_urlsafe(32)),
        )
