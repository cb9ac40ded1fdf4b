"""`zhiyin keys`: the state of the keys that seal the data, their rotation and their end."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.output import JsonFlag, console, print_json

if TYPE_CHECKING:
    from bot.records.rotating import Heard

app = typer.Typer(help="The keys that seal the data.", no_args_is_help=True)


def _operator() -> str:
    return f"operator:{getpass.getuser()}"


@app.command()
def status(json_: JsonFlag = False) -> None:
    """Show versions, ciphers, how many keys and cells there are, and what rotation has left."""
    from bot.records import Records
    from bot.settings import load_settings

    _print(Records.open(load_settings()).key_status(), json_)


@app.command()
def rotate(
    data_keys: Annotated[
        bool,
        typer.Option("--data-keys", help="Give every client a new data key, seal all cells anew."),
    ] = False,
    wait: Annotated[
        bool,
        typer.Option(
            "--wait/--no-wait",
            help="With --data-keys: wait until no process uses older keys, and destroy them; or "
            "leave that to the next call.",
        ),
    ] = True,
    json_: JsonFlag = False,
) -> None:
    """Make a new key-encryption key and bring all data keys under it, while the system serves.

    Can be stopped and run again: it goes on where it was.
    """
    from bot.records import Records
    from bot.settings import load_settings

    records = Records.open(load_settings())
    with _progress(quiet=json_) as heard:
        if data_keys:
            state = records.rotate_data_keys(heard, actor=_operator(), wait=wait)
        else:
            state = records.rotate_keys(heard, actor=_operator())
    _print(state, json_)
    if data_keys and state["rotation"] is None and not json_:
        console().print(
            "Backups of the data made before this open only with a backup of the key store from "
            "that time: make new backups of both now."
        )


@app.command()
def retire(
    below: Annotated[int, typer.Option(min=2, help="Destroy the versions below this one.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    json_: JsonFlag = False,
) -> None:
    """Destroy old key-encryption keys under which no data key is wrapped any more."""
    from bot.records import Records
    from bot.settings import load_settings

    records = Records.open(load_settings())
    if not yes:
        typer.confirm(
            f"Backups of the key store made while keys below {below} were in use will never open "
            "again. Destroy those keys for good?",
            abort=True,
            err=True,
        )
    records.retire_keys(below, actor=_operator())
    state = records.key_status()
    _print(state, json_)
    if state["provider"] == "env" and not json_:
        console().print(
            f"Now take ZHIYIN_KEK_1 to ZHIYIN_KEK_{below - 1} out of the environment and out of "
            "wherever they are kept; they are no longer accepted here."
        )


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Heard]:
    """A bar for each stage of a rotation."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    bars: dict[str, TaskID] = {}
    with Progress(*columns, console=console(), disable=quiet) as progress:

        def heard(stage: str, done: int, total: int) -> None:
            if stage not in bars:
                bars[stage] = progress.add_task(stage)
            progress.update(bars[stage], completed=done, total=total)

        yield heard


def _print(state: dict[str, Any], json_: bool) -> None:
    if json_:
        print_json(state)
        return
    from rich.table import Table

    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for name, value in _lines(state):
        table.add_row(name, value)
    console().print(table)


def _lines(state: dict[str, Any]) -> Iterator[tuple[str, str]]:
    owners, cells, index = state["owners"], state["cells"], state["index"]
    yield "Provider", state["provider"]
    newest = f"version {state['current_version']}"
    yield "Key-encryption key", f"{newest}; none below {state['floor']} is accepted"
    for version, count in state["data_keys_by_version"].items():
        left = "" if int(version) == state["current_version"] else "  ← zhiyin keys rotate"
        yield f"  data keys under {version}", f"{count}{left}"
    yield "Owners of data keys", f"{owners['clients']} clients, {owners['our_own']} of our own"
    if owners["with_older_keys"]:
        yield "  with older keys too", str(owners["with_older_keys"])
    yield "Destroyed with their clients", str(state["destroyed"])
    yield "Sealed cells", f"{cells['total']}; new ones with {state['cipher']}"
    for cipher, count in cells["by_cipher"].items():
        left = "" if cipher == state["cipher"] else "  ← zhiyin keys rotate --data-keys"
        yield f"  under {cipher}", f"{count}{left}"
    yield "  rows under older keys", str(cells["under_older_keys"])
    yield "Blind indexes", f"version {index['version']}, {index['to_reindex']} to be made anew"
    rotation = state["rotation"]
    if rotation is None:
        yield "Rotation of data keys", "none under way"
        return
    yield "Rotation of data keys", f"under way since {rotation['started_at']}: {rotation['stage']}"
    yield "  owners without a new key", str(rotation["owners_to_key"])
    yield "  to go on", "zhiyin keys rotate --data-keys"
