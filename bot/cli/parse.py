"""`zhiyin parse`: what the assistant understands of a text."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Annotated, Any

import typer

from bot.cli.output import CommandFailed, JsonFlag, console, print_json
from bot.settings import load_settings


def parse(
    text: Annotated[str, typer.Argument(help="The text, or - for one text per line on stdin.")],
    json_: JsonFlag = False,
) -> None:
    """Show language, intent, needs and profile values found in TEXT."""
    from bot.engine.parse import NoModel, Parser, TooLong

    settings = load_settings()
    try:
        parser = Parser(settings)
    except NoModel as error:
        raise CommandFailed(str(error)) from None
    many = text == "-"
    texts: Iterable[str] = (line.rstrip("\r\n") for line in sys.stdin) if many else (text,)
    for number, one in enumerate(texts, start=1):
        try:
            result = parser.parse(one)
        except TooLong:
            where = f"line {number}" if many else "the text"
            raise CommandFailed(f"{where} is longer than 4096 bytes") from None
        if json_:
            print_json(result, indent=None if many else 2)
        else:
            _show(result, titled=many)


def _show(result: dict[str, Any], *, titled: bool) -> None:
    rows = {
        "language": result["language"],
        "intent": f"{result['intent']}  {result['confidence']:.2f}  "
        f"{'in scope' if result['in_scope'] else 'out of scope'}",
        "needs": ", ".join(result["needs"]) or "–",
        **{
            name: json.dumps(value, ensure_ascii=False) for name, value in result["answers"].items()
        },
    }
    width = max(len(name) for name in rows)
    out = console()
    if titled:
        out.print(result["text"], style="bold", markup=False)
    for name, value in rows.items():
        out.print(f"{name:<{width}}  {value}", markup=False)
