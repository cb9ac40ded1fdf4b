"""Fixtures for all tests: one running installation for the whole run, and talks with it."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import rulebook
from bot.cli import train
from bot.settings import load_settings
from bot.suitability.questionnaire import Questionnaire
from tests import rules
from tests.installation import Installation, running
from tests.post import Post, post_office
from tests.talk import Talk

rules.keep()

STRICT = os.environ.get("ZHIYIN_TEST_STRICT") == "1"
CHROMIUM = Path("/usr/bin/chromium")


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, in one clear line, what this machine has no server or browser for."""
    postgres, chromium = _listens(5432), CHROMIUM.exists()
    for item in items:
        if "postgres" in item.keywords and not postgres:
            item.add_marker(pytest.mark.skip(reason="no PostgreSQL on 127.0.0.1:5432"))
        if "browser" in item.keywords and not chromium:
            item.add_marker(pytest.mark.skip(reason="no Chromium at /usr/bin/chromium"))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Where everything has to be tested (CI), a skipped test fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if STRICT and skipped and exitstatus == 0:
        reporter.write_line(f"{len(skipped)} tests were skipped, which this run does not allow")
        session.exitstatus = 1


@pytest.fixture(scope="session")
def learnt_answers() -> Questionnaire:
    """The questionnaire, with its answers learnt, which takes half a minute once."""
    settings = load_settings({})
    if train.open_questions(settings):
        settings.models_path.mkdir(exist_ok=True)
        train.learn_answers(settings)
    return rulebook.load(settings).questionnaire


@pytest.fixture(scope="session")
def post() -> Iterator[Post]:
    """Where the one-time codes of that installation arrive."""
    with post_office() as office:
        yield office


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory, post: Post) -> Iterator[Installation]:
    """The one installation that all tests with a real Rasa share."""
    with running(tmp_path_factory.mktemp("installation"), **post.settings) as one:
        yield one


@pytest.fixture
def zh(installation: Installation) -> Talk:
    """A new conversation in Chinese."""
    return Talk(installation.base, "zh").begin()


@pytest.fixture
def en(installation: Installation) -> Talk:
    """A new conversation in English."""
    return Talk(installation.base, "en").begin()
