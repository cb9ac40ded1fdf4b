"""kill -9 in the middle of a rotation, again and again, while another process reads and writes."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.records import Records
from bot.records.models import Answer, ContactEntry
from bot.settings import load_settings
from tests import shell
from tests.integration.records.kit import AT, Installation, an_advisor, copied, new_id
from tests.integration.records.kit import add_client as _add_client

CANARY = "鹦鹉螺灯塔"
ROTATE = ("keys", "rotate", "--data-keys", "--json")
Client = tuple[str, str]


def _environ(installation: Installation) -> dict[str, str]:
    return {
        "ZHIYIN_HOME": str(installation.home),
        "ZHIYIN_DATABASE_URL": installation.database_url,
        "ZHIYIN_KEY_CACHE_SECONDS": "1",
    }


def _say(records: Records, client: Client, words: str) -> None:
    with records.begin() as work:
        work.messages.append(
            client[1],
            origin="client",
            at=AT,
            language="zh",
            body={"text": f"{CANARY} {words}"},
            external_id=words,
        )


def _fill(records: Records, count: int) -> list[Client]:
    clients = [_add_client(records) for _ in range(count)]
    with records.begin() as work:
        work.advisors.add(an_advisor())
        for number, client in enumerate(clients):
            work.answers.put(Answer(new_id(), *client, "age", AT, body={"value": number}))
            value = f"client-{number}@canary.example"
            work.contacts.put(ContactEntry(new_id(), client[0], "email", value, AT))
    for client in clients:
        _say(records, client, "first")
    return clients


def _read_and_write(
    environ: dict[str, str], clients: list[Client], stop: Event, acknowledged: Path
) -> None:
    """What the serving process does all the while; each acknowledged write is a line in a file."""
    chance = random.Random(5)
    records = Records.open(load_settings(environ), environ=environ)
    with acknowledged.open("a", encoding="utf-8") as file:
        number = 0
        try:
            while not stop.is_set():
                number += 1
                place = chance.randrange(len(clients))
                client = clients[place]
                _say(records, client, f"w{number}")
                file.write(f"{place} w{number}\n")
                file.flush()
                with records.read() as work:
                    assert work.answers.current(client[0])["age"].value == place
                    assert work.messages.by_external_id(client[1], "first") is not None
                    known = work.contacts.find("email", f"client-{place}@canary.example")
                    assert [entry.client_id for entry in known] == [client[0]]
                    assert work.advisors.by_email("li.na@example.com") is not None
                time.sleep(0.01)
        except BaseException as error:
            file.write(f"failed {type(error).__name__}: {error}\n")
            raise


class Telling:
    """Has a process tell through a pipe of each statement that it is about to run."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def __call__(self) -> None:
        pipe = self._pipe.fileno()
        event.listen(Engine, "before_cursor_execute", lambda *_: os.write(pipe, b"."))


class Rotations:
    """`zhiyin keys rotate --data-keys` as a process, over and over."""

    def __init__(self, environ: dict[str, str], folder: Path) -> None:
        self._environ = shell.environment(**environ)
        self._streams = (Path(os.devnull), Path(os.devnull), folder / "words")

    def killed(self, after: int) -> bool:
        """Start one and kill it when it has run so many statements, in the middle of whatever it
        does then; False when it had ended before."""
        read, write = shell.CLEAN.Pipe(duplex=False)
        process = shell.started(ROTATE, self._environ, self._streams, Telling(write))
        write.close()
        with read:
            while after > 0 and (some := os.read(read.fileno(), after)):
                after -= len(some)
            if after <= 0:
                process.kill()
            process.join()
        if after > 0:
            assert process.exitcode == 0, self._streams[2].read_text("utf-8")
        return process.exitcode == -signal.SIGKILL

    def finished(self) -> dict[str, Any]:
        """Run one to its end; gives what it prints."""
        done = shell.zhiyin(*ROTATE, environment=self._environ)
        assert done.returncode == 0, done.stderr
        return dict(json.loads(done.stdout))


def _survives(
    installation: Installation, folder: Path, *, count: int, kills: int, stages: int = 3
) -> None:
    environ = _environ(installation)
    records = Records.open(load_settings(environ), environ=environ)
    # The template was opened by processes that keep keys longer; here none does.
    with records._keystore_engine.begin() as connection:
        connection.exec_driver_sql("UPDATE marks SET height = 1 WHERE name = 'cache-seconds'")
    clients = _fill(records, count)
    stop, acknowledged = shell.CLEAN.Event(), folder / "acknowledged"
    server = shell.CLEAN.Process(
        target=_read_and_write, args=(environ, clients, stop, acknowledged)
    )
    server.start()
    rotations, chance = Rotations(environ, folder), random.Random(11)
    hit: list[tuple[int, str]] = []

    def reached() -> bool:
        return len(hit) >= kills and len({stage for _, stage in hit}) >= stages

    while not reached() and len(hit) < 4 * kills:
        # A rotation runs some thousand statements; the first twenty only open the records.
        if rotations.killed(chance.randrange(1, 250)):
            found = records.keystore.rotation()
            under_way = found is not None and found.finished_at is None
            status = records._keys._rotation() if under_way else None
            hit.append((found.generation if found else 0, str(status["stage"]) if status else ""))
    status = rotations.finished()
    stop.set()
    server.join(60)

    assert server.exitcode == 0, acknowledged.read_text(encoding="utf-8").splitlines()[-1]
    assert len([stage for _, stage in hit if stage]) >= kills // 2, hit
    assert len({stage for _, stage in hit}) >= stages, hit
    # One new key-encryption key for each rotation, however often it was killed.
    last = records.keystore.rotation()
    assert last is not None and status["current_version"] == last.generation + 1
    assert (status["rotation"], status["to_rewrap"]) == (None, 0)
    assert status["cells"]["under_older_keys"] == status["index"]["to_reindex"] == 0
    assert status["owners"]["with_older_keys"] == 0
    records.close()

    fresh = Records.open(load_settings(environ), environ=environ)
    with fresh.read() as work:
        for place, client in enumerate(clients):
            assert work.answers.current(client[0])["age"].value == place
            assert len(work.contacts.find("email", f"client-{place}@canary.example")) == 1
        lines = acknowledged.read_text(encoding="utf-8").splitlines()
        assert len(lines) > kills
        for line in lines:
            place, words = line.split(" ", 1)
            message = work.messages.by_external_id(clients[int(place)][1], words)
            assert message is not None and message.body == {"text": f"{CANARY} {words}"}
        work.audit.verify()
    fresh.close()
    for path in installation.home.rglob("*"):
        if path.is_file():
            assert CANARY.encode() not in path.read_bytes(), path
    for table, rows in copied(installation).items():
        for value in (value for row in rows for value in row.values()):
            plain = value if isinstance(value, bytes) else str(value).encode()
            assert CANARY.encode() not in plain, table


def test_a_rotation_survives_fifty_kills(sqlite_installation: Installation, tmp_path: Path) -> None:
    _survives(sqlite_installation, tmp_path, count=200, kills=50)


@pytest.mark.postgres
def test_a_rotation_survives_fifty_kills_on_postgresql(
    postgres_installation: Installation, tmp_path: Path
) -> None:
    _survives(postgres_installation, tmp_path, count=200, kills=50)
