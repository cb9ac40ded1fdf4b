"""Who is at the shell, from where, and why: for the audit trail."""

from __future__ import annotations

import getpass
import os
import socket
import sys
from typing import TYPE_CHECKING

import typer

from bot.cli.output import CommandFailed

if TYPE_CHECKING:
    from bot.services.openings import Place

NOT_GIVEN = "no reason given at the shell"


def operator() -> str:
    """Who is at the shell."""
    return f"operator:{getpass.getuser()}"


def place() -> Place:
    """From where: this machine, and the terminal or the address it was reached from."""
    from bot.services.openings import Place

    came_from = os.environ.get("SSH_CONNECTION", "").split(" ")[0]
    return Place("shell", came_from or socket.gethostname(), _terminal())


def why(reason: str | None, *, required: bool = False) -> str:
    """The reason for looking at or changing somebody's data.

    A person at a terminal is asked for one. Where a script gives none, the trail says so; where
    one is `required` it is refused. Raises CommandFailed.
    """
    given = (reason or "").strip()
    if not given and reason is None and sys.stdin.isatty() and sys.stderr.isatty():
        given = typer.prompt("Reason (stands in the audit trail)", err=True).strip()
    if given:
        return given
    if required or reason is not None:
        raise CommandFailed("say why with --reason; it stands in the audit trail")
    return NOT_GIVEN


def _terminal() -> str | None:
    try:
        return os.ttyname(sys.stdin.fileno())
    except (OSError, ValueError, AttributeError):
        return None
