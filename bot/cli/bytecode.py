"""Keeps compiled code where the environment forbids to put it beside the sources.

Rasa and TensorFlow are five thousand files: to compile them at each start takes a processor ten
seconds and more. Images of containers often set PYTHONDONTWRITEBYTECODE; then the compiled code
goes to models/.cache, which is ours to write, and the sources stay as they are.
"""

from __future__ import annotations

import os
import sys

from bot.settings import ROOT

PLACE = ROOT / "models" / ".cache" / "python"


def keep() -> None:
    """Have this process and its children write and use compiled code, whatever the environment."""
    if sys.dont_write_bytecode and sys.pycache_prefix is None:
        sys.dont_write_bytecode = False
        sys.pycache_prefix = str(PLACE)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(PLACE)
