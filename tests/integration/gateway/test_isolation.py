"""One client tries to read or to write another's conversation: a table of attempts.

On the messaging channels: `tests/integration/channels/test_isolation.py`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from bot.gateway.rate_limits import Rate, Rates
from bot.services import handoffs
from tests.integration.gateway.kit import Client, Gateway, eventually

SECRET = "我的底线是亏三十七万"
WIDE = Rate(1e9, 1e9)
CALLS = (
    ("GET", "/api/chat/messages"),
    ("GET", "/api/chat/profile"),
    ("GET", "/api/chat/export"),
    ("GET", "/api/chat/report"),
    ("GET", "/api/chat/erasure"),
)


@dataclass
class Scene:
    """`theirs` has told a secret and waits for an advisor; `mine` wants to know it."""

    gateway: Gateway
    mine: Client
    theirs: Client
    handoff_id: str

    @property
    def ids(self) -> dict[str, str]:
        """Everything that names the other one, but for the token."""
        return {
            "conversation_id": self.theirs.conversation_id,
            "client_id": self.theirs.id,
            "handoff_id": self.handoff_id,
        }

    def ask(self, path: str = "/api/chat/messages", method: str = "GET", **more: Any) -> Any:
        """One request of mine; only the headers differ from a page's own."""
        headers = more.pop("headers", {"Authorization": f"Bearer {self.mine.token}"})
        with self.gateway.http() as http:
            return http.request(method, path, headers=headers, **more)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """A gateway that holds nobody back, and two clients."""
    gateway = Gateway(tmp_path_factory.mktemp("isolation"))
    gateway.engine.start()
    gateway.start(rates=Rates(WIDE, WIDE, WIDE, WIDE, WIDE))
    mine, theirs = gateway.client(), gateway.client()
    for one in (mine, theirs):
        one.agree()
    theirs.say(SECRET)
    handoff = handoffs.request(gateway.app, theirs.conversation_id, "asked_for_human")
    yield Scene(gateway, mine, theirs, handoff.handoff_id)
    gateway.stop()
    gateway.engine.stop()
    gateway.app.records.close()


@pytest.fixture
def scene(stage: Scene) -> Iterator[Scene]:
    """Whatever is tried, the other conversation stays as it is."""
    before = stage.theirs.read()
    assert SECRET in json.dumps(before, ensure_ascii=False)
    yield stage
    assert stage.theirs.read() == before, "something was written into the other conversation"
    with stage.gateway.app.records.read() as work:
        assert work.clients.get(stage.theirs.id).state == "active"
        assert work.ownership.get(stage.theirs.conversation_id).state != "advisor"


def stored_hash(scene: Scene) -> str:
    """What the database knows of the other's token."""
    with sqlite3.connect(scene.gateway.settings.home / "zhiyin.db") as database:
        query = "SELECT token_hash FROM conversations WHERE id = ?"
        (found,) = database.execute(query, (scene.theirs.conversation_id,)).fetchone()
    return str(found)


FORGED: dict[str, Callable[[Scene], str]] = {
    "the conversation's id": lambda s: s.theirs.conversation_id,
    "the client's id": lambda s: s.theirs.id,
    "the handoff's id": lambda s: s.handoff_id,
    "the hash that is stored": stored_hash,
    "a hash of the token": lambda s: hashlib.sha256(s.theirs.token.encode()).hexdigest(),
    "the token in lower case": lambda s: s.theirs.token.lower(),
    "the token in other cases": lambda s: s.theirs.token.swapcase(),
    "the token but its last sign": lambda s: s.theirs.token[:-1],
    "the token and one sign more": lambda s: s.theirs.token + "A",
    "the token in base64": lambda s: base64.b64encode(s.theirs.token.encode()).decode(),
    "the token in quotes": lambda s: f'"{s.theirs.token}"',
    "both tokens": lambda s: f"{s.theirs.token},{s.mine.token}",
    "a wildcard": lambda s: "%",
    "a statement": lambda s: "' OR '1'='1",
}


