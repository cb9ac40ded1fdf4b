"""What is wrong in a rule file, said for the person who edits it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Problem:
    """One mistake: where it stands (file, line from 1), what is wrong, how to mend it."""

    path: Path
    line: int
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{shown(self.path)}:{self.line}: {self.what}. {self.mend}."


class RulebookError(Exception):
    """A rule file cannot be used; `problems` names every mistake that was found."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def shown(path: Path) -> str:
    """A path as people know it: relative to where they stand, where it is below."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
