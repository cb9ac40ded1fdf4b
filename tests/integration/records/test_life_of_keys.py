"""Whatever happens in whatever order: what was written opens, what was erased never does again."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from bot.records import Records
from bot.records.models import Answer
from bot.vault import Erased
from tests.integration.records.kit import AT, Installation, add_client, new_id


class LifeOfKeys(RuleBasedStateMachine):
    """Clients come, answer, and are erased; keys are replaced; the data are backed up and brought
    back. The key store is never brought back: its backups die first (docs/data.md)."""

    clients: Bundle[tuple[str, str]] = Bundle("clients")
    template: tempfile.TemporaryDirectory[str] | None = None

    @initialize()
    def install(self) -> None:
        if LifeOfKeys.template is None:
            LifeOfKeys.template = tempfile.TemporaryDirectory(prefix="zhiyin-")
            Installation(Path(LifeOfKeys.template.name, "home"), "").open(create=True).close()
        self.folder = Path(tempfile.mkdtemp(prefix="zhiyin-"))
        self.here = Installation(self.folder / "home", "")
        shutil.copytree(Path(LifeOfKeys.template.name, "home"), self.here.home)
        self.cipher = "aes-256-gcm"
        self.at = datetime.now(timezone.utc)
        self.records: Records = self.open()
        self.said: dict[str, int] = {}
        self.backup: dict[str, int] | None = None
        self.erased: set[str] = set()

    def open(self, create: bool = False) -> Records:
        settings = replace(self.here.settings, cipher=self.cipher)
        return Records.open(settings, create=create, now=lambda: self.at)

    def wait(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)

    def teardown(self) -> None:
        if hasattr(self, "records"):
            self.records.close()
            shutil.rmtree(self.folder)

    @rule(target=clients)
    def come(self) -> tuple[str, str]:
        client, conversation = add_client(self.records)
        self.answer((client, conversation), 30)
        return client, conversation

    @rule(client=clients, age=st.integers(18, 99))
    def answer(self, client: tuple[str, str], age: int) -> None:
        try:
            with self.records.begin() as work:
                if work.clients.get(client[0]) is None:
                    return
                work.answers.put(Answer(new_id(), *client, "age", AT, body={"value": age}))
        except Erased:
            assert client[0] in self.erased
            return
        assert client[0] not in self.erased
        self.said[client[0]] = age

    @rule(client=clients)
    def erase(self, client: tuple[str, str]) -> None:
        with self.records.begin() as work:
            work.erase_client(client[0], AT)
        self.erased.add(client[0])

    @rule()
    def new_key_encryption_key(self) -> None:
        assert self.records.rotate_keys()["to_rewrap"] == 0

    @rule(client=clients)
    def new_data_key(self, client: tuple[str, str]) -> None:
        try:
            self.records.rotate_data_key(client[0], datetime.now(AT.tzinfo))
        except Erased:
            assert client[0] in self.erased

    @rule()
    def begin_new_data_keys_for_all(self) -> None:
        self.records.rotate_data_keys(wait=False)

    @rule()
    def go_on_later(self) -> None:
        self.wait(self.records.grace.total_seconds())
        rotation = self.records.key_status()["rotation"]
        self.records.finish_rotation()
        if rotation is not None and rotation["stage"] == "destroying older keys":
            self.backup = None

    @rule()
    def new_data_keys_for_all(self) -> None:
        status = self.records.rotate_data_keys(sleep=self.wait)
        assert status["rotation"] is None and status["cells"]["under_older_keys"] == 0
        # Nothing that was backed up under the destroyed keys is to be expected back.
        self.backup = None

    @rule()
    def retire_key_encryption_keys(self) -> None:
        newest = self.records.rotate_keys()["current_version"]
        self.records.retire_keys(newest)
        assert len(list((self.here.home / "keys").glob("kek-*.key"))) == 1

    @rule()
    def write_the_other_cipher(self) -> None:
        self.cipher = {"aes-256-gcm": "chacha20-poly1305"}.get(self.cipher, "aes-256-gcm")
        self.records.close()
        self.records = self.open()

    @rule()
    def back_up(self) -> None:
        with (
            sqlite3.connect(self.here.home / "zhiyin.db") as live,
            sqlite3.connect(self.folder / "backup.db") as copy,
        ):
            live.backup(copy)
        self.backup = dict(self.said)

    @precondition(lambda self: self.backup is not None)
    @rule()
    def bring_back(self) -> None:
        self.records.close()
        for path in self.here.home.glob("zhiyin.db*"):
            path.unlink()
        shutil.copy(self.folder / "backup.db", self.here.home / "zhiyin.db")
        self.records = self.open()
        self.said = dict(self.backup or {})

    @rule()
    def start_anew(self) -> None:
        self.records.close()
        self.records = self.open(create=True)

    @invariant()
    def what_stands_opens_and_what_was_erased_does_not(self) -> None:
        if not hasattr(self, "records"):
            return
        with self.records.read() as work:
            for client, age in self.said.items():
                if client not in self.erased:
                    assert work.answers.current(client)["age"].value == age
                    continue
                with suppress(Erased):
                    assert work.answers.current(client) == {}


TestLifeOfKeys = LifeOfKeys.TestCase
TestLifeOfKeys.settings = settings(
    max_examples=8,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
