"""Opening the records: made once, brought up to date, and refused with words that help."""

from __future__ import annotations

import base64
import multiprocessing
import shutil
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from bot.records import KeysUnreadable, Records, RecordsUnavailable
from bot.records.columns import Instant
from bot.records.models import Client
from bot.records.tables import metadata
from bot.settings import load_settings
from tests.integration.records.kit import AT, SERVER, Installation, add_client, new_id


def _start(home: str, url: str, results: multiprocessing.Queue[str]) -> None:
    """What one of several processes does when the system starts for the first time."""
    try:
        records = Installation(Path(home), url).open(create=True)
        with records.begin() as work:
            work.clients.add(Client(new_id(), "active", None, None, AT, AT))
            work.audit.record(at=AT, actor="system", action="started")
        results.put(records.vault.deployment)
    except Exception as error:
        results.put(f"{type(error).__name__}: {error}")


def _start_together(home: Path, url: str, count: int) -> Records:
    context = multiprocessing.get_context("forkserver")
    results: multiprocessing.Queue[str] = context.Queue()
    processes = [
        context.Process(target=_start, args=(str(home), url, results)) for _ in range(count)
    ]
    for process in processes:
        process.start()
    deployments = {results.get(timeout=90) for _ in processes}
    for process in processes:
        process.join()
    assert len(deployments) == 1, deployments
    return Installation(home, url).open()


def test_processes_that_start_together_make_one_installation(tmp_path: Path) -> None:
    records = _start_together(tmp_path / "home", "", 3)
    with records.read() as work:
        assert len(work.clients.list()) == 3
        work.audit.verify()
    assert [path.name for path in (tmp_path / "home" / "keys").iterdir()] == ["kek-1.key"]


@pytest.mark.postgres
def test_processes_that_start_together_migrate_postgresql_once(server, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    name = f"zhiyin_start_{new_id().lower()}"
    server(f"CREATE DATABASE {name}")
    try:
        records = _start_together(tmp_path / "home", f"{SERVER}/{name}", 3)
        with records.read() as work:
            assert len(work.clients.list()) == 3
        records.close()
    finally:
        server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.postgres
def test_the_key_store_may_be_a_postgresql_database_too(server, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    name = f"zhiyin_keys_{new_id().lower()}"
    server(f"CREATE DATABASE {name}")
    environ = {
        "ZHIYIN_HOME": str(tmp_path / "home"),
        "ZHIYIN_DATABASE_URL": f"{SERVER}/{name}",
        "ZHIYIN_KEYSTORE_URL": f"{SERVER}/{name}",
        "ZHIYIN_KEY_PROVIDER": "env",
        "ZHIYIN_KEK_1": base64.b64encode(b"k" * 32).decode(),
    }
    try:
        Records.open(load_settings(environ), create=True, environ=environ).close()
        records = Records.open(load_settings(environ), environ=environ)
        client, _ = add_client(records)
        with records.begin() as work:
            work.audit.record(at=AT, actor="system", action="x")
            work.erase_client(client, AT)
        assert records._store.is_destroyed(client)
        records.close()
        assert not (tmp_path / "home" / "keystore.db").exists()
        assert not (tmp_path / "home" / "keys").exists()
    finally:
        server(f"DROP DATABASE {name} WITH (FORCE)")


def test_the_migrated_schema_is_the_one_the_code_means(installation: Installation) -> None:
    engine = installation.engine()
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": lambda _c, _i, _m, _t, meant: (
                    False if isinstance(meant, Instant) else None
                )
            },
        )
        assert compare_metadata(context, metadata) == []
        checks = {
            constraint["name"]
            for table in metadata.tables
            for constraint in inspect(connection).get_check_constraints(table)
        }
        meant = {
            constraint.name
            for table in metadata.tables.values()
            for constraint in table.constraints
            if str(constraint.name).startswith("ck_")
        }
        assert checks == meant
    engine.dispose()


def test_files_are_readable_by_their_owner_alone(sqlite_installation: Installation) -> None:
    records = sqlite_installation.open(create=True)
    add_client(records)
    for path in sqlite_installation.home.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_sqlite_is_durable_and_strict(sqlite_installation: Installation) -> None:
    records = sqlite_installation.open()
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 15000,
    }
    with records._engine.connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in expected}
    assert found == expected


