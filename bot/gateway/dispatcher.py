"""Carries each waiting message to the engine and its answer back, in order, once, through crashes.

What waits stands in the records, so nothing here needs saving: a new process finds the messages
that nobody answered and goes on with them. The engine knows a (conversation, seq) again, and
`turns.deliver` stores an answer only once, so a crash at any point repeats no answer.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import structlog
from anyio import CapacityLimiter, to_thread

from bot.gateway import wording
from bot.gateway.channels.courier import Courier
from bot.gateway.engine import Engine, EngineDown, EngineFailed
from bot.gateway.problems import place_of
from bot.services import channels, messages, signals, turns
from bot.services.app import App
from bot.services.errors import Gone, OwnershipChanged
from bot.services.turns import Turn

T = TypeVar("T")
Reply = dict[str, Any]

_log = structlog.get_logger(__name__)
_TYPING_SECONDS = 90.0
_FAREWELLS = 1_000


@dataclass(frozen=True)
class Patience:
    """How long the dispatcher waits for what, in seconds."""

    slow: float = 5.0
    """Without an answer for so long, the client is told that it takes longer."""
    first_retry: float = 0.2
    last_retry: float = 10.0
    poll: float = 1.0
    """How often it looks for messages that another process stored."""
    failures: int = 8
    """How often the engine may break on one message before the client hears an apology."""


class Dispatcher:
    """One worker for each conversation with waiting messages; all on one event loop."""

    def __init__(
        self,
        app: App,
        engine: Engine,
        *,
        patience: Patience | None = None,
        parallel: int = 16,
        courier: Courier | None = None,
    ) -> None:
        self._courier = courier
        self._app = app
        self._engine = engine
        self._patience = patience or Patience()
        self._room = asyncio.Semaphore(parallel)
        self._threads = CapacityLimiter(parallel)
        self._workers: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        self._farewells: OrderedDict[str, list[Reply]] = OrderedDict()
        self._poller: asyncio.Task[None] | None = None
        self._deaf: Callable[[], None] | None = None

    async def start(self) -> None:
        """Take up everything that waits, and from now on whatever comes."""
        loop = asyncio.get_running_loop()

        def heard(conversation_id: str) -> None:
            with contextlib.suppress(RuntimeError):  # the loop has closed
                loop.call_soon_threadsafe(self.wake, conversation_id)

        self._deaf = signals.listen(heard)
        self._poller = asyncio.create_task(self._poll())

    async def stop(self) -> None:
        """Stop at once; what was not answered stays waiting in the records."""
        if self._deaf is not None:
            self._deaf()
        tasks = [*self._workers.values(), *([self._poller] if self._poller else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._workers.clear()

    def wake(self, conversation_id: str) -> None:
        """Look whether this conversation has something to answer. Event loop only."""
        if conversation_id in self._workers:
            self._again.add(conversation_id)
            return
        self._workers[conversation_id] = asyncio.create_task(self._work(conversation_id))

    async def farewell(self, conversation_id: str, timeout: float = 3.0) -> list[Reply]:
        """The last words to a client whose data was erased while the assistant answered.

        They could not be stored any more. Waits for them while the answer is under way; empty
        when there are none.
        """
        until = time.monotonic() + timeout
        while conversation_id in self._workers and time.monotonic() < until:
            if conversation_id in self._farewells:
                break
            await asyncio.sleep(0.05)
        return list(self._farewells.get(conversation_id, ()))

    async def _poll(self) -> None:
        while True:
            try:
                for conversation_id in await self._in_thread(lambda: turns.waiting(self._app)):
                    if conversation_id not in self._workers:
                        self.wake(conversation_id)
            except Exception as error:
                _log.error("gateway.poll_failed", error=type(error).__name__, name=place_of(error))
            await asyncio.sleep(self._patience.poll)

    async def _work(self, conversation_id: str) -> None:
        note: _Note | None = None
        failures: dict[int, int] = {}
        delay = self._patience.first_retry
        try:
            while True:
                self._again.discard(conversation_id)
                turn = await self._in_thread(lambda: turns.next_turn(self._app, conversation_id))
                if turn is None:
                    if conversation_id in self._again:
                        continue
                    return
                if note is None or note.seq != turn.seq:
                    if note is not None:
                        note.cancel()
                    note = _Note(self, turn)
                    delay = self._patience.first_retry
                try:
                    await self._answer(turn, failures)
                except EngineDown as error:
                    _log.warning("gateway.engine_down", code=str(error), seq=turn.seq)
                    await asyncio.sleep(delay)
                    delay = min(delay * 2, self._patience.last_retry)
        except Gone:
            return
        except Exception as error:
            # the poll takes it up again; nothing is lost, and other conversations go on
            _log.error("gateway.worker_failed", error=type(error).__name__, name=place_of(error))
            await asyncio.sleep(self._patience.poll)
        finally:
            if note is not None:
                note.cancel()
            self._workers.pop(conversation_id, None)

    async def _answer(self, turn: Turn, failures: dict[int, int]) -> None:
        replies: list[Reply] = []
        if turn.redacted:
            replies.append({"text": wording.redacted(turn.redacted, turn.language)})
        signals.typing(turn.conversation_id, "assistant", time.monotonic() + _TYPING_SECONDS)
        try:
            if turn.readable:
                replies.extend(await self._ask(turn, failures))
        finally:
            signals.typing(turn.conversation_id, "assistant", None)
        try:
            if turns.asks_for_erasure(replies):
                peers = await self._in_thread(
                    lambda: channels.peers_of(self._app, turn.conversation_id)
                )
                await self._in_thread(
                    lambda: turns.erase(self._app, turn.conversation_id, epoch=turn.epoch)
                )
                if self._courier is not None:
                    await self._courier.farewell(peers, turn.language, replies)
                raise Gone  # the last words cannot be kept any more
            await self._in_thread(
                lambda: turns.deliver(
                    self._app,
                    turn.conversation_id,
                    in_reply_to=turn.seq,
                    epoch=turn.epoch,
                    replies=replies,
                )
            )
        except OwnershipChanged:
            await self._in_thread(
                lambda: turns.pass_over(self._app, turn.conversation_id, turn.seq)
            )
        except Gone:
            self._say_farewell(turn, replies)
            raise

    async def _ask(self, turn: Turn, failures: dict[int, int]) -> list[Reply]:
        try:
            async with self._room:
                return await self._engine.answer(turn.payload)
        except EngineFailed as error:
            failures[turn.seq] = failures.get(turn.seq, 0) + 1
            _log.error("gateway.engine_failed", seq=turn.seq, attempt=failures[turn.seq])
            if not error.final and failures[turn.seq] < self._patience.failures:
                raise EngineDown("failed") from None
            # an event is nothing the client said: there is nothing to apologise for
            return [] if "event" in turn.payload else [{"text": wording.SORRY[turn.language]}]
        except EngineDown:
            await self._take_leave_if_erased(turn)
            raise

    async def _take_leave_if_erased(self, turn: Turn) -> None:
        # an engine that erased the client in this very turn can keep nothing of it any more
        try:
            await self._in_thread(lambda: turns.next_turn(self._app, turn.conversation_id))
        except Gone:
            self._say_farewell(turn, [{"text": wording.ERASED[turn.language]}])
            raise

    def _say_farewell(self, turn: Turn, replies: list[Reply]) -> None:
        at = messages.iso(self._app.now())
        said = [body for reply in replies if (body := messages.reply_body(reply)) is not None]
        self._farewells[turn.conversation_id] = [
            {
                "seq": turn.seq + place,
                "from": "assistant",
                "at": at,
                "language": turn.language,
                "in_reply_to": turn.seq,
                "text": str(body.get("text") or ""),
            }
            for place, body in enumerate(said, start=1)
        ]
        while len(self._farewells) > _FAREWELLS:
            self._farewells.popitem(last=False)
        signals.changed(turn.conversation_id)

    async def say_it_takes_longer(self, turn: Turn) -> None:
        """Tell the client of this turn, once, that the answer takes longer."""
        words = wording.STARTING if turn.payload.get("event") == "open" else wording.SLOW
        text = words[turn.language]
        with contextlib.suppress(Gone):
            await self._in_thread(
                lambda: turns.say_it_takes_longer(self._app, turn.conversation_id, turn.seq, text)
            )

    def slow_in(self, turn: Turn) -> float:
        """Seconds until the client of this turn should hear that it takes longer.

        One that waited before (a restart, a queue) still gives the engine a moment.
        """
        waited = _seconds(turn.at, self._app.now())
        return max(self._patience.slow - waited, min(1.0, self._patience.slow))

    async def _in_thread(self, call: Callable[[], T]) -> T:
        return await to_thread.run_sync(call, limiter=self._threads)


class _Note:
    """The note of one turn that says it takes longer, unless it is cancelled in time."""

    def __init__(self, dispatcher: Dispatcher, turn: Turn) -> None:
        self.seq = turn.seq
        self._task = asyncio.create_task(self._later(dispatcher, turn))

    @staticmethod
    async def _later(dispatcher: Dispatcher, turn: Turn) -> None:
        await asyncio.sleep(dispatcher.slow_in(turn))
        try:
            await dispatcher.say_it_takes_longer(turn)
        except Exception as error:
            _log.error("gateway.note_failed", error=type(error).__name__, name=place_of(error))

    def cancel(self) -> None:
        self._task.cancel()


def _seconds(start: datetime, end: datetime) -> float:
    return max(0.0, (end - start).total_seconds())
