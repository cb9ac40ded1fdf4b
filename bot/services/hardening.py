"""A process that leaves nothing of its memory behind: no core dump, nobody looking into it.

Only the standard library is imported here, for every command goes through it.
"""

from __future__ import annotations

import contextlib
import sys

_PR_SET_DUMPABLE = 4


def leave_no_core() -> None:
    """Forbid core dumps for this process and those it starts, and reading its memory (Linux).

    The limit is inherited; not being dumpable is not, and it alone holds where the kernel pipes
    cores to a collector, so each process asks for it itself.
    """
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
