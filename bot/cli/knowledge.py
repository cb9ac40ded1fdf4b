"""`zhiyin knowledge`: the questions the assistant answers from checked texts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.output import CommandFailed, JsonFlag, console, print_json

if TYPE_CHECKING:
    from bot.rulebook import Entry, Knowledge

REVIEW_DAYS = 365
"""After this time an entry is due to be looked at again."""

app = typer.Typer(help="The knowledge base: check, list, try.", no_args_is_help=True)


@app.command()
def check(json_: JsonFlag = False) -> None:
    """Check every entry; exit 1 naming file and line of each mistake, and name what is due."""
    knowledge = _knowledge()
    due = sorted(
        (entry for entry in knowledge.entries.values() if _is_due(entry)),
        key=lambda entry: (entry.reviewed, entry.id),
    )
    counted = {
        language: sum(one.language == language for one in knowledge.examples)
        for language in ("zh", "en")
    }
    if json_:
        print_json(
            {
                "ok": True,
                "entries": len(knowledge.entries),
                "questions": counted,
                "unanswered": len(knowledge.unanswered),
                "due": [{"entry": e.id, "reviewed": e.reviewed, "owner": e.owner} for e in due],
            }
        )
        return
    console().print(
        f"{len(knowledge.entries)} entries, {counted['zh']} questions in Chinese, "
        f"{counted['en']} in English; nothing is wrong with them.",
        markup=False,
    )
    for entry in due:
        console().print(
            f"due for review: {entry.id} (last on {entry.reviewed}, {entry.owner})", markup=False
        )


@app.command("list")
def list_(json_: JsonFlag = False) -> None:
    """List the entries with their titles, owners and days of review."""
    entries = sorted(_knowledge().entries.values(), key=lambda entry: entry.id)
    if json_:
        print_json([_row(entry) for entry in entries])
        return
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in ("entry", "中文", "English", "owner", "reviewed"):
        table.add_column(heading, no_wrap=heading == "entry")
    for entry in entries:
        row = _row(entry)
        table.add_row(*(escape(row[name]) for name in ("id", "zh", "en", "owner", "reviewed")))
    console().print(table)


@app.command()
def ask(
    text: Annotated[str, typer.Argument(help="A question, as a client would put it.")],
    json_: JsonFlag = False,
) -> None:
    """Show which entry answers TEXT, how sure that is, and the answer."""
    from bot.engine.parse import NoModel, Parser, TooLong
    from bot.settings import load_settings

    entries = _knowledge().entries
    try:
        parsed = Parser(load_settings()).parse(text)
    except NoModel as error:
        raise CommandFailed(str(error)) from None
    except TooLong:
        raise CommandFailed("the text is longer than 4096 bytes") from None
    found = parsed.get("knowledge") or {"verdict": "unsure", "entries": []}
    language = parsed["language"]
    named = [
        {**one, "title": entries[one["entry"]].said[language].title}
        for one in found["entries"]
        if one["entry"] in entries
    ]
    sure = found["verdict"] == "sure" and bool(named)
    answer = entries[named[0]["entry"]].said[language].text if sure else None
    if json_:
        print_json(
            {
                "text": text,
                "language": language,
                "intent": parsed["intent"],
                "verdict": found["verdict"],
                "entries": named,
                "answer": answer,
            }
        )
        return
    out = console()
    out.print(f"{found['verdict']}  (intent {parsed['intent']})", markup=False)
    for one in named:
        out.print(f"{one['entry']}  {one['confidence']:.2f}  {one['title']}", markup=False)
    if answer:
        out.print(answer, markup=False)
    elif not named:
        out.print("No entry answers this; the client hears the reply to the intent.")


def _knowledge() -> Knowledge:
    from bot import rulebook
    from bot.settings import load_settings

    return rulebook.load(load_settings()).knowledge


def _is_due(entry: Entry) -> bool:
    return (date.today() - entry.reviewed).days > REVIEW_DAYS


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "zh": entry.said["zh"].title,
        "en": entry.said["en"].title,
        "intent": entry.intent,
        "related": list(entry.related),
        "owner": entry.owner,
        "reviewed": entry.reviewed.isoformat(),
        "source": entry.source,
    }
