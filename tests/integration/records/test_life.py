"""Any course of writing, rotating, erasing, backing up and restoring, with a model beside it."""

from __future__ import annotations

import copy
import dataclasses
import shutil
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.records.errors import RestoreRefused
from bot.records.models import Answer
from bot.services import backups, privacy, retention
from bot.services.app import App
from bot.vault import Erased, Purpose
from tests.integration.records.house import Clock, arrive, assess, open_house
from tests.integration.records.kit import AT, Installation, emptied, new_id

CANARY = "王小明金丝雀"
PICK = st.integers(min_value=0, max_value=10**6)


@dataclasses.dataclass
class Known:
    """What the model knows of a client. `state`: active, still (their own wish), kept, erased."""

    conversation: str
    words: list[str]
    age: int | None = None
    assessments: int = 0
    state: str = "active"

    def clear(self) -> None:
        self.words, self.age = [], None

    def end(self) -> None:
        """Erase as far as no duty covers."""
        self.clear()
        self.state = "kept" if self.assessments else "erased"


@dataclasses.dataclass
class Kept:
    """A backup of the data and what the model knew when it was made."""

    path: Path
    clients: dict[str, Known]
    restores: int
    rotations: int


class Life(RuleBasedStateMachine):
    """The house, and a plain dictionary that says what must be in it."""

    make: Callable[[], Installation]

    @initialize()
    def begin(self) -> None:
        self.clock = Clock(AT)
        self.installation = type(self).make()
        self.folder = self.installation.home.parent / f"backups-{new_id()}"
        self.folder.mkdir()
        self.app: App = open_house(self.installation, self.clock)
        self.clients: dict[str, Known] = {}
        self.ever_erased: set[str] = set()
        self.ever_kept: set[str] = set()
        self.data: list[Kept] = []
        self.keys: list[Path] = []
        self.restores = self.rotations = self.years = 0

    def teardown(self) -> None:
        if not hasattr(self, "app"):
            return
        verdict = self.app.records.examine()
        assert verdict.whole, verdict.findings
        assert len(verdict.restores) == self.restores
        self.app.records.close()
        self._nothing_in_clear()
        shutil.rmtree(self.folder)
        shutil.rmtree(self.installation.home)

    def _tick(self) -> None:
        self.clock.at += timedelta(minutes=1)

    def _some(self, pick: int, *states: str) -> str | None:
        """One of the clients in these states, None where there is none."""
        found = sorted(id for id, one in self.clients.items() if one.state in states)
        return found[pick % len(found)] if found else None

    # ── what clients do ─────────────────────────────────────────────────────────────────────────

    @rule()
    def a_client_arrives(self) -> None:
        self._tick()
        client, conversation = arrive(self.app)
        with self.app.records.read() as work:
            said = [str(m.body["text"]) for m in work.messages.list(conversation) if m.body]
        self.clients[client] = Known(conversation, said)

    @rule(pick=PICK, n=st.integers(0, 999))
    def a_client_writes(self, pick: int, n: int) -> None:
        self._tick()
        if (client := self._some(pick, "active")) is None:
            return
        known, words = self.clients[client], f"{CANARY}{n}"
        with self.app.records.begin() as work:
            work.messages.append(
                known.conversation, origin="client", at=self.clock.at, language="zh",
                body={"text": words},
            )  # fmt: skip
            work.answers.put(
                Answer(
                    new_id(), client, known.conversation, "age", self.clock.at, body={"value": n}
                )
            )
            work.trackers.append(
                known.conversation, work.trackers.last_seq(known.conversation), [words.encode()]
            )
        known.words.append(words)
        known.age = n

    @rule(pick=PICK)
    def a_client_is_assessed(self, pick: int) -> None:
        self._tick()
        if (client := self._some(pick, "active")) is not None:
            assess(self.app, client, self.clients[client].conversation)
            self.clients[client].assessments += 1

    @rule(pick=PICK)
    def a_client_asks_for_erasure(self, pick: int) -> None:
        self._tick()
        if (client := self._some(pick, "active", "still")) is None:
            return
        kept = privacy.erase(self.app, client)
        self._ended(client)
        assert bool(kept) == (self.clients[client].state == "kept")

    @rule(pick=PICK)
    def a_client_wants_things_kept_still(self, pick: int) -> None:
        self._tick()
        if (client := self._some(pick, "active")) is not None:
            privacy.restrict(self.app, client, actor="operator:li", reason="art. 18")
            self.clients[client].state = "still"

    def _ended(self, client: str) -> None:
        known = self.clients[client]
        known.end()
        (self.ever_kept if known.state == "kept" else self.ever_erased).add(client)

    # ── what the house does ─────────────────────────────────────────────────────────────────────

    @precondition(lambda self: self.years < 5)
    @rule()
    def a_silent_year_passes(self) -> None:
        self.years += 1
        self.clock.at += timedelta(days=366)
        retention.run(self.app)
        for client, known in self.clients.items():
            if known.state == "active":
                self._ended(client)

    @rule()
    def the_key_encryption_key_is_rotated(self) -> None:
        self._tick()
        self.app.records.rotate_keys()

    @rule(pick=PICK)
    def a_data_key_is_rotated(self, pick: int) -> None:
        self._tick()
        if (client := self._some(pick, "active", "still", "kept")) is not None:
            self.app.records.rotate_data_key(client, self.clock.at)

    @precondition(lambda self: self.rotations < 2)
    @rule()
    def all_data_keys_are_replaced(self) -> None:
        self._tick()
        self.app.records.rotate_data_keys(sleep=self._forward)
        self._tick()
        self.rotations += 1

    def _forward(self, seconds: float) -> None:
        self.clock.at += timedelta(seconds=seconds + 1)

    @rule()
    def the_process_starts_anew(self) -> None:
        self.app.records.close()
        self.app = open_house(self.installation, self.clock)

    @rule()
    def the_data_are_backed_up(self) -> None:
        self._tick()
        path = backups.make(self.app, "data", self.folder / f"{new_id()}.zip").path
        self.data.append(Kept(path, copy.deepcopy(self.clients), self.restores, self.rotations))

    @rule()
    def the_key_store_is_backed_up(self) -> None:
        self._tick()
        self.keys.append(backups.make(self.app, "keys", self.folder / f"{new_id()}.zip").path)

    @precondition(lambda self: self.data)
    @rule(pick=PICK)
    def a_backup_of_the_data_is_restored(self, pick: int) -> None:
        self._tick()
        kept = self.data[pick % len(self.data)]
        self.app.records.close()
        try:
            backups.restore_data(
                self.installation.settings, kept.path, replace=True, now=self.clock
            )
        except RestoreRefused:
            assert kept.rotations < self.rotations
        else:
            assert kept.rotations == self.rotations
            self._restored(kept)
        self.app = open_house(self.installation, self.clock)

    def _restored(self, kept: Kept) -> None:
        present, self.clients = self.clients, copy.deepcopy(kept.clients)
        self.restores = kept.restores + 1
        for client, known in self.clients.items():
            now = present.get(client)
            if client in self.ever_erased:
                known.clear()
                known.state, known.assessments = "erased", 0
            elif client in self.ever_kept:
                known.clear()
                known.state = "kept"
            elif now is not None and now.state == "still":
                known.state = "still"

    @precondition(lambda self: self.keys)
    @rule(pick=PICK)
    def a_backup_of_the_key_store_is_restored(self, pick: int) -> None:
        self._tick()
        self.app.records.close()
        path = self.keys[pick % len(self.keys)]
        backups.restore_keys(self.installation.settings, path, replace=True, now=self.clock)
        self.app = open_house(self.installation, self.clock)

    # ── what must always hold ───────────────────────────────────────────────────────────────────

    @invariant()
    def everybody_reads_back_as_the_model_has_them(self) -> None:
        if not hasattr(self, "app"):
            return
        with self.app.records.read() as work:
            assert {one.id for one in work.clients.list()} == set(self.clients)
            for id, known in self.clients.items():
                client = work.clients.get(id)
                assert client is not None
                state = {"still": "restricted", "kept": "restricted"}.get(known.state, known.state)
                assert (client.state, client.gone) == (state, known.state in ("kept", "erased"))
                said = work.messages.list(known.conversation)
                assert [m.body["text"] for m in said if m.body] == known.words
                age = work.answers.current(id).get("age")
                assert (age.value if age else None) == known.age
                held = 0 if known.state == "erased" else known.assessments
                assert len(work.assessments.list(id)) == held

    @invariant()
    def what_was_erased_opens_with_no_key(self) -> None:
        for client in getattr(self, "ever_erased", ()):
            with pytest.raises(Erased):
                self.app.records.vault.keyring.newest(client, Purpose.PROFILE)

    def _nothing_in_clear(self) -> None:
        for path in (*self.installation.home.rglob("*"), *self.folder.rglob("*")):
            if not path.is_file():
                continue
            contents = [path.read_bytes()]
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as opened:
                    contents += [opened.read(name) for name in opened.namelist()]
            for content in contents:
                for encoding in ("utf-8", "utf-16-le", "gb18030"):
                    assert CANARY.encode(encoding) not in content, path
                assert b'"value"' not in content, path


QUIET = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)


def test_any_life_on_sqlite(sqlite_template: Installation, tmp_path: Path) -> None:
    def make() -> Installation:
        home = tmp_path / new_id()
        shutil.copytree(sqlite_template.home, home)
        return Installation(home, "")

    machine = type("Life", (Life,), {"make": staticmethod(make)})
    run_state_machine_as_test(
        machine, settings=settings(QUIET, max_examples=20, stateful_step_count=30)
    )


@pytest.mark.postgres
def test_any_life_on_postgresql(postgres_template: Installation, tmp_path: Path) -> None:
    def make() -> Installation:
        emptied(postgres_template)
        home = tmp_path / new_id()
        shutil.copytree(postgres_template.home, home)
        return Installation(home, postgres_template.database_url)

    machine = type("Life", (Life,), {"make": staticmethod(make)})
    run_state_machine_as_test(
        machine, settings=settings(QUIET, max_examples=3, stateful_step_count=20)
    )
