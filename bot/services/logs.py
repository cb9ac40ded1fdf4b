"""Logs that cannot leak: what a process may say about itself, and nothing a client said.

Rasa, Sanic and their libraries write clients' words, slot values and exception texts into their
log lines. So nothing is passed on as it was written: a line of ours is a dotted event name with
fields from a fixed list; of a line of somebody else's only the place, the level and the class of
the exception remain, unless its exact template is known to be harmless.
"""

from __future__ import annotations

import io
import json
import logging
import re
import sys
import threading
import time
import traceback
from collections.abc import Mapping, MutableMapping
from datetime import datetime, timezone
from types import TracebackType
from typing import Any, TextIO

import structlog

from bot.services.hardening import leave_no_core
from bot.settings import Settings

EVENT = re.compile(r"^[a-z0-9_]+(\.[a-z0-9_]+)+$")

FIELDS = frozenset(
    {
        "action", "attempt", "bytes", "category", "channel", "code", "conversation", "count",
        "current", "epoch", "error", "examples", "host", "kind", "mode", "model", "ms", "name",
        "pid", "port", "reason_code", "seq", "signal", "status", "store", "task", "version",
    }
)  # fmt: skip
"""The fields a line may carry. Ids of conversations are random and say nothing about a person."""

WITHHELD = "(withheld)"
_VALUE = re.compile(r"^[\w.:/@+\-]{0,120}$", re.ASCII)

# Templates of other people's lines that hold nothing but numbers and our own addresses.
_HARMLESS = (
    re.compile(r"^Rasa server is up and running\.$"),
    re.compile(r"^Starting worker \[\d+\]$"),
    re.compile(r"^Stopping worker \[\d+\]$"),
    re.compile(r"^Goin' Fast @ http://[\d.]+:\d+$"),
    re.compile(r"^Uvicorn running on http://[\w.:\-]+ \(Press CTRL\+C to quit\)$"),
    re.compile(r"^(Started|Finished) server process \[\d+\]$"),
    re.compile(r"^(Waiting for application|Application) (startup|shutdown)( complete)?\.$"),
)
_OURS = ("bot", "actions", "zhiyin")


