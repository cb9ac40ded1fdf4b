"""What sealing costs: cells a second, a turn beside the identity cipher, and rotations."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from bot.cli.bench import measures
from bot.cli.bench.identity import MARK, PREFIX
from bot.cli.bench.running import cpu_seconds, ours

_CELLS = 20_000
_BYTES = 1024
_TOGETHER = 200
Say = Callable[[str], None]


def cells(folder: Path) -> dict[str, Any]:
    """Cells of 1 KB sealed and opened in a second of one core's time, with each cipher."""
    from sqlalchemy import create_engine

    from bot.vault import Cell, FileKeyProvider, Keyring, KeyStore, Purpose, Vault
    from bot.vault.ciphers import CIPHERS

    provider = FileKeyProvider(folder / "keys")
    provider.rotate()
    store = KeyStore(create_engine(f"sqlite:///{folder / 'keystore.db'}"))
    store.create()
    found: dict[str, Any] = {"bytes": _BYTES}
    for cipher in CIPHERS.values():
        vault = Vault(Keyring(provider, store, "bench", cipher=cipher, seconds=3600), "bench")
        vault.keyring.create("client", datetime.now(timezone.utc))
        plain = os.urandom(_BYTES)
        places = [Cell("messages", "body", str(n), "client") for n in range(_CELLS)]
        began = time.process_time()
        sealed = [vault.seal(place, plain, Purpose.TRANSCRIPT) for place in places]
        between = time.process_time()
        for place, envelope in zip(places, sealed, strict=True):
            vault.open(place, envelope, Purpose.TRANSCRIPT)
        ended = time.process_time()
        found[cipher.name] = {
            "sealed_per_second": round(_CELLS / (between - began)),
            "opened_per_second": round(_CELLS / (ended - between)),
        }
    return found


def turns(count: int, each: dict[str, Any], say: Say) -> dict[str, Any]:
    """A turn with sealing beside the same turn with the identity cipher, in the same run.

    `each` is what `cells` found: from it and from the number of cells of a turn follows which part
    of a turn's processor time the vault itself takes, which the ups and downs of turns can hide.
    """
    half = count // 2
    count = 2 * half
    with_: list[float] = []
    without: list[float] = []
    cpu, counts = [0.0, 0.0], []
    # Which of the two is started first makes a difference of its own, so each is once.
    for sealed_first in (True, False):
        say("Starting two installations, one with the identity cipher …")
        with tempfile.TemporaryDirectory(prefix=PREFIX) as folder, contextlib.ExitStack() as both:
            place, mark = Path(folder), secrets.token_hex(16)
            (place / "sealed").mkdir()
            (place / MARK).write_text(mark, encoding="ascii")
            program = ("bot.cli.bench.identity", mark, "bot")
            seen: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
            sides = (ours(place / "sealed", seen[0]), ours(place, seen[1], program))
            order = (0, 1) if sealed_first else (1, 0)
            asks = {side: both.enter_context(sides[side]) for side in order}
            say(f"Measuring {half} turns on each …")
            before = [cpu_seconds(one["process"]) for one in seen]
            times = measures.alternating(half, asks[0], asks[1])
            for side, one in enumerate(seen):
                cpu[side] += (cpu_seconds(one["process"]) - before[side]) / count * 1000
            time.sleep(1.0)  # until the counts are written
            counts += [json.loads(file.read_text()) for file in place.glob("cells-*.json")]
        with_ += times[0]
        without += times[1]
    handled = {name: sum(one[name] for one in counts) / count for name in ("sealed", "opened")}
    speed = each["aes-256-gcm"]
    spent = 1000 * (
        handled["sealed"] / speed["sealed_per_second"]
        + handled["opened"] / speed["opened_per_second"]
    )
    return {
        "turns": count,
        "cpu_ms": {"sealed": round(cpu[0], 2), "identity": round(cpu[1], 2)},
        "sealed_ms": measures.figures(with_),
        "identity_ms": measures.figures(without),
        "difference": measures.difference(with_, without),
        "cells_per_turn": {name: round(number, 1) for name, number in handled.items()},
        "vault_percent": round(spent / (cpu[1] or statistics.median(without)) * 100, 2),
    }


def rotations(clients: int, say: Say) -> dict[str, Any]:
    """Seconds that the rotations of so many clients take on SQLite, without the waiting."""
    from bot.records import Records
    from bot.settings import load_settings

    with tempfile.TemporaryDirectory(prefix=PREFIX) as folder:
        settings = load_settings(
            {"ZHIYIN_HOME": str(Path(folder) / "home"), "ZHIYIN_KEY_CACHE_SECONDS": "1"}
        )
        records = Records.open(settings, create=True)
        say(f"Making {clients} clients …")
        _fill(records, clients)
        say("Replacing their keys …")
        began = time.perf_counter()
        status = records.rotate_keys()
        between, waited = time.perf_counter(), [0.0]

        def sleep(seconds: float) -> None:
            waited[0] += seconds
            time.sleep(seconds)

        records.rotate_data_keys(sleep=sleep)
        ended = time.perf_counter()
        records.close()
    return {
        "clients": clients,
        "cells": status["cells"]["total"],
        "key_encryption_key_seconds": round(between - began, 1),
        "data_keys_seconds": round(ended - between - waited[0], 1),
    }


def _fill(records: Any, count: int) -> None:
    at = datetime.now(timezone.utc)
    for start in range(0, count, _TOGETHER):
        with records.begin() as work:
            work.fill(min(_TOGETHER, count - start), at)
