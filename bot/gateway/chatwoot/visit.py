"""One look at a handoff that is answered in Chatwoot: both sides are brought to the same state."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread

from bot.gateway.chatwoot.api import OUTGOING, Chatwoot
from bot.records.models import InboxLink
from bot.services import inbox_hearing, inbox_words, inboxes
from bot.services.app import App
from bot.services.inbox_hearing import Heard, There
from bot.services.inboxes import Look

T = TypeVar("T")
Row = Mapping[str, Any]
SETTLE = 120
"""Seconds after which no message with a lower number can still appear (a slow transaction there).
Younger ones are read again at the next look, and known again by their numbers."""
_PACKET = "zhiyin-packet"


class Visit:
    """A look at one link, which the caller has leased."""

    def __init__(
        self, app: App, chatwoot: Chatwoot, link: InboxLink, threads: CapacityLimiter
    ) -> None:
        self._app = app
        self._there = chatwoot
        self._link = link
        self._threads = threads

    async def make(self) -> None:
        """Raises NotTaken; what was done until then stands, and is not done again."""
        look = await self._do(inboxes.look, self._link)
        if look is None:
            return
        if look.gone:
            await self._forget(look)
            return
        if look.link.remote_id is None:
            look = await self._open(look)
            if look is None:
                return
        elif not look.knocked and not look.said:  # the client talks with the assistant
            await self._do(inboxes.brought, self._link, look.last_seq)
            await self._do(inboxes.release, self._link, over=False, waits=look.waits, looked=False)
            return
        remote_id = look.link.remote_id
        assert remote_id is not None
        ended = look.link.state == "ended"
        # Before listening: what was said before it was resolved there is then heard before, too.
        shown = None if ended else await self._shown(remote_id)
        ours = await self._listen(look.link, remote_id)
        waits = await self._bring(remote_id, ours)
        over = shown is None or await self._settle(look.link, remote_id, shown)
        await self._do(inboxes.release, self._link, over=over, waits=waits)

    async def _forget(self, look: Look) -> None:
        """The client is erased here: so they are there (GDPR art. 19)."""
        contact_id = look.link.contact_id or await self._there.find_contact(look.link.source_id)
        if contact_id is not None:
            await self._there.forget_contact(contact_id)
        await self._do(inboxes.forget, self._link)

    async def _open(self, look: Look) -> Look | None:
        """Open a conversation there, with the packet; None where there is to be none (yet)."""
        link = look.link
        if look.over or not look.allowed:
            await self._do(inboxes.brought, self._link, look.last_seq)
            await self._do(inboxes.release, self._link, over=look.over)
            return None
        contact_id = link.contact_id
        if contact_id is None:
            contact_id = await self._there.contact(link.source_id, f"Zhiyin {link.handoff_id[-6:]}")
            await self._do(inboxes.opened, link, contact_id=contact_id)
        remote_id = await self._there.conversation(contact_id, link.source_id, link.handoff_id)
        if _PACKET not in _keys(await self._there.read(remote_id, 0)):
            words = await self._do(inboxes.first_words, link.handoff_id)
            if words is None:  # they withdrew at this very moment
                await self._do(inboxes.release, self._link, over=False)
                return None
            await self._there.say(remote_id, words, _PACKET, private=True)
        await self._do(inboxes.opened, link, contact_id=contact_id, remote_id=remote_id)
        return await self._do(inboxes.look, self._link)

    async def _listen(self, link: InboxLink, remote_id: int) -> frozenset[str]:
        """Do what agents said since, in their order; gives the keys of what we wrote ourselves."""
        rows = await self._there.read(remote_id, link.mark)
        ours = _keys(rows)
        for row in rows:
            key = f"zhiyin-refused-{row['id']}"
            heard = await self._heard(row)
            if heard is None or key in ours:
                continue
            code = await self._do(inbox_hearing.hear, link, heard)
            if code is not None:
                what = "note" if heard.private else "reply"
                words = inbox_words.not_done(self._app, what, code)
                await self._there.say(remote_id, words, key, private=True)
        mark = _settled(rows)
        if mark > link.mark:
            await self._do(inboxes.heard, link, mark)
        return ours

    async def _heard(self, row: Row) -> Heard | None:
        """An agent's own message; None for what we, a bot, the client or Chatwoot itself wrote."""
        sender = row.get("sender") or {}
        if row.get("message_type") != OUTGOING or sender.get("type") != "user":
            return None
        if str(row.get("source_id") or "").startswith("zhiyin-"):
            return None
        if (row.get("content_attributes") or {}).get("deleted"):
            return None
        return Heard(
            id=int(row["id"]),
            email=await self._there.email(int(sender["id"])),
            text=str(row.get("content") or ""),
            private=bool(row.get("private")),
            attachments=bool(row.get("attachments")),
        )

    async def _bring(self, remote_id: int, ours: frozenset[str]) -> bool:
        """Bring what was said here; whether something waits for the assistant's answer."""
        while True:
            look = await self._do(inboxes.look, self._link)  # consent, right before each message
            if look is None:
                return False
            if not look.said:
                if look.last_seq > look.link.sent_seq:
                    await self._do(inboxes.brought, self._link, look.last_seq)
                return look.waits
            one = look.said[0]
            key = f"zhiyin-{one.seq}"
            if key not in ours:
                await self._there.say(remote_id, one.text, key, private=one.private)
            await self._do(inboxes.brought, self._link, one.seq)

    async def _shown(self, remote_id: int) -> There:
        """How the conversation stands there."""
        shown = await self._there.look(remote_id)
        assignee = (shown.get("meta") or {}).get("assignee") or {}
        return There(
            status=str(shown.get("status")),
            labels=[str(one) for one in shown.get("labels") or ()],
            assignee=assignee.get("email"),
        )

    async def _settle(self, link: InboxLink, remote_id: int, there: There) -> bool:
        """Whether both sides know by now that the handoff is over."""
        settled = await self._do(inbox_hearing.settle, link, there)
        if settled.refused is not None:
            words = inbox_words.not_done(self._app, "resolve", settled.refused)
            await self._there.say(remote_id, words, "zhiyin-unsettled", private=True)
        if settled.status is not None:
            await self._there.set_status(remote_id, settled.status)
        return settled.over

    async def _do(self, work: Callable[..., T], *given: Any, **more: Any) -> T:
        """One piece of work on the records, beside the event loop."""
        return await to_thread.run_sync(
            partial(work, self._app, *given, **more), limiter=self._threads
        )


def _keys(rows: Sequence[Row]) -> frozenset[str]:
    return frozenset(str(row["source_id"]) for row in rows if row.get("source_id"))


def _settled(rows: Sequence[Row]) -> int:
    """Up to which number nothing can appear any more; 0 where none of these is old enough."""
    newest = max((int(row["created_at"]) for row in rows), default=0)
    old = (int(row["id"]) for row in rows if newest - int(row["created_at"]) > SETTLE)
    return max(old, default=0)
