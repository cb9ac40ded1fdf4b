"""Tells the linear algebra library which processor it runs on, where it is the older of the two.

OpenBLAS, which numpy and scipy bring along, knows processors by their model. One that came out
after it is served as one of 2004: the same results, three times as slowly. What the processor
can do tells better which of the library's kernels fit it.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Set
from pathlib import Path

NAME = "OPENBLAS_CORETYPE"
"""What OpenBLAS reads once, when it is loaded (OpenBLAS, USAGE.md, "Dynamic architecture")."""

_KERNELS = (
    ("SkylakeX", frozenset({"avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl", "fma"})),
    ("Haswell", frozenset({"avx2", "fma"})),
)


def name_kernels(cpuinfo: Path = Path("/proc/cpuinfo")) -> None:
    """Choose OpenBLAS' kernels for this process and those it starts; whoever chose before keeps
    the choice. To be called before numpy is loaded."""
    if NAME in os.environ or platform.machine() != "x86_64":
        return
    kernels = kernels_for(_flags(cpuinfo))
    if kernels:
        os.environ[NAME] = kernels


def kernels_for(flags: Set[str]) -> str | None:
    """The newest kernels that need no more than these flags; None leaves it to OpenBLAS."""
    return next((kernels for kernels, needs in _KERNELS if needs <= flags), None)


def _flags(cpuinfo: Path) -> Set[str]:
    try:
        with cpuinfo.open(encoding="ascii", errors="replace") as lines:
            words = next((line for line in lines if line.startswith("flags")), "")
    except OSError:
        return frozenset()
    return frozenset(words.partition(":")[2].split())
