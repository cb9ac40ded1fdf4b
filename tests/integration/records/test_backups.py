"""Backups of data and keys: whole, apart, put back, and never a way around an erasure."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.records import Records, archive, copying, restore, restored_rows
from bot.records.errors import BackupUnusable, RestoreRefused
from bot.records.models import (
    Answer,
    Assessment,
    Client,
    Handoff,
    Note,
    OutboxItem,
)
from bot.records.tables import metadata
from bot.rulebook import load
from bot.services import backups, privacy
from bot.services.app import App, new_ulid
from bot.settings import ROOT
from bot.vault import Erased, Purpose
from bot.vault.keystore import metadata as keystore
from tests import shell
from tests.integration.records.kit import (
    AT,
    SERVER,
    Installation,
    add_client,
    an_advisor,
    later,
    new_id,
)

CANARY = "我叫王小明，电话13800138000"


@dataclasses.dataclass
class House:
    """An installation with its services, opened and closed as processes come and go."""

    installation: Installation
    folder: Path

    def app(self) -> App:
        settings = self.installation.settings
        return App(
            settings, self.installation.open(), load(settings), lambda: later(days=1), new_ulid
        )

    def back_up(self, kind: str) -> Path:
        app = self.app()
        try:
            return backups.make(app, kind, self.folder / f"{kind}-{new_id()}.zip").path
        finally:
            app.records.close()

    def restore(self, kind: str, path: Path, **options: bool) -> restore.Restored:
        act = backups.restore_data if kind == "data" else backups.restore_keys
        return act(self.installation.settings, path, now=lambda: later(days=2), **options)

    def erase(self, client: str) -> None:
        app = self.app()
        privacy.erase(app, client)
        app.records.close()

    def filled(self) -> tuple[str, str]:
        """A client of whom something stands in every table; gives client and conversation."""
        records = self.installation.open()
        client, conversation = add_client(records)
        advisor = an_advisor(f"{new_id()}@example.com")
        with records.begin() as work:
            work.advisors.add(advisor)
            work.messages.append(
                conversation, origin="client", at=AT, language="zh", body={"text": CANARY}
            )
            work.answers.put(Answer(new_id(), client, conversation, "age", AT, body={"value": 45}))
            handoff = Handoff(new_id(), client, conversation, "queued", AT, "zh", {"s": CANARY})
            work.handoffs.add(handoff)
            work.notes.add(Note(new_id(), handoff.id, advisor.id, AT, {"text": CANARY}))
            work.outbox.add(OutboxItem(new_id(), "crm", AT, body={"n": CANARY}, client_id=client))
            work.trackers.append(conversation, 0, [CANARY.encode()])
            work.audit.record(at=AT, actor="client", action="made", client_id=client)
        records.close()
        return client, conversation

    def assess(self, client: str, conversation: str) -> None:
        """A result, and an advisor who took the client on: a duty to keep."""
        records = self.installation.open()
        advisor = an_advisor()
        with records.begin() as work:
            work.advisors.add(advisor)
            work.handoffs.add(
                Handoff(
                    new_id(), client, conversation, "closed", AT, "zh", {}, accepted_at=AT,
                    closed_at=AT, advisor_id=advisor.id, outcome="no_interest",
                )
            )  # fmt: skip
            work.assessments.add(
                Assessment(new_id(), client, conversation, AT, "q", "p", "s", {"category": "C3"})
            )
        records.close()

    def reads(self, client: str, conversation: str) -> list[object]:
        """What can be read of a client now."""
        records = self.installation.open()
        try:
            with records.read() as work:
                return [
                    {q: a.value for q, a in work.answers.current(client).items()},
                    [message.body for message in work.messages.list(conversation)],
                    [chunk.body for chunk in work.trackers.read(conversation)],
                ]
        finally:
            records.close()

    def client(self, id: str) -> Client | None:
        records = self.installation.open()
        with records.read() as work:
            found = work.clients.get(id)
        records.close()
        return found


@pytest.fixture
def house(installation: Installation, tmp_path: Path) -> House:
    (tmp_path / "backups").mkdir()
    return House(installation, tmp_path / "backups")


@pytest.fixture
def sqlite_house(sqlite_installation: Installation, tmp_path: Path) -> House:
    (tmp_path / "backups").mkdir()
    return House(sqlite_installation, tmp_path / "backups")


WHOLE = [{"age": 45}, [{"text": CANARY}], [CANARY.encode()]]
NOTHING: list[object] = [{}, [None], []]


def test_what_was_backed_up_comes_back_as_it_was(house: House) -> None:
    client, conversation = house.filled()
    file = house.back_up("data")
    records = house.installation.open()
    with records.begin() as work:
        work.answers.put(
            Answer(new_id(), client, conversation, "age", later(hours=1), body={"value": 46})
        )
    records.close()

    done = house.restore("data", file, replace=True)

    assert house.reads(client, conversation) == WHOLE
    assert done.aside is not None and stat.S_IMODE(done.aside.stat().st_mode) == 0o600
    house.restore("data", done.aside, replace=True)
    assert house.reads(client, conversation)[0] == {"age": 46}


def test_every_row_of_every_table_is_in_the_backup_and_comes_back(house: House) -> None:
    house.filled()
    file = house.back_up("data")

    def rows() -> dict[str, list[object]]:
        engine = house.installation.engine()
        with engine.connect() as connection:
            found = {
                table.name: sorted(map(repr, connection.execute(select(table)).all()))
                for table in metadata.sorted_tables
            }
        engine.dispose()
        return found

    records = house.installation.open()
    before = rows()
    records.close()
    house.restore("data", file, replace=True)
    after = rows()

    for table in before:
        if table != "audit":
            assert after[table] == before[table], table


def test_nothing_opens_of_a_client_who_was_erased_after_the_backup(house: House) -> None:
    client, conversation = house.filled()
    other, its = house.filled()
    file = house.back_up("data")
    house.erase(client)

    done = house.restore("data", file, replace=True)

    found = house.client(client)
    assert found is not None and found.state == "erased"
    assert house.reads(client, conversation) == NOTHING
    assert house.reads(other, its) == WHOLE
    assert done.counts["erased_again"] == 1


def test_an_older_backup_of_the_key_store_brings_no_destroyed_key_back(house: House) -> None:
    client, conversation = house.filled()
    data, keys = house.back_up("data"), house.back_up("keys")
    house.erase(client)

    done = house.restore("keys", keys, replace=True)
    house.restore("data", data, replace=True)

    assert done.counts["keys"] == 0
    records = house.installation.open()
    with pytest.raises(Erased):
        records.vault.keyring.create(client, AT)
        records.vault.keyring.newest(client, Purpose.PROFILE)
    records.close()
    assert house.reads(client, conversation) == NOTHING


def test_a_lost_key_store_comes_back_without_the_keys_of_those_the_data_call_erased(
    house: House,
) -> None:
    client, _ = house.filled()
    other, its = house.filled()
    keys = house.back_up("keys")
    house.erase(client)
    for path in house.installation.home.glob("keystore.db*"):
        path.unlink()

    house.restore("keys", keys)

    assert house.reads(other, its) == WHOLE
    records = house.installation.open()
    assert records.key_status()["destroyed"] == 1
    records.close()
    assert client.encode() not in _data_keys(house)


def _data_keys(house: House) -> bytes:
    import sqlite3

    with sqlite3.connect(house.installation.home / "keystore.db") as opened:
        return b",".join(row[0].encode() for row in opened.execute("SELECT owner FROM data_keys"))


def test_keys_made_since_the_backup_stay(house: House) -> None:
    keys = house.back_up("keys")
    client, conversation = house.filled()

    house.restore("keys", keys, replace=True)

    assert house.reads(client, conversation) == WHOLE


def test_a_restriction_outlives_a_restore_even_when_the_present_data_are_lost(
    sqlite_house: House,
) -> None:
    house = sqlite_house
    client, conversation = house.filled()
    house.assess(client, conversation)
    file = house.back_up("data")
    house.erase(client)
    for path in house.installation.home.glob("zhiyin.db*"):
        path.unlink()

    done = house.restore("data", file)

    found = house.client(client)
    assert found is not None and (found.state, found.gone) == ("restricted", True)
    assert house.reads(client, conversation) == NOTHING
    assert done.counts["restricted_again"] == 1


def test_who_was_shut_out_since_the_backup_stays_shut_out(house: House) -> None:
    records = house.installation.open()
    advisor = an_advisor()
    with records.begin() as work:
        work.advisors.add(advisor)
    records.close()
    file = house.back_up("data")
    records = house.installation.open()
    with records.begin() as work:
        work.advisors.set_state(advisor.id, "disabled")
    records.close()

    house.restore("data", file, replace=True)

    records = house.installation.open()
    with records.read() as work:
        found = work.advisors.get(advisor.id)
    records.close()
    assert found is not None and found.state == "disabled"


def test_neither_backup_holds_a_word_in_clear(house: House) -> None:
    house.filled()
    kinds = [house.back_up("data"), house.back_up("keys")]
    kek = (house.installation.home / "keys" / "kek-1.key").read_bytes().strip()
    for file in kinds:
        with zipfile.ZipFile(file) as opened:
            contents = [file.read_bytes(), *(opened.read(name) for name in opened.namelist())]
        for content in contents:
            assert kek not in content
            for canary in ("王小明", "13800138000", "李娜", "example.com", '"value"', "C3"):
                for encoding in ("utf-8", "utf-16-le", "gb18030"):
                    if len(canary) > 2:
                        assert canary.encode(encoding) not in content, (file.name, canary)


@pytest.mark.parametrize("kind", ["data", "keys"])
def test_a_backup_that_was_changed_anywhere_is_refused(sqlite_house: House, kind: str) -> None:
    house = sqlite_house
    house.filled()
    file = house.back_up(kind)
    app = house.app()
    assert backups.verify(app, file).kind == kind
    whole = file.read_bytes()
    step = max(1, len(whole) // 40)
    for at in range(0, len(whole), step):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :])
        try:
            told = backups.verify(app, file)
        except BackupUnusable:
            continue
        # a byte of the zip's own bookkeeping (times, attributes) changes nothing that is read
        with zipfile.ZipFile(file) as changed:
            assert json.loads(changed.read(archive.MANIFEST))["sha256"] == told.sha256
    for at in range(0, len(whole), step * 4):
        file.write_bytes(whole[:at])
        with pytest.raises(BackupUnusable):
            backups.verify(app, file)
    app.records.close()


def _forge(file: Path, change: Callable[[dict[str, object]], None]) -> None:
    with zipfile.ZipFile(file) as opened:
        manifest, rows = json.loads(opened.read(archive.MANIFEST)), opened.read(archive.PAYLOAD)
    change(manifest)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as forged:
        forged.writestr(archive.MANIFEST, json.dumps(manifest))
        forged.writestr(archive.PAYLOAD, rows)


@pytest.mark.parametrize(
    ("field", "value"),
    [("made_at", "2030-01-01T00:00:00+00:00"), ("kind", "keys"), ("revision", "0009"),
     ("deployment", "another"), ("sha256", "0" * 64), ("format", "zhiyin-backup-9"), ("size", 1)],
)  # fmt: skip
def test_a_manifest_that_was_rewritten_is_refused(
    sqlite_house: House, field: str, value: object
) -> None:
    sqlite_house.filled()
    file = sqlite_house.back_up("data")
    _forge(file, lambda manifest: manifest.update({field: value}))
    app = sqlite_house.app()
    with pytest.raises(BackupUnusable):
        backups.verify(app, file)
    app.records.close()


def test_rows_slipped_into_a_backup_are_refused(sqlite_house: House) -> None:
    client, conversation = sqlite_house.filled()
    file = sqlite_house.back_up("data")
    work = sqlite_house.folder / "work"
    work.mkdir()
    _, rows = archive.unpack(file, work)
    with copying.rows_file(rows) as engine, engine.begin() as connection:
        connection.exec_driver_sql("UPDATE advisors SET role = 'admin'")
    changed = rows.read_bytes()
    with zipfile.ZipFile(file) as opened:
        manifest = json.loads(opened.read(archive.MANIFEST))
    manifest.update(sha256=archive.fingerprint(rows), size=len(changed))
    file.unlink()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as forged:
        forged.writestr(archive.MANIFEST, json.dumps(manifest))
        forged.writestr(archive.PAYLOAD, changed)
    with pytest.raises(BackupUnusable, match="signature"):
        sqlite_house.restore("data", file, replace=True)
    assert sqlite_house.reads(client, conversation) == WHOLE


def test_another_installations_backup_is_refused(
    sqlite_house: House, sqlite_template: Installation, tmp_path: Path
) -> None:
    sqlite_house.filled()
    other = Installation(tmp_path / "other", "")
    other.open(create=True).close()
    (tmp_path / "others").mkdir()
    foreign = House(other, tmp_path / "others")
    foreign.filled()
    for kind in ("data", "keys"):
        with pytest.raises((BackupUnusable, RestoreRefused)):
            sqlite_house.restore(kind, foreign.back_up(kind), replace=True)


def test_data_that_are_there_are_not_replaced_without_being_told_to(house: House) -> None:
    house.filled()
    for kind in ("data", "keys"):
        with pytest.raises(RestoreRefused, match="--replace"):
            house.restore(kind, house.back_up(kind))


def test_a_database_in_use_is_not_restored_into(house: House) -> None:
    client, conversation = house.filled()
    file = house.back_up("data")
    records = house.installation.open()
    with records.read() as work:
        work.clients.list()
        with pytest.raises(RestoreRefused, match="in use"):
            house.restore("data", file, replace=True)
    records.close()
    assert house.reads(client, conversation) == WHOLE


def test_a_restore_that_fails_halfway_leaves_everything_as_it_was(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, conversation = house.filled()
    file = house.back_up("data")
    late, its = house.filled()

    def broken(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(restored_rows, "_settle", broken)
    with pytest.raises(KeyboardInterrupt):
        house.restore("data", file, replace=True)
    monkeypatch.undo()

    assert house.reads(client, conversation) == house.reads(late, its) == WHOLE


def test_a_backup_shows_one_moment_while_others_write(house: House) -> None:
    house.filled()
    app, other = house.app(), house.installation.open()
    written: list[str] = []

    def meanwhile(what: str, done: int, of: int) -> None:
        if what == "rows" and len(written) < 5:
            written.append(add_client(other)[0])

    kept = backups.make(app, "data", house.folder / "moment.zip", progress=meanwhile)
    app.records.close()
    other.close()

    assert written and kept.manifest.rows["clients"] == 1
    house.restore("data", kept.path, replace=True)
    assert house.client(written[0]) is None


def test_a_house_moves_from_sqlite_to_postgresql(
    sqlite_house: House, postgres_template: Installation, server: Callable[[str], None]
) -> None:
    client, conversation = sqlite_house.filled()
    file = sqlite_house.back_up("data")
    name = f"zhiyin_moved_{new_id().lower()}"
    server(f"CREATE DATABASE {name}")
    try:
        moved = House(
            Installation(sqlite_house.installation.home, f"{SERVER}/{name}"), sqlite_house.folder
        )
        moved.restore("data", file)
        assert moved.reads(client, conversation) == WHOLE
        records = moved.installation.open()
        with records.begin() as work:  # counters go on after what was brought
            work.answers.put(Answer(new_id(), client, conversation, "age", AT, body={"value": 46}))
        records.close()
        back = moved.back_up("data")
        sqlite_house.restore("data", back, replace=True)
        assert sqlite_house.reads(client, conversation)[0] == {"age": 46}
    finally:
        server(f"DROP DATABASE {name} WITH (FORCE)")


def test_only_the_newest_are_kept(sqlite_house: House) -> None:
    app = sqlite_house.app()
    moments = iter([later(days=n) for n in range(20)])
    app = dataclasses.replace(app, now=lambda: next(moments))
    made = [backups.make(app, kind, sqlite_house.folder) for kind in ("data", "keys") * 4]
    (sqlite_house.folder / "holiday.zip").write_bytes(b"none of ours")

    backups.prune(app, sqlite_house.folder, "data", 2)

    left = sorted(path.name for path in sqlite_house.folder.glob("zhiyin-*.zip"))
    assert [name.split("-")[1] for name in left] == ["data"] * 2 + ["keys"] * 4
    assert made[6].path.name in left and made[4].path.name in left
    assert (sqlite_house.folder / "holiday.zip").exists()
    app.records.close()


# ── through the real command ────────────────────────────────────────────────────────────────────


@pytest.fixture
def zhiyin(house: House) -> Iterator[Callable[..., subprocess.CompletedProcess[str]]]:
    environment = shell.environment(
        ZHIYIN_HOME=str(house.installation.home),
        ZHIYIN_DATABASE_URL=house.installation.database_url,
    )

    def run(*arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = shell.zhiyin(*arguments, environment=environment)
        assert done.returncode == code, done.stderr
        return done

    yield run


def test_write_back_up_erase_restore_and_nothing_opens(
    house: House, zhiyin: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    client, conversation = house.filled()
    folder = house.folder / "all"
    made = json.loads(zhiyin("backup", "all", "--to", str(folder), "--json").stdout)
    data, keys = (one["file"] for one in made)
    assert CANARY in zhiyin("client", "export", client, "--json").stdout
    zhiyin("client", "erase", client, "--yes")
    assert "is whole" in zhiyin("backup", "verify", data).stdout
    refused = zhiyin("restore", "data", "--from", data, code=1)
    assert "--replace" in refused.stderr and len(refused.stderr.splitlines()) == 1

    zhiyin("restore", "keys", "--from", keys, "--replace", "--yes")
    done = zhiyin("restore", "data", "--from", data, "--replace", "--yes", "--json")

    assert json.loads(done.stdout)["erased_again"] == 1
    for act in ("show", "export"):
        gone = zhiyin("client", act, client, code=1)
        assert "erased" in gone.stderr and CANARY not in gone.stdout + gone.stderr
    states = {c["id"]: c["state"] for c in json.loads(zhiyin("client", "list", "--json").stdout)}
    assert states[client] == "erased"
    assert house.reads(client, conversation) == NOTHING
    assert "backup.restored" in zhiyin("audit", "show").stdout


def test_a_restore_that_is_killed_leaves_the_former_state(sqlite_house: House) -> None:
    house = sqlite_house
    for _ in range(12):
        house.filled()
    client, conversation = house.filled()
    file = house.back_up("data")
    late, its = house.filled()
    code = (
        "import sys, os, signal, pathlib\n"
        "from bot.services import backups\n"
        "from bot.settings import load_settings\n"
        "seen = 0\n"
        "def die(what, done, of):\n"
        "    global seen\n"
        "    seen += what == 'rows'\n"
        "    if seen == int(sys.argv[2]): os.kill(os.getpid(), signal.SIGKILL)\n"
        "backups.restore_data(load_settings(), pathlib.Path(sys.argv[1]), replace=True,"
        " progress=die)\n"
    )
    environment = {**os.environ, "ZHIYIN_HOME": str(house.installation.home)}
    environment.pop("ZHIYIN_DATABASE_URL", None)
    # the first dozen steps write the copy that is set aside, the others the database itself
    for at in (3, 14, 18, 22):
        done = subprocess.run(
            [sys.executable, "-c", code, str(file), str(at)],
            cwd=ROOT, env=environment, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == -9, done.stderr
        shutil.rmtree(house.installation.home / "set-aside", ignore_errors=True)
        assert house.reads(client, conversation) == house.reads(late, its) == WHOLE
    records: Records = house.installation.open()
    with records.read() as work:
        work.audit.verify()
    records.close()


def test_the_key_store_is_known_by_its_tables() -> None:
    """A new table of the key store is merged row by row, what is present first: is that right
    for it? Then add it here and to the rules in `restored_keys.merge`."""
    assert set(keystore.tables) == {
        "data_keys",
        "destroyed_keys",
        "keystore_facts",
        "marks",
        "rotations",
    }
