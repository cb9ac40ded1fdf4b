"""The few calls of Chatwoot's application API that are needed (developers.chatwoot.com).

Each carries the token of one user in `api_access_token`. What a call makes is looked for first
wherever it may have been made before by a process that died: contacts by their identifier,
conversations by their contact, messages by their `source_id`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import httpx

from bot.gateway.channels.base import NotTaken, call
from bot.settings import ChatwootSettings

PAGE = 100
"""Messages in one answer to `after` (its MessageFinder)."""
LONGEST = 100_000
"""Characters of a message we send; Chatwoot refuses more than 150,000."""
INCOMING, OUTGOING = 0, 1
"""`message_type` as the list of messages has it."""


class Chatwoot:
    """One inbox of the type API in one account."""

    def __init__(self, settings: ChatwootSettings, http: httpx.AsyncClient) -> None:
        self._settings = settings
        self._http = http
        self._base = f"{settings.url}/api/v1/accounts/{settings.account}"
        self._emails: dict[int, str] = {}

    async def contact(self, source_id: str, name: str) -> int:
        """The number of the contact with this identifier, made where there is none."""
        given = {
            "inbox_id": self._settings.inbox,
            "name": name,
            "identifier": source_id,
            "source_id": source_id,
        }
        answer = await self._ask("POST", "/contacts", json=given, also=(422,))
        if answer.status_code == 422:
            found = await self.find_contact(source_id)
            if found is None:
                raise NotTaken("contact_refused")
            return found
        return _number(answer, "payload", "contact", "id")

    async def find_contact(self, source_id: str) -> int | None:
        """The number of the contact with this identifier."""
        answer = await self._ask("GET", "/contacts/search", params={"q": source_id})
        for one in _rows(answer):
            if one.get("identifier") == source_id:
                return int(one["id"])
        return None

    async def forget_contact(self, contact_id: int) -> None:
        """Delete a contact, and with it all conversations; one that is gone is no error."""
        await self._ask("DELETE", f"/contacts/{contact_id}", also=(404,))

    async def conversation(self, contact_id: int, source_id: str, handoff_id: str) -> int:
        """The number of the contact's open conversation, made where there is none."""
        answer = await self._ask("GET", f"/contacts/{contact_id}/conversations")
        for one in _rows(answer):
            if one.get("inbox_id") == self._settings.inbox:
                return int(one["id"])
        given = {
            "source_id": source_id,
            "inbox_id": self._settings.inbox,
            "contact_id": contact_id,
            "status": "open",
            "custom_attributes": {"zhiyin_handoff": handoff_id},
        }
        answer = await self._ask("POST", "/conversations", json=given)
        number = _number(answer, "id")
        if answer.json().get("status") == "pending":  # a bot is attached to the inbox
            await self.set_status(number, "open")
        return number

    async def say(self, remote_id: int, text: str, key: str, *, private: bool) -> None:
        """Write the client's words, or a note that only agents see."""
        given = {
            "content": text[:LONGEST],
            "message_type": "outgoing" if private else "incoming",
            "private": private,
            "source_id": key,
        }
        await self._ask("POST", f"/conversations/{remote_id}/messages", json=given)

    async def read(self, remote_id: int, after: int) -> list[Mapping[str, Any]]:
        """The messages of a conversation with numbers above `after`, in their order."""
        found: list[Mapping[str, Any]] = []
        while True:
            answer = await self._ask(
                "GET", f"/conversations/{remote_id}/messages", params={"after": after}
            )
            page = _rows(answer)
            found += page
            if len(page) < PAGE:
                return sorted(found, key=lambda one: int(one["id"]))
            after = max(int(one["id"]) for one in page)

    async def look(self, remote_id: int) -> Mapping[str, Any]:
        """How a conversation stands: `status`, `labels`, `meta.assignee`."""
        return _body(await self._ask("GET", f"/conversations/{remote_id}"))

    async def set_status(self, remote_id: int, status: str) -> None:
        """Make a conversation `open` or `resolved`."""
        path = f"/conversations/{remote_id}/toggle_status"
        await self._ask("POST", path, json={"status": status})

    async def email(self, agent_id: int) -> str | None:
        """The e-mail address of an agent. Known ones are not asked for again."""
        if agent_id not in self._emails:
            answer = await self._ask("GET", "/agents")
            listed = answer.json()
            if not isinstance(listed, list):
                raise NotTaken("unreadable")
            self._emails = {int(one["id"]): str(one.get("email") or "") for one in listed}
        return self._emails.get(agent_id) or None

    async def _ask(
        self, method: str, path: str, *, also: Sequence[int] = (), **given: Any
    ) -> httpx.Response:
        """Raises NotTaken for any answer but 2xx and those of `also`; final for 404, which says
        that what we spoke of was deleted there."""
        headers = {"api_access_token": self._settings.token}
        answer = await call(self._http, method, self._base + path, headers=headers, **given)
        if answer.status_code < 300 or answer.status_code in also:
            return answer
        raise NotTaken(f"HTTP {answer.status_code}", final=answer.status_code == 404)


def _body(answer: httpx.Response) -> Mapping[str, Any]:
    try:
        found = answer.json()
    except ValueError:
        raise NotTaken("unreadable") from None
    if not isinstance(found, Mapping):
        raise NotTaken("unreadable")
    return found


def _rows(answer: httpx.Response) -> list[Mapping[str, Any]]:
    found = _body(answer).get("payload")
    if not isinstance(found, list):
        raise NotTaken("unreadable")
    return found


def _number(answer: httpx.Response, *path: str) -> int:
    found: Any = _body(answer)
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
    if not isinstance(found, int):
        raise NotTaken("unreadable")
    return found
