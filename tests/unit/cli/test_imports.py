"""What each process imports: libraries that take seconds come only where they are used."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.installation import ROOT

HEAVY = ("tensorflow", "rasa", "keras", "sklearn", "spacy", "matplotlib", "jax")


def _imported(code: str) -> set[str]:
    """The packages that are loaded after `code` ran in a process of its own."""
    shown = f"import sys\n{code}\nprint('\\n'.join({{n.partition('.')[0] for n in sys.modules}}))"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", shown],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(done.stdout.split())


def test_the_shell_imports_next_to_nothing() -> None:
    found = _imported("import bot.cli")
    assert not found & {*HEAVY, "sqlalchemy", "alembic", "numpy", "fastapi", "rich", "argon2"}


@pytest.mark.parametrize(
    "modules",
    ["bot.cli.doctor, bot.rulebook, bot.records", "bot.services.advisors, bot.services.app",
     "bot.services.privacy"],
)  # fmt: skip
def test_commands_on_the_records_import_no_machine_learning(modules: str) -> None:
    assert not _imported(f"import {modules}") & {*HEAVY, "alembic", "numpy"}


def test_the_gateway_imports_no_machine_learning() -> None:
    assert not _imported("import bot.web") & {*HEAVY, "alembic", "numpy", "rasa_sdk"}


def test_the_action_server_imports_neither_rasa_nor_tensorflow() -> None:
    found = _imported("from actions.__main__ import make_app\nmake_app('x' * 43)")
    assert "rasa_sdk" in found
    assert not found & {*HEAVY, "alembic"}


def test_the_schema_named_is_the_newest_migration() -> None:
    from alembic.script import ScriptDirectory

    from bot.records import schema

    assert ScriptDirectory.from_config(schema.config()).get_current_head() == schema.HEAD
