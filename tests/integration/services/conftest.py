"""Services over real records, on SQLite and PostgreSQL, with a clock that the test moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot import rulebook
from bot.rulebook import Rulebook
from bot.services.app import App, new_ulid
from bot.settings import load_settings
from tests.integration.records.conftest import (  # noqa: F401 - fixtures
    installation,
    postgres_installation,
    postgres_template,
    server,
    sqlite_installation,
    sqlite_template,
)
from tests.integration.records.kit import AT, Installation
from tests.post import Post


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.at = AT

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at

    def forward(self, **span: float) -> None:
        self.at += timedelta(**span)


@pytest.fixture(scope="session")
def rules() -> Rulebook:
    return rulebook.load(load_settings({}))


@pytest.fixture
def post(post: Post) -> Post:
    """Where one-time codes arrive, for a test alone: nothing is there yet."""
    post.clear()
    return post


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(installation: Installation, rules: Rulebook, clock: Clock, post: Post) -> Iterator[App]:  # noqa: F811
    sent = load_settings(post.settings)
    settings = replace(
        installation.settings,
        smtp_url=sent.smtp_url,
        smtp_from=sent.smtp_from,
        sms_url=sent.sms_url,
        sms_secret=sent.sms_secret,
    )
    records = installation.open()
    yield App(settings, records, rules, clock, new_ulid)
    records.close()