@pytest.mark.parametrize("name", FORGED)
def test_only_the_token_itself_opens_a_conversation(scene: Scene, name: str) -> None:
    forged = FORGED[name](scene)
    for method, path in (*CALLS, ("GET", "/api/chat/stream"), ("POST", "/api/chat/erase")):
        answer = scene.ask(path, method, headers={"Authorization": f"Bearer {forged}"})
        assert answer.status_code == 401, (path, answer.text)
        assert SECRET not in answer.text


ELSEWHERE: dict[str, Callable[[Scene], dict[str, Any]]] = {
    "in the query": lambda s: {"params": {"token": s.theirs.token}},
    "as access_token": lambda s: {"params": {"access_token": s.theirs.token}},
    "in a cookie": lambda s: {"headers": {"Cookie": f"token={s.theirs.token}"}},
    "as basic": lambda s: {"headers": {"Authorization": f"Basic {s.theirs.token}"}},
    "as user and password": lambda s: {"auth": ("", s.theirs.token)},
    "in a header of its own": lambda s: {"headers": {"X-Token": s.theirs.token}},
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_token_counts_nowhere_but_in_its_header(scene: Scene, name: str) -> None:
    """So that it never comes to stand in an address, a log or a foreign page's cookie."""
    asked = {"headers": {}, **ELSEWHERE[name](scene)}
    for method, path in CALLS:
        answer = scene.ask(path, method, **asked)
        assert answer.status_code == 401, (path, answer.text)


NAMED = ("conversation_id", "conversation", "client_id", "client", "id", "sender", "sender_id")
HEADERS = (
    "X-Conversation-Id",
    "X-Client-Id",
    "X-Sender",
    "X-User",
    "X-Forwarded-User",
    "X-Original-URL",
    "X-Rewrite-URL",
    "X-HTTP-Method-Override",
    "Forwarded",
    "Last-Event-ID",
    "Cookie",
    "Referer",
)


@pytest.mark.parametrize("name", NAMED)
def test_naming_somebody_else_in_the_query_changes_nothing(scene: Scene, name: str) -> None:
    for value in scene.ids.values():
        for method, path in CALLS:
            plain = scene.ask(path, method)
            answer = scene.ask(path, method, params={name: value})
            assert answer.status_code == plain.status_code
            assert SECRET not in answer.text
            assert scene.theirs.conversation_id not in answer.text


@pytest.mark.parametrize("name", HEADERS)
def test_naming_somebody_else_in_a_header_changes_nothing(scene: Scene, name: str) -> None:
    headers = {"Authorization": f"Bearer {scene.mine.token}"}
    for value in (*scene.ids.values(), f"/api/chat/messages?token={scene.theirs.token}"):
        for method, path in CALLS:
            answer = scene.ask(path, method, headers={**headers, name: value})
            assert SECRET not in answer.text
            assert scene.theirs.conversation_id not in answer.text


@pytest.mark.parametrize("other", ["conversation_id", "client_id", "handoff_id"])
@pytest.mark.parametrize(
    "path",
    [
        "/api/chat/{}",
        "/api/chat/messages/{}",
        "/api/chat/conversations/{}/messages",
        "/api/chat/messages/../../chat/{}",
        "/api/chat/messages%2f..%2f{}",
        "/api/chat/profile/{}",
        "/api/chat/export/{}",
        "//api/chat/messages/{}",
        "/api/advisor/handoffs/{}",
        "/api/advisor/clients/{}/profile?reason=nosy",
        "/console/handoffs/{}",
    ],
)
def test_no_address_leads_to_somebody_else(scene: Scene, path: str, other: str) -> None:
    answer = scene.ask(path.format(scene.ids[other]))

    assert answer.status_code in (303, 401, 403, 404, 405, 421), answer.text
    assert SECRET not in answer.text


def test_two_authorizations_open_at_most_ones_own(scene: Scene) -> None:
    both = [
        ("Authorization", f"Bearer {scene.mine.token}"),
        ("Authorization", f"Bearer {scene.theirs.conversation_id}"),
    ]
    for headers in (both, both[::-1]):
        answer = scene.ask(headers=httpx.Headers(headers))
        assert answer.status_code in (200, 400, 401)
        assert SECRET not in answer.text


def test_a_stream_of_ones_own_never_shows_somebody_elses(scene: Scene) -> None:
    stream = scene.mine.stream(0)
    scene.mine.say("我只想听到自己的")
    eventually(lambda: any("自己的" in one["text"] for one in stream.messages()))
    stream.close()

    assert SECRET not in json.dumps(stream.events, ensure_ascii=False)


def test_a_message_id_of_somebody_else_answers_ones_own_words(scene: Scene) -> None:
    theirs = next(one for one in scene.theirs.read() if one["from"] == "client")

    said = scene.mine.say("这是我说的", id=theirs["id"])

    assert [one["text"] for one in said] == ["zh:这是我说的"]
    assert SECRET not in json.dumps(scene.mine.read(), ensure_ascii=False)


FIELDS: tuple[dict[str, Any], ...] = (
    {"from": "advisor"},
    {"origin": "assistant"},
    {"seq": 1},
    {"in_reply_to": 1},
    {"name": "李伟"},
    {"forgotten": True},
)


@pytest.mark.parametrize("more", FIELDS, ids=lambda one: next(iter(one)))
def test_a_client_speaks_as_nobody_else_and_nowhere_else(
    scene: Scene, more: dict[str, Any]
) -> None:
    last = scene.mine.read()[-1]["seq"]
    body = {**scene.ids, "id": str(uuid.uuid4()), "text": "是谁在说话", **more}

    answer = scene.ask("/api/chat/messages?wait=1", "POST", json=body)

    assert answer.status_code in (200, 422), answer.text
    ours = [one for one in scene.mine.read(last) if one["text"] == "是谁在说话"]
    assert all(one["from"] == "client" for one in ours)
    assert bool(ours) == (answer.status_code == 200)


def test_an_erasure_that_names_somebody_else_erases_oneself(scene: Scene) -> None:
    leaving = scene.gateway.client()
    headers = {"Authorization": f"Bearer {leaving.token}"}
    answer = scene.ask("/api/chat/erase", "POST", json=scene.ids, params=scene.ids, headers=headers)

    assert answer.status_code == 200
    assert leaving.http.get("/api/chat/messages").status_code in (401, 410)


def test_a_language_that_names_somebody_else_is_ones_own(scene: Scene) -> None:
    scene.ask("/api/chat/language", "PUT", json={"language": "en", **scene.ids})

    assert [one["text"] for one in scene.theirs.read()][-1].startswith("zh:")
    with scene.gateway.app.records.read() as work:
        assert work.conversations.get(scene.theirs.conversation_id).language == "zh"


ADVISORS = (
    ("GET", "/api/advisor/me", None),
    ("GET", "/api/advisor/handoffs", None),
    ("GET", "/api/advisor/handoffs/{handoff_id}", None),
    ("GET", "/api/advisor/handoffs/{handoff_id}/messages", None),
    ("GET", "/api/advisor/handoffs/{handoff_id}/report", None),
    ("POST", "/api/advisor/handoffs/{handoff_id}/accept", None),
    ("POST", "/api/advisor/handoffs/{handoff_id}/messages", {"id": "1", "text": "您好"}),
    ("POST", "/api/advisor/handoffs/{handoff_id}/notes", {"text": "记下"}),
    ("POST", "/api/advisor/handoffs/{handoff_id}/return", None),
    ("POST", "/api/advisor/handoffs/{handoff_id}/close", {"outcome": "other"}),
    ("GET", "/api/advisor/clients/{client_id}/profile?reason=check", None),
)


@pytest.mark.parametrize(("method", "path", "body"), ADVISORS, ids=lambda one: str(one)[:60])
def test_a_clients_token_is_no_advisors(
    scene: Scene, method: str, path: str, body: dict[str, Any] | None
) -> None:
    for token in (scene.mine.token, scene.theirs.token):
        headers = {"Authorization": f"Bearer {token}", "Cookie": f"zhiyin_session={token}"}
        answer = scene.ask(path.format(**scene.ids), method, headers=headers, json=body)
        assert answer.status_code == 401, answer.text
        assert SECRET not in answer.text
    with scene.gateway.app.records.read() as work:
        assert work.ownership.get(scene.theirs.conversation_id).state != "advisor"
