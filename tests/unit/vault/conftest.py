"""A vault on key files in a temporary folder and a key store in a temporary database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import Engine

from bot.vault import FileKeyProvider, Keyring, KeyStore, Vault

AT = datetime(2026, 11, 22, 12, tzinfo=timezone.utc)
DEPLOYMENT = "01JDEPLOYMENT"


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def at() -> datetime:
    return AT


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def provider(tmp_path: Path) -> FileKeyProvider:
    provider = FileKeyProvider(tmp_path / "keys")
    provider.rotate()
    return provider


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return create_engine(f"sqlite:///{tmp_path / 'keystore.db'}")


@pytest.fixture
def store(engine: Engine) -> KeyStore:
    store = KeyStore(engine)
    store.create()
    return store


@pytest.fixture
def open_keyring(
    provider: FileKeyProvider, store: KeyStore, clock: Clock
) -> Callable[..., Keyring]:
    """Opens a keyring as another process would: same keys, nothing in memory."""

    def opened(**options: object) -> Keyring:
        return Keyring(options.pop("provider", provider), store, DEPLOYMENT, clock=clock, **options)

    return opened


@pytest.fixture
def keyring(open_keyring: Callable[..., Keyring]) -> Keyring:
    return open_keyring()


@pytest.fixture
def vault(keyring: Keyring, at: datetime) -> Vault:
    vault = Vault(keyring, DEPLOYMENT)
    vault.prepare(at)
    keyring.create("client-a", at)
    keyring.create("client-b", at)
    return vault
