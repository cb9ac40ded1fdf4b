"""`zhiyin doctor`: in one screen, what is wrong and how to mend it."""

from __future__ import annotations

import platform
import shutil
import stat
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from bot.cli.output import CommandFailed, JsonFlag, console, print_json
from bot.cli.processes import answers, gateway_url, places, port_is_free, running_here
from bot.cli.train import model_state, open_questions
from bot.settings import Settings, load_settings

State = Literal["ok", "warning", "wrong"]
DISK_WANTED_GB = 1.0
KEYS_MEND = (
    "Bring back what is named, from your backup of the keys; never make new ones beside old data."
)
PROVIDER_MEND = "See to the key service; docs/keys.md tells what each message asks for."
DATABASE_MEND = "See that it runs and may be read, or bring it back from your backup."
TRAIL_MEND = (
    "If you restored an older backup, say so: `zhiyin audit resume --reason WHY`. Otherwise keep a "
    "copy of the database as it is, run `zhiyin audit verify`, and ask who had access."
)


@dataclass(frozen=True)
class Finding:
    """One thing looked at: its state, what was seen and, unless ok, how to mend it."""

    subject: str
    state: State
    seen: str
    mend: str = ""


def doctor(json_: JsonFlag = False) -> None:
    """Look at Python, disk, ports, keys, database, data files and model; exit 1 if any is wrong."""
    findings = examine(load_settings())
    wrong = [f.subject for f in findings if f.state == "wrong"]
    if json_:
        print_json({"ok": not wrong, "findings": [asdict(f) for f in findings]})
    else:
        _print(findings)
    if wrong:
        raise CommandFailed(f"something is wrong with: {', '.join(wrong)}")


def examine(settings: Settings) -> list[Finding]:
    """All findings, in the order in which they are best mended."""
    checks: list[Callable[[Settings], Finding]] = [
        _python,
        _disk,
        _home,
        _data_files,
        _secrets,
        _keys_and_database,
        _trail,
        _nightly,
        _chatwoot,
        _model,
        _ports,
    ]
    return [check(settings) for check in checks]


def _python(settings: Settings) -> Finding:
    version = platform.python_version()
    if sys.version_info[:2] == (3, 10):
        return Finding("Python", "ok", version)
    return Finding("Python", "wrong", version, "Rasa needs Python 3.10: run `make install`.")


def _disk(settings: Settings) -> Finding:
    place = settings.home
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free / 1e9
    seen = f"{free:.1f} GB free for {settings.home}"
    if free >= DISK_WANTED_GB:
        return Finding("Disk", "ok", seen)
    return Finding("Disk", "wrong", seen, "Free some space, or set ZHIYIN_HOME to a larger disk.")


def _home(settings: Settings) -> Finding:
    home = settings.home
    if not home.exists():
        return Finding("Home", "ok", f"{home} (made on first `make run`)")
    if home.stat().st_mode & 0o077:
        return Finding(
            "Home", "wrong", f"{home} can be entered by others", f"Run `chmod 700 {home}`."
        )
    return Finding("Home", "ok", str(home))


def _data_files(settings: Settings) -> Finding:
    from bot import rulebook

    try:
        versions = rulebook.load(settings).versions
    except rulebook.RulebookError as error:
        return Finding("Data files", "wrong", str(error), "Mend the file at the line named.")
    shown = ", ".join(f"{name} {version}" for name, version in sorted(dict(versions).items()))
    return Finding("Data files", "ok", shown)


def _secrets(settings: Settings) -> Finding:
    """The files in the key folder that others may read; whether they open is looked at later."""
    folder = settings.keys_path
    if not folder.exists():
        return Finding("Key files", "ok", "made on first `make run`")
    found = [folder, *sorted(folder.iterdir())]
    opened = [str(path) for path in found if stat.S_IMODE(path.stat().st_mode) & 0o077]
    if opened:
        return Finding(
            "Key files",
            "wrong",
            f"open to others: {', '.join(opened)}",
            f"Run `chmod -R go= {folder}`, and think of who may have read them.",
        )
    return Finding("Key files", "ok", f"{folder}, closed to others")


def _keys_and_database(settings: Settings) -> Finding:
    from bot.records import Records
    from bot.records.errors import KeysUnreadable, RecordsError
    from bot.vault.errors import VaultError

    if _never_used(settings):
        return Finding("Keys, database", "ok", "made on first `make run`")
    try:
        Records.open(settings, create=False).check()
    except (KeysUnreadable, VaultError) as error:
        own = settings.key_provider in ("file", "env")
        return Finding("Keys, database", "wrong", str(error), KEYS_MEND if own else PROVIDER_MEND)
    except RecordsError as error:
        return Finding("Keys, database", "wrong", str(error), DATABASE_MEND)
    kind = settings.database_url.split(":", 1)[0].split("+", 1)[0]
    return Finding("Keys, database", "ok", f"{kind}, readable and unlocked")


