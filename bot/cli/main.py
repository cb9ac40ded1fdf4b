"""Puts the command's parts together and turns every expected failure into one clear line.

The parts import services inside their functions: `zhiyin --help` answers at once, and no command
waits for a library it does not use.
"""

from __future__ import annotations

import typer

from bot import __version__
from bot.cli import (
    advisors,
    assessments,
    audit,
    backup,
    bench,
    clients,
    data,
    doctor,
    evaluate,
    finding,
    illustration,
    keys,
    knowledge,
    parse,
    questionnaire,
    retention,
    run,
    simulate,
    train,
    webhooks,
)
from bot.cli.failures import explained, unforeseen
from bot.cli.output import fail, quieten
from bot.services.hardening import leave_no_core

app = typer.Typer(
    name="zhiyin",
    help="Zhiyin (知音): a bilingual advisory assistant that an institution hosts itself.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("run")(run.run)
app.command("train")(train.train)
app.command("doctor")(doctor.doctor)
app.command("parse")(parse.parse)
app.command("bench")(bench.bench)
app.command("evaluate")(evaluate.evaluate)
app.command("simulate")(simulate.simulate)
app.add_typer(advisors.app, name="advisor")
clients.app.command("find")(finding.find)
app.add_typer(clients.app, name="client")
app.add_typer(audit.app, name="audit")
app.add_typer(assessments.app, name="assessment")
app.add_typer(data.app, name="data")
app.add_typer(keys.app, name="keys")
app.add_typer(backup.app, name="backup")
app.add_typer(backup.restore_app, name="restore")
app.add_typer(retention.app, name="retention")
app.add_typer(retention.chores_app, name="chores")
app.add_typer(knowledge.app, name="knowledge")
app.add_typer(illustration.app, name="illustration")
app.add_typer(questionnaire.app, name="questionnaire")
app.add_typer(webhooks.app, name="webhook")


@app.callback(invoke_without_command=True)
def root(
    version: bool = typer.Option(False, "--version", help="Print the version and leave."),
) -> None:
    """Options of the command as a whole."""
    if version:
        print(f"zhiyin {__version__}")
        raise typer.Exit()


def main() -> None:
    """Run the command: exit 0 on success, 1 on a failure it explains, 2 on wrong usage."""
    quieten()
    leave_no_core()
    try:
        app(prog_name="zhiyin")
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except Exception as error:
        fail(explained(error) or unforeseen(error))
