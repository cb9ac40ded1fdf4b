"""Reads the assumptions behind the illustrations, and the mixes that were computed from them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from bot.rulebook.documents import Document, read
from bot.rulebook.errors import Problem, RulebookError
from bot.rulebook.schemas import check
from bot.suitability.assumptions import Assumptions
from bot.suitability.reading import RuleError

COMMAND = "zhiyin illustration compute"


def mixes_path(assumptions: Path) -> Path:
    """Where the mixes of an assumptions file lie: beside it, as `….mixes.yml`."""
    return assumptions.with_name(f"{assumptions.stem}.mixes.yml")


def read_assumptions(path: Path, schema: Path) -> tuple[Assumptions, Document]:
    """The assumptions without mixes, and their document. Raises RulebookError."""
    document = read(path)
    check(document, schema)
    version = f"{document.data['version']}+{document.digest()}"
    try:
        return Assumptions.from_mapping({**document.data, "version": version}), document
    except RuleError as error:
        raise RulebookError(_problem(document, error)) from error


def load_assumptions(path: Path, schema: Path) -> Assumptions:
    """The assumptions with the mixes that belong to them.

    Raises RulebookError, also where the mixes are missing or were computed from other assumptions.
    """
    assumptions, document = read_assumptions(path, schema)
    mixes = read(mixes_path(path))
    rows = mixes.data if isinstance(mixes.data, Mapping) else {}
    if rows.get("of") != document.digest():
        raise RulebookError(
            mixes.problem(
                ("of",),
                f"these mixes were not computed from the present {path.name}",
                f"Run: {COMMAND}",
            )
        )
    try:
        built = assumptions.with_mixes(rows.get("mixes", {}))
    except RuleError as error:
        raise RulebookError(_problem(mixes, error)) from error
    # The mixes are part of what clients see, so the version tells them apart as well.
    return replace(built, version=f"{assumptions.version}.{mixes.digest()[:6]}")


def write_mixes(
    path: Path, assumptions: Assumptions, digest: str, mixes: Mapping[str, Mapping[str, int]]
) -> Path:
    """Write the mixes beside the assumptions at `path`, for people to read. Gives their path."""
    lines = [
        "# 由 `zhiyin illustration compute` 按 assumptions.yml 计算，请勿手工修改。单位：百分比。",
        "# Computed by `zhiyin illustration compute`; not edited by hand. Unit: percent.",
        f'of: "{digest}"',
        "mixes:",
    ]
    for name, weights in mixes.items():
        built = assumptions.deviation(weights)
        told = f"  # mean {assumptions.mean(weights):.1f}, sd {built:.1f}"
        parts = ", ".join(f"{key}: {value}" for key, value in weights.items())
        lines.append(f"  {name}: {{{parts}}}{told}")
    target = mixes_path(path)
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return target


def _problem(document: Document, error: RuleError) -> Problem:
    steps = [int(s) if s.isdigit() else s for s in re.findall(r"[^.\[\]]+", error.path)]
    return document.problem(tuple(steps), f"{error.path} {error.problem}", "Mend it as it says")
