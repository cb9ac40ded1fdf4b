"""The same records on SQLite and on PostgreSQL: each contract test runs on both.

An installation is made once for each database and each test gets a fresh copy of it, which is much
faster than migrating anew.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from bot.records import Records
from tests.integration.records.kit import (
    SERVER,
    Installation,
    Seed,
    add_client,
    an_advisor,
    emptied,
    new_id,
)


@pytest.fixture(scope="session")
def server() -> Iterator[Callable[[str], None]]:
    """Runs statements on the PostgreSQL server's own database; skips where there is no server."""
    engine = create_engine(
        f"{SERVER}/postgres", isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 3}
    )
    try:
        engine.connect().close()
    except OperationalError:
        pytest.skip("there is no PostgreSQL on 127.0.0.1:5432")

    def run(statement: str) -> None:
        with engine.connect() as connection:
            connection.execute(text(statement))

    yield run
    engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    made = Installation(tmp_path_factory.mktemp("sqlite") / "home", "")
    made.open(create=True).close()
    return made


@pytest.fixture(scope="session")
def postgres_template(
    server: Callable[[str], None], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    name = f"zhiyin_template_{new_id().lower()}"
    server(f"CREATE DATABASE {name}")
    made = Installation(tmp_path_factory.mktemp("postgres") / "home", f"{SERVER}/{name}")
    made.open(create=True).close()
    yield made
    server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_installation(sqlite_template: Installation, tmp_path: Path) -> Installation:
    shutil.copytree(sqlite_template.home, tmp_path / "home")
    return Installation(tmp_path / "home", "")


@pytest.fixture
def postgres_installation(postgres_template: Installation, tmp_path: Path) -> Installation:
    """The one database of the run, emptied: making a database takes a server a second or two."""
    emptied(postgres_template)
    shutil.copytree(postgres_template.home, tmp_path / "home")
    return Installation(tmp_path / "home", postgres_template.database_url)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def installation(request: pytest.FixtureRequest) -> Installation:
    found: Installation = request.getfixturevalue(f"{request.param}_installation")
    return found


@pytest.fixture
def records(installation: Installation) -> Iterator[Records]:
    records = installation.open()
    yield records
    records.close()


@pytest.fixture
def seed(records: Records) -> Seed:
    client, conversation = add_client(records)
    advisor = an_advisor()
    with records.begin() as work:
        work.advisors.add(advisor)
    return Seed(client, conversation, advisor.id)
