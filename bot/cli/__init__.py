"""The `zhiyin` command: everything operators and developers do from a shell."""

from __future__ import annotations

from bot.cli import bytecode

bytecode.keep()  # before anything large is imported

from bot.cli.main import main  # noqa: E402

__all__ = ["main"]
