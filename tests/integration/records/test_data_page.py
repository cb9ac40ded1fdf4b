"""docs/data.md tells of every column, and tells the truth."""

from __future__ import annotations

import re

from sqlalchemy import LargeBinary, inspect

from bot.records.anchoring import ANCHORED, NOT_ANCHORED
from bot.records.tables import metadata
from bot.settings import ROOT
from bot.vault.keystore import metadata as keystore
from tests.integration.records.kit import Installation

PAGE = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")


def _page() -> dict[str, dict[str, str]]:
    """The forms of all columns by table, as the page gives them."""
    found: dict[str, dict[str, str]] = {}
    table: dict[str, str] = {}
    for line in PAGE.splitlines():
        heading = re.fullmatch(r"### `(\w+)`", line)
        row = re.fullmatch(r"\| `(\w+)` \| (clear|sealed|index|hash) \| \S.* \|", line)
        if heading:
            table = found.setdefault(heading.group(1), {})
        elif row:
            assert row.group(1) not in table, line
            table[row.group(1)] = row.group(2)
    return found


def test_the_page_names_exactly_the_columns_there_are(installation: Installation) -> None:
    engine = installation.engine()
    with engine.connect() as connection:
        schema = inspect(connection)
        real = {
            table: {column["name"] for column in schema.get_columns(table)}
            for table in schema.get_table_names()
            if table != "alembic_version"
        }
    engine.dispose()
    assert {table: set(columns) for table, columns in _page().items()} == real


def test_what_the_page_calls_sealed_is_what_the_code_seals() -> None:
    meant = {
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.c
        if column.info.get("sealed")
    }
    page = _page()
    assert {(t, c) for t, columns in page.items() for c in columns if page[t][c] == "sealed"} == (
        meant
    )


def test_bytes_are_always_an_envelope() -> None:
    page = _page()
    for table in metadata.tables.values():
        for column in table.c:
            if isinstance(column.type, LargeBinary):
                assert page[table.name][column.name] == "sealed", f"{table.name}.{column.name}"


def test_the_key_stores_tables_are_named() -> None:
    for table in keystore.tables:
        assert f"`{table}`" in PAGE


def test_the_page_tells_of_each_table_what_its_digest_leaves_out() -> None:
    section = PAGE[PAGE.index("## The audit trail") : PAGE.index("## Tables")]
    told: dict[str, set[str]] = {}
    refused: set[str] = set()
    for line in section.splitlines():
        row = re.fullmatch(r"\| (not anchored: )?(`.*`) \| (.*) \|", line)
        if row is None:
            continue
        for table in re.findall(r"`(\w+)`", row.group(2)):
            if row.group(1):
                refused.add(table)
            else:
                told[table] = set(re.findall(r"`(\w+)`", row.group(3)))
    assert told == {name: set(one.left_out) for name, one in ANCHORED.items()}
    assert refused == set(NOT_ANCHORED)
