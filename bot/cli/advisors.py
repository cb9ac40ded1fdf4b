"""`zhiyin advisor`: the people who may sign in to the console."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from bot.cli.output import JsonFlag, console, print_json

app = typer.Typer(help="Advisors and their access.", no_args_is_help=True)


class Role(str, Enum):
    """What an account may do."""

    advisor = "advisor"
    supervisor = "supervisor"
    compliance = "compliance"
    admin = "admin"


Email = Annotated[str, typer.Argument(help="The advisor's e-mail address.")]


@app.command()
def add(
    email: Email,
    name: Annotated[str, typer.Option(help="Name as clients see it.")],
    role: Annotated[Role, typer.Option(help="What the account may do.")] = Role.advisor,
    languages: Annotated[str, typer.Option(help="Languages spoken, e.g. zh,en.")] = "zh,en",
    json_: JsonFlag = False,
) -> None:
    """Add an advisor and print a one-time password."""
    from bot.services import advisors
    from bot.services.app import open_app

    spoken = tuple(part.strip() for part in languages.split(",") if part.strip())
    added = advisors.add(
        open_app(create=True), email=email, name=name, role=role.value, languages=spoken
    )
    if json_:
        print_json({"id": added.advisor.id, "email": email, "password": added.password})
    else:
        console().print(f"One-time password for {email}: {added.password}", markup=False)


@app.command("list")
def list_(json_: JsonFlag = False) -> None:
    """List all advisors."""
    from bot.services import advisors
    from bot.services.app import open_app

    found = advisors.list_advisors(open_app())
    if json_:
        print_json(
            [
                {
                    "id": a.id,
                    "email": a.email,
                    "name": a.name,
                    "role": a.role,
                    "state": a.state,
                    "languages": list(a.languages),
                }
                for a in found
            ]
        )
        return
    for advisor in found:
        spoken = ",".join(advisor.languages)
        console().print(
            f"{advisor.email}  {advisor.name}  {advisor.role}  {spoken}  {advisor.state}",
            markup=False,
        )


@app.command()
def disable(email: Email, json_: JsonFlag = False) -> None:
    """Close an advisor's access: password, sessions and tokens."""
    from bot.services import advisors
    from bot.services.app import open_app

    advisors.disable(open_app(), email)
    print_json({"email": email, "state": "disabled"}) if json_ else console().print(
        f"{email} can no longer sign in."
    )


@app.command()
def password(email: Email, json_: JsonFlag = False) -> None:
    """Print a new one-time password and end all sessions of the advisor."""
    from bot.services import advisors
    from bot.services.app import open_app

    secret = advisors.reset_password(open_app(), email).password
    print_json({"email": email, "password": secret}) if json_ else console().print(
        f"One-time password for {email}: {secret}", markup=False
    )


@app.command()
def token(email: Email, json_: JsonFlag = False) -> None:
    """Print a new API token for the advisor API."""
    from bot.services import advisors
    from bot.services.app import open_app

    secret = advisors.issue_token(open_app(), email)
    print_json({"email": email, "token": secret}) if json_ else print(secret)
