"""The `zhiyin` command as a process of its own, quickly: forked from one that has all loaded.

A process that starts from nothing takes a second and more of a processor until it begins to work.
What matters of a process is the same: its environment, its streams, its exit code, its death.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

CLEAN = multiprocessing.get_context("forkserver")
"""Processes that start without this one's threads: a fork of a process with threads may hang."""
CLEAN.set_forkserver_preload(["tests.preloaded"])


def environment(**settings: str) -> dict[str, str]:
    """This process's environment, with these settings of the product and no others."""
    return {k: v for k, v in os.environ.items() if not k.startswith("ZHIYIN_")} | settings


def zhiyin(
    *arguments: str,
    environment: Mapping[str, str],
    answer: str = "",
    within: float = 300,
) -> subprocess.CompletedProcess[str]:
    """Run the command to its end, with `answer` on its stdin."""
    with tempfile.TemporaryDirectory(prefix="zhiyin-") as folder:
        streams = [Path(folder, name) for name in ("in", "out", "err")]
        streams[0].write_text(answer, "utf-8")
        process = started(arguments, environment, streams)
        process.join(within)
        if process.is_alive():
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(list(arguments), within)
        out, err = (stream.read_text("utf-8") for stream in streams[1:])
    return subprocess.CompletedProcess(list(arguments), process.exitcode or 0, out, err)


def started(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    streams: Sequence[Path],
    first: Callable[[], None] | None = None,
) -> multiprocessing.process.BaseProcess:
    """The running command, its stdin, stdout and stderr these files; it calls `first` at first."""
    process = CLEAN.Process(
        target=_run, args=(tuple(arguments), dict(environment), tuple(streams), first)
    )
    process.start()
    return process


def _run(
    arguments: tuple[str, ...],
    environment: dict[str, str],
    streams: tuple[Path, ...],
    first: Callable[[], None] | None,
) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = None  # the environment says where
    for number, (path, flags) in enumerate(
        zip(streams, (os.O_RDONLY, *[os.O_WRONLY | os.O_CREAT | os.O_TRUNC] * 2), strict=True)
    ):
        opened = os.open(path, flags, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as we live
        for number, mode in ((0, "r"), (1, "w"), (2, "w"))
    )
    sys.argv = ["zhiyin", *arguments]
    if first is not None:
        first()
    from bot.cli import main

    with _flushed():
        main()


@contextlib.contextmanager
def _flushed() -> Iterator[None]:
    try:
        yield
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
