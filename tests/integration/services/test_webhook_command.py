"""`zhiyin webhook` as people and programs call it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.cli.failures import explained
from bot.services.errors import Invalid
from tests import shell
from tests.receiver import listening


@pytest.fixture
def call(tmp_path: Path) -> Any:
    """Runs the command over an installation of its own."""
    environment = shell.environment(
        ZHIYIN_HOME=str(tmp_path / "home"), ZHIYIN_WEBHOOK_NETWORKS="127.0.0.1/32"
    )

    def run(*words: str, fails: bool = False) -> Any:
        done = shell.zhiyin("webhook", *words, environment=environment)
        assert done.returncode == int(fails), done.stderr
        return done.stderr if fails else (json.loads(done.stdout) if "--json" in words else done)

    return run


def test_a_webhook_from_its_addition_to_its_end(call: Any) -> None:
    with listening() as receiver:
        added = call("add", "crm", receiver.url, "--events", "handoff.closed", "--json")
        assert added["events"] == ["handoff.closed"] and "team=7" not in json.dumps(added)
        call("test", "crm")
        assert receiver.types() == ["webhook.test"] and receiver.arrived[0].signed_by(
            added["secret"]
        )
        turned = call("rotate", "crm", "--json")
        receiver.troubles[:] = [500]
        said = call("test", "crm", fails=True)
        assert "HTTP 500" in said and len(said.splitlines()) == 1
        assert receiver.arrived[1].signed_by(added["secret"])
        assert receiver.arrived[1].signed_by(turned["secret"])
        assert [one["status"] for one in call("log", "--json")] == [500, 204]
        assert call("disable", "crm", "--json")["dead_letters"] == 0
        assert "disabled" in call("test", "crm", fails=True)
        (listed,) = call("list", "--json")
        assert (listed["state"], listed["disabled_for"]) == ("disabled", "operator")
        assert added["secret"] not in json.dumps(listed)


@pytest.mark.parametrize(
    "code",
    [
        "webhook", "webhook_name", "webhook_name_taken", "webhook_url", "webhook_address",
        "webhook_events", "webhook_overlap", "webhook_disabled",
    ],
)  # fmt: skip
def test_every_refusal_is_said_in_words(code: str) -> None:
    said = explained(Invalid(code))
    assert said and said != code.replace("_", " ")
