"""What the machine is asked about processes, ports and addresses."""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import http
import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from bot.settings import Settings

_EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - only looked up


def start(
    command: list[str],
    *,
    cwd: Path,
    environment: dict[str, str],
    out: IO[bytes] | int,
    apart: bool = False,
) -> subprocess.Popen[bytes]:
    """Start a process that ends with this one; stdout and stderr go to `out`.

    `apart` starts it in a session of its own, where Ctrl-C at our terminal does not reach it.
    """
    return subprocess.Popen(
        command,
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.STDOUT,
        start_new_session=apart,
        preexec_fn=_dying_with_parent(),  # noqa: PLW1509 - a command has one thread
    )


def _dying_with_parent() -> Callable[[], None] | None:
    """Has the kernel kill a child when its parent ends, however it ends (Linux; elsewhere None).

    Whatever a child has acknowledged is on disk, so being killed costs it nothing, and its port
    is free at once.
    """
    if sys.platform != "linux":
        return None
    libc, parent = ctypes.CDLL(None), os.getpid()
    set_death_signal = 1

    def in_child() -> None:
        libc.prctl(set_death_signal, signal.SIGKILL)
        if os.getppid() != parent:  # it ended before the kernel was asked
            os._exit(1)

    return in_child


def answers(url: str, *, within: float = 2.0) -> bool:
    """Whether a plain HTTP address of this machine answers with 200 within so many seconds."""
    place = urlsplit(url)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=within)
    try:
        connection.request("GET", place.path or "/")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def gateway_url(settings: Settings) -> str:
    """The gateway's address as this machine reaches it."""
    host = _EVERY_ADDRESS.get(settings.host, settings.host)
    return f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"


def places(settings: Settings) -> list[tuple[str, int]]:
    """The addresses an installation listens on: gateway, engine, actions."""
    return [
        (settings.host, settings.port),
        ("127.0.0.1", settings.engine_port),
        ("127.0.0.1", settings.actions_port),
    ]


def port_is_free(host: str, port: int) -> bool:
    """Whether something could listen on this address now."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen()
        except OSError:
            return False
    return True


def lock_path(settings: Settings) -> Path:
    """The file whose lock the running installation holds; its process id stands in it."""
    return settings.home / "run.lock"


def running_here(settings: Settings) -> str | None:
    """The process id of the `zhiyin run` that holds this home, None when there is none."""
    with contextlib.suppress(FileNotFoundError), lock_path(settings).open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return lock.read().strip() or "unknown"
    return None
