"""How a command answers: words for people, a JSON document for programs, a line for a failure."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import sys
import warnings
from typing import IO, TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from rich.console import Console

_reserved: IO[str] | None = None

QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONUNBUFFERED": "1",
}
"""Environment for Rasa and its libraries: no reports to its makers, no search for devices."""


def reserve_stdout(json_: bool) -> bool:
    """With `--json`, keep stdout for the document: what any library prints goes to stderr.

    The file descriptor itself is redirected, so this holds for C libraries and child processes
    as well. Gives `json_` back (it is the flag's callback).
    """
    global _reserved  # noqa: PLW0603 - a process has one stdout
    if json_ and _reserved is None:
        sys.stdout.flush()
        _reserved = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)
        sys.stdout = sys.stderr
    return json_


JsonFlag = Annotated[
    bool,
    typer.Option(
        "--json",
        help="Print one JSON document on stdout and nothing else.",
        callback=reserve_stdout,
        is_eager=True,
    ),
]


class CommandFailed(Exception):
    """A failure that is explained to the person in one line; the command exits 1."""


def quieten() -> None:
    """Silence what libraries say at import; whoever asks Python for warnings still gets them."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    # What no handler takes would be printed with all its words.
    logging.lastResort = _Wordless(logging.ERROR)
    sys.unraisablehook = lambda args: None
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]


class _Wordless(logging.Handler):
    """Says of a library's error only that there was one, and where."""

    def emit(self, record: logging.LogRecord) -> None:
        """One line on stderr."""
        place = f"{record.name} ({record.module}:{record.lineno})"
        print(f"zhiyin: {record.levelname.lower()} in {place}", file=sys.stderr)


def console() -> Console:
    """Where people read; made anew each time so that a redirected stdout is respected."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=True)


def print_json(document: Any, *, indent: int | None = 2) -> None:
    """Print one JSON document on stdout; with `indent=None` on one line."""
    out = _reserved or sys.stdout
    out.write(json.dumps(document, ensure_ascii=False, indent=indent, default=str) + "\n")
    out.flush()


def fail(message: str) -> NoReturn:
    """End the command with one line on stderr and exit status 1."""
    print(f"zhiyin: {' '.join(message.split())}", file=sys.stderr)
    raise SystemExit(1)
