"""`zhiyin client`: look at, copy, restrict or erase what is held about a client."""

from __future__ import annotations

import json
import os
from datetime import datetime, timezone
from enum import Enum
from pathlib import Path
from typing import Annotated, Optional

import typer

from bot.cli.output import CommandFailed, JsonFlag, console, print_json
from bot.cli.shell import operator, place, why

app = typer.Typer(help="Clients and their data; every look is audited.", no_args_is_help=True)


class Language(str, Enum):
    """The languages we have words in."""

    zh = "zh"
    en = "en"


class Format(str, Enum):
    """The forms a client's copy can have."""

    json = "json"
    text = "text"
    html = "html"


ClientId = Annotated[str, typer.Argument(help="The client's id, as `client list` prints it.")]
ForDuty = Annotated[
    bool,
    typer.Option(
        "--for-duty",
        help="Open what is restricted, because an authority asks for it; needs a --reason.",
    ),
]
Reason = Annotated[
    Optional[str],  # noqa: UP045 - typer reads it on Python 3.10
    typer.Option(help="Why; stands in the audit trail. At a terminal you are asked for it."),
]


@app.command("list")
def list_(json_: JsonFlag = False) -> None:
    """List ids and states; nothing personal."""
    from bot.services.app import open_app

    with open_app().records.read() as work:
        found = work.clients.list()
    if json_:
        print_json(
            [
                {
                    "id": c.id,
                    "state": c.state,
                    "stage": c.stage,
                    "tier": c.tier,
                    "created_at": c.created_at.isoformat(),
                }
                for c in found
            ]
        )
        return
    for client in found:
        console().print(f"{client.id}  {client.state}  {client.stage or '–'}  {client.tier or '–'}")


@app.command()
def show(
    client_id: ClientId,
    reason: Reason = None,
    language: Annotated[Language, typer.Option(help="Language of the words.")] = Language.zh,
    for_duty: ForDuty = False,
    json_: JsonFlag = False,
) -> None:
    """Show the decrypted profile (audited)."""
    from bot.services import privacy
    from bot.services.app import open_app

    document = privacy.profile(
        open_app(),
        client_id,
        actor=operator(),
        reason=why(reason, required=for_duty),
        place=place(),
        language=language.value,
        for_duty=for_duty,
    )
    print_json(document)


@app.command()
def export(
    client_id: ClientId,
    reason: Reason = None,
    to: Annotated[Path | None, typer.Option(help="Write to this file instead of stdout.")] = None,
    language: Annotated[Language, typer.Option(help="Language of the words.")] = Language.zh,
    format_: Annotated[Format, typer.Option("--format", help="What to write.")] = Format.json,
    for_duty: ForDuty = False,
    json_: JsonFlag = False,
) -> None:
    """Copy all that is held about a client (audited)."""
    from bot.services import privacy
    from bot.services.app import open_app

    if json_ and to is None and format_ is not Format.json:
        raise CommandFailed("with --json on stdout the copy is JSON; write the page with --to FILE")
    if to is not None and to.exists():
        raise CommandFailed(f"{to} exists already; name another file")
    opened = open_app()
    document = privacy.export(
        opened,
        client_id,
        language=language.value,
        actor=operator(),
        reason=why(reason, required=for_duty),
        place=place(),
        for_duty=for_duty,
    )
    if format_ is Format.json:
        content = json.dumps(document, ensure_ascii=False, indent=2, default=str) + "\n"
    else:
        content = document["text"]
        if format_ is Format.html:
            content = privacy.as_page(opened, document)
    if to is None:
        print_json(document) if format_ is Format.json else print(content, end="")
        return
    _write(to, content.encode())
    print_json({"file": str(to)}) if json_ else console().print(f"Written to {to} (mode 0600).")


