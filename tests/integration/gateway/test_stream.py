"""The event stream: live, resumable, bounded."""

from __future__ import annotations

import threading
import time
from typing import Any

from bot.gateway.stream import Streams
from bot.services import signals
from tests.integration.gateway.engine_double import echo
from tests.integration.gateway.kit import Gateway, eventually


def test_a_stream_shows_what_was_said_and_what_comes(gateway: Gateway) -> None:
    client = gateway.client()
    stream = client.stream()

    client.say("你好，请问在吗")

    eventually(lambda: len(stream.messages()) == 3)
    assert [m["from"] for m in stream.messages()] == ["assistant", "client", "assistant"]
    assert [id for kind, id, _ in stream.events if kind == "message"] == [
        str(m["seq"]) for m in stream.messages()
    ]
    assert stream.response.headers["content-type"].startswith("text/event-stream")
    stream.close()


def test_a_stream_resumes_after_the_last_event_without_gap_or_repetition(
    gateway: Gateway,
) -> None:
    client = gateway.client()
    first = client.say("第一句")[-1]["seq"]
    client.say("第二句")

    stream = client.stream(last=first)
    eventually(lambda: len(stream.messages()) == 2)
    client.say("第三句")

    eventually(lambda: len(stream.messages()) == 4)
    assert [m["seq"] for m in stream.messages()] == [m["seq"] for m in client.read(after=first)]
    stream.close()


def test_a_stream_tells_that_the_assistant_types(gateway: Gateway) -> None:
    client = gateway.client()
    stream = client.stream()
    seen = threading.Event()

    def until_seen(asked: dict[str, Any]) -> list[dict[str, Any]]:
        seen.wait(5)
        return echo(asked)

    gateway.engine.script = until_seen
    client.post("在想吗")

    def typing() -> list[Any]:
        return [data for kind, _, data in stream.events if kind == "typing"]

    eventually(lambda: typing() == [{"from": "assistant", "on": True}])
    seen.set()
    eventually(lambda: typing()[-1] == {"from": "assistant", "on": False})
    stream.close()


def test_a_stream_tells_that_the_advisor_types(gateway: Gateway) -> None:
    client = gateway.client()
    stream = client.stream()

    signals.typing(client.conversation_id, "advisor", time.monotonic() + 30)

    eventually(lambda: ("typing", None, {"from": "advisor", "on": True}) in stream.events)
    stream.close()


def test_a_message_of_another_process_reaches_the_stream(gateway: Gateway) -> None:
    client = gateway.client()
    stream = client.stream()
    eventually(stream.messages)

    with gateway.app.records.begin() as work:
        work.messages.append(
            client.conversation_id,
            origin="advisor",
            at=gateway.app.now(),
            language="zh",
            body={"text": "我是顾问小王"},
        )

    eventually(lambda: stream.messages()[-1]["text"] == "我是顾问小王")
    stream.close()


def test_only_so_many_streams_of_one_conversation_and_places_come_back(gateway: Gateway) -> None:
    client = gateway.client()
    streams = [client.stream() for _ in range(5)]

    refused = client.http.get("/api/chat/stream")
    for stream in streams:
        stream.close()

    assert refused.status_code == 429
    assert refused.json()["code"] == "too_many_streams"

    def opens_again() -> bool:
        again = client.stream()
        again.close()
        return again.response.status_code == 200

    eventually(opens_again)


def test_a_stream_ends_when_the_gateway_stops(gateway: Gateway) -> None:
    client = gateway.client()
    stream = client.stream()
    eventually(stream.messages)

    gateway.stop()

    assert stream.ended.wait(3)


def test_a_stream_ends_with_the_erasure(gateway: Gateway) -> None:
    client = gateway.client()
    stream = client.stream()
    eventually(stream.messages)

    client.http.post("/api/chat/erase")

    assert stream.ended.wait(5)
    assert stream.events[-1][0] == "erased"


def test_many_streams_look_less_often_each() -> None:
    streams = Streams(look=1.0)
    assert streams.pause == 1.0
    for number in range(200):
        streams._claim(f"conversation-{number}")
    assert streams.pause == 5.0
