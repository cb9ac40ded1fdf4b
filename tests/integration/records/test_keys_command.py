"""`zhiyin keys` from a shell: what it shows, asks and refuses."""

from __future__ import annotations

import json

import pytest

from tests import shell
from tests.integration.records.kit import Installation, add_client


@pytest.fixture
def here(sqlite_installation: Installation) -> Installation:
    records = sqlite_installation.open()
    add_client(records)
    records.close()
    return sqlite_installation


def _zhiyin(here: Installation, *arguments: str, answer: str = "") -> tuple[int, str, str]:
    environment = shell.environment(ZHIYIN_HOME=str(here.home)) | {"COLUMNS": "160"}
    done = shell.zhiyin("keys", *arguments, environment=environment, answer=answer)
    return done.returncode, done.stdout, done.stderr


def test_the_state_is_shown_to_people(here: Installation) -> None:
    code, shown, _ = _zhiyin(here, "status")
    assert code == 0
    for words in (
        "version 1; none below 1 is accepted",
        "1 clients, 3 of our own",
        "new ones with aes-256-gcm",
        "version 1, 0 to be made anew",
        "none under way",
    ):
        assert words in shown


def test_old_keys_are_retired_after_a_question(here: Installation) -> None:
    code, _, problem = _zhiyin(here, "retire", "--below", "2", "--yes")
    assert code == 1 and "zhiyin keys rotate" in problem and problem.count("\n") == 1
    assert _zhiyin(here, "rotate")[0] == 0
    code, _, asked = _zhiyin(here, "retire", "--below", "2", answer="n\n")
    assert code == 1 and "will never open again" in asked
    assert (here.home / "keys" / "kek-1.key").exists()
    code, shown, _ = _zhiyin(here, "retire", "--below", "2", "--yes", "--json")
    assert code == 0 and json.loads(shown)["floor"] == 2
    assert not (here.home / "keys" / "kek-1.key").exists()


def test_a_rotation_that_does_not_wait_says_how_to_go_on(here: Installation) -> None:
    code, shown, _ = _zhiyin(here, "rotate", "--data-keys", "--no-wait")
    assert code == 0
    assert "waiting for every process to know the new index key" in shown
    assert "zhiyin keys rotate --data-keys" in shown
    assert "make new backups" not in shown
    code, shown, problem = _zhiyin(here, "rotate", "--data-keys", "--no-wait", "--json")
    assert code == 0 and problem == ""
    state = json.loads(shown)
    assert state["rotation"]["generation"] == 1 and state["current_version"] == 2


def test_keys_are_looked_after_even_where_a_data_file_is_wrong(here: Installation) -> None:
    environment = shell.environment(ZHIYIN_HOME=str(here.home), ZHIYIN_POLICY="/nowhere.yml")
    done = shell.zhiyin("keys", "rotate", "--json", environment=environment)
    assert done.returncode == 0, done.stderr


def test_doctor_sends_to_the_key_service_where_there_is_one(here: Installation) -> None:
    environment = shell.environment(
        ZHIYIN_HOME=str(here.home),
        ZHIYIN_KEY_PROVIDER="vault",
        ZHIYIN_VAULT_ADDR="https://127.0.0.1:1",
        ZHIYIN_VAULT_TOKEN="hvs.never-shown",
    )
    done = shell.zhiyin("doctor", "--json", environment=environment)
    found = {one["subject"]: one for one in json.loads(done.stdout)["findings"]}
    assert found["Keys, database"]["state"] == "wrong"
    assert "docs/keys.md" in found["Keys, database"]["mend"]
    assert "hvs.never-shown" not in done.stdout + done.stderr