def configure(process: str, settings: Settings, *, closed: bool = False) -> None:
    """Send every log line of this process through the filter, as JSON, to stderr.

    `process` is named in each line. Takes over the standard library's logging, structlog,
    warnings and the hooks for uncaught exceptions. Call it before the frameworks are imported.

    `closed` is for the servers: what anybody prints past the logs (`print`, `traceback.print_exc`)
    is withheld as well, counted in a line; and the process leaves no core dump. Words for the
    person who starts it go through `tell`.
    """
    level = getattr(logging, settings.log_level, logging.INFO)
    stream = _lines()
    if closed:
        leave_no_core()
        sys.stdout = sys.stderr = _Withholding(process, stream)
    handler = logging.StreamHandler(stream)
    handler.setFormatter(SafeFormatter(process))
    handler.addFilter(_says_something)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    logging.captureWarnings(True)
    for name in list(logging.root.manager.loggerDict):
        logging.getLogger(name).handlers[:] = []
        logging.getLogger(name).propagate = True
    for name in ("sanic.access", "uvicorn.access", "httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    structlog.configure(
        processors=[structlog.stdlib.add_log_level, _Render(process)],
        wrapper_class=structlog.make_filtering_bound_logger(max(level, logging.INFO)),
        logger_factory=structlog.WriteLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(
        args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
    )
    sys.unraisablehook = lambda args: log().error("process.unraisable", exc_info=args.exc_value)


def tell(words: str) -> None:
    """A line for the person who starts a process, in plain words: nothing of a client's."""
    print(words, file=_lines(), flush=True)


def _lines() -> TextIO:
    """Where log lines go: stderr as it was before it was closed to everything else."""
    return sys.stderr.below if isinstance(sys.stderr, _Withholding) else sys.stderr


class _Withholding(io.TextIOBase):
    """Stands in for stdout and stderr: what is written is dropped, and that it was is logged, at
    most once a second."""

    encoding = "utf-8"

    def __init__(self, process: str, below: TextIO) -> None:
        self.below = below
        self._process = process
        self._lock = threading.Lock()
        self._count = 0
        self._said = float("-inf")

    def writable(self) -> bool:
        """It takes everything."""
        return True

    def isatty(self) -> bool:
        """It is no terminal."""
        return False

    def write(self, text: str) -> int:
        """Drop the text. Gives its length, as a stream does."""
        if not text.strip():
            return len(text)
        with self._lock:
            self._count += 1
            now = time.monotonic()
            if now - self._said < 1.0:
                return len(text)
            count, self._count, self._said = self._count, 0, now
        line = _line(self._process, "warning", "output.withheld")
        self.below.write(json.dumps({**line, "count": count}) + "\n")
        self.below.flush()
        return len(text)

    def fileno(self) -> int:
        """The real stream's, for those who write to descriptors (faulthandler, child processes)."""
        return self.below.fileno()


def log() -> Any:
    """A logger of ours: `log().info("engine.ready", port=8001)`."""
    return structlog.get_logger()


class SafeFormatter(logging.Formatter):
    """Formats a record of the standard library without any of its words."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        """One JSON line; see the module's opening for what is left out."""
        line = _line(self._process, record.levelname.lower(), _event(record))
        line["logger"] = record.name
        line["at"] = f"{record.module}:{record.lineno}"
        if record.exc_info and record.exc_info[0] is not None:
            line.update(describe(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=True)


def _says_something(record: logging.LogRecord) -> bool:
    """Below a warning, a line that would be withheld is not worth its place."""
    return record.levelno >= logging.WARNING or _event(record) != WITHHELD


def _event(record: logging.LogRecord) -> str:
    template = record.msg if isinstance(record.msg, str) else ""
    if EVENT.match(template):
        return template
    if record.name.partition(".")[0] in _OURS and not record.args and _VALUE.match(template):
        return template
    try:
        message = record.getMessage()
    except Exception:
        return WITHHELD
    return message if any(one.match(message) for one in _HARMLESS) else WITHHELD


class _Render:
    """structlog's last processor: keeps the fields that are allowed, drops everything else."""

    def __init__(self, process: str) -> None:
        self._process = process

    def __call__(self, logger: Any, method: str, fields: MutableMapping[str, Any]) -> str:
        event = fields.pop("event", "")
        level = fields.pop("level", method)
        known = isinstance(event, str) and EVENT.match(event)
        line = _line(self._process, level, event if known else WITHHELD)
        raised = fields.pop("exc_info", None)
        if raised is True:
            raised = sys.exc_info()[1]
        if isinstance(raised, tuple):
            raised = raised[1]
        if isinstance(raised, BaseException):
            line.update(describe(raised))
        line.update(safe_fields(fields))
        return json.dumps(line, ensure_ascii=True)


def safe_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of `fields` that may be written: known names, short plain values."""
    kept: dict[str, Any] = {}
    for name, value in fields.items():
        if name not in FIELDS:
            continue
        plain = isinstance(value, (bool, int, float)) or value is None
        if plain or (isinstance(value, str) and _VALUE.match(value)):
            kept[name] = value
        elif isinstance(value, BaseException):
            kept[name] = type(value).__name__
        else:
            kept[name] = WITHHELD
    return kept


def describe(raised: BaseException | None) -> dict[str, Any]:
    """An exception without its words: its class, its causes' classes, and where it happened."""
    if raised is None:
        return {}
    chain: list[str] = []
    one: BaseException | None = raised
    while one is not None and len(chain) < 6:
        chain.append(f"{type(one).__module__}.{type(one).__qualname__}")
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    frames = traceback.extract_tb(raised.__traceback__)[-8:]
    where = [f"{'/'.join(f.filename.split('/')[-3:])}:{f.lineno} {f.name}" for f in frames]
    return {"raised": chain, "where": where}


def _line(process: str, level: str, event: str) -> dict[str, Any]:
    now = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
    return {"at_time": now, "level": level, "process": process, "event": event}


def _uncaught(kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    raised = value.with_traceback(trace) if value is not None else None
    log().critical("process.uncaught", exc_info=raised)
