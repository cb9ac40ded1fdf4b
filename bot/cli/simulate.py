"""`zhiyin simulate`: clients that do not exist talk to the running system, and are counted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timezone
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.output import CommandFailed, JsonFlag, console, print_json
from bot.settings import Settings, load_settings

if TYPE_CHECKING:
    from bot.simulation.house import House
    from bot.simulation.personas import Persona
    from bot.simulation.running import Case, Heard, Script


class WayOfSpeaking(str, Enum):
    """The ways of speaking, as the option has them."""

    terse = "terse"
    chatty = "chatty"
    all_at_once = "all_at_once"
    evasive = "evasive"
    contradictory = "contradictory"
    digressing = "digressing"


def simulate(
    url: Annotated[
        str | None,
        typer.Option(help="Talk to this system. Without it one is started in a temporary home."),
    ] = None,
    token: Annotated[
        str | None,
        typer.Option(
            envvar="ZHIYIN_ADVISOR_TOKEN",
            help="With --url: an advisor's API token, to read the record as it was handed over. "
            "Without it the client's own profile is read.",
        ),
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="A dozen conversations.")] = False,
    persona: Annotated[
        list[str] | None, typer.Option(help="Only this persona; may be given several times.")
    ] = None,
    way: Annotated[
        list[WayOfSpeaking] | None, typer.Option(help="Only this way of speaking; several times.")
    ] = None,
    every: Annotated[int, typer.Option(min=1, help="Only every so-manieth conversation.")] = 1,
    parallel: Annotated[int, typer.Option(min=1, max=64, help="So many at a time.")] = 4,
    seed: Annotated[int, typer.Option(help="Other words of the same clients.")] = 0,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the report (default: simulation in the home).")
    ] = None,
    json_: JsonFlag = False,
) -> None:
    """Let simulated clients talk to the system, and measure what comes of it.

    Every persona speaks in every way, with the typing of real people; what an advisor is handed
    over is compared with the truth. Writes report.json and report.html. The clients are made up
    but stored as any others: with --url, name a system that is there for testing.
    """
    settings = load_settings()
    script, personas = _script(settings, seed)
    chosen = _chosen(personas, persona or [], [one.value for one in way or []], quick, every)

    def say(line: str) -> None:
        if not json_:
            console().print(line, markup=False)

    heard = _hold(settings, script, chosen, _house(url, token), parallel, say)
    figures = _figures(heard, seed=seed, quick=quick, seen_by_advisor=url is None or bool(token))
    folder = out or settings.home / "simulation"
    _write(folder, figures, heard)
    if json_:
        print_json(figures)
    else:
        _print(figures)
        say(f"\n{folder / 'report.html'}")


def _script(settings: Settings, seed: int) -> tuple[Script, tuple[Persona, ...]]:
    from bot.rulebook import load
    from bot.simulation import personas, phrases
    from bot.simulation.running import Script

    rules = load(settings)
    folder = settings.root / "data/simulation"
    try:
        known = personas.load(folder / "personas.yml", rules.questionnaire)
    except personas.PersonasUnusable as error:
        raise CommandFailed(str(error)) from None
    return Script(rules.questionnaire, rules.policy, phrases.load(folder), seed), known


def _chosen(
    personas: Sequence[Persona], wanted: list[str], ways: list[Any], quick: bool, every: int
) -> tuple[Case, ...]:
    from bot.simulation import running
    from bot.simulation.speaking import WAYS

    if strange := set(wanted) - {one.id for one in personas}:
        raise CommandFailed(f"no persona is called {sorted(strange)[0]}")
    cases = running.cases(personas)
    if quick:
        return running.quick(cases)
    speaking = ways or list(WAYS)
    fitting = [c for c in cases if c.way in speaking and (not wanted or c.persona.id in wanted)]
    return tuple(fitting[::every])


def _house(url: str | None, token: str | None) -> House | None:
    from bot.simulation.house import House

    return None if url is None else House(url.rstrip("/"), token)


def _hold(
    settings: Settings,
    script: Script,
    chosen: Sequence[Case],
    given: House | None,
    parallel: int,
    say: Any,
) -> list[Heard]:
    from bot.simulation import running
    from bot.simulation.house import own_house
    from bot.simulation.talking import SystemUnreachable

    if given is None:
        say("Starting a system in a temporary home …")
    place: AbstractContextManager[House] = (
        own_house(settings.root) if given is None else nullcontext(given)
    )
    heard: list[Heard] = []
    try:
        with place as house:
            say(f"{len(chosen)} conversations, {parallel} at a time …")
            for one in running.hold(house, script, chosen, parallel=parallel):
                heard.append(one)
                mark = "read it" if one.verdict.failed else "ok"
                say(f"{len(heard):4}/{len(chosen)}  {mark:8}{one.talk.id}")
    except SystemUnreachable as error:
        raise CommandFailed(str(error)) from None
    return heard


def _figures(
    heard: Sequence[Heard], *, seed: int, quick: bool, seen_by_advisor: bool
) -> dict[str, Any]:
    from bot.simulation import totals

    return totals.figures(
        heard,
        at=datetime.now(timezone.utc).isoformat(timespec="seconds"),
        seed=seed,
        quick=quick,
        personas=len({one.talk.persona.id for one in heard}),
        record="through the advisor API" if seen_by_advisor else "from the client's own profile",
    )


def _write(folder: Path, figures: dict[str, Any], heard: Sequence[Heard]) -> None:
    from bot.simulation.report import page

    ratios: dict[str, list[float]] = {}
    for one in sorted(heard, key=lambda each: each.talk.way):
        if one.verdict.complete:
            ratio = one.verdict.turns / one.verdict.needed
            ratios.setdefault(one.talk.way, []).append(ratio)
    folder.mkdir(parents=True, exist_ok=True)
    document = json.dumps(figures, ensure_ascii=False, indent=1) + "\n"
    (folder / "report.json").write_text(document, encoding="utf-8")
    (folder / "report.html").write_text(page(figures, ratios), encoding="utf-8")


def _print(figures: dict[str, Any]) -> None:
    from rich.table import Table

    table = Table("", "figure", "goal", "")
    for row in figures["goals"]:
        figure = "–" if row["figure"] is None else f"{row['figure']:g}"
        table.add_row(row["name"], figure, row["goal"], "met" if row["met"] else "not met")
    console().print(table)
    overall = figures["overall"]
    console().print(
        f"{overall['values_wrong']} values wrong and {overall['values_missing']} missing of "
        f"{overall['values']}; {overall['asked_again']} answers asked for again; "
        f"{overall['told_before']} asked though told; {overall['abandoned']} left impatient.",
        markup=False,
    )
