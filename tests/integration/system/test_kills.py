"""kill -9 of gateway, engine and actions at random moments, while clients talk and are handed over.

`ZHIYIN_TEST_KILLS` is the number of kills (a few by default; 200 for the long run).
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from tests.installation import Installation, running
from tests.integration.system.machine import children, eventually

pytestmark = [
    pytest.mark.rasa,
    pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc"),
    pytest.mark.timeout(7200),
]

KILLS = int(os.environ.get("ZHIYIN_TEST_KILLS", "4"))
CLIENTS = 8
PATIENCE = 8.0
"""Seconds a client waits for an answer before they go on."""
PROCESSES = {"gateway": 5, "actions": 3, "engine": 1}
"""How often each is hit; an engine needs longest to come back."""
IMPATIENT = (
    "-c",
    "import sys, bot.cli.supervisor as s; s.BACKOFF_LONGEST = 1.0; "
    "from bot.cli import main; sys.argv = ['zhiyin', 'run']; main()",
)
"""`zhiyin run`, but it does not hold back a process that dies again and again."""
LINES = (
    "想给孩子攒点上大学的钱",
    "什么是通货膨胀？",
    "大概十年以后用",
    "你们怎么收费？",
    "请帮我转人工",
    "风险等级是什么意思？",
    "分散投资有什么用？",
    "你是机器人吗？",
)


@dataclass
class Talking(threading.Thread):
    """A client who sends what was not acknowledged again, and waits a while for an answer before
    the next words; after the last ones, somebody else comes."""

    base: str
    number: int
    talks: list[Talk] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    problem: BaseException | None = None

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        try:
            while not self.over.is_set():
                self._one()
        except BaseException as problem:
            self.problem = problem

    def _one(self) -> None:
        talk = Talk(self.base)
        if not talk.begin(self.over):
            return
        self.talks.append(talk)
        for line in LINES:
            if self.over.is_set():
                return
            seq = talk.send({"text": line}, self.over)
            until = time.monotonic() + PATIENCE
            while seq and not talk.answered(seq) and time.monotonic() < until:
                if self.over.wait(0.5):
                    return


@dataclass
class Talk:
    """One conversation, and what the gateway acknowledged of it, by the client's own id."""

    base: str
    token: str = ""
    conversation_id: str = ""
    acknowledged: dict[str, int] = field(default_factory=dict)
    http: httpx.Client = field(
        default_factory=lambda: httpx.Client(timeout=20, trust_env=False, verify=False)
    )

    def begin(self, over: threading.Event) -> bool:
        """Open it and agree to the privacy notice; False where it is over before."""
        opened = self._insist("session", over, json={})
        if opened is None:
            return False
        assert opened.status_code == 201, opened.text
        self.token, self.conversation_id = opened.json()["token"], opened.json()["conversation_id"]
        while not over.is_set():
            for message in self.read():
                for option in (message.get("question") or {}).get("options") or ():
                    if option["id"] == "accept":
                        return self.send({"choice": option["choice"]}, over) is not None
            over.wait(0.3)
        return False

    def send(self, words: dict[str, Any], over: threading.Event) -> int | None:
        """Send until it is acknowledged; its number, or None where it is over before."""
        body = {"id": str(uuid.uuid4()), **words}
        answer = self._insist("messages", over, json=body, headers=self._headers)
        if answer is None:
            return None
        assert answer.status_code == 202, answer.text
        self.acknowledged[body["id"]] = int(answer.json()["seq"])
        return self.acknowledged[body["id"]]

    def read(self) -> list[dict[str, Any]]:
        """All messages; none where the gateway is down."""
        with contextlib.suppress(httpx.HTTPError):
            answer = self.http.get(f"{self.base}/api/chat/messages", headers=self._headers)
            if answer.status_code == 200:
                return list(answer.json()["messages"])
        return []

    def answered(self, seq: int) -> bool:
        """Whether the assistant (and not only the note that it takes longer) has answered."""
        return any(
            one.get("in_reply_to") == seq and one["from"] == "assistant" for one in self.read()
        )

    def _insist(self, call: str, over: threading.Event, **asked: Any) -> httpx.Response | None:
        """The answer to a request that is sent again, as it was, while nobody answers."""
        while not over.is_set():
            with contextlib.suppress(httpx.HTTPError):
                answer = self.http.post(f"{self.base}/api/chat/{call}", **asked)
                if answer.status_code not in (429, 500, 502, 503):
                    return answer
            over.wait(0.3)
        return None

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


