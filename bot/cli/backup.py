"""`zhiyin backup` and `zhiyin restore`: data and keys, apart from each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.output import CommandFailed, JsonFlag, console, print_json
from bot.cli.processes import running_here

if TYPE_CHECKING:
    from bot.records.archive import Progress
    from bot.records.backup import Kept
    from bot.records.restore import Restored

app = typer.Typer(
    help="Backups of the data and of the key store, while the system serves.", no_args_is_help=True
)
restore_app = typer.Typer(
    help="Put backups back; the system must be stopped.", no_args_is_help=True
)

To = Annotated[Path, typer.Option("--to", help="A new file, or a folder to make one in.")]
From = Annotated[Path, typer.Option("--from", help="The backup file.")]
Keep = Annotated[
    int | None,
    typer.Option(
        min=1, help="Afterwards keep only so many of this kind in the folder, remove older ones."
    ),
]
Replace = Annotated[
    bool, typer.Option("--replace", help="Set aside what is there now, and replace it.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]

NO_KEK = (
    "The key-encryption keys are not in it. Keep a copy of them in a third place (the folder "
    "keys/, or where ZHIYIN_KEY_PROVIDER takes them from): without them no backup opens, ever."
)


@app.command()
def data(to: To, keep: Keep = None, json_: JsonFlag = False) -> None:
    """Back up the data: everything but the keys that open it."""
    _finish([_make("data", to, keep, json_)], json_)


@app.command()
def keys(to: To, keep: Keep = None, json_: JsonFlag = False) -> None:
    """Back up the key store: wrapped data keys, and which were destroyed.

    Keep it apart from the data, and for days only: an erasure is complete when the last backup
    that holds the key is gone.
    """
    _finish([_make("keys", to, keep, json_)], json_)


@app.command("all")
def all_(
    to: Annotated[Path, typer.Option("--to", help="A folder; made where it is missing.")],
    keep: Keep = None,
    json_: JsonFlag = False,
) -> None:
    """Back up data and key store, in this order, into DIR/data and DIR/keys."""
    made = []
    for kind in ("data", "keys"):
        (to / kind).mkdir(parents=True, exist_ok=True, mode=0o700)
        made.append(_make(kind, to / kind, keep, json_))
    _finish(made, json_)


@app.command("list")
def list_(
    folder: Annotated[Path, typer.Argument(help="The folder to look into.")],
    json_: JsonFlag = False,
) -> None:
    """List the backups in a folder, newest first, as they describe themselves."""
    from bot.services import backups

    if not folder.is_dir():
        raise CommandFailed(f"{folder} is no folder")
    found = backups.found_in(folder)
    if json_:
        print_json([_document(kept) for kept in found])
        return
    if not found:
        console().print(f"There is no backup in {folder}.")
    for kept in found:
        console().print(f"{kept.manifest.kind}  {_line(kept)}", markup=False)


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="The backup file.")], json_: JsonFlag = False
) -> None:
    """Check a backup from end to end: form, hash, rows and signature."""
    from bot.services import backups
    from bot.services.app import open_app

    manifest = backups.verify(open_app(), file)
    if json_:
        print_json({"whole": True, "kind": manifest.kind, "made_at": manifest.made_at})
        return
    rows = sum(manifest.rows.values())
    console().print(
        f"{file} is whole: a backup of the {manifest.kind}, made {manifest.made_at}, {rows} rows.",
        markup=False,
    )


@restore_app.command("data")
def restore_data(
    from_: From, replace: Replace = False, yes: Yes = False, json_: JsonFlag = False
) -> None:
    """Restore the data. What was erased since the backup was made stays erased.

    Works between SQLite and PostgreSQL in either direction.
    """
    from bot.services import backups

    _restore("data", backups.restore_data, from_, replace, yes, json_)


@restore_app.command("keys")
def restore_keys(
    from_: From, replace: Replace = False, yes: Yes = False, json_: JsonFlag = False
) -> None:
    """Restore the key store. Keys that were destroyed do not come back."""
    from bot.services import backups

    _restore("keys", backups.restore_keys, from_, replace, yes, json_)


def _make(kind: str, to: Path, keep: int | None, quiet: bool) -> Kept:
    from bot.services import backups
    from bot.services.app import open_app

    opened = open_app()
    with _bar(quiet) as progress:
        kept = backups.make(opened, kind, to, actor=backups.operator(), progress=progress)
    if keep is not None:
        for gone in backups.prune(opened, kept.path.parent, kind, keep):
            if not quiet:
                console().print(f"Removed {gone.name}, older.", markup=False)
    return kept


def _finish(made: list[Kept], json_: bool) -> None:
    if json_:
        documents = [_document(kept) for kept in made]
        print_json(documents[0] if len(documents) == 1 else documents)
        return
    for kept in made:
        console().print(f"Written: {_line(kept)} (mode 0600).", markup=False)
    if any(kept.manifest.kind == "keys" for kept in made):
        console().print(NO_KEK, markup=False)


def _restore(
    kind: str,
    act: Callable[..., Restored],
    from_: Path,
    replace: bool,
    yes: bool,
    json_: bool,
) -> None:
    from bot.settings import load_settings

    settings = load_settings()
    holder = running_here(settings)
    if holder is not None:
        raise CommandFailed(f"Zhiyin runs here (process {holder}); stop it, then restore")
    if replace and not yes:
        what = "data" if kind == "data" else "key store"
        typer.confirm(f"Set aside the present {what} and put the backup in its place?", abort=True)
    with _bar(json_) as progress:
        done = act(settings, from_, replace=replace, progress=progress)
    if json_:
        print_json(
            {
                "kind": kind,
                "made_at": done.manifest.made_at,
                "set_aside": str(done.aside) if done.aside else None,
                **done.counts,
            }
        )
        return
    counts = ", ".join(f"{name.replace('_', ' ')} {n}" for name, n in done.counts.items())
    console().print(f"Restored the {kind} as of {done.manifest.made_at} ({counts}).", markup=False)
    if done.aside:
        console().print(f"What was there before: {done.aside}", markup=False)
    if done.counts.get("without_key"):
        console().print(
            f"{done.counts['without_key']} clients have no key in the key store: their data do "
            "not open. If there is a newer backup of the key store, restore that as well.",
            markup=False,
        )
    if kind == "keys":
        console().print(NO_KEK, markup=False)


@contextmanager
def _bar(quiet: bool) -> Iterator[Progress]:
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=console(), disable=quiet, transient=True) as bar:
        tasks: dict[str, Any] = {}

        def tell(what: str, done: int, of: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what.capitalize(), total=of or None)
            bar.update(tasks[what], completed=done, total=of or None)

        yield tell


def _document(kept: Kept) -> dict[str, Any]:
    manifest = kept.manifest
    return {
        "file": str(kept.path),
        "kind": manifest.kind,
        "made_at": manifest.made_at,
        "rows": sum(manifest.rows.values()),
        "bytes": kept.path.stat().st_size,
        "sha256": manifest.sha256,
    }


def _line(kept: Kept) -> str:
    rows, size = sum(kept.manifest.rows.values()), kept.path.stat().st_size
    return f"{kept.path}  made {kept.manifest.made_at}, {rows} rows, {size / 1e6:.1f} MB"
