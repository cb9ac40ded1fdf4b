"""Starts a program of ours with a cipher that does nothing: to measure what sealing costs.

`python -m bot.cli.bench.identity MARK MODULE …` is how `zhiyin bench` starts the second of two
installations, in a temporary folder that it made itself and into which it has put MARK. Anywhere
else this refuses. No setting leads here, and no other module knows of it.
"""

from __future__ import annotations

import hmac
import json
import os
import runpy
import sys
import tempfile
import threading
import time
from pathlib import Path

PREFIX = "zhiyin-bench-"
MARK = "identity.mark"
_HEAD = b"identity"


class NotTheBench(Exception):
    """This is no folder of the bench; nothing is started."""


def require_bench(mark: str, home: str) -> Path:
    """The bench's own folder that this home lies in. Raises NotTheBench for any other home."""
    place = Path(home).resolve().parent if home else Path("/")
    temporary = Path(tempfile.gettempdir()).resolve()
    try:
        known = (place / MARK).read_text(encoding="ascii")
    except (OSError, ValueError):
        known = ""
    if (
        place.parent != temporary
        or not place.name.startswith(PREFIX)
        or len(known) < 32
        or not hmac.compare_digest(known.encode(), mark.encode())
    ):
        raise NotTheBench("the identity cipher runs in a folder of `zhiyin bench` only")
    return place


def _open_nothing(counts: dict[str, int]) -> None:
    """Have the vault of this process seal and open without keys, and count how often."""
    from bot.vault import Cell, Purpose, Tampered, Vault

    def seal(_vault: Vault, _cell: Cell, plaintext: bytes, _purpose: Purpose) -> bytes:
        counts["sealed"] += 1
        return _HEAD + plaintext

    def open_(_vault: Vault, cell: Cell, sealed: bytes, _purpose: Purpose) -> bytes:
        counts["opened"] += 1
        if not sealed.startswith(_HEAD):
            raise Tampered(f"{cell.table}.{cell.column} was not written by this bench")
        return sealed[len(_HEAD) :]

    setattr(Vault, "seal", seal)  # noqa: B010
    setattr(Vault, "open", open_)  # noqa: B010


def _tell(counts: dict[str, int], path: Path) -> None:
    """Keep the counts in a file: a server that is stopped does not always come to its end."""

    def keep() -> None:
        while True:
            path.write_text(json.dumps(counts))
            time.sleep(0.5)

    threading.Thread(target=keep, daemon=True).start()


def _start_children_likewise(mark: str) -> None:
    from bot.cli import run

    former = run._children

    def children(settings: object) -> object:
        found = former(settings)  # type: ignore[arg-type]
        for child in found:
            python, _, module = child.command
            child.command = [python, "-m", "bot.cli.bench.identity", mark, module]
        return found

    setattr(run, "_children", children)  # noqa: B010


def main() -> None:
    """Run the module that is named, sealing nothing."""
    mark, module, *arguments = sys.argv[1:]
    try:
        place = require_bench(mark, os.environ.get("ZHIYIN_HOME", ""))
    except NotTheBench as refusal:
        print(f"zhiyin: {refusal}", file=sys.stderr)
        raise SystemExit(1) from None
    counts = {"sealed": 0, "opened": 0}
    _open_nothing(counts)
    if module == "bot":
        _start_children_likewise(mark)
    _tell(counts, place / f"cells-{os.getpid()}.json")
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
