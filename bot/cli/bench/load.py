"""Many clients at once, as people talk: each on a stream of their own, reading before writing."""

from __future__ import annotations

import asyncio
import json
import random
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from bot.cli.bench.measures import SAYINGS, figures
from bot.cli.bench.running import ours

Say = Callable[[str], None]

_PATIENCE = 120.0
"""Seconds after which an answer that has not come counts as lost."""


@dataclass
class Seen:
    """What all of them saw: milliseconds of each turn, and what went wrong."""

    turns: list[float] = field(default_factory=list)
    acknowledged: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    doubled: int = 0


@dataclass
class Talker:
    """One client with a conversation."""

    http: httpx.AsyncClient
    number: int
    seen: Seen
    token: str = ""
    answers: dict[int, asyncio.Event] = field(default_factory=dict)
    sent: dict[str, int] = field(default_factory=dict)

    async def talk(self, until: float, pause: float) -> None:
        """Open a conversation; write, wait for the answer and read it, until the time is up."""
        chance = random.Random(self.number)  # noqa: S311 - a load, not a secret
        await asyncio.sleep(chance.uniform(0, pause))
        opened = await self._post("session", {})
        if opened is None:
            return
        self.token = opened["token"]
        async with self._listening():
            turn = chance.randrange(len(SAYINGS))
            while time.monotonic() < until:
                await self._turn(SAYINGS[turn % len(SAYINGS)])
                turn += 1
                await asyncio.sleep(chance.uniform(0.5, 1.5) * pause)
        await self._check()

    async def _turn(self, text: str) -> None:
        began, id = time.perf_counter(), str(uuid.uuid4())
        stored = await self._post("messages", {"id": id, "text": text})
        if stored is None:
            return
        self.seen.acknowledged += 1
        self.sent[id] = seq = stored["seq"]
        try:
            await asyncio.wait_for(self._answer(seq).wait(), _PATIENCE)
        except asyncio.TimeoutError:
            return
        self.seen.turns.append((time.perf_counter() - began) * 1000)

    def _answer(self, seq: int) -> asyncio.Event:
        return self.answers.setdefault(seq, asyncio.Event())

    async def _post(self, call: str, body: dict[str, Any]) -> Any:
        try:
            answer = await self.http.post(f"/api/chat/{call}", json=body, headers=self._headers)
        except httpx.HTTPError as problem:
            self.seen.errors[type(problem).__name__] += 1
            return None
        if answer.is_success:
            return answer.json()
        self.seen.errors[str(answer.status_code)] += 1
        return None

    @asynccontextmanager
    async def _listening(self) -> AsyncIterator[None]:
        reading = asyncio.create_task(self._read())
        try:
            yield
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)

    async def _read(self) -> None:
        """Note each answer as it comes on the stream, which is opened again where it ends."""
        last = "0"
        while True:
            headers = {**self._headers, "Last-Event-ID": last}
            try:
                async with self.http.stream("GET", "/api/chat/stream", headers=headers) as stream:
                    async for line in stream.aiter_lines():
                        if line.startswith("id:"):
                            last = line[3:].strip()
                        elif line.startswith("data:"):
                            self._heard(json.loads(line[5:]))
            except httpx.HTTPError as problem:
                self.seen.errors[f"stream: {type(problem).__name__}"] += 1
            await asyncio.sleep(0.5)

    def _heard(self, message: dict[str, Any]) -> None:
        if message.get("from") == "assistant" and message.get("in_reply_to"):
            self._answer(message["in_reply_to"]).set()

    async def _check(self) -> None:
        """Hold what was acknowledged against what is there, each once and answered once."""
        answer = await self.http.get("/api/chat/messages", headers=self._headers)
        there = answer.json()["messages"]
        held = Counter(one.get("id") for one in there if one["from"] == "client")
        said: dict[int, list[str]] = {}
        for one in there:
            if one["from"] == "assistant" and one.get("in_reply_to"):
                said.setdefault(one["in_reply_to"], []).append(one["text"])
        self.seen.lost += sum(not held[id] or seq not in said for id, seq in self.sent.items())
        self.seen.doubled += sum(count > 1 for count in held.values())
        self.seen.doubled += sum(len(set(texts)) < len(texts) for texts in said.values())

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}


def measure(talkers: int, minutes: float, pause: float, say: Say) -> dict[str, Any]:
    """Let `talkers` clients talk at once for so many minutes, with `pause` seconds on average
    between an answer and the next words. Raises CommandFailed where nothing starts."""
    seen, started = Seen(), dict[str, Any]()
    with (
        tempfile.TemporaryDirectory(prefix="zhiyin-bench-") as folder,
        ours(Path(folder), started),
    ):
        say(f"{talkers} clients talk for {minutes:g} minutes …")
        asyncio.run(_all(started["base"], talkers, minutes, pause, seen))
    return {
        "talkers": talkers,
        "minutes": minutes,
        "pause_seconds": pause,
        "turns": len(seen.turns),
        "turns_per_second": round(len(seen.turns) / (minutes * 60), 1),
        "turn_ms": figures(seen.turns) if len(seen.turns) > 1 else {},
        "acknowledged": seen.acknowledged,
        "lost": seen.lost,
        "doubled": seen.doubled,
        "errors": dict(seen.errors),
        "memory_mb": started["memory_mb"],
    }


async def _all(base: str, talkers: int, minutes: float, pause: float, seen: Seen) -> None:
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    until = time.monotonic() + minutes * 60
    async with httpx.AsyncClient(
        base_url=base, timeout=httpx.Timeout(60, read=None), limits=limits, trust_env=False
    ) as http:
        await asyncio.gather(
            *(Talker(http, number, seen).talk(until, pause) for number in range(talkers))
        )
