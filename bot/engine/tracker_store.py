"""Keeps the dialogues of the engine: live in memory, sealed in the records, never anywhere else."""

from __future__ import annotations

import asyncio
import json
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine import delivery
from bot.engine.compaction import compacted, state_events
from bot.engine.delivery import TurnGivenUp
from bot.engine.withholding import withheld
from bot.records import Records, UnitOfWork
from bot.records.errors import Conflict
from bot.records.models import TrackerChunk
from bot.settings import load_settings

Result = TypeVar("Result")

_LIVE = 500  # dialogues kept in memory
_IDLE = 1800.0  # seconds after which a dialogue is dropped from memory


class UnknownConversation(Exception):
    """The records know no such conversation."""


@dataclass(frozen=True)
class Answered:
    """The newest message that was answered, and the replies; what a repeated message gets."""

    seq: int
    messages: list[dict[str, Any]] = field(repr=False)


@dataclass
class _Live:
    """A dialogue in memory.

    `stored` of the tracker's events lie in the records, up to chunk `seq` (None: a developer's
    shell, nothing of it is written). `lent` while a turn works on the tracker; a turn that ends
    without a save leaves events nobody stored, so such a tracker is not used again. `bare` while
    something of it was withheld from the records.
    """

    tracker: DialogueStateTracker
    stored: int
    seq: int | None
    answered: Answered | None = None
    lent: bool = False
    bare: bool = False
    used: float = 0.0


