"""Programs that hold connections instead of using them."""

from __future__ import annotations

import contextlib
import json
import socket
import time
import uuid
from collections.abc import Iterator

import pytest

from bot.gateway import bodies, connections
from bot.gateway.connections import Bounds
from tests.integration.gateway.kit import Gateway


@pytest.fixture
def hasty(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> Gateway:
    """A gateway that waits for nobody long."""
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.6)
    monkeypatch.setattr(bodies, "SECONDS", 1.0)
    return gateway


@contextlib.contextmanager
def connected(gateway: Gateway) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", gateway.settings.port), timeout=10) as line:
        yield line


def closed(line: socket.socket) -> bytes:
    """What came until the other side closed; fails where it does not."""
    found = b""
    with contextlib.suppress(ConnectionResetError):
        while data := line.recv(4096):
            found += data
    return found


def test_a_connection_that_says_nothing_is_closed(hasty: Gateway) -> None:
    with connected(hasty) as line:
        assert closed(line) == b""


def test_a_head_that_trickles_in_is_not_waited_for(hasty: Gateway) -> None:
    with connected(hasty) as line:
        began = time.monotonic()
        with contextlib.suppress(OSError):
            line.sendall(b"GET /healthz HTTP/1.1\r\n")
            for number in range(100):
                line.sendall(f"X-{number}: 1\r\n".encode())
                time.sleep(0.1)
        assert time.monotonic() - began < 5
        assert closed(line) == b""


def test_a_second_head_that_trickles_in_is_not_waited_for_either(hasty: Gateway) -> None:
    with connected(hasty) as line:
        line.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert line.recv(4096).startswith(b"HTTP/1.1 200")
        line.sendall(b"GET /healthz")
        assert closed(line) == b""


def test_a_body_that_trickles_in_is_answered_and_stores_nothing(hasty: Gateway) -> None:
    client = hasty.client()
    body = json.dumps({"id": str(uuid.uuid4()), "text": "慢慢来"}).encode()
    before = client.read()
    with connected(hasty) as line:
        line.sendall(
            b"POST /api/chat/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + f"Authorization: Bearer {client.token}\r\n".encode()
            + f"Content-Length: {len(body)}\r\n\r\n".encode()
            + body[:5]
        )
        answer = closed(line)
    assert answer.startswith(b"HTTP/1.1 408")
    assert b'"too_slow"' in answer
    assert client.read() == before


def test_a_body_with_two_lengths_is_refused_and_the_line_closed(gateway: Gateway) -> None:
    with connected(gateway) as line:
        line.sendall(
            b"POST /api/chat/session HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
        )
        answer = closed(line)
    assert answer.startswith(b"HTTP/1.1 400") and b'"ambiguous"' in answer
    assert answer.count(b"HTTP/1.1 ") == 1


def test_whoever_is_being_answered_is_not_cut_off(hasty: Gateway) -> None:
    client = hasty.client()
    stream = client.stream()
    time.sleep(1.5)
    client.say("还在吗")
    stream.close()
    assert "zh:还在吗" in [one["text"] for one in stream.messages()]


def test_a_head_without_end_is_refused(hasty: Gateway) -> None:
    with connected(hasty) as line:
        with contextlib.suppress(OSError):
            line.sendall(b"GET /healthz HTTP/1.1\r\nX: " + b"a" * 200_000)
        answer = closed(line)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 4")


def test_one_address_may_have_only_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "PER_ADDRESS", 2)
    bounds = Bounds(behind_proxy=False, at_once=4)
    assert [bounds.enter("one") for _ in range(3)] == [True, True, False]
    assert [bounds.enter(other) for other in ("two", "three", "four")] == [True, True, False]
    bounds.leave("one")
    assert bounds.enter("one")


def test_behind_a_proxy_all_may_come_from_one_address() -> None:
    bounds = Bounds(behind_proxy=True, at_once=connections.PER_ADDRESS + 5)
    assert sum(bounds.enter("proxy") for _ in range(connections.PER_ADDRESS + 9)) == (
        connections.PER_ADDRESS + 5
    )


def test_whoever_comes_when_all_places_are_taken_is_turned_away_and_later_let_in(
    house: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.stop()
    monkeypatch.setattr(connections, "PER_ADDRESS", 3)
    house.start()
    try:
        with contextlib.ExitStack() as held:
            lines = [held.enter_context(connected(house)) for _ in range(3)]
            with connected(house) as line:
                assert closed(line) == b""
            lines[0].sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            assert closed(lines[0]).startswith(b"HTTP/1.1 200")
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            with contextlib.suppress(Exception), house.http() as http:
                if http.get("/healthz").status_code == 200:
                    break
            time.sleep(0.05)
        else:
            raise AssertionError("nobody is let in any more")
    finally:
        house.stop()
        monkeypatch.undo()
        house.start()
