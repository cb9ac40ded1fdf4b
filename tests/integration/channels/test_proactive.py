"""Messages that come due, on the messaging channels: within window and quota, else elsewhere."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest

from bot.records.models import Consent
from bot.services import proactive
from bot.services.app import new_ulid
from tests.integration.channels.providers import Provider
from tests.integration.channels.test_channels import newest
from tests.integration.gateway.kit import Gateway, eventually

TEXT = {"zh": "您要的资料准备好了。", "en": "What you asked for is here."}
_people = itertools.count(8616000000000)


def somebody(gateway: Gateway, provider: Provider) -> str:
    """A client who agreed to be contacted and wrote on a channel; their id."""
    provider.say(next(_people), "你好呀")
    eventually(lambda: "zh:你好呀" in "\n".join(provider.texts()))
    provider.delivered.clear()
    with gateway.app.records.begin() as work:
        client = work.conversations.get(newest(gateway).conversation_id).client_id
        for purpose in ("privacy", "contact"):
            work.consents.add(
                Consent(
                    new_ulid(), client, purpose, True, "1", "0" * 64, "zh", "choice",
                    gateway.app.now(),
                )
            )  # fmt: skip
    return client


def plan(gateway: Gateway, client: str) -> None:
    with gateway.app.records.begin() as work:
        assert proactive.plan(
            gateway.app, work, client, key="one", text=TEXT, due_at=gateway.app.now()
        )


def way(gateway: Gateway, client: str) -> str | None:
    with gateway.app.records.read() as work:
        acts = [one for one in work.audit.list(client) if one.action == "client.messaged"]
    return str(acts[0].detail["way"]) if acts else None


@pytest.fixture(autouse=True)
def open_all_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The house's clock is the real one here."""
    monkeypatch.setattr("bot.suitability.hours.BusinessHours.is_open", lambda *_: True)


def test_it_goes_out_where_the_client_writes(provider: Provider, gateway: Gateway) -> None:
    client = somebody(gateway, provider)
    plan(gateway, client)
    eventually(lambda: TEXT["zh"] in "\n".join(provider.texts()), 30)
    assert "\n".join(provider.texts()).count(TEXT["zh"]) == 1
    assert not provider.refused


@pytest.mark.parametrize(("name", "hours"), [("whatsapp", 25), ("wechat", 49), ("wecom", 49)])
def test_where_the_window_has_closed_an_advisor_gets_it(
    gateway: Gateway, providers: dict[str, Provider], name: str, hours: int
) -> None:
    client = somebody(gateway, providers[name])
    peer = newest(gateway)
    with gateway.app.records.begin() as work:
        work.peers.change(peer.id, heard_at=gateway.app.now() - timedelta(hours=hours))
    plan(gateway, client)
    eventually(lambda: way(gateway, client) == "advisor", 30)
    assert TEXT["zh"] not in "\n".join(providers[name].texts())
    with gateway.app.records.read() as work:
        waiting = work.handoffs.open_of(peer.conversation_id)
    assert waiting is not None and waiting.body["task"] == TEXT


def test_where_the_quota_is_used_up_an_advisor_gets_it(
    gateway: Gateway, providers: dict[str, Provider]
) -> None:
    client = somebody(gateway, providers["wechat"])
    with gateway.app.records.begin() as work:
        work.peers.change(newest(gateway).id, sent_since=5)
    plan(gateway, client)
    eventually(lambda: way(gateway, client) == "advisor", 30)
    assert TEXT["zh"] not in "\n".join(providers["wechat"].texts())
