"""`zhiyin client find`: which client has this phone number, email or WeChat id."""

from __future__ import annotations

import getpass
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.output import JsonFlag, console, print_json
from bot.cli.shell import operator, place

if TYPE_CHECKING:
    from bot.language.contacts import Kind

Value = Annotated[str | None, typer.Option(help="The address; - reads it from a prompt or stdin.")]


def find(
    reason: Annotated[str, typer.Option(help="Why; stands in the audit trail.")],
    phone: Value = None,
    email: Value = None,
    wechat: Value = None,
    json_: JsonFlag = False,
) -> None:
    """Find a client by an address (audited).

    Without a value it asks for one, so that no address lands in the shell's history.
    """
    from bot.services import contacts
    from bot.services.app import open_app

    given: dict[Kind, str | None] = {"phone": phone, "email": email, "wechat": wechat}
    named = {kind: value for kind, value in given.items() if value is not None}
    if len(named) > 1:
        raise typer.BadParameter("give one of --phone, --email and --wechat")
    kind, value = next(iter(named.items()), (None, "-"))
    found = contacts.find(
        open_app(),
        _asked() if value == "-" else value,
        actor=operator(),
        place=place(),
        reason=reason,
        kind=kind,
    )
    if json_:
        print_json([asdict(one) for one in found])
        return
    if not found:
        console().print("No client has this address.")
    for one in found:
        proven = "proven by a code" if one.proven else "as the client said"
        console().print(f"{one.client_id}  {one.state}  {one.stage or '–'}  {one.kind}, {proven}")


def _asked() -> str:
    """The address, not shown while it is typed; one line of stdin where nobody types."""
    if sys.stdin.isatty():
        return getpass.getpass("Phone number, email or WeChat id: ")
    return sys.stdin.readline().strip()
