"""`zhiyin retention` and `zhiyin chores`: what is past its period goes, and nightly work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.output import CommandFailed, JsonFlag, console, print_json

if TYPE_CHECKING:
    from bot.records.retention import Due

app = typer.Typer(help="Periods after which records go.", no_args_is_help=True)
chores_app = typer.Typer(help="Nightly work.", no_args_is_help=True)


@app.command("run")
def run(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would go; change nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    json_: JsonFlag = False,
) -> None:
    """Say what is past its period, and after a question let it go (audited).

    What a duty to keep covers stays. Can be stopped and run again.
    """
    from bot.services import retention
    from bot.services.app import open_app

    opened = open_app()
    due = retention.plan(opened)
    if not json_:
        _print(due)
    if dry_run or not any(one.count for one in due):
        if json_:
            print_json({"dry_run": dry_run, "due": _documents(due), "done": {}})
        return
    if not yes:
        typer.confirm("Let all of this go?", abort=True)
    done = retention.run(opened)
    if json_:
        print_json({"dry_run": False, "due": _documents(due), "done": done})
        return
    console().print(f"Done: {sum(done.values())} in all; see `zhiyin audit show`.", markup=False)


@chores_app.command("run")
def run_chores(
    log: Annotated[bool, typer.Option("--log", hidden=True, help="Write log lines only.")] = False,
    json_: JsonFlag = False,
) -> None:
    """Do the nightly work that is due and that no other process does."""
    from bot.services import chores, logs
    from bot.services.app import open_app

    if log:
        from bot.settings import load_settings

        logs.configure("chores", load_settings())
    done = chores.run(open_app())
    if json_:
        print_json([{"name": d.name, "state": d.state, "outcome": d.outcome} for d in done])
    elif not log:
        for one in done:
            console().print(f"{one.name}  {one.state}  {one.outcome}", markup=False)
        if not done:
            console().print("Nothing is due.")
    failed = [one.name for one in done if one.state == "failed"]
    if failed:
        raise CommandFailed(f"not done: {', '.join(failed)}; it is tried again")


@chores_app.command("list")
def list_chores(json_: JsonFlag = False) -> None:
    """Show when each piece of nightly work was last done and what came of it."""
    from bot.services import chores
    from bot.services.app import open_app

    found = chores.last_runs(open_app())
    if json_:
        print_json(
            [
                {
                    "name": one.name,
                    "night": one.night,
                    "state": one.state,
                    "finished_at": one.finished_at and one.finished_at.isoformat(),
                    "outcome": one.outcome,
                }
                for one in found
            ]
        )
        return
    for one in found:
        console().print(f"{one.name}  {one.night}  {one.state}  {one.outcome or ''}", markup=False)
    if not found:
        console().print("No nightly work was done yet.")


def _documents(due: list[Due]) -> list[dict[str, object]]:
    return [
        {
            "kind": one.kind,
            "count": one.count,
            "oldest": one.oldest.isoformat() if one.oldest else None,
        }
        for one in due
    ]


def _print(due: list[Due]) -> None:
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    for one in due:
        if one.count:
            since = f"oldest since {one.oldest:%Y-%m-%d}" if one.oldest else ""
            table.add_row(one.kind.replace("_", " "), str(one.count), since)
    if table.row_count:
        console().print(table)
    else:
        console().print("Nothing is past its period.")
