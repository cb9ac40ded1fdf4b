"""Fixtures of the gateway's tests: one installation, left clean by each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.integration.gateway.kit import Gateway


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """Records, an engine double and ports for a gateway, opened once."""
    gateway = Gateway(tmp_path_factory.mktemp("gateway"))
    yield gateway
    gateway.stop()
    gateway.engine.stop()
    gateway.app.records.close()


@pytest.fixture
def gateway(house: Gateway) -> Iterator[Gateway]:
    """A running gateway beside a running engine."""
    house.engine.fresh()
    house.start()
    yield house
    house.engine.fresh()
    house.start()
    house.settle()


@pytest.fixture
def idle(house: Gateway) -> Iterator[Gateway]:
    """A gateway that is to be started by the test, its own way; the engine runs."""
    house.stop()
    house.engine.fresh()
    yield house
    house.engine.fresh()
    house.stop()
    house.start()
    house.settle()