@app.command()
def report(
    client_id: ClientId,
    to: Annotated[Path, typer.Option(help="Write to this file: .pdf or .html.")],
    reason: Reason = None,
    language: Annotated[Language, typer.Option(help="Language of the report.")] = Language.zh,
    json_: JsonFlag = False,
) -> None:
    """Write the suitability report of the newest assessment (audited)."""
    from bot.services import report as reports
    from bot.services.app import open_app

    kind = reports.FORMATS.get(to.suffix.removeprefix("."))
    if kind is None:
        raise CommandFailed(f"name a file that ends in .pdf or .html, not {to.name}")
    made = reports.for_client(
        open_app(),
        client_id,
        language.value,
        actor=operator(),
        reason=why(reason),
        place=place(),
    )
    _write(to, kind.make(made))
    print_json({"file": str(to)}) if json_ else console().print(f"Written to {to} (mode 0600).")


def _write(to: Path, content: bytes) -> None:
    """A new file that only its owner reads. Raises CommandFailed where there is one already."""
    try:
        descriptor = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise CommandFailed(f"{to} exists already; name another file") from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


@app.command()
def erase(
    client_id: ClientId,
    reason: Reason = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    language: Annotated[Language, typer.Option(help="Language of the words.")] = Language.en,
    json_: JsonFlag = False,
) -> None:
    """Erase a client: their key, their records, their conversation.

    What a duty to keep covers stays locked away until the duty ends, and is erased then.
    """
    from bot.services import duties, privacy
    from bot.services.app import open_app

    if not yes:
        typer.confirm("Erase this client's data for good?", abort=True)
    kept = privacy.erase(open_app(), client_id, actor=operator(), reason=why(reason), place=place())
    state = "restricted" if kept else "erased"
    if json_:
        print_json({"id": client_id, "state": state, **duties.answer(kept, language.value)})
        return
    if not kept:
        console().print(f"{client_id} is erased: the key to their data is destroyed.")
        return
    console().print(
        f"{client_id} is restricted. All that no duty covers is erased; kept, neither used nor "
        f"shown, and erased when it ends: {duties.in_words(kept, language.value)}."
    )


@app.command()
def restrict(client_id: ClientId, reason: Reason = None, json_: JsonFlag = False) -> None:
    """Keep a client's data stored but unused."""
    from bot.services import privacy
    from bot.services.app import open_app

    privacy.restrict(open_app(), client_id, actor=operator(), reason=why(reason), place=place())
    print_json({"id": client_id, "state": "restricted"}) if json_ else console().print(
        f"{client_id} is restricted: stored, not used, not shown."
    )


@app.command()
def message(
    client_id: ClientId,
    zh: Annotated[str, typer.Option(help="What to say, in Chinese.")],
    en: Annotated[str, typer.Option(help="The same in English; the client hears one of them.")],
    at: Annotated[
        Optional[datetime],  # noqa: UP045 - typer reads it on Python 3.10
        typer.Option(help="When, in UTC; now where it is left out."),
    ] = None,
    key: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it on Python 3.10
        typer.Option(help="A name of your own; the same one again plans nothing twice."),
    ] = None,
    reason: Reason = None,
    json_: JsonFlag = False,
) -> None:
    """Have something said to a client: on their channel, by mail or SMS, or by an advisor.

    Only under the consents `privacy` and `contact`, and in business hours.
    """
    from bot.services import proactive
    from bot.services.app import open_app

    opened = open_app()
    due_at = opened.now() if at is None else at.replace(tzinfo=timezone.utc)
    with opened.records.begin() as work:
        planned = proactive.plan(
            opened,
            work,
            client_id,
            key=key or f"{due_at.isoformat()}/{zh}/{en}",
            text={"zh": zh, "en": en},
            due_at=due_at,
            actor=operator(),
            reason=why(reason),
        )
    if json_:
        print_json({"id": client_id, "planned": planned, "due_at": due_at.isoformat()})
        return
    words = "is planned" if planned else "was planned before; nothing is said twice"
    console().print(f"The message to {client_id} {words}.", markup=False)
