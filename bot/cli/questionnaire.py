"""`zhiyin questionnaire`: check a questionnaire, show what a client is asked, compare two."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.output import CommandFailed, JsonFlag, console, print_json

if TYPE_CHECKING:
    from bot.rulebook.loading import Source
    from bot.suitability.questionnaire import Question

app = typer.Typer(help="The questionnaire: check, show, compare.", no_args_is_help=True)

SEGMENTS = ("individual", "business", "institution")
_File = Annotated[Path | None, typer.Argument(help="A file; the one in use where left out.")]
_Regulatory = Annotated[
    Path | None, typer.Option(help="The institution's own regulatory questionnaire.")
]
_Segment = Annotated[str | None, typer.Option(help="individual, business or institution.")]
_Need = Annotated[list[str] | None, typer.Option(help="A need; give it several times for several.")]
_Language = Annotated[str, typer.Option(help="zh or en.")]


@app.command()
def check(file: _File = None, regulatory: _Regulatory = None, json_: JsonFlag = False) -> None:
    """Check a questionnaire; exit 1 naming file and line of each mistake."""
    from bot.rulebook.loading import load
    from bot.settings import load_settings

    source = _source(file, regulatory)
    questionnaire = source.build()
    problems = _unfit(source)
    counted = {
        segment: sum(
            not question.when.segments or segment in question.when.segments
            for question in questionnaire.questions
            if question.phase in ("need", "profile")
        )
        for segment in SEGMENTS
    }
    if problems:
        raise CommandFailed("\n".join(problems))
    in_use = load(load_settings()).versions["questionnaire"]
    found = {
        "ok": True,
        "version": source.version,
        "in_use": in_use == source.version,
        "questions": len(questionnaire.questions),
        "by_segment": counted,
        "regulatory_items": len(questionnaire.regulatory),
    }
    if json_:
        print_json(found)
        return
    out = console()
    used = "in use" if found["in_use"] else f"not in use; {in_use} is"
    out.print(f"{source.version} ({used}): nothing is wrong with it.", markup=False)
    by = ", ".join(f"{count} for {segment}" for segment, count in counted.items())
    out.print(
        f"{found['questions']} questions ({by}), {found['regulatory_items']} regulatory items",
        markup=False,
    )


@app.command()
def show(
    file: _File = None,
    regulatory: _Regulatory = None,
    segment: _Segment = None,
    need: _Need = None,
    language: _Language = "zh",
    json_: JsonFlag = False,
) -> None:
    """Show the questions in order: all of them, or what one kind of client is asked."""
    _known("language", language, ("zh", "en"))
    if segment is not None:
        _known("segment", segment, SEGMENTS)
    needs = frozenset(need or ())
    from bot.suitability.products import NEEDS

    for one in needs:
        _known("need", one, NEEDS)
    source = _source(file, regulatory)
    questionnaire = source.build()
    asked = [
        question.worded_for(segment, needs)
        for question in questionnaire.questions
        if _concerns(question, segment, needs)
    ]
    items = {item.answer_id for item in questionnaire.regulatory}
    if json_:
        rows = [_row(question, items) for question in asked]
        print_json({"version": source.version, "questions": rows})
        return
    out = console()
    out.print(f"{source.version}", markup=False)
    for at, question in enumerate(asked, start=1):
        marks = [
            *(["sensitive"] if question.sensitive else []),
            *(["essential"] if question.essential else []),
            *(["optional"] if question.optional else []),
            *(["regulatory"] if question.answer_id in items else []),
        ]
        tail = f"  ({', '.join(marks)})" if marks else ""
        out.print(f"\n{at}. {question.id}  [{question.kind}]{tail}", markup=False)
        out.print(f"   {question.text[language]}", markup=False)
        for option in question.options:
            points = " ".join(f"{name} {value:g}" for name, value in option.points.items())
            worth = f"   {points}" if points else ""
            out.print(f"   - {option.id}: {option.label[language]}{worth}", markup=False)


@app.command()
def diff(
    old: Annotated[str, typer.Argument(help="A file, or a version that is kept in the records.")],
    new: Annotated[
        str | None, typer.Argument(help="Another one; the questionnaire in use where left out.")
    ] = None,
    json_: JsonFlag = False,
) -> None:
    """Say what differs between two questionnaires: questions, options, points, wording, order."""
    from bot.rulebook.comparing import differences

    before, after = _values(old), _values(new) if new else _source(None, None)
    found = differences(before.data, after.data)
    if json_:
        print_json(
            {
                "old": before.version,
                "new": after.version,
                "differences": [
                    {"question": one.question, "kind": one.kind, "what": one.what} for one in found
                ],
            }
        )
        return
    out = console()
    out.print(f"{before.version} → {after.version}", markup=False)
    for one in found:
        out.print(f"{one.kind:8} {one.question}: {one.what}", markup=False)
    if not found:
        out.print("They ask and score the same.")


def _source(file: Path | None, regulatory: Path | None) -> Source:
    from bot.rulebook.loading import read_questionnaire
    from bot.settings import load_settings

    for path in (file, regulatory):
        if path is not None and not path.is_file():
            raise CommandFailed(f"there is no file {path}")
    return read_questionnaire(load_settings(), file, regulatory)


def _values(name: str) -> Source:
    """A questionnaire by its file, or by the version under which it is kept."""
    from bot.rulebook.loading import Source

    if Path(name).is_file():
        return _source(Path(name), None)
    from bot.services.app import open_app

    app_ = open_app()
    with app_.records.read() as work:
        kept = work.rules.get("questionnaire", name)
    if kept is None:
        raise CommandFailed(f"there is no file and no kept questionnaire version {name}")
    return Source(kept, name, None)


def _unfit(source: Source) -> list[str]:
    """What the policy in use cannot work with."""
    from bot.rulebook.loading import load
    from bot.settings import load_settings
    from bot.suitability.coherence import problems

    return list(problems(source.build(), load(load_settings()).policy))


def _concerns(question: Question, segment: str | None, needs: frozenset[str]) -> bool:
    if segment and question.when.segments and segment not in question.when.segments:
        return False
    return not (needs and question.when.needs) or bool(needs & question.when.needs)


def _row(question: Question, items: set[str]) -> dict[str, Any]:
    return {
        "id": question.id,
        "fills": question.answer_id,
        "kind": question.kind,
        "phase": question.phase,
        "text": dict(question.text),
        "why": dict(question.why),
        "sensitive": question.sensitive,
        "essential": question.essential,
        "optional": question.optional,
        "regulatory": question.answer_id in items,
        "options": [
            {"id": one.id, "label": dict(one.label), "points": dict(one.points)}
            for one in question.options
        ],
    }


def _known(what: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise typer.BadParameter(f"{value} is no {what}; use one of {', '.join(allowed)}")