class EncryptedTrackerStore(TrackerStore):
    """Rasa's dialogues in the sealed table `trackers`.

    A save writes the new events only, as one sealed chunk, under a number that must follow the
    last one read (another process that was faster makes it a Conflict). With the events go the
    replies of the turn, so that a message that comes twice is answered twice the same and runs
    once. Everything raises: there is no second store to fall back to; the private channel turns
    what is raised into 503 and the gateway tries again. While the slot `privacy` is not true,
    what the client said is left out of what is written (bot.engine.withholding).
    """

    def __init__(
        self,
        domain: Domain | None,
        event_broker: EventBroker | None = None,
        *,
        records: Records | None = None,
        clock: Callable[[], float] = time.monotonic,
        **kwargs: Any,
    ) -> None:
        """Open the records. Raises RecordsUnavailable or KeysUnreadable where they cannot be."""
        super().__init__(domain, event_broker)
        self._records = records or Records.open(load_settings(), create=True)
        self._clock = clock
        self._live: OrderedDict[str, _Live] = OrderedDict()

    # --- what Rasa calls ---------------------------------------------------------------------

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The dialogue of a conversation, or None where nothing was said yet. Raises as the
        records do; raises nothing for an unknown conversation (a developer's shell)."""
        live = await self._current(sender_id)
        if live is None:
            return None
        live.lent = True
        return live.tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the events since the last save. Raises TurnGivenUp, Conflict, or as the records
        do; the dialogue is then forgotten here and read anew for the next message."""
        conversation_id = tracker.sender_id
        try:
            await self._save(conversation_id, tracker)
        except BaseException:
            self.discard(conversation_id)
            raise

    async def keys(self) -> Iterable[str]:
        """The conversations that have a dialogue."""
        return await self._in_thread(lambda: self._look(lambda work: list(work.trackers.keys())))

    # --- what the private channel calls ------------------------------------------------------

    async def prepare(self, conversation_id: str) -> Answered | None:
        """Read the dialogue in before a turn begins, so that a turn never begins without it.

        Gives back the newest message that was answered. Raises UnknownConversation, or as the
        records do.
        """
        live = await self._current(conversation_id)
        if live is not None and live.seq is None:
            raise UnknownConversation(conversation_id)
        if live is None and not await self._in_thread(lambda: self._known(conversation_id)):
            raise UnknownConversation(conversation_id)
        return live.answered if live else None

    def asking(self, conversation_id: str) -> str | None:
        """The question that waits for an answer, as the dialogue's slot `course` has it."""
        asking = self._course(conversation_id).get("asking")
        return asking if isinstance(asking, str) else None

    def choosing(self, conversation_id: str) -> list[str]:
        """The entries of the knowledge base that the client was asked to choose between."""
        return list(self._course(conversation_id).get("choosing") or ())

    def _course(self, conversation_id: str) -> dict[str, Any]:
        live = self._live.get(conversation_id)
        slot = live.tracker.slots.get("course") if live else None
        return slot.value if slot and isinstance(slot.value, dict) else {}

    def discard(self, conversation_id: str) -> None:
        """Forget a dialogue in memory; what was written stays."""
        self._live.pop(conversation_id, None)

    # --- reading -----------------------------------------------------------------------------

    async def _current(self, conversation_id: str) -> _Live | None:
        live = self._live.get(conversation_id)
        last = await self._in_thread(lambda: self._last_seq(conversation_id))
        if live is not None and not live.lent and live.seq == last:
            live.used = self._clock()
            self._live.move_to_end(conversation_id)
            return live
        self.discard(conversation_id)
        if not last:
            return None
        chunks = await self._in_thread(
            lambda: self._look(lambda work: work.trackers.read(conversation_id))
        )
        live = self._rebuild(conversation_id, chunks)
        self._keep(conversation_id, live)
        return live

    def _rebuild(self, conversation_id: str, chunks: list[TrackerChunk]) -> _Live:
        opened = [json.loads(chunk.body) for chunk in chunks]
        whole = max((at for at, one in enumerate(opened) if one.get("whole")), default=0)
        tracker = self.init_tracker(conversation_id)
        for one in opened[whole:]:
            for raw in one["events"]:
                event = Event.from_parameters(raw)
                if event is not None:
                    tracker.update(event)
        answered = next((one["answered"] for one in reversed(opened) if one.get("answered")), None)
        return _Live(
            tracker=tracker,
            stored=len(tracker.events),
            seq=chunks[-1].seq,
            answered=Answered(answered["seq"], answered["messages"]) if answered else None,
            bare=bool(opened[-1].get("bare")),
        )

    def _last_seq(self, conversation_id: str) -> int | None:
        """The number of the newest chunk, 0 for none yet, None for an unknown conversation."""

        def look(work: UnitOfWork) -> int | None:
            last = int(work.trackers.last_seq(conversation_id))
            return last or (0 if work.conversations.get(conversation_id) else None)

        return self._look(look)

    def _known(self, conversation_id: str) -> bool:
        return self._last_seq(conversation_id) is not None

    # --- writing -----------------------------------------------------------------------------

    async def _save(self, conversation_id: str, tracker: DialogueStateTracker) -> None:
        turn = delivery.current.get()
        if turn is not None and turn.unreachable:
            raise TurnGivenUp
        live = self._live.get(conversation_id)
        if live is None or live.tracker is not tracker:
            seq = await self._in_thread(lambda: self._last_seq(conversation_id))
            if seq:  # somebody wrote this dialogue while we began a new one
                raise Conflict("a dialogue exists already that this turn did not know")
            live = _Live(tracker=tracker, stored=0, seq=seq, lent=True)
            if not tracker.events:  # Rasa saves what it has just created; the turn is yet to come
                self._keep(conversation_id, live)
                return
        if live.seq is None and await self._in_thread(lambda: self._known(conversation_id)):
            live.seq, live.stored = 0, 0  # a shell's conversation, made by an action of this turn
        new = list(islice(tracker.events, live.stored, None))
        spoken = any(isinstance(event, UserUttered) for event in new)
        answered = None
        if turn is not None and spoken:
            turn.settle()
            answered = Answered(turn.seq, turn.messages)
        free = tracker.slots["privacy"].value is True if "privacy" in tracker.slots else False
        if live.seq is not None and new:
            document = self._document(live, new, answered, free)
            live.seq = await self._in_thread(
                lambda: self._append(conversation_id, live.seq or 0, document)
            )
            live.bare = not free
        live.stored = len(tracker.events)
        live.answered = answered or live.answered
        live.lent = False
        shorter = compacted(live.tracker, self.init_tracker(conversation_id))
        if shorter is not None:
            await self._compact(conversation_id, live, shorter, free)
        self._keep(conversation_id, live)

    def _document(
        self, live: _Live, new: list[Event], answered: Answered | None, free: bool
    ) -> dict[str, Any]:
        events = [event.as_dict() for event in new]
        if free and live.bare:
            # The client has just agreed: what the dialogue knows may be kept from now on. The
            # words themselves, said before, stay unwritten.
            events = [event.as_dict() for event in state_events(live.tracker)] + events
        document: dict[str, Any] = {"v": 1, "events": _writable(events, free), "bare": not free}
        if answered is not None:
            document["answered"] = {"seq": answered.seq, "messages": answered.messages}
        return document

    async def _compact(
        self, conversation_id: str, live: _Live, shorter: DialogueStateTracker, free: bool
    ) -> None:
        if live.seq is not None:
            document: dict[str, Any] = {
                "v": 1,
                "whole": True,
                "events": _writable([event.as_dict() for event in shorter.events], free),
                "bare": not free,
            }
            live.seq = await self._in_thread(
                lambda: self._append(conversation_id, live.seq or 0, document)
            )
        live.tracker = shorter
        live.stored = len(shorter.events)

    def _append(self, conversation_id: str, expected: int, document: dict[str, Any]) -> int:
        body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()

        with self._records.begin() as work:
            return work.trackers.append(conversation_id, expected, [body])

    # --- housekeeping ------------------------------------------------------------------------

    def _keep(self, conversation_id: str, live: _Live) -> None:
        now = self._clock()
        live.used = now
        self._live[conversation_id] = live
        self._live.move_to_end(conversation_id)
        while self._live:
            oldest, other = next(iter(self._live.items()))
            if oldest == conversation_id:
                break
            if len(self._live) <= _LIVE and now - other.used < _IDLE:
                break
            self.discard(oldest)

    def _look(self, piece: Callable[[UnitOfWork], Result]) -> Result:
        with self._records.read() as work:
            return piece(work)

    @staticmethod
    async def _in_thread(piece: Callable[[], Result]) -> Result:
        return await asyncio.to_thread(piece)


def _writable(events: list[dict[str, Any]], free: bool) -> list[dict[str, Any]]:
    if free:
        return events
    return [bare for event in events if (bare := withheld(event)) is not None]
