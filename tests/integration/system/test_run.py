"""`zhiyin run` from outside: what it says, where it listens, what it survives, how it ends.

The tests stand in the order of an installation's life and share one: each start takes as long as
all the rest of a test.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.installation import ROOT, Installation
from tests.integration.system.machine import alive, children, eventually, listens
from tests.talk import Talk

pytestmark = [
    pytest.mark.rasa,
    pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc"),
]


@pytest.fixture(scope="module")
def talk(own: Installation) -> Talk:
    """A conversation that has come as far as the first answers and goes on through everything."""
    talk = Talk(own.base, "zh", timeout=120).begin().consent()
    talk.say("想给孩子攒点上大学的钱")
    assert _needs(talk) == ["education"]
    return talk


def test_it_prints_one_clear_summary(own: Installation) -> None:
    printed = own.printed
    assert printed.count("is running") == 1
    for line in (f"http://127.0.0.1:{own.port}/", "/console", "admin@zhiyin.local", "Ctrl-C"):
        assert line in printed
    assert own.one_time_password()
    assert "Warning" not in printed and "Traceback" not in printed


def test_only_the_gateway_listens_for_others(own: Installation) -> None:
    found = {name: listens(pid) for name, pid in children(own.process.pid).items()}
    assert found == {
        "gateway": {("0.0.0.0", own.port)},
        "engine": {("127.0.0.1", own.port + 1)},
        "actions": {("127.0.0.1", own.port + 2)},
    }


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/model"), ("PUT", "/model"), ("GET", "/status"), ("GET", "/domain"),
        ("GET", "/conversations/x/tracker"), ("POST", "/conversations/x/trigger_intent"),
        ("POST", "/model/parse"), ("POST", "/webhooks/rest/webhook"), ("GET", "/socket.io/"),
    ],
)  # fmt: skip
def test_the_engine_has_no_api(own: Installation, method: str, path: str) -> None:
    answer = httpx.request(method, f"http://127.0.0.1:{own.port + 1}{path}", timeout=30)
    assert answer.status_code == 404


@pytest.mark.parametrize("secret", [None, "Bearer", "Bearer wrong", "Basic eDp5"])
def test_engine_and_actions_answer_only_who_knows_the_secret(
    own: Installation, secret: str | None
) -> None:
    headers = {} if secret is None else {"Authorization": secret}
    for port, path in ((1, "/webhooks/gateway/messages"), (2, "/webhook")):
        url = f"http://127.0.0.1:{own.port + port}{path}"
        body = {"conversation_id": "x", "seq": 1, "text": "hi", "next_action": "action_greet"}
        assert httpx.post(url, json=body, headers=headers, timeout=30).status_code == 401


def test_a_second_one_in_the_same_home_is_refused(own: Installation) -> None:
    done = own.zhiyin("run", check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert f"process {own.process.pid}" in done.stderr


def test_doctor_knows_the_running_installation(own: Installation) -> None:
    ports = next(f for f in _doctor(own) if f["subject"] == "Ports")
    assert ports["state"] == "ok"
    assert str(own.process.pid) in ports["seen"]


@pytest.mark.parametrize("name", ["gateway", "actions", "engine"])
def test_a_killed_process_is_started_again_and_the_conversation_goes_on(
    own: Installation, talk: Talk, name: str
) -> None:
    eventually(lambda: _ready(own), 180, "everything is ready")
    before, said = children(own.process.pid), len(talk.history())
    others = {other: pid for other, pid in before.items() if other != name}

    os.kill(before[name], signal.SIGKILL)
    if name == "engine":  # a message that comes meanwhile waits for it
        _send(own, talk, "什么是通货膨胀？")
    eventually(lambda: set(children(own.process.pid)) == set(before), 30, f"{name} is back")
    eventually(lambda: _ready(own), 180, "everything is ready")

    after = children(own.process.pid)
    assert after.pop(name) != before[name]
    assert after == others, "the others were left alone"
    if name == "engine":
        eventually(lambda: talk.history()[-1]["from"] == "assistant", 60, "it is answered")
    talk.say("什么是通货膨胀？")
    assert talk.words
    assert _needs(talk) == ["education"]
    history = talk.history()
    assert [message["seq"] for message in history] == sorted({m["seq"] for m in history})
    assert len(history) >= said + 2


def test_when_the_supervisor_is_killed_nothing_is_left(own: Installation) -> None:
    running = children(own.process.pid)
    assert len(running) == 3

    own.process.kill()
    own.process.wait()

    eventually(lambda: not any(map(alive, running.values())), 5, "all processes are gone")
    eventually(lambda: not any(map(_listens, range(own.port, own.port + 3))), 5, "ports are free")


def test_a_second_start_is_quick_quiet_and_goes_on_until_it_is_interrupted(
    own: Installation, talk: Talk, tmp_path: Path
) -> None:
    printed = tmp_path / "run.err"
    with printed.open("wb") as errors:
        again = subprocess.Popen(
            [sys.executable, "-m", "bot", "run", "--json"],
            cwd=ROOT, env=own.environment, stdout=subprocess.PIPE, stderr=errors,
        )  # fmt: skip
    with _ended(again):
        eventually(lambda: again.poll() is not None or _ready(own), 240, "it is ready")
        eventually(lambda: len(children(again.pid)) == 3, 5, "all three run")
        talk.say("什么是通货膨胀？")
        assert _needs(talk) == ["education"]
        running = children(again.pid)

        again.send_signal(signal.SIGINT)
        out, _ = again.communicate(timeout=30)

        assert again.returncode == 0
        assert not any(map(alive, running.values()))
    summary = json.loads(out)
    assert summary["administrator"] is None, "nobody gets a second first password"
    assert summary["widget"] == f"{own.base}/"
    said = printed.read_text(encoding="utf-8")
    assert "Training" not in said
    assert said.rstrip().endswith("Stopped.")


def _send(own: Installation, talk: Talk, text: str) -> None:
    answer = httpx.post(
        f"{own.base}/api/chat/messages",
        json={"id": str(uuid.uuid4()), "text": text},
        headers={"Authorization": f"Bearer {talk.token}"},
        timeout=30,
    )
    assert answer.status_code == 202


def _ready(own: Installation) -> bool:
    with contextlib.suppress(httpx.HTTPError):
        return httpx.get(f"{own.base}/readyz", timeout=5).status_code == 200
    return False


def _needs(talk: Talk) -> list[str]:
    return list(talk.profile()["needs"])


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _doctor(own: Installation) -> list[dict[str, str]]:
    return list(json.loads(own.zhiyin("doctor", "--json").stdout)["findings"])


@contextlib.contextmanager
def _ended(process: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        yield
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
