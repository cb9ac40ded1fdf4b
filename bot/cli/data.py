"""`zhiyin data`: what clients say, as the assistant learns it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import typer

from bot.cli.output import CommandFailed, JsonFlag, console, print_json
from bot.settings import load_settings

app = typer.Typer(help="The training examples.", no_args_is_help=True)


@app.callback()
def data() -> None:
    """The training examples."""


@app.command()
def check(json_: JsonFlag = False) -> None:
    """Find doubles, contradictions, thin intents and held-out texts in data/nlu."""
    from ruamel.yaml import YAML

    from bot.engine import data_check
    from bot.engine.nlu.examples import held_out_texts, training_examples
    from bot.services.encoder import embed

    root = load_settings().root
    intents = YAML(typ="safe").load(root / "domain.yml")["intents"]
    examples, held_out = training_examples(root / "data" / "nlu"), held_out_texts(root)
    found = data_check.check(examples, held_out, intents, embed=embed)
    errors = sum(one.level == "error" for one in found)
    if json_:
        shaped = [_json(one, root) for one in found]
        print_json({**data_check.summary(examples, held_out), "errors": errors, "findings": shaped})
    else:
        out = console()
        for one in found:
            row = _json(one, root)
            places = "  ".join(row[name] for name in ("at", "other") if row[name])
            out.print(f"{one.level:<7}  {one.kind:<18}  {one.what}  {places}", markup=False)
        kinds = Counter(one.kind for one in found)
        told = ", ".join(f"{number} {kind}" for kind, number in kinds.items()) or "nothing to mend"
        out.print(f"{len(examples)} examples of {len(intents)} intents: {told}", markup=False)
    if errors:
        raise CommandFailed(f"{errors} errors in the training examples")


def _json(one: Any, root: Path) -> dict[str, Any]:
    return {
        "level": one.level,
        "kind": one.kind,
        "what": one.what,
        "at": _place(one.path, one.line, root) if one.path else None,
        "other": _place(one.other[0], one.other[1], root) if one.other else None,
    }


def _place(path: Path, line: int | None, root: Path) -> str:
    shown = path.relative_to(root) if path.is_relative_to(root) else path
    return f"{shown}:{line}"
