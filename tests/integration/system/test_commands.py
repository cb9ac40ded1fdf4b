"""The `zhiyin` command on an installation that never ran, and on ones in which something broke."""

from __future__ import annotations

import hashlib
import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import shell
from tests.installation import ROOT
from tests.ports import free_ports

EMAIL = "anna@bank.example"


@dataclass(frozen=True)
class Shell:
    """The command in an environment of its own."""

    home: Path
    port: int

    def __call__(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run `zhiyin` with these arguments; `settings` are environment variables."""
        return shell.zhiyin(*arguments, environment=self._environment | settings)

    def from_nothing(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """The same in a process that has still to load everything."""
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=ROOT, env=self._environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    @property
    def _environment(self) -> dict[str, str]:
        return shell.environment(ZHIYIN_HOME=str(self.home), ZHIYIN_PORT=str(self.port))

    def doctor(self, **settings: str) -> dict[str, dict[str, str]]:
        """What `zhiyin doctor --json` finds, by subject."""
        done = self("doctor", "--json", **settings)
        found = json.loads(done.stdout)
        assert found["ok"] is (done.returncode == 0)
        return {finding["subject"]: finding for finding in found["findings"]}

    def refuses_to_run(self, **settings: str) -> str:
        """`zhiyin run` ends with exit 1 and one line, which is given back."""
        done = self("run", **settings)
        assert done.returncode == 1, done.stdout
        assert done.stdout == ""
        assert done.stderr.count("\n") == 1
        assert done.stderr.startswith("zhiyin: ")
        return done.stderr


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """An installation with keys, database and one advisor, as the first command makes it."""
    shell = Shell(tmp_path_factory.mktemp("made") / "home", free_ports(3))
    added = shell("advisor", "add", EMAIL, "--name", "Anna", "--json")
    assert added.returncode == 0, added.stderr
    document = json.loads(added.stdout)
    assert document["email"] == EMAIL and document["password"]
    return shell


@pytest.fixture
def broken(made: Shell, tmp_path: Path) -> Shell:
    """A copy of that installation for a test to break."""
    shutil.copytree(made.home, tmp_path / "home")
    (tmp_path / "home").chmod(0o700)
    return Shell(tmp_path / "home", made.port)


@pytest.mark.parametrize(
    "arguments",
    [
        "doctor", "advisor list", f"advisor token {EMAIL}", f"advisor password {EMAIL}",
        "client list", "audit show", "audit verify", "keys status", f"advisor disable {EMAIL}",
    ],
)  # fmt: skip
def test_json_is_one_document_and_nothing_else(made: Shell, arguments: str) -> None:
    done = made.from_nothing(*arguments.split(), "--json")
    assert done.returncode == 0, done.stderr
    json.loads(done.stdout)
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("advisor token nobody@bank.example", "no account"),
        ("advisor add nonsense --name A", "no e-mail address"),
        ("advisor add a@bank.example --name A --languages fr", "zh, en"),
        (f"advisor add {EMAIL} --name A", "already"),
        ("client show 01ARZ3NDEKTSV4RRFFQ69G5FAV", "no client"),
        ("client erase 01ARZ3NDEKTSV4RRFFQ69G5FAV --yes", "no client"),
        ("client message 01ARZ3NDEKTSV4RRFFQ69G5FAV --zh 您好 --en Hello", "no client"),
        ("client message 01ARZ3NDEKTSV4RRFFQ69G5FAV --zh 您好 --en ", "1 to 2,000"),
    ],
)
def test_a_failure_is_explained_in_one_line(made: Shell, arguments: str, words: str) -> None:
    done = made(*arguments.split(" "), "--json")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert words in done.stderr


def test_a_command_makes_nothing_where_nothing_is(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "nowhere", free_ports(3))
    done = shell("client", "list")
    assert done.returncode == 1
    assert "zhiyin run" in done.stderr
    assert not shell.home.exists()
    assert shell.doctor()["Keys, database"]["state"] == "ok", "a fresh machine is not ill"


def test_a_lost_key_stops_everything_and_nothing_is_made_anew(broken: Shell) -> None:
    (key,) = (broken.home / "keys").glob("kek-*.key")
    key.unlink()
    before = _digests(broken.home)

    assert "key" in broken.refuses_to_run()

    found = broken.doctor()["Keys, database"]
    assert found["state"] == "wrong" and "key" in found["seen"] and found["mend"]
    assert broken("client", "list").returncode == 1
    assert _digests(broken.home) == before


def test_a_lost_key_store_is_named_and_not_replaced(broken: Shell) -> None:
    for path in broken.home.glob("keystore.db*"):
        path.unlink()
    assert "key store" in broken.refuses_to_run()
    assert broken.doctor()["Keys, database"]["state"] == "wrong"


def test_an_unreadable_database_is_named(broken: Shell) -> None:
    for path in broken.home.glob("zhiyin.db-*"):
        path.unlink()
    database = broken.home / "zhiyin.db"
    database.write_bytes(b"this is no database" * 4096)
    before = database.read_bytes()

    assert "database" in broken.refuses_to_run()

    found = broken.doctor()["Keys, database"]
    assert found["state"] == "wrong" and "database" in found["seen"]
    assert database.read_bytes() == before


def test_an_unreachable_database_is_named(broken: Shell) -> None:
    url = f"postgresql://zhiyin@127.0.0.1:{broken.port + 1}/none"
    assert "database" in broken.refuses_to_run(ZHIYIN_DATABASE_URL=url)
    assert broken.doctor(ZHIYIN_DATABASE_URL=url)["Keys, database"]["state"] == "wrong"


def test_a_broken_policy_is_named_with_file_and_line(broken: Shell, tmp_path: Path) -> None:
    lines = (ROOT / "data" / "policy.yml").read_text(encoding="utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("version:"))
    lines[at] = "version: [not, a, version]"
    policy = tmp_path / "our-policy.yml"
    policy.write_text("\n".join(lines), encoding="utf-8")

    place = f"our-policy.yml:{at + 1}"
    assert place in broken.refuses_to_run(ZHIYIN_POLICY=str(policy))
    found = broken.doctor(ZHIYIN_POLICY=str(policy))["Data files"]
    assert found["state"] == "wrong" and place in found["seen"]


@pytest.fixture
def taken(broken: Shell) -> Iterator[int]:
    """One of the three ports, held by a program of somebody else."""
    with socket.create_server(("127.0.0.1", broken.port + 1)) as other:
        yield int(other.getsockname()[1])


def test_a_taken_port_is_named(broken: Shell, taken: int) -> None:
    assert f"port {taken}" in broken.refuses_to_run()
    found = broken.doctor()["Ports"]
    assert found["state"] == "wrong" and str(taken) in found["seen"]
    assert "ZHIYIN_PORT" in found["mend"]


def test_a_home_that_others_may_enter_is_named(broken: Shell) -> None:
    broken.home.chmod(0o755)
    found = broken.doctor()["Home"]
    assert found["state"] == "wrong" and "chmod 700" in found["mend"]


def test_a_secret_that_others_may_read_is_named(broken: Shell) -> None:
    secret = broken.home / "keys" / "engine.secret"
    secret.write_text("x" * 43)
    secret.chmod(0o644)
    assert "chmod 600" in broken.refuses_to_run()
    found = broken.doctor()["Key files"]
    assert found["state"] == "wrong" and str(secret) in found["seen"]


def test_doctor_says_in_words_what_it_says_in_json(broken: Shell) -> None:
    broken.home.chmod(0o755)
    done = broken("doctor")
    assert done.returncode == 1
    assert "✗" in done.stdout and "chmod 700" in done.stdout
    assert done.stderr == "zhiyin: something is wrong with: Home\n"


@pytest.mark.parametrize("value", ["many", "0", "65535"])
def test_a_setting_that_cannot_be_used_is_named(made: Shell, value: str) -> None:
    done = made("client", "list", ZHIYIN_PORT=value)
    assert done.returncode == 1
    assert "ZHIYIN_PORT" in done.stderr and done.stderr.count("\n") == 1


def _digests(home: Path) -> dict[str, str]:
    """What lies in a home, without the locks and shared memory that a mere look touches."""
    return {
        str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(home.rglob("*"))
        if path.is_file() and path.suffix not in {".lock", ".db-shm", ".db-wal"}
    }
