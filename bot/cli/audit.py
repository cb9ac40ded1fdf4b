"""`zhiyin audit`: who did what, whether the trail is whole, and what an auditor keeps of it."""

from __future__ import annotations

import base64
import binascii
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.output import CommandFailed, JsonFlag, console, print_json
from bot.cli.shell import operator

if TYPE_CHECKING:
    from bot.records.checkpoints import Checkpoint
    from bot.records.verifying import Verdict
    from bot.services.app import App

app = typer.Typer(help="The audit trail.", no_args_is_help=True)


@app.command()
def show(
    client: Annotated[str | None, typer.Option(help="Only entries about this client.")] = None,
    all_: Annotated[
        bool, typer.Option("--all", help="Also the entries that anchor rows, which name nobody.")
    ] = False,
    json_: JsonFlag = False,
) -> None:
    """Show the audit trail, oldest first."""
    from bot.services.app import open_app

    with open_app().records.read() as work:
        entries = list(work.audit.list(client_id=client, anchors=all_))
    if json_:
        print_json(
            [
                {
                    "seq": e.seq,
                    "at": e.at.isoformat(),
                    "actor": e.actor,
                    "action": e.action,
                    "subject": e.subject,
                    "reason": e.reason,
                    "detail": e.detail,
                }
                for e in entries
            ]
        )
        return
    for entry in entries:
        about = f"  {entry.subject[:12]}" if entry.subject else ""
        why = f"  ({entry.reason})" if entry.reason else ""
        console().print(
            f"{entry.seq:>6}  {entry.at:%Y-%m-%d %H:%M:%S}  "
            f"{entry.actor}  {entry.action}{about}{why}",
            markup=False,
        )


@app.command()
def verify(
    checkpoint: Annotated[
        Path | None, typer.Option(help="The trail has to extend this checkpoint, too.")
    ] = None,
    public_key: Annotated[
        str | None, typer.Option(help="The public key that must have signed the checkpoint.")
    ] = None,
    json_: JsonFlag = False,
) -> None:
    """Check every entry and every row it vouches for; exit 1 and name what does not fit."""
    from bot.services.app import open_app

    if public_key is not None and checkpoint is None:
        raise CommandFailed("--public-key belongs to --checkpoint; name the checkpoint's file")
    opened = open_app()
    kept = None if checkpoint is None else _checkpoint(opened, checkpoint, public_key)
    with _progress(quiet=json_) as progress:
        verdict = opened.records.examine(progress, kept)
    if json_:
        print_json(_document(verdict))
    else:
        _print(verdict, kept)
    if not verdict.whole:
        count = len(verdict.findings)
        more = f" (and {count - 1} more)" if count > 1 else ""
        raise CommandFailed(f"the audit trail does not fit: {verdict.findings[0]}{more}")


@app.command()
def checkpoint(
    to: Annotated[Path | None, typer.Option(help="Write to this file instead of stdout.")] = None,
    json_: JsonFlag = False,
) -> None:
    """Sign the present end of the trail, for an auditor to keep elsewhere."""
    from bot.services.app import open_app

    if to is not None and to.exists():
        raise CommandFailed(f"{to} exists already; name another file")
    with open_app().records.begin() as work:
        document = work.audit.checkpoint().document()
    if to is None:
        print_json(document)
        return
    descriptor = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(document, file, indent=2)
    if json_:
        print_json({"file": str(to), "height": document["height"]})
        return
    console().print(
        f"Written to {to}: entry {document['height']}.\n"
        f"Public key to pin: {document['public_key']}\n"
        f"Later: zhiyin audit verify --checkpoint {to}",
        markup=False,
    )


@app.command()
def resume(
    reason: Annotated[str, typer.Option(help="What was restored and why; stands in the trail.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    json_: JsonFlag = False,
) -> None:
    """Answer for a trail that restoring an older backup has set back, so that it goes on."""
    from bot.services.app import open_app

    if not reason.strip():
        raise CommandFailed("--reason is empty; say what was restored and why")
    if not yes:
        typer.confirm("Do you answer for what is lost (a backup restored)?", abort=True)
    opened = open_app()
    done = opened.records.resume_trail(
        at=opened.now(), actor=operator(), reason=reason.strip()[:500]
    )
    if json_:
        print_json({"accepted": done})
        return
    console().print(
        "Accepted: the trail goes on from here, and `zhiyin audit verify` tells of the restore."
        if done
        else "Nothing to accept: the trail fits."
    )


def _checkpoint(opened: App, path: Path, public_key: str | None) -> Checkpoint:
    from bot.records.verifying import trusted

    pinned = None
    if public_key is not None:
        try:
            pinned = base64.b64decode(public_key, validate=True)
        except binascii.Error:
            raise CommandFailed(
                "--public-key is no key: give it as the checkpoint has it"
            ) from None
    text, vault = path.read_text(encoding="utf-8"), opened.records.vault
    return trusted(text, vault.deployment, pinned, vault.attestor)


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("Verifying"), BarColumn(), MofNCompleteColumn())
    out = console()
    still = quiet or not out.is_terminal
    with Progress(*columns, console=out, disable=still, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _document(verdict: Verdict) -> dict[str, object]:
    return {
        "whole": verdict.whole,
        "entries": verdict.entries,
        "rows": verdict.rows,
        "findings": [asdict(one) for one in verdict.findings],
        "restores": [asdict(one) for one in verdict.restores],
        "checkpoint": verdict.checkpoint,
    }


def _print(verdict: Verdict, kept: Checkpoint | None) -> None:
    def say(line: str) -> None:
        console().print(line, markup=False)

    for finding in verdict.findings:
        say(f"✗ {finding}")
    for one in verdict.restores:
        back = f"set back from entry {one.lost} to {one.kept}" if one.lost > one.kept else "broken"
        say(f"! {back}, answered for by {one.actor} at {one.at} (entry {one.entry}): {one.reason}")
    if verdict.checkpoint == "extended" and kept is not None:
        say(f"It extends the checkpoint of {kept.at} (entry {kept.height}).")
    if verdict.whole:
        say(f"The audit trail is whole: {verdict.entries} entries, {verdict.rows} rows as it says.")