@pytest.fixture(scope="module")
def shaken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with running(tmp_path_factory.mktemp("shaken"), run=IMPATIENT) as one:
        yield one


@pytest.fixture(scope="module")
def talks(shaken: Installation) -> list[Talk]:
    """What was said while the processes were killed, once everything is answered."""
    chance = random.Random(20261130)
    clients = [Talking(shaken.base, number) for number in range(CLIENTS)]
    for client in clients:
        client.start()
    killed: Counter[str] = Counter()
    while sum(killed.values()) < KILLS:
        time.sleep(chance.uniform(0.2, 7.0))
        there = children(shaken.process.pid)
        name = chance.choices(list(PROCESSES), list(PROCESSES.values()))[0]
        if name in there:
            os.kill(there[name], signal.SIGKILL)
            killed[name] += 1
    eventually(lambda: _ready(shaken), 180, "everything is ready")
    assert set(killed) <= set(PROCESSES)
    time.sleep(3)
    for client in clients:
        client.over.set()
    for client in clients:
        client.join(60)
        assert client.problem is None, client.problem
    found = [talk for client in clients for talk in client.talks]
    open_ = [talk for talk in found if talk.acknowledged]
    assert open_
    for talk in open_:
        last = max(talk.acknowledged.values())
        eventually(lambda t=talk, s=last: t.answered(s), 180, "the last message is answered")
    print(f"{dict(killed)} killed, {len(found)} talks", end=" ")
    print(f"{sum(len(talk.acknowledged) for talk in found)} messages acknowledged")
    return open_


def _ready(own: Installation) -> bool:
    with contextlib.suppress(httpx.HTTPError):
        return httpx.get(f"{own.base}/readyz", timeout=2, trust_env=False).status_code == 200
    return False


def test_what_was_acknowledged_is_there_once(talks: list[Talk]) -> None:
    for talk in talks:
        held = Counter(one["id"] for one in talk.read() if one["from"] == "client")
        assert {id: held[id] for id in talk.acknowledged} == dict.fromkeys(talk.acknowledged, 1)
        assert set(held.values()) == {1}


def test_everything_is_answered_and_nothing_twice(talks: list[Talk]) -> None:
    for talk in talks:
        said = talk.read()
        answers: dict[int, list[str]] = {}
        for one in said:
            if one["from"] == "assistant" and one.get("in_reply_to"):
                answers.setdefault(one["in_reply_to"], []).append(one["text"])
        for seq in talk.acknowledged.values():
            assert answers.get(seq), f"{seq} is not answered"
        doubled = {seq: texts for seq, texts in answers.items() if len(set(texts)) < len(texts)}
        assert not doubled
        assert [one["seq"] for one in said] == sorted({one["seq"] for one in said})


def test_no_handoff_is_lost_or_doubled(shaken: Installation, talks: list[Talk]) -> None:
    with shaken.advisor() as desk:
        there = desk.get("/api/advisor/handoffs").json()["handoffs"]
    held = Counter(one["conversation_id"] for one in there)
    assert not [id for id, count in held.items() if count > 1]
    for talk in talks:
        shown = [
            one["card"]["handoff_id"]
            for one in talk.read()
            if (one.get("card") or {}).get("type") == "handoff"
        ]
        assert len(set(shown)) <= 1
        assert bool(shown) == (talk.conversation_id in held)


def test_the_conversations_go_on(talks: list[Talk]) -> None:
    calm = threading.Event()
    for talk in talks[-CLIENTS:]:
        seq = talk.send({"text": "什么是通货膨胀？"}, calm)
        assert seq is not None
        eventually(lambda t=talk, s=seq: t.answered(s), 60, "it is answered")
