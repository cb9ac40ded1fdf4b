"""A gateway that speaks on every channel, beside doubles of the providers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.integration.channels.providers import (
    LineDouble,
    Provider,
    TelegramDouble,
    WeChatDouble,
    WeComDouble,
    WhatsAppDouble,
)
from tests.integration.gateway.kit import Gateway


@pytest.fixture(scope="module")
def providers() -> Iterator[dict[str, Provider]]:
    """The doubles, listening."""
    found: dict[str, Provider] = {
        "telegram": TelegramDouble(),
        "whatsapp": WhatsAppDouble(),
        "line": LineDouble(),
        "wechat": WeChatDouble(),
        "wecom": WeComDouble(),
    }
    for one in found.values():
        one.start()
    yield found
    for one in found.values():
        one.stop()


@pytest.fixture(scope="module")
def house(
    tmp_path_factory: pytest.TempPathFactory, providers: dict[str, Provider]
) -> Iterator[Gateway]:
    """One gateway for these tests."""
    telegram, whatsapp, line = providers["telegram"], providers["whatsapp"], providers["line"]
    assert isinstance(telegram, TelegramDouble) and isinstance(whatsapp, WhatsAppDouble)
    wechat, wecom = providers["wechat"], providers["wecom"]
    assert isinstance(line, LineDouble)
    assert isinstance(wechat, WeChatDouble) and isinstance(wecom, WeComDouble)
    gateway = Gateway(
        tmp_path_factory.mktemp("channels"),
        ZHIYIN_TELEGRAM_TOKEN=telegram.token,
        ZHIYIN_TELEGRAM_SECRET=telegram.secret,
        ZHIYIN_TELEGRAM_API=telegram.url,
        ZHIYIN_WHATSAPP_TOKEN=whatsapp.token,
        ZHIYIN_WHATSAPP_APP_SECRET=whatsapp.app_secret,
        ZHIYIN_WHATSAPP_VERIFY_TOKEN=whatsapp.verify_token,
        ZHIYIN_WHATSAPP_NUMBER_ID=whatsapp.number,
        ZHIYIN_WHATSAPP_API=whatsapp.url,
        ZHIYIN_LINE_TOKEN=line.token,
        ZHIYIN_LINE_SECRET=line.secret,
        ZHIYIN_LINE_API=line.url,
        ZHIYIN_WECHAT_APP_ID=wechat.app_id,
        ZHIYIN_WECHAT_APP_SECRET=wechat.app_secret,
        ZHIYIN_WECHAT_TOKEN=wechat.token,
        ZHIYIN_WECHAT_ENCODING_KEY=wechat.key,
        ZHIYIN_WECHAT_API=wechat.url,
        ZHIYIN_WECOM_CORP_ID=wecom.corp,
        ZHIYIN_WECOM_SECRET=wecom.secret,
        ZHIYIN_WECOM_TOKEN=wecom.token,
        ZHIYIN_WECOM_ENCODING_KEY=wecom.key,
        ZHIYIN_WECOM_API=wecom.url,
    )
    for one in providers.values():
        one.base = gateway.url
    yield gateway
    gateway.stop()
    gateway.engine.stop()
    gateway.app.records.close()


@pytest.fixture
def gateway(house: Gateway, providers: dict[str, Provider]) -> Iterator[Gateway]:
    """The gateway, running, with nothing delivered yet."""
    for one in providers.values():
        one.delivered.clear()
        one.refused.clear()
        one.troubles.clear()
    house.engine.fresh()
    house.start()
    yield house
    house.engine.fresh()
    house.start()
    house.settle()


@pytest.fixture(params=["telegram", "whatsapp", "line", "wechat", "wecom"])
def provider(
    request: pytest.FixtureRequest, gateway: Gateway, providers: dict[str, Provider]
) -> Provider:
    """Each provider in turn, beside a running gateway."""
    return providers[request.param]
