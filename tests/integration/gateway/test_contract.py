"""Both public APIs held to their own document by generated requests, good and bad ones.

`ZHIYIN_TEST_CALLS` is the number of generated requests for each call (quick by default).
"""

from __future__ import annotations

import contextlib
import os
import random
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from bot.gateway.rate_limits import Rate, Rates
from bot.services import advisors, handoffs
from tests.integration.gateway.kit import Client, Gateway

CALLS = int(os.environ.get("ZHIYIN_TEST_CALLS", "12"))
WIDE = Rate(1e9, 1e9)
STREAM = "/api/chat/stream"

ALL = (
    "POST /api/chat/session",
    "GET /api/chat/messages",
    "POST /api/chat/messages",
    "PUT /api/chat/language",
    "GET /api/chat/profile",
    "GET /api/chat/export",
    "GET /api/chat/report",
    "GET /api/chat/erasure",
    "POST /api/chat/erase",
    "GET /api/advisor/me",
    "GET /api/advisor/handoffs",
    "GET /api/advisor/handoffs/{handoff_id}",
    "GET /api/advisor/handoffs/{handoff_id}/report",
    "POST /api/advisor/handoffs/{handoff_id}/accept",
    "POST /api/advisor/handoffs/{handoff_id}/assign",
    "GET /api/advisor/handoffs/{handoff_id}/messages",
    "POST /api/advisor/handoffs/{handoff_id}/messages",
    "POST /api/advisor/handoffs/{handoff_id}/notes",
    "POST /api/advisor/handoffs/{handoff_id}/return",
    "POST /api/advisor/handoffs/{handoff_id}/close",
    "GET /api/advisor/clients/{client_id}/profile",
)
UNSPOILT = {
    (call, GenerationMode.NEGATIVE)
    for call in (
        "GET /api/advisor/me",
        "POST /api/advisor/handoffs/{handoff_id}/accept",
        "POST /api/advisor/handoffs/{handoff_id}/return",
    )
}
"""They ask for nothing that could be of a wrong kind."""

quick = settings(
    max_examples=CALLS,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
HELD_TO = (
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
)
"""What an answer must keep, whatever was asked: a refusal may well meet what the schema lets pass,
as an empty text."""


class Callers:
    """A client and an advisor who may call; new ones once they were erased."""

    def __init__(self, gateway: Gateway) -> None:
        self.gateway = gateway
        added = advisors.add(
            gateway.app,
            email="desk@bank.example",
            name="李伟",
            role="supervisor",
            languages=("zh",),
        )
        self._advisor = advisors.issue_token(gateway.app, added.advisor.email)
        self._client: Client | None = None
        self._chance = random.Random(11)
        self._real: dict[str, str] = {}

    def headers(self, path: str) -> dict[str, str]:
        """The token that opens a path."""
        token = self._advisor if path.startswith("/api/advisor") else self.client.token
        return {"Authorization": f"Bearer {token}"}

    @property
    def client(self) -> Client:
        """A client who waits for an advisor."""
        if self._client is None or self._client.http.get("/api/chat/messages").status_code != 200:
            self._client = self.gateway.client()
            self._client.agree()
            waiting = handoffs.request(
                self.gateway.app, self._client.conversation_id, "asked_for_human"
            )
            self._real = {"handoff_id": waiting.handoff_id, "client_id": self._client.id}
        return self._client

    def aim(self, named: dict[str, Any]) -> dict[str, Any]:
        """Two of three ids in a path name what is really there; made-up ones lead nowhere."""
        assert self.client
        return {
            name: self._real[name] if name in self._real and self._chance.random() < 0.66 else value
            for name, value in named.items()
        }


@pytest.fixture(scope="module")
def callers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callers]:
    """A gateway that holds nobody back, beside an engine double."""
    gateway = Gateway(tmp_path_factory.mktemp("contract"))
    gateway.engine.start()
    gateway.start(rates=Rates(WIDE, WIDE, WIDE, WIDE, WIDE))
    yield Callers(gateway)
    gateway.stop()
    gateway.engine.stop()
    gateway.app.records.close()


@pytest.fixture(scope="module")
def document(callers: Callers) -> Any:
    """The APIs as they describe themselves."""
    return schemathesis.openapi.from_url(f"{callers.gateway.url}/api/openapi.json")


def test_no_call_is_left_out(document: Any) -> None:
    there = {f"{one.ok().method.upper()} {one.ok().path}" for one in document.get_all_operations()}
    assert there == {*ALL, f"GET {STREAM}"}


@pytest.mark.parametrize(
    ("call", "mode"),
    [(call, mode) for call in ALL for mode in GenerationMode if (call, mode) not in UNSPOILT],
    ids=str,
)
def test_every_call_answers_as_it_is_documented(
    callers: Callers, document: Any, call: str, mode: GenerationMode
) -> None:
    method, path = call.split()

    @quick
    @given(document[path][method].as_strategy(generation_mode=mode))
    def holds(case: Any) -> None:
        if case.path_parameters:
            case.path_parameters = callers.aim(case.path_parameters)
        answer = case.call(headers=callers.headers(path), timeout=30)
        case.validate_response(answer, checks=HELD_TO)

    holds()


@quick
@given(
    place=st.text(st.characters(codec="latin-1", exclude_categories=("Cc",)), max_size=40)
    | st.integers().map(str),
    after=st.none() | st.integers() | st.text(max_size=20),
)
def test_a_stream_begins_or_is_refused(callers: Callers, place: str, after: Any) -> None:
    asked = {} if after is None else {"after": after}
    headers = {**callers.headers(STREAM), "Last-Event-ID": place.encode("latin-1")}
    with contextlib.ExitStack() as open_:
        try:
            answer = open_.enter_context(
                httpx.stream(
                    "GET", callers.gateway.url + STREAM, params=asked, headers=headers, timeout=20
                )
            )
        except httpx.LocalProtocolError:
            return  # no client can send it
        assert answer.status_code in (200, 422, 429), answer.status_code
