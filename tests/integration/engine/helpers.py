"""What the engine's tests share: the examples, and serving an application within a test."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import ruamel.yaml

from bot.rulebook import read_knowledge
from bot.settings import ROOT

HERE = Path(__file__).parent
PASSWORD = "actions-password-for-tests-only-0123456789"
TOUCHED: list[bool] = []


def examples(*, knowledge: bool = True) -> list[tuple[str, str]]:
    """All training examples as (intent, text): data/nlu, and what the knowledge base is asked."""
    found = []
    for file in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in ruamel.yaml.YAML(typ="safe").load(file)["nlu"]:
            lines = str(block["examples"]).splitlines()
            found += [(block["intent"], line[2:].strip()) for line in lines if line[:2] == "- "]
    if knowledge:
        base = read_knowledge(
            ROOT / "data" / "knowledge", ROOT / "data" / "schemas" / "knowledge.schema.json"
        )
        found += [(one.intent, one.text) for one in (*base.examples, *base.unanswered)]
    return found


@contextlib.asynccontextmanager
async def served(app: Any, door: socket.socket) -> AsyncIterator[str]:
    """Serve a Sanic application within the test's own loop, on a socket bound already."""
    server = await app.create_server(sock=door, return_asyncio_server=True, access_log=False)
    with pytest.MonkeyPatch.context() as once:
        if TOUCHED:  # Sanic rewrites its own methods at start, which goes once in a process only
            once.setattr("sanic.app.TouchUp.run", lambda app: None)
        await server.startup()
        TOUCHED.append(True)
    try:
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
    finally:
        server.close()
        await asyncio.sleep(0)


def open_door() -> socket.socket:
    """A socket on a free port of loopback."""
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    return door
