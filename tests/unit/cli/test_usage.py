"""How the `zhiyin` command is called: help everywhere, wrong usage told apart, no stubs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from bot.cli import output
from bot.cli.main import app

CONTRACT = {
    "run", "train", "doctor", "parse", "bench",
    "keys status", "keys rotate", "keys retire",
    "client list", "client show", "client export", "client erase", "client restrict",
    "advisor add", "advisor list", "advisor disable", "advisor token",
    "audit show", "audit verify", "audit checkpoint", "audit resume",
    "retention run", "backup data", "backup keys", "restore data", "restore keys",
}  # fmt: skip


def _commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


COMMANDS = dict(_commands(typer.main.get_command(app)))


def test_the_commands_of_the_contract_are_there() -> None:
    assert set(COMMANDS) >= CONTRACT


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_json(name: str) -> None:
    done = CliRunner().invoke(app, [*name.split(), "--help"])
    assert done.exit_code == 0
    assert COMMANDS[name].help.split(".")[0].split()[0] in done.output
    assert "--json" in done.output


@pytest.mark.parametrize(
    "arguments",
    ["", "simulate --way shouting", "retention", "advisor", "advisor add", "client show",
     "train --what", "bench --turns 1", "advisor add a@b.example --name A --role owner",
     "client show 1 --language fr", "parse"],
)  # fmt: skip
def test_wrong_usage_exits_with_two(arguments: str) -> None:
    done = CliRunner().invoke(app, arguments.split())
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr


def test_what_a_library_prints_does_not_reach_the_document(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import os
    import sys

    monkeypatch.setattr(output, "_reserved", None)
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    kept = os.dup(1)
    try:
        output.reserve_stdout(True)
        print("a library's banner")
        os.write(1, b"a C library's banner\n")
        output.print_json({"answer": "是"})
    finally:
        os.dup2(kept, 1)
        os.close(kept)
    out, err = capfd.readouterr()
    assert out == '{\n  "answer": "是"\n}\n'
    assert "a library's banner" in err and "a C library's banner" in err
