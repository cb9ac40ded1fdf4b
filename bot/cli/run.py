"""`zhiyin run`: everything on one machine, from first use to Ctrl-C."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from bot.cli.doctor import TRAIL_MEND
from bot.cli.nightly import Nightly
from bot.cli.output import CommandFailed, JsonFlag, console, print_json
from bot.cli.processes import gateway_url, lock_path, places, port_is_free
from bot.cli.supervisor import Child, NotStarted, Supervisor
from bot.cli.train import child_environment, ensure_model
from bot.settings import Settings, load_settings

if TYPE_CHECKING:
    from bot.services.advisors import Added

FIRST_ADMINISTRATOR = "admin@zhiyin.local"


def run(json_: JsonFlag = False) -> None:
    """Train if needed, create keys and database on first use, start everything, keep it running.

    With --json the summary, printed once everything runs, is the one document on stdout.
    """
    settings = load_settings()

    def say(line: str) -> None:
        console().print(line, markup=False)

    with _only_one(settings):
        _check_ports(settings)
        open_administrator, nights = _prepare(settings)
        ensure_model(settings, say)
        environment = child_environment(KERAS_HOME=str(settings.home / "cache"))
        nightly = Nightly(settings, environment, nights)
        supervisor = Supervisor(
            _children(settings),
            cwd=settings.root,
            environment=environment,
            say=say,
            meanwhile=nightly.look,
        )
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, lambda *_: supervisor.request_stop())
        say("Starting …")
        try:
            supervisor.start()
            if not supervisor.stopping:
                # Last, so that nobody's password is made and then never shown.
                _summarise(settings, open_administrator(), json_)
            supervisor.watch()
        except NotStarted as error:
            raise CommandFailed(str(error)) from None
        finally:
            if supervisor.stopping:
                say("Stopping …")
            nightly.stop()
            supervisor.stop()
    say("Stopped.")


def _prepare(settings: Settings) -> tuple[Callable[[], Added | None], Callable[[], str]]:
    """Make or open keys, database, secrets and rules, before anything that takes long.
    A trail that does not fit stops the start: it must not go on as if nothing had happened.

    Gives what opens the first administrator's account, and what tells for which night work is
    due. Raises what `open_app` and `secret` raise.
    """
    from bot.records.errors import AuditBroken
    from bot.services import advisors, chores
    from bot.services.app import open_app
    from bot.services.secrets import secret

    app = open_app(settings, create=True)
    try:
        app.records.check_trail()
    except AuditBroken as broken:
        raise CommandFailed(f"the audit trail does not fit: {broken}. {TRAIL_MEND}") from None
    for name in ("engine", "actions"):
        secret(settings, name)

    def first() -> Added | None:
        return advisors.add_first(app, email=FIRST_ADMINISTRATOR, name="Administrator")

    return first, lambda: chores.night(app.rulebook.policy, app.now())


def _children(settings: Settings) -> list[Child]:
    python = [sys.executable, "-m"]
    logs = settings.logs_path
    return [
        Child(
            "actions",
            [*python, "actions"],
            f"{settings.actions_url}/health",
            180,
            logs / "actions.log",
        ),
        Child(
            "engine",
            [*python, "bot.engine"],
            f"{settings.engine_url}/webhooks/gateway/",
            300,
            logs / "engine.log",
        ),
        Child(
            "gateway",
            [*python, "bot.web"],
            f"{gateway_url(settings)}/readyz",
            180,
            logs / "gateway.log",
        ),
    ]


@contextlib.contextmanager
def _only_one(settings: Settings) -> Iterator[None]:
    """Hold the installation's lock. Raises CommandFailed when another one runs here."""
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with lock_path(settings).open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            raise CommandFailed(
                f"Zhiyin runs here already (process {lock.read().strip() or 'unknown'}); "
                "stop it first, or set ZHIYIN_HOME and ZHIYIN_PORT for a second one"
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _check_ports(settings: Settings) -> None:
    for host, port in places(settings):
        if not port_is_free(host, port):
            raise CommandFailed(
                f"port {port} on {host} is taken by another program; "
                "stop that program or choose three free ports with ZHIYIN_PORT"
            )


def _summarise(settings: Settings, administrator: Added | None, json_: bool) -> None:
    address = settings.public_url or gateway_url(settings)
    if json_:
        account = administrator and {
            "email": FIRST_ADMINISTRATOR,
            "one_time_password": administrator.password,
        }
        print_json(
            {
                "widget": f"{address}/",
                "console": f"{address}/console",
                "administrator": account,
                "home": str(settings.home),
            }
        )
        return
    from rich.panel import Panel
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    table.add_row("Website with the widget", f"{address}/")
    table.add_row("Advisors' console", f"{address}/console")
    if administrator is not None:
        table.add_row("First administrator", FIRST_ADMINISTRATOR)
        table.add_row("One-time password", f"[bold]{administrator.password}[/bold]")
    else:
        table.add_row("Lost a password?", "zhiyin advisor password EMAIL")
    table.add_row("Data, keys, logs", str(settings.home))
    table.add_row("Stop", "Ctrl-C")
    console().print(Panel(table, title="Zhiyin 知音 is running", expand=False))
