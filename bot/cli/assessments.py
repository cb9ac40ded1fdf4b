"""`zhiyin assessment`: whether stored results follow from the rules they name."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.output import CommandFailed, JsonFlag, console, print_json

app = typer.Typer(help="Assessments that were made.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keep `verify` a command of its own."""


@app.command()
def verify(
    client: Annotated[str | None, typer.Option(help="Only this client's.")] = None,
    reason: Annotated[
        str, typer.Option(help="Why; it stands in the audit trail.")
    ] = "assessments verified",
    json_: JsonFlag = False,
) -> None:
    """Make every stored assessment anew from its stored answers under the rules it names; exit 1
    and name what differs."""
    from bot.cli.shell import operator, place
    from bot.services import reviewing
    from bot.services.app import open_app

    found = reviewing.review(
        open_app(), actor=operator(), place=place(), client_id=client, reason=reason
    )
    if json_:
        print_json(reviewing.as_json(found))
    else:
        console().print(
            f"{found.equal} assessments made anew, equal in every figure and sentence.",
            markup=False,
        )
        for one in found.findings:
            console().print(str(one), markup=False)
    if not found.whole:
        count = len(found.findings)
        more = f" (and {count - 1} more)" if count > 1 else ""
        raise CommandFailed(f"not every assessment is as it was made: {found.findings[0]}{more}")