def test_a_missing_database_is_not_made_by_a_mere_opening(tmp_path: Path) -> None:
    with pytest.raises(RecordsUnavailable, match=r"no database at .*zhiyin\.db"):
        Installation(tmp_path / "home", "").open()
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://x/y", "mysql is not supported"),
        ("nonsense", "cannot be read"),
        ("sqlite://", "must be a file"),
        ("postgresql://postgres@127.0.0.1:1/none", "cannot be used"),
    ],
)
def test_an_address_that_does_not_work_is_explained(tmp_path: Path, url: str, words: str) -> None:
    with pytest.raises(RecordsUnavailable, match=words):
        Installation(tmp_path / "home", url).open(create=True)


def test_a_password_in_the_address_is_not_shown(tmp_path: Path) -> None:
    url = "postgresql://zhiyin:s3cret@127.0.0.1:1/none"
    with pytest.raises(RecordsUnavailable) as caught:
        Installation(tmp_path / "home", url).open()
    assert "s3cret" not in str(caught.value)


def test_a_database_of_another_revision_is_refused(sqlite_installation: Installation) -> None:
    engine = sqlite_installation.engine()
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    engine.dispose()
    with pytest.raises(RecordsUnavailable, match="revision 0000, this program needs"):
        sqlite_installation.open()


def _open_everywhere(installation: Installation, words: str) -> None:
    """It must not matter whether the process may create."""
    for create in (False, True):
        with pytest.raises(KeysUnreadable, match=words):
            installation.open(create=create)


def test_lost_key_files_are_an_error_not_a_fresh_start(sqlite_installation: Installation) -> None:
    shutil.rmtree(sqlite_installation.home / "keys")
    _open_everywhere(sqlite_installation, "kek-1.key is missing")
    assert not (sqlite_installation.home / "keys").exists()


def test_key_files_of_another_installation_are_refused(
    sqlite_installation: Installation, tmp_path: Path
) -> None:
    Installation(tmp_path / "other", "").open(create=True).close()
    shutil.copy(
        tmp_path / "other" / "keys" / "kek-1.key", sqlite_installation.home / "keys" / "kek-1.key"
    )
    _open_everywhere(sqlite_installation, "not the key the data were sealed with")


def test_key_files_open_to_others_are_refused(sqlite_installation: Installation) -> None:
    (sqlite_installation.home / "keys" / "kek-1.key").chmod(0o644)
    _open_everywhere(sqlite_installation, "chmod 0600")


def test_a_key_store_of_another_installation_is_refused(
    sqlite_installation: Installation, tmp_path: Path
) -> None:
    Installation(tmp_path / "other", "").open(create=True).close()
    for path in sqlite_installation.home.glob("keystore.db*"):
        path.unlink()
    shutil.copy(tmp_path / "other" / "keystore.db", sqlite_installation.home / "keystore.db")
    _open_everywhere(sqlite_installation, "belongs to another database")


def test_a_lost_key_store_is_an_error_not_a_fresh_start(
    sqlite_installation: Installation,
) -> None:
    records = sqlite_installation.open()
    add_client(records)
    records.close()
    for path in sqlite_installation.home.glob("keystore.db*"):
        path.unlink()
    with pytest.raises(RecordsUnavailable):
        sqlite_installation.open()
    with pytest.raises(KeysUnreadable, match="bring the key store's backup back"):
        sqlite_installation.open(create=True)


def test_an_unknown_key_provider_is_named(tmp_path: Path) -> None:
    environ = {"ZHIYIN_HOME": str(tmp_path), "ZHIYIN_KEY_PROVIDER": "hsm"}
    with pytest.raises(KeysUnreadable, match="'hsm'"):
        Records.open(load_settings(environ), create=True)


def test_check_notices_what_is_lost_while_running(sqlite_installation: Installation) -> None:
    records = sqlite_installation.open()
    records.check()
    with records._keystore_engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM data_keys")
    records.vault.keyring.forget()
    with pytest.raises(KeysUnreadable, match="backup"):
        records.check()


def test_a_unit_of_work_within_another_is_refused_at_once(
    sqlite_installation: Installation,
) -> None:
    records = sqlite_installation.open()
    with (
        records.begin(),
        pytest.raises(RuntimeError, match="within another"),
        records.begin(),
    ):
        pass
    with records.begin() as work:
        assert work.clients.list() == []


def test_a_reader_waits_for_no_writer_and_sees_what_was_committed(records: Records) -> None:
    _, conversation = add_client(records)
    seen: list[str] = []
    with records.begin() as work:
        work.conversations.set_language(conversation, "en")

        def read() -> None:
            with records.read() as other:
                found = other.conversations.get(conversation)
                seen.append(found.language if found else "")

        thread = threading.Thread(target=read)
        thread.start()
        thread.join(timeout=10)
        assert seen == ["zh"]
