"""`zhiyin webhook`: the systems outside that are told what happens to handoffs and clients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.output import CommandFailed, JsonFlag, console, print_json
from bot.cli.shell import operator

if TYPE_CHECKING:
    from bot.records.models import Webhook

app = typer.Typer(help="Systems that are told of events.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The webhook's name or id.")]


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="What you call the receiver.")],
    url: Annotated[str, typer.Argument(help="Its address, https://…")],
    events: Annotated[
        str,
        typer.Option(
            help="What it is told of, separated by commas: handoff.requested, handoff.accepted, "
            "handoff.reassigned, handoff.returned, handoff.closed, handoff.cancelled, "
            "client.stage_changed, client.erased; all of them by default."
        ),
    ] = "",
    json_: JsonFlag = False,
) -> None:
    """Add a webhook and print its secret, once."""
    from bot.services import webhooks
    from bot.services.app import open_app
    from bot.services.webhook_events import EVENTS

    chosen = tuple(one.strip() for one in events.split(",") if one.strip()) or EVENTS
    added = webhooks.add(open_app(create=True), name=name, url=url, events=chosen, actor=operator())
    if json_:
        print_json({**_document(added.webhook), "secret": added.secret})
    else:
        console().print(f"Secret of {added.webhook.name}: {added.secret}", markup=False)


@app.command("list")
def list_(json_: JsonFlag = False) -> None:
    """List all webhooks."""
    from bot.services import webhooks
    from bot.services.app import open_app

    found = webhooks.list_webhooks(open_app())
    if json_:
        print_json([_document(one) for one in found])
        return
    for one in found:
        why = f" ({one.disabled_for})" if one.disabled_for else ""
        console().print(
            f"{one.name}  {webhooks.place_of(one)}  {one.state}{why}  {','.join(one.events)}",
            markup=False,
        )


@app.command()
def test(name: Name, json_: JsonFlag = False) -> None:
    """Send a message that says nothing, once, and say what came of it; exits 1 where it was not
    taken."""
    import asyncio
    import logging

    import structlog

    from bot.services import webhook_sending, webhooks
    from bot.services.app import open_app

    # What the gateway's log would say is said here in one line.
    silent = structlog.make_filtering_bound_logger(logging.CRITICAL)
    structlog.configure(wrapper_class=silent)
    opened = open_app()
    item = webhooks.begin_test(opened, name, actor=operator())
    try:
        problem = asyncio.run(webhook_sending.send(opened, item))
    finally:
        webhooks.end_test(opened, item)
    if problem is not None:
        raise CommandFailed(f"{name} did not take the message: {problem}")
    if json_:
        print_json({"webhook": name, "delivery": item.id, "taken": True})
    else:
        console().print(f"{name} took the message {item.id}.", markup=False)


@app.command()
def rotate(
    name: Name,
    overlap: Annotated[
        int,
        typer.Option(
            help="Hours for which the former secret signs as well; 0 ends it now.", min=0, max=720
        ),
    ] = 24,
    json_: JsonFlag = False,
) -> None:
    """Give a webhook a new secret and print it, once."""
    from datetime import timedelta

    from bot.services import webhooks
    from bot.services.app import open_app

    turned = webhooks.rotate(open_app(), name, overlap=timedelta(hours=overlap), actor=operator())
    until = turned.webhook.former_until
    if json_:
        print_json({**_document(turned.webhook), "secret": turned.secret})
    else:
        console().print(f"Secret of {turned.webhook.name}: {turned.secret}", markup=False)
        if until is not None:
            console().print(f"The former one signs as well until {until:%Y-%m-%d %H:%M} UTC.")


@app.command()
def disable(name: Name, json_: JsonFlag = False) -> None:
    """Tell a webhook nothing more; what was still to be sent becomes dead letters."""
    from bot.services import webhooks
    from bot.services.app import open_app

    ended = webhooks.disable(open_app(), name, actor=operator())
    if json_:
        print_json({"webhook": name, "state": "disabled", "dead_letters": ended})
    else:
        console().print(f"{name} is told nothing more; dead letters: {ended}.", markup=False)


@app.command()
def enable(name: Name, json_: JsonFlag = False) -> None:
    """Tell a disabled webhook of events again, from now on."""
    from bot.services import webhooks
    from bot.services.app import open_app

    enabled = webhooks.enable(open_app(), name, actor=operator())
    if json_:
        print_json(_document(enabled))
    else:
        console().print(f"{enabled.name} is told of events again.", markup=False)


@app.command()
def log(
    name: Annotated[str | None, typer.Argument(help="One webhook; all by default.")] = None,
    limit: Annotated[int, typer.Option(help="So many attempts.", min=1, max=1000)] = 50,
    json_: JsonFlag = False,
) -> None:
    """The newest attempts to deliver, newest first."""
    from bot.services import webhooks
    from bot.services.app import open_app

    opened = open_app()
    names = {one.id: one.name for one in webhooks.list_webhooks(opened)}
    found = webhooks.attempts(opened, name=name, limit=limit)
    if json_:
        print_json(
            [
                {
                    "at": one.at.isoformat(),
                    "webhook": names[one.webhook_id],
                    "delivery": one.delivery_id,
                    "event": one.event,
                    "status": one.status,
                    "problem": one.problem,
                    "milliseconds": one.milliseconds,
                }
                for one in found
            ]
        )
        return
    for one in found:
        console().print(
            f"{one.at:%Y-%m-%d %H:%M:%S}  {names[one.webhook_id]}  {one.event}  {one.delivery_id}  "
            f"{one.status or one.problem}  {one.milliseconds} ms",
            markup=False,
        )


def _document(one: Webhook) -> dict[str, Any]:
    from bot.services.webhooks import place_of

    return {
        "id": one.id,
        "name": one.name,
        "address": place_of(one),
        "events": list(one.events),
        "state": one.state,
        "disabled_for": one.disabled_for,
        "former_secret_until": one.former_until.isoformat() if one.former_until else None,
    }
