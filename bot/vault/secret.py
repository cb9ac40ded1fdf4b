"""Key bytes that do not show themselves."""

from __future__ import annotations

from typing import NoReturn


class Secret:
    """Key bytes with a redacted `repr`, no equality and no pickling.

    Python cannot wipe memory; keeping secrets out of logs, tracebacks and dumps is what it can do.
    """

    __slots__ = ("_raw",)

    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    def reveal(self) -> bytes:
        """The bytes themselves; for the primitive that needs them, never for a variable."""
        return self._raw

    def __repr__(self) -> str:
        return "Secret(…)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not pickled")