def _trail(settings: Settings) -> Finding:
    from bot.records import Records
    from bot.records.errors import AuditBroken, RecordsError
    from bot.vault.errors import VaultError

    if _never_used(settings):
        return Finding("Audit trail", "ok", "begins with first `make run`")
    try:
        Records.open(settings, create=False).check_trail()
    except AuditBroken as broken:
        return Finding("Audit trail", "wrong", str(broken), TRAIL_MEND)
    except (RecordsError, VaultError):
        return Finding("Audit trail", "warning", "not looked at: keys or database", "See above.")
    return Finding("Audit trail", "ok", "its end fits; `zhiyin audit verify` looks at all of it")


def _nightly(settings: Settings) -> Finding:
    """When the nightly work was last done."""
    from bot.services import chores
    from bot.services.app import open_app

    if _never_used(settings):
        return Finding("Nightly work", "ok", "begins with the first night")
    try:
        app = open_app(settings)
        runs = chores.last_runs(app)
    except Exception:
        return Finding("Nightly work", "warning", "not known", "Mend what is named above first.")
    if not runs:
        return Finding("Nightly work", "ok", "none was done yet")
    seen = ", ".join(f"{run.name} {run.night} {run.state}" for run in runs)
    failed = [run.name for run in runs if run.state == "failed"]
    if failed:
        mend = f"Run `zhiyin chores run`, and look into {settings.logs_path / 'chores.log'}."
        return Finding("Nightly work", "wrong" if "audit" in failed else "warning", seen, mend)
    tonight = chores.night(app.rulebook.policy, app.now())
    late = [run.name for run in runs if run.night < chores.nights_before(tonight, 2)]
    if late:
        mend = "It runs under `zhiyin run`; elsewhere let cron call `zhiyin chores run`."
        return Finding("Nightly work", "warning", seen, mend)
    return Finding("Nightly work", "ok", seen)


def _chatwoot(settings: Settings) -> Finding:
    """Whether requests were given up that advisors were to answer in Chatwoot."""
    from bot.services import inboxes
    from bot.services.app import open_app

    if not settings.chatwoot:
        return Finding("Chatwoot", "ok", "not set up")
    if _never_used(settings):
        return Finding("Chatwoot", "ok", settings.chatwoot.url)
    try:
        stuck = inboxes.stuck(open_app(settings))
    except Exception:
        return Finding("Chatwoot", "warning", "not known", "Mend what is named above first.")
    if not stuck:
        return Finding("Chatwoot", "ok", settings.chatwoot.url)
    mend = (
        "Look for inbox.not_taken in the log; 401 is the token, 404 what was deleted there. The "
        "requests wait in the console."
    )
    return Finding("Chatwoot", "warning", f"{stuck} given up", mend)


def _never_used(settings: Settings) -> bool:
    """Whether this installation keeps its data in files of which none is there yet."""
    urls = (settings.database_url, settings.keystore_url)
    if not all(url.startswith("sqlite:///") for url in urls):
        return False
    files = [Path(url.removeprefix("sqlite:///")) for url in urls]
    return not any(path.exists() for path in (*files, settings.keys_path))


def _model(settings: Settings) -> Finding:
    state = model_state(settings)
    stale = open_questions(settings) if state.current else ()
    if state.current and not stale:
        return Finding("Model", "ok", state.path.name)
    if state.current:
        seen = f"older than the questionnaire: the answers to {', '.join(stale)}"
        mend = "Run `zhiyin train`; until then they are read by likeness and asked back more often."
        return Finding("Model", "warning", seen, mend)
    seen = "older than the data it is made of" if state.exists else "not trained yet"
    return Finding("Model", "warning", seen, "Run `zhiyin train`; `make run` does it by itself.")


def _ports(settings: Settings) -> Finding:
    holder = running_here(settings)
    if holder is not None:
        if answers(f"{gateway_url(settings)}/readyz"):
            return Finding("Ports", "ok", f"Zhiyin runs (process {holder}) on {settings.port}")
        return Finding(
            "Ports",
            "warning",
            f"Zhiyin runs (process {holder}) but is not ready on {settings.port}",
            f"Wait a minute; if it stays, look into {settings.logs_path}.",
        )
    taken = [str(port) for host, port in places(settings) if not port_is_free(host, port)]
    if taken:
        return Finding(
            "Ports",
            "wrong",
            f"taken by another program: {', '.join(taken)}",
            "Stop that program, or choose three free ports with ZHIYIN_PORT.",
        )
    return Finding("Ports", "ok", f"{settings.port}–{settings.actions_port} are free")


def _print(findings: list[Finding]) -> None:
    from rich.markup import escape
    from rich.table import Table

    signs = {"ok": "[green]✓[/green]", "warning": "[yellow]![/yellow]", "wrong": "[red]✗[/red]"}
    table = Table.grid(padding=(0, 2))
    for finding in findings:
        table.add_row(signs[finding.state], finding.subject, escape(finding.seen))
        if finding.mend:
            table.add_row("", "", f"→ {escape(finding.mend)}")
    console().print(table)
