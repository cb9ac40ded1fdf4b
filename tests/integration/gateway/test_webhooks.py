"""The gateway carries events to a receiver, also when it is killed while it does."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.records.models import Consent
from bot.services import conversations, handoffs, webhook_sending, webhooks
from bot.services.app import new_ulid, utc_now
from tests.integration.gateway.kit import Gateway, eventually
from tests.receiver import SILENT, Receiver, listening

ALLOWED = {"ZHIYIN_WEBHOOK_NETWORKS": "127.0.0.1/32"}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with listening() as one:
        yield one


@pytest.fixture
def gateway(tmp_path: Path, receiver: Receiver) -> Iterator[Gateway]:
    """A gateway, not yet running, with one webhook."""
    one = Gateway(tmp_path / "home", **ALLOWED)
    webhooks.add(one.app, name="crm", url=receiver.url, actor="operator:test")
    yield one
    one.stop()
    one.engine.stop()
    one.app.records.close()


def a_handoff(gateway: Gateway) -> str:
    """Somebody who agreed to be contacted asks for a person."""
    app = gateway.app
    opened = conversations.open_conversation(app, channel="widget", language="zh")
    with app.records.begin() as work:
        conversation = work.conversations.get(opened.conversation_id)
        for purpose in ("privacy", "contact"):
            work.consents.add(
                Consent(
                    new_ulid(), conversation.client_id, purpose, True, "1", "0" * 64, "zh",
                    "choice", app.now(),
                )
            )  # fmt: skip
    return handoffs.request(app, opened.conversation_id, "asked_for_human").handoff_id


def test_what_happens_is_carried_by_itself_and_a_receiver_that_hangs_holds_up_nobody(
    gateway: Gateway, receiver: Receiver
) -> None:
    with listening() as stuck:
        stuck.troubles[:] = [SILENT] * 4
        webhooks.add(gateway.app, name="stuck", url=stuck.url, actor="operator:test")
        gateway.start()
        told = {a_handoff(gateway), a_handoff(gateway)}
        eventually(lambda: stuck.arrived)
        told.add(a_handoff(gateway))

        def carried() -> bool:
            data = [one.document["data"] for one in list(receiver.arrived)]
            return told <= {one.get("handoff_id") for one in data}

        eventually(carried)
        states = {one.webhook.name: one.status for one in webhooks.deliveries(gateway.app)}
        assert states["stuck"] == "pending"


def test_a_gateway_killed_between_sending_and_noting_sends_once_more_under_the_same_id(
    gateway: Gateway, receiver: Receiver
) -> None:
    # given a gateway that is killed the moment its message has arrived
    handoff = a_handoff(gateway)
    environment = {
        **os.environ,
        **ALLOWED,
        "ZHIYIN_HOME": str(gateway.settings.home),
        "ZHIYIN_PORT": str(gateway.settings.port),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.web"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    receiver.troubles[:] = [SILENT] * 8
    receiver.on_arrival = lambda _: os.kill(process.pid, signal.SIGKILL)
    try:
        assert process.wait(120) == -signal.SIGKILL
    finally:
        process.kill()
        process.wait()
    receiver.on_arrival = lambda _: None
    receiver.troubles.clear()
    before = {one.id: one.body for one in receiver.arrived}
    assert before and not any(one.attempts for one in webhooks.deliveries(gateway.app))
    assert all(one.status == "pending" for one in webhooks.deliveries(gateway.app))

    # when the lease is over, another one takes it up
    def later() -> datetime:
        return utc_now() + webhook_sending.LEASE + timedelta(seconds=5)

    after = replace(gateway.app, now=later)

    async def carry() -> None:
        for webhook_id in webhook_sending.due(after):
            for item in webhook_sending.claim(after, webhook_id, 100):
                assert await webhook_sending.send(after, item) is None

    receiver.arrived.clear()
    asyncio.run(carry())

    # then the same messages arrive, told to be the same by their ids, and none is left
    again = {one.id: one.body for one in receiver.arrived}
    assert before.items() <= again.items()
    assert len(receiver.arrived) == len(again), "none twice"
    assert handoff in {one.document["data"].get("handoff_id") for one in receiver.arrived}
    assert {one.status for one in webhooks.deliveries(after)} == {"done"}
