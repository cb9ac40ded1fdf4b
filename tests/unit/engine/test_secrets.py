"""The secrets between our processes: made once, closed to others, never half written."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.services.secrets import SecretUnusable, secret
from bot.settings import load_settings


@pytest.fixture
def settings(tmp_path):
    return load_settings({"ZHIYIN_HOME": str(tmp_path / "home")})


def test_it_is_made_on_first_use_and_stays(settings):
    made = secret(settings, "engine")
    assert len(made) >= 43 and secret(settings, "engine") == made
    assert secret(settings, "actions") != made
    file = settings.keys_path / "engine.secret"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(settings.keys_path.stat().st_mode) == 0o700


def test_all_who_ask_at_once_get_the_same(settings):
    with ThreadPoolExecutor(16) as threads:
        found = set(threads.map(lambda _: secret(settings, "engine"), range(64)))
    assert len(found) == 1
    assert [path.name for path in settings.keys_path.iterdir()] == ["engine.secret"]


def test_a_file_open_to_others_is_refused(settings):
    secret(settings, "engine")
    (settings.keys_path / "engine.secret").chmod(0o644)
    with pytest.raises(SecretUnusable, match="chmod 600"):
        secret(settings, "engine")


def test_an_emptied_file_is_refused_not_replaced(settings):
    secret(settings, "engine")
    (settings.keys_path / "engine.secret").write_text("")
    with pytest.raises(SecretUnusable, match="holds no secret"):
        secret(settings, "engine")


@pytest.mark.parametrize("name", ["../engine", "", "Engine", "a/b"])
def test_a_name_is_a_name(settings, name):
    with pytest.raises(ValueError, match="no name"):
        secret(settings, name)
